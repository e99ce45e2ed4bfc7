"""A document was read, or cannot be, or a sealed deadline has passed: propose findings from all that came in time."""

from collections.abc import Sequence

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.assessment import assess as judge
from planreview.aws import clock, documents, incoming, learned, records
from planreview.aws.records import RoundFiles
from planreview.aws.worker import queue_handler
from planreview.document import Document
from planreview.proposal import Proposal
from planreview.proposing import counted, propose, rests_on, unread
from planreview.submission import Submission


def assess(record: SQSRecord) -> None:
    told = incoming.announcement(record)
    if told.force_id is None:
        raise ValueError(f"a {told.type} that names no force")
    # The proposal is loaded before the documents: if one more is read meanwhile, its own run replaces this proposal.
    previous = records.proposal(told.round_id, told.force_id)
    files = records.opened(told.round_id)
    sent = records.documents(told.round_id, told.force_id)
    read, lost = counted(sent), unread(sent)
    submission = records.submission(told.round_id, told.force_id)
    if not read or submission.is_sealed(files.round_, clock.now()):
        return
    if previous is None or not rests_on(previous, files.round_, files.learned_sha256, read, lost):
        _propose(files, submission, read, lost, previous)
    for document in read:
        records.finish(document)


def _propose(
    files: RoundFiles,
    submission: Submission,
    read: Sequence[Document],
    lost: Sequence[str],
    previous: Proposal | None,
) -> None:
    texts = [documents.load_text(d.round_id, d.force_id, d.id) for d in read]
    assessment = judge(files.round_, texts, learned.of(files), name=submission.force.name, unread=lost)
    change = propose(assessment, files.round_, submission, previous, at=clock.now())
    if change:
        records.apply(change)


handler = queue_handler(assess)
