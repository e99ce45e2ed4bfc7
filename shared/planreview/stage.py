"""How far a clause says that its work has got, whatever that work is."""

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from planreview.phrases import phrase_pattern
from planreview.round import Cues


class Stage(IntEnum):
    """What one statement says, in rising order of what it claims."""

    ASKED = 0
    MENTIONED = 1
    DENIED = 2
    UNCLEAR = 3
    PLANNED = 4
    COMMENCED = 5
    IN_PLACE = 6


CLAIMS = {"in_place": Stage.IN_PLACE, "commenced": Stage.COMMENCED, "planned": Stage.PLANNED}
REACHING = {"asked": Stage.ASKED, "denied": Stage.DENIED, "future": Stage.PLANNED}
"""Lists whose words reach forward to the end of the clause, and what a clause says in which nothing else holds."""


@dataclass(frozen=True)
class Cue:
    """One phrase found, with the list that it is of."""

    kind: str
    start: int
    end: int


def stage_of(clause: str, cues: Cues, states_in_place: re.Pattern[str]) -> Stage:
    """What a folded clause says. `states_in_place` are the criterion's own words for being met."""
    found = _cues(clause, cues)
    reaching = next((cue for cue in found if cue.kind in REACHING), None)
    free = [cue for cue in found if reaching is None or cue.end <= reaching.start]
    if any(cue.kind == "unclear" for cue in found):
        return Stage.UNCLEAR
    if reaching and reaching.kind == "asked":
        return Stage.ASKED
    claims = [CLAIMS[cue.kind] for cue in free if cue.kind in CLAIMS]
    own = states_in_place.search(clause)
    if own and (reaching is None or own.start() < reaching.start):
        claims.append(Stage.IN_PLACE)
    if claims:
        return max(claims)
    if any(cue.kind == "incomplete" for cue in found):
        return Stage.COMMENCED
    return REACHING[reaching.kind] if reaching else Stage.MENTIONED


def _cues(clause: str, cues: Cues) -> list[Cue]:
    """Every cue in order of place; where two overlap, the longer one alone."""
    found = [
        Cue(kind, match.start(), match.end()) for kind, pattern in _patterns(cues) for match in pattern.finditer(clause)
    ]
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.start - cue.end, cue.start, cue.kind)):
        if all(cue.end <= other.start or other.end <= cue.start for other in kept):
            kept.append(cue)
    return sorted((cue for cue in kept if cue.kind != "neutral"), key=lambda cue: cue.start)


@lru_cache(maxsize=8)
def _patterns(cues: Cues) -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = (*CLAIMS, *REACHING, "unclear", "incomplete", "neutral")
    return tuple((kind, phrase_pattern(getattr(cues, kind))) for kind in kinds)
