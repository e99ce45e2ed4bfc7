"""Which rows of a sheet name its columns.

A sheet may begin with titles, hold several tables, and need two rows to name a column. A row is taken for a header
where the file declares it one (a filter or a table begins there), where its words are those that name columns
("Owner", "Due date"), where it alone is bold, or where it stands over numbers, dates or long texts. Under a header
values are written in the same words ("Complete"), so a row right below others is one only if it repeats the header.
"""

import re
from collections.abc import Mapping, Sequence, Set

from planreview.extraction.grid import Cell

Row = Mapping[int, Cell]

LONGEST_NAME = 60
"""Characters. What is longer is a text, and not the name of a column."""

NAMES = frozenset(
    """
    action actions activity activities area objective objectives aim outcome outcomes output outputs measure measures
    recommendation recommendations requirement issue issues theme strand workstream milestone milestones task tasks
    risk priority owner owners lead leads responsible responsibility accountable department who due date dates deadline
    target timescale timescales timeline when start end completed completion complete status rag brag progress position
    update updates rating comment comments notes remarks evidence ref reference no number id item serial description
    detail details title name category type source impact resource resources resourcing cost costs rank role
    """.split()  # noqa: SIM905  a list of ninety strings is no easier to read
)
"""Words that name the columns of plans and trackers."""

_VALUES = frozenset({"complete", "completed", "end", "in progress", "no", "on target", "start", "yes"})
"""Words of names that are as often the value of a row: below a header they tell how an action stands."""

_WORD = re.compile(r"[a-z]+|#")
_BEGINS_A_VALUE = re.compile(r"(?:in|no|not|see|to|under) ", re.IGNORECASE)


def is_header(row: Row, below: Row, known: Set[str] | None, *, is_declared: bool, begins: bool) -> bool:
    """`below` is the next row, empty at the end; `known` are the names of the header in force, None without one.

    `begins`: no row of a table stands directly above.
    """
    if not can_name(row):
        return False
    cells = [row[column] for column in sorted(row) if row[column].text]
    texts = [cell.text for cell in cells]
    if is_declared or (known is not None and all(name_of(text) in known for text in texts)):
        return True
    if not begins:
        return False
    if _are_names(texts) if known is None else _are_names_alone(texts):
        return True
    if all(cell.is_bold for cell in cells) and not all(cell.is_bold for cell in below.values()):
        return True
    return known is None and len(cells) >= 3 and _is_over_values(row, below)


def can_name(row: Row) -> bool:
    """Whether the row's cells can be names of columns: two or more, all short words, each another."""
    texts = [cell.text for cell in row.values() if cell.text]
    return (
        len(texts) >= 2
        and len({text.lower() for text in texts}) == len(texts)
        and all(cell.is_words and _is_name(cell.text) for cell in row.values() if cell.text)
    )


def name_of(text: str) -> str:
    """The name that a cell of a header gives its column; a colon would part it from its values."""
    return text.rstrip(" :").replace(": ", " - ")


def names_a_column(text: str) -> bool:
    words = _WORD.findall(text.lower())
    return len(words) <= 5 and not NAMES.isdisjoint(words) and not _BEGINS_A_VALUE.match(text)


def _are_names(texts: Sequence[str]) -> bool:
    """Whether half of a row's texts, and two at least, name columns."""
    named = sum(map(names_a_column, texts))
    return named >= 2 and 2 * named >= len(texts)


def _are_names_alone(texts: Sequence[str]) -> bool:
    """Whether a row's texts all name columns and none is a value; "No" over numbers stands first."""
    return all(map(names_a_column, texts)) and _VALUES.isdisjoint(text.lower() for text in texts[1:])


def _is_name(text: str) -> bool:
    return len(text) <= LONGEST_NAME and any(character.isalpha() or character in "#%" for character in text)


def _is_over_values(row: Row, below: Row) -> bool:
    under = [below[column] for column in row if column in below]
    return len(under) >= 2 and any(not cell.is_words or not _is_name(cell.text) for cell in under if cell.text)
