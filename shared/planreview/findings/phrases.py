"""Finding phrases in text, by the matching language that `planreview.round` describes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‛ʼ`´", "'"),
        **dict.fromkeys("“”„", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\ufeff"),
        "ı": "i",  # Turkish, which a pattern without case takes for an i, and nothing else does
        "İ": "I",
    }
)
_BROKEN_WORD = re.compile(r"(?<=[^\W\d_])-[ \t]*[\r\n]\s*(?=[a-z])")
_IN_WORD_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_GAP = r"(?: (?!(?:not|no|never|nor|will|shall|should|must|may|might|could|would|to|[a-z]+n't)\b)[^ ]+){0,3} "
"""What "..." stands for. It never passes over a negative or a modal verb: "we do not monitor" is no case of
"we ... monitor"."""
_NEVER = re.compile(r"(?!)")
_LETTERS = re.compile(r"\w+")


def fold(text: str) -> str:
    """`text` on one line in plain signs: what phrases are matched against. Spaced dashes stay, as ` - `."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    if "-" in text:
        text = _IN_WORD_HYPHEN.sub(" ", _BROKEN_WORD.sub("", text))
    return " ".join(text.split())


class Lists:
    """Lists of phrases by their names, all looked for at once.

    A phrase can only be where all its words are. Most lists have none whose longest word is in a given sentence, and so
    need no look: a pattern of hundreds of phrases takes its time to find nothing.
    """

    def __init__(self, lists: Mapping[str, Iterable[str]]) -> None:
        self._patterns = {name: phrase_pattern(phrases) for name, phrases in lists.items()}
        self._by_word: dict[str, set[str]] = {}
        self._by_beginning: dict[str, set[str]] = {}
        for name, phrases in lists.items():
            for phrase in chain.from_iterable(map(_by_first_word, phrases)):
                word, is_whole = _longest_word(phrase)
                (self._by_word if is_whole else self._by_beginning).setdefault(word, set()).add(name)
        self._anywhere = self._by_beginning.pop("", set())
        self._longest = max(map(len, (*self._by_word, *self._by_beginning)), default=0)
        self._with_word = lru_cache(maxsize=20_000)(self._found_by)
        self.in_clause = lru_cache(maxsize=300)(self.in_text)
        """The same of a clause or sentence: each criterion asks it of all of them."""

    def in_text(self, folded: str) -> frozenset[str]:
        """The names of the lists that have a phrase in a folded text."""
        words = {word[: self._longest + 1] for word in _LETTERS.findall(folded.lower())}
        possible = self._anywhere.union(*map(self._with_word, words))
        return frozenset(name for name in possible if self._patterns[name].search(folded))

    def _found_by(self, word: str) -> set[str]:
        begun = (self._by_beginning.get(word[:length], set()) for length in range(1, len(word) + 1))
        return self._by_word.get(word, set()).union(*begun)


def _longest_word(phrase: str) -> tuple[str, bool]:
    """The word that a text must hold to hold the phrase, and whether it is whole or only begins one. Of "monitor*" that
    is its beginning, and "" where no word must be there."""
    found = [
        (letters[0], not word[letters.end() :].startswith(("*", "-")))
        for word in phrase.lower().split()
        if "|" not in word and (letters := _LETTERS.match(word, word.startswith("=")))
    ]
    return max(found, key=lambda one: len(one[0]), default=("", False))


def phrase_pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """A pattern that finds any of `phrases` in folded text, the longer ones first; one that finds nothing for none."""
    each = sorted({one for phrase in phrases for one in _by_first_word(phrase)}, key=lambda one: (-len(one), one))
    if not each:
        return _NEVER
    # Of hundreds of phrases, only those that begin with the letter at hand are tried.
    groups: dict[str, list[str]] = {}
    for phrase in each:
        groups.setdefault(phrase[:1].lower(), []).append(_alternative(phrase))
    tried = (
        rf"(?=[{letter}{letter.upper()}])(?:{'|'.join(group)})" for letter, group in groups.items() if letter.isalnum()
    )
    exact = (one for letter, group in groups.items() if not letter.isalnum() for one in group)
    return re.compile(rf"(?<!\w)(?:{'|'.join((*exact, *tried))})(?!\w)", re.IGNORECASE)


def _by_first_word(phrase: str) -> Iterator[str]:
    first, _, rest = unicodedata.normalize("NFKC", phrase).translate(_PLAIN).partition(" ")
    for option in first.split("|"):
        yield f"{option} {rest}".strip()


def _alternative(phrase: str) -> str:
    words = phrase.split()
    return " ".join(word if word == "..." else _word(word) for word in words).replace(" ... ", _GAP)


def _word(word: str) -> str:
    if "|" in word:
        return f"(?:{'|'.join(_word(part) for part in word.split('|') if part)})"
    exact = word.startswith("=")
    pattern = re.escape(word.removeprefix("=")).replace(r"\*", r"\w*").replace(r"\-", " ?")
    return f"(?-i:{pattern})" if exact else pattern
