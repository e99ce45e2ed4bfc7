"""A clock that its owner sets."""

import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Stands still until it is set; with `running`, goes on from there at the machine's own pace."""

    def __init__(self, at: datetime, *, running: bool = False) -> None:
        self._running = running
        self.set(at)

    def set(self, at: datetime) -> None:
        self._at, self._since = at.astimezone(UTC), time.monotonic()

    def __call__(self) -> datetime:
        """The time, in UTC."""
        if self._running:
            return self._at + timedelta(seconds=time.monotonic() - self._since)
        return self._at
