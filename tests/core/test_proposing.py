"""A proposal is made again where something has changed that it rests on, and only there."""

from datetime import UTC, datetime

from planreview.assessment import assess
from planreview.document import Document, DocumentState, Reason
from planreview.proposal import Proposal
from planreview.proposing import rests_on, unread
from planreview.text import Text
from tests.core.samples import a_document, a_round, text_of

PLAN = text_of(b"The IT system monitoring has started.", "plan.txt")


def of(text: Text) -> Document:
    document = a_document(state=DocumentState.READ, pages=1)
    return document.model_copy(
        update={"receipt": document.receipt.model_copy(update={"name": text.document, "sha256": text.sha256})}
    )


def test_it_rests_on_the_documents_the_rules_and_the_examples_that_it_was_made_with() -> None:
    round_, document = a_round(), of(PLAN)
    made = Proposal(
        round_id=round_.id,
        force_id="kent",
        revision=1,
        proposed_at=datetime(2017, 6, 1, tzinfo=UTC),
        assessment=assess(round_, [PLAN]),
    )

    same = rests_on(made, round_, None, [document], [])
    others = [
        rests_on(made, round_.model_copy(update={"version": 2}), None, [document], []),
        rests_on(made, round_, "0" * 64, [document], []),
        rests_on(made, round_, None, [document, of(text_of(b"Another.", "annex.txt"))], []),
        rests_on(made, round_, None, [of(text_of(b"Sent again.", "plan.txt"))], []),
        rests_on(made, round_, None, [document], ["annex.pdf"]),
    ]

    assert (same, others) == (True, [False] * 5)


def test_what_came_in_time_and_cannot_be_read_is_named_but_for_pictures_in_mails() -> None:
    lost = a_document(state=DocumentState.UNREADABLE, reason=Reason.ENCRYPTED)
    picture = a_document(state=DocumentState.UNREADABLE, reason=Reason.UNSUPPORTED, parent_id=lost.id)

    assert unread([lost, picture, a_document()]) == ("plan.pdf",)
