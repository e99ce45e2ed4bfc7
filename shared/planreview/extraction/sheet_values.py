"""What a stored number shows under its format, and which fill is a red, an amber or a green."""

import colorsys
import re
from datetime import datetime, timedelta

Rgb = tuple[int, int, int]
"""Each from 0 to 255."""

_CURRENCY = re.compile(r"\[\$([^-\]]*)[^\]]*\]")
_UNSHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]')
_ELAPSED = re.compile(r"\[[hms]+\]")

_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's dates have no zone
_EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001  as above
_LAST_DAY = 2_958_466
"""The first day of the year 10000, which no sheet can show."""


def shown(number: float, code: str, *, since_1904: bool = False) -> str:
    """The number as the format shows it: percent, decimals, thousands and currency, dates and times.

    `code` is a format of spreadsheets, "0%" or "dd/mm/yyyy". A date is written out, `30 June 2017`, since
    06/07/2017 would say another day to another reader; of a format of month and year only these are shown.
    """
    section = _CURRENCY.sub(r"\1", code).split(";")[0]
    bare = _UNSHOWN.sub("", section).lower()
    if "general" in bare or bare in ("", "@"):
        return plain(number)
    if "%" in bare:
        return f"{number * 100:.{_decimals(bare)}f}%"
    if _ELAPSED.search(bare):
        return _elapsed(number)
    if set(bare) & set("ymdhs") and "e+" not in bare:
        return _moment(number, bare, since_1904=since_1904) or plain(number)
    if "0" in bare and not set(bare) & set("e?/"):
        return _amount(number, bare, next((sign for sign in "£$€" if sign in section), ""))
    return plain(number)


def plain(number: float) -> str:
    """With the fifteen digits that spreadsheets keep: `0.3`, and not `0.30000000000000004`."""
    return f"{number:.15g}"


def moment(when: datetime, *, has_time: bool) -> str:
    """`30 June 2017`, or `30 June 2017 14:30`."""
    day = f"{when.day} {when:%B} {when.year}"
    return f"{day} {_clock(when)}" if has_time else day


def iso_moment(text: str) -> str:
    """The same of an ISO 8601 date, with its time where it has one other than midnight. Raises ValueError."""
    when = datetime.fromisoformat(text.strip())
    return moment(when, has_time=(when.hour, when.minute, when.second) != (0, 0, 0))


def rag(rgb: Rgb | None) -> str:
    """ "red", "amber" (with yellow and orange) or "green"; empty for all other colours and for greys."""
    if rgb is None:
        return ""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    degrees = hue * 360
    if saturation < 0.4 or not 0.15 <= lightness <= 0.92:
        return ""
    if degrees < 16 or degrees >= 340:
        return "red"
    if degrees < 66:
        return "amber"
    return "green" if degrees < 170 else ""


def _moment(number: float, bare: str, *, since_1904: bool) -> str:
    """Empty where the number is no date: 0 stands for a missing one, and there are none before or after all years."""
    has_time, has_day, has_year = bool(set(bare) & set("hs")), "d" in bare, "y" in bare
    is_date = has_day or has_year or ("m" in bare and not has_time)
    if not 0 <= number < _LAST_DAY or (is_date and number < 1):
        return ""
    days = number + (0 if since_1904 or number >= 60 else 1)  # sheets count a 29 February 1900, which was none
    when = (_EPOCH_1904 if since_1904 else _EPOCH) + timedelta(seconds=round(days * 86_400))
    if not is_date:
        return _clock(when)
    if not has_day and not has_time and has_year:
        return f"{when:%B} {when.year}" if "m" in bare else str(when.year)
    return moment(when, has_time=has_time)


def _clock(when: datetime) -> str:
    return f"{when:%H:%M:%S}" if when.second else f"{when:%H:%M}"


def _elapsed(number: float) -> str:
    hours, minutes = divmod(round(number * 24 * 60), 60)
    return f"{hours}:{minutes:02}"


def _amount(number: float, bare: str, currency: str) -> str:
    thousands = "," if ",#" in bare or ",0" in bare else ""
    minus = "-" if number < 0 else ""
    return f"{minus}{currency}{abs(number):{thousands}.{_decimals(bare)}f}"


def _decimals(bare: str) -> int:
    after = bare.partition(".")[2]
    return len(after) - len(after.lstrip("0#"))
