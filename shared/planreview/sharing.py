"""One document for several forces: those that share a department send one plan, and it is named on each submission."""

import hashlib
from datetime import datetime

from planreview.acts import Case, act, given, must_be_undecided
from planreview.arrival import due_after_all
from planreview.change import Change, Record
from planreview.document import Document, DocumentState
from planreview.errors import IllegalMove
from planreview.event import EventType
from planreview.notice import NoticeKind
from planreview.submission import SubmissionState, with_time
from planreview.told import fact, word_on


def shared_id(document_id: str, force_id: str) -> str:
    """The id of a document of another force as one of this force's."""
    return hashlib.sha256(f"{document_id}\n{force_id}".encode()).hexdigest()[:24]


def share(case: Case, document: Document, *, by: str, at: datetime, reason: str) -> tuple[Document, Change]:
    """The document as one of the case's force too, and the change that makes it so. Its time of arrival is the same.

    What cannot be read of an archive goes with the rest, so that it counts as unread there too. Raises IllegalMove for
    what is the force's own or cannot be read at all, and once its decisions are complete.
    """
    before, receipt = case.submission, document.receipt
    if document.force_id == before.force_id:
        raise IllegalMove(f"“{document.name}” is of {before.force.name} already")
    is_lost = document.state is DocumentState.UNREADABLE and document.parent_id is not None
    if document.state is not DocumentState.READ and not is_lost:
        raise IllegalMove(f"“{document.name}” is {document.state}; only what could be read can serve another force")
    must_be_undecided(case)
    shared = document.model_copy(
        update={
            "id": shared_id(document.id, before.force_id),
            "parent_id": document.parent_id and shared_id(document.parent_id, before.force_id),
            "force_id": before.force_id,
            "receipt": receipt.model_copy(update={"deadline_utc": before.deadline_utc}),
            "shared_by": document.force_id,
            "accepted_by": None,
        }
    )
    told: tuple[Record, ...] = () if is_lost else (fact(shared, EventType.DOCUMENT_READ, at),)
    if shared.parent_id is None:  # one word of an archive, and not of each file in it
        told = (word_on(before, NoticeKind.SHARED, before.force.email, at, document_id=shared.id), *told)
    after = before
    if shared.receipt.on_time and before.state is SubmissionState.AWAITED:
        after = before.moved(SubmissionState.RECEIVED)
    elif shared.receipt.on_time and before.state is SubmissionState.MISSING:
        after = with_time(case.round_, before.moved(SubmissionState.DUE), at)
        told = (*told, *due_after_all(case.round_, after, at))
    about = {"document": f"{document.name} ({receipt.sha256})", "of": document.force_id, "reason": given(reason)}
    return shared, act(case, EventType.DOCUMENT_SHARED, by, at, about, after=after, records=(shared, *told))
