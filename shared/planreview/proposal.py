"""What the software proposes for one force. Inspectors decide; a proposal is never more than that."""

from planreview.assessment import Assessment
from planreview.value import Instant, Value


class Proposal(Value):
    """The assessment proposed from the documents that were read by then. `revision` counts from 1."""

    round_id: str
    force_id: str
    revision: int
    proposed_at: Instant
    assessment: Assessment
