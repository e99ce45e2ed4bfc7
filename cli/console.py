"""How the command speaks: results to standard output, progress and complaints to standard error."""

import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def complain(words: str) -> None:
    err.print(Text(words))


def progress(words: str) -> None:
    err.print(Text(words, style="dim"))


def heading(words: str) -> None:
    out.print()
    out.print(Text(words, style="bold"))


def say(words: str = "", *, style: str = "") -> None:
    out.print(Text(words, style=style))


def number_of(count: int, thing: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def table(head: list[str], rows: list[list[str]]) -> None:
    """A table as wide as its text; what is too wide for the window goes on in the next line of its cell."""
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 0, 0))
    for title in head:
        grid.add_column(title, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    out.print(grid)


def print_json(document: Any) -> None:
    sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
