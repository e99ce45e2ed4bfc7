"""What assess writes to the table for a force that has sent many documents, and what a crash leaves undone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest

from local.stack import Stack
from planreview import proposing
from planreview.aws import clients, documents, records
from planreview.change import Change
from planreview.document import Document, DocumentState
from tests.conftest import london
from tests.core.samples import a_document, text_of
from tests.handlers.conftest import ROUND_ID

Event = Callable[..., dict[str, Any]]
MANY = 12


class Killed(BaseException):
    """The process is gone."""


def read(number: int) -> Document:
    """A document of Kent's that was read, and waits to be assessed."""
    text = text_of(f"Monitoring of our IT systems has started in area {number}.".encode(), f"plan {number}.txt")
    document = a_document(id=f"{number:024x}", round_id=ROUND_ID, state=DocumentState.READ, pages=1)
    receipt = document.receipt.model_copy(update={"name": text.document, "sha256": text.sha256})
    document = document.model_copy(update={"receipt": receipt})
    documents.keep_text(ROUND_ID, "kent", document.id, text)
    records.apply(Change(new=(document,)))
    return document


def waiting() -> list[str]:
    return [record.id for record in records.unfinished("document", london("2018-01-01"))]


@contextmanager
def finishing(call: Callable[..., None]) -> Iterator[None]:
    """Lets `call` see each item that is updated, before it is."""
    emitter, name = clients.dynamodb().meta.events, "before-call.dynamodb.UpdateItem"
    emitter.register_first(name, call)
    try:
        yield
    finally:
        emitter.unregister(name, call)


def kill(**_: Any) -> None:
    raise Killed


def updates(stack: Stack, messages: list[dict[str, Any]]) -> int:
    """How many items are updated while `assess` takes some messages."""
    seen = []

    def see(**_: Any) -> None:
        seen.append(1)

    with finishing(see):
        for message in messages:
            stack.functions["AssessFunction"](message)
    return len(seen)


def test_all_that_a_new_proposal_rests_on_is_finished_and_then_each_message_finishes_its_own(
    stack: Stack, event: Event
) -> None:
    stack.clock.set(london("2017-05-31 12:00"))
    sent = [read(number) for number in range(MANY)]

    first = updates(stack, [event("assess", sent[0].id)])
    left, others = waiting(), updates(stack, [event("assess", one.id) for one in sent[1:]])

    assert (first, left, others) == (MANY, [], MANY - 1)


def test_documents_that_are_read_one_by_one_are_finished_one_by_one(stack: Stack, event: Event) -> None:
    stack.clock.set(london("2017-05-31 12:00"))

    counts = [updates(stack, [event("assess", read(number).id)]) for number in range(MANY)]

    assert (counts, waiting()) == ([1] * MANY, [])


def test_what_a_crash_left_unfinished_after_the_proposal_was_stored_is_announced_again_and_finished(
    stack: Stack, event: Event
) -> None:
    stack.clock.set(london("2017-05-31 12:00"))
    sent = [read(number) for number in range(3)]
    with finishing(kill), pytest.raises(Killed):
        stack.functions["AssessFunction"](event("assess", sent[0].id))
    stack.functions["AssessFunction"](
        event("assess", sent[0].id)
    )  # the message comes again, those of the others do not
    assert waiting() == [one.id for one in sent[1:]]

    stack.advance(stack.clock() + timedelta(minutes=31))

    proposal = records.proposal(ROUND_ID, "kent")
    assert (waiting(), proposal and proposal.revision) == ([], 1)


def test_what_is_more_than_can_be_assessed_together_is_told_once_and_does_not_come_again(
    stack: Stack, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proposing, "READ", 3 * (proposing.DIGEST + len("plan 0.txt")))
    stack.clock.set(london("2017-05-31 12:00"))
    sent = [read(number) for number in range(5)]
    stack.functions["AssessFunction"](event("assess", sent[0].id))
    assert waiting() == [one.id for one in sent[3:]]

    stack.advance(stack.clock() + timedelta(minutes=31))
    stack.advance(stack.clock() + timedelta(minutes=31))

    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal
    assert [one.document for one in proposal.assessment.documents] == ["plan 0.txt", "plan 1.txt", "plan 2.txt"]
    assert proposal.assessment.unread == ("the last 2, from “plan 3.txt” on: more than can be assessed together",)
    log = stack.log.getvalue()  # type: ignore[attr-defined]
    assert (waiting(), proposal.revision, log.count("more documents than can be assessed together")) == ([], 1, 1)
    assert (stack.failures, stack.dead_letters()) == ([], {})
