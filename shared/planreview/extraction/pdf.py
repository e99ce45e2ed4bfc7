"""PDF: pdfium reads, pypdf is the second opinion where it cannot."""

from collections import Counter
from collections.abc import Sequence

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from planreview.errors import Unreadable
from planreview.extraction import second_opinion
from planreview.extraction.hyphens import Hyphens
from planreview.extraction.pages import Pages, tidy
from planreview.extraction.pdf_words import blank, cautions, check_count, damaged, protected, scanned
from planreview.text import Page

_LOCKED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)


def read_pdf(content: bytes) -> Pages:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return _by_pypdf(content, locked=getattr(error, "err_code", None) in _LOCKED)
    try:
        return _by_pdfium(document, content)
    finally:
        document.close()


def _by_pdfium(document: pdfium.PdfDocument, content: bytes) -> Pages:
    document.init_forms()
    count = len(document)
    check_count(count)
    texts: dict[int, str] = {}
    failed: list[int] = []
    spoilt: list[int] = []
    for index in range(count):
        try:
            texts[index], form_was_read = _text_and_form(document, index)
            if not form_was_read:
                spoilt.append(index)
        except pdfium.PdfiumError:
            failed.append(index)
    if failed:
        texts |= second_opinion.pages(content, failed, count)
    if not failed and not _has_text(texts) and not any(_shows_something(document, index) for index in range(count)):
        raise blank()
    return _pages(texts, count, spoilt)


def _by_pypdf(content: bytes, *, locked: bool) -> Pages:
    try:
        count = second_opinion.count(content)
    except Unreadable:
        raise
    except Exception as error:
        raise (protected() if locked else damaged()) from error
    check_count(count)
    return _pages(second_opinion.pages(content, list(range(count)), count), count)


def _page_text(document: pdfium.PdfDocument, index: int) -> str:
    page = document[index]
    try:
        text = page.get_textpage()
        try:
            return str(text.get_text_bounded())
        finally:
            text.close()
    finally:
        page.close()


def _text_and_form(document: pdfium.PdfDocument, index: int) -> tuple[str, bool]:
    """The page's text, and whether it holds all that was filled into the page's form.

    A form is no part of its page until it is flattened. It can bring fonts that make the page's own text unreadable,
    so the flattened page counts only where every character of the plain one is still there.
    """
    plain = _page_text(document, index)
    if not document.formenv or not _flattened(document, index):
        return plain, True
    filled = _page_text(document, index)
    return (filled, True) if holds_all_of(plain, filled) else (plain, False)


def _flattened(document: pdfium.PdfDocument, index: int) -> bool:
    page = document[index]
    try:
        return bool(page.flatten() == pdfium_c.FLATTEN_SUCCESS)
    finally:
        page.close()


def holds_all_of(plain: str, filled: str) -> bool:
    """Whether every character of `plain` is in `filled` too, in whatever order and however it is parted."""
    return Counter("".join(plain.split())) <= Counter("".join(filled.split()))


def _shows_something(document: pdfium.PdfDocument, index: int) -> bool:
    page = document[index]
    try:
        return bool(pdfium_c.FPDFPage_CountObjects(page) > 0)
    finally:
        page.close()


def _has_text(texts: dict[int, str]) -> bool:
    return any(tidy(text).strip() for text in texts.values())


def _pages(texts: dict[int, str], expected: int, spoilt: Sequence[int] = ()) -> Pages:
    if not _has_text(texts):
        raise damaged() if len(texts) < expected else scanned()
    hyphens = Hyphens("\n".join(texts.values()))
    pages = tuple(Page(number=index + 1, text=tidy(hyphens.joined(texts[index]))) for index in sorted(texts))
    return Pages(pages, expected, tuple(cautions(pages, expected, [index + 1 for index in spoilt])))
