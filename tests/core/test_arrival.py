from datetime import UTC, date, datetime, timedelta

import pytest

from planreview.arrival import arrived, astray
from planreview.change import Change, Move
from planreview.document import Stray
from planreview.event import Event, EventType
from planreview.notice import Notice, NoticeKind
from planreview.submission import Submission, SubmissionState
from tests.core.samples import DEADLINE, a_document, a_round, a_submission, an_upload

NOW = DEADLINE + timedelta(days=1)


def kinds(change: Change) -> list[str]:
    return [record.kind for record in change.new if isinstance(record, Notice)]


def test_the_first_document_moves_the_submission_from_awaited_to_received() -> None:
    document, submission = a_document(), a_submission()

    change = arrived(document, a_round(), submission, at=NOW)

    assert change.moves == (Move(submission, submission.moved(SubmissionState.RECEIVED)),)
    assert change.new == (
        document,
        Event(
            type=EventType.DOCUMENT_RECEIVED,
            round_id="plans-2017",
            subject=document.id,
            at=NOW,
            force_id="kent",
            document_id=document.id,
        ),
        Notice(
            round_id="plans-2017",
            kind=NoticeKind.RECEIPT,
            to="plans@kent.example",
            queued_at=NOW,
            force_id="kent",
            document_id=document.id,
        ),
    )


@pytest.mark.parametrize("state", list(SubmissionState))
def test_a_late_document_gets_its_receipt_and_moves_nothing(state: SubmissionState) -> None:
    late = a_document(DEADLINE + timedelta(seconds=1))

    change = arrived(late, a_round(), a_submission(state=state), at=NOW)

    assert (kinds(change), change.moves) == (["receipt"], ())


def test_a_document_in_time_that_is_handled_after_the_deadline_makes_a_missing_submission_due() -> None:
    missing = a_submission(state=SubmissionState.MISSING)

    change = arrived(a_document(DEADLINE), a_round(), missing, at=NOW)

    assert change.moves == (Move(missing, missing.moved(SubmissionState.DUE)),)
    assert kinds(change) == ["receipt", "assessment-due-too"]


def test_one_that_is_handled_days_later_does_not_make_the_assessment_overdue_at_once() -> None:
    missing = a_submission(state=SubmissionState.MISSING, due_on=date(2017, 6, 5))

    change = arrived(a_document(DEADLINE), a_round(), missing, at=datetime(2017, 6, 20, 9, tzinfo=UTC))

    [move] = change.moves
    assert isinstance(move.after, Submission)
    assert move.after.due_on == date(2017, 6, 27)


def test_an_upload_for_no_force_is_kept_and_told_to_the_lead() -> None:
    upload = an_upload()

    change = astray(upload, a_round(), why="no such force", at=NOW)

    stray = change.new[0]
    assert isinstance(stray, Stray)
    assert (stray.key, stray.version_id, stray.why) == (upload.key, upload.version_id, "no such force")
    assert [(record.kind, record.to) for record in change.new if isinstance(record, Notice)] == [
        ("stray", "lea@inspectorate.example")
    ]


def test_an_upload_for_no_round_is_kept() -> None:
    assert len(astray(an_upload(), None, why="no such round", at=NOW).new) == 1
