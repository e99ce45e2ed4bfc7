"""The words of a letter that an office has edited: a Word document, of headings, paragraphs and lists."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from planreview.errors import LetterInvalid
from planreview.letter import Block, Kind

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

MOST_BYTES = 2_000_000
"""A letter of words alone has some forty thousand."""

_HEADINGS = {"Title": Kind.SUBJECT, "Heading 1": Kind.SUBJECT, "Heading 2": Kind.SECTION, "Heading 3": Kind.POINT}
_REFUSED = {
    "tbl": "a table; write it as paragraphs or as a list",
    "drawing": "a picture or a text box; leave it out",
    "pict": "a picture or a text box; leave it out",
    "object": "an embedded object; leave it out",
    "ins": "tracked changes; accept or reject them all first",
    "del": "tracked changes; accept or reject them all first",
    "moveFrom": "tracked changes; accept or reject them all first",
    "commentRangeStart": "comments; settle and delete them first",
    "footnoteReference": "a footnote; write it into the text",
    "endnoteReference": "an endnote; write it into the text",
    "sdt": "a content control, as a date picker makes; turn it into plain text",
    "fldSimple": "a field; turn it into plain text",
    "instrText": "a field; turn it into plain text",
    "smartTag": "a smart tag; turn it into plain text",
    "altChunk": "another document within it; turn it into plain text",
}
"""By the name of the element in the document, what a letter cannot take over, and what to do about it."""


def words_of(content: bytes, banner: str | None = None) -> tuple[Block, ...]:
    """The blocks of an edited letter, without the banner, which is put above every letter of its round.

    Raises LetterInvalid with all that a letter cannot hold.
    """
    document = _opened(content)
    faults = sorted({f"it has {_REFUSED[name]}" for name in _names(document.element.body) if name in _REFUSED})
    if faults:
        raise LetterInvalid(faults)
    blocks = tuple(_blocks(document))
    is_banner = banner and blocks and blocks[0].words == " ".join(banner.split())
    return blocks[1:] if is_banner else blocks


def _opened(content: bytes) -> "Document":
    from docx import Document  # noqa: PLC0415  only who writes letters waits for it
    from docx.opc.exceptions import OpcError  # noqa: PLC0415  as above
    from lxml.etree import LxmlError  # noqa: PLC0415  as above

    damaged = (zipfile.BadZipFile, zlib.error, OpcError, LxmlError, EOFError, RuntimeError, LookupError, ValueError)
    if len(content) > MOST_BYTES:
        raise LetterInvalid([f"it has {len(content):,} bytes; a letter has up to {MOST_BYTES:,}"])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > 20 * MOST_BYTES:
                raise LetterInvalid([f"it unpacks to more than {20 * MOST_BYTES:,} bytes"])
        return Document(io.BytesIO(content))
    except damaged as error:
        raise LetterInvalid(["it is no Word document (.docx), or a damaged one"]) from error


def _names(element: Any) -> Iterator[str]:
    return (str(inner.tag).rpartition("}")[2] for inner in element.iter())


def _blocks(document: "Document") -> Iterator[Block]:
    for paragraph in document.paragraphs:
        words = " ".join(paragraph.text.split())
        if words:
            yield Block(kind=_kind(paragraph), words=words)


def _kind(paragraph: "Paragraph") -> Kind:
    style = str(paragraph.style.name) if paragraph.style else ""
    properties = paragraph._p.pPr
    is_item = style.startswith("List") or (properties is not None and properties.numPr is not None)
    return _HEADINGS.get(style, Kind.ITEM if is_item else Kind.PARAGRAPH)
