"""The proof of arrival: who sent what, and when, and whether that was in time."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from planreview.deadline import lateness
from planreview.value import Instant, Value

RULE_VERSION = 1
"""Changes with the way in which lateness is judged, so that an old verdict can be recomputed by its own rule."""


class Receipt(Value):
    """What arrived and when. Whether it was on time follows from what is stored here and from nothing else.

    `received_at` is when the store finished the upload (`clock_source` says who told so), never a date from inside
    the file nor the object's LastModified, which for a multipart upload is when it began. `deadline_utc` is the
    last instant that counted as on time for this force, `zone` the one in which the round's days are meant, `size`
    in bytes, `sha256` of the bytes in lower-case hexadecimal.
    """

    name: str
    bucket: str
    key: str
    version_id: str
    size: int
    sha256: str
    received_at: Instant
    clock_source: str
    deadline_utc: Instant
    zone: str
    rule_version: int = RULE_VERSION

    @property
    def on_time(self) -> bool:
        return self.received_at <= self.deadline_utc

    @property
    def late_by(self) -> timedelta:
        return lateness(self.received_at, self.deadline_utc)

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)
