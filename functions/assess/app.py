"""A document was read, or cannot be, or a sealed deadline has passed: propose findings from all that came in time."""

from collections.abc import Sequence

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.assessment import assess as judge
from planreview.aws import clock, documents, incoming, learned, records
from planreview.aws.records import RoundFiles
from planreview.aws.worker import logger, queue_handler
from planreview.document import Document
from planreview.force import Force
from planreview.proposal import Proposal
from planreview.proposing import Basis, propose, word_of_it


def assess(record: SQSRecord) -> None:
    told = incoming.announcement(record)
    if told.force_id is None:
        raise ValueError(f"a {told.type} that names no force")
    # The proposal is loaded before the documents: if one more is read meanwhile, its own run replaces this proposal.
    previous = records.proposal(told.round_id, told.force_id)
    files = records.opened(told.round_id)
    sent = records.documents(told.round_id, told.force_id)
    submission = records.submission(told.round_id, told.force_id)
    basis = Basis.of([submission.force, *_sharing(told.round_id, sent)], sent)
    if not basis.read or submission.is_sealed(files.round_, clock.now()):
        return
    if previous is None or not basis.is_that_of(previous, files.round_, files.learned_sha256):
        _propose(files, told.force_id, basis, previous)
    for document in basis.settled_by(told.document_id, previous):
        records.finish(document)


def _sharing(round_id: str, sent: Sequence[Document]) -> list[Force]:
    """The forces that sent what is shared with this one: a shared plan may speak of either by its name."""
    ids = dict.fromkeys(document.shared_by for document in sent if document.shared_by)
    return [records.submission(round_id, id_).force for id_ in ids]


def _propose(files: RoundFiles, force_id: str, basis: Basis, previous: Proposal | None) -> None:
    if basis.left:
        logger.warning("more documents than can be assessed together", force=force_id, left_out=len(basis.left))
    texts = [documents.load_text(d.round_id, d.force_id, d.id) for d in basis.read]
    assessment = judge(files.round_, texts, learned.of(files), names=basis.names, unread=basis.lost)
    # Judging takes a while, in which inspectors may have acted: who is told follows from how it stands now.
    submission = records.submission(files.id, force_id)
    words = word_of_it(assessment, files.round_, submission, previous, at=clock.now())
    unheard = [word for word in words if records.notice(files.id, word.id) is None]
    change = propose(assessment, submission, previous, unheard, at=clock.now())
    if change:
        records.apply(change)


handler = queue_handler(assess)
