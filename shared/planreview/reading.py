"""What follows from reading a document: its new state, and word to the force."""

from datetime import datetime

from planreview.change import Change, Move
from planreview.document import Document, DocumentState, Reason
from planreview.errors import Unreadable
from planreview.event import EventType
from planreview.inside import NAME
from planreview.notice import Notice, NoticeKind
from planreview.round import Round
from planreview.submission import Submission
from planreview.text import Text
from planreview.told import told

READABLE_SIZE = 100_000_000
"""Bytes. What is larger is kept but not read: `extract` holds a document in memory, beside its parser's copy of it."""


FLAGGED = frozenset({Reason.INFECTED, Reason.UNSCANNED, Reason.TOO_LARGE, Reason.TIMED_OUT})
"""Reasons of which the inspector hears at once: such a file may be an attack, or a plan that someone has to open."""


def check_size(size: int) -> None:
    """Raises Unreadable for a document of `size` bytes, if it is empty or too large to be read."""
    if size == 0:
        raise Unreadable(Reason.EMPTY, "The file is empty (0 bytes). Please send it again.")
    if size > READABLE_SIZE:
        raise Unreadable(
            Reason.TOO_LARGE,
            f"The file has {size:,} bytes; files of up to {READABLE_SIZE:,} bytes can be read."
            " Please send it in parts.",
        )


def was_read(document: Document, text: Text, submission: Submission, *, at: datetime) -> Change:
    after = document.moved(
        DocumentState.READ,
        pages=len(text.pages),
        pages_expected=text.pages_expected,
        warnings=text.warnings,
        members=tuple(member.name[-NAME:] for member in text.members),
    )
    return _change(document, after, submission, at)


def was_unreadable(
    document: Document, error: Unreadable, round_: Round, submission: Submission, *, at: datetime
) -> Change:
    after = document.moved(DocumentState.UNREADABLE, reason=error.code, message=error.message)
    change = _change(document, after, submission, at)
    if after.reason not in FLAGGED:
        return change
    flag = Notice(
        round_id=document.round_id,
        kind=NoticeKind.NEEDS_A_LOOK,
        to=round_.inspector(submission.assessor_id).email,
        queued_at=at,
        force_id=document.force_id,
        document_id=document.id,
    )
    return Change(new=(*change.new, flag), moves=change.moves)


def is_scanned(document: Document, text: Text, submission: Submission, *, at: datetime) -> Change:
    """Some pages are pictures: their text has to be recognised before the document is read."""
    after = document.moved(DocumentState.RECOGNISING, pages_expected=text.pages_expected)
    return _change(document, after, submission, at)


_TOLD = {
    DocumentState.RECOGNISING: (EventType.DOCUMENT_SCANNED, NoticeKind.RECOGNISING),
    DocumentState.READ: (EventType.DOCUMENT_READ, NoticeKind.READ),
    DocumentState.UNREADABLE: (EventType.DOCUMENT_UNREADABLE, NoticeKind.UNREADABLE),
}


def _change(before: Document, after: Document, submission: Submission, at: datetime) -> Change:
    """Of a document inside another the force hears only that it cannot be read: an archive may hold hundreds."""
    event, kind = _TOLD[after.state]
    fact, notice = told(after, submission, event, kind, at)
    heard = after.parent_id is None or after.state is DocumentState.UNREADABLE
    return Change(new=(fact, notice) if heard else (fact,), moves=(Move(before, after),))
