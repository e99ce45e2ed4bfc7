"""What stands beside the running text - headers, notes, comments - and where it goes on a page.

Each is told once, on the page on which it is first referred to: a header above the text; notes, comments and footers
below it. Notes keep their mark in the text. Comments are in brackets, since they are not the document's own words.
"""

import re
from collections import Counter
from dataclasses import dataclass
from enum import Enum

from planreview.extraction import marks
from planreview.extraction.numerals import roman
from planreview.extraction.pages import tidy

BREAK = "\f"
"""The author's page break. XML can hold neither this character nor the next, so no text can pretend to be one."""

SHOWN_BREAK = "\v"
"""Where the office program last began a new page when it showed the document."""

ANCHOR = 80
"""Characters told of the words that a comment is about: enough to find them."""

_SAME_BREAK = re.compile(f"{BREAK}((?:[ \t\n]|\x01[^\x01\x02]*\x02)*){SHOWN_BREAK}")
_REFERENCE = re.compile("\x01([^\x01\x02]*)\x02")
_ENDS = ".!?…)]”’\"'"
"""What ends a sentence is known by the space after it, so the mark of a note keeps one from it."""

_NO_BRACKETS = str.maketrans("[]:", "() ")
_BLANK_LINES = re.compile(r"\n{3,}")


class Place(Enum):
    """In the order in which they stand on a page; the text is between the first and the second."""

    HEADER = "Header"
    FOOTNOTE = "Footnote"
    ENDNOTE = "Endnote"
    COMMENT = "Comment"
    FOOTER = "Footer"


@dataclass(frozen=True)
class Aside:
    place: Place
    text: str
    author: str = ""


def reference(key: str) -> str:
    """What stands in the stream of text where an aside belongs. It is made of characters that no XML can hold."""
    return f"\x01{key}\x02"


def beginning(key: str) -> str:
    """What stands where the words begin that a comment is about; they end at its `reference`."""
    return f"\x01from {key}\x02"


def without_references(text: str) -> str:
    return _REFERENCE.sub("", text)


def has_words(stream: str) -> bool:
    """Whether there is more in a stream than references and breaks."""
    return bool(without_references(stream).replace(BREAK, "").replace(SHOWN_BREAK, "").strip())


def one_line(text: str) -> str:
    return " ".join(text.split())


def commented(author: str, text: str, about: str = "") -> str:
    """`[Comment by Ada on “the words”: text]`"""
    words = one_line(without_references(about))
    words = words if len(words) <= ANCHOR else f"{words[:ANCHOR].rstrip()}…"
    by = f" by {one_line(author)}" if author.strip() else ""
    return marks.bracketed(f"Comment{by}{f' on “{words}”' if words else ''}".translate(_NO_BRACKETS), one_line(text))


class Asides:
    """The asides of one document by their keys, and the pages with them.

    `changes` counts the signs of `marks` that were spelt out, in the asides and in the pages.
    """

    def __init__(self) -> None:
        self._known: dict[str, Aside] = {}
        self._marks: dict[str, str] = {}
        self._counts: Counter[Place] = Counter()
        self.changes: Counter[str] = Counter()

    def add(self, key: str, place: Place, text: str, author: str = "") -> None:
        if text.strip():
            self._known[key] = Aside(place, self.spelt_out(text), author)

    def pages(self, stream: str) -> list[str]:
        """The stream cut at its breaks; each page with what is first referred to on it."""
        # Office programs note the author's own break once more where they show it
        cut = _SAME_BREAK.sub(rf"{BREAK}\1", self.spelt_out(stream)).replace(SHOWN_BREAK, BREAK).split(BREAK)
        return [_BLANK_LINES.sub("\n\n", tidy(self._page(words))) for words in cut]

    def spelt_out(self, text: str) -> str:
        text, counts = marks.spelt_out(text)
        self.changes.update(counts)
        return text

    def _page(self, words: str) -> str:
        keys: list[str] = []  # those that the page is the first to refer to; it grows while the asides are told

        def mark(found: re.Match[str]) -> str:
            key = found[1]
            if key in self._known and key not in self._marks:
                self._marks[key] = self._next_mark(self._known[key].place)
                keys.append(key)
            sign = self._marks.get(key, "")
            before = found.string[max(0, found.start() - 1) : found.start()]
            return f" {sign}" if sign and before and before in _ENDS else sign

        text = _REFERENCE.sub(mark, words)
        told: dict[Place, list[str]] = {place: [] for place in Place}
        for key in keys:
            aside = self._known[key]
            told[aside.place].append(self._told(key, aside, _REFERENCE.sub(mark, aside.text), words))
        header, *below = told.values()
        return "\n\n".join([*header, text.strip("\n"), *(line for lines in below for line in lines)])

    def _next_mark(self, place: Place) -> str:
        self._counts[place] += 1
        count = self._counts[place]
        return {Place.FOOTNOTE: f"[{count}]", Place.ENDNOTE: f"[{roman(count)}]"}.get(place, "")

    def _told(self, key: str, aside: Aside, text: str, page: str) -> str:
        if aside.place is Place.COMMENT:
            _, _, after = page.partition(beginning(key))
            return commented(aside.author, text, after.partition(reference(key))[0])
        number = self._marks[key].strip("[]")
        return f"{aside.place.value}{' ' if number else ''}{number}: {one_line(text)}"
