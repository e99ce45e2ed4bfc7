"""Dates in running text, as English documents write them: 12 May 2017, 12/05/17, w/c 12 June, Q2, by Christmas.

Days come before months. The financial year runs from April to March: Q1 of 2017/18 is April to June 2017.
"""

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
}
_MONTHS["sept"] = 9
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_SEASONS = {"spring": 5, "easter": 4, "summer": 8, "autumn": 11, "winter": 12, "christmas": 12}
_PATTERN = re.compile(
    rf"""
    \b(?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?<![\d/.])(?P<d>\d{{1,2}})[/.](?P<m>\d{{1,2}})[/.](?P<y>\d{{4}}|\d\d)(?![\d/.]*\d)
    | (?<![\d/.])(?P<d2>\d{{1,2}})/(?P<m2>\d{{1,2}})(?![\d/.]*\d)
    | \b(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?)?(?P<month>{_MONTH})\b\.?
      (?:[\s,'-]*(?P<year>(?:19|20)\d\d|(?<=['\s-])[12]\d(?!\d|:|\s?%)))?
    | \bfy\s?(?P<fy>(?:20)?\d\d)(?:\s?/\s?\d\d)?\b | \b(?P<span>20\d\d)/\d\d\b
    | \bq(?P<quarter>[1-4])\b(?:\s+(?:of\s+)?(?:fy\s?)?(?P<qyear>(?:20)?\d\d)(?:/\d\d)?)?
    | \b(?P<relative>next|last|this)\s+(?P<unit>week|month|quarter|year)\b
    | \b(?P<season>{"|".join(_SEASONS)})\b(?:\s+(?:of\s+)?(?P<syear>20\d\d))?
    | \b(?:by|in|since|until|end\s+of|early|late|during)\s+(?P<bare>20\d\d)\b(?!/\d\d\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AHEAD = timedelta(days=60)
_UNITS = {"week": 7, "month": 30, "quarter": 91, "year": 365}
_NO_DAY = (ValueError, OverflowError)
"""What comes of 31 June, of 13.5 that is no date, and of the month before the year 1 or behind the year 9999."""
_STANDS_ALONE = frozenset(("may", "mar", "march", "sat", "dec", "jan", "august"))


def dates_in(folded: str, around: date) -> Iterator[date]:
    """The last day of each date or period named, in the order of the text.

    A year that is left out is the likeliest, seen from `around`.
    """
    for match in _PATTERN.finditer(folded):
        try:
            found = _last_day(match, around)
        except _NO_DAY:
            continue
        if found:
            yield found


def date_in(folded: str) -> date | None:
    """The first whole date of a text, with its year; of a month alone, the last day."""
    for match in _PATTERN.finditer(folded):
        if match["iso"] or match["y"] or (match["month"] and match["year"]):
            try:
                return _last_day(match, date(2000, 1, 1))
            except _NO_DAY:
                continue
    return None


def _last_day(match: re.Match[str], around: date) -> date | None:
    """Raises ValueError for a day that there is not."""
    if match["month"] and match["month"].lower() in _STANDS_ALONE and not match["month"][0].isupper():
        return None  # "may", "march" and "august" are words as well
    return _day(match, around) or _period(match, around)


def _day(match: re.Match[str], around: date) -> date | None:
    if match["iso"]:
        return date.fromisoformat(match["iso"])
    if match["d"]:
        return _of(int(match["d"]), int(match["m"]), match["y"], around)
    if match["d2"]:
        return _of(int(match["d2"]), int(match["m2"]), None, around)
    if match["month"]:
        day = int(match["day"]) if match["day"] else None
        return _of(day, _MONTHS[match["month"].lower()], match["year"], around)
    return None


def _period(match: re.Match[str], around: date) -> date:
    if match["quarter"]:
        year = _year(match["qyear"]) if match["qyear"] else around.year - (around.month < 4)
        month = int(match["quarter"]) * 3 + 3
        return _month_end(year + (month > 12), (month - 1) % 12 + 1)
    if match["fy"] or match["span"]:
        return date(_year((match["fy"] or match["span"])[:4]) + 1, 3, 31)
    if match["relative"]:
        days = _UNITS[match["unit"].lower()]
        return around + timedelta({"next": days, "last": -days, "this": 0}[match["relative"].lower()])
    if match["season"]:
        return _of(None, _SEASONS[match["season"].lower()], match["syear"], around)
    return date(int(match["bare"]), 12, 31)


def _of(day: int | None, month: int, year: str | None, around: date) -> date:
    def in_year(number: int) -> date:
        return date(number, month, day) if day else _month_end(number, month)

    if year:
        return in_year(_year(year))
    # Plans look forward: of a month without its year, four months are behind and eight ahead.
    return min((in_year(around.year + more) for more in (-1, 0, 1)), key=lambda found: abs(found - around - _AHEAD))


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])
