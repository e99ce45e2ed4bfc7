"""What can happen in a story of a round: files are sent, time passes, inspectors act."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cli.console import progress
from cli.files import ROOT
from local.stack import Stack
from planreview.acts import Case
from planreview.allowing import accept_late, extend, refuse_late
from planreview.aws import documents, records
from planreview.change import Change
from planreview.deciding import complete, decide, reopen, send_back, sign_off
from planreview.overview import Outcome
from planreview.round import Round
from planreview.sending import approve_letter, record_reply
from planreview.sharing import share
from planreview.submission import Submission, SubmissionState

SAMPLES = ROOT / "tests" / "samples"
OFTEN = 10
"""Forces between two lines of progress."""


@dataclass(frozen=True)
class Stage:
    """Where a story is played. `outcomes` are the decisions that its inspectors come to, by force."""

    stack: Stack
    round_: Round
    outcomes: Mapping[str, Outcome]

    def act(self, force: str, rule: Callable[[Case], Change]) -> None:
        records.apply(rule(records.case(self.round_, force)))

    def lead_does(self, force: str, rule: Callable[..., Change], **how: object) -> None:
        """One act of the lead's, now."""
        self.act(force, lambda case: rule(case, by=self.round_.lead.id, at=self.stack.clock(), **how))

    def those(self, state: SubmissionState) -> list[Submission]:
        return [one for one in records.submissions(self.round_.id) if one.state is state]

    def each(self, submissions: list[Submission], what: str) -> Iterator[Submission]:
        """The submissions one by one, with a line of progress now and then."""
        for number, one in enumerate(submissions):
            if number and number % OFTEN == 0:
                progress(f"{'':<24}{number} of {len(submissions)} {what}")
            yield one


@dataclass(frozen=True)
class Sent:
    """A force sends a sample under a name of its own."""

    at: str
    force: str
    sample: str
    name: str

    def play(self, stage: Stage) -> str:
        content = (SAMPLES / self.sample).read_bytes()
        stage.stack.upload(stage.round_.id, self.force, self.name, content)
        return f"{self.force} sends “{self.name}”"


@dataclass(frozen=True)
class Passed:
    """Time has passed, and the schedule looks at what is due."""

    at: str
    why: str

    def play(self, stage: Stage) -> str:
        stage.stack.advance(stage.stack.clock())
        return self.why


@dataclass(frozen=True)
class Extended:
    """The lead gives a force more time."""

    at: str
    force: str
    until: date
    reason: str

    def play(self, stage: Stage) -> str:
        stage.lead_does(self.force, extend, until=self.until, reason=self.reason)
        return f"the lead gives {self.force} more time: {self.reason}"


@dataclass(frozen=True)
class Late:
    """The lead accepts or refuses what a force has sent too late."""

    at: str
    force: str
    accepted: bool
    reason: str

    def play(self, stage: Stage) -> str:
        late = [one for one in records.documents(stage.round_.id, self.force) if not one.receipt.on_time]
        rule = accept_late if self.accepted else refuse_late
        stage.lead_does(self.force, rule, documents=late, reason=self.reason)
        verdict = "accepts" if self.accepted else "refuses"
        return f"the lead {verdict} what {self.force} has sent late: {self.reason}"


@dataclass(frozen=True)
class Shared:
    """What one force has sent is named on another's submission too."""

    at: str
    force: str
    of: str
    reason: str

    def play(self, stage: Stage) -> str:
        lead, now = stage.round_.lead.id, stage.stack.clock()
        for document in records.documents(stage.round_.id, self.of):
            case = records.case(stage.round_, self.force)
            shared, change = share(case, document, by=lead, at=now, reason=self.reason)
            documents.copy_text(document, shared)
            records.apply(change)
        return f"the plan of {self.of} is named on {self.force}'s submission too: {self.reason}"


@dataclass(frozen=True)
class Decided:
    """Each assessor decides what is due to them; the moderators send back or sign off. `but` are left for later."""

    at: str
    why: str
    but: frozenset[str] = frozenset()
    sent_back: frozenset[str] = frozenset()

    def play(self, stage: Stage) -> str:
        due = [one for one in stage.those(SubmissionState.DUE) if one.force_id not in self.but]
        otherwise = sum(
            _decide(stage, one, returns=one.force_id in self.sent_back) for one in stage.each(due, "decided")
        )
        criteria = len(due) * len(stage.round_.criteria)
        return f"{self.why}: {len(due)} forces, {otherwise} of {criteria} criteria otherwise than proposed"


def _decide(stage: Stage, submission: Submission, *, returns: bool) -> int:
    """Decides a submission and signs it off, after sending it back once if it `returns`. How often not as proposed."""
    force, now = submission.force_id, stage.stack.clock()
    outcome, otherwise = stage.outcomes[force], 0
    for criterion, status in outcome.statuses.items():
        case = records.case(stage.round_, force)
        proposed, before = case.proposed(criterion), case.in_force.get(criterion)
        differs = proposed is None or proposed.status is not status
        otherwise += differs
        made = decide(
            case, criterion=criterion, status=status, by=submission.assessor_id, at=now,
            seen=before.revision if before else 0, reason=_reason(outcome) if differs else None,
        )  # fmt: skip
        records.apply(made)
    by, moderator = submission.assessor_id, submission.moderator_id
    stage.act(force, lambda case: complete(case, by=by, at=now))
    if returns:
        stage.act(force, lambda case: send_back(case, by=moderator, at=now, reason="Please look at page 1 again."))
        stage.act(force, lambda case: complete(case, by=by, at=now))
    stage.act(force, lambda case: sign_off(case, by=moderator, at=now))
    return otherwise


def _reason(outcome: Outcome) -> str:
    if outcome.source:
        return f"As decided in 2017 ({outcome.source})."
    return "Made up, so that each band has as many forces as in 2017."


@dataclass(frozen=True)
class Reopened:
    """The lead opens anew what was signed off."""

    at: str
    force: str
    reason: str

    def play(self, stage: Stage) -> str:
        stage.lead_does(self.force, reopen, reason=self.reason)
        return f"the lead reopens {self.force}: {self.reason}"


@dataclass(frozen=True)
class Approved:
    """The lead approves every letter that waits."""

    at: str

    def play(self, stage: Stage) -> str:
        waiting = stage.those(SubmissionState.SIGNED_OFF)
        for one in stage.each(waiting, "approved"):
            stage.lead_does(one.force_id, approve_letter, seen=one.letter_in_force)
        return f"the lead approves {len(waiting)} letters; each goes to the chief officer, with a copy"


@dataclass(frozen=True)
class Replied:
    """A policing body has published its comments."""

    at: str
    force: str
    on: date

    def play(self, stage: Stage) -> str:
        stage.lead_does(self.force, record_reply, came_on=self.on)
        return f"the policing body of {self.force} has published its comments"


Step = Sent | Passed | Extended | Late | Shared | Decided | Reopened | Approved | Replied


def moment(words: str, round_: Round) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=round_.request.tz)
