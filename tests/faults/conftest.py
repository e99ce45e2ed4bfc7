"""A small round that can be disturbed, and what must be the same however much it was."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from local.clock import Clock
from local.functions import Invocable
from local.stack import Stack
from planreview.aws import records
from planreview.document import Document
from planreview.outbox import Waiting
from tests.conftest import ROOT, ROUND, forces, london
from tests.samples.makers.hostile import archive

ROUND_ID = "apsp-2017"
LONGEST_AWAY = timedelta(minutes=31)
"""Longer than the longest visibility timeout of the template (30 minutes), and than a notice's lease."""


ARCHIVE = archive({"plan.txt": "Monitoring of our IT systems has started."})
SCAN = (ROOT / "tests/samples/formats/scan.png").read_bytes()
"""Recognising is switched off in these rounds: it takes a second each time, and calls AWS no further."""


class Killed(BaseException):
    """The process is gone. Not an Exception, so that nothing in it can carry on."""


@dataclass
class Disturbed:
    """A function between which and its events somebody stands."""

    inner: Invocable
    call: Callable[[Invocable, Mapping[str, Any]], Any]

    @property
    def logical_id(self) -> str:
        return self.inner.logical_id

    def __call__(self, event: Mapping[str, Any]) -> Any:
        return self.call(self.inner, event)


def disturb(stack: Stack, call: Callable[[Invocable, Mapping[str, Any]], Any]) -> None:
    """Lets `call` hand the events to the functions, instead of the stack itself."""
    for queue in stack.queues:
        queue.function = Disturbed(queue.function, call)
    for stream in stack.streams:
        stream.function = Disturbed(stream.function, call)
    for name, function in stack.functions.items():
        stack.functions[name] = Disturbed(function, call)


@contextmanager
def small_round() -> Iterator[Stack]:
    with Stack(Clock(london("2017-05-16 09:00")), parameters={"RecogniseWith": "none"}) as stack:
        stack.open_round(ROUND, forces("kent", "norfolk", "surrey"))
        yield stack


def play(stack: Stack) -> None:
    """A document in time, inside an archive; an empty one and a scan; a late one, and the deadline between."""
    send(stack, "2017-05-22 14:12", "kent", ARCHIVE)
    send(stack, "2017-05-23 15:00", "norfolk", b"")
    send(stack, "2017-05-24 15:00", "norfolk", SCAN)
    tick(stack, "2017-06-01 00:05")
    send(stack, "2017-06-02 09:00", "surrey", b"Too late.")
    for hour in range(9, 24):  # what was lost is set in motion again, step by step
        tick(stack, f"2017-06-05 {hour:02}:00")
        if not unfinished():
            break


def send(stack: Stack, at: str, force: str, content: bytes) -> None:
    stack.clock.set(london(at))
    stack.upload(ROUND_ID, force, "plan.txt", content)
    settle(stack)


def tick(stack: Stack, at: str) -> None:
    stack.clock.set(london(at))
    while True:
        try:
            stack.run_schedules()
        except Killed:
            continue  # Scheduler tries again
        break
    settle(stack)


def settle(stack: Stack) -> None:
    """Delivers until nothing waits, in a new process after each kill, and then what comes back after its time away."""
    while True:
        try:
            stack.settle()
        except Killed:
            continue
        if not any(pump.away for pump in stack.queues) and not any(pump.waiting for pump in stack.streams):
            return
        stack.clock.set(stack.clock() + LONGEST_AWAY)


def outcome(stack: Stack) -> dict[str, Any]:
    """State, receipts, findings and mails."""
    return {
        "submissions": {s.force_id: s.state for s in records.submissions(ROUND_ID)},
        "documents": sorted(map(_of_document, records.documents(ROUND_ID))),
        "proposals": [(p.force_id, p.revision, p.assessment) for p in records.proposals(ROUND_ID)],
        "events": sorted(event.type for event in records.events(ROUND_ID)),
        "notices": sorted((n.kind, n.to, n.state) for n in records.notices(ROUND_ID)),
        "mails": sorted((mail.to, mail.subject) for mail in stack.mailbox.mails),
        "unfinished": unfinished(),
        "dead letters": stack.dead_letters(),
    }


def unfinished() -> list[Waiting]:
    kinds = ("event", "notice", "document")
    return [record for kind in kinds for record in records.unfinished(kind, london("2018-01-01"))]


def _of_document(document: Document) -> tuple[str, ...]:
    receipt = document.receipt
    return document.force_id, document.name, receipt.sha256, str(receipt.received_at), document.state


@pytest.fixture(scope="session")
def undisturbed() -> dict[str, Any]:
    with small_round() as stack:
        play(stack)
        return outcome(stack)
