"""What a reader gives back, and how text is tidied."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from planreview.text import Caution, Page

_WHOLE = {
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
    "\u00ad": "",
    "\u00a0": " ",
    "\r\n": "\n",
    "\r": "\n",
    "\f": "\n",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]")


@dataclass(frozen=True)
class Attachment:
    """A document found inside another, under the name that it has there."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Pages:
    """What a reader gives back: the pages that could be read, how many there should be, and what one should know.

    `scans` are the numbers of pages that are pictures, whose text has to be recognised; they are not among `read`.
    """

    read: tuple[Page, ...]
    expected: int
    cautions: tuple[Caution, ...] = ()
    scans: tuple[int, ...] = ()
    attachments: tuple[Attachment, ...] = ()


def numbered(texts: Sequence[str], source: str = "document") -> tuple[Page, ...]:
    return tuple(Page(number=number, text=text, source=source) for number, text in enumerate(texts, start=1))


def tidy(text: str) -> str:
    """Text in NFC with `\\n` line ends, whole letters for ligatures, and no soft hyphens or control characters."""
    for found, whole in _WHOLE.items():  # one look for each costs less than one at every character for all
        text = text.replace(found, whole)
    if not text.replace("\n", "").isprintable():  # a glance, where the pattern looks at each character
        text = _CONTROL.sub("", text)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(map(str.rstrip, text.split("\n"))).strip("\n")
