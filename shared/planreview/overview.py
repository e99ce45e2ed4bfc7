"""The national picture: every force's outcome, and how many there are of each."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated

from pydantic import Field

from planreview.assessment import band_by
from planreview.decision import Decision, current_by_force
from planreview.errors import RoundFileInvalid
from planreview.faults import parsed
from planreview.finding import Status
from planreview.force import Force
from planreview.letter import WRITTEN_OF
from planreview.round import Round
from planreview.submission import Submission, SubmissionState
from planreview.value import Identifier, Value


class Outcome(Value):
    """What was decided on one force: a status for each criterion, and the band that follows from them.

    `illustrative` marks criteria whose status is made up to fill a picture, and is nobody's real result.
    """

    force_id: Identifier
    force: str
    statuses: Mapping[str, Status]
    band: Identifier
    illustrative: tuple[Identifier, ...] = ()
    source: str | None = None


class Overview(Value):
    """All outcomes of a round in the order of the forces' names. `undecided` are forces without one, `missing` those
    of which nothing arrived in time; `banner` stands above all of it."""

    round_id: Identifier
    title: str
    inspectorate: str
    banner: str | None = None
    outcomes: tuple[Outcome, ...]
    undecided: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def bands(self) -> Counter[str]:
        """How many forces are in each band, by its id."""
        return Counter(outcome.band for outcome in self.outcomes)

    def statuses(self, criterion: str) -> Counter[Status]:
        """How many forces have each status of one criterion."""
        return Counter(outcome.statuses[criterion] for outcome in self.outcomes)

    @property
    def has_illustrations(self) -> bool:
        return any(outcome.illustrative for outcome in self.outcomes)


def outcome(
    round_: Round, force: Force, statuses: Mapping[str, Status], *, illustrative: Sequence[str] = (),
    source: str | None = None,
) -> Outcome:  # fmt: skip
    """The outcome of a force whose every criterion has been decided."""
    return Outcome(
        force_id=force.id,
        force=force.name,
        statuses={criterion.id: statuses[criterion.id] for criterion in round_.criteria},
        band=band_by(round_, statuses).id,
        illustrative=tuple(illustrative),
        source=source,
    )


def final_decisions(submissions: Sequence[Submission], decisions: Iterable[Decision]) -> dict[str, dict[str, Decision]]:
    """By force the decisions in force, by criterion, of those whose assessment is signed off."""
    made = current_by_force(decisions)
    return {one.force_id: made[one.force_id] for one in submissions if one.state in WRITTEN_OF}


def overview_of(
    round_: Round, submissions: Sequence[Submission], decided: Mapping[str, Mapping[str, Decision]]
) -> Overview:
    """The overview that follows from decisions: by force those in force, by criterion. Other forces are undecided."""
    outcomes = (
        outcome(round_, one.force, {criterion: made.status for criterion, made in decided[one.force_id].items()})
        for one in submissions
        if one.force_id in decided
    )
    others = [one for one in submissions if one.force_id not in decided]
    missing = [one.force.name for one in others if one.state is SubmissionState.MISSING]
    undecided = [one.force.name for one in others if one.state is not SubmissionState.MISSING]
    return overview(round_, outcomes, undecided, missing)


def overview(
    round_: Round, outcomes: Iterable[Outcome], undecided: Iterable[str] = (), missing: Iterable[str] = ()
) -> Overview:
    return Overview(
        round_id=round_.id,
        title=round_.title,
        inspectorate=round_.inspectorate,
        banner=round_.banner,
        outcomes=tuple(sorted(outcomes, key=lambda one: one.force)),
        undecided=tuple(sorted(undecided)),
        missing=tuple(sorted(missing)),
    )


class _Given(Value):
    force: Identifier
    statuses: dict[str, Status]
    illustrative: tuple[Identifier, ...] = ()
    source: str | None = None


class _DecisionsFile(Value):
    decisions: Annotated[tuple[_Given, ...], Field(min_length=1)]


def read_decisions(source: str, round_: Round, forces: Sequence[Force], file: str = "decisions") -> Overview:
    """The overview of decisions that a TOML text lists. Raises RoundFileInvalid with every fault and its place."""
    given = parsed(_DecisionsFile, source, file).decisions
    known = {force.id: force for force in forces}
    criteria = [criterion.id for criterion in round_.criteria]
    faults = [
        f"decisions of {one.force}: {fault}"
        for one in given
        for fault in (
            *(() if one.force in known else ("there is no such force",)),
            *(f"{missing} is not decided" for missing in criteria if missing not in one.statuses),
            *(f"{extra} is no criterion" for extra in one.statuses if extra not in criteria),
            *(f"{extra} is no criterion" for extra in one.illustrative if extra not in criteria),
        )
    ]
    twice = [id_ for id_, times in Counter(one.force for one in given).items() if times > 1]
    faults += [f"decisions of {id_}: are there twice" for id_ in twice]
    if faults:
        raise RoundFileInvalid(file, faults)
    decided = {one.force for one in given}
    return overview(
        round_,
        (
            outcome(round_, known[one.force], one.statuses, illustrative=one.illustrative, source=one.source)
            for one in given
        ),
        (force.name for force in forces if force.id not in decided),
    )
