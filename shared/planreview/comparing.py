"""What changed rules would change, before they are adopted."""

from collections import Counter
from collections.abc import Iterable, Iterator

from planreview.assessment import Assessment
from planreview.finding import Finding, Status
from planreview.round import Round
from planreview.value import Identifier, Value


class Change(Value):
    """One criterion that comes out differently. `old` is None where only the new rules ask it, `new` where only the
    old ones did."""

    criterion: Identifier
    old: Finding | None
    new: Finding | None


def changes(old: Assessment, new: Assessment) -> Iterator[Change]:
    """The criteria whose status, reason, second reading or voices differ, in the order of the new round;
    dropped ones last.

    Quotes alone make no change: what an inspector decides on is the same.
    """
    before = {finding.criterion: finding for finding in old.findings}
    for finding in new.findings:
        was = before.pop(finding.criterion, None)
        if was is None or _answer(was) != _answer(finding):
            yield Change(criterion=finding.criterion, old=was, new=finding)
    for finding in before.values():
        yield Change(criterion=finding.criterion, old=finding, new=None)


def moves(found: Iterable[Change]) -> Counter[tuple[Status | None, Status | None]]:
    """How many criteria went from which status to which; without those that kept theirs."""
    pairs = ((_status(change.old), _status(change.new)) for change in found)
    return Counter(pair for pair in pairs if pair[0] != pair[1])


def share_a_version(old: Round, new: Round) -> bool:
    """Whether two sets of rules that differ call themselves the same: every change of the rules is a new version."""
    return old != new and (old.id, old.version) == (new.id, new.version)


def _status(finding: Finding | None) -> Status | None:
    return finding.status if finding else None


def _answer(finding: Finding) -> tuple[object, ...]:
    return finding.status, finding.reason, finding.also, finding.by, finding.second and finding.second.status
