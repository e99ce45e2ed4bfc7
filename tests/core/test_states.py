"""Every move that the tables permit works, and every other is refused."""

from itertools import product

import pytest

from planreview import document, notice, submission
from planreview.document import DocumentState
from planreview.errors import IllegalMove, NoticeLeased
from planreview.notice import LEASE, Notice, NoticeKind, NoticeState
from planreview.submission import SubmissionState
from tests.core.samples import IN_TIME, a_document, a_submission


def a_notice(state: NoticeState = NoticeState.QUEUED) -> Notice:
    return Notice(
        round_id="plans-2017", kind=NoticeKind.REMINDER, to="plans@kent.example", queued_at=IN_TIME, state=state
    )


@pytest.mark.parametrize(("before", "after"), list(product(SubmissionState, SubmissionState)))
def test_a_submission_moves_only_as_its_table_permits(before: SubmissionState, after: SubmissionState) -> None:
    if after in submission.MOVES[before]:
        assert a_submission(state=before).moved(after) == a_submission(state=after)
    else:
        with pytest.raises(IllegalMove, match=f"the submission of kent cannot move from {before} to {after}"):
            a_submission(state=before).moved(after)


@pytest.mark.parametrize(("before", "after"), list(product(DocumentState, DocumentState)))
def test_a_document_moves_only_as_its_table_permits(before: DocumentState, after: DocumentState) -> None:
    if after in document.MOVES[before]:
        assert a_document(state=before).moved(after) == a_document(state=after)
    else:
        with pytest.raises(IllegalMove, match=f"cannot move from {before} to {after}"):
            a_document(state=before).moved(after)


@pytest.mark.parametrize(("before", "after"), list(product(NoticeState, NoticeState)))
def test_a_notice_moves_only_as_its_table_permits(before: NoticeState, after: NoticeState) -> None:
    if after in notice.MOVES[before]:
        assert a_notice(before).moved(after) == a_notice(after)
    else:
        with pytest.raises(IllegalMove, match=f"notice reminder cannot move from {before} to {after}"):
            a_notice(before).moved(after)


@pytest.mark.parametrize(
    ("table", "states"),
    [(submission.MOVES, SubmissionState), (document.MOVES, DocumentState), (notice.MOVES, NoticeState)],
)
def test_every_state_has_its_row_in_the_table_of_moves(table: dict[str, object], states: type[SubmissionState]) -> None:
    assert set(table) == set(states)


def test_a_lease_keeps_other_workers_away_until_it_expires() -> None:
    leased = a_notice().leased(IN_TIME)

    with pytest.raises(NoticeLeased, match="notice reminder is leased until 2017-05-30T13:17:09Z"):
        leased.leased(IN_TIME + LEASE / 2)
    assert leased.leased(IN_TIME + LEASE).attempts == 2


def test_the_id_of_a_notice_is_fit_for_a_tag_of_a_mail() -> None:
    odd = a_notice().model_copy(update={"force_id": "kent", "matter": "a b/ü"})

    assert odd.id == "reminder_kent_a-b--"
