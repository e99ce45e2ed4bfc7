"""What becomes of a text whose scanned pages have been recognised, or could not be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from planreview.document import Document, Reason
from planreview.errors import NotRecognised, Unreadable
from planreview.listing import listed
from planreview.text import Caution, Page, Text

LEGIBLE = 50
"""Percent of confidence. What was recognised less surely is not used: a photograph, or a page on its head, comes out
as letters in no order, at about 40, and no quote from that should ever stand in a letter."""

SURE = 80
"""Percent of confidence under which a caution asks to hold the text against the page. Clean print gets over 90."""

MOST_PAGES = 200
"""Pages of one document that are recognised on our own machine: a dense one takes three seconds, and one run has time
for that many. Plans have tens. A longer scan has no text on its further pages, and a caution says so."""

PATIENCE = timedelta(hours=6)
"""How long after its arrival a document may wait for its recogniser before someone has to look. Textract is done with
most scans in minutes, and has been asked a dozen times by then: that is more than a rush at a deadline."""


@dataclass(frozen=True)
class Recognised:
    """Pages as they were recognised; an empty page has an empty text. `why` says why others are not there."""

    pages: tuple[Page, ...]
    why: Unreadable | None = None


def merged(text: Text, pages: Sequence[Page], why: Unreadable | None = None) -> Text:
    """The text with the recognised pages in their places and no scans left, and with cautions about them.

    Raises `why`, or Unreadable of its own, where the document then has no words at all and no documents inside it.
    A text without scans comes back as it is: it has been merged before.
    """
    if not text.scans:
        return text
    waited = {page.number: page for page in pages if page.number in text.scans}
    used = [page for page in waited.values() if not page.text.strip() or (page.confidence or 0) >= LEGIBLE]
    whole = tuple(sorted((*text.pages, *used), key=lambda page: page.number))
    if not any(page.text.strip() for page in whole) and not text.members:
        raise why or _illegible()
    missing = sorted(set(text.scans) - {page.number for page in used})
    cautions = (*text.warnings, *_cautions(used, missing, why))
    return text.model_copy(update={"pages": whole, "scans": (), "warnings": cautions})


def check_wait(document: Document, *, now: datetime) -> None:
    """Raises NotRecognised for a document that came too long ago to wait still.

    Reading may have begun long after that, when its scan for malware was late: such a document is one failure more in
    the log, and is read when it is recognised.
    """
    if now - document.receipt.received_at > PATIENCE:
        raise NotRecognised(f"document {document.id} is not recognised {PATIENCE} after it came; see docs/operating.md")


def not_wanted() -> Unreadable:
    """Why scans are not recognised where the operator has switched that off."""
    return Unreadable(
        Reason.UNSUPPORTED,
        "The document holds pictures of pages, as a scanner makes them, and words in pictures are not recognised here."
        " Please send the document from which they were printed: PDF with text, Word (.docx) or plain text.",
    )


def too_many(count: int) -> Unreadable:
    return Unreadable(
        Reason.TOO_LARGE,
        f"The document has {count:,} pages that are pictures; up to {MOST_PAGES:,} can be recognised."
        " Please send it in parts, or the document from which they were printed.",
    )


def out_of_time() -> Unreadable:
    return Unreadable(
        Reason.TIMED_OUT,
        "The pages that are pictures take too long to recognise."
        " Please send them in parts, or the document from which they were printed.",
    )


def _illegible() -> Unreadable:
    return Unreadable(
        Reason.ILLEGIBLE,
        "The document holds only pictures, and no words could be recognised in them."
        " Please scan it again with 300 dots an inch, or send the document from which it was printed.",
    )


def _cautions(used: Sequence[Page], missing: Sequence[int], why: Unreadable | None) -> Iterator[Caution]:
    with_words = sorted((page for page in used if page.text.strip()), key=lambda page: page.number)
    if with_words:
        mean = round(sum(page.confidence or 0 for page in with_words) / len(with_words))
        yield Caution(
            code="recognised",
            message=f"The words of these pages were recognised in pictures, with a confidence of {mean}% on average:"
            f" {listed([page.number for page in with_words])}.",
        )
    if unsure := [page for page in with_words if (page.confidence or 0) < SURE]:
        yield Caution(
            code="low_confidence",
            message="The words of these pages were recognised with little confidence, and should be held against the"
            f" pages themselves: {listed([f'{page.number} ({page.confidence}%)' for page in unsure])}.",
        )
    if empty := sorted(page.number for page in used if not page.text.strip()):
        yield Caution(code="pages_without_text", message=f"No words were found on these pages: {listed(empty)}.")
    if missing:
        reason = f" {why.message}" if why else ""
        yield Caution(
            code="pages_unread",
            message=f"These pages are pictures in which no words could be recognised: {listed(missing)}.{reason}",
        )
