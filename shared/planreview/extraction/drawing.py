"""The words of charts and diagrams, which Office keeps in parts of their own."""

from collections.abc import Callable, Iterator
from typing import Any

from planreview.extraction.package import Package
from planreview.extraction.xml import child, local_name, value


def drawings_of(package: Package, part: str) -> Callable[[Any], str]:
    """A function that gives the words of the chart or diagram which a node of the part shows; none where it is lost."""
    relations = {relation.id: relation for relation in package.relations(part)}

    def drawn(node: Any) -> str:
        relation = relations.get(value(node, "dm") or value(node, "id") or "")
        if relation is None or relation.external or relation.target not in package:
            return ""
        root = package.xml(relation.target)
        lines = _diagram(root) if relation.kind == "diagramData" else _chart(root) if relation.kind == "chart" else ()
        return "\n" + "\n".join(line for line in lines if line.strip()) + "\n"

    return drawn


def words_of(node: Any) -> str:
    """The text of a DrawingML paragraph, or of all below a node as one line."""
    return "".join("\n" if local_name(n) == "br" else n.text or "" for n in node.iter() if local_name(n) in ("t", "br"))


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
    return {index: shown.text or "" for index, shown in found.items() if shown is not None}
