"""A sheet as its reader finds it: the cells that show something, and what is said of rows and columns."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from planreview.errors import Unreadable
from planreview.extraction.marks import STRUCK, unmarked
from planreview.extraction.pages import Attachment

CELLS = 1_000_000
"""Filled cells of one sheet: a hundred times what a long tracker has, and what is read in some ten seconds.

Cells that are only formatted do not count, nor do they take much time, however many they are.
"""


COLUMNS = 16_384
"""Columns of a sheet: the limit of Excel and LibreOffice. A list of hidden columns may claim any number."""

RULES = 1_000
"""Areas of a sheet that are coloured by rules; those beyond are left out. A sheet has some, or after much copying
some hundreds."""


class Area(NamedTuple):
    """A range of cells, from 0, its ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows. `colour` is of its fill: "red", "amber" or "green", else empty.

    `is_words`: it holds text, and no number, date or truth value. `struck` is the text with the signs of `marks` around
    what is struck through; empty where nothing is.
    """

    text: str
    colour: str = ""
    comment: str = ""
    is_bold: bool = False
    is_words: bool = True
    struck: str = ""

    @property
    def is_filled(self) -> bool:
        return bool(self.text or self.comment)


@dataclass
class Sheet:
    """A sheet's cells by row and column, from 0; those that show neither text nor a colour are left out.

    `headers` are rows that the file itself declares to head a table. In `conditional` areas rules decide on colours.
    `boxes` are paragraphs that lie over the cells. `uncalculated` counts formulas whose result was not saved.
    """

    name: str
    cells: dict[int, dict[int, Cell]] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    headers: set[int] = field(default_factory=set)
    conditional: list[Area] = field(default_factory=list)
    boxes: list[str] = field(default_factory=list)
    pictures: list[Attachment] = field(default_factory=list)
    is_hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    uncalculated: int = 0
    filled: int = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Raises Unreadable where the sheet has more than CELLS that are filled."""
        if cell.is_filled:
            self.filled += 1
            if self.filled > CELLS:
                named = f"The sheet “{self.name[:60]}”" if self.name else "The table"
                raise Unreadable(
                    "too_large",
                    f"{named} has more than {CELLS:,} filled cells. Please send only the part that holds the plan.",
                )
        self.cells.setdefault(row, {})[column] = cell


def flat(text: str) -> str:
    """A cell's text on one line, without the bar that parts cells, and without signs of `marks`."""
    return flat_marked(unmarked(text))


def flat_marked(text: str) -> str:
    """The same with its signs."""
    return " ".join(text.split()).replace("|", "/")


def told(words: str) -> tuple[str, str]:
    """A cell's text, and what it is as `struck`, of words that may carry signs."""
    return (flat(words), words) if STRUCK in words else (words, "")


def comment(author: str, text: str) -> str:
    """`[comment by DCI Smith: It is done.]`, without the author's name that Excel writes into the text as well."""
    author, text = flat(author), flat(text)
    text = text.removeprefix(f"{author}:").strip() if author else text
    return f"[comment by {author}: {text}]" if author and text else f"[comment: {text}]" if text else ""


def area(reference: str) -> Area:
    """The area that `B2:D7` or `$B$2` names. Raises ValueError for anything else, as a whole column."""
    first, _, last = reference.replace("$", "").partition(":")
    (top, left), (bottom, right) = place(first), place(last or first)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def place(reference: str) -> tuple[int, int]:
    """Row and column, from 0, of `B2`. Raises ValueError for anything else."""
    name = reference.rstrip("0123456789")
    return int(reference[len(name) :]) - 1, column_of(name)


@lru_cache(maxsize=1024)
def column_of(letters: str) -> int:
    """The column, from 0, of `AB`. Raises ValueError for anything else."""
    if not (letters.isascii() and letters.isalpha() and len(letters) <= 3):
        raise ValueError(f"{letters[:20]!r} names no column")
    column = 0
    for letter in letters.upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def letters_of(column: int) -> str:
    """The letters of a column from 0: A, Z, AA."""
    name = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        name, column = chr(ord("A") + letter) + name, column - 1
    return name
