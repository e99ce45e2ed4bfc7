"""The text of a page from where its words stand, so that a row of a table stays one line.

A recogniser gives words or cells with their places. Cells are told from the words of a sentence by two marks together:
the gap before them is wide, and cells of other lines begin at the same place.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

Line = Sequence["Box"]

GAP, STRETCHED, FAR = 0.9, 2, 3
"""How wide a gap between cells is: 0.9 of the height of the line's letters, since words are a third of one apart, and
twice the narrowest of the line, since all of a line are wide where a typewriter or justified print made it. Where the
words of a line are three heights apart, each is a cell."""

IN_LINE = 0.75
"""How far from each other, in heights of letters, the cells of one column may begin: a scan is never quite straight."""

COLUMN = 3
"""Cells that make a column when they begin at one place. Two can do so by chance."""

PARAGRAPH = 1.4
"""How far a paragraph lies under the line before it, in distances of the page's lines, at least."""


@dataclass(frozen=True)
class Box:
    """Words and where they stand, in any unit that is the same in both directions; y grows downwards.

    `slope` is how much y grows with x along the line: that of a page that lay askew on the scanner's glass.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    slope: float = 0.0

    @property
    def height(self) -> float:
        return self.bottom - self.top


def text_of(lines: Sequence[Line], *, are_cells: bool = False) -> str:
    """The lines in the order given, ` | ` between the cells of a table's row, and an empty line between paragraphs.

    Each line's boxes run from left to right; no line is empty. `are_cells` says that the gap before each box is known
    to be a wide one.
    """
    straight = _levelled(lines)
    cells = [line[1:] if are_cells else _after_gaps(line) for line in straight]
    starts = sorted(box.left for line in cells for box in line)
    reach = IN_LINE * _height(straight)
    texts = [
        "".join(_parted(line, [box for box in after if _near(starts, box.left, reach) >= COLUMN]))
        for line, after in zip(straight, cells, strict=True)
    ]
    return "\n".join(_with_paragraphs(straight, texts))


def _with_paragraphs(lines: Sequence[Line], texts: Sequence[str]) -> Iterator[str]:
    feet = [median(box.bottom for box in line) for line in lines]
    steps = [after - before for before, after in pairwise(feet)]
    usual = median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0
    for text, step in zip(texts, [usual, *steps], strict=False):
        if not 0 <= step <= PARAGRAPH * usual:  # above the line before it: at the top of the next column
            yield ""
        yield text


def beside_each_other(boxes: Sequence[Box]) -> list[list[Box]]:
    """Boxes in reading order as lines: one belongs to the line before it if it stands to the right of its end."""
    [straight] = _levelled([boxes])
    lines: list[list[tuple[Box, Box]]] = []
    for box, level in zip(boxes, straight, strict=True):
        if lines and _is_beside(lines[-1][-1][1], level):
            lines[-1].append((box, level))
        else:
            lines.append([(box, level)])
    return [[box for box, _ in line] for line in lines]


def _is_beside(before: Box, after: Box) -> bool:
    shared = min(before.bottom, after.bottom) - max(before.top, after.top)
    return after.left >= before.right and shared > min(before.height, after.height) / 2


def _levelled(lines: Sequence[Line]) -> list[list[Box]]:
    """The boxes as they would stand if the page had not lain askew. A page on its side or its head stays as it is."""
    slopes = [box.slope for line in lines for box in line]
    slope = median(slopes) if slopes else 0.0
    if abs(slope) > 0.2:  # eleven degrees: nobody's page slips that far
        return [list(line) for line in lines]
    return [[_moved(box, slope) for box in line] for line in lines]


def _moved(box: Box, slope: float) -> Box:
    right, down = slope * box.top, slope * box.left
    return Box(box.text, box.left + right, box.top - down, box.right + right, box.bottom - down)


def _height(lines: Sequence[Line]) -> float:
    return median(box.height for line in lines for box in line) if any(lines) else 0.0


def _after_gaps(line: Line) -> list[Box]:
    height = _height([line])
    gaps = [box.left - before.right for before, box in pairwise(line)]
    least = max(GAP * height, min(STRETCHED * min(gaps, default=0.0), FAR * height))
    return [box for box, gap in zip(line[1:], gaps, strict=True) if gap > least]


def _parted(line: Line, cells: Sequence[Box]) -> Iterator[str]:
    for number, box in enumerate(line):
        yield (" | " if box in cells else " ") + box.text if number else box.text


def _near(starts: Sequence[float], place: float, reach: float) -> int:
    return bisect_left(starts, place + reach) - bisect_left(starts, place - reach)
