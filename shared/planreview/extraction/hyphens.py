"""Words that a line end has parted. pdfium marks them with U+0002 or U+FFFE in place of the hyphen."""

import re
from collections.abc import Iterable
from itertools import pairwise

PREFIXES = frozenset(
    "anti co counter cross ex follow inter multi non on pre pro self sub well".split()  # noqa: SIM905  a list to read
)
"""Beginnings of words that keep their hyphen when a line ends in it."""

LONGEST = 60
"""Letters of a word that are looked at on each side of its hyphen; no word is longer."""

_MARK = re.compile(r"[\x02\ufffe]\s*")
_FIRST_WORD = re.compile(r"\w*")


class Hyphens:
    """Joins parted words: with the hyphen if the document writes the word so elsewhere, or by its beginning."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)
        self._written: set[str] | None = None

    def joined(self, text: str) -> str:
        if "\x02" not in text and "\ufffe" not in text:
            return text
        parts = _MARK.split(text)
        joined = parts[:1]
        for before, after in pairwise(parts):
            keeps = self._keeps(_last_word(before), _first_word(after))
            joined += ["-" if keeps else "", after]
        return "".join(joined)

    def _keeps(self, before: str, after: str) -> bool:
        if self._written is None:
            self._written = {word for text in self._texts for word in _hyphenated(text.lower())}
        return before.lower() in PREFIXES or f"{before}-{after}".lower() in self._written


def _hyphenated(text: str) -> Iterable[str]:
    parts = text.split("-")
    return (f"{_last_word(before)}-{_first_word(after)}" for before, after in pairwise(parts))


def _last_word(text: str) -> str:
    return _first_word(text[: -LONGEST - 1 : -1])[::-1]


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text[:LONGEST])
    return found[0] if found else ""
