"""An upload has finished: give its receipt. The file itself is not opened here, only hashed."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.arrival import arrived, astray, give_receipt
from planreview.aws import clock, documents, incoming, records
from planreview.aws.worker import logger, queue_handler
from planreview.document import Upload
from planreview.errors import RoundNotOpen, Unattributable


def receive(record: SQSRecord) -> None:
    upload = incoming.upload(record)
    if upload is None:
        return
    try:
        round_id, force_id, _ = upload.parts()
        round_ = records.round_(round_id)
        submission = records.submission(round_id, force_id)
    except RoundNotOpen:
        raise  # it may be opened yet: until then the upload waits among the dead letters, with its time of arrival
    except Unattributable as error:
        _set_aside(upload, error)
        return
    if records.document(round_id, force_id, upload.document_id):
        return
    found = documents.fingerprint(upload.bucket, upload.key, upload.version_id)
    document = give_receipt(upload, round_, submission, size=found.size, sha256=found.sha256)
    records.apply(arrived(document, round_, submission, at=clock.now()))


def _set_aside(upload: Upload, error: Unattributable) -> None:
    logger.error("an upload belongs to no force", key=upload.key, version_id=upload.version_id, reason=str(error))
    files = records.round_files(upload.key.split("/", 1)[0])
    records.apply(astray(upload, files.round_ if files else None, why=str(error), at=clock.now()))


handler = queue_handler(receive)
