"""What people wrote onto a PDF page: sticky notes, comments, text typed over it, stamps."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

NOTES = 1_000
"""Annotations of a page that are looked at. A page under heavy review has tens."""

_TEXT = 100_000
"""Bytes of one note, in UTF-16; what is longer is no comment."""

_ROUND = str.maketrans("[]", "()")
_WRITTEN = {
    pdfium_c.FPDF_ANNOT_TEXT,
    pdfium_c.FPDF_ANNOT_FREETEXT,
    pdfium_c.FPDF_ANNOT_HIGHLIGHT,
    pdfium_c.FPDF_ANNOT_UNDERLINE,
    pdfium_c.FPDF_ANNOT_SQUIGGLY,
    pdfium_c.FPDF_ANNOT_STRIKEOUT,
    pdfium_c.FPDF_ANNOT_CARET,
    pdfium_c.FPDF_ANNOT_STAMP,
    pdfium_c.FPDF_ANNOT_INK,
    pdfium_c.FPDF_ANNOT_LINE,
    pdfium_c.FPDF_ANNOT_SQUARE,
    pdfium_c.FPDF_ANNOT_CIRCLE,
    pdfium_c.FPDF_ANNOT_POLYGON,
    pdfium_c.FPDF_ANNOT_POLYLINE,
}
"""Kinds whose contents a person wrote. A pop-up shows those of its parent; a link's describe where it goes."""


class Notes:
    """The annotations of one page. `comments` are `(author, text)`. `form` is pdfium's, if the document has one."""

    def __init__(self, page: Any, form: Any) -> None:
        self.comments: list[tuple[str, str]] = []
        self.has_answers = False
        self.has_files = False
        for index in range(min(pdfium_c.FPDFPage_GetAnnotCount(page), NOTES)):
            note = pdfium_c.FPDFPage_GetAnnot(page, index)
            if note:
                self._take(note, form)
                pdfium_c.FPDFPage_CloseAnnot(note)

    def _take(self, note: Any, form: Any) -> None:
        kind = pdfium_c.FPDFAnnot_GetSubtype(note)
        if kind == pdfium_c.FPDF_ANNOT_WIDGET:
            self.has_answers = self.has_answers or bool(form and _is_answered(note, form))
        self.has_files |= kind == pdfium_c.FPDF_ANNOT_FILEATTACHMENT
        if kind in _WRITTEN and (text := _value(note, b"Contents")):
            self.comments.append((_value(note, b"T"), text))

    def lines(self, text: str) -> Iterator[str]:
        """Each comment as a line, marked as what it is; none that the page's text shows already."""
        shown = "".join(text.split()).translate(_ROUND) if self.comments else ""
        for author, comment in self.comments:
            if "".join(comment.split()) not in shown:
                yield f"[comment by {author}: {comment}]" if author else f"[comment: {comment}]"


def _is_answered(field: Any, form: Any) -> bool:
    """Whether a field of a form holds more than nothing: a text, a choice, a tick."""
    buffer = (ctypes.c_ushort * 4)()
    length = pdfium_c.FPDFAnnot_GetFormFieldValue(form, field, buffer, ctypes.sizeof(buffer))
    return length > 2 and bytes(buffer) != "Off\0".encode("utf-16-le")


def _value(note: Any, key: bytes) -> str:
    """On one line and without brackets, since brackets mark a comment; empty where there is none."""
    length = pdfium_c.FPDFAnnot_GetStringValue(note, key, None, 0)
    if not 2 < length <= _TEXT:
        return ""
    buffer = ctypes.create_string_buffer(length)
    pdfium_c.FPDFAnnot_GetStringValue(note, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    text = " ".join(buffer.raw[: length - 2].decode("utf-16-le", "ignore").split())
    return text.translate(_ROUND)
