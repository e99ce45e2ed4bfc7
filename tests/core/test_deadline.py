from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.deadline import end_of_day, in_words, lateness, shown

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    ("day", "last_instant"),
    [
        (date(2017, 5, 31), datetime(2017, 5, 31, 22, 59, 59, 999_999, tzinfo=UTC)),
        (date(2017, 1, 31), datetime(2017, 1, 31, 23, 59, 59, 999_999, tzinfo=UTC)),
        # The days on which the clocks go forward and back have 23 and 25 hours.
        (date(2017, 3, 26), datetime(2017, 3, 26, 22, 59, 59, 999_999, tzinfo=UTC)),
        (date(2017, 10, 29), datetime(2017, 10, 29, 23, 59, 59, 999_999, tzinfo=UTC)),
    ],
)
def test_a_deadline_is_the_last_instant_of_its_day_in_london(day: date, last_instant: datetime) -> None:
    assert end_of_day(day, LONDON) == last_instant


@pytest.mark.parametrize(
    ("received_at", "late_by"),
    [
        ("2017-05-31T23:59:59+01:00", timedelta()),
        ("2017-06-01T00:00:00+01:00", timedelta(seconds=1)),
        ("2017-06-01T00:00:01+01:00", timedelta(seconds=2)),
        ("2017-06-05T09:12:00+01:00", timedelta(days=4, hours=9, minutes=12, seconds=1)),
    ],
)
def test_lateness_counts_whole_seconds_after_the_last_instant(received_at: str, late_by: timedelta) -> None:
    deadline = end_of_day(date(2017, 5, 31), LONDON)

    assert lateness(datetime.fromisoformat(received_at), deadline) == late_by


@given(st.datetimes(min_value=datetime(2017, 1, 1), max_value=datetime(2018, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001  the zone is the strategy's
def test_a_moment_is_late_exactly_when_its_london_day_is_after_the_deadline_day(moment: datetime) -> None:
    deadline = end_of_day(date(2017, 5, 31), LONDON)

    late = lateness(moment, deadline) > timedelta()

    assert late == (moment.astimezone(LONDON).date() > date(2017, 5, 31))


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=1), "1 second"),
        (timedelta(minutes=2, seconds=5), "2 minutes 5 seconds"),
        (timedelta(days=4, hours=9, minutes=12, seconds=1), "4 days 9 hours"),
        (timedelta(), "0 seconds"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(span: timedelta, words: str) -> None:
    assert in_words(span) == words


def test_a_moment_is_shown_in_its_zone_and_in_utc() -> None:
    moment = datetime(2017, 5, 31, 22, 59, 59, tzinfo=UTC)

    assert shown(moment, LONDON) == "31 May 2017, 23:59:59 BST (2017-05-31T22:59:59Z)"
