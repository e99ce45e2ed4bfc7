"""What a function's code can do to the table, read from the code: whatever it names, and what that names in turn."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conftest import ROOT

ADAPTERS = "planreview.aws"
"""Only these modules speak to AWS, as tests/core/test_core_is_pure.py has it."""

ACTIONS = {
    "get_item": "dynamodb:GetItem",
    "put_item": "dynamodb:PutItem",
    "update_item": "dynamodb:UpdateItem",
    "delete_item": "dynamodb:DeleteItem",
    "query": "dynamodb:Query",
    "scan": "dynamodb:Scan",
    # What a transaction holds; it needs the permission for each.
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
}
CARRIERS = {"transact_write_items", "get_paginator", "exceptions"}
"""What code asks of the client that needs no permission of its own: a text beside it says what is done."""

Place = tuple[Path, str]
"""A module's file, and a name at its top level."""


def actions(function: Path) -> set[str]:
    """The permissions for the table that an app.py needs."""
    todo, seen = [(function, name) for name in _module(function)], set[Place]()
    found: set[str] = set()
    while todo:
        place = todo.pop()
        if place not in seen:
            seen.add(place)
            path, name = place
            for node in _module(path).get(name, ()):
                found |= _done_by(node)
                todo += _named_by(node, path)
    return found


def _done_by(top: ast.AST) -> set[str]:
    """Raises KeyError for a call of the client that is not known here."""
    asked = {node.attr for node in ast.walk(top) if isinstance(node, ast.Attribute) and _is_the_client(node.value)}
    texts = {node.value for node in ast.walk(top) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {ACTIONS[call] for call in asked - CARRIERS} | {ACTIONS[text] for text in texts & ACTIONS.keys()}


def _is_the_client(node: ast.AST) -> bool:
    return ast.unparse(node) == "clients.dynamodb()"


def _named_by(top: ast.AST, path: Path) -> Iterator[Place]:
    imported = _imported(path)
    for node in ast.walk(top):
        match node:
            case ast.Attribute(value=ast.Name(id=module), attr=name) if module in imported:
                yield imported[module][0], name
            case ast.Name(id=name) if name in imported:
                yield imported[name]
            case ast.Name(id=name):
                yield path, name


@cache
def _module(path: Path) -> dict[str, list[ast.stmt]]:
    """The statements of a module, by the names that they bind."""
    statements: dict[str, list[ast.stmt]] = {}
    for statement in ast.parse(path.read_text(encoding="utf-8")).body:
        match statement:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                statements.setdefault(name, []).append(statement)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                statements.setdefault(name, []).append(statement)
    return statements


@cache
def _imported(path: Path) -> dict[str, Place]:
    """The adapters, and what is imported from them, by the names that they have in a module."""
    found: dict[str, Place] = {}
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(ADAPTERS):
            for alias in node.names:
                module = alias.name if node.module == ADAPTERS else str(node.module).removeprefix(f"{ADAPTERS}.")
                place = (ROOT / f"shared/planreview/aws/{module}.py", "" if node.module == ADAPTERS else alias.name)
                found[alias.asname or alias.name] = place
    return found
