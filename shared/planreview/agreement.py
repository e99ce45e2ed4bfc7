"""How often two inspectors who judged apart were of one mind, beyond what chance would give."""

from collections import Counter
from collections.abc import Sequence

from planreview.finding import Status
from planreview.judgement import Judgement
from planreview.round import Round
from planreview.submission import Submission
from planreview.value import Identifier, Value


class Agreement(Value):
    """On one criterion: over how many `forces` both have judged, on how many they `agreed`, and Cohen's kappa.

    Kappa is 1 where they always agree, 0 where they agree as often as chance would have it with statuses as frequent as
    each gave them, and below that where less often. It is None where chance alone would make them agree, as when both
    gave one and the same status throughout.
    """

    criterion: Identifier
    forces: int
    agreed: int
    kappa: float | None


def agreement(
    round_: Round, submissions: Sequence[Submission], judgements: Sequence[Judgement]
) -> tuple[Agreement, ...]:
    """One for each criterion. The two raters are the assessors and the moderators; forces still being judged are out.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", 1960.
    """
    given = {(one.force_id, one.criterion, one.by): one.status for one in judgements}
    both = [one for one in submissions if one.is_open(round_) and one.judged_by]
    return tuple(
        _on(
            criterion.id,
            [
                tuple(given[one.force_id, criterion.id, by] for by in (one.assessor_id, one.moderator_id))
                for one in both
            ],
        )
        for criterion in round_.criteria
    )


def _on(criterion: str, pairs: Sequence[tuple[Status, ...]]) -> Agreement:
    agreed = sum(first is second for first, second in pairs)
    return Agreement(criterion=criterion, forces=len(pairs), agreed=agreed, kappa=_kappa(pairs, agreed))


def _kappa(pairs: Sequence[tuple[Status, ...]], agreed: int) -> float | None:
    firsts, seconds = (Counter(pair[rater] for pair in pairs) for rater in (0, 1))
    by_chance = sum(firsts[status] * seconds[status] for status in firsts)
    count = len(pairs)
    if by_chance == count * count:
        return None
    return (count * agreed - by_chance) / (count * count - by_chance)
