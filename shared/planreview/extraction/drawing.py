"""The words of charts and diagrams, which Office keeps in parts of their own."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from planreview.extraction.marks import STRUCK, marked
from planreview.extraction.package import Package, Relation
from planreview.extraction.symbols import PRIVATE, seen
from planreview.extraction.xml import child, local_name, value

_STRIKES = frozenset({"sngStrike", "dblStrike"})
_LONG_NUMBER = re.compile(r"-?\d{1,9}\.\d{9,20}")


class Drawings:
    """The charts and diagrams of a package. Each is told once, however many nodes show it."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._told: set[str] = set()

    def of(self, part: str) -> Callable[[Any], str]:
        """A function that gives the words of the chart or diagram which a node of a part shows; none if it is lost."""
        relations = {relation.id: relation for relation in self._package.relations(part) if not relation.external}

        def drawn(node: Any) -> str:
            relation = relations.get(value(node, "dm") or value(node, "id") or "")
            return self._drawn(relation) if relation else ""

        return drawn

    def _drawn(self, relation: Relation) -> str:
        lines = {"diagramData": _diagram, "chart": _chart}.get(relation.kind)
        if not lines or relation.target in self._told or relation.target not in self._package:
            return ""
        self._told.add(relation.target)
        return "\n" + "\n".join(line for line in lines(self._package.xml(relation.target)) if line.strip()) + "\n"


def words_of(node: Any) -> str:
    """The text of a DrawingML paragraph, or of all below a node as one line; what is struck through has its signs."""
    return "".join("\n" if local_name(n) == "br" else _run(n) for n in node.iter() if local_name(n) in ("t", "br"))


def _run(text: Any) -> str:
    properties = child(text.getparent(), "rPr")
    struck = value(properties, "strike") in _STRIKES
    return marked(_shown(text.text or "", properties), STRUCK if struck else "")


def _shown(text: str, properties: Any) -> str:
    """A run as its fonts show it.

    One for symbols stays on the words that are typed after a sign, so that it holds only for letters at private codes,
    and for a letter by itself that is no plain one.
    """
    letters, symbols = (value(child(properties, name), "typeface") or "" for name in ("latin", "sym"))
    least = 0x80 if len(text.strip()) == 1 else PRIVATE
    return seen("".join(seen(letter, symbols) if ord(letter) >= least else letter for letter in text), letters)


def _diagram(root: Any) -> Iterator[str]:
    """A line for each paragraph in a box."""
    return (words_of(node) for node in root.iter() if local_name(node) == "p")


def _chart(root: Any) -> Iterator[str]:
    """The title, and a line for each series: `name: category value; category value`."""
    titles = (node for node in root.iter() if local_name(node) == "title")
    yield from (words_of(title) for title in titles)
    for series in (node for node in root.iter() if local_name(node) == "ser"):
        categories = _points(child(series, "cat"))
        values = _points(child(series, "val"))
        told = (f"{categories.get(index, '')} {number}".strip() for index, number in values.items())
        name = " ".join(_points(child(series, "tx")).values())
        yield f"{name}: {'; '.join(told)}" if name else "; ".join(told)


def _points(node: Any) -> dict[str | None, str]:
    """Values by their index, as the chart last showed them."""
    points = () if node is None else (point for point in node.iter() if local_name(point) == "pt")
    found = {value(point, "idx"): child(point, "v") for point in points}
    return {index: _short(shown.text or "") for index, shown in found.items() if shown is not None}


def _short(text: str) -> str:
    """A number without the digits that only its binary form has: 8.2 for 8.200000000000001."""
    return f"{float(text):.12g}" if _LONG_NUMBER.fullmatch(text) else text
