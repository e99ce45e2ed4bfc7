"""What is due by now and has no record yet.

Nothing here relies on being asked at one moment: each run looks at the state and the clock, so that a missed, doubled
or late run changes nothing but the minute.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import chain

from planreview.arrival import assessment_due, due_after_all
from planreview.change import Change, Move
from planreview.days import Span, before
from planreview.deadline import end_of_day
from planreview.document import Document, sent_nothing_readable
from planreview.event import EventType
from planreview.notice import Notice, NoticeKind
from planreview.round import Round
from planreview.submission import Submission, SubmissionState, judges, waits_for
from planreview.told import fact_on, word_on

PATIENCE = timedelta(days=3)
"""How long something may wait for a person before somebody is told, over a weekend and not over a week; and how long
before its due day an assessor is reminded of an assessment."""

REPLY_REMINDER = timedelta(days=7)
"""How long before its last day a policing body is reminded of its comments."""


def agenda(
    round_: Round, submissions: Sequence[Submission], documents: Sequence[Document], known: Collection[str], *,
    now: datetime,
) -> Iterator[Change]:  # fmt: skip
    """Every change that is due at `now`. `known` are the ids of the notices that exist."""
    for change in chain(
        _reminders(round_, submissions, sent_nothing_readable(documents), now),
        _deadline_passed(round_, submissions, now),
        _digests(round_, submissions, now),
        _overdue(round_, submissions, now),
        _waiting(round_, submissions, now),
        _replies(round_, submissions, now),
    ):
        notices = [record for record in change.new if isinstance(record, Notice)]
        if change.moves or any(notice.id not in known for notice in notices):
            yield change


def _reminders(
    round_: Round, submissions: Sequence[Submission], unreadable: Collection[str], now: datetime
) -> Iterator[Change]:
    """One reminder for each offset that has come. After an outage only the latest: two at once help nobody."""
    for submission in submissions:
        is_open = lacks_a_plan(submission, unreadable) and now <= submission.deadline_utc
        days = latest_reminder(round_, submission, now) if is_open else None
        if days:
            matter = f"{days}_{_last_day(round_, submission)}"
            yield _reminds(NoticeKind.REMINDER, submission.force.email, submission, now, matter)


def lacks_a_plan(submission: Submission, unreadable: Collection[str]) -> bool:
    """Whether nothing has arrived in time, or only what cannot be read, as from the forces in `unreadable`."""
    sent_in_vain = submission.state is SubmissionState.RECEIVED and submission.force_id in unreadable
    return submission.state is SubmissionState.AWAITED or sent_in_vain


def latest_reminder(round_: Round, submission: Submission, now: datetime) -> Span | None:
    """How long before the deadline's day the latest reminder is whose time has come; None before the first. One whose
    time had come before the force was told of that day is left out."""
    tz, last_day = round_.request.tz, _last_day(round_, submission)
    moments = {
        datetime.combine(before(last_day, days, round_.holidays), round_.reminders.at, tz).astimezone(UTC): days
        for days in round_.reminders.days_before
    }
    told = submission.deadline_moved_at
    latest = max((moment for moment in moments if moment <= now and not (told and moment <= told)), default=None)
    return moments[latest] if latest else None


def _deadline_passed(round_: Round, submissions: Sequence[Submission], now: datetime) -> Iterator[Change]:
    """Of a force that was given more time the assessor hears by itself: the digest did not wait for it."""
    for submission in submissions:
        if now <= submission.deadline_utc:
            continue
        if submission.state is SubmissionState.RECEIVED:
            extended = is_extended(round_, submission)
            yield Change(
                new=due_after_all(round_, submission, now) if extended else (assessment_due(submission, now),),
                moves=(Move(submission, submission.moved(SubmissionState.DUE)),),
            )
        elif submission.state is SubmissionState.AWAITED:
            # It may come to be missing on one day twice, after a deadline that was moved and moved back.
            subject = f"{submission.force_id}_{_last_day(round_, submission)}_{submission.edition}"
            missing = fact_on(submission, EventType.SUBMISSION_MISSING, now, subject=subject)
            yield Change(new=(missing,), moves=(Move(submission, submission.moved(SubmissionState.MISSING)),))


def _digests(round_: Round, submissions: Sequence[Submission], now: datetime) -> Iterator[Change]:
    """One digest for each inspector, once every submission of theirs, but for extended ones, is due or missing."""
    for person in round_.inspectors:
        theirs = [s for s in submissions if person.id in judges(round_, s) and not is_extended(round_, s)]
        waiting = {SubmissionState.AWAITED, SubmissionState.RECEIVED}
        if not theirs or any(s.state in waiting or now <= s.deadline_utc for s in theirs):
            continue
        if any(s.state is SubmissionState.DUE for s in theirs):
            yield Change(
                new=(
                    Notice(
                        round_id=round_.id,
                        kind=NoticeKind.ASSESSMENTS_DUE,
                        to=person.email,
                        queued_at=now,
                        matter=f"{person.id}@{round_.request.deadline_on}",
                    ),
                )
            )


def _overdue(round_: Round, submissions: Sequence[Submission], now: datetime) -> Iterator[Change]:
    for submission in submissions:
        if submission.state is not SubmissionState.DUE or not is_overdue(round_, submission.due_on, now):
            continue
        for person in waits_for(round_, submission):
            matter = f"{submission.due_on}_{person}"
            notice = word_on(submission, NoticeKind.OVERDUE, round_.inspector(person).email, now, matter=matter)
            subject = f"{submission.force_id}_{matter}"
            yield Change(new=(notice, fact_on(submission, EventType.ASSESSMENT_OVERDUE, now, subject=subject)))


def _waiting(round_: Round, submissions: Sequence[Submission], now: datetime) -> Iterator[Change]:
    """What waits for a person: an assessment soon due or long overdue, a moderation, letters on their day."""
    for submission in submissions:
        due_on = submission.due_on
        is_due = submission.state is SubmissionState.DUE
        if is_due and is_overdue(round_, due_on - PATIENCE, now) and not is_overdue(round_, due_on, now):
            for person in waits_for(round_, submission):
                to, matter = round_.inspector(person).email, f"{due_on}_{person}"
                yield _reminds(NoticeKind.DUE_SOON, to, submission, now, matter)
        if is_due and is_overdue(round_, due_on + PATIENCE, now):
            yield _reminds(NoticeKind.OVERDUE_TOO_LONG, round_.lead.email, submission, now, due_on.isoformat())
        completed_at = submission.completed_at
        if submission.state is SubmissionState.ASSESSED and completed_at and now > completed_at + PATIENCE:
            moderator, since = round_.inspector(submission.moderator_id), completed_at.isoformat()
            yield _reminds(NoticeKind.MODERATION_WAITS, moderator.email, submission, now, since)
    letters_on = round_.publication.letters_on
    day_begins = end_of_day(letters_on - timedelta(days=1), round_.request.tz)
    if now <= day_begins:
        return
    waiting = [one for one in submissions if one.state is SubmissionState.SIGNED_OFF]
    late = [one for one in waiting if one.acted_at and day_begins < one.acted_at < now - PATIENCE]
    matters = [letters_on.isoformat()] if waiting else []
    matters += [f"{one.force_id}_{one.audited}" for one in late]
    for matter in matters:
        yield Change(
            new=(
                Notice(
                    round_id=round_.id, kind=NoticeKind.LETTERS_WAIT, to=round_.lead.email, queued_at=now, matter=matter
                ),
            )
        )


def _replies(round_: Round, submissions: Sequence[Submission], now: datetime) -> Iterator[Change]:
    """The policing body is reminded before its comments are due; the lead hears when they are overdue."""
    for submission in submissions:
        due_on = submission.reply_due_on
        if due_on is None or submission.replied_on:
            continue
        if is_overdue(round_, due_on, now):
            yield _reminds(NoticeKind.REPLY_OVERDUE, round_.lead.email, submission, now, due_on.isoformat())
        elif is_overdue(round_, due_on - REPLY_REMINDER, now):
            to = submission.force.policing_body_email
            yield _reminds(NoticeKind.REPLY_DUE, to, submission, now, due_on.isoformat())


def _reminds(kind: NoticeKind, to: str, submission: Submission, now: datetime, matter: str) -> Change:
    return Change(new=(word_on(submission, kind, to, now, matter=matter),))


def _last_day(round_: Round, submission: Submission) -> date:
    return submission.deadline_utc.astimezone(round_.request.tz).date()


def is_extended(round_: Round, submission: Submission) -> bool:
    """Whether the force was given more time than the others."""
    return submission.deadline_utc > round_.request.deadline_utc


def is_overdue(round_: Round, due_on: date, now: datetime) -> bool:
    """Whether the last instant of the due day, in the round's zone, lies behind `now`."""
    return now > end_of_day(due_on, round_.request.tz)
