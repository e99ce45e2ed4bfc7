"""What waits to be announced, and how long it may wait before it is announced again.

The table is the outbox: an event or notice is stored with the change that it tells of, and `relay` announces it from
there. What has waited for too long, because a worker or a message was lost, is announced again; every worker can
bear that.
"""

from datetime import timedelta

from planreview.document import Document, DocumentState
from planreview.event import Announcement, Event, EventType
from planreview.notice import Notice

Waiting = Event | Notice | Document

PATIENCE: dict[str, timedelta] = {
    # Longer than the relay needs when all is well (seconds), shorter than anyone would notice.
    "event": timedelta(minutes=5),
    # Longer than a notice's lease, so that a sending under way is left in peace.
    "notice": timedelta(minutes=15),
    # Longer than the extract queue's visibility timeout (12 minutes), so that one redelivery comes first, and than
    # `recognise` works on a document (15 minutes). Textract is done with most scans by then; asking again is free.
    "document": timedelta(minutes=30),
}

_WORK_LEFT = {
    DocumentState.RECEIVED: EventType.DOCUMENT_RECEIVED,
    DocumentState.RECOGNISING: EventType.DOCUMENT_SCANNED,
    DocumentState.READ: EventType.DOCUMENT_READ,
}
"""The event by which the work on a document goes on; on one that cannot be read there is none left."""


def announcement_of(record: Waiting) -> Announcement:
    """The announcement that lets the work on a record go on."""
    match record:
        case Notice():
            return Announcement(type=EventType.NOTICE_QUEUED, round_id=record.round_id, notice_id=record.id)
        case Document():
            return Announcement(
                type=_WORK_LEFT[record.state],
                round_id=record.round_id,
                force_id=record.force_id,
                document_id=record.id,
            )
        case Event():
            return Announcement(
                type=record.type, round_id=record.round_id, force_id=record.force_id, document_id=record.document_id
            )
