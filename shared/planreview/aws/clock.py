"""The one clock of the handlers, so that a test or a replay can set it."""

from collections.abc import Callable
from datetime import UTC, datetime

_source: Callable[[], datetime] | None = None


def now() -> datetime:
    """The time, in UTC."""
    return _source() if _source else datetime.now(UTC)


def use(source: Callable[[], datetime] | None) -> None:
    """Take the time from `source`; None for the machine's own clock."""
    global _source  # noqa: PLW0603  one process, one clock
    _source = source
