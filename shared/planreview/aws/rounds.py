"""Opening a round: from then on its forces are awaited."""

from collections.abc import Callable
from datetime import datetime

from planreview.aws import learned, records
from planreview.aws.records import RoundFiles
from planreview.change import Change
from planreview.event import Event, EventType
from planreview.force import read_forces
from planreview.revising import Revision, revise
from planreview.round import Round, read_round
from planreview.submission import open_submissions

AT_ONCE = 90
"""Submissions opened in one transaction; DynamoDB takes 100 items."""


def open_round(source: str, forces_source: str, taught: bytes | None = None, *, at: datetime) -> bool:
    """Opens the round that two TOML texts describe: True if it did, False if the round was open already.

    `taught` is the file of what was learned for it, if it has one. A failure half-way is mended by doing it again.
    What an open round was opened with is never changed here. Raises RoundFileInvalid for a faulty file, LearnedInvalid
    for one that was learned for other rules. The round's own record is written last: it is what makes a round open.
    """
    round_ = read_round(source)
    submissions = open_submissions(round_, read_forces(forces_source))
    sha256 = learned.save(round_, taught)
    for start in range(0, len(submissions), AT_ONCE):
        records.apply(Change(new=submissions[start : start + AT_ONCE]))
    records.apply(Change(new=(Event(type=EventType.ROUND_OPENED, round_id=round_.id, subject=round_.id, at=at),)))
    return records.open_round(
        RoundFiles(id=round_.id, source=source, forces_source=forces_source, opened_at=at, learned_sha256=sha256)
    )


def revision_of(source: str, forces_source: str, taught: bytes | None = None, *, at: datetime) -> Revision | None:
    """What opening an open round again would change; None for a round that is not open.

    Raises RoundFileInvalid for a faulty file, LearnedInvalid for one that was learned for other rules.
    """
    new = read_round(source)
    files = records.round_files(new.id)
    if files is None:
        return None
    sha256 = _learned(files, new, taught, learned.checked)
    return revise(
        files.round_,
        read_forces(files.forces_source),
        new,
        read_forces(forces_source),
        submissions=records.submissions(new.id),
        is_decided=bool(records.decisions(new.id) or records.judgements(new.id)),
        learned=(files.learned_sha256, sha256),
        left_aside=taught is not None and learned.sha256_of(taught) != sha256,
        at=at,
    )


def _learned(
    files: RoundFiles, new: Round, taught: bytes | None, taken: Callable[[Round, bytes | None], str | None]
) -> str | None:
    """The hash of what the round is to have learned: its own, until the rules have a higher version."""
    return files.learned_sha256 if new.version == files.round_.version else taken(new, taught)


def apply_revision(
    revision: Revision, source: str, forces_source: str, taught: bytes | None = None, *, at: datetime
) -> None:
    """Stores what `revision_of` found. Raises Conflict where somebody did something meanwhile.

    The files come last: until then the round is what it was, and doing all of it again mends what was left half done.
    """
    new = read_round(source)
    files = records.round_files(new.id)
    if files is None:
        raise LookupError(f"no round {new.id} is open")
    sha256 = _learned(files, new, taught, learned.save)
    for submission in revision.new:
        records.apply(Change(new=(submission,)))
    for move, notice in revision.told(at):
        records.apply(Change(new=(notice,) if notice else (), moves=(move,)))
    after = RoundFiles(
        id=new.id,
        source=source,
        forces_source=forces_source,
        opened_at=files.opened_at,
        learned_sha256=sha256,
    )
    records.revise_round(files, after)
    for event in revision.events:
        records.apply(Change(new=(event,)))
