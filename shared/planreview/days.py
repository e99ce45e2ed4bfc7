"""Numbers of days, as a round counts them: every day, or working days alone.

Working days are those from Monday to Friday that are no public holiday where the round says it is. Which days those are
is the matter of the package `holidays`, loaded by the first round that asks.
"""

import re
from collections.abc import Container, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BeforeValidator

from planreview.errors import RoundFileInvalid
from planreview.value import Value

MOST = 365
_ONE = timedelta(days=1)
_WRITTEN = re.compile(r"(\d{1,3})( working)? days?")


class Span(Value):
    """A number of days, 0 to 365; with `working`, of working days."""

    count: int
    working: bool = False

    def __str__(self) -> str:
        return f"{self.count} {'working ' if self.working else ''}day{'' if self.count == 1 else 's'}"


def _as_written(given: Any) -> Any:
    """`7`, `"7 days"` or `"2 working days"`."""
    if isinstance(given, Span | dict):
        return given
    found = _WRITTEN.fullmatch(str(given))
    is_number = isinstance(given, int) and not isinstance(given, bool)
    count, working = (int(found[1]), bool(found[2])) if found else (given if is_number else -1, False)
    if not 0 <= count <= MOST:
        raise ValueError(f"must be a number of days from 0 to {MOST}, or '2 working days' (given: {given!r})")
    return {"count": count, "working": working}


Days = Annotated[Span, BeforeValidator(_as_written)]


def before(day: date, days: Span, place: str | None) -> date:
    """The day that lies so many days before another. `place` is whose holidays count, such as `GB-ENG`."""
    return _away(day, days, place, -_ONE)


def after(day: date, days: Span, place: str | None) -> date:
    """The day that lies so many days after another. `place` is whose holidays count, such as `GB-ENG`."""
    return _away(day, days, place, _ONE)


def check(place: str | None) -> None:
    """Raises RoundFileInvalid for a place whose holidays are not known."""
    _holidays(place)


def all_from(first: date, last: date) -> tuple[date, ...]:
    """Every day from the first to the last."""
    return tuple(_each(first, last))


def working_from(first: date, last: date, place: str | None) -> tuple[date, ...]:
    """The working days from the first to the last day, both of which may be among them."""
    holidays = _holidays(place)
    return tuple(day for day in _each(first, last) if _is_working(day, holidays))


def _each(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _ONE


def _away(day: date, days: Span, place: str | None, step: timedelta) -> date:
    if not days.working:
        return day + days.count * step
    holidays, left = _holidays(place), days.count
    while left:
        day += step
        left -= _is_working(day, holidays)
    return day


def _is_working(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


@lru_cache(maxsize=8)
def _holidays(place: str | None) -> Container[date]:
    """Raises RoundFileInvalid for a place whose holidays are not known, with those of its country that are."""
    from holidays import country_holidays, list_supported_countries  # noqa: PLC0415  half a second

    country, _, part = (place or "").partition("-")
    try:
        return country_holidays(country, subdiv=part or None)
    except NotImplementedError:
        parts = list_supported_countries(include_aliases=False).get(country)
        known = "no such country" if parts is None else ", ".join([country, *(f"{country}-{one}" for one in parts)])
        fault = f"holidays: the public holidays of '{place}' are not known; known are: {known}"
        raise RoundFileInvalid("round", [fault]) from None
