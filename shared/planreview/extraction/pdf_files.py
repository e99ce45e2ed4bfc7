"""The files that are attached to a PDF or make up a portfolio.

pypdf takes them out, since it stops unpacking where pdfium would fill the memory.
"""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from pypdf import PdfReader
from pypdf.errors import LimitReachedError

from planreview.errors import Unreadable
from planreview.extraction.pages import Attachment

FILES = 500
"""Attachments of one PDF. Portfolios of plans have tens."""

UNPACKED = 200_000_000
"""Bytes of all of them; the process that reads has 1.4 GB for everything."""


def attached(content: bytes, pinned: Iterable[int]) -> tuple[tuple[Attachment, ...], int]:
    """The attachments of the document, then those pinned to the pages with these indices; and how many were lost.

    Raises Unreadable where they are too many or too large, and whatever pypdf raises where it cannot open the PDF.
    """
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted:
        reader.decrypt("")
    found: dict[Attachment, None] = {}  # a file can be listed and pinned too
    lost = size = 0
    for file in (*_listed(reader), *_pinned(reader, pinned)):
        try:
            attachment = Attachment(_name(file), file["/EF"][_stream(file)].get_data())
        except LimitReachedError as error:
            raise _too_large() from error
        except Exception:  # noqa: BLE001  as many kinds as there are flaws; the caller tells how many were lost
            lost += 1
            continue
        size += len(attachment.content)
        if len(found) == FILES or size > UNPACKED:
            raise _too_large()
        found[attachment] = None
    return tuple(found), lost


def _listed(reader: PdfReader) -> Iterator[Any]:
    for file in reader.attachment_list:
        yield file.pdf_object


def _pinned(reader: PdfReader, indices: Iterable[int]) -> Iterator[Any]:
    for index in indices:
        for reference in reader.pages[index].get("/Annots") or ():
            note = reference.get_object()
            if note.get("/Subtype") == "/FileAttachment" and "/FS" in note:
                yield note["/FS"].get_object()


def _name(file: Any) -> str:
    return str(file.get("/UF") or file.get("/F") or "unnamed")


def _stream(file: Any) -> str:
    return "/F" if "/F" in file["/EF"] else "/UF"


def _too_large() -> Unreadable:
    return Unreadable(
        "too_large",
        f"The PDF has more than {FILES} attachments, or more than {UNPACKED:,} bytes of them. Please send them apart.",
    )
