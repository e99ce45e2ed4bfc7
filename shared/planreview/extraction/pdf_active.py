"""What a PDF would do by itself when it is opened. Nothing of it is done here; a reader should know of it."""

import re
import zlib
from collections.abc import Iterator
from itertools import pairwise

from planreview.extraction.pdf_words import external_links, scripts
from planreview.text import Caution

UNPACKED = 20_000_000
"""Bytes of packed objects that are looked through; those of a thousand pages take a tenth."""

_SCRIPTS = (b"/JavaScript", b"/Launch")
_LINKS = (b"/GoToR", b"/SubmitForm")
_ON_OPENING = re.compile(rb"/OpenAction\s*<<[^<>]{0,400}?/URI\b")


def active(content: bytes) -> Iterator[Caution]:
    """Cautions, told by the names of actions in the file. In an encrypted file those of packed objects stay unseen."""
    parts = content.split(b"stream")  # of `stream ... endstream`, so what ends in `end` is the content of a stream
    objects = b"\n".join([part for part in parts if not part.endswith(b"end")] + list(_unpacked(parts)))
    if any(name in objects for name in _SCRIPTS):
        yield scripts()
    if any(name in objects for name in _LINKS) or _ON_OPENING.search(objects):
        yield external_links()


def _unpacked(parts: list[bytes]) -> Iterator[bytes]:
    """The streams that hold objects. Those that are damaged, or packed in another way than deflate, are left out."""
    left = UNPACKED
    for before, packed in pairwise(parts):
        if b"/ObjStm" in before and left > 0:
            try:
                unpacked = zlib.decompressobj().decompress(packed.lstrip(b"\r\n"), left)
            except zlib.error:
                continue
            left -= len(unpacked)
            yield unpacked
