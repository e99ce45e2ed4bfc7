"""What the styles of a Word document hand down to its paragraphs and runs: numbering, switches and fonts."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from planreview.extraction.xml import child, is_on, local_name, value


@dataclass(frozen=True)
class Numbered:
    """The list's id, and the level in it, counted from 0: None where a style that it is based on gives them.

    An id of "0" takes a paragraph out of any list.
    """

    list_id: str | None = None
    level: int | None = None

    def over(self, base: "Numbered") -> "Numbered":
        return Numbered(
            base.list_id if self.list_id is None else self.list_id, base.level if self.level is None else self.level
        )


SWITCHES = ("vanish", "strike", "dstrike")
"""What hides words, or strikes them through, once or twice."""

_FONTS = ("asciiTheme", "ascii", "hAnsiTheme", "hAnsi")


@dataclass(frozen=True)
class Style:
    """`on` are those of the switches that are on; `font` is empty where nothing names one."""

    on: frozenset[str] = frozenset()
    numbering: Numbered = Numbered()
    font: str = ""


class Styles:
    def __init__(self, root: Any = ()) -> None:
        self._nodes = {value(node, "styleId"): node for node in root if local_name(node) == "style"}
        self._known: dict[str | None, Style] = {None: Style()}

    def of(self, style: str | None) -> Style:
        if style not in self._known:
            self._known[style] = Style(
                on=reduce(switched, reversed(list(self._chain(style))), frozenset()),
                numbering=reduce(Numbered.over, map(numbering, self._chain(style)), Numbered()),
                font=next(filter(None, map(own_font, self._chain(style))), ""),
            )
        return self._known[style]

    def _chain(self, style: str | None) -> Iterator[Any]:
        """The style and those that it is based on, each once: a damaged document may base them on each other."""
        seen = set()
        while style in self._nodes and style not in seen:
            seen.add(style)
            yield self._nodes[style]
            style = value(child(self._nodes[style], "basedOn"), "val")


def switched(handed_down: frozenset[str], node: Any) -> frozenset[str]:
    """The switches that are on in a run, or a style: those handed down to it, but for what it says itself."""
    properties = child(node, "rPr")
    said = [inner for inner in (() if properties is None else properties) if local_name(inner) in SWITCHES]
    off = {local_name(inner) for inner in said if not is_on(inner)}
    return (handed_down | {local_name(inner) for inner in said}) - off if said else handed_down


def own_font(node: Any) -> str:
    """The font that a run, or a style, names itself; one of the theme goes before any other."""
    fonts = child(child(node, "rPr"), "rFonts")
    return next(filter(None, (value(fonts, name) for name in _FONTS)), "")


def numbering(node: Any) -> Numbered:
    """What a paragraph, or a style, says itself."""
    found = child(child(node, "pPr"), "numPr")
    level = value(child(found, "ilvl"), "val") or ""
    return Numbered(value(child(found, "numId"), "val"), int(level) if level.isdecimal() else None)
