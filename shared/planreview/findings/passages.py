"""A page's text cut into what can be quoted: sentences, headings and table rows, each with its span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from planreview.findings.sentences import sentences


class Kind(Enum):
    SENTENCE = auto()
    HEADING = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """`text == page_text[start:end]`. A `titular` passage names what follows: a heading, or a numbered title.

    `opens` says that it begins a paragraph or an item of a list, `is_item` that it begins one that bears a mark.
    """

    start: int
    end: int
    text: str
    kind: Kind = Kind.SENTENCE
    titular: bool = False
    opens: bool = True
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


_LINE = re.compile(r"[^\n\r\f]*(?:\r\n|[\n\r\f]|$)")
_ROW = re.compile(r"\S\s*\|\s*\S")
_BULLET = re.compile(r"(?:[-–—*•▪●○◦‣⁃·o\uf0b7\uf0a7]|>)\s+(?=\S)")
_NUMBER = re.compile(r"(?:\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-hA-H]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=\S)")
_ROW_END = re.compile(r"\d{1,2}[/.]\d{1,2}[/.](?:\d{2}|\d{4})(?:\s+[^\s.,]+){0,3}$")
"""A date and a word or two at the end of a line: the last cells of a row that was read without its rules."""
_LEADERS = re.compile(r"(?:\.{3,}|…|(?:\. ){3,}|\t)\s*\d{1,3}$")
"""Dots that lead to a page number, in a list of contents."""
_UNFINISHED = re.compile(
    r"(?:[,(–—/]|\b(?i:an?|the|this|these|its?|our|their|his|her|any|each|all|of|to|in|on|at|by|for|from|with|into|as"
    r"|than|between|about|within|and|or|but|nor|that|which|who|whose|is|are|was|were|be|been|has|have|had|will|would"
    r"|shall|should|may|might|can|could|must|not))$"
)
"""What no sentence ends with: a line in a narrow column or beside a picture ends early and goes on with a name."""
FINITE = re.compile(
    r"\b(?:[Ii]t|(?i:is|are|was|were|has|have|had|will|shall|would|should|can|could|must|did|does|do|we|they))\b"
)


def passages(page_text: str) -> Iterator[Passage]:
    """In reading order; what lies between them is white space, list marks and rules of tables."""
    for block in _blocks(page_text):
        first = block[0]
        if len(block) == 1 and _ROW.search(first.text):
            yield Passage(first.start, first.end, first.text, Kind.ROW)
            continue
        number, bullet = _NUMBER.match(first.text), _BULLET.match(first.text)
        mark = number or bullet
        start, end = first.start + (mark.end() if mark else 0), block[-1].end
        titular = len(block) == 1 and not bullet and _is_title(page_text[start:end])
        if titular:
            kind = Kind.SENTENCE if number and not _LEADERS.search(first.text) else Kind.HEADING
            yield Passage(start, end, page_text[start:end], kind, titular=True)
        else:
            for place, (s, e) in enumerate(sentences(page_text, start, end)):
                yield Passage(s, e, page_text[s:e], opens=place == 0, is_item=place == 0 and mark is not None)


def _lines(page_text: str) -> Iterator[_Line]:
    for match in _LINE.finditer(page_text):
        text = match.group()
        yield _Line(match.start() + len(text) - len(text.lstrip()), text.strip())


def _blocks(page_text: str) -> Iterator[list[_Line]]:
    """Lines that belong together. A blank line, a list mark, a table row or a line ended early begins a new block."""
    lines = list(_lines(page_text))
    width = max((len(line.text) for line in lines if not _ROW.search(line.text)), default=0)
    block: list[_Line] = []
    for line in lines:
        if block and (not line.text or _begins_anew(block, line, width)):
            yield block
            block = []
        if line.text:
            block.append(line)
    if block:
        yield block


def _begins_anew(block: list[_Line], line: _Line, width: int) -> bool:
    previous = block[-1]
    if _ROW.search(line.text) or _ROW.search(previous.text) or _ROW_END.search(previous.text):
        return True
    if _BULLET.match(line.text) or _LEADERS.search(line.text) or _LEADERS.search(previous.text):
        return True
    if _NUMBER.match(line.text):
        # A number that wrapped to a line's start, as in "on page\n3. The", is told by the full line before it.
        in_list = bool(_NUMBER.match(block[0].text)) or previous.text[-1] in ".:;"
        return in_list or not _is_full(previous, line, width)
    goes_on = line.text[0].islower() or _UNFINISHED.search(previous.text)
    return not goes_on and not _is_full(previous, line, width)


def _is_full(previous: _Line, line: _Line, width: int) -> bool:
    """Whether the next word would not have fitted, with some room left for letters of different widths."""
    return len(previous.text) + 1 + len(line.text.split(maxsplit=1)[0]) > 0.8 * width


def _is_title(text: str) -> bool:
    return len(text.split()) <= 12 and text[-1] not in ".!?;," and (text.isupper() or not FINITE.search(text))
