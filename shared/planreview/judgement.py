"""What one of two inspectors makes of one criterion, before either sees the other's judgement or the proposal."""

from planreview.finding import Evidence, Status
from planreview.value import Identifier, Instant, Value


class Judgement(Value):
    """One inspector's judgement on one criterion; made once, and never changed. `reason` says what it rests on."""

    round_id: Identifier
    force_id: Identifier
    criterion: Identifier
    by: Identifier
    status: Status
    reason: str
    evidence: tuple[Evidence, ...] = ()
    at: Instant
