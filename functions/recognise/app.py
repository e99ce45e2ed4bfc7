"""Pages of a document are pictures: recognise their text. Or Textract tells that it has done so."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import clock, documents, incoming, records, settings, textract
from planreview.aws.worker import logger, queue_handler
from planreview.document import Document, DocumentState
from planreview.errors import RecogniserBusy, Unreadable
from planreview.extraction.batches import recognise_all
from planreview.reading import was_read, was_unreadable
from planreview.recognition import Recognised, check_wait, merged, not_wanted
from planreview.text import Text


def recognise(record: SQSRecord) -> None:
    told, job = incoming.scanned(record)
    document = records.document(told.round_id, told.force_id, told.document_id)
    if document is None or document.state is not DocumentState.RECOGNISING:
        return
    text, etag = documents.load_text_and_etag(document.round_id, document.force_id, document.id)
    found = _recognised(document, text, job)
    if found is None:
        check_wait(document, now=clock.now())
        return  # Textract is at work, and its word that it is done comes here; were it lost, deadlines asks again
    submission = records.submission(document.round_id, document.force_id)
    try:
        whole = merged(text, found.pages, found.why)
    except Unreadable as error:
        round_ = records.round_(document.round_id)
        records.apply(was_unreadable(document, error, round_, submission, at=clock.now()))
        return
    if whole is not text:
        documents.replace_text(document.round_id, document.force_id, document.id, whole, etag)
    records.apply(was_read(document, whole, submission, at=clock.now()))


def _recognised(document: Document, text: Text, job: str | None) -> Recognised | None:
    if not text.scans:
        return Recognised(())  # a run that was stopped before it could say so has saved the whole text
    match settings.recognise_with():
        case "none":
            return Recognised((), not_wanted())
        case "tesseract":
            return recognise_all(documents.content(document.receipt), document.name, text.scans)
        case "textract":
            return _by_textract(document, text, job)
        case other:
            raise ValueError(f"RECOGNISE_WITH is {other}; it can be textract, tesseract or none")


def _by_textract(document: Document, text: Text, job: str | None) -> Recognised | None:
    try:
        return textract.found(job or textract.start(document, text), text.scans)
    except Unreadable as why:
        return Recognised((), why)
    except RecogniserBusy as busy:
        logger.warning("left to the next announcement", document=document.id, reason=str(busy))
        return None


handler = queue_handler(recognise)
