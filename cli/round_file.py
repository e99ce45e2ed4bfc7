"""`planreview round`: check a round file, or open it in a stack."""

import argparse
from datetime import UTC, datetime

from cli.console import complain, say
from cli.files import load_forces, load_round
from cli.target import reach
from planreview.aws.rounds import open_round
from planreview.deadline import end_of_day, shown
from planreview.errors import RoundFileInvalid


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
    with reach(chosen.stack):
        opened = open_round(
            chosen.round.read_text(encoding="utf-8"),
            chosen.forces.read_text(encoding="utf-8"),
            at=datetime.now(UTC),
        )
    if opened:
        say(f"round {round_.id} is open: its {len(load_forces(chosen.forces))} forces are awaited from now on")
    else:
        say(f"round {round_.id} was open already; it goes on by the files with which it was opened")
    return 0
