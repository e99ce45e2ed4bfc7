"""The numbers and bullets of the lists of a Word document, which its paragraphs do not hold."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from planreview.extraction.numerals import letters, roman
from planreview.extraction.xml import child, local_name, value

_PLACE = re.compile(r"%([1-9])")
_NUMERALS: dict[str, Callable[[int], str]] = {
    "lowerLetter": letters,
    "upperLetter": lambda number: letters(number).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda number: roman(number).upper(),
    "decimalZero": lambda number: f"{number:02}",
}


@dataclass(frozen=True)
class _Level:
    start: int
    format: str
    text: str


class Numbering:
    """Counts the paragraphs of each list as they come."""

    def __init__(self, root: Any = ()) -> None:
        self._levels = {
            value(node, "abstractNumId"): {value(level, "ilvl"): _level(level) for level in _all(node, "lvl")}
            for node in _all(root, "abstractNum")
        }
        self._lists = {value(node, "numId"): node for node in _all(root, "num")}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, level: int) -> str:
        """The next label of a list at a level: "2.1", "(a)", "•"; empty where the document defines none."""
        abstract = value(child(self._lists.get(number, ()), "abstractNumId"), "val")
        levels = self._levels.get(abstract, {})
        here = levels.get(str(level))
        if here is None:
            return ""
        counts = self._counts.setdefault(abstract, {})
        if number not in self._begun:
            self._begun.add(number)
            for override in _all(self._lists[number], "lvlOverride"):
                if (start := _number(child(override, "startOverride"))) is not None:
                    counts[int(value(override, "ilvl") or 0)] = start - 1
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        if here.format == "bullet":
            return "•"
        return _PLACE.sub(lambda found: _numeral(levels, counts, int(found[1]) - 1), here.text)


def _numeral(levels: dict[str | None, _Level], counts: dict[int, int], level: int) -> str:
    known = levels.get(str(level), _Level(1, "decimal", ""))
    return _NUMERALS.get(known.format, str)(counts.get(level, known.start))


def _level(node: Any) -> _Level:
    start = _number(child(node, "start"))
    return _Level(
        1 if start is None else start,
        value(child(node, "numFmt"), "val") or "decimal",
        value(child(node, "lvlText"), "val") or "",
    )


def _number(node: Any) -> int | None:
    text = value(node, "val") or ""
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _all(parent: Any, name: str) -> list[Any]:
    return [node for node in parent if local_name(node) == name]
