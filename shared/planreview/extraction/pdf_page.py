"""One page of a PDF, as pdfium reads it."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium_c

from planreview.extraction.legible import legible
from planreview.extraction.pdf_layout import covered_by, laid_out
from planreview.extraction.pdf_notes import Notes
from planreview.extraction.pdf_raw import Objects, PageText, is_blank, objects, opened_page

FEW = 200
"""Characters that a header, a footer and a stamp have at most: a picture over a page with no more is a scan."""

MOST = 0.6
"""Of a page. A scan covers it but for its margins; pictures of a report seldom cover half."""

OUTLINES = 50
"""Shapes on a page without text from which on they may be letters that were turned into drawings."""


@dataclass(frozen=True)
class PageRead:
    """A page's text, or that it is a scan. `spoilt` where what was filled into its form could not be read."""

    text: str
    comments: tuple[str, ...] = ()
    is_scan: bool = False
    spoilt: bool = False
    has_files: bool = False


def read_page(document: Any, index: int) -> PageRead | None:
    """None for a page that pdfium cannot load.

    A page is a scan where it shows pictures, many shapes or unknown letters but no text, where it has text that is not
    legible, or where pictures cover most of it and there is little text beside.
    """
    with opened_page(document, index) as page:
        if page is None:
            return None
        notes = Notes(page, document.formenv)
        if not notes.has_answers:
            return _read(page, notes)
        plain = _visible(page)
        flattened = pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_SUCCESS
        if not flattened:
            return _read(page, notes)
    with opened_page(document, index) as page:
        filled = _read(page, notes, plain) if page is not None else None
    return filled or PageRead(plain, tuple(notes.lines(plain)), spoilt=True, has_files=notes.has_files)


def holds_all_of(plain: str, filled: str) -> bool:
    """Whether every character of `plain` is in `filled` too, in whatever order and however it is parted.

    A form is no part of its page until it is flattened. It can bring fonts that make the page's own text unreadable,
    so the flattened page counts only where every character of the plain one is still there.
    """
    return Counter(_solid(plain)) <= Counter(_solid(filled))


def _solid(text: str) -> str:
    return "".join(text.split())


def _visible(page: Any) -> str:
    words = PageText(page)
    try:
        return words.visible()
    finally:
        words.close()


def _read(page: Any, notes: Notes, plain: str = "") -> PageRead | None:
    """None for a page that lacks what it showed before, as `plain`."""
    words = PageText(page)
    try:
        visible = words.visible()
        if plain and not holds_all_of(plain, visible):
            return None
        shown = objects(page)
        comments = tuple(notes.lines(visible))
        if _is_scan(visible, shown, page):
            return PageRead("", comments, is_scan=True, has_files=notes.has_files)
        text = laid_out(words, visible, shown.paths)
        return PageRead(text, comments, has_files=notes.has_files)
    finally:
        words.close()


def _is_scan(text: str, shown: Objects, page: Any) -> bool:
    solid = text.strip()
    if not solid:
        if shown.pictures or len(shown.paths) >= OUTLINES:
            return True
        return shown.has_letters and not is_blank(page)  # of unknown letters, or of spaces
    if len(solid) < FEW and shown.pictures and covered_by(shown.pictures, page) > MOST:
        return True
    return not legible(text)
