"""Words that a line end has parted. pdfium marks them with U+0002 or U+FFFE in place of the hyphen."""

import re

PREFIXES = frozenset(
    "anti co counter cross ex follow inter multi non on pre pro self sub well".split()  # noqa: SIM905  a list to read
)
"""Beginnings of words that keep their hyphen when a line ends in it."""

_PARTED = re.compile(r"(\w{0,60})[\x02\ufffe]\s*(\w{0,60})")  # bounded: a page of one endless word would take for ever


class Hyphens:
    """Joins parted words: with the hyphen if the document writes the word so elsewhere, or by its beginning."""

    def __init__(self, whole: str) -> None:
        self._whole = whole.lower()

    def joined(self, text: str) -> str:
        return _PARTED.sub(self._join, text)

    def _join(self, found: re.Match[str]) -> str:
        before, after = found[1], found[2]
        hyphenated = f"{before}-{after}"
        keeps = before.lower() in PREFIXES or hyphenated.lower() in self._whole
        return hyphenated if keeps else before + after
