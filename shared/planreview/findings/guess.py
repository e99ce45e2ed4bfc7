"""What examples make of all passages together, for one criterion."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from planreview.finding import Compared, Evidence, Reason, Status
from planreview.findings.sight import Sight

STAGES = (Status.UNCLEAR, Status.PLANNED, Status.COMMENCED, Status.IN_PLACE)

NOTHING_BECAUSE = (Reason.DENIED, Reason.ONLY_ASKED, Reason.NO_STAGE)
"""The reasons why nothing is found that examples teach; the last is a mere heading. The first of them weighs most."""

WHYS = (*NOTHING_BECAUSE, Reason.RESULT_UNCLEAR)
"""All reasons that examples teach."""

PASSAGES = 3
"""Passages that a finding by examples quotes at most."""

CLOSEST = 5
"""Passages of which a finding tells what examples make of them, at most."""

TELLS = 0.2
"""The chance from which on a passage tells a reason."""

NEAR = 0.05
"""The chance from which on a passage comes close to a criterion: that it speaks of it, or tells a reason."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one passage says of one criterion: how likely it speaks of it, and how likely each of STAGES is then.

    `whys` are the chances that it tells each of WHYS.
    """

    sight: Sight
    likely: float
    stages: Sequence[float]
    whys: Sequence[float]

    @property
    def closeness(self) -> float:
        return max(self.likely, *self.whys)

    @property
    def compared(self) -> Compared:
        told = max(range(len(WHYS)), key=self.whys.__getitem__)
        return Compared(
            evidence=self.sight.evidence,
            speaks=round(self.likely, 2),
            status=STAGES[max(range(len(STAGES)), key=self.stages.__getitem__)],
            reason=WHYS[told] if self.whys[told] >= TELLS else None,
        )


@dataclass(frozen=True)
class Guess:
    """What all passages together say of one criterion. `chances` are of each status, in rising order; `because` holds
    the quotes of what tells a reason, `compared` the passages that come close to the criterion, the closest first."""

    chances: Sequence[float]
    quotes: tuple[Evidence, ...] = ()
    because: Mapping[Reason, tuple[Evidence, ...]] = field(default_factory=lambda: dict.fromkeys(WHYS, ()))
    compared: tuple[Compared, ...] = ()

    def status(self, by_rules: Status = Status.NOT_FOUND, voice: float = 0.0) -> Status:
        """The likeliest, after the rules have said what they find, in a voice of that strength."""
        added = 0.0 if by_rules is Status.NOT_FOUND else voice
        return max(Status, key=lambda status: self._chances[status] + added * (status is by_rules))

    @property
    def closest(self) -> tuple[Evidence, ...]:
        return tuple(one.evidence for one in self.compared[:1])

    @property
    def tells_a_stage(self) -> bool:
        """Whether it says how the thing stands, if only that it does not, or that nobody knows."""
        status = self.status()
        if status in (Status.NOT_FOUND, Status.UNCLEAR):
            return bool(self.because[Reason.DENIED if status is Status.NOT_FOUND else Reason.RESULT_UNCLEAR])
        return True

    def chance(self, status: Status) -> float:
        return round(self._chances[status], 2)

    @property
    def _chances(self) -> dict[Status, float]:
        return dict(zip(Status, self.chances, strict=True))


def newest(heard: Sequence[tuple[Any, Heard]]) -> Guess:
    """What is said at the newest age at which anything tells how far it is, or denies it; all together where none does.
    Each stands with its age, the newest first; documents of one day are of one age."""
    for _, group in groupby(heard, key=lambda one: one[0]):
        guess = _together([one for _, one in group])
        if guess.tells_a_stage:
            return guess
    return _together([one for _, one in heard])


def _together(heard: Sequence[Heard]) -> Guess:
    """The likelier a passage is to speak of the criterion, the more it has to say of the stage."""
    because = {why: _quotes_of(heard, n) for n, why in enumerate(WHYS)}
    near = sorted((one for one in heard if one.closeness >= NEAR), key=lambda one: one.closeness, reverse=True)
    compared = tuple(one.compared for one in near[:CLOSEST])
    whole = sum(one.likely**3 for one in heard)
    if not whole:
        return Guess((1.0, *(0.0 for _ in STAGES)), because=because, compared=compared)
    found = max(one.likely for one in heard)
    stages = [sum(one.likely**3 * one.stages[n] for one in heard) / whole for n in range(len(STAGES))]
    best = max(range(len(STAGES)), key=stages.__getitem__)
    telling = sorted(heard, key=lambda one: one.likely * one.stages[best], reverse=True)
    quotes = [one.sight.evidence for one in telling[:PASSAGES] if one is telling[0] or one.likely > found / 2]
    return Guess((1 - found, *(found * stage for stage in stages)), tuple(quotes), because, compared)


def _quotes_of(heard: Sequence[Heard], why: int) -> tuple[Evidence, ...]:
    """What tells a reason, the likeliest first."""
    telling = sorted((one for one in heard if one.whys[why] >= TELLS), key=lambda one: one.whys[why], reverse=True)
    return tuple(one.sight.evidence for one in telling[:PASSAGES])
