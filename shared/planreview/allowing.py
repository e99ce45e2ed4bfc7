"""What an inspectorate may allow: more time for one force, or a document that came late. By name, and with the reason.

A document that was late stays late, for ever; being accepted is another fact beside it.
"""

from collections.abc import Sequence
from datetime import date, datetime

from planreview.acts import Case, act, given, must_be_undecided
from planreview.arrival import due_after_all
from planreview.change import Change, Move, Record
from planreview.deadline import day_shown, end_of_day, shown
from planreview.document import Document, DocumentState
from planreview.errors import IllegalMove
from planreview.event import EventType
from planreview.notice import NoticeKind
from planreview.submission import STILL_OPEN, SubmissionState, with_time
from planreview.told import word_on


def extend(case: Case, *, by: str, at: datetime, until: date, reason: str) -> Change:
    """Moves one force's deadline to the end of the day `until`, in the round's zone, and tells the force.

    Raises IllegalMove once its assessment is due, or for a day that is no later or is over already.
    """
    before, tz = case.submission, case.round_.request.tz
    if before.state not in STILL_OPEN:
        raise IllegalMove(f"the assessment of {before.force.name} is {before.state}; accept its late documents instead")
    deadline = end_of_day(until, tz)
    if deadline <= before.deadline_utc or deadline <= at:
        raise IllegalMove(
            f"{day_shown(until)} is no extension: the deadline of {before.force.name} is"
            f" {shown(before.deadline_utc, tz)}, and it is now {shown(at, tz)}"
        )
    moved = before.moved(SubmissionState.AWAITED) if before.state is SubmissionState.MISSING else before
    told = word_on(before, NoticeKind.EXTENDED, before.force.email, at, matter=f"{until}_{before.edition}")
    about = {"until": until.isoformat(), "reason": given(reason)}
    later = moved.model_copy(update={"deadline_utc": deadline, "deadline_moved_at": at})
    after = with_time(case.round_, later, deadline)
    return act(case, EventType.DEADLINE_EXTENDED, by, at, about, after=after, records=(told,))


def accept_late(case: Case, documents: Sequence[Document], *, by: str, at: datetime, reason: str) -> Change:
    """Takes late documents into the assessment: one that was sent, and those inside it. A new proposal follows.

    Raises IllegalMove for what was not late, cannot be read or is accepted already, and once decisions are complete.
    """
    before = case.submission
    must_be_undecided(case)
    _check_late(documents)
    moves = tuple(Move(document, document.model_copy(update={"accepted_by": by})) for document in documents)
    about = _about(documents, reason)
    match before.state:
        case SubmissionState.MISSING:
            after = with_time(case.round_, before.moved(SubmissionState.DUE), at)
            word: tuple[Record, ...] = due_after_all(case.round_, after, at)
        case SubmissionState.AWAITED:
            after, word = before.moved(SubmissionState.RECEIVED), ()
        case _:
            after, word = before, ()
    uploads = sum(document.parent_id is None for document in documents)
    after = after.model_copy(update={"accepted_late": before.accepted_late + uploads})
    return act(case, EventType.LATE_ACCEPTED, by, at, about, after=after, records=word, moves=moves)


def refuse_late(case: Case, documents: Sequence[Document], *, by: str, at: datetime, reason: str) -> Change:
    """Puts on record that late documents stay out of the assessment, and why. Nothing else changes."""
    must_be_undecided(case)
    _check_late(documents)
    return act(case, EventType.LATE_REFUSED, by, at, _about(documents, reason))


def _check_late(documents: Sequence[Document]) -> None:
    for document in documents:
        if document.receipt.on_time:
            raise IllegalMove(f"“{document.name}” was not late")
        if document.accepted_by:
            raise IllegalMove(f"“{document.name}” was accepted by {document.accepted_by} already")
        if document.state is not DocumentState.READ:
            raise IllegalMove(f"“{document.name}” is {document.state}; only what could be read can be assessed")


def _about(documents: Sequence[Document], reason: str) -> dict[str, str]:
    named = (f"{document.name} ({document.receipt.sha256})" for document in documents)
    return {"documents": ", ".join(named), "reason": given(reason)}
