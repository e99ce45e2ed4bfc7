"""The acts of inspectors on one force's assessment: decide, complete, sign off, send back, reopen.

Two people are needed for a sign-off: whoever made one of the decisions cannot.
"""

from collections.abc import Sequence
from datetime import datetime

from planreview.acts import Case, act, given, must_be, must_be_read
from planreview.change import Change
from planreview.decision import Decision
from planreview.errors import Conflict, FindingsInvalid, IllegalMove, NotPermitted
from planreview.event import EventType
from planreview.finding import Evidence, Status
from planreview.notice import Notice, NoticeKind
from planreview.round import Role
from planreview.submission import Submission, SubmissionState, waits_for, with_time
from planreview.text import Text
from planreview.told import word_on


def decide(  # noqa: PLR0913  what a decision consists of
    case: Case, *, criterion: str, status: Status, by: str, at: datetime, seen: int, reason: str | None = None,
    sentence: str | None = None, evidence: Sequence[Evidence] | None = None,
) -> Change:  # fmt: skip
    """A decision on one criterion. `seen` is the revision of the decision that the inspector saw, 0 for none.

    Without `evidence` that of the proposal stands, if its status does. Raises IllegalMove once the assessment is
    complete or before two inspectors have judged it apart in a blind round, Conflict where somebody has decided since,
    NotPermitted without a reason where the decision differs from the proposal or from one of their judgements.
    """
    must_be_decidable(case, by=by)
    title = case.criterion(criterion).title
    before = case.in_force.get(criterion)
    if (before.revision if before else 0) != seen:
        raise Conflict(_decided_meanwhile(before, title))
    proposed = case.proposed(criterion)
    if not (reason or "").strip():
        _must_agree(case, criterion, status)
    agrees = proposed is not None and proposed.status is status
    decision = Decision(
        round_id=case.submission.round_id,
        force_id=case.submission.force_id,
        criterion=criterion,
        revision=seen + 1,
        status=status,
        evidence=tuple(evidence if evidence is not None else proposed.evidence if agrees and proposed else ()),
        reason=reason,
        sentence=printable(sentence),
        proposal=case.revision,
        by=by,
        at=at,
    )
    about = {"criterion": criterion, "status": status.value, "revision": str(decision.revision)}
    about |= {"proposal": str(decision.proposal)} | ({"reason": reason} if reason else {})
    about |= {"documents": " ".join(sorted({quote.sha256 for quote in decision.evidence}))} if decision.evidence else {}
    return act(case, EventType.CRITERION_DECIDED, by, at, about, records=(decision,))


def must_be_decidable(case: Case, *, by: str) -> None:
    """Raises NotPermitted for one who is no inspector, IllegalMove where nothing can be decided, or be seen, now."""
    case.inspector(by)
    must_be(case, SubmissionState.DUE, "decided")
    _must_be_open(case)


def _must_be_open(case: Case) -> None:
    if not case.submission.is_open(case.round_):
        waiting = ", ".join(waits_for(case.round_, case.submission))
        raise IllegalMove(f"two inspectors judge {case.submission.force.name} apart; it waits for {waiting}")


def _must_agree(case: Case, criterion: str, status: Status) -> None:
    """Raises NotPermitted where a decision without a reason is not what was proposed, and judged by both."""
    proposed = case.proposed(criterion)
    views = {"the proposal": proposed.status} if proposed else {}
    views |= {f"the judgement of {one.by}": one.status for one in case.judgements if one.criterion == criterion}
    for whose, theirs in views.items():
        if theirs is not status:
            title = case.criterion(criterion).title
            raise NotPermitted(f"{title}: {whose} is {theirs}; to decide {status}, give the reason")


def printable(sentence: str | None) -> str | None:
    """A sentence for the letter, in one line. Raises NotPermitted for characters that no letter can show."""
    words = " ".join((sentence or "").split())
    if strange := {character for character in words if not character.isprintable()}:
        raise NotPermitted(f"the sentence has characters that cannot be printed: {', '.join(map(ascii, strange))}")
    return words or None


def _decided_meanwhile(before: Decision | None, title: str) -> str:
    if before is None:
        return f"{title}: there is no such decision"
    return f"{title}: {before.by} decided {before.status} at {before.at:%Y-%m-%d %H:%M} UTC; look at that first"


def complete(case: Case, *, by: str, at: datetime) -> Change:
    """The assessment goes to moderation. Raises IllegalMove while a criterion is undecided, or a document in time not
    read."""
    must_be(case, SubmissionState.DUE, "completed")
    _must_be_open(case)
    open_ = [one.title for one in case.round_.criteria if one.id not in case.in_force]
    if open_:
        raise IllegalMove(f"not decided yet: {', '.join(open_)}")
    must_be_read(case)
    told = _word(case, NoticeKind.MODERATION_DUE, case.submission.moderator_id, at)
    assessed = case.submission.moved(SubmissionState.ASSESSED).model_copy(update={"completed_at": at})
    return act(case, EventType.ASSESSMENT_COMPLETED, by, at, {}, after=assessed, records=told)


def sign_off(case: Case, *, by: str, at: datetime) -> Change:
    """The second person agrees: the assessment is frozen. Raises NotPermitted for one who decided any of it."""
    must_be(case, SubmissionState.ASSESSED, "signed off")
    if by in {decision.by for decision in case.in_force.values()}:
        raise NotPermitted(f"{by} made one of the decisions; somebody else must sign them off")
    must_be_read(case)
    signed_off = case.submission.moved(SubmissionState.SIGNED_OFF)
    return act(case, EventType.ASSESSMENT_SIGNED_OFF, by, at, {}, after=signed_off)


def send_back(case: Case, *, by: str, at: datetime, reason: str) -> Change:
    """The moderator disagrees: the assessment is due again, with the reason."""
    must_be(case, SubmissionState.ASSESSED, "sent back")
    return _due_again(case, EventType.ASSESSMENT_SENT_BACK, case.submission, by=by, at=at, reason=reason)


def reopen(case: Case, *, by: str, at: datetime, reason: str) -> Change:
    """What was signed off is due again. Raises NotPermitted for anyone but the round's lead."""
    if case.inspector(by).role is not Role.LEAD:
        raise NotPermitted(f"only the lead, {case.round_.lead.id}, may reopen what is signed off")
    must_be(case, SubmissionState.SIGNED_OFF, "reopened")
    before = case.submission
    return _due_again(case, EventType.ASSESSMENT_REOPENED, before.drafted_anew(), by=by, at=at, reason=reason)


def quoted(texts: Sequence[Text], document: str, page: int, words: str) -> Evidence:
    """The quote that an inspector names. Raises FindingsInvalid where it does not stand on that page, just so."""
    for text in texts:
        for one in text.pages:
            if text.document == document and one.number == page and (start := one.text.find(words)) >= 0 and words:
                return Evidence(
                    document=document, sha256=text.sha256, page=page, start=start, end=start + len(words), quote=words
                )
    raise FindingsInvalid(f"page {page} of {document} does not hold the words “{words}”")


def _due_again(  # noqa: PLR0913  the parts of one act
    case: Case, type_: EventType, submission: Submission, *, by: str, at: datetime, reason: str
) -> Change:
    again = with_time(case.round_, submission.moved(SubmissionState.DUE), at)
    returned = again.model_copy(update={"returned_because": given(reason)})
    told = _word(case, NoticeKind.DUE_AGAIN, case.submission.assessor_id, at)
    return act(case, type_, by, at, {"reason": reason}, after=returned, records=told)


def _word(case: Case, kind: NoticeKind, to: str, at: datetime) -> tuple[Notice]:
    matter = str(case.submission.audited + 1)
    return (word_on(case.submission, kind, case.round_.inspector(to).email, at, matter=matter),)
