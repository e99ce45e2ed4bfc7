"""Tables written as text: values parted by commas, semicolons, tabs or bars, as different offices write them."""

import csv
from itertools import islice

from planreview.extraction.grid import Cell, Sheet, flat
from planreview.extraction.pages import Pages
from planreview.extraction.plain import decoded
from planreview.extraction.sheets import pages_of

_SEPARATORS = ",;\t|"
_SAMPLE = 100
"""Rows by which the separator is told."""

csv.field_size_limit(2**31 - 1)  # a quote that is never closed makes one field of the rest; it is read all the same


def read_csv(content: bytes) -> Pages:
    lines = decoded(content).replace("\x00", "").splitlines(keepends=True)
    separator = _separator(lines)
    if lines and lines[0].lower().startswith("sep="):  # Excel's own note, which it does not show
        separator, lines = lines[0][4:5], lines[1:]
    sheet = Sheet("")
    for number, row in enumerate(csv.reader(lines, delimiter=separator)):
        for column, value in enumerate(row):
            if text := flat(value):
                sheet.put(number, column, Cell(text, is_words=any(map(str.isalpha, text))))
    return pages_of([sheet], "table")


def _separator(lines: list[str]) -> str:
    """The one that parts most of the first rows into the same number of cells, and into more of them."""
    return max(_SEPARATORS, key=lambda separator: _agreement(lines, separator))


def _agreement(lines: list[str], separator: str) -> tuple[int, int]:
    widths = [len(row) for row in islice(csv.reader(lines, delimiter=separator), _SAMPLE) if row]
    usual = max(set(widths), key=lambda width: (width > 1, widths.count(width)), default=1)
    return (widths.count(usual), usual) if usual > 1 else (0, 0)
