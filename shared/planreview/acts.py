"""One act of an inspector on one force's part of a round: what it rests on, and the change that it makes.

Each act is one change, refused whole if anything that it rests on was changed by another meanwhile: the submission's
count of audit entries tells.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from planreview.audit import next_entry
from planreview.change import Change, Move, Record
from planreview.deadline import shown
from planreview.decision import Decision, current
from planreview.document import BEING_READ, Document
from planreview.errors import IllegalMove, NotPermitted
from planreview.event import EventType
from planreview.finding import Finding
from planreview.judgement import Judgement
from planreview.proposal import Proposal
from planreview.proposing import assessed
from planreview.round import Criterion, Inspector, Round
from planreview.submission import UNDECIDED, Submission, SubmissionState
from planreview.text import Caution
from planreview.told import fact_on


@dataclass(frozen=True)
class Case:
    """All that an act rests on, as it was loaded."""

    round_: Round
    submission: Submission
    decisions: Sequence[Decision] = ()
    proposal: Proposal | None = None
    judgements: Sequence[Judgement] = ()
    documents: Sequence[Document] = ()

    @property
    def in_force(self) -> dict[str, Decision]:
        return current(self.decisions)

    @property
    def revision(self) -> int:
        """That of the proposal; 0 where there is none."""
        return self.proposal.revision if self.proposal else 0

    @property
    def cautions(self) -> dict[str, tuple[Caution, ...]]:
        """Those of the documents, by their SHA-256."""
        return {one.receipt.sha256: one.warnings for one in self.documents}

    def proposed(self, criterion: str) -> Finding | None:
        findings = self.proposal.assessment.findings if self.proposal else ()
        return next((finding for finding in findings if finding.criterion == criterion), None)

    def criterion(self, criterion_id: str) -> Criterion:
        """Raises NotPermitted for what is no criterion of the round."""
        found = next((one for one in self.round_.criteria if one.id == criterion_id), None)
        if found is None:
            known = ", ".join(one.id for one in self.round_.criteria)
            raise NotPermitted(f"the round has no criterion '{criterion_id}'; it has {known}")
        return found

    def inspector(self, by: str) -> Inspector:
        """Raises NotPermitted for somebody who is no inspector of the round."""
        found = next((person for person in self.round_.inspectors if person.id == by), None)
        if found is None:
            known = ", ".join(person.id for person in self.round_.inspectors)
            raise NotPermitted(f"'{by}' is no inspector of this round; its inspectors are {known}")
        return found


def must_be(case: Case, state: SubmissionState, done: str) -> None:
    """Raises IllegalMove for a submission in another state."""
    if case.submission.state is not state:
        name = case.submission.force.name
        raise IllegalMove(
            f"the assessment of {name} is {case.submission.state}; only one that is {state} can be {done}"
        )


def must_be_read(case: Case) -> None:
    """Raises IllegalMove while a document that came in time is not read, or one that can be assessed is in no proposal:
    the letter says that all that could be read was."""
    names = [one.name for one in case.documents if one.receipt.on_time and one.state in BEING_READ]
    if names:
        raise IllegalMove(f"in time, and not read yet: {', '.join(names)}; see `planreview status`")
    proposed = {one.sha256 for one in case.proposal.assessment.documents} if case.proposal else set()
    if left := [one.name for one in assessed(case.documents) if one.receipt.sha256 not in proposed]:
        raise IllegalMove(f"read, and not in the proposal yet: {', '.join(left)}; see `planreview status`")


def must_be_unsealed(round_: Round, submission: Submission, at: datetime) -> None:
    """Raises NotPermitted while what the force sends is sealed."""
    if submission.is_sealed(round_, at):
        until = shown(submission.deadline_utc, round_.request.tz)
        raise NotPermitted(f"what {submission.force.name} sends is sealed until {until}")


def must_be_undecided(case: Case) -> None:
    """Raises IllegalMove once the decisions are complete."""
    submission = case.submission
    if submission.state not in UNDECIDED:
        raise IllegalMove(
            f"the assessment of {submission.force.name} is {submission.state}; have it sent back or reopened first"
        )


def given(reason: str) -> str:
    """The reason. Raises NotPermitted where there is none."""
    if not reason.strip():
        raise NotPermitted("a reason is needed, for the people concerned and for the record")
    return reason


def act(  # noqa: PLR0913  the parts of one act
    case: Case, type_: EventType, by: str, at: datetime, about: Mapping[str, str], *,
    after: Submission | None = None, records: tuple[Record, ...] = (), moves: tuple[Move, ...] = (),
) -> Change:  # fmt: skip
    """The change of an act: its event, its audit entry, and the submission, as it is to be `after`, that counts it.

    `records` are stored besides, such as word to whom it concerns. Raises NotPermitted for one who is no inspector.
    """
    case.inspector(by)
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
    subject = f"{before.force_id}_{entry.number}_{hashlib.sha256(entry.seal.encode()).hexdigest()[:16]}"
    event = fact_on(before, type_, at, subject=subject)
    counted = (after or before).model_copy(update={"audited": entry.number, "audit_head": entry.seal, "acted_at": at})
    return Change(new=(event, entry, *records), moves=(Move(before, counted), *moves))
