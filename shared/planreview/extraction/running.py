"""Running headers and footers: lines that stand at the top or the foot of most pages.

They cut the sentences that run over a page, so a header stays on the first page that has it, and a footer on the last.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, takewhile
from typing import TypeVar

from planreview.extraction.sheet_headers import NAMES

DEEP = 6
"""Lines at the top, and as many at the foot, among which running lines are looked for; at most half of a page each."""

FEWEST = 3
"""Pages that a line must stand on; what two pages share may be chance."""

SHARE = 0.6
"""Of all pages that have text. First pages, and those of an annex, often have others."""

_NUMBER = re.compile(r"\d{1,4}")
_FIELD = re.compile(
    r"([a-z]+)(?:(?: [a-z]+){0,2} ?:|(?: for improvement| of concern)?(?: no\.?| number)? \d)", re.IGNORECASE
)
_CONTENT = NAMES | {"afi", "cause"}
"""What fields and numbered headings begin with: "Status: Complete", "Area for improvement 2", "Cause of concern 1"."""

_Key = tuple[str, str]
_Edge = list[tuple[int, set[_Key]]]
"""The outermost lines that have words, outermost first: the place of each, and what it would be known by."""

_Line = tuple[int, str, str]
"""A line's place, its words, and these whatever their numbers."""

_T = TypeVar("_T")


def without_running_lines(texts: Sequence[str]) -> list[str]:
    """The texts of a document's pages, in order, with each header once, on its first page, and each footer on its last.

    A running line is the outermost of its page, or has only running lines outside it, and is the same on most pages;
    the first or the last number in it may count the pages. A row of a table is none: a table's head is needed where
    the table goes on. Nor is a field or a numbered heading: a plan may give each recommendation a page, and all the
    same owner.
    """
    needed = max(FEWEST, SHARE * sum(not text.isspace() for text in texts if text))
    if len(texts) < needed:
        return list(texts)
    pages = [text.split("\n") for text in texts]
    lines = [_outermost(page) for page in pages]
    shapes = _frequent(({shape for _, _, shape in top + foot} for top, foot in lines), needed)
    edges = [
        (_edge(top, number, "top", shapes), _edge(foot, number, "foot", shapes))
        for number, (top, foot) in enumerate(lines)
    ]
    running = _frequent((set().union(*(keys for _, keys in top + foot)) for top, foot in edges), needed)
    if not running:
        return list(texts)
    heads = _repeated((top for top, _ in edges), running)
    feet = list(_repeated((foot for _, foot in reversed(edges)), running))[::-1]
    return [_without(page, head | foot) for page, head, foot in zip(pages, heads, feet, strict=True)]


def _frequent(pages: Iterable[set[_T]], needed: float) -> set[_T]:
    """What is on as many pages as are needed."""
    counts = Counter(chain.from_iterable(pages))
    return {found for found, count in counts.items() if count >= needed}


def _outermost(lines: list[str]) -> tuple[list[_Line], list[_Line]]:
    """The top and the foot of a page."""
    filled = [position for position, line in enumerate(lines) if line and not line.isspace()]
    deep = min(DEEP, len(filled) // 2)
    words = {position: " ".join(lines[position].split()) for position in filled[:deep] + filled[len(filled) - deep :]}
    found = [(position, line, _NUMBER.sub("0", line)) for position, line in words.items()]
    return found[:deep], found[: -deep - 1 : -1]


def _edge(lines: list[_Line], number: int, edge: str, shapes: set[str]) -> _Edge:
    """Lines whose shape is not frequent cannot be, and are known by nothing."""
    return [(position, _keys(line, number, edge) if shape in shapes else set()) for position, line, shape in lines]


def _keys(line: str, number: int, edge: str) -> set[_Key]:
    """The line as it is, and with its first and its last number told by how far it is from the page's own."""
    if " | " in line or _is_field(line):
        return set()
    found = list(_NUMBER.finditer(line))
    counted = (
        f"{line[: match.start()]}\0{int(match[0]) - number}\0{line[match.end() :]}" for match in found[:1] + found[-1:]
    )
    return {(edge, key) for key in (line, *counted)}


def _is_field(line: str) -> bool:
    begins = _FIELD.match(line)
    return begins is not None and begins[1].lower() in _CONTENT


def _repeated(edges: Iterable[_Edge], running: set[_Key]) -> Iterator[set[int]]:
    """The places of each page's running lines that an earlier one of the pages has too."""
    seen: set[_Key] = set()
    for edge in edges:
        known = list(takewhile(lambda found: found[1] & running, edge))
        yield {position for position, keys in known if keys & running & seen}
        seen.update(*(keys & running for _, keys in known))


def _without(lines: list[str], gone: set[int]) -> str:
    return "\n".join(line for position, line in enumerate(lines) if position not in gone).strip("\n")
