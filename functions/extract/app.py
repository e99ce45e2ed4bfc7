"""A document was received: read its text. This is the only function that opens what a force has sent."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import clock, documents, incoming, records
from planreview.aws.worker import queue_handler
from planreview.document import DocumentState
from planreview.errors import Unreadable
from planreview.extraction.isolation import extract_isolated
from planreview.reading import check_size, was_read, was_unreadable


def extract(record: SQSRecord) -> None:
    told = incoming.announcement(record)
    document = records.document(told.round_id, told.force_id, told.document_id)
    if document is None or document.state is not DocumentState.RECEIVED:
        return
    submission = records.submission(document.round_id, document.force_id)
    try:
        check_size(document.receipt)
        text = extract_isolated(documents.content(document.receipt), document.name).text
    except Unreadable as error:
        records.apply(was_unreadable(document, error, submission, at=clock.now()))
        return
    documents.save_text(document.round_id, document.force_id, document.id, text)
    records.apply(was_read(document, text, submission, at=clock.now()))


handler = queue_handler(extract)
