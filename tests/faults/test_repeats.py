"""Everything is delivered at least once: twice at once, again much later, and in another order."""

from collections.abc import Mapping
from typing import Any

from local.functions import Invocable
from tests.faults.conftest import disturb, outcome, play, settle, small_round


def test_every_event_may_come_twice(undisturbed: dict[str, Any]) -> None:
    def twice(function: Invocable, event: Mapping[str, Any]) -> Any:
        function(event)
        return function(event)

    with small_round() as stack:
        disturb(stack, twice)
        play(stack)

        assert outcome(stack) == undisturbed


def test_every_event_may_come_again_later_and_in_reverse_order(undisturbed: dict[str, Any]) -> None:
    seen: list[tuple[Invocable, Mapping[str, Any]]] = []

    def kept(function: Invocable, event: Mapping[str, Any]) -> Any:
        seen.append((function, event))
        return function(event)

    with small_round() as stack:
        disturb(stack, kept)
        play(stack)
        for function, event in reversed(seen.copy()):
            function(event)
        settle(stack)

        assert outcome(stack) == undisturbed


def test_announcements_may_overtake_each_other(undisturbed: dict[str, Any]) -> None:
    def reversed_batch(function: Invocable, event: Mapping[str, Any]) -> Any:
        return function({**event, "Records": event["Records"][::-1]} if "Records" in event else event)

    with small_round() as stack:
        disturb(stack, reversed_batch)
        play(stack)

        assert outcome(stack) == undisturbed
