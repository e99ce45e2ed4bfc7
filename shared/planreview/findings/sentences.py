"""The sentences of running text, by their spans. English abbreviations, and the ranks of the police, end none."""

import re
from collections.abc import Iterator
from typing import TypeAlias

Span: TypeAlias = tuple[int, int]

LONGEST_QUOTE = 1200
"""Characters. What runs on without a full stop, as some tables do once read, is cut at a space before this."""

_STOP = re.compile(r"(?<![.!?…])[.!?…]++[\"')\]”’]*(?=\s+[\"'(\[“‘]*[A-Z0-9À-Þ£]|\s*$)")
_ABBREVIATIONS = frozenset(
    """
    mr mrs ms miss dr prof rev hon st det supt ch insp sgt sergt con cons pc dc ds di dci dsu cmdr asst dep ass
    lt col gen e.g i.e eg ie cf viz vs approx ca para paras sec ref refs fig figs app vol pp ed eds dept govt
    incl w/c w/e jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri
    """.split()  # noqa: SIM905  a list of seventy strings is no easier to read
)
_COUNTED = frozenset(("no", "nos", "p", "v", "art", "s"))
"""These are abbreviations before a number: "No. 5"."""


def sentences(page_text: str, start: int, end: int) -> Iterator[Span]:
    """The spans of the sentences between two places of a page, without the white space around them."""
    for stop in _STOP.finditer(page_text, start, end):
        if not _is_abbreviation(page_text, start, end, stop):
            yield from _short_enough(page_text, start, stop.end())
            start = stop.end()
    yield from _short_enough(page_text, start, end)


def _is_abbreviation(page_text: str, start: int, end: int, stop: re.Match[str]) -> bool:
    if stop.group() != "." or stop.end() == end:
        return False
    words = page_text[max(start, stop.start() - 30) : stop.start()].split()
    word = words[-1].lstrip("(['\"“‘").lower() if words else ""
    if word in _COUNTED:
        return page_text[stop.end() : stop.end() + 9].lstrip()[:1].isdigit()
    is_initial = len(word) == 1 and word.isalpha() and page_text[stop.start() - 1].isupper()
    return word in _ABBREVIATIONS or is_initial


def _short_enough(page_text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and page_text[start].isspace():
        start += 1
    while end > start and page_text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST_QUOTE:
        space = page_text.rfind(" ", start + 1, start + LONGEST_QUOTE)
        cut = space if space > start else start + LONGEST_QUOTE
        yield start, cut
        start = cut + (page_text[cut] == " ")
    if start < end:
        yield start, end
