"""Dates as plans write them, and the day that each of them ends on."""

from datetime import date

import pytest

from planreview.findings.dates import dates_in

MAY = date(2017, 5, 20)


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("by 12 May 2017", [date(2017, 5, 12)]),
        ("12/05/17", [date(2017, 5, 12)]),
        ("12.5.2017", [date(2017, 5, 12)]),
        ("2017-05-12", [date(2017, 5, 12)]),
        ("w/c 12 June", [date(2017, 6, 12)]),
        ("the 3rd of July", [date(2017, 7, 3)]),
        ("September 2017", [date(2017, 9, 30)]),
        ("live Sept", [date(2017, 9, 30)]),
        ("since February", [date(2017, 2, 28)]),
        ("by the end of Q2", [date(2017, 9, 30)]),
        ("Q4 17/18", [date(2018, 3, 31)]),
        ("FY17/18", [date(2018, 3, 31)]),
        ("in 2016/17", [date(2017, 3, 31)]),
        ("by Christmas", [date(2017, 12, 31)]),
        ("in 2014", [date(2014, 12, 31)]),
        ("begun 2 May, done by July", [date(2017, 5, 2), date(2017, 7, 31)]),
        ("we may march on", []),
        ("31/02/2017", []),
        ("item 4.2", []),
    ],
)
def test_a_date_is_the_last_day_of_what_it_names(words: str, days: list[date]) -> None:
    assert list(dates_in(words, MAY)) == days


def test_a_month_without_its_year_looks_further_ahead_than_back() -> None:
    assert list(dates_in("by December", date(2017, 1, 20))) == [date(2016, 12, 31)]
    assert list(dates_in("by August", date(2017, 1, 20))) == [date(2017, 8, 31)]
