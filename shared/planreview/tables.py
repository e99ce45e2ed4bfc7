"""Rows of a table, read under the header row above them."""

from dataclasses import dataclass

from planreview.lexicon import Lexicon, Sign
from planreview.phrases import fold
from planreview.stages import signs_in_cell, signs_in_clause

_HEADER_WORDS = 6


@dataclass(frozen=True, slots=True)
class Header:
    """A row that names columns of progress or due dates. `status` and `percent` are columns, counted from 0."""

    width: int
    status: tuple[int, ...]
    percent: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row's words without its status cells, and what those cells say. `is_action`: it stands in a plan's table."""

    subject: str
    status: frozenset[Sign]
    is_action: bool


def cells_of(line: str) -> tuple[str, ...]:
    return tuple(fold(cell) for cell in line.strip().strip("|").split("|"))


def header_of(cells: tuple[str, ...], lexicon: Lexicon) -> Header | None:
    """The header that a row is, or None for a row of content."""
    if any(len(cell.split()) > _HEADER_WORDS or any(map(str.isdigit, cell)) for cell in cells):
        return None
    status = tuple(n for n, cell in enumerate(cells) if lexicon.status_column.search(cell) and _names(cell, lexicon))
    due = any(lexicon.due_column.search(cell) for cell in cells)
    percent = tuple(n for n in status if "%" in cells[n] or "percent" in cells[n].lower())
    return Header(len(cells), status, percent) if status or due else None


def _names(cell: str, lexicon: Lexicon) -> bool:
    """Whether the words name a column, as "Progress" does, and are no status, as "In progress" is."""
    return not signs_in_clause(cell, lexicon)


def row_of(cells: tuple[str, ...], header: Header | None, lexicon: Lexicon) -> Row:
    if header is None or header.width != len(cells):
        return Row(" | ".join(cells), frozenset(), is_action=False)
    told = [cells[n] + ("%" if n in header.percent and cells[n].isdigit() else "") for n in header.status]
    return Row(
        subject=" | ".join(cell for n, cell in enumerate(cells) if n not in header.status),
        status=frozenset(sign for cell in told if cell for sign in signs_in_cell(cell, lexicon)),
        is_action=True,
    )
