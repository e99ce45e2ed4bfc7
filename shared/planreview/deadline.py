"""When a round closes, and on which side of that a moment falls."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LAST_INSTANT = timedelta(microseconds=1)


def end_of_day(day: date, tz: ZoneInfo) -> datetime:
    """The last instant of a calendar day in a zone, in UTC: "by 31 May" means all of 31 May, where the force is."""
    return datetime.combine(day + timedelta(days=1), time(), tz).astimezone(UTC) - LAST_INSTANT


def lateness(received_at: datetime, deadline: datetime) -> timedelta:
    """How long after the deadline, in whole seconds rounded up; zero when on time."""
    over = received_at - deadline
    if over <= timedelta():
        return timedelta()
    return timedelta(seconds=-(-over // timedelta(seconds=1)))


def in_words(span: timedelta) -> str:
    """`2 days 3 hours`, the two largest units of a span of whole seconds."""
    seconds = int(span.total_seconds())
    parts = []
    for unit, size in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, size)
        if count:
            parts.append(f"{count} {unit}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "0 seconds"


def shown(moment: datetime, tz: ZoneInfo) -> str:
    """`31 May 2017, 23:59:59 BST (2017-05-31T22:59:59Z)`: the zone's own time and UTC, so that neither can mislead."""
    local = moment.astimezone(tz)
    return f"{local.day} {local:%B %Y, %H:%M:%S %Z} ({moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ})"


def day_shown(day: date) -> str:
    """`31 May 2017`."""
    return f"{day.day} {day:%B %Y}"
