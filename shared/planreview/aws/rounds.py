"""Opening a round: from then on its forces are awaited."""

from datetime import datetime

from planreview.aws import records
from planreview.aws.records import RoundFiles
from planreview.change import Change
from planreview.event import Event, EventType
from planreview.force import read_forces
from planreview.round import read_round
from planreview.submission import open_submissions

AT_ONCE = 90
"""Submissions opened in one transaction; DynamoDB takes 100 items."""


def open_round(source: str, forces_source: str, *, at: datetime) -> bool:
    """Opens the round that two TOML texts describe: True if it did, False if the round was open already.

    A failure half-way is mended by doing it again. What an open round was opened with is never changed here. Raises
    RoundFileInvalid for a faulty file. The round's own record is written last: it is what makes a round open.
    """
    round_ = read_round(source)
    submissions = open_submissions(round_, read_forces(forces_source))
    for start in range(0, len(submissions), AT_ONCE):
        records.apply(Change(new=submissions[start : start + AT_ONCE]))
    records.apply(Change(new=(Event(type=EventType.ROUND_OPENED, round_id=round_.id, subject=round_.id, at=at),)))
    return records.open_round(RoundFiles(id=round_.id, source=source, forces_source=forces_source, opened_at=at))
