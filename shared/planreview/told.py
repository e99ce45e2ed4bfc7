"""A fact about a document, and word of it to the force that sent it."""

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


def told(
    document: Document, submission: Submission, event: EventType, kind: NoticeKind, at: datetime
) -> tuple[Event, Notice]:
    """The event of type `event` and the notice of `kind`, both of `at`."""
    return (
        fact(document, event, at),
        Notice(
            round_id=document.round_id,
            kind=kind,
            to=submission.force.email,
            queued_at=at,
            force_id=document.force_id,
            document_id=document.id,
        ),
    )
