"""What an inspector decided on one criterion. Software proposes; this is what counts."""

from collections.abc import Iterable

from planreview.finding import Evidence, Status
from planreview.value import Identifier, Instant, Value


class Decision(Value):
    """One decision on one criterion. `revision` counts from 1; a later one replaces an earlier one, which stays.

    `proposal` is the revision of the proposal that was seen, 0 where there was none. `reason` says why the decision
    differs from it; `sentence` is the inspector's own for the letter.
    """

    round_id: Identifier
    force_id: Identifier
    criterion: Identifier
    revision: int
    status: Status
    evidence: tuple[Evidence, ...] = ()
    reason: str | None = None
    sentence: str | None = None
    proposal: int = 0
    by: Identifier
    at: Instant


def current_by_force(decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """For each force that has one, the decision in force for each criterion."""
    by_force: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_force.setdefault(decision.force_id, []).append(decision)
    return {force_id: current(made) for force_id, made in by_force.items()}


def current(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision in force for each criterion that has one."""
    return {decision.criterion: decision for decision in sorted(decisions, key=lambda one: one.revision)}
