"""Words that a line end has parted. pdfium marks them with U+0002 or U+FFFE in place of the hyphen."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

PREFIXES = frozenset(
    "anti co counter cross ex follow inter multi non on pre pro self sub well".split()  # noqa: SIM905  a list to read
)
"""Beginnings of words that keep their hyphen when a line ends in it."""

LONGEST = 60
"""Letters of a word that are looked at on each side of its hyphen; no word is longer."""

_MARK = re.compile(r"[\x02\ufffe]\s*")
_FIRST_WORD = re.compile(r"\w*")
_AROUND = ".,;:!?()[]\"'“”‘’…"


class Hyphens:
    """Joins parted words: with the hyphen if the document writes the word so elsewhere, or by its halves."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = tuple(texts)

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
        """A word goes on with neither a digit nor, if it is not all capitals, a capital: "Covid-19", "Smith-Jones"."""
        if after[:1].isdigit() or (after[:1].isupper() and not before.isupper()):
            return True
        before, after = before.lower(), after.lower()
        return before in PREFIXES or f"{before}-{after}" in self._hyphenated or self._are_words(before, after)

    def _are_words(self, before: str, after: str) -> bool:
        """Whether the document writes both halves by themselves, and never as one word."""
        return before in self._words and after in self._words and before + after not in self._words

    @cached_property
    def _lowered(self) -> tuple[str, ...]:
        return tuple(map(str.lower, self._texts))

    @cached_property
    def _hyphenated(self) -> set[str]:
        return {word for text in self._lowered for word in _hyphenated(text)}

    @cached_property
    def _words(self) -> set[str]:
        """The words that no line end parts."""
        runs = (run for text in self._lowered for run in _whole_words(text))
        return {word.strip(_AROUND) for word in set[str]().union(*runs)}


def _hyphenated(text: str) -> Iterable[str]:
    parts = text.split("-")
    return (f"{_last_word(before)}-{_first_word(after)}" for before, after in pairwise(parts))


def _last_word(text: str) -> str:
    return _first_word(text[: -LONGEST - 1 : -1])[::-1]


def _first_word(text: str) -> str:
    found = _FIRST_WORD.match(text[:LONGEST])
    return found[0] if found else ""


def _whole_words(text: str) -> Iterable[Sequence[str]]:
    """What stands between white space, in runs, but for the halves on either side of a mark."""
    pieces = [piece.split() for piece in text.replace("\ufffe", "\x02").split("\x02")]
    for place, words in enumerate(pieces, start=1):
        yield words[place > 1 : len(words) - (place < len(pieces))]
