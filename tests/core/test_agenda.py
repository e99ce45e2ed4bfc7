from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.agenda import agenda
from planreview.change import Change
from planreview.document import Document, DocumentState
from planreview.errors import RoundFileInvalid
from planreview.event import Event
from planreview.notice import Notice
from planreview.round import read_round
from planreview.submission import Submission, SubmissionState, open_submissions
from tests.core.samples import DEADLINE, ROUND_SOURCE, a_document, a_force, a_round, a_submission

AWAITED, RECEIVED = SubmissionState.AWAITED, SubmissionState.RECEIVED
DUE, MISSING = SubmissionState.DUE, SubmissionState.MISSING


def due(
    submissions: Sequence[Submission], now: datetime, known: Sequence[str] = (), documents: Sequence[Document] = ()
) -> list[Change]:
    return list(agenda(a_round(), submissions, documents, known, now=now))


def notices(changes: Sequence[Change]) -> list[str]:
    return [record.id for change in changes for record in change.new if isinstance(record, Notice)]


def london(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of May 2017, when London was one hour ahead of UTC."""
    return datetime(2017, 5, day, hour, minute, tzinfo=UTC) - timedelta(hours=1)


def test_nothing_is_due_before_the_first_reminder() -> None:
    assert due([a_submission()], london(24, 8, 59)) == []


def test_a_force_that_has_sent_nothing_is_reminded_when_an_offset_has_come() -> None:
    assert notices(due([a_submission()], london(24, 9))) == ["reminder_kent_7-days_2017-05-31"]


def test_a_force_that_has_sent_something_is_not_reminded() -> None:
    assert due([a_submission(state=RECEIVED)], london(24, 9)) == []


def test_a_force_that_has_sent_only_what_cannot_be_read_is_reminded_too() -> None:
    submission, damaged = a_submission(state=RECEIVED), a_document(state=DocumentState.UNREADABLE)

    def reminders(*documents: Document) -> list[str]:
        return notices(due([submission], london(29, 10), documents=documents))

    assert reminders(damaged) == ["reminder_kent_2-days_2017-05-31"]
    assert reminders(damaged, a_document(state=DocumentState.RECEIVED)) == []
    assert reminders(damaged, a_document(state=DocumentState.READ, pages=1)) == []
    an_archive = a_document(state=DocumentState.READ, pages=0, members=("plan.pdf",))
    assert reminders(an_archive, damaged) == ["reminder_kent_2-days_2017-05-31"]


def test_a_reminder_that_exists_is_not_queued_again() -> None:
    assert due([a_submission()], london(25, 9), known=["reminder_kent_7-days_2017-05-31"]) == []


def test_after_an_outage_only_the_latest_reminder_goes_out() -> None:
    assert notices(due([a_submission()], london(29, 10))) == ["reminder_kent_2-days_2017-05-31"]


def test_a_reminder_whose_time_came_before_the_deadline_was_moved_is_left_out() -> None:
    """The force has just been told of its new day; the next reminder comes at its own time."""
    extended = a_submission(deadline_utc=DEADLINE + timedelta(days=1), deadline_moved_at=london(29, 12))

    assert notices(due([extended], london(29, 13))) == []
    assert notices(due([extended], london(30, 9))) == ["reminder_kent_2-days_2017-06-01"]


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

    assert notices(due(judged, after)) == ["assessments-due_ada-2017-05-31"]
    assert notices(due(not_all, after)) == []


def test_an_inspector_to_whom_nothing_is_due_gets_no_digest() -> None:
    assert due([a_submission(state=MISSING)], DEADLINE + timedelta(seconds=1)) == []


def test_an_assessment_is_overdue_once_its_day_has_ended_in_london() -> None:
    submission = a_submission(state=DUE, due_on=date(2017, 6, 14))
    known = ["assessments-due_ada-2017-05-31", "due-soon_kent_2017-06-14_ada"]

    assert due([submission], datetime(2017, 6, 14, 22, 59, 59, tzinfo=UTC), known) == []
    assert notices(due([submission], datetime(2017, 6, 14, 23, 0, tzinfo=UTC), known)) == [
        "overdue_kent_2017-06-14_ada"
    ]


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


def test_a_round_without_a_lead_is_not_opened() -> None:
    nobody_leads = read_round(ROUND_SOURCE.replace('role = "lead"', 'role = "assessor"'))

    with pytest.raises(RoundFileInvalid, match="inspectors: none has the role 'lead'; one must"):
        open_submissions(nobody_leads, [a_force()])


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


def told_at(now: datetime, *submissions: Submission) -> list[tuple[str, str]]:
    changes = agenda(a_round(), submissions, (), (), now=now)
    return [(record.kind, record.to) for change in changes for record in change.new if isinstance(record, Notice)]


def test_an_assessment_that_stays_overdue_is_told_to_the_lead() -> None:
    due = a_submission(state=SubmissionState.DUE, due_on=date(2017, 6, 12))

    def told(day: int) -> set[str]:
        return {to for kind, to in told_at(datetime(2017, 6, day, 12, tzinfo=UTC), due) if kind.startswith("overdue")}

    assert (told(12), told(13), told(16)) == (
        set(),
        {"ada@inspectorate.example"},
        {"ada@inspectorate.example", "lea@inspectorate.example"},
    )


def test_a_moderator_is_reminded_of_what_has_waited_for_three_days() -> None:
    assessed = a_submission(state=SubmissionState.ASSESSED, completed_at=datetime(2017, 6, 12, 9, tzinfo=UTC))

    assert told_at(datetime(2017, 6, 15, 9, tzinfo=UTC), assessed) == []
    assert told_at(datetime(2017, 6, 15, 10, tzinfo=UTC), assessed) == [
        ("moderation-waits", "ben@inspectorate.example")
    ]


def test_the_lead_hears_on_the_day_of_the_letters_that_some_wait_for_approval() -> None:
    signed_off = a_submission(state=SubmissionState.SIGNED_OFF)

    assert told_at(datetime(2017, 10, 1, 22, tzinfo=UTC), signed_off) == []
    assert told_at(datetime(2017, 10, 1, 23, tzinfo=UTC), signed_off) == [("letters-wait", "lea@inspectorate.example")]


def test_a_policing_body_is_reminded_of_its_comments_and_the_lead_hears_when_they_are_overdue() -> None:
    published = a_submission(state=SubmissionState.PUBLISHED, reply_due_on=date(2017, 11, 27))
    replied = published.model_copy(update={"replied_on": date(2017, 11, 3)})

    assert told_at(datetime(2017, 11, 20, 12, tzinfo=UTC), published) == []
    assert told_at(datetime(2017, 11, 21, 12, tzinfo=UTC), published) == [("reply-due", "pcc@kent.example")]
    assert told_at(datetime(2017, 11, 28, 12, tzinfo=UTC), published) == [("reply-overdue", "lea@inspectorate.example")]
    assert told_at(datetime(2017, 11, 28, 12, tzinfo=UTC), replied) == []


def test_an_assessor_is_reminded_three_days_before_an_assessment_is_due() -> None:
    due = a_submission(state=SubmissionState.DUE, due_on=date(2017, 6, 12))

    def told(day: int) -> list[str]:
        return [kind for kind, _ in told_at(datetime(2017, 6, day, 12, tzinfo=UTC), due) if kind == "due-soon"]

    assert (told(9), told(10), told(12), told(13)) == ([], ["due-soon"], ["due-soon"], [])


def test_a_force_given_more_time_that_misses_it_too_is_missing_again() -> None:
    later = datetime(2017, 6, 7, 22, 59, 59, 999_999, tzinfo=UTC)
    first, second = a_submission(), a_submission(deadline_utc=later)

    changes = [change for one in (first, second) for change in due([one], later + timedelta(minutes=1))]
    ids = [record.id for change in changes for record in change.new if isinstance(record, Event)]

    assert ids == ["SubmissionMissing_kent_2017-05-31_0", "SubmissionMissing_kent_2017-06-07_0"]


def test_a_force_that_is_missing_again_on_the_same_day_is_so_by_another_fact() -> None:
    first, again = a_submission(), a_submission(edition=2)

    changes = [change for one in (first, again) for change in due([one], DEADLINE + timedelta(minutes=1))]

    assert [record.id for change in changes for record in change.new if isinstance(record, Event)] == [
        "SubmissionMissing_kent_2017-05-31_0",
        "SubmissionMissing_kent_2017-05-31_2",
    ]


def test_letters_that_were_signed_off_before_the_day_make_one_notice_on_it() -> None:
    early = a_submission(state=SubmissionState.SIGNED_OFF, acted_at=datetime(2017, 6, 20, 9, tzinfo=UTC), audited=5)

    assert notices(due([early], datetime(2017, 10, 9, 9, tzinfo=UTC))) == ["letters-wait_2017-10-02"]


def test_letters_that_are_signed_off_after_the_day_are_not_forgotten() -> None:
    late = a_submission(state=SubmissionState.SIGNED_OFF, acted_at=datetime(2017, 10, 9, 9, tzinfo=UTC), audited=5)
    known = ["letters-wait_2017-10-02"]

    assert notices(due([late], datetime(2017, 10, 10, 9, tzinfo=UTC), known)) == []
    assert notices(due([late], datetime(2017, 10, 13, 9, tzinfo=UTC), known)) == ["letters-wait_kent_5"]
