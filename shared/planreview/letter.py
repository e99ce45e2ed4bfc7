"""The letter to one force: what the inspectors decided on each criterion, and what comes next."""

from collections.abc import Mapping
from datetime import date

from planreview.deadline import day_shown
from planreview.decision import Decision
from planreview.errors import IllegalMove
from planreview.explaining import in_words
from planreview.finding import Status
from planreview.round import Criterion, Round
from planreview.submission import Submission, SubmissionState
from planreview.value import Value

WRITTEN_OF = (SubmissionState.SIGNED_OFF, SubmissionState.PUBLISHED)


class Point(Value):
    """What the letter says of one criterion; `status` is the decision that it tells of."""

    title: str
    status: Status
    sentence: str


class Letter(Value):
    """A letter, ready to be set. Every string is plain text of one paragraph.

    `day` is the day on it; `to` and `copied_to` are who reads it, `signatory` who signs.
    """

    inspectorate: str
    day: date
    force: str
    to: str
    copied_to: str
    subject: str
    opening: tuple[str, ...]
    points: tuple[Point, ...]
    closing: tuple[str, ...]
    signatory: str

    @property
    def salutation(self) -> str:
        return f"Dear {self.to.partition(',')[0]}"


def draft(round_: Round, submission: Submission, decisions: Mapping[str, Decision]) -> Letter:
    """The letter that follows from the decisions on a force, by criterion. Raises IllegalMove before the sign-off."""
    if submission.state not in WRITTEN_OF:
        raise IllegalMove(
            f"the assessment of {submission.force.name} is {submission.state}; a letter follows a sign-off"
        )
    force = submission.force
    return Letter(
        inspectorate=round_.inspectorate,
        day=submission.letter_on or round_.publication.letters_on,
        force=force.name,
        to=f"{force.chief_officer}, {force.name}",
        copied_to=force.policing_body,
        subject=f"{round_.title}: our assessment of your plans",
        opening=_opening(round_, submission),
        points=tuple(_point(one, decisions[one.id]) for one in round_.criteria),
        closing=(*round_.letter.next_steps, *_questions(round_)),
        signatory=round_.lead.name,
    )


def _opening(round_: Round, submission: Submission) -> tuple[str, ...]:
    recommended, asked = round_.recommendation, round_.request
    last_day = submission.deadline_utc.astimezone(asked.tz).date()
    more_time = f", which we moved to {day_shown(last_day)} for you" if last_day > asked.deadline_on else ""
    return (
        f"In {recommended.published_on:%B %Y} {round_.inspectorate} recommended that, within"
        f" {_months(recommended.within_months)}, work on this subject should have begun. On"
        f" {day_shown(asked.sent_on)} we asked for your plans, to reach us by {day_shown(asked.deadline_on)}"
        f"{more_time}.",
        f"Between {day_shown(round_.assessment.starts_on)} and {day_shown(round_.assessment.ends_on)} we read all that"
        " had arrived from you by then. Two inspectors agreed on each of the points below. They are about the documents"
        " that we were sent: what was not in them, we could not see.",
    )


def _months(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[count] if count < len(words) else str(count)
    return f"{number} month{'' if count == 1 else 's'}"


def _point(criterion: Criterion, decision: Decision) -> Point:
    return Point(
        title=criterion.title,
        status=decision.status,
        sentence=decision.sentence or _standard(criterion, decision.status),
    )


def _standard(criterion: Criterion, status: Status) -> str:
    """The round's own sentence for a status, or a plain one."""
    if criterion.letter:
        return str(getattr(criterion.letter, status.value))
    if status is Status.NOT_FOUND:
        return f"{criterion.title}: not found in the documents supplied."
    return f"{criterion.title}: {in_words(status)}, by the documents supplied."


def _questions(round_: Round) -> tuple[str, ...]:
    if round_.letter.contact is None:
        return ()
    return (f"If anything in this letter is unclear, or wrong in fact, please write to {round_.letter.contact}.",)
