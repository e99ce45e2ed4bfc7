"""A document was received and found clean: read its text. Only this function and `recognise` open what was sent."""

from collections.abc import Sequence

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import clock, documents, incoming, malware, records
from planreview.aws.worker import queue_handler
from planreview.document import Document, DocumentState
from planreview.errors import Unreadable
from planreview.extraction.isolation import extract_isolated
from planreview.extraction.pages import Attachment
from planreview.inside import document_inside, found_inside, opened
from planreview.malware import may_be_opened
from planreview.reading import check_size, is_scanned, was_read, was_unreadable
from planreview.text import Text


def extract(record: SQSRecord) -> None:
    wanted = incoming.reading_wanted(record)
    document = wanted and records.document(wanted.round_id, wanted.force_id, wanted.document_id)
    if not document or document.state is not DocumentState.RECEIVED:
        return
    submission = records.submission(document.round_id, document.force_id)
    try:
        if not may_be_opened(document, malware.verdict(document), now=clock.now()):
            return  # the verdict is an event too, and comes here
        check_size(document.receipt.size)
        read = extract_isolated(documents.content(document.receipt), document.name)
        text = opened(read.text, depth=document.depth, room=document.room)
    except Unreadable as error:
        round_ = records.round_(document.round_id)
        records.apply(was_unreadable(document, error, round_, submission, at=clock.now()))
        return
    _keep_what_is_inside(document, text, read.attachments)
    text = documents.keep_text(document.round_id, document.force_id, document.id, text)
    change = is_scanned if text.scans else was_read
    records.apply(change(document, text, submission, at=clock.now()))


def _keep_what_is_inside(outer: Document, text: Text, attachments: Sequence[Attachment]) -> None:
    """One change for each document inside, before the outer one counts as read: they may be hundreds."""
    for number in range(len(text.members)):
        place = documents.save_inside(outer, number, attachments[number].content)
        records.apply(found_inside(document_inside(outer, text, number, place), at=clock.now()))


handler = queue_handler(extract)
