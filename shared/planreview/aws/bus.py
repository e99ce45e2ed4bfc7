"""Announcements, on the event bus."""

from collections.abc import Sequence

from planreview.aws import clients, settings
from planreview.event import Announcement

SOURCE = "planreview"
BATCH = 10
"""PutEvents takes no more entries than this."""


def announce(announcements: Sequence[Announcement]) -> None:
    """Puts announcements on the bus. Raises RuntimeError if the bus refused any; some may have been taken then."""
    for start in range(0, len(announcements), BATCH):
        answer = clients.events().put_events(
            Entries=[
                {
                    "Source": SOURCE,
                    "DetailType": announcement.type,
                    "Detail": announcement.model_dump_json(exclude_none=True),
                    "EventBusName": settings.bus(),
                }
                for announcement in announcements[start : start + BATCH]
            ]
        )
        if answer["FailedEntryCount"]:
            refused = [entry["ErrorMessage"] for entry in answer["Entries"] if entry.get("ErrorCode")]
            raise RuntimeError(f"the event bus refused {answer['FailedEntryCount']} announcements: {refused[0]}")
