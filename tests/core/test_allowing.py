"""More time for one force, and a document that came late: allowed by name, with the reason, and on record."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planreview.acts import Case
from planreview.agenda import agenda
from planreview.allowing import accept_late, extend, refuse_late
from planreview.audit import AuditEntry
from planreview.change import Change
from planreview.document import Document, DocumentState
from planreview.errors import IllegalMove, NotPermitted
from planreview.letter import letter_of
from planreview.notice import Notice
from planreview.proposing import counted
from planreview.submission import Submission, SubmissionState
from tests.core.samples import DEADLINE, a_document, a_round, a_submission
from tests.core.test_letter import ROUND_2017, decisions, signed_off

NOW = datetime(2017, 6, 2, 9, 0, tzinfo=UTC)
WEEK_LATER = datetime(2017, 6, 7, 22, 59, 59, 999_999, tzinfo=UTC)


def a_case(state: SubmissionState) -> Case:
    return Case(a_round(), a_submission(state=state))


def late(**changes: object) -> Document:
    values = {"state": DocumentState.READ, "pages": 2} | changes
    return a_document(DEADLINE + timedelta(hours=9), **values)


def stored(change: Change) -> Submission:
    return next(move.after for move in change.moves if isinstance(move.after, Submission))


def told(change: Change) -> list[tuple[str, str]]:
    return [(record.kind, record.to) for record in change.new if isinstance(record, Notice)]


def on_record(change: Change) -> AuditEntry:
    return next(record for record in change.new if isinstance(record, AuditEntry))


def extended(state: SubmissionState = SubmissionState.MISSING) -> Change:
    return extend(a_case(state), by="lea", at=NOW, until=date(2017, 6, 7), reason="A flood at headquarters.")


def test_an_extension_moves_the_deadline_of_one_force_to_the_end_of_the_day_and_tells_it() -> None:
    change = extended()

    assert (stored(change).state, stored(change).deadline_utc) == (SubmissionState.AWAITED, WEEK_LATER)
    assert told(change) == [("extended", "plans@kent.example")]
    assert dict(on_record(change).about) == {"until": "2017-06-07", "reason": "A flood at headquarters."}
    assert on_record(change).by == "lea"


def test_the_same_day_can_be_given_again_after_the_deadline_has_moved_to_and_fro() -> None:
    case = a_case(SubmissionState.MISSING)
    moved_since = Case(a_round(), case.submission.model_copy(update={"edition": 7}))
    again = extend(moved_since, by="lea", at=NOW, until=date(2017, 6, 7), reason="A flood at headquarters.")

    words = [[one.id for one in change.new if isinstance(one, Notice)] for change in (extended(), again)]

    assert words[0] != words[1]


def test_an_assessment_falls_due_no_sooner_than_a_week_after_a_moved_deadline_and_on_no_holiday() -> None:
    soon = Case(a_round(), a_submission(state=SubmissionState.AWAITED, due_on=date(2017, 6, 2)))

    def due_on(until: date) -> date:
        return stored(extend(soon, by="lea", at=NOW, until=until, reason="A flood.")).due_on

    assert due_on(date(2017, 6, 7)) == date(2017, 6, 14)
    assert due_on(date(2017, 8, 21)) == date(2017, 8, 29), "the 28th is a bank holiday"


def test_a_force_that_has_sent_something_keeps_its_state() -> None:
    assert stored(extended(SubmissionState.RECEIVED)).state is SubmissionState.RECEIVED


@pytest.mark.parametrize(
    ("state", "until", "message"),
    [
        (SubmissionState.DUE, date(2017, 6, 7), "is due; accept its late documents instead"),
        (SubmissionState.AWAITED, date(2017, 5, 31), "31 May 2017 is no extension"),
        (SubmissionState.AWAITED, date(2017, 6, 1), "1 June 2017 is no extension"),
    ],
)
def test_an_extension_that_is_none_is_refused(state: SubmissionState, until: date, message: str) -> None:
    with pytest.raises(IllegalMove, match=message):
        extend(a_case(state), by="lea", at=NOW, until=until, reason="A flood.")


def test_nothing_is_allowed_without_a_reason_or_by_a_stranger() -> None:
    with pytest.raises(NotPermitted, match="a reason is needed"):
        extend(a_case(SubmissionState.AWAITED), by="lea", at=NOW, until=date(2017, 6, 7), reason=" ")
    with pytest.raises(NotPermitted, match="'eve' is no inspector"):
        accept_late(a_case(SubmissionState.DUE), [late()], by="eve", at=NOW, reason="It is short.")


def test_the_digest_does_not_wait_for_a_force_with_more_time_whose_assessor_hears_of_it_by_itself() -> None:
    others = a_submission("essex", state=SubmissionState.DUE)
    waiting = a_submission(state=SubmissionState.RECEIVED, deadline_utc=WEEK_LATER)

    in_june = [told(change) for change in agenda(a_round(), [others, waiting], (), (), now=NOW)]
    a_week_later = [
        told(change) for change in agenda(a_round(), [waiting], (), (), now=WEEK_LATER + timedelta(minutes=1))
    ]

    assert in_june == [[("assessments-due", "ada@inspectorate.example")]]
    assert a_week_later == [[("assessment-due-too", "ada@inspectorate.example")]]


def test_a_late_document_that_is_accepted_counts_and_stays_late() -> None:
    change = accept_late(a_case(SubmissionState.DUE), [late()], by="lea", at=NOW, reason="The post was late.")

    (document,) = (move.after for move in change.moves if isinstance(move.after, Document))
    assert (document.counts, document.receipt.on_time, document.accepted_by) == (True, False, "lea")
    assert counted([late()]) == ()
    assert counted([document]) == (document,)


def test_a_force_that_had_missed_the_deadline_is_due_after_all() -> None:
    change = accept_late(a_case(SubmissionState.MISSING), [late()], by="lea", at=NOW, reason="The post was late.")

    assert stored(change).state is SubmissionState.DUE
    assert told(change) == [("assessment-due-too", "ada@inspectorate.example")]


@pytest.mark.parametrize(
    ("document", "message"),
    [
        (a_document(state=DocumentState.READ, pages=1), "“plan.pdf” was not late"),
        (late(accepted_by="ben"), "“plan.pdf” was accepted by ben already"),
        (late(state=DocumentState.UNREADABLE), "is unreadable; only what could be read can be assessed"),
    ],
)
def test_what_cannot_be_accepted_is_named(document: Document, message: str) -> None:
    with pytest.raises(IllegalMove, match=message):
        accept_late(a_case(SubmissionState.DUE), [document], by="lea", at=NOW, reason="Why not.")


def test_nothing_is_accepted_once_the_decisions_are_complete() -> None:
    with pytest.raises(IllegalMove, match="is assessed; have it sent back or reopened first"):
        accept_late(a_case(SubmissionState.ASSESSED), [late()], by="lea", at=NOW, reason="It is short.")


def test_a_refusal_changes_nothing_but_the_record() -> None:
    change = refuse_late(a_case(SubmissionState.DUE), [late()], by="lea", at=NOW, reason="Nine hours are nine hours.")

    assert on_record(change).about["reason"] == "Nine hours are nine hours."
    assert [type(move.after) for move in change.moves] == [Submission]
    assert stored(change).state is SubmissionState.DUE


def test_the_letter_tells_of_the_extension() -> None:
    moved = signed_off("kent").model_copy(update={"deadline_utc": WEEK_LATER})

    letter = letter_of(ROUND_2017, moved, decisions("in_place", "unclear", "commenced", "commenced"))

    assert "to reach us by 31 May 2017, which we moved to 7 June 2017 for you." in " ".join(
        block.words for block in letter.blocks
    )
