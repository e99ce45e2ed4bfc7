"""PDF: pdfium reads, pypdf is the second opinion where it cannot."""

import logging
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from planreview.errors import Unreadable
from planreview.extraction import pdf_words, second_opinion
from planreview.extraction.hyphens import Hyphens
from planreview.extraction.legible import legible
from planreview.extraction.pages import Attachment, Pages, tidy
from planreview.extraction.pdf_active import active
from planreview.extraction.pdf_page import PageRead
from planreview.extraction.pdf_pages import read_pages
from planreview.extraction.pdf_xfa import filled_in
from planreview.extraction.refusals import protected
from planreview.extraction.running import without_running_lines
from planreview.extraction.second_reader import SecondReader
from planreview.text import Caution, Page

logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # it says of each XFA form how to build another pdfium

_LOCKED = (pdfium_c.FPDF_ERR_PASSWORD, pdfium_c.FPDF_ERR_SECURITY)
_XFA = (pdfium_c.FORMTYPE_XFA_FULL, pdfium_c.FORMTYPE_XFA_FOREGROUND)


def read_pdf(content: bytes, second: SecondReader | None = None) -> Pages:
    """The pages, with the rows of ruled tables as lines, comments at the end of their page, and running lines once.

    Pages that are pictures, or whose text is not legible, are `scans`. A `second` reader shares the work.
    """
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return _by_pypdf(content, locked=getattr(error, "err_code", None) in _LOCKED)
    try:
        return _by_pdfium(document, content, second)
    finally:
        document.close()


def _by_pdfium(document: pdfium.PdfDocument, content: bytes, second: SecondReader | None) -> Pages:
    count = pdfium_c.FPDF_GetPageCount(document)
    pdf_words.check_count(count)
    cautions = [*active(content)]
    pages = read_pages(document, second)
    if pdfium_c.FPDF_GetFormType(document) in _XFA:
        try:
            pages = _with_form(document, pages)
        except Exception:  # noqa: BLE001  whatever the XML parser raises; the pages themselves are read
            cautions.append(pdf_words.xfa_unread())
    pinned = [index for index, page in pages.items() if page.has_files]
    attachments, lost = _attachments(document, content, pinned)
    if spoilt := [index + 1 for index, page in pages.items() if page.spoilt]:
        cautions.append(pdf_words.form_unread(spoilt))
    if commented := [index + 1 for index, page in pages.items() if page.is_scan and page.comments]:
        cautions.append(pdf_words.comments_unread(commented))
    if lost:
        cautions.append(pdf_words.files_unread(lost))
    return _pages(content, pages, count, cautions, attachments)


def _by_pypdf(content: bytes, *, locked: bool) -> Pages:
    try:
        count = second_opinion.count(content)
    except Unreadable:
        raise
    except Exception as error:
        raise (protected("PDF") if locked else pdf_words.damaged()) from error
    pdf_words.check_count(count)
    return _pages(content, {}, count, [*active(content)], ())


def _pages(
    content: bytes,
    pages: dict[int, PageRead],
    count: int,
    cautions: list[Caution],
    attachments: tuple[Attachment, ...],
) -> Pages:
    failed = [index for index in range(count) if index not in pages]
    if failed:
        texts = second_opinion.pages(content, failed, count)
        pages = pages | {index: PageRead(text) for index, text in texts.items() if legible(text) or not text.strip()}
    return _assembled(pages, count, cautions, attachments)


def _assembled(
    pages: dict[int, PageRead], count: int, cautions: list[Caution], attachments: tuple[Attachment, ...]
) -> Pages:
    readable = {index: pages[index] for index in sorted(pages) if not pages[index].is_scan}
    scans = tuple(index + 1 for index in sorted(pages) if pages[index].is_scan)
    hyphens = Hyphens(page.text for page in readable.values())
    bodies = without_running_lines([tidy(hyphens.joined(page.text)) for page in readable.values()])
    read = tuple(
        Page(number=index + 1, text=tidy("\n".join((body, *page.comments))) if page.comments else body)
        for (index, page), body in zip(readable.items(), bodies, strict=True)
    )
    if not scans and not attachments and not any(page.text.strip() for page in read):
        raise pdf_words.damaged() if len(pages) < count else pdf_words.blank()
    return Pages(read, count, (*_about(read, scans, count), *cautions), scans, attachments)


def _about(read: tuple[Page, ...], scans: tuple[int, ...], count: int) -> Iterator[Caution]:
    if unread := sorted(set(range(1, count + 1)) - {page.number for page in read} - set(scans)):
        yield pdf_words.pages_unread(unread)
    if empty := [page.number for page in read if not page.text.strip()]:
        yield pdf_words.pages_without_text(empty)


def _attachments(document: pdfium.PdfDocument, content: bytes, pinned: list[int]) -> tuple[tuple[Attachment, ...], int]:
    listed = pdfium_c.FPDFDoc_GetAttachmentCount(document)
    if not listed and not pinned:
        return (), 0
    from planreview.extraction.pdf_files import attached  # noqa: PLC0415  few PDFs have files in them

    try:
        return attached(content, pinned)
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  pypdf opens fewer PDFs than pdfium does; a caution says what is missing
        return (), listed + len(pinned)


def _with_form(document: pdfium.PdfDocument, pages: dict[int, PageRead]) -> dict[int, PageRead]:
    """The pages, the last with what was filled into an XFA form and stands on none of them."""
    shown = "".join("".join(page.text.split()) for page in pages.values())
    said = [line for line in filled_in(document) if "".join(line.partition(": ")[2].split()) not in shown]
    last = max(pages)
    return pages | {last: replace(pages[last], text="\n".join((pages[last].text, *said)))}
