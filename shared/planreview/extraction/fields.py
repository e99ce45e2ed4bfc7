"""Word's fields: the instructions behind what a reader sees, some of which fetch from elsewhere."""

import re
from collections.abc import Iterable

FETCHING = re.compile(r"\s*(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|LINK)\b\s*(.*)", re.IGNORECASE | re.DOTALL)
"""An instruction that takes something from outside the document: which one, and what it says."""


def fetching(instructions: Iterable[str]) -> list[str]:
    """Those of the instructions that take something from outside the document, each on one line."""
    found = (FETCHING.match(instruction) for instruction in instructions)
    return [f"{field[1].upper()} {' '.join(field[2].split())}" for field in found if field]
