"""Finding phrases in text, by the matching language that `planreview.round` describes."""

import re
import unicodedata
from collections.abc import Iterable, Iterator

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


def fold(text: str) -> str:
    """`text` on one line in plain signs: what phrases are matched against. Spaced dashes stay, as ` - `."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_PLAIN)
    if "-" in text:
        text = _IN_WORD_HYPHEN.sub(" ", _BROKEN_WORD.sub("", text))
    return " ".join(text.split())


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
