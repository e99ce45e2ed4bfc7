"""A page's text with its tables row by row, and how much of the page is pictures."""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from planreview.extraction.pdf_raw import Box, Matrix, PageText, Placed, bounds, moved, outlines, page_box
from planreview.extraction.pdf_tables import NEAR, Rule, Word, grids, rules, tables, with_tables

PATHS = 2_000
"""Lines and shapes of a page with tables, at most: a page full of cells draws some 600, a map tens of thousands."""

WIDEST = 1.5
"""Width of a letter as a share of the height of the one that begins its word, at most."""


class _Places(NamedTuple):
    """Where tables may be: their heights, low and high, and where their columns begin or end, the last at infinity."""

    heights: list[tuple[float, float]]
    edges: list[float]
    needs_ends: bool


_LINE = re.compile(r"\S[^\r\n]*")
_LETTER = re.compile(r"\S")
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
_TURNS: dict[int, Matrix] = {1: (0, 1, -1, 0, 0, 0), 2: (-1, 0, 0, -1, 0, 0), 3: (0, -1, 1, 0, 0, 0)}
"""What brings words that are turned by so many quarters, clockwise, upright."""


def laid_out(text: PageText, visible: str, paths: list[Placed]) -> str:
    """The visible text, with the rows of tables as lines of their own where the page's lines and shapes make any."""
    if not 0 < len(paths) <= PATHS:
        return visible
    boxes = list(outlines(paths))
    if len(boxes) < 3:
        return visible
    across, down = rules(boxes)
    found, stacks = grids(across, down)
    if not found and not stacks:
        return visible
    whole = text.whole()
    if not _can_be_placed(whole, visible):
        return visible
    turn = _turn(text, whole)
    if turn is not _UPRIGHT:
        lines = [(rule.start, rule.at, rule.end, rule.at) for rule in across]
        lines += [(rule.at, rule.start, rule.at, rule.end) for rule in down]
        across, down = rules(_upright(line, turn) for line in lines)
        found, stacks = grids(across, down)
    else:
        stacks = [stack for stack in stacks if _has_words(stack, text)]
        if not found and not stacks:
            return visible
    heights = [(grid.ys[-1], grid.ys[0]) for grid in found] + [(stack[-1].at, stack[0].at) for stack in stacks]
    edges = [*sorted(x for grid in found for x in grid.xs), math.inf]
    words = list(_words(text, whole, turn, _Places(heights, edges, needs_ends=bool(stacks))))
    made = tables(found, stacks, words)
    return with_tables(whole, words, made) if made else visible


def covered_by(pictures: list[Placed], page: Any) -> float:
    """The share of a page that pictures cover, from 0 to 1; strips of one picture add up."""
    left, bottom, right, top = page_box(page)
    area = (right - left) * (top - bottom)
    covered = 0.0
    for picture, matrix in pictures:
        if box := bounds(picture, matrix):
            width = min(box[2], right) - max(box[0], left)
            height = min(box[3], top) - max(box[1], bottom)
            covered += max(width, 0) * max(height, 0)
    return min(covered / area, 1.0) if area > 0 else 0.0


def _can_be_placed(whole: str, visible: str) -> bool:
    """Whether the text with places is the visible one, and each of its characters has one place."""
    return whole.isascii() or max(whole) <= "\uffff" if len(_solid(whole)) == len(_solid(visible)) else False


def _solid(text: str) -> str:
    return "".join(text.split())


def _has_words(stack: list[Rule], text: PageText) -> bool:
    """Whether there are two words between any two of its rules, without which it is no table."""
    rows = ((above.start - NEAR, below.at, above.end, above.at) for above, below in pairwise(stack))
    return all(len(text.inside(row).split()) > 1 for row in rows)


def _turn(text: PageText, whole: str) -> Matrix:
    """By the angle of most of some letters spread over the page: a page, or the words on it, may be turned."""
    found = (_LETTER.search(whole, start) for start in range(0, len(whole), len(whole) // 15 + 1))
    angles = [text.angle(letter.start()) for letter in found if letter]
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return _TURNS.get(quarters.most_common(1)[0][0], _UPRIGHT) if quarters else _UPRIGHT


def _words(text: PageText, whole: str, turn: Matrix, places: _Places) -> Iterator[Word]:
    """The words of each line that begins at the height of a grid; the others, which are in no table, in one piece."""
    placed = text.boxes()
    box = placed if turn is _UPRIGHT else lambda index: _upright(placed(index), turn)
    for line in _LINE.finditer(whole):
        first = left, bottom, _, top = box(line.start())
        if any(low <= top and bottom <= high for low, high in places.heights):
            yield from _words_of(line, first, box, places)
        else:
            yield Word(line[0], line.start(), left, left, (bottom + top) / 2)


def _words_of(line: re.Match[str], first: Box, box: Callable[[int], Box], places: _Places) -> Iterator[Word]:
    """The words of a line. Where its last letter stands is asked only of a word that may reach the next column."""
    edges, needs_ends = places.edges, places.needs_ends
    begin = end = line.start()
    for word in line[0].split():
        start = line.string.index(word, end)
        end = start + len(word)
        left, bottom, right, top = box(start) if start > begin else first
        near = bisect_right(edges, left)
        if needs_ends or edges[near] < left + len(word) * WIDEST * (top - bottom):
            x0, _, x1, _ = box(end - 1)
            right = max(right, x1)
            if edges[near] < (x0 + x1) / 2:
                yield from _parted(word, start, box, edges[near:])
                continue
        yield Word(word, start, left, right, (bottom + top) / 2)


def _parted(text: str, start: int, box: Callable[[int], Box], edges: list[float]) -> Iterator[Word]:
    """The parts of a word that stand in two cells: a full cell leaves no white before the next one."""
    boxes = [box(start + index) for index in range(len(text))]
    cells = [bisect_right(edges, (x0 + x1) / 2) for x0, _, x1, _ in boxes]
    cuts = [index for index in range(1, len(text)) if cells[index] != cells[index - 1]]
    for begin, end in pairwise((0, *cuts, len(text))):
        left, bottom, _, top = boxes[begin]
        yield Word(text[begin:end], start + begin, left, boxes[end - 1][2], (bottom + top) / 2)


def _upright(box: Box, turn: Matrix) -> Box:
    if turn is _UPRIGHT:
        return box
    x0, y0 = moved(box[0], box[1], turn)
    x1, y1 = moved(box[2], box[3], turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
