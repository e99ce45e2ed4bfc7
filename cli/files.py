"""The files of a round, as they lie in the repository."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from planreview.force import Force, read_forces
from planreview.round import Round, read_round

ROOT = Path(__file__).resolve().parent.parent
ROUND = ROOT / "rounds" / "apsp-2017.toml"
FORCES = ROOT / "rounds" / "forces.toml"
STATE = ROOT / ".demo" / "up.json"
"""Where a running stack leaves word of its address for the other commands."""


def load_round(path: Path) -> Round:
    return read_round(path.read_text(encoding="utf-8"), path.name)


def load_forces(path: Path) -> tuple[Force, ...]:
    return read_forces(path.read_text(encoding="utf-8"), path.name)


def moment_in(round_: Round, given: datetime | None, otherwise: date) -> datetime:
    """A moment in UTC. Without an offset it is in the round's zone; None is noon of the day `otherwise`."""
    if given is None:
        given = datetime.combine(otherwise, time(12))
    return (given if given.tzinfo else given.replace(tzinfo=round_.request.tz)).astimezone(UTC)
