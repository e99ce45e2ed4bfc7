from itertools import permutations

import pytest

from planreview.delivery import Report, reported
from planreview.notice import Notice, NoticeKind, NoticeState
from tests.core.samples import IN_TIME, a_round

SENT, DELIVERED = NoticeState.SENT, NoticeState.DELIVERED
RETURNED, BOUNCED = NoticeState.RETURNED, NoticeState.BOUNCED


def a_notice(kind: NoticeKind = NoticeKind.RECEIPT) -> Notice:
    return Notice(
        round_id="plans-2017",
        kind=kind,
        to="plans@kent.example",
        queued_at=IN_TIME,
        force_id="kent",
        document_id="d1",
        state=NoticeState.SENDING,
        attempts=1,
    )


def a_report(state: NoticeState) -> Report:
    why = None if state in (SENT, DELIVERED) else "550 no such user"
    return Report(round_id="plans-2017", notice_id=a_notice().id, state=state, message_id="m1", why=why)


def play(notice: Notice, states: tuple[NoticeState, ...]) -> tuple[Notice, list[str]]:
    told = []
    for state in states:
        change = reported(notice, a_report(state), a_round(), at=IN_TIME)
        if change:
            notice = change.moves[0].after  # type: ignore[assignment]
            told += [record.to for record in change.new if isinstance(record, Notice)]
    return notice, told


@pytest.mark.parametrize("order", list(permutations([SENT, SENT, DELIVERED])))
def test_reports_that_come_twice_or_out_of_order_end_in_delivered(order: tuple[NoticeState, ...]) -> None:
    notice, told = play(a_notice(), order)

    assert (notice.state, told) == (DELIVERED, [])


@pytest.mark.parametrize("order", list(permutations([SENT, BOUNCED, BOUNCED])))
def test_a_bounce_is_told_to_the_lead_once(order: tuple[NoticeState, ...]) -> None:
    notice, told = play(a_notice(), order)

    assert (notice.state, told) == (BOUNCED, ["lea@inspectorate.example"])


@pytest.mark.parametrize("order", list(permutations([SENT, RETURNED, RETURNED])))
def test_a_bounce_for_the_time_being_is_told_to_the_lead_once(order: tuple[NoticeState, ...]) -> None:
    notice, told = play(a_notice(), order)

    assert (notice.state, told) == (RETURNED, ["lea@inspectorate.example"])


def test_an_out_of_office_reply_to_what_was_delivered_changes_nothing() -> None:
    notice, told = play(a_notice(), (SENT, DELIVERED, RETURNED, RETURNED))

    assert (notice.state, notice.why, told) == (DELIVERED, None, [])


def test_what_was_returned_may_still_be_delivered() -> None:
    notice, told = play(a_notice(), (RETURNED, RETURNED, DELIVERED, DELIVERED, RETURNED))

    assert (notice.state, notice.why, told) == (DELIVERED, "550 no such user", ["lea@inspectorate.example"])


@pytest.mark.parametrize("order", list(permutations([RETURNED, DELIVERED, BOUNCED])))
def test_what_bounces_for_good_stays_so_and_is_told_once(order: tuple[NoticeState, ...]) -> None:
    notice, told = play(a_notice(), order)

    assert (notice.state, told) == (BOUNCED, ["lea@inspectorate.example"])


def test_a_bounce_of_that_word_itself_is_told_to_nobody() -> None:
    notice, told = play(a_notice(NoticeKind.UNDELIVERED), (BOUNCED,))

    assert (notice.state, told) == (BOUNCED, [])
