"""One document for several forces: uploaded once, and named on each submission."""

from datetime import UTC, date, datetime, timedelta

import pytest

from planreview.acts import Case
from planreview.document import Document, DocumentState, Reason
from planreview.errors import IllegalMove
from planreview.notice import Notice
from planreview.proposing import unread
from planreview.sharing import share
from planreview.submission import Submission, SubmissionState
from tests.core.samples import DEADLINE, IN_TIME, a_document, a_round, a_submission

NOW = datetime(2017, 6, 2, 9, 0, tzinfo=UTC)
SENT = a_document(state=DocumentState.READ, pages=2)


def shared(state: SubmissionState, document: Document = SENT) -> tuple[Document, Submission, list[str]]:
    """The document as Essex has it, Essex's submission, and what is told."""
    case = Case(a_round(), a_submission("essex", state=state))
    theirs, change = share(case, document, by="lea", at=NOW, reason="One department serves both.")
    submission = next(move.after for move in change.moves if isinstance(move.after, Submission))
    assert theirs in change.new
    return theirs, submission, [record.kind for record in change.new if isinstance(record, Notice)]


def test_a_shared_document_keeps_its_bytes_and_its_time_and_belongs_to_both() -> None:
    theirs, submission, told = shared(SubmissionState.AWAITED)

    assert (theirs.force_id, theirs.shared_by, theirs.counts) == ("essex", "kent", True)
    assert (theirs.receipt.sha256, theirs.receipt.received_at) == (SENT.receipt.sha256, IN_TIME)
    assert theirs.id != SENT.id
    assert (submission.state, told) == (SubmissionState.RECEIVED, ["shared"])


def test_lateness_is_judged_by_the_other_forces_own_deadline() -> None:
    late = a_document(DEADLINE + timedelta(hours=1), state=DocumentState.READ, pages=2)

    theirs, submission, _ = shared(SubmissionState.DUE, late)

    assert (theirs.receipt.on_time, theirs.counts, submission.state) == (False, False, SubmissionState.DUE)


def test_a_force_that_had_sent_nothing_itself_is_due_after_all() -> None:
    _, submission, told = shared(SubmissionState.MISSING)

    assert (submission.state, told) == (SubmissionState.DUE, ["shared", "assessment-due-too"])


def test_what_cannot_be_read_of_an_archive_goes_with_it_and_is_unread_there_too() -> None:
    lost = SENT.model_copy(
        update={"id": "inner", "parent_id": SENT.id, "state": DocumentState.UNREADABLE, "reason": Reason.ENCRYPTED}
    )

    (archive, _, _), (theirs, _, told) = (shared(SubmissionState.RECEIVED, one) for one in (SENT, lost))

    assert (unread([archive, theirs]), told) == (("plan.pdf",), [])


def test_an_assessment_that_is_due_after_all_falls_due_no_sooner_than_in_a_week() -> None:
    case = Case(a_round(), a_submission("essex", state=SubmissionState.MISSING, due_on=date(2017, 6, 5)))

    _, change = share(case, SENT, by="lea", at=NOW, reason="One department serves both.")

    [after] = [move.after for move in change.moves if isinstance(move.after, Submission)]
    assert after.due_on == date(2017, 6, 9)


def test_what_an_archive_holds_stays_inside_it_and_the_force_hears_of_the_archive_alone() -> None:
    inner = SENT.model_copy(update={"id": "inner", "parent_id": SENT.id})

    (archive, _, of_archive), (theirs, _, of_inner) = (shared(SubmissionState.RECEIVED, one) for one in (SENT, inner))

    assert theirs.parent_id == archive.id
    assert (of_archive, of_inner) == (["shared"], [])


@pytest.mark.parametrize(
    ("document", "state", "message"),
    [
        (
            a_document(force_id="essex", state=DocumentState.READ, pages=1),
            SubmissionState.DUE,
            "is of Essex Police already",
        ),
        (a_document(), SubmissionState.DUE, "only what could be read can serve another force"),
        (SENT, SubmissionState.SIGNED_OFF, "is signed_off; have it sent back or reopened first"),
    ],
)
def test_what_cannot_be_shared_is_refused(document: Document, state: SubmissionState, message: str) -> None:
    with pytest.raises(IllegalMove, match=message):
        shared(state, document)
