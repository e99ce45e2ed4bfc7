"""`planreview round`: check a round file, or open it in a stack."""

import argparse
from datetime import UTC, datetime

from cli.console import complain, say
from cli.files import load_forces, load_round
from cli.target import reach
from planreview.aws.rounds import apply_revision, open_round, revision_of
from planreview.deadline import end_of_day, shown
from planreview.errors import RoundFileInvalid
from planreview.revising import Revision


def check(chosen: argparse.Namespace) -> int:
    faults: list[str] = []
    for load, path in ((load_round, chosen.round), (load_forces, chosen.forces)):
        try:
            load(path)
        except RoundFileInvalid as error:
            faults += str(error).splitlines()
    for fault in faults:
        complain(fault)
    if faults:
        complain("1 fault" if len(faults) == 1 else f"{len(faults)} faults")
        return 1
    round_, forces = load_round(chosen.round), load_forces(chosen.forces)
    deadline = end_of_day(round_.request.deadline_on, round_.request.tz)
    say(
        f"{chosen.round.name}: no faults. Round {round_.id}, {len(round_.criteria)} criteria,"
        f" {len(round_.bands)} bands, {len(forces)} forces; the deadline is {shown(deadline, round_.request.tz)}."
    )
    return 0


def open_(chosen: argparse.Namespace) -> int:
    round_ = load_round(chosen.round)
    files = [path.read_text(encoding="utf-8") for path in (chosen.round, chosen.forces)]
    now = datetime.now(UTC)
    with reach(chosen.stack):
        revision = revision_of(*files, at=now)
        if revision is None:
            open_round(*files, at=now)
            say(f"round {round_.id} is open: its {len(load_forces(chosen.forces))} forces are awaited from now on")
            return 0
        if revision.is_empty:
            apply_revision(revision, *files)  # what an attempt before this one may have left undone
            say(f"round {round_.id} is open already, and nothing in its files has changed")
            return 0
        return _revise(round_.id, revision, files, sure=chosen.yes)


def _revise(round_id: str, revision: Revision, files: list[str], *, sure: bool) -> int:
    say(f"round {round_id} is open already. What would change:")
    for change in revision.changes:
        say(f"  {change}")
    for refusal in revision.refusals:
        complain(refusal)
    if revision.refusals:
        return 1
    if revision.risks and not sure:
        for risk in revision.risks:
            complain(risk)
        complain("nothing was changed; say --yes if that is meant")
        return 1
    apply_revision(revision, *files)
    say(f"done: {len(revision.moves)} forces have new days, {len(revision.new)} are asked from now on")
    return 0
