"""The acts of inspectors on one force's assessment: decide, complete, sign off, send back, reopen.

Each is one change, refused whole if anything it rests on was changed by another meanwhile: the submission's count of
audit entries tells. Two people are needed for a sign-off: whoever made one of the decisions cannot.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planreview.audit import next_entry
from planreview.change import Change, Move, Record
from planreview.decision import Decision, current
from planreview.errors import Conflict, FindingsInvalid, IllegalMove, NotPermitted
from planreview.event import Event, EventType
from planreview.finding import Evidence, Finding, Status
from planreview.notice import Notice, NoticeKind
from planreview.proposal import Proposal
from planreview.round import Inspector, Role, Round
from planreview.submission import Submission, SubmissionState
from planreview.text import Text


@dataclass(frozen=True)
class Case:
    """All that an act rests on, as it was loaded."""

    round_: Round
    submission: Submission
    decisions: Sequence[Decision] = ()
    proposal: Proposal | None = None

    @property
    def in_force(self) -> dict[str, Decision]:
        return current(self.decisions)

    def proposed(self, criterion: str) -> Finding | None:
        findings = self.proposal.assessment.findings if self.proposal else ()
        return next((finding for finding in findings if finding.criterion == criterion), None)

    def inspector(self, by: str) -> Inspector:
        """Raises NotPermitted for somebody who is no inspector of the round."""
        found = next((person for person in self.round_.inspectors if person.id == by), None)
        if found is None:
            known = ", ".join(person.id for person in self.round_.inspectors)
            raise NotPermitted(f"'{by}' is no inspector of this round; its inspectors are {known}")
        return found


def decide(  # noqa: PLR0913  what a decision consists of
    case: Case, *, criterion: str, status: Status, by: str, at: datetime, seen: int, reason: str | None = None,
    sentence: str | None = None, evidence: Sequence[Evidence] | None = None,
) -> Change:  # fmt: skip
    """A decision on one criterion. `seen` is the revision of the decision that the inspector saw, 0 for none.

    Without `evidence` that of the proposal stands. Raises IllegalMove once the assessment is complete, Conflict where
    somebody has decided since, NotPermitted without a reason where the decision differs from the proposal.
    """
    case.inspector(by)
    _must_be(case, SubmissionState.DUE, "decided")
    titles = {one.id: one.title for one in case.round_.criteria}
    if criterion not in titles:
        raise NotPermitted(f"the round has no criterion '{criterion}'; it has {', '.join(titles)}")
    before = case.in_force.get(criterion)
    if (before.revision if before else 0) != seen:
        raise Conflict(_decided_meanwhile(before, titles[criterion]))
    proposed = case.proposed(criterion)
    if proposed and proposed.status is not status and not (reason or "").strip():
        raise NotPermitted(
            f"{titles[criterion]}: the proposal is {proposed.status}; to decide {status}, give the reason"
        )
    decision = Decision(
        round_id=case.submission.round_id,
        force_id=case.submission.force_id,
        criterion=criterion,
        revision=seen + 1,
        status=status,
        evidence=tuple(evidence if evidence is not None else proposed.evidence if proposed else ()),
        reason=reason,
        sentence=sentence,
        proposal=case.proposal.revision if case.proposal else 0,
        by=by,
        at=at,
    )
    about = {"criterion": criterion, "status": status.value, "revision": str(decision.revision)}
    about |= {"proposal": str(decision.proposal)} | ({"reason": reason} if reason else {})
    about |= {"documents": " ".join(sorted({quote.sha256 for quote in decision.evidence}))} if decision.evidence else {}
    return _act(case, EventType.CRITERION_DECIDED, by, at, about, records=(decision,))


def _decided_meanwhile(before: Decision | None, title: str) -> str:
    if before is None:
        return f"{title}: there is no such decision"
    return f"{title}: {before.by} decided {before.status} at {before.at:%Y-%m-%d %H:%M} UTC; look at that first"


def complete(case: Case, *, by: str, at: datetime) -> Change:
    """The assessment goes to moderation. Raises IllegalMove while a criterion is undecided."""
    case.inspector(by)
    _must_be(case, SubmissionState.DUE, "completed")
    open_ = [one.title for one in case.round_.criteria if one.id not in case.in_force]
    if open_:
        raise IllegalMove(f"not decided yet: {', '.join(open_)}")
    after = case.submission.moved(SubmissionState.ASSESSED)
    return _act(case, EventType.ASSESSMENT_COMPLETED, by, at, {}, after=after, tell=case.submission.moderator_id)


def sign_off(case: Case, *, by: str, at: datetime) -> Change:
    """The second person agrees: the assessment is frozen. Raises NotPermitted for one who decided any of it."""
    case.inspector(by)
    _must_be(case, SubmissionState.ASSESSED, "signed off")
    if by in {decision.by for decision in case.in_force.values()}:
        raise NotPermitted(f"{by} made one of the decisions; somebody else must sign them off")
    after = case.submission.moved(SubmissionState.SIGNED_OFF)
    return _act(case, EventType.ASSESSMENT_SIGNED_OFF, by, at, {}, after=after)


def send_back(case: Case, *, by: str, at: datetime, reason: str) -> Change:
    """The moderator disagrees: the assessment is due again, with the reason."""
    case.inspector(by)
    _must_be(case, SubmissionState.ASSESSED, "sent back")
    after = _due_again(case, reason)
    return _act(
        case, EventType.ASSESSMENT_SENT_BACK, by, at, {"reason": reason}, after=after, tell=case.submission.assessor_id
    )


def reopen(case: Case, *, by: str, at: datetime, reason: str) -> Change:
    """What was signed off is due again. Raises NotPermitted for anyone but the round's lead."""
    if case.inspector(by).role is not Role.LEAD:
        raise NotPermitted(f"only the lead, {case.round_.lead.id}, may reopen what is signed off")
    _must_be(case, SubmissionState.SIGNED_OFF, "reopened")
    after = _due_again(case, reason)
    return _act(
        case, EventType.ASSESSMENT_REOPENED, by, at, {"reason": reason}, after=after, tell=case.submission.assessor_id
    )


def quoted(texts: Sequence[Text], document: str, page: int, words: str) -> Evidence:
    """The quote that an inspector names. Raises FindingsInvalid where it does not stand on that page, just so."""
    for text in texts:
        for one in text.pages:
            if text.document == document and one.number == page and (start := one.text.find(words)) >= 0 and words:
                return Evidence(
                    document=document, sha256=text.sha256, page=page, start=start, end=start + len(words), quote=words
                )
    raise FindingsInvalid(f"page {page} of {document} does not hold the words “{words}”")


def _must_be(case: Case, state: SubmissionState, done: str) -> None:
    if case.submission.state is not state:
        name = case.submission.force.name
        raise IllegalMove(
            f"the assessment of {name} is {case.submission.state}; only one that is {state} can be {done}"
        )


def _due_again(case: Case, reason: str) -> Submission:
    if not reason.strip():
        raise NotPermitted("a reason is needed, for the assessor and for the record")
    return case.submission.moved(SubmissionState.DUE).model_copy(update={"returned_because": reason})


def _act(  # noqa: PLR0913  the parts of one act
    case: Case, type_: EventType, by: str, at: datetime, about: Mapping[str, str], *,
    after: Submission | None = None, records: tuple[Record, ...] = (), tell: str | None = None,
) -> Change:  # fmt: skip
    """The change of an act: its event, its audit entry, the submission that counts it, and word to whom it concerns."""
    before = case.submission
    entry = next_entry(
        round_id=before.round_id,
        force_id=before.force_id,
        number=before.audited + 1,
        previous=before.audit_head,
        at=at,
        by=by,
        act=type_.value,
        about=about,
    )
    event = Event(
        type=type_,
        round_id=before.round_id,
        subject=f"{before.force_id}_{entry.number}_{hashlib.sha256(entry.seal.encode()).hexdigest()[:16]}",
        at=at,
        force_id=before.force_id,
    )
    counted = (after or before).model_copy(update={"audited": entry.number, "audit_head": entry.seal})
    notices = (_word(case, type_, tell, at, entry.number),) if tell else ()
    return Change(new=(event, entry, *records, *notices), moves=(Move(before, counted, guard=("state", "audited")),))


def _word(case: Case, type_: EventType, to: str, at: datetime, number: int) -> Notice:
    kind = NoticeKind.MODERATION_DUE if type_ is EventType.ASSESSMENT_COMPLETED else NoticeKind.DUE_AGAIN
    return Notice(
        round_id=case.submission.round_id,
        kind=kind,
        to=case.round_.inspector(to).email,
        queued_at=at,
        force_id=case.submission.force_id,
        matter=str(number),
    )
