"""The lines of a sheet: each row is one, and under a header each value stands with the name of its column.

`Action: Review the unit | Owner: DCI Smith | Status: Complete` is understood wherever it is quoted, and no empty cell
needs to be counted. The header itself, rows above it and rows of a sheet without one are `cell | cell`. A title, or
whatever else stands alone in its row, is parted from the rows by blank lines, as a gap of the sheet is. What is struck
through carries the signs of `marks`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from planreview.extraction.grid import Area, Cell, Sheet
from planreview.extraction.marks import STRUCK, marked, unmarked
from planreview.extraction.sheet_headers import can_name, is_header, name_of

_STATUS = re.compile(r"\b(?:b?rag|status|progress|rating|colou?r|completion|complete)\b", re.IGNORECASE)
"""Columns in which a fill is a status. Elsewhere it is decoration, but for a bare R, A or G."""

_LETTERS = frozenset("RAG")


@dataclass(frozen=True)
class _Table:
    """`names` are those of columns, `status` the columns in which a fill tells a status."""

    names: Mapping[int, str]
    status: frozenset[int]


class Lines:
    """A sheet's lines, to be gone through once. `are_coloured_by_rule` holds from then on.

    It tells that a status column has cells which show nothing but the colour that a rule decides on.
    """

    def __init__(self, sheet: Sheet) -> None:
        self.are_coloured_by_rule = False
        self._sheet = sheet
        self._unshown: set[int] = set()
        """The status columns of the table that have shown nothing yet."""
        self._rows = _filled_rows(sheet)
        self._wide = {(area.top, area.left): area.right for area in sheet.merged if area.right > area.left}
        self._columns = sorted({column for row in self._rows.values() for column in row})

    def __iter__(self) -> Iterator[str]:
        before: str | None = None
        for line in self._parts():
            if before is not None and line and before and not (_is_row(line) and _is_row(before)):
                yield ""
            yield line
            before = line

    def _parts(self) -> Iterator[str]:
        """The lines, with an empty one for each gap between rows."""
        table: _Table | None = None
        group: int | None = None
        last: int | None = None
        stands_alone = True
        numbers = list(self._rows)
        for number, following in zip(numbers, [*numbers[1:], None], strict=False):
            row = self._rows[number]
            below = self._rows[following] if following is not None else {}
            gap = last is not None and number > last + 1
            last = number
            if gap:
                yield ""
            if group is None and following == number + 1 and self._is_group(number, row, below):
                group = number
                line = _plain(row)
            elif group is not None or is_header(
                row,
                below,
                frozenset(map(unmarked, table.names.values())) if table else None,
                is_declared=number in self._sheet.headers,
                begins=table is None or gap or stands_alone,
            ):
                self._close()
                table, group = self._table(number, group), None
                self._unshown = set(table.status) if below else set()
                line = _heading(row, table)
            else:
                if table and not any(row[column].is_filled for column in row.keys() & table.names.keys()):
                    table = None
                line = self._row(number, row, table, begins=gap) if table else _plain(row)
            stands_alone = not _is_row(line)
            yield line
        self._close()
        yield from self._sheet.boxes

    def _is_group(self, number: int, row: Mapping[int, Cell], below: Mapping[int, Cell]) -> bool:
        """Whether it names groups of the columns that the next row names."""
        spans = [(column, self._wide[number, column]) for column in row if (number, column) in self._wide]
        if not spans or not can_name(row) or not all(cell.is_words for cell in below.values() if cell.text):
            return False
        return all(sum(left <= column <= right for column in below) >= 2 for left, right in spans) and can_name(
            {column: Cell(unmarked(name)) for column, name in self._table_names(number + 1, number).items()}
        )

    def _table(self, number: int, group: int | None) -> _Table:
        names = self._table_names(number, group)
        return _Table(names, frozenset(column for column, name in names.items() if _STATUS.search(name)))

    def _table_names(self, number: int, group: int | None) -> dict[int, str]:
        own = self._names(number)
        if group is None:
            return own
        groups = self._names(group)
        return {
            column: " ".join(dict.fromkeys(filter(None, (groups.get(column), own.get(column)))))
            for column in sorted(own.keys() | groups.keys())
        }

    def _names(self, number: int) -> dict[int, str]:
        """The texts of a row as names; of a cell that is merged over columns, for each of them."""
        names = {}
        for column, cell in sorted(self._rows[number].items()):
            if cell.text:
                right = self._wide.get((number, column), column)
                start, end = bisect_right(self._columns, column - 1), bisect_right(self._columns, right)
                for covered in self._columns[start:end]:
                    names[covered] = name_of(cell.struck or cell.text)
        return names

    def _row(self, number: int, row: Mapping[int, Cell], table: _Table, *, begins: bool) -> str:
        pairs = []
        self._unshown = {column for column in self._unshown if not _shown(row.get(column, _NOTHING), is_status=True)}
        for column in sorted(row.keys() | table.status):
            shown = _shown(row.get(column, _NOTHING), is_status=column in table.status)
            if shown:
                pairs.append((column, shown))
        if begins and 2 * len(pairs) < len(table.names):  # after a gap: a title, a sum, a signature
            return " | ".join(shown for _, shown in pairs)
        if len(pairs) == 1:
            [(column, shown)] = pairs
            if column <= min(table.names) or (number, column) in self._wide:
                return shown
        return " | ".join(
            f"{table.names[column]}: {shown}" if column in table.names else shown for column, shown in pairs
        )

    def _close(self) -> None:
        """Judges the table that ends here: whether a status column of it relies on a rule alone."""
        if self._unshown and self._sheet.conditional:
            self.are_coloured_by_rule |= not self._unshown.isdisjoint(self._ruled_columns)
        self._unshown = set()

    @cached_property
    def _ruled_columns(self) -> set[int]:
        """The columns in which rules decide on colours."""
        areas = {(area.left, area.right) for area in self._sheet.conditional}
        return {column for column in self._columns if any(left <= column <= right for left, right in areas)}


_NOTHING = Cell("")


def _heading(row: Mapping[int, Cell], table: _Table) -> str:
    named = ((name, row.get(column, _NOTHING).comment) for column, name in sorted(table.names.items()))
    return " | ".join(f"{name} {comment}".strip() for name, comment in named)


def _plain(row: Mapping[int, Cell]) -> str:
    return " | ".join(filter(None, (_shown(row[column], is_status=False) for column in sorted(row))))


def _shown(cell: Cell, *, is_status: bool) -> str:
    """Text, colour and comment. The colour is left out where the text names it, and struck through with the text."""
    tells = cell.colour and (is_status or cell.text.upper() in _LETTERS) and cell.colour not in cell.text.lower()
    colour = f"[{cell.colour}]" if tells else ""
    words = " ".join(filter(None, (cell.struck or cell.text, colour)))
    if cell.struck and cell.struck == marked(cell.text, STRUCK):
        words = marked(unmarked(words), STRUCK)
    return " ".join(filter(None, (words, cell.comment)))


def _is_row(line: str) -> bool:
    return " | " in line


def _filled_rows(sheet: Sheet) -> dict[int, dict[int, Cell]]:
    """The rows that show a text, in their order; a value that is merged over rows stands in each of them.

    Areas that overlap, which no program writes, are passed over: each cell is filled once at most.
    """
    rows = {
        number: dict(row) for number, row in sorted(sheet.cells.items()) if any(cell.is_filled for cell in row.values())
    }
    numbers = list(rows)
    end: dict[int, int] = {}
    for area in sorted(sheet.merged):
        if area.bottom == area.top or area.top <= end.get(area.left, -1):
            continue
        end[area.left] = area.bottom
        cell = rows.get(area.top, {}).get(area.left)
        if cell is not None and cell.is_filled:
            _repeat(cell, area, rows, numbers)
    return rows


def _repeat(cell: Cell, area: Area, rows: dict[int, dict[int, Cell]], numbers: list[int]) -> None:
    repeated = replace(cell, comment="")
    for number in numbers[bisect_right(numbers, area.top) : bisect_right(numbers, area.bottom)]:
        if not rows[number].get(area.left, _NOTHING).is_filled:
            rows[number][area.left] = repeated
