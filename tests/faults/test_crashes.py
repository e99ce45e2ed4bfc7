"""Every handler is stopped before and after each AWS call that it makes, and what it was given is delivered again.

The crash points come from the calls as they are made, so a call that is added later is swept too. One play of the
round visits many points: each message is lost up to four times, since its queue gives it up at the fifth.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from local.functions import Invocable
from planreview.aws import clients
from tests.faults.conftest import Killed, disturb, outcome, play, small_round

Point = tuple[str, int, str, str]
"""Function, number of the call within its run, name of the call, and `before` or `after`."""

LOSSES = 4


@dataclass
class Killer:
    """Kills each run at the first point at which none was killed yet.

    A call killed `before` never reaches AWS; one killed `after` took effect, and its answer is lost.
    """

    killed_at: set[Point] = field(default_factory=set)
    losses: Counter[str] = field(default_factory=Counter)
    function: str = ""
    messages: tuple[str, ...] = ()
    calls: int = 0

    def run(self, function: Invocable, event: Mapping[str, Any]) -> Any:
        self.function, self.calls = function.logical_id, 0
        self.messages = tuple(record.get("messageId") or record["eventID"] for record in event.get("Records", ()))
        try:
            return function(event)
        finally:
            self.function = ""

    def before(self, model: Any, **_: Any) -> None:
        self.calls += 1
        self._perhaps(model, "before")

    def after(self, model: Any, **_: Any) -> None:
        self._perhaps(model, "after")

    def _perhaps(self, model: Any, when: str) -> None:
        point = (self.function, self.calls, f"{model.service_model.service_name}.{model.name}", when)
        spared = any(self.losses[message] == LOSSES for message in self.messages)
        if self.function and point not in self.killed_at and not spared:
            self.killed_at.add(point)
            self.losses.update(self.messages)
            raise Killed


@contextmanager
def listening(killer: Killer) -> Iterator[None]:
    emitters = [make().meta.events for make in (clients.s3, clients.dynamodb, clients.events, clients.ses)]
    for emitter in emitters:
        emitter.register_first("before-call", killer.before)
        emitter.register_first("after-call", killer.after)
    yield


def test_a_handler_that_is_stopped_at_any_call_ends_as_if_it_had_not_been(
    undisturbed: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    killer = Killer()
    plays, before = 0, -1
    while before < len(killer.killed_at):  # until a play meets no point that was not met before
        before = len(killer.killed_at)
        with small_round() as stack, listening(killer):
            disturb(stack, killer.run)
            play(stack)
            assert outcome(stack) == undisturbed
        plays += 1

    with capsys.disabled():
        counts = Counter(function for function, *_ in killer.killed_at)
        print(f"\n{len(killer.killed_at)} crash points in {plays} plays: {dict(sorted(counts.items()))}")  # noqa: T201
    assert set(counts) == {
        f"{name}Function" for name in ("Receive", "Relay", "Extract", "Recognise", "Assess", "Notify", "Deadlines")
    }
