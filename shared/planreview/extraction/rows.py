"""Rows of tables as lines, `cell | cell | cell`."""

from collections.abc import Iterable, Sequence

from planreview.extraction.asides import BREAK, SHOWN_BREAK


def row(texts: Sequence[str]) -> str:
    """A row's line. One that begins on a new page takes the break before it, one that is parted takes it after it."""
    line = " | ".join(" ".join(text.split()) for text in texts)  # split() takes both breaks for white space
    mark = next((sign for sign in (BREAK, SHOWN_BREAK) if any(sign in text for text in texts)), "")
    begins_page = any(text.lstrip(" \t\n").startswith(mark) for text in texts)
    return mark + line if begins_page else line + mark


def within_a_cell(rows: Iterable[str]) -> str:
    """A table within a cell, as `cell / cell; cell / cell`: its rows are no rows of the outer one."""
    return "; ".join(line.replace(" | ", " / ") for line in rows)
