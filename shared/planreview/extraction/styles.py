"""What the styles of a Word document hand down to its paragraphs and runs: numbering, and whether they are hidden."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from planreview.extraction.xml import child, is_on, local_name, value


@dataclass(frozen=True)
class Style:
    """`numbering` is the list's id and the level in it, counted from 0."""

    hidden: bool = False
    numbering: tuple[str, int] | None = None


class Styles:
    def __init__(self, root: Any = ()) -> None:
        self._nodes = {value(node, "styleId"): node for node in root if local_name(node) == "style"}
        self._known: dict[str | None, Style] = {None: Style()}

    def of(self, style: str | None) -> Style:
        if style not in self._known:
            self._known[style] = Style(
                hidden=next((is_on(mark) for node in self._chain(style) if (mark := vanish(node)) is not None), False),
                numbering=next((found for node in self._chain(style) if (found := numbering(node))), None),
            )
        return self._known[style]

    def _chain(self, style: str | None) -> Iterator[Any]:
        """The style and those that it is based on, each once: a damaged document may base them on each other."""
        seen = set()
        while style in self._nodes and style not in seen:
            seen.add(style)
            yield self._nodes[style]
            style = value(child(self._nodes[style], "basedOn"), "val")


def vanish(node: Any) -> Any:
    """The mark of a run, or a style, that says whether it is hidden."""
    return child(child(node, "rPr"), "vanish")


def numbering(node: Any) -> tuple[str, int] | None:
    """The list's id and the level of a paragraph, or a style; an id of "0" takes a paragraph out of any list."""
    found = child(child(node, "pPr"), "numPr")
    number = value(child(found, "numId"), "val")
    level = value(child(found, "ilvl"), "val") or "0"
    return (number, int(level) if level.isdecimal() else 0) if number else None
