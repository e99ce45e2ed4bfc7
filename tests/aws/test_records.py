"""The table as the adapters use it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local.stack import Stack
from planreview.aws import clients, records, rounds
from planreview.change import Change, Move
from planreview.errors import Conflict, Unattributable
from planreview.event import Event, EventType
from planreview.notice import Notice, NoticeKind
from planreview.submission import SubmissionState
from tests.conftest import ROUND, forces, london

ROUND_ID = "apsp-2017"
AT = london("2017-05-20 12:00")


def an_event(subject: str = "kent") -> Event:
    return Event(type=EventType.ASSESSMENT_DUE, round_id=ROUND_ID, subject=subject, at=AT, force_id="kent")


def test_a_change_is_stored_once(stack: Stack) -> None:
    change = Change(new=(an_event(),))

    assert (records.apply(change), records.apply(change)) == (True, False)
    assert an_event() in records.events(ROUND_ID)


@pytest.mark.parametrize(
    ("codes", "error"),
    [
        (("None", "ThrottlingError"), "Contended"),
        (("ProvisionedThroughputExceeded",), "Contended"),
        (("TransactionConflict", "ConditionalCheckFailed"), "Contended"),
        (("None", "ConditionalCheckFailed"), "Conflict"),
        (("ValidationError", "TransactionConflict"), "TransactionCanceledException"),
    ],
)
def test_why_a_change_was_not_stored_is_told_apart(stack: Stack, codes: tuple[str, ...], error: str) -> None:
    def refuse(**_: Any) -> Any:
        reasons = [{"Code": code} for code in codes]
        told = {"Error": {"Code": "TransactionCanceledException"}, "CancellationReasons": reasons}
        return SimpleNamespace(status_code=400), told

    clients.dynamodb().meta.events.register_first("before-call.dynamodb.TransactWriteItems", refuse)

    with pytest.raises((Conflict, ClientError)) as raised:
        records.apply(Change(new=(an_event(),)))

    assert raised.typename == error


def test_a_change_is_whole_or_not_at_all(stack: Stack) -> None:
    kent = records.submission(ROUND_ID, "kent")
    stale = kent.model_copy(update={"state": SubmissionState.DUE})
    change = Change(new=(an_event(),), moves=(Move(stale, stale.moved(SubmissionState.ASSESSED)),))

    with pytest.raises(Conflict, match="stored state has changed since it was loaded"):
        records.apply(change)

    assert an_event() not in records.events(ROUND_ID)
    assert records.submission(ROUND_ID, "kent") == kent


def test_what_is_loaded_is_what_was_stored(stack: Stack) -> None:
    kent = records.submission(ROUND_ID, "kent")
    moved = kent.moved(SubmissionState.RECEIVED)

    records.apply(Change(moves=(Move(kent, moved),)))

    assert records.submission(ROUND_ID, "kent") == moved.model_copy(update={"edition": 1})


def test_who_stores_a_submission_must_have_loaded_its_last_edition(stack: Stack) -> None:
    kent = records.submission(ROUND_ID, "kent")
    later = kent.model_copy(update={"deadline_utc": kent.deadline_utc + timedelta(days=7)})
    records.apply(Change(moves=(Move(kent, later),)))

    with pytest.raises(Conflict):
        records.apply(Change(moves=(Move(kent, kent.moved(SubmissionState.RECEIVED)),)))

    assert records.submission(ROUND_ID, "kent").deadline_utc == later.deadline_utc


def test_what_waits_is_found_by_kind_and_age_until_it_is_finished(stack: Stack) -> None:
    event = an_event()
    records.apply(Change(new=(event,)))

    assert records.unfinished("event", AT) == []
    assert records.unfinished("event", AT + timedelta(seconds=1)) == [event]
    records.finish(event)
    records.finish(event)
    assert records.unfinished("event", AT + timedelta(days=1)) == []


def test_what_was_finished_does_not_wait_anew(stack: Stack) -> None:
    event = an_event()
    records.apply(Change(new=(event,)))
    records.finish(event)

    records.wait_anew(event, AT)

    assert records.unfinished("event", AT + timedelta(days=1)) == []


def test_a_notice_that_was_tried_and_not_taken_waits_from_that_try_on(stack: Stack) -> None:
    queued = Notice(round_id=ROUND_ID, kind=NoticeKind.RECEIPT, to="kent@police.example", queued_at=AT)
    an_hour_later = AT + timedelta(hours=1)
    records.apply(Change(new=(queued,)))
    tried = queued.leased(an_hour_later)
    records.apply(Change(moves=(Move(queued, tried),)))

    records.apply(Change(moves=(Move(tried, tried.released()),)))

    assert records.unfinished("notice", an_hour_later) == []
    assert records.unfinished("notice", an_hour_later + timedelta(seconds=1)) == [tried.released()]


def test_a_round_that_is_opened_again_stays_as_it_was(stack: Stack) -> None:
    kent = records.submission(ROUND_ID, "kent")
    records.apply(Change(moves=(Move(kent, kent.moved(SubmissionState.RECEIVED)),)))

    opened = rounds.open_round(ROUND, forces("kent", "surrey"), at=AT)

    assert opened is False
    assert records.submission(ROUND_ID, "kent").state is SubmissionState.RECEIVED
    assert len(records.open_rounds()) == 1


@pytest.mark.parametrize(
    ("round_id", "force_id", "message"),
    [
        ("apsp-2018", "kent", "the round 'apsp-2018' asks no force 'kent'"),
        (ROUND_ID, "atlantis", "the round 'apsp-2017' asks no force 'atlantis'"),
    ],
)
def test_a_force_that_is_not_asked_is_named(stack: Stack, round_id: str, force_id: str, message: str) -> None:
    with pytest.raises(Unattributable) as error:
        records.submission(round_id, force_id)

    assert str(error.value) == message
