"""A page's text with its tables row by row, and how much of the page is pictures."""

import math
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from planreview.extraction.pdf_raw import Box, Matrix, PageText, bounds, moved, outline
from planreview.extraction.pdf_tables import Word, grids, rules, tables, with_tables

PATHS = 2_000
"""Lines and shapes of a page with tables, at most: a page full of cells draws some 600, a map tens of thousands."""

_LINE = re.compile(r"\S[^\r\n]*")
_WORD = re.compile(r"\S+")
_UPRIGHT: Matrix = (1, 0, 0, 1, 0, 0)
_TURNS: dict[int, Matrix] = {1: (0, 1, -1, 0, 0, 0), 2: (-1, 0, 0, -1, 0, 0), 3: (0, -1, 1, 0, 0, 0)}
"""What brings words that are turned by so many quarters, clockwise, upright."""


def laid_out(text: PageText, visible: str, paths: list[tuple[int, Matrix]]) -> str:
    """The visible text, with the rows of tables as lines of their own where the page's lines and shapes make any."""
    if not 0 < len(paths) <= PATHS:
        return visible
    across, down = rules([box for path, matrix in paths for box in outline(path, matrix)])
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
    heights = [(grid.ys[-1], grid.ys[0]) for grid in found] + [(stack[-1].at, stack[0].at) for stack in stacks]
    words = list(_words(text, whole, turn, heights, whole_words=bool(stacks)))
    made = tables(found, stacks, words)
    return with_tables(whole, words, made) if made else visible


def covered_by(pictures: list[tuple[int, Matrix]], page: Any) -> float:
    """The share of a page that pictures cover, from 0 to 1; strips of one picture add up."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, rect)
    area = (rect.right - rect.left) * (rect.top - rect.bottom)
    covered = 0.0
    for picture, matrix in pictures:
        if box := bounds(picture, matrix):
            width = min(box[2], rect.right) - max(box[0], rect.left)
            height = min(box[3], rect.top) - max(box[1], rect.bottom)
            covered += max(width, 0) * max(height, 0)
    return min(covered / area, 1.0) if area > 0 else 0.0


def _can_be_placed(whole: str, visible: str) -> bool:
    """Whether the text with places is the visible one, and each of its characters has one place."""
    return whole.isascii() or max(whole) <= "\uffff" if len(_solid(whole)) == len(_solid(visible)) else False


def _solid(text: str) -> str:
    return "".join(text.split())


def _turn(text: PageText, whole: str) -> Matrix:
    """By the angle of most of some words spread over the page: a page, or the words on it, may be turned."""
    starts = [found.start() for found in _WORD.finditer(whole)]
    angles = [text.angle(start) for start in starts[:: len(starts) // 15 + 1]]
    quarters = Counter(round(angle / (math.pi / 2)) % 4 for angle in angles if angle >= 0)
    return _TURNS.get(quarters.most_common(1)[0][0], _UPRIGHT) if quarters else _UPRIGHT


def _words(
    text: PageText, whole: str, turn: Matrix, heights: list[tuple[float, float]], *, whole_words: bool
) -> Iterator[Word]:
    """The words of each line that begins at the height of a grid; the others, which are in no table, in one piece."""
    for line in _LINE.finditer(whole):
        left, bottom, right, top = _upright(text.box(line.start()), turn)
        if not any(low <= top and bottom <= high for low, high in heights):
            yield Word(line[0], line.start(), left, left, (bottom + top) / 2)
            continue
        for found in _WORD.finditer(line[0]):
            start = line.start() + found.start()
            left, bottom, right, top = _upright(text.box(start), turn)
            if whole_words:
                right = max(right, _upright(text.box(start + len(found[0]) - 1), turn)[2])
            yield Word(found[0], start, left, right, (bottom + top) / 2)


def _upright(box: Box, turn: Matrix) -> Box:
    if turn is _UPRIGHT:
        return box
    x0, y0 = moved(box[0], box[1], turn)
    x1, y1 = moved(box[2], box[3], turn)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
