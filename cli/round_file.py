"""`planreview round`: check a round file, or open it in a stack."""

import argparse

from cli.console import complain, say
from cli.files import FORCES, ROUND, load_forces, load_learned, load_round, round_files
from cli.target import reach
from planreview.aws import clock
from planreview.aws.rounds import apply_revision, open_round, revision_of
from planreview.deadline import shown
from planreview.errors import Conflict, LearnedInvalid, RoundFileInvalid
from planreview.revising import Revision, risks_of_opening
from planreview.submission import open_submissions

ATTEMPTS = 5


def check(chosen: argparse.Namespace) -> int:
    faults: list[str] = []
    for load, path in ((load_round, chosen.round), (load_forces, chosen.forces)):
        try:
            load(path)
        except RoundFileInvalid as error:
            faults += str(error).splitlines()
    faults = faults or _faults_together(chosen)
    for fault in faults:
        complain(fault)
    if faults:
        complain("1 fault" if len(faults) == 1 else f"{len(faults)} faults")
        return 1
    round_, forces = load_round(chosen.round), load_forces(chosen.forces)
    say(
        f"{chosen.round.name}: no faults. Round {round_.id}, {len(round_.criteria)} criteria,"
        f" {len(round_.bands)} bands, {len(forces)} forces of {chosen.forces.name}; the deadline is"
        f" {shown(round_.request.deadline_utc, round_.request.tz)}."
    )
    return 0


def _faults_together(chosen: argparse.Namespace) -> list[str]:
    """What shows only when the round is given its forces, days on which nothing can fall due or unknown holidays, and
    what was learned, which may be for other rules."""
    try:
        open_submissions(load_round(chosen.round), load_forces(chosen.forces))
        load_learned(chosen.round)
    except (RoundFileInvalid, LearnedInvalid) as error:
        return str(error).splitlines()
    return []


def open_(chosen: argparse.Namespace) -> int:
    round_ = load_round(chosen.round)
    if chosen.forces is None and chosen.round.resolve() != ROUND:
        complain("whom does it ask? Name their file, --forces FILE: who was asked once cannot be left out again")
        return 2
    forces = chosen.forces or FORCES
    files = round_files(chosen.round, forces)
    with reach(chosen.stack):
        now = clock.now()
        if open_round_again := revision_of(*files, at=now):
            return _revise(round_.id, open_round_again, files, sure=chosen.yes)
        asked = load_forces(forces)
        if not chosen.yes and (risks := list(risks_of_opening(round_, asked, now=now))):
            for risk in risks:
                complain(risk)
            complain("nothing was opened; say --yes if that is meant")
            return 1
        open_round(*files, at=now)
        say(f"round {round_.id} is open: its {len(asked)} forces are awaited from now on")
    return 0


def _revise(round_id: str, revision: Revision, files: tuple[str, str, bytes | None], *, sure: bool) -> int:
    """Once more from the start where somebody did something meanwhile."""
    for note in revision.notes:
        complain(note)
    for attempt in range(ATTEMPTS):
        if attempt and revision.refusals:
            return int(not _may(round_id, revision, sure=sure))
        if revision.is_empty and not revision.refusals:
            say(f"round {round_id} is open already, and nothing in its files has changed")
        elif not attempt and not _may(round_id, revision, sure=sure):
            return 1
        now = clock.now()
        try:
            apply_revision(revision, *files, at=now)
        except Conflict:
            revision = revision_of(*files, at=now) or revision
            continue
        if not revision.is_empty:
            say(f"done: {len(revision.moves)} forces have something new, {len(revision.new)} are asked from now on")
        return 0
    complain("too much is going on in the round just now; try again")
    return 1


def _may(round_id: str, revision: Revision, *, sure: bool) -> bool:
    say(f"round {round_id} is open already. What would change:")
    for change in revision.changes:
        say(f"  {change}")
    reasons = revision.refusals or (() if sure else revision.risks)
    for reason in reasons:
        complain(reason)
    if reasons and not revision.refusals:
        complain("nothing was changed; say --yes if that is meant")
    return not reasons
