"""A page's text cut into what can be quoted: sentences, headings and table rows, each with its span."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

LONGEST_QUOTE = 1200
"""Characters. What runs on without a full stop, as some tables do once read, is cut at a space before this."""


class Kind(Enum):
    SENTENCE = auto()
    HEADING = auto()
    ROW = auto()


@dataclass(frozen=True, slots=True)
class Passage:
    """`text == page_text[start:end]`. A `titular` passage names what follows: a heading, or a numbered title."""

    start: int
    end: int
    text: str
    kind: Kind = Kind.SENTENCE
    titular: bool = False


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
_STOP = re.compile(r"[.!?…]+[\"')\]”’]*(?=\s+[\"'(\[“‘]*[A-Z0-9À-Þ£]|\s*$)")
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|would|should|can|could|must|did|does|do|we|they|it)\b"
)
_ABBREVIATIONS = frozenset(
    "mr mrs ms miss dr prof rev hon st det supt ch insp sgt sergt con cons pc dc ds di dci dsu cmdr asst dep ass lt col"
    " gen e.g i.e eg ie cf viz vs approx ca para paras sec ref refs fig figs app vol pp ed eds dept govt incl w/c w/e"
    " jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri".split()
)
_COUNTED = frozenset(("no", "nos", "p", "v", "art", "s"))


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
            yield Passage(start, end, page_text[start:end], Kind.SENTENCE if number else Kind.HEADING, titular=True)
        else:
            yield from _sentences(page_text, start, end)


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
        if block and (not line.text or _begins_anew(block[-1], line, width)):
            yield block
            block = []
        if line.text:
            block.append(line)
    if block:
        yield block


def _begins_anew(previous: _Line, line: _Line, width: int) -> bool:
    if _ROW.search(line.text) or _ROW.search(previous.text):
        return True
    if _BULLET.match(line.text) or _NUMBER.match(line.text):
        # A number that wrapped to a line's start, as in "on page\n3. The", is told by the full line before it.
        return bool(_BULLET.match(line.text)) or not _is_full(previous, line, width) or previous.text[-1] in ".:;"
    return not _is_full(previous, line, width) and not line.text[0].islower()


def _is_full(previous: _Line, line: _Line, width: int) -> bool:
    """Whether the next word would not have fitted, with some room left for letters of different widths."""
    return len(previous.text) + 1 + len(line.text.split(maxsplit=1)[0]) > 0.8 * width


def _is_title(text: str) -> bool:
    return len(text.split()) <= 12 and text[-1] not in ".!?;," and not _FINITE.search(text.lower())


def _sentences(page_text: str, start: int, end: int) -> Iterator[Passage]:
    for stop in _STOP.finditer(page_text, start, end):
        if not _is_abbreviation(page_text, start, stop):
            yield from _short_enough(page_text, start, stop.end())
            start = stop.end()
    yield from _short_enough(page_text, start, end)


def _is_abbreviation(page_text: str, start: int, stop: re.Match[str]) -> bool:
    if stop.group() != "." or stop.end() >= len(page_text.rstrip()):
        return False
    words = page_text[max(start, stop.start() - 30) : stop.start()].split()
    word = words[-1].lstrip("(['\"“‘").lower() if words else ""
    if word in _COUNTED:
        return page_text[stop.end() :].lstrip()[:1].isdigit()
    is_initial = len(word) == 1 and word.isalpha() and page_text[stop.start() - 1].isupper()
    return word in _ABBREVIATIONS or is_initial


def _short_enough(page_text: str, start: int, end: int) -> Iterator[Passage]:
    while start < end and page_text[start].isspace():
        start += 1
    while end > start and page_text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_QUOTE:
        space = page_text.rfind(" ", start + 1, start + LONGEST_QUOTE)
        cut = space if space > start else start + LONGEST_QUOTE
        yield Passage(start, cut, page_text[start:cut])
        start = cut + (page_text[cut] == " ")
    if start < end:
        yield Passage(start, end, page_text[start:end])
