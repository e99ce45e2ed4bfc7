"""The files of a round, as they lie in the repository."""

from datetime import UTC, date, datetime, time
from pathlib import Path

from cli.console import complain
from planreview.errors import LearnedInvalid, RoundFileInvalid
from planreview.findings.learned import Learned
from planreview.force import Force, read_forces
from planreview.round import Round, read_round

ROOT = Path(__file__).resolve().parent.parent
ROUND = ROOT / "rounds" / "apsp-2017.toml"
FORCES = ROOT / "rounds" / "forces.toml"
STATE = ROOT / ".demo" / "up.json"
"""Where a running stack leaves word of its address for the other commands."""


def load_round(path: Path) -> Round:
    return read_round(words_of(path), path.name)


def words_of(path: Path) -> str:
    """Raises RoundFileInvalid for what an editor saved in another encoding than UTF-8."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RoundFileInvalid(path.name, [f"line {line} is not UTF-8; save the file as UTF-8"]) from error


def load_taught(path: Path) -> bytes | None:
    """The file of what was learned for a round, which lies beside the round's; None where there is none."""
    beside = path.with_suffix(".learned.zip")
    return beside.read_bytes() if beside.exists() else None


def load_learned(path: Path) -> Learned | None:
    """What was learned for a round. Raises LearnedInvalid where that was for other rules."""
    taught = load_taught(path)
    return Learned(taught, load_round(path)) if taught is not None else None


def learned_if_it_fits(path: Path) -> Learned | None:
    """What was learned for a round; None, with a complaint, where that was for other rules."""
    try:
        return load_learned(path)
    except LearnedInvalid as error:
        complain(f"{path.name} is used with its rules alone: {error}")
        return None


def files_to_play(round_: Path, forces: Path) -> tuple[str, str, bytes | None]:
    """As `round_files`, for a stack on this machine; without what was learned, where that does not fit."""
    source, forces_source, taught = round_files(round_, forces)
    return source, forces_source, taught if learned_if_it_fits(round_) else None


def load_forces(path: Path) -> tuple[Force, ...]:
    return read_forces(words_of(path), path.name)


def names_of(force: str | None, forces: Path) -> tuple[str, ...]:
    """What a force is called, by its id or a name; a name that no force of the file has is the only one."""
    if force is None:
        return ()
    known = load_forces(forces)
    alike = (one.names for one in known if force.casefold() in {one.id, *map(str.casefold, one.names)})
    return next(alike, (force,))


def round_files(round_: Path, forces: Path) -> tuple[str, str, bytes | None]:
    """What a stack opens a round with: the text of its two files, and the file of what was learned."""
    return words_of(round_), words_of(forces), load_taught(round_)


def moment_in(round_: Round, given: datetime | None, otherwise: date) -> datetime:
    """A moment in UTC. Without an offset it is in the round's zone; None is noon of the day `otherwise`."""
    if given is None:
        given = datetime.combine(otherwise, time(12))
    return (given if given.tzinfo else given.replace(tzinfo=round_.request.tz)).astimezone(UTC)
