"""A proposal is made again where something has changed that it rests on, and only there."""

from datetime import UTC, datetime

import pytest

from planreview.assessment import assess
from planreview.document import Document, DocumentState, Reason
from planreview.notice import Notice
from planreview.proposal import Proposal
from planreview.proposing import propose, rests_on, unread
from planreview.submission import Submission, SubmissionState
from planreview.text import Text
from tests.core.samples import a_document, a_round, a_submission, text_of

NOW = datetime(2017, 6, 1, tzinfo=UTC)
PLAN = text_of(b"The IT system monitoring has started.", "plan.txt")
ANNEX = text_of(b"Another.", "annex.txt")


def of(text: Text) -> Document:
    document = a_document(state=DocumentState.READ, pages=1)
    return document.model_copy(
        update={"receipt": document.receipt.model_copy(update={"name": text.document, "sha256": text.sha256})}
    )


def the_first() -> Proposal:
    return Proposal(
        round_id="plans-2017",
        force_id="kent",
        revision=1,
        proposed_at=NOW,
        assessment=assess(a_round(), [PLAN]),
    )


def told_of_another(submission: Submission, texts: list[Text], previous: Proposal | None) -> list[tuple[str, str]]:
    """Kind and address of each notice that a new proposal sends."""
    change = propose(assess(a_round(), texts), a_round(), submission, previous, at=NOW)
    assert change is not None
    return [(one.kind, one.to) for one in change.new if isinstance(one, Notice)]


@pytest.mark.parametrize(
    ("state", "whom"),
    [
        (SubmissionState.DUE, "ada@inspectorate.example"),
        (SubmissionState.ASSESSED, "ben@inspectorate.example"),
        (SubmissionState.SIGNED_OFF, "lea@inspectorate.example"),
    ],
)
def test_what_is_read_after_inspectors_have_begun_is_told_to_the_next_of_them(
    state: SubmissionState, whom: str
) -> None:
    begun = a_submission(state=state, acted_at=NOW)

    assert told_of_another(begun, [PLAN, ANNEX], the_first()) == [("new-evidence", whom)]


@pytest.mark.parametrize(
    "submission", [a_submission(state=SubmissionState.DUE), a_submission(state=SubmissionState.RECEIVED, acted_at=NOW)]
)
def test_nobody_is_told_of_a_new_proposal_before_inspectors_have_begun(submission: Submission) -> None:
    assert told_of_another(submission, [PLAN, ANNEX], the_first()) == []


def test_nobody_is_told_of_a_first_proposal_or_of_one_by_other_rules_alone() -> None:
    begun = a_submission(state=SubmissionState.DUE, acted_at=NOW)
    by_other_rules = the_first().assessment.model_copy(update={"round_version": 0})
    before = the_first().model_copy(update={"assessment": by_other_rules})

    assert told_of_another(begun, [PLAN], None) == []
    assert told_of_another(begun, [PLAN], before) == []


def test_it_rests_on_the_documents_the_rules_and_the_examples_that_it_was_made_with() -> None:
    round_, document = a_round(), of(PLAN)
    made = the_first()

    same = rests_on(made, round_, None, [document], [])
    others = [
        rests_on(made, round_.model_copy(update={"version": 2}), None, [document], []),
        rests_on(made, round_, "0" * 64, [document], []),
        rests_on(made, round_, None, [document, of(ANNEX)], []),
        rests_on(made, round_, None, [of(text_of(b"Sent again.", "plan.txt"))], []),
        rests_on(made, round_, None, [document], ["annex.pdf"]),
    ]

    assert (same, others) == (True, [False] * 5)


def test_what_came_in_time_and_cannot_be_read_is_named_but_for_pictures_in_mails() -> None:
    lost = a_document(state=DocumentState.UNREADABLE, reason=Reason.ENCRYPTED)
    picture = a_document(state=DocumentState.UNREADABLE, reason=Reason.UNSUPPORTED, parent_id=lost.id)

    assert unread([lost, picture, a_document()]) == ("plan.pdf",)
