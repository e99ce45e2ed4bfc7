"""The numbers and bullets of the lists of a Word document, which its paragraphs do not hold."""

import re
from collections import ChainMap
from collections.abc import Callable, Iterable, MutableMapping
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


_Levels = MutableMapping[str | None, _Level]


class Numbering:
    """Counts the paragraphs of each list as they come.

    A list takes its levels over from an abstract one, which may take them over in turn from that of a list style, and
    may have some of its own in their place.
    """

    def __init__(self, root: Any = ()) -> None:
        abstract = {value(node, "abstractNumId"): node for node in _all(root, "abstractNum")}
        defined = {id_: _levels(_all(node, "lvl")) for id_, node in abstract.items()}
        by_style: dict[str | None, _Levels] = {
            style: defined[id_]
            for id_, node in abstract.items()
            if (style := value(child(node, "styleLink"), "val")) is not None
        }
        self._defined = {
            id_: defined[id_] or by_style.get(value(child(node, "numStyleLink"), "val"), {})
            for id_, node in abstract.items()
        }
        self._lists = {value(node, "numId"): node for node in _all(root, "num")}
        self._levels: dict[str, _Levels] = {}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._begun: set[str] = set()

    def label(self, number: str, level: int) -> str:
        """The next label of a list at a level: "2.1", "(a)", "•"; empty where the document defines none."""
        abstract = value(child(self._lists.get(number), "abstractNumId"), "val")
        if number not in self._levels:
            self._levels[number] = ChainMap(self._own(number), self._defined.get(abstract, {}))
        levels = self._levels[number]
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

    def _own(self, number: str) -> _Levels:
        """The levels that a list has in place of those it takes over."""
        overrides = _all(self._lists.get(number, ()), "lvlOverride")
        return _levels(level for override in overrides for level in _all(override, "lvl"))


def _numeral(levels: _Levels, counts: dict[int, int], level: int) -> str:
    known = levels.get(str(level), _Level(1, "decimal", ""))
    return _NUMERALS.get(known.format, str)(counts.get(level, known.start))


def _levels(nodes: Iterable[Any]) -> _Levels:
    return {value(node, "ilvl"): _level(node) for node in nodes}


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
