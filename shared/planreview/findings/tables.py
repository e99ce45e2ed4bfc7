"""Rows of a table, read under the header row above them, or by the names that their cells carry, as those of sheets do.

`Review the unit | Complete` says nothing without its header; `Action: Review the unit | Status: Complete` does.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from planreview.findings.lexicon import Lexicon, Question, Sign
from planreview.findings.phrases import fold
from planreview.findings.stages import answer_in, signs_in_cell, signs_in_clause
from planreview.findings.ticks import asks_if_done, asks_something_else, chosen, is_question, mark_under

Key: TypeAlias = Mapping[str, frozenset[Sign]]
"""What each colour means, by its name in small letters."""

_HEADER_WORDS = 6
_NAMED = re.compile(r"([^:]{1,80}): (.+)")


@dataclass(frozen=True, slots=True)
class Header:
    """A row that names columns: those of progress, and of owners and due dates, counted from 0."""

    names: tuple[str, ...]
    status: tuple[int, ...]
    due: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row's words without its status cells, and what those say in words and by marks, these with the names of their
    columns. `is_action`: it stands in a plan's table."""

    subject: str
    told: tuple[str, ...]
    is_action: bool
    marks: tuple[tuple[str, Sign], ...] = ()

    def signs(self, lexicon: Lexicon, key: Key, question: Question | None = None) -> frozenset[Sign]:
        """What the status cells say; a colour means what the document's `key` says of it."""
        by_marks = frozenset(sign for _, sign in self.marks)
        signs = by_marks.union(*(_in_cell(cell, lexicon, key, question) for cell in self.told))
        return signs - {Sign.COLOUR} if signs - {Sign.COLOUR} else signs


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a row, folded; one that holds only a dash is empty."""
    return tuple(cell if cell.strip("-. ") else "" for cell in map(fold, line.strip().strip("|").split("|")))


def header_of(cells: tuple[str, ...], lexicon: Lexicon, *, opens: bool = False) -> Header | None:
    """The header that a row is, or None for a row of content. `opens`: it is the first row of a table."""
    if any(_NAMED.fullmatch(cell) or len(cell.split()) > _HEADER_WORDS for cell in cells):
        return None
    status = tuple(n for n, cell in enumerate(cells) if _is_status(cell, lexicon))
    due = tuple(n for n, cell in enumerate(cells) if n not in status and lexicon.due_column.search(cell))
    is_numbered = any(any(map(str.isdigit, cell)) for n, cell in enumerate(cells) if n not in status or not opens)
    is_named = bool(status or due) or (opens and not any(signs_in_cell(cell, lexicon) for cell in cells))
    return Header(cells, status, due) if is_named and not is_numbered else None


def _names(cell: str, lexicon: Lexicon) -> bool:
    """Whether the words name a column, as "Progress" does, and are no status, as "In progress" is."""
    return bool(lexicon.status_column.fullmatch(cell)) or not signs_in_clause(cell, lexicon)


def row_of(cells: tuple[str, ...], header: Header | None, lexicon: Lexicon) -> Row:
    if named := _named(cells, header, lexicon):
        return named
    if header and len(cells) == len(header.names) - 1:
        cells = (*cells, "")
    if header is None or len(header.names) != len(cells):
        return Row(" | ".join(cells), (), is_action=False)
    status = header.status or _telling(cells, header, lexicon)
    row = _row([(n in status, header.names[n], cell) for n, cell in enumerate(cells)], lexicon)
    return row if header.status or header.due else replace(row, is_action=False)


def _telling(cells: tuple[str, ...], header: Header, lexicon: Lexicon) -> tuple[int, ...]:
    """The columns that tell progress in a row under a header that names none: to the right of what is to be done."""
    subject = next((n for n, cell in enumerate(cells) if len(cell.split()) > 1 and n not in header.due), 0)
    return tuple(
        n
        for n, cell in enumerate(cells)
        if n > subject
        and n not in header.due
        and answer_in(cell, lexicon) != {Sign.IN_PLACE}  # yes to what the header asks, which we do not know
        and signs_in_cell(cell, lexicon) - {Sign.PARTIAL, Sign.COLOUR}
    )


def _named(cells: tuple[str, ...], header: Header | None, lexicon: Lexicon) -> Row | None:
    """A row by the names in its cells: one of them is of progress or due dates, or all are names of the header."""
    found = [_NAMED.fullmatch(cell) for cell in cells]
    names = [match[1] for match in found if match]
    is_under = header is not None and len(names) == len(cells) and set(names) <= set(header.names)
    if not is_under and not any(lexicon.due_column.search(name) or _is_status(name, lexicon) for name in names):
        return None
    parts = []
    for cell, match in zip(cells, found, strict=True):
        name, value = match.groups() if match else ("", cell)
        parts.append((_is_status(name, lexicon) or asks_if_done(name, lexicon), name, value))
    return _row(parts, lexicon)


def _row(parts: Sequence[tuple[bool, str, str]], lexicon: Lexicon) -> Row:
    """Of each cell: whether it is of a status, the name of its column, and what it says."""
    status = [(name, chosen(cell)) for is_status, name, cell in parts if is_status]
    marks = [mark_under(name, cell, lexicon) for name, cell in status]
    words = [(name, cell) for (name, cell), mark in zip(status, marks, strict=True) if cell and mark is None]
    return Row(
        subject=" | ".join(cell for is_status, _, cell in parts if not is_status),
        told=tuple(cell + ("%" if _is_percent(name) and cell.isdigit() else "") for name, cell in words),
        is_action=True,
        marks=tuple((f"{name}: {cell}", mark) for (name, cell), mark in zip(status, marks, strict=True) if mark),
    )


def _in_cell(cell: str, lexicon: Lexicon, key: Key, question: Question | None) -> frozenset[Sign]:
    name = cell.strip(" []").lower()
    if lexicon.colour.fullmatch(name) and name not in key:
        name = name[:1]  # "A = begun" of a key is said of "Amber"
    return key.get(name) or signs_in_cell(cell, lexicon, question)


def key_of(folded: str, lexicon: Lexicon) -> Key:
    """What the colours of a traffic light mean, by a sentence such as "Green = begun. Blue: finished."."""
    parts = list(re.finditer(rf"({lexicon.colour.pattern})\s*(?:=|:|-|means)\s*([^.;,|]+)", folded, re.IGNORECASE))
    return {part[1].lower(): signs_in_cell(part[2], lexicon) for part in parts} if len(parts) > 1 else {}


def _is_status(name: str, lexicon: Lexicon) -> bool:
    if asks_something_else(name, lexicon):
        return False
    if is_question(name) and asks_if_done(name, lexicon):
        return True
    return bool(lexicon.status_column.search(name)) and _names(name, lexicon)


def _is_percent(name: str) -> bool:
    return "%" in name or "percent" in name.lower()
