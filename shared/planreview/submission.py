"""All that one force has sent for one round, and how far its review has got."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum

from planreview.days import Span, after, all_from, check, working_from
from planreview.errors import IllegalMove, RoundFileInvalid
from planreview.force import Force
from planreview.round import Inspector, Role, Round, Spread
from planreview.value import Identifier, Instant, Value

A_WEEK = timedelta(days=7)


class SubmissionState(StrEnum):
    AWAITED = "awaited"
    RECEIVED = "received"
    MISSING = "missing"
    DUE = "due"
    ASSESSED = "assessed"
    SIGNED_OFF = "signed_off"
    PUBLISHED = "published"


STILL_OPEN = (SubmissionState.AWAITED, SubmissionState.RECEIVED, SubmissionState.MISSING)
"""Its deadline may still be moved."""

UNDECIDED = (*STILL_OPEN, SubmissionState.DUE)
"""What it consists of may still change: nobody has completed the decisions on it."""

MOVES: dict[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.AWAITED: frozenset({SubmissionState.RECEIVED, SubmissionState.MISSING}),
    SubmissionState.RECEIVED: frozenset({SubmissionState.DUE}),
    # An upload of the last minute whose event was handled after the deadline had passed.
    # Or a force that is given more time after all.
    SubmissionState.MISSING: frozenset({SubmissionState.DUE, SubmissionState.AWAITED}),
    SubmissionState.DUE: frozenset({SubmissionState.ASSESSED}),
    SubmissionState.ASSESSED: frozenset({SubmissionState.SIGNED_OFF, SubmissionState.DUE}),
    SubmissionState.SIGNED_OFF: frozenset({SubmissionState.PUBLISHED, SubmissionState.DUE}),
    SubmissionState.PUBLISHED: frozenset(),
}


class Submission(Value):
    """One force's part in one round. `deadline_moved_at` is when the force was last given another deadline; `due_on` is
    the last day for its assessment, in the round's zone.

    `edition` counts how often it was stored anew: whoever stores it must have loaded the last one.
    `audited` counts the entries of its audit trail, and `audit_head` is the seal of the last. `returned_because` is why
    its assessment was sent back or reopened, the last time it was. `acted_at` is when somebody last acted on it,
    `completed_at` when it went to moderation. `judged_by` are those of two inspectors who have judged every criterion,
    in a blind round.
    `accepted_late` counts the late uploads that are part of it all the same. `letters` counts the
    versions of its letter so far, `letter` is the edited one in force, None where the draft is, and `draft` the draft's
    own version: 0, or another after each reopening, and each change of the round by which its words change.
    `letter_on` is the day on which its letter was approved.
    `reply_due_on` is the last day for the policing body's comments, and `replied_on` the day on which they came.
    """

    round_id: Identifier
    force: Force
    assessor_id: Identifier
    moderator_id: Identifier
    deadline_utc: Instant
    deadline_moved_at: Instant | None = None
    due_on: date
    state: SubmissionState = SubmissionState.AWAITED
    edition: int = 0
    audited: int = 0
    audit_head: str = ""
    acted_at: Instant | None = None
    completed_at: Instant | None = None
    judged_by: tuple[Identifier, ...] = ()
    returned_because: str | None = None
    accepted_late: int = 0
    letters: int = 0
    letter: int | None = None
    draft: int = 0
    letter_on: date | None = None
    reply_due_on: date | None = None
    replied_on: date | None = None

    @property
    def force_id(self) -> str:
        return self.force.id

    @property
    def letter_in_force(self) -> int:
        """The version of the letter that would go out now."""
        return self.draft if self.letter is None else self.letter

    def drafted_anew(self) -> "Submission":
        """With a letter yet to be drafted: what anybody has read of it, or made of it, holds no longer."""
        version = self.letters + 1
        return self.model_copy(update={"letters": version, "draft": version, "letter": None})

    def is_sealed(self, round_: Round, now: datetime) -> bool:
        """Whether nobody may read yet what the force has sent."""
        return round_.request.sealed and now <= self.deadline_utc

    def is_open(self, round_: Round) -> bool:
        """Whether proposal and judgements may be seen: in a blind round when both inspectors have judged."""
        return not round_.assessment.blind or {self.assessor_id, self.moderator_id} <= {*self.judged_by}

    def moved(self, state: SubmissionState) -> "Submission":
        """This submission in another state. Raises IllegalMove where the table of moves has no such move."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"the submission of {self.force_id} cannot move from {self.state} to {state}")
        return self.model_copy(update={"state": state})


def judges(round_: Round, submission: Submission) -> tuple[str, ...]:
    """The inspectors who form a view of their own of it: the assessor, and in a blind round the moderator as well."""
    second = (submission.moderator_id,) if round_.assessment.blind else ()
    return (submission.assessor_id, *second)


def waits_for(round_: Round, submission: Submission) -> tuple[str, ...]:
    """The inspectors who have the next step to take while it is due."""
    if submission.is_open(round_):
        return (submission.assessor_id,)
    return tuple(person for person in judges(round_, submission) if person not in submission.judged_by)


def next_in_turn(round_: Round, submission: Submission) -> tuple[str, ...]:
    """The inspectors whose step is the next: to judge or decide, to sign off, to approve the letter, or to see to what
    comes after it; none before it is due."""
    match submission.state:
        case SubmissionState.DUE if submission.is_open(round_):
            return (submission.assessor_id,)
        case SubmissionState.DUE:
            return judges(round_, submission)
        case SubmissionState.ASSESSED:
            return (submission.moderator_id,)
        case SubmissionState.SIGNED_OFF | SubmissionState.PUBLISHED:
            return (round_.lead.id,)
        case _:
            return ()


def with_time(round_: Round, submission: Submission, at: datetime) -> Submission:
    """The submission, due no sooner than a week after `at`: what comes back after its day is not overdue at once.

    On a working day, where the round's assessments fall due on no others.
    """
    soonest = at.astimezone(round_.request.tz).date() + A_WEEK
    if round_.assessment.spread_over is Spread.WORKING_DAYS:
        soonest = after(soonest - timedelta(days=1), Span(count=1, working=True), round_.holidays)
    return submission.model_copy(update={"due_on": max(submission.due_on, soonest)})


def open_submissions(round_: Round, forces: Sequence[Force]) -> tuple[Submission, ...]:
    """One submission for each force, given to the assessors in turn; the next in turn moderates, or the lead.

    Raises RoundFileInvalid for a round without a lead, which could not be brought to an end.
    """
    if round_.lead.role is not Role.LEAD:
        fault = "inspectors: none has the role 'lead'; one must: nobody else may approve letters or reopen"
        raise RoundFileInvalid(round_.id, [fault])
    return tuple(
        Submission(
            round_id=round_.id,
            force=force,
            assessor_id=assessor.id,
            moderator_id=moderator.id,
            deadline_utc=round_.request.deadline_utc,
            due_on=due_on,
        )
        for force, assessor, moderator, due_on in _allocate(round_, forces)
    )


def _allocate(round_: Round, forces: Sequence[Force]) -> Iterator[tuple[Force, Inspector, Inspector, date]]:
    """Each assessor's share falls due evenly, the last of it on the window's last day."""
    assessors, days = round_.assessors, _due_days(round_)
    for number, force in enumerate(forces):
        share = len(range(number % len(assessors), len(forces), len(assessors)))
        moderator = assessors[(number + 1) % len(assessors)] if len(assessors) > 1 else round_.lead
        due_on = days[-(-len(days) * (number // len(assessors) + 1) // share) - 1]
        yield force, assessors[number % len(assessors)], moderator, due_on


def _due_days(round_: Round) -> tuple[date, ...]:
    """The days of the assessment window on which an assessment may fall due.

    Raises RoundFileInvalid for none, and where working days are counted in a place whose holidays are not known: no
    round should open that cannot go on.
    """
    window = round_.assessment
    if round_.counts_working_days:
        check(round_.holidays)
    if window.spread_over is Spread.DAYS:
        return all_from(window.starts_on, window.ends_on)
    days = working_from(window.starts_on, window.ends_on, round_.holidays)
    if not days:
        raise RoundFileInvalid(round_.id, [f"assessment: no working day from {window.starts_on} to {window.ends_on}"])
    return days
