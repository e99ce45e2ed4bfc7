"""What is said of a PDF: why it cannot be read, and what a reader of its text should know."""

from collections.abc import Iterator

from planreview.errors import Unreadable
from planreview.text import Caution, Page

PAGES = 5_000
"""Pages of one document. Plans have tens; a page tree of millions costs its writer nothing."""


def check_count(count: int) -> None:
    if count > PAGES:
        raise Unreadable(
            "too_large", f"The PDF has {count:,} pages; up to {PAGES:,} can be read. Please send it in parts."
        )
    if count == 0:
        raise Unreadable("empty", "The PDF has no pages. Please send it again.")


def protected() -> Unreadable:
    return Unreadable(
        "encrypted", "The PDF is protected with a password. Please remove the password and send it again."
    )


def damaged() -> Unreadable:
    return Unreadable("corrupt", "The PDF is damaged and cannot be opened. Please save it anew and send it again.")


def blank() -> Unreadable:
    return Unreadable("empty", "The PDF has pages but no text. Please send it again.")


def scanned() -> Unreadable:
    return Unreadable(
        "unsupported",
        "The PDF holds only pictures of its pages, as a scanner makes them, and no text."
        " Please send the document from which it was printed: PDF with text, Word (.docx) or plain text.",
    )


def cautions(pages: tuple[Page, ...], expected: int, spoilt: list[int]) -> Iterator[Caution]:
    unread = sorted(set(range(1, expected + 1)) - {page.number for page in pages})
    if unread:
        yield Caution(code="pages_unread", message=f"These pages are damaged and could not be read: {_list(unread)}.")
    if empty := [page.number for page in pages if not page.text.strip()]:
        yield Caution(
            code="pages_without_text", message=f"These pages hold no text, only pictures or nothing: {_list(empty)}."
        )
    if spoilt:
        yield Caution(
            code="form_unread",
            message=f"What was filled into the form on these pages could not be read: {_list(spoilt)}.",
        )


def _list(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:20])) + (f" and {len(numbers) - 20} more" if len(numbers) > 20 else "")
