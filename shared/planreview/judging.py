"""Two inspectors judge apart, where the round is blind: neither sees the other's judgements, nor the proposal, until
both have judged every criterion.

A judgement decides nothing. What the two made of it, and the proposal, lie open when both are done, and the assessor
decides then; `agreement` says how often the two were of one mind.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from planreview.acts import Case, act, given, must_be
from planreview.change import Change
from planreview.errors import IllegalMove, NotPermitted
from planreview.event import EventType
from planreview.finding import Evidence, Status
from planreview.judgement import Judgement
from planreview.notice import NoticeKind
from planreview.submission import SubmissionState, judges
from planreview.told import word_on


def judge(  # noqa: PLR0913  what a judgement consists of
    case: Case, *, criterion: str, status: Status, by: str, at: datetime, reason: str,
    evidence: Sequence[Evidence] = (),
) -> Change:  # fmt: skip
    """One inspector's judgement on one criterion, which stands once it is made.

    The audit trail has its SHA-256 alone, which gives nothing away and holds its author to it. Raises IllegalMove in a
    round that is not blind, once the assessment is complete, or for the second judgement; NotPermitted for anyone but
    its assessor and its moderator.
    """
    case.inspector(by)
    before = case.submission
    if not case.round_.assessment.blind:
        raise IllegalMove("this round is not blind: its assessments are decided, not judged apart")
    must_be(case, SubmissionState.DUE, "judged")
    if by not in judges(case.round_, before):
        raise NotPermitted(f"{before.force.name} is judged by {before.assessor_id} and {before.moderator_id}, not {by}")
    title = case.criterion(criterion).title
    theirs = {one.criterion for one in case.judgements if one.by == by}
    if criterion in theirs:
        raise IllegalMove(f"{title}: {by} has judged it already; what is to be corrected is corrected in the decision")
    judgement = Judgement(
        round_id=before.round_id,
        force_id=before.force_id,
        criterion=criterion,
        by=by,
        status=status,
        reason=given(reason),
        evidence=tuple(evidence),
        at=at,
    )
    digest = hashlib.sha256(judgement.model_dump_json().encode()).hexdigest()
    is_last = theirs | {criterion} >= {one.id for one in case.round_.criteria} and by not in before.judged_by
    after = before.model_copy(update={"judged_by": (*before.judged_by, by)}) if is_last else before
    to = case.round_.inspector(before.assessor_id).email
    told = (word_on(before, NoticeKind.JUDGED, to, at),) if is_last and after.is_open(case.round_) else ()
    about = {"criterion": criterion, "sha256": digest}
    return act(case, EventType.CRITERION_JUDGED, by, at, about, after=after, records=(judgement, *told))
