"""Which documents an assessment rests on, and when it becomes a new proposal."""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from planreview.assessment import Assessed, Assessment
from planreview.change import Change, Move
from planreview.document import Document, DocumentState, Reason
from planreview.event import EventType
from planreview.notice import NoticeKind
from planreview.proposal import Proposal
from planreview.round import Round
from planreview.submission import Submission, next_in_turn
from planreview.told import fact_on, word_on


def counted(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents that an assessment rests on, the earliest first."""
    return tuple(
        sorted(
            (document for document in documents if document.counts),
            key=lambda d: (d.receipt.received_at, d.receipt.key, d.id),
        )
    )


def unread(documents: Sequence[Document]) -> tuple[str, ...]:
    """The names of what came in time and cannot be read; a picture in an e-mail is no loss."""
    slight = (Reason.UNSUPPORTED, Reason.EMPTY)
    return tuple(
        sorted(
            one.name
            for one in documents
            if one.state is DocumentState.UNREADABLE
            and one.receipt.on_time
            and not (one.parent_id and one.reason in slight)
        )
    )


def rests_on(
    previous: Proposal, round_: Round, learned_sha256: str | None, documents: Sequence[Document], unread: Sequence[str]
) -> bool:
    """Whether a proposal was made from these documents, by the same rules and examples: then it is not made again."""
    before = previous.assessment
    return (
        before.round_version,
        before.learned_sha256,
        [(one.document, one.sha256) for one in before.documents],
        list(before.unread),
    ) == (
        round_.version,
        learned_sha256,
        [(one.name, one.receipt.sha256) for one in documents],
        list(unread),
    )


def propose(
    assessment: Assessment, round_: Round, submission: Submission, previous: Proposal | None, *, at: datetime
) -> Change | None:
    """The change that makes an assessment the force's proposal; None where it already is.

    Where inspectors have begun to act on the one before, and it rests on other documents than that, those whose step is
    the next are told.
    """
    if previous and _said(previous.assessment) == _said(assessment):
        return None
    revision = previous.revision + 1 if previous else 1
    proposal = Proposal(
        round_id=submission.round_id,
        force_id=submission.force_id,
        revision=revision,
        proposed_at=at,
        assessment=assessment,
    )
    event = fact_on(
        submission,
        EventType.FINDINGS_PROPOSED,
        at,
        subject=f"{submission.force_id}_{revision}_{_digest(assessment)}",
    )
    if previous is None:
        return Change(new=(event, proposal))
    moved = Move(previous, proposal, guard=("revision",))
    if submission.acted_at is None or _sent(previous.assessment) == _sent(assessment):
        return Change(new=(event,), moves=(moved,))
    words = (
        word_on(submission, NoticeKind.NEW_EVIDENCE, round_.inspector(person).email, at, matter=f"{revision}_{person}")
        for person in next_in_turn(round_, submission)
    )
    return Change(new=(event, *words), moves=(moved,))


def _sent(assessment: Assessment) -> tuple[tuple[Assessed, ...], tuple[str, ...]]:
    return assessment.documents, assessment.unread


def _said(assessment: Assessment) -> dict[str, Any]:
    """All but probabilities, which can differ in a digit from one processor to the next."""
    return assessment.model_dump(exclude={"findings": {"__all__": {"probability": True, "second": {"probability"}}}})


def _digest(assessment: Assessment) -> str:
    """Tells two assessments apart that were made side by side, so that neither passes for the other."""
    return hashlib.sha256(assessment.model_dump_json().encode()).hexdigest()[:16]
