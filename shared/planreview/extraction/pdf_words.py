"""What is said of a PDF: why it cannot be read, and what a reader of its text should know."""

from collections.abc import Iterable

from planreview.errors import Unreadable
from planreview.extraction import refusals
from planreview.listing import listed
from planreview.text import Caution


def check_count(count: int) -> None:
    refusals.check_count("PDF", count)
    if count == 0:
        raise Unreadable("empty", "The PDF has no pages. Please send it again.")


def damaged() -> Unreadable:
    return Unreadable("corrupt", "The PDF is damaged and cannot be opened. Please save it anew and send it again.")


def blank() -> Unreadable:
    return Unreadable("empty", "The PDF has pages but no text. Please send it again.")


def pages_unread(numbers: Iterable[int]) -> Caution:
    return Caution(code="pages_unread", message=f"These pages are damaged and could not be read: {listed([*numbers])}.")


def pages_without_text(numbers: Iterable[int]) -> Caution:
    return Caution(code="pages_without_text", message=f"These pages hold no text: {listed([*numbers])}.")


def form_unread(numbers: Iterable[int]) -> Caution:
    return Caution(
        code="form_unread",
        message=f"What was filled into the form on these pages could not be read: {listed([*numbers])}.",
    )


def xfa_unread() -> Caution:
    return Caution(
        code="form_unread",
        message="The PDF is a form of the XFA kind, and what was filled into it may not be on its pages.",
    )


def comments_unread(numbers: Iterable[int]) -> Caution:
    return Caution(
        code="comments_unread",
        message=f"Comments were written onto these scanned pages, and not read: {listed([*numbers])}.",
    )


def files_unread(lost: int) -> Caution:
    return Caution(code="members_unread", message=f"Files attached to the PDF could not be taken out: {lost}.")


def scripts() -> Caution:
    return Caution(code="scripts", message="The PDF holds scripts, or commands that start programs. They were not run.")


def external_links() -> Caution:
    return Caution(
        code="external_links",
        message="The PDF opens or sends to other files or addresses by itself. They were not followed.",
    )
