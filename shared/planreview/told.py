"""A fact about a document, and word to those whom it, or their part in a round, concerns."""

from datetime import datetime

from planreview.document import Document
from planreview.event import Event, EventType
from planreview.notice import Notice, NoticeKind
from planreview.submission import Submission


def fact(document: Document, event: EventType, at: datetime) -> Event:
    return Event(
        type=event,
        round_id=document.round_id,
        subject=document.id,
        at=at,
        force_id=document.force_id,
        document_id=document.id,
    )


def fact_on(submission: Submission, event: EventType, at: datetime, *, subject: str | None = None) -> Event:
    """A fact about one force's part in its round; `subject` tells it from others of its type, if there can be more."""
    return Event(
        type=event,
        round_id=submission.round_id,
        subject=subject or submission.force_id,
        at=at,
        force_id=submission.force_id,
    )


def told(
    document: Document, submission: Submission, event: EventType, kind: NoticeKind, at: datetime
) -> tuple[Event, Notice]:
    """The event of type `event` and the notice of `kind`, both of `at`."""
    return (
        fact(document, event, at),
        word_on(submission, kind, submission.force.email, at, document_id=document.id),
    )


def word_on(  # noqa: PLR0913  what a notice is keyed by
    submission: Submission, kind: NoticeKind, to: str, at: datetime, *,
    matter: str | None = None, document_id: str | None = None,
) -> Notice:  # fmt: skip
    """The notice of `kind` to the address `to` about one force's part in its round."""
    return Notice(
        round_id=submission.round_id,
        kind=kind,
        to=to,
        queued_at=at,
        force_id=submission.force_id,
        document_id=document_id,
        matter=matter,
    )
