from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planreview.agenda import agenda
from planreview.change import Change
from planreview.notice import Notice
from planreview.submission import Submission, SubmissionState, open_submissions
from tests.core.samples import DEADLINE, a_force, a_round, a_submission

AWAITED, RECEIVED = SubmissionState.AWAITED, SubmissionState.RECEIVED
DUE, MISSING = SubmissionState.DUE, SubmissionState.MISSING


def due(submissions: Sequence[Submission], now: datetime, known: Sequence[str] = ()) -> list[Change]:
    return list(agenda(a_round(), submissions, known, now=now))


def notices(changes: Sequence[Change]) -> list[str]:
    return [record.id for change in changes for record in change.new if isinstance(record, Notice)]


def london(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2017, when London was one hour ahead of UTC."""
    return datetime(2017, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def test_nothing_is_due_before_the_first_reminder() -> None:
    assert due([a_submission()], london(24, 8, 59)) == []


def test_a_force_that_has_sent_nothing_is_reminded_when_an_offset_has_come() -> None:
    assert notices(due([a_submission()], london(24, 9))) == ["reminder_kent_7"]


def test_a_force_that_has_sent_something_is_not_reminded() -> None:
    assert due([a_submission(state=RECEIVED)], london(24, 9)) == []


def test_a_reminder_that_exists_is_not_queued_again() -> None:
    assert due([a_submission()], london(25, 9), known=["reminder_kent_7"]) == []


def test_after_an_outage_only_the_latest_reminder_goes_out() -> None:
    assert notices(due([a_submission()], london(29, 10))) == ["reminder_kent_2"]


def test_no_reminder_goes_out_after_the_deadline() -> None:
    assert notices(due([a_submission()], DEADLINE + timedelta(seconds=1))) == []


def test_at_the_last_instant_nothing_has_passed() -> None:
    assert due([a_submission(state=RECEIVED)], DEADLINE) == []


def test_when_the_deadline_has_passed_each_submission_is_due_or_missing() -> None:
    submissions = [a_submission("kent", state=RECEIVED), a_submission("surrey")]

    changes = due(submissions, DEADLINE + timedelta(seconds=1))

    assert [(move.after.force_id, move.after.state) for change in changes for move in change.moves] == [  # type: ignore[union-attr]
        ("kent", DUE),
        ("surrey", MISSING),
    ]


def test_the_digest_waits_until_all_of_an_inspectors_submissions_are_judged() -> None:
    judged = [a_submission("kent", state=DUE), a_submission("surrey", state=MISSING)]
    not_all = [a_submission("kent", state=DUE), a_submission("surrey", state=RECEIVED)]

    after = DEADLINE + timedelta(seconds=1)

    assert notices(due(judged, after)) == ["assessments-due_ada"]
    assert notices(due(not_all, after)) == []


def test_an_inspector_to_whom_nothing_is_due_gets_no_digest() -> None:
    assert due([a_submission(state=MISSING)], DEADLINE + timedelta(seconds=1)) == []


def test_an_assessment_is_overdue_once_its_day_has_ended_in_london() -> None:
    submission = a_submission(state=DUE, due_on=date(2017, 6, 14))
    known = ["assessments-due_ada"]

    assert due([submission], datetime(2017, 6, 14, 22, 59, 59, tzinfo=UTC), known) == []
    assert notices(due([submission], datetime(2017, 6, 14, 23, 0, tzinfo=UTC), known)) == ["overdue_kent_2017-06-14"]


@given(st.lists(st.datetimes(datetime(2017, 5, 16), datetime(2017, 7, 10), timezones=st.just(UTC)), min_size=1))  # noqa: DTZ001
def test_whenever_the_schedule_runs_each_notice_is_queued_at_most_once(moments: list[datetime]) -> None:
    submissions = {s.force_id: s for s in (a_submission("kent"), a_submission("surrey", state=RECEIVED))}
    queued: list[str] = []

    for now in sorted(moments):
        for change in due(list(submissions.values()), now, known=queued):
            queued += notices([change])
            for move in change.moves:
                assert isinstance(move.after, Submission)
                submissions[move.after.force_id] = move.after

    assert len(queued) == len(set(queued))


def test_submissions_are_given_to_the_assessors_in_turn_with_due_days_spread_over_the_window() -> None:
    opened = open_submissions(a_round(), [a_force(id_) for id_ in ("a", "b", "c", "d")])

    assert [(s.force_id, s.assessor_id, s.due_on) for s in opened] == [
        ("a", "ada", date(2017, 6, 15)),
        ("b", "ben", date(2017, 6, 15)),
        ("c", "ada", date(2017, 6, 30)),
        ("d", "ben", date(2017, 6, 30)),
    ]
    assert {s.deadline_utc for s in opened} == {DEADLINE}


@given(st.integers(1, 200))
def test_every_due_day_is_a_weekday_of_the_window(count: int) -> None:
    opened = open_submissions(a_round(), [a_force(f"f{number}") for number in range(count)])

    assert all(date(2017, 6, 1) <= s.due_on <= date(2017, 6, 30) and s.due_on.weekday() < 5 for s in opened)
