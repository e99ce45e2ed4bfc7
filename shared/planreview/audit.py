"""Who did what to a force's assessment, when and why: entries only ever added, each sealed to the one before."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from planreview.value import Identifier, Instant, Value


class AuditEntry(Value):
    """One act of one person. `number` counts from 1; `previous` is the seal of the entry before, empty for the first.

    `seal` is the SHA-256 of all the other fields: an entry that was changed no longer fits its own seal, and one that
    is missing or put in leaves its neighbour's `previous` without an entry.
    """

    round_id: Identifier
    force_id: Identifier
    number: int
    at: Instant
    by: Identifier
    act: str
    about: Mapping[str, str]
    previous: str
    seal: str = ""

    def sealed(self) -> "AuditEntry":
        return self.model_copy(update={"seal": self._digest()})

    @property
    def fits(self) -> bool:
        return self.seal == self._digest()

    def _digest(self) -> str:
        fields = self.model_dump(mode="json", exclude={"seal"})
        return hashlib.sha256(json.dumps(fields, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def next_entry(  # noqa: PLR0913  who, what, when and after what
    *,
    round_id: str,
    force_id: str,
    number: int,
    previous: str,
    at: datetime,
    by: str,
    act: str,
    about: Mapping[str, str],
) -> AuditEntry:
    """The entry that follows `number - 1` others, of which the last has the seal `previous`."""
    return AuditEntry(
        round_id=round_id,
        force_id=force_id,
        number=number,
        at=at,
        by=by,
        act=act,
        about=dict(about),
        previous=previous,
    ).sealed()


def faults_in(entries: Sequence[AuditEntry], *, expected: int, head: str) -> Iterator[str]:
    """What is wrong with a trail that should hold `expected` entries and end with the seal `head`; nothing if sound."""
    ordered = sorted(entries, key=lambda entry: entry.number)
    previous = ""
    for place, entry in enumerate(ordered, start=1):
        if entry.number != place:
            yield f"entry {place} is missing or there twice; the next is number {entry.number}"
            return
        if not entry.fits:
            yield f"entry {place} ({entry.act} by {entry.by}) was changed: it does not fit its seal"
        if entry.previous != previous:
            yield f"entry {place} ({entry.act} by {entry.by}) does not follow the one before it"
        previous = entry.seal
    if len(ordered) != expected:
        yield f"{len(ordered)} entries, but the submission tells of {expected}"
    elif previous != head:
        yield "the last entry is not the one that the submission tells of"
