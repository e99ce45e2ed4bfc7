"""What follows from reading a document: its new state, and word to the force."""

from datetime import datetime

from planreview.change import Change, Move
from planreview.document import Document, DocumentState, Reason
from planreview.errors import Unreadable
from planreview.event import EventType
from planreview.notice import NoticeKind
from planreview.receipt import Receipt
from planreview.submission import Submission
from planreview.text import Text
from planreview.told import told

READABLE_SIZE = 100_000_000
"""Bytes. What is larger is kept but not read: `extract` holds a document in memory, beside its parser's copy of it."""


def check_size(receipt: Receipt) -> None:
    """Raises Unreadable for a document that is empty or too large to be read."""
    if receipt.size == 0:
        raise Unreadable(Reason.EMPTY, "The file is empty (0 bytes). Please send it again.")
    if receipt.size > READABLE_SIZE:
        raise Unreadable(
            Reason.TOO_LARGE,
            f"The file has {receipt.size:,} bytes; files of up to {READABLE_SIZE:,} bytes can be read."
            " Please send it in parts.",
        )


def was_read(document: Document, text: Text, submission: Submission, *, at: datetime) -> Change:
    after = document.moved(
        DocumentState.READ, pages=len(text.pages), pages_expected=text.pages_expected, warnings=text.warnings
    )
    return _change(document, after, submission, at)


def was_unreadable(document: Document, error: Unreadable, submission: Submission, *, at: datetime) -> Change:
    after = document.moved(DocumentState.UNREADABLE, reason=error.code, message=error.message)
    return _change(document, after, submission, at)


def is_scanned(document: Document, submission: Submission, *, at: datetime) -> Change:
    """Some pages are pictures: their text has to be recognised before the document is read."""
    return _change(document, document.moved(DocumentState.RECOGNISING), submission, at)


_TOLD = {
    DocumentState.RECOGNISING: (EventType.DOCUMENT_SCANNED, NoticeKind.RECOGNISING),
    DocumentState.READ: (EventType.DOCUMENT_READ, NoticeKind.READ),
    DocumentState.UNREADABLE: (EventType.DOCUMENT_UNREADABLE, NoticeKind.UNREADABLE),
}


def _change(before: Document, after: Document, submission: Submission, at: datetime) -> Change:
    event, kind = _TOLD[after.state]
    return Change(new=told(after, submission, event, kind, at), moves=(Move(before, after),))
