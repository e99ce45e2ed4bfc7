"""The line between the core and the world: what a module may import, and that no clock is asked."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CORE = sorted(
    path for part in ("*.py", "findings/*.py", "wording/*.py") for path in (ROOT / "shared/planreview").glob(part)
)
HANDLERS = sorted((ROOT / "functions").glob("*/*.py"))
WORLD = {"os", "time", "random", "secrets", "uuid", "socket", "subprocess", "threading", "urllib", "logging"}
ALLOWED = (set(sys.stdlib_module_names) - WORLD) | {"planreview", "pydantic", "holidays"}
CARRIED_BY_ONE = {"network": {"numpy"}, "counted": {"numpy"}}
"""What a module may import besides, since only the function that needs it carries it."""
ASKS_THE_CLOCK = {"now", "today", "utcnow"}


def imports(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_imports_nothing_of_the_world(path: Path) -> None:
    imported = imports(path)

    allowed = ALLOWED | CARRIED_BY_ONE.get(path.stem, set())
    assert {name for name in imported if name.split(".")[0] not in allowed} == set()
    assert {name for name in imported if name.startswith("planreview.aws")} == set()


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.stem)
def test_the_core_asks_no_clock(path: Path) -> None:
    calls = {
        node.func.attr
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }

    assert calls & ASKS_THE_CLOCK == set()


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_reaches_aws_only_through_the_adapters(path: Path) -> None:
    outside = {name.split(".")[0] for name in imports(path)} - set(sys.stdlib_module_names)

    assert outside <= {"planreview", "aws_lambda_powertools"}
