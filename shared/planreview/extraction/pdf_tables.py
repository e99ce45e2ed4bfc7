"""Tables of a PDF page, found by their ruling: which words stand in which cell.

A PDF has no tables, only lines and words at places. A cell whose words are wrapped comes out of its page as several
lines that run into the next cell's, so an action is parted from its status. Where lines make a grid, each of its
rows becomes one line, `cell | cell | cell`. Where they do not, nothing is done.

All lengths are points, y upwards.
"""

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from planreview.extraction.pdf_raw import THIN, Box

NEAR = 3.0
"""Lines nearer than this are one: double borders, and the gap that programs leave where two borders meet."""

SHORT = 6.0
"""A line shorter than this is no part of a table: ticks, dashes and the edges of bullets."""

RULES = 800
"""Lines of a page with tables at most; a drawing has more, and comparing them takes the square of their number."""

CORRIDOR = 9.0
"""Width of white between columns that no line parts. Words of prose are 3 points apart, 6 where it is justified."""

LONG_CELL = 250
"""Words. A grid with a cell longer than this is a page set in boxes, whose text must stay as it runs."""


class Rule(NamedTuple):
    """A line along one axis: at `at` on the other axis, from `start` to `end`."""

    at: float
    start: float
    end: float


_Line = tuple[float, float, float]
"""A rule before it is joined with others."""


class Word(NamedTuple):
    """A word, the place in the page's text where it begins, its left and right end, and its middle line.

    Where the ends do not matter, they are those of its first letter.
    """

    text: str
    start: int
    left: float
    right: float
    y: float


@dataclass
class Table:
    """A grid of columns between `xs`, left to right, and rows between `ys`, top to bottom."""

    xs: list[float]
    ys: list[float]
    across: list[Rule]
    down: list[Rule]
    cells: dict[tuple[int, int], list[Word]] = field(default_factory=dict)
    frame: Box = field(init=False)
    _depths: list[float] = field(init=False)
    _across_at: list[list[Rule]] = field(init=False)
    _down_at: list[list[Rule]] = field(init=False)
    _origins: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.frame = self.xs[0], self.ys[-1], self.xs[-1], self.ys[0]
        self._depths = [-y for y in self.ys]
        self._across_at = _near(self.across, self.ys)
        self._down_at = _near(self.down, self.xs)

    def cell_of(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column."""
        left, bottom, right, top = self.frame
        if not (left <= x <= right and bottom <= y <= top):
            return None
        column = bisect_right(self.xs, x, 1, len(self.xs) - 1) - 1
        row = bisect_right(self._depths, -y, 1, len(self._depths) - 1) - 1
        return self._origins.get((row, column)) or self._origin(row, column)

    def _origin(self, row: int, column: int) -> tuple[int, int]:
        """The first cell of those that are joined because no line parts them, which is kept for all on the way."""
        y = (self.ys[row] + self.ys[row + 1]) / 2
        first = column
        while (row, first) not in self._origins and not self._starts(first, y):
            first -= 1
        origin = self._origins.get((row, first)) or (self._above(row, first), first)
        self._origins.update(((row, passed), origin) for passed in range(first, column + 1))
        return origin

    def _above(self, row: int, column: int) -> int:
        x = (self.xs[column] + self.xs[column + 1]) / 2
        while row and not _covered(self._across_at[row], x):
            row -= 1
        return row

    def rows(self) -> list[str]:
        """Each row as a line; a cell that only continues the one above or before it is empty or absent."""
        used = {column for _, column in self.cells}
        wide = {column for column, (left, right) in enumerate(pairwise(self.xs)) if right - left > 2 * SHORT}
        shown = sorted(used | wide)
        lines = []
        for row in range(len(self.ys) - 1):
            y = (self.ys[row] + self.ys[row + 1]) / 2
            columns = [c for c in shown if (row, c) in self.cells or self._starts(c, y)]
            cells = [_downwards(self.cells.get((row, column), [])) for column in columns]
            for part in _parts(cells, few=len(self.ys) <= 4):
                if any(part):
                    lines.append(" | ".join(_said(cell) for cell in part).rstrip())
        return lines

    def _starts(self, column: int, y: float) -> bool:
        """Whether a cell begins at the left of this column, at this height."""
        return not column or not self.down or _covered(self._down_at[column], y)

    def is_one(self) -> bool:
        """Whether this is a table, and not a drawing or a page set in boxes."""
        by_row: dict[int, int] = {}
        for row, _ in self.cells:
            by_row[row] = by_row.get(row, 0) + 1
        full = sum(count > 1 for count in by_row.values())
        return (
            full > 1
            and 2 * full >= len(by_row)
            and 4 * len(self.cells) >= len(by_row) * len({column for _, column in self.cells})
            and max(map(len, self.cells.values())) <= LONG_CELL
        )


def rules(lines: Iterable[Box]) -> tuple[list[Rule], list[Rule]]:
    """Lines across and lines down, from boxes of which each is a line or has four sides that are lines."""
    across: list[_Line] = []
    down: list[_Line] = []
    for left, bottom, right, top in lines:
        width, height = right - left, top - bottom
        if height < THIN:
            if width >= SHORT:
                across.append(((bottom + top) / 2, left, right))
        elif width < THIN:
            if height >= SHORT:
                down.append(((left + right) / 2, bottom, top))
        else:
            across += ((bottom, left, right), (top, left, right))
            down += ((left, bottom, top), (right, bottom, top))
    return _merged(across), _merged(down)


def grids(across: list[Rule], down: list[Rule]) -> tuple[list[Table], list[list[Rule]]]:
    """The grids that lines make, and the groups of lines that may be the rows of a table without lines down."""
    if len(across) < 2 or len(across) + len(down) > RULES:
        return [], []
    found = [grid for group in _groups(across, down) if (grid := _grid(*group))]
    free = [rule for rule in across if not any(_inside(rule, grid.frame) for grid in found)]
    return found, _stacks(free)


def tables(found: list[Table], stacks: list[list[Rule]], words: list[Word]) -> list[Table]:
    """The tables among the grids, with the words in their cells. A word is in one cell of one table, or in none."""
    found = found + [table for stack in stacks if (table := _open_table(stack, words))]
    found.sort(key=lambda table: (table.xs[-1] - table.xs[0]) * (table.ys[0] - table.ys[-1]))  # inner before outer
    for word in words:
        _, _, left, right, y = word
        x = (left + right) / 2
        for table in found:
            if cell := table.cell_of(x, y):
                table.cells.setdefault(cell, []).append(word)
                break
    return [table for table in found if table.cells and table.is_one()]


def with_tables(text: str, words: list[Word], found: list[Table]) -> str:
    """The text with each table's rows in the place of the first of its words, and all other words as they stood."""
    home = {word.start: table for table in found for cell in table.cells.values() for word in cell}
    written: set[int] = set()
    parts: list[str] = []
    end = 0
    after_table = False
    for word in words:
        table = home.get(word.start)
        if table is None:
            parts.append("\n" if after_table else text[end : word.start])
            parts.append(word.text)
            after_table = False
        elif id(table) not in written:
            written.add(id(table))
            parts.append("\n" + "\n".join(table.rows()))
            after_table = True
        end = word.start + len(word.text)
    return "".join(parts) + text[end:]


def _merged(found: list[_Line]) -> list[Rule]:
    """Lines that touch and lie on one another are one, at the place of the first of them."""
    groups: list[list[_Line]] = []
    place = -math.inf
    for line in sorted(found, key=itemgetter(0)):
        if line[0] - place > NEAR:
            place = line[0]
            groups.append([])
        groups[-1].append(line)
    return [rule for group in groups for rule in _joined(group)]


def _joined(group: list[_Line]) -> Iterator[Rule]:
    """Lines at one place, those that touch as one."""
    at = group[0][0]
    ordered = sorted(group, key=itemgetter(1))
    _, start, end = ordered[0]
    for _, its_start, its_end in ordered:
        if its_start > end + NEAR:
            yield Rule(at, start, end)
            start, end = its_start, its_end
        elif its_end > end:
            end = its_end
    yield Rule(at, start, end)


def _groups(across: list[Rule], down: list[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    """Lines that cross or touch one another, however far the chain goes. Those down are in their order."""
    groups: dict[int, tuple[list[Rule], set[int]]] = {}
    group_of: dict[int, int] = {}
    places = [rule.at for rule in down]
    for number, rule in enumerate(across):
        at = rule.at
        reached = range(bisect_left(places, rule.start - NEAR), bisect_right(places, rule.end + NEAR))
        crossed = {index for index in reached if down[index].start - NEAR <= at <= down[index].end + NEAR}
        if not crossed:
            continue
        joined = [rule]
        for touched in sorted({group_of[index] for index in crossed if index in group_of}):
            theirs, crossed_by_them = groups.pop(touched)
            joined += theirs
            crossed |= crossed_by_them
        groups[number] = joined, crossed
        group_of |= dict.fromkeys(crossed, number)
    for joined, crossed in groups.values():
        yield joined, [down[index] for index in crossed]


def _grid(across: list[Rule], down: list[Rule]) -> Table | None:
    """A grid of two columns and two rows at least; a side that is left open is where its lines end."""
    xs = _places([rule.at for rule in down] + [min(r.start for r in across), max(r.end for r in across)])
    ys = _places([rule.at for rule in across] + [min(r.start for r in down), max(r.end for r in down)])
    return Table(xs, ys[::-1], across, down) if _rooms(xs) > 1 and _rooms(ys) > 1 else None


def _rooms(places: list[float]) -> int:
    """The gaps between lines that are wide enough for a word."""
    return sum(after - before > SHORT for before, after in pairwise(places))


def _places(values: list[float]) -> list[float]:
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > NEAR:
            places.append(value)
    return places


def _near(found: list[Rule], places: list[float]) -> list[list[Rule]]:
    """The rules at each place."""
    ordered = sorted(found, key=itemgetter(0))
    ats = [rule.at for rule in ordered]
    return [ordered[bisect_left(ats, place - NEAR) : bisect_right(ats, place + NEAR)] for place in places]


def _covered(found: list[Rule], point: float) -> bool:
    return any(start <= point <= end for _, start, end in found)


def _inside(rule: Rule, box: Box) -> bool:
    left, bottom, right, top = box
    return bottom - NEAR <= rule.at <= top + NEAR and rule.start < right and rule.end > left


def _stacks(across: list[Rule]) -> list[list[Rule]]:
    """Four lines or more, of one length and above one another: three rows of a table, if it is one."""
    stacks: dict[tuple[int, int], list[Rule]] = {}
    for rule in sorted(across, key=lambda rule: -rule.at):
        stacks.setdefault((round(rule.start / NEAR), round(rule.end / NEAR)), []).append(rule)
    return [stack for stack in stacks.values() if len(stack) > 3]


def _open_table(stack: list[Rule], words: list[Word]) -> Table | None:
    """A table whose columns are parted by white alone: only where each row has words in two columns or more."""
    ys = [rule.at for rule in stack]
    left, right = stack[0].start, stack[0].end
    inside = [word for word in words if ys[-1] < word.y < ys[0] and left - NEAR <= word.left <= right]
    table = Table(_columns(inside, left, right), ys, stack, [])
    filled = {cell for word in inside if (cell := table.cell_of((word.left + word.right) / 2, word.y))}
    full = all(sum(cell[0] == row for cell in filled) > 1 for row in range(len(ys) - 1))
    return table if full else None


def _columns(words: list[Word], left: float, right: float) -> list[float]:
    """The edges of the columns: the sides, and the middle of each corridor that no word enters."""
    edges = [left - NEAR]
    end = None
    for word in sorted(words, key=lambda word: word.left):
        if end is not None and word.left - end >= CORRIDOR:
            edges.append((end + word.left) / 2)
        end = word.right if end is None else max(end, word.right)
    return [*edges, max(right, end or right) + NEAR]


def _parts(cells: list[list[Word]], few: bool) -> Iterator[list[list[Word]]]:
    """A row, or its lines where one pair of rules holds many rows.

    Some tables rule only their head and their frame. There every column has the same lines, three of them or more;
    the wrapped cells of one row seldom have, in three columns.
    """
    lines = [_lines(cell) for cell in cells if cell]
    same = few and len(lines) > 2 and len(lines[0]) > 2 and all(_alike(lines[0], other) for other in lines[1:])
    if not same:
        yield cells
        return
    for index in range(len(lines[0])):
        yield [_line(cell, lines[0], index) for cell in cells]


def _said(cell: list[Word]) -> str:
    """The words with blanks between them, but for the parts of one."""
    parts = [word.text for word in cell[:1]]
    for before, word in pairwise(cell):
        parts += ["" if before.start + len(before.text) == word.start else " ", word.text]
    return "".join(parts)


def _downwards(cell: list[Word]) -> list[Word]:
    """The words of a cell with its first line first; those of a turned page can come with the last one first."""
    if len(cell) < 2 or cell[0].y >= cell[-1].y - NEAR:
        return cell
    lines = _lines(cell)
    return sorted(cell, key=lambda word: min(range(len(lines)), key=lambda index: abs(lines[index] - word.y)))


def _lines(cell: list[Word]) -> list[float]:
    ys = sorted({word.y for word in cell}, reverse=True)
    return [y for index, y in enumerate(ys) if not index or ys[index - 1] - y > NEAR]


def _alike(one: list[float], other: list[float]) -> bool:
    return len(one) == len(other) and all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))


def _line(cell: list[Word], lines: list[float], index: int) -> list[Word]:
    edges = [float("inf"), *((a + b) / 2 for a, b in pairwise(lines)), float("-inf")]
    return [word for word in cell if edges[index + 1] < word.y <= edges[index]]
