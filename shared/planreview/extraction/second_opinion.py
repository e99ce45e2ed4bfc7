"""What pypdf makes of a PDF that pdfium cannot open, or of pages that it cannot load."""

import io
import logging

from pypdf import PdfReader

from planreview.extraction.refusals import protected

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every flaw of a damaged file, thousands at times


def count(content: bytes) -> int:
    """How many pages there are. Raises Unreadable where a password is needed, and whatever pypdf raises."""
    return len(_opened(content).pages)


def pages(content: bytes, indices: list[int], count: int) -> dict[int, str]:
    """The texts of those of the pages that pypdf can read.

    None where it does not count `count` pages: it passes over lost pages, and would give a page under the number of
    another.
    """
    texts = {}
    try:
        reader = _opened(content)
        if len(reader.pages) != count:
            return {}
    except Exception:  # noqa: BLE001  the pages stay unread, and a caution will say so
        return {}
    for index in indices:
        try:
            texts[index] = reader.pages[index].extract_text()
        except Exception:  # noqa: BLE001, S112  as above
            continue
    return texts


def _opened(content: bytes) -> PdfReader:
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise protected("PDF")
    return reader
