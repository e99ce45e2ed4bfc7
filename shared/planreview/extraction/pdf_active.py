"""What a PDF would do by itself when it is opened. Nothing of it is done here; a reader should know of it."""

import re
import zlib
from collections.abc import Iterator

from planreview.extraction.pdf_words import external_links, scripts
from planreview.text import Caution

UNPACKED = 20_000_000
"""Bytes of packed objects that are looked through; those of a thousand pages take a tenth."""

_DICTIONARY = 500
"""Bytes before a stream in which it says what it is."""

_SCRIPTS = (b"/JavaScript", b"/Launch")
_LINKS = (b"/GoToR", b"/SubmitForm")
_ON_OPENING = re.compile(rb"/OpenAction\s*<<[^<>]{0,400}?/URI\b")


def active(content: bytes) -> Iterator[Caution]:
    """Cautions, told by the names of actions in the file. In an encrypted file those of packed objects stay unseen."""
    objects = b"\n".join(_objects(content))
    if any(name in objects for name in _SCRIPTS):
        yield scripts()
    if any(name in objects for name in _LINKS) or _ON_OPENING.search(objects):
        yield external_links()


def _objects(content: bytes) -> Iterator[bytes]:
    """What stands outside the streams of a file, and in those streams that hold objects.

    Streams that are damaged, or packed in another way than deflate, are left out.
    """
    left = UNPACKED
    position = 0
    while (start := content.find(b"stream", position)) >= 0:
        before = content[position:start]
        yield before
        start += len(b"stream")
        end = content.find(b"endstream", start)
        if end < 0:
            position = start
            break
        if left > 0 and b"/ObjStm" in before[-_DICTIONARY:]:
            unpacked = _unpacked(content[start:end].lstrip(b"\r\n"), left)
            left -= len(unpacked)
            yield unpacked
        position = end + len(b"endstream")
    yield content[position:]


def _unpacked(packed: bytes, limit: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(packed, limit)
    except zlib.error:
        return b""
