"""Word's fields: the instructions behind what a reader sees, some of which fetch from elsewhere or draw a sign."""

import re
from collections.abc import Iterable

from planreview.extraction.symbols import seen

FETCHING = re.compile(r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
"""An instruction that takes something from outside the document: which one, and what it says."""

_SYMBOL = re.compile(r'\s*SYMBOL\s+(?:0x([0-9A-F]{1,4})|(\d{1,5}))\b.*\\f\s*"?([^"\\]*)', re.IGNORECASE | re.DOTALL)


def fetching(instructions: Iterable[str]) -> list[str]:
    """Those of the instructions that take something from outside the document, each on one line."""
    found = (FETCHING.match(instruction) for instruction in instructions)
    return [f"{field[1].upper()} {' '.join(field[2].split())}" for field in found if field]


def symbol(instruction: str) -> str:
    """The sign that an instruction draws, by its code and font; empty where it draws none that we know."""
    found = _SYMBOL.match(instruction)
    if not found:
        return ""
    letter = chr(int(found[1], 16) if found[1] else int(found[2]))
    sign = seen(letter, found[3].strip())
    return sign if sign != letter else ""
