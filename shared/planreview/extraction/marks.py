"""Words that are in a document but not simply part of it: inserted, deleted, hidden, struck through.

They are shown in brackets.

A bracket opens with a capital letter, so that one which holds sentences begins a sentence of its own, and holds no
further square brackets, so that its end is the first one.
"""

import re
from collections.abc import Iterator

from planreview.text import Caution

INSERTED, DELETED, HIDDEN, STRUCK = "\x03", "\x04", "\x05", "\x06"
"""Each stands before and after marked words while a document is read: characters that no XML can hold."""

_NAMES = {INSERTED: "Inserted", HIDDEN: "Hidden", STRUCK: "Struck through", DELETED: "Deleted"}
"""In the order in which they are spelt out, the innermost first: what was inserted may then be struck through."""

_SIGNS = str.maketrans("", "", "".join(_NAMES))
_HIDDEN_WORDS = re.compile(r"\[Hidden: [^\[\]]*\]")
_ROUND = str.maketrans("[]", "()")


def bracketed(name: str, words: str) -> str:
    """`[Name: words]`; white space around the words stays outside."""
    inside = words.strip()
    if not inside:
        return words
    before, _, after = words.partition(inside)
    return f"{before}[{name}: {inside.translate(_ROUND)}]{after}"


def marked(words: str, signs: str) -> str:
    """Words between the signs, of which there may be none. They may not hold a break of pages."""
    for sign in (sign for sign in _NAMES if words and sign in signs):
        words = sign + words + sign
    return words


def unmarked(text: str) -> str:
    """The text without signs."""
    return text if text.isprintable() else text.translate(_SIGNS)


def spelt_out(text: str) -> tuple[str, dict[str, int]]:
    """The text with brackets for the signs, and how many of each sign there were; neighbours count as one."""
    counts = {}
    for sign in reversed(_NAMES):  # the inner ones are only neighbours once the outer ones are gone
        text = text.replace(sign * 2, "")
    for sign, name in _NAMES.items():
        before, *inside_and_after = text.split(sign)
        inside, after = inside_and_after[::2], inside_and_after[1::2]
        pieces = (bracketed(name, words) + rest for words, rest in zip(inside, after, strict=True))
        text, counts[sign] = before + "".join(pieces), sum(bool(words.strip()) for words in inside)
    return text, counts


def unhidden(text: str) -> str:
    """A text with its brackets, without those that are hidden."""
    return _HIDDEN_WORDS.sub("", text)


def cautions(counts: dict[str, int]) -> Iterator[Caution]:
    if counts[INSERTED] or counts[DELETED]:
        yield Caution(
            code="tracked_changes",
            message="The document shows changes that nobody has accepted or rejected:"
            f" {counts[INSERTED]:,} inserted and {counts[DELETED]:,} deleted. They are marked in the text.",
        )
    if counts[HIDDEN]:
        yield Caution(
            code="hidden_text",
            message=f"The document hides text in {_places(counts[HIDDEN])}. It is marked in the text.",
        )
    if counts[STRUCK]:
        yield Caution(
            code="struck_through",
            message=f"The document has words struck through in {_places(counts[STRUCK])}."
            " They are marked in the text, and count for nothing: crossing out may mean done or dropped.",
        )


def _places(count: int) -> str:
    return f"{count:,} place{'s' if count > 1 else ''}"
