"""A document was read: propose findings for its force, from all that the force has sent in time."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.assessment import assess as judge
from planreview.aws import clock, documents, incoming, records
from planreview.aws.worker import queue_handler
from planreview.proposing import counted, propose


def assess(record: SQSRecord) -> None:
    told = incoming.announcement(record)
    if told.force_id is None:
        raise ValueError(f"a {told.type} that names no force")
    # The proposal is loaded before the documents: if one more is read meanwhile, its own run replaces this proposal.
    previous = records.proposal(told.round_id, told.force_id)
    round_ = records.round_(told.round_id)
    read = counted(records.documents(told.round_id, told.force_id))
    if not read:
        return
    assessment = judge(round_, [documents.load_text(d.round_id, d.force_id, d.id) for d in read])
    change = propose(assessment, told.round_id, told.force_id, previous, at=clock.now())
    if change:
        records.apply(change)
    for document in read:
        records.finish(document)


handler = queue_handler(assess)
