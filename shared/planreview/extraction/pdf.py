"""PDF: pdfium reads, pypdf is the second opinion where it cannot."""

import io
import re
from collections.abc import Iterator

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from planreview.errors import Unreadable
from planreview.extraction.pages import Pages, tidy
from planreview.text import Caution, Page

PAGES = 5_000
"""Pages of one document. Plans have tens; a page tree of millions costs its writer nothing."""

PREFIXES = frozenset(
    {
        "anti",
        "co",
        "counter",
        "cross",
        "ex",
        "follow",
        "inter",
        "multi",
        "non",
        "on",
        "pre",
        "pro",
        "self",
        "sub",
        "well",
    }
)
"""Beginnings of words that keep their hyphen when a line ends in it."""

_LINE_END = re.compile(r"(\w*)[\x02\ufffe]\s*(\w*)")
_PDFIUM_WANTS_PASSWORD = 4


def read_pdf(content: bytes) -> Pages:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PDFIUM_WANTS_PASSWORD:
            raise _protected() from error
        return _second_opinion(content)
    try:
        return _first_opinion(document, content)
    finally:
        document.close()


def _first_opinion(document: pdfium.PdfDocument, content: bytes) -> Pages:
    _check_count(len(document))
    texts: dict[int, str] = {}
    failed: list[int] = []
    for index in range(len(document)):
        try:
            texts[index] = _page_text(document, index)
        except pdfium.PdfiumError:
            failed.append(index)
    if failed:
        texts |= _pages_by_pypdf(content, failed)
    if not any(text.strip() for text in texts.values()):
        raise _without_text(_has_pictures(document))
    return _pages(texts, len(document))


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


def _has_pictures(document: pdfium.PdfDocument) -> bool:
    return any(
        True
        for index in range(min(len(document), 10))
        for _ in document[index].get_objects([pdfium_c.FPDF_PAGEOBJ_IMAGE])
    )


def _second_opinion(content: bytes) -> Pages:
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise _protected()
        count = len(reader.pages)
    except Unreadable:
        raise
    except Exception as error:
        raise _damaged() from error
    _check_count(count)
    texts = _pages_by_pypdf(content, list(range(count)))
    if not texts:
        raise _damaged()
    if not any(text.strip() for text in texts.values()):
        raise _without_text(pictures=True)
    return _pages(texts, count)


def _pages_by_pypdf(content: bytes, indices: list[int]) -> dict[int, str]:
    """The pages that pypdf can read of those asked for."""
    texts = {}
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted:
            reader.decrypt("")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
    for index in indices:
        try:
            texts[index] = reader.pages[index].extract_text()
        except Exception:  # noqa: BLE001, S112  as above; the page is counted as unread
            continue
    return texts


def _pages(texts: dict[int, str], expected: int) -> Pages:
    whole = "\n".join(texts.values()).lower()
    pages = tuple(
        Page(number=index + 1, text=tidy(_LINE_END.sub(lambda found: _joined(found, whole), texts[index])))
        for index in sorted(texts)
    )
    return Pages(pages, expected, tuple(_cautions(pages, expected)))


def _joined(found: re.Match[str], whole: str) -> str:
    """A word that was parted at the end of a line: with its hyphen if it has one elsewhere, or by its beginning."""
    before, after = found[1], found[2]
    hyphenated = f"{before}-{after}"
    return hyphenated if before.lower() in PREFIXES or hyphenated.lower() in whole else before + after


def _cautions(pages: tuple[Page, ...], expected: int) -> Iterator[Caution]:
    unread = sorted(set(range(1, expected + 1)) - {page.number for page in pages})
    if unread:
        yield Caution(code="pages_unread", message=f"These pages are damaged and could not be read: {_list(unread)}.")
    if empty := [page.number for page in pages if not page.text.strip()]:
        yield Caution(
            code="pages_without_text", message=f"These pages hold no text, only pictures or nothing: {_list(empty)}."
        )


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")


def _check_count(count: int) -> None:
    if count > PAGES:
        raise Unreadable(
            "too_large", f"The PDF has {count:,} pages; up to {PAGES:,} can be read. Please send it in parts."
        )
    if count == 0:
        raise Unreadable("empty", "The PDF has no pages. Please send it again.")


def _protected() -> Unreadable:
    return Unreadable(
        "encrypted", "The PDF is protected with a password. Please remove the password and send it again."
    )


def _damaged() -> Unreadable:
    return Unreadable("corrupt", "The PDF is damaged and cannot be opened. Please save it anew and send it again.")


def _without_text(pictures: bool) -> Unreadable:
    if pictures:
        return Unreadable(
            "unsupported",
            "The PDF holds only pictures of its pages, as a scanner makes them, and no text."
            " Please send the document from which it was printed: PDF with text, Word (.docx) or plain text.",
        )
    return Unreadable("empty", "The PDF has pages but no text. Please send it again.")
