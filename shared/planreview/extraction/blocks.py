"""The paragraphs and table rows of a WordprocessingML tree, wherever they are nested.

Text boxes, content controls and insertions are part of what a reader sees; deletions, and the second copy of what
has moved or is kept for older programs, are not.
"""

from collections.abc import Iterator
from typing import Any

BREAK = "\f"
"""The author's page break. XML can hold neither this character nor the next, so no text can pretend to be one."""

SHOWN_BREAK = "\v"
"""Where Word last began a new page when it showed the document."""

_UNSEEN = frozenset({"del", "moveFrom", "Fallback", "rPr", "sectPr", "instrText", "delText"})
_SIGNS = {
    "tab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": SHOWN_BREAK,
}


def local_name(node: Any) -> str:
    """A tag without its namespace, which the strict variant of the format has of its own; empty for a comment."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def blocks(parent: Any) -> Iterator[str]:
    """Each paragraph as one text, and each table as one, a row a line."""
    for node in parent:
        name = local_name(node)
        if name == "p":
            yield _paragraph(node)
        elif name == "tbl":
            yield "\n".join(_rows(node))
        elif name and name not in _UNSEEN:
            yield from blocks(node)


def _paragraph(node: Any) -> str:
    begins_page = any(local_name(child) == "pageBreakBefore" and _is_on(child) for child in _properties(node))
    return (BREAK if begins_page else "") + "".join(_words(node))


def _words(parent: Any) -> Iterator[str]:
    for node in parent:
        name = local_name(node)
        if name == "t":
            yield node.text or ""
        elif name == "br":
            yield BREAK if _value(node, "type") == "page" else "\n"
        elif name == "txbxContent":
            yield "\n" + "\n".join(blocks(node)) + "\n"
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name and name not in _UNSEEN and name != "pPr":
            yield from _words(node)


def _rows(parent: Any) -> Iterator[str]:
    for node in parent:
        name = local_name(node)
        if name == "tr":
            yield _row(node)
        elif name and name not in _UNSEEN:
            yield from _rows(node)


def _row(node: Any) -> str:
    """`cell | cell`. A row that begins on a new page takes the break before its line, one that is parted after it."""
    cells = [_cell(cell) for cell in _cells(node)]
    line = " | ".join(" ".join(cell.split()) for cell in cells)  # split() takes both breaks for white space
    mark = next((sign for sign in (BREAK, SHOWN_BREAK) if any(sign in cell for cell in cells)), "")
    begins_page = any(cell.lstrip(" \t\n").startswith(mark) for cell in cells)
    return mark + line if begins_page else line + mark


def _cells(parent: Any) -> Iterator[Any]:
    for node in parent:
        name = local_name(node)
        if name == "tc":
            yield node
        elif name and name not in _UNSEEN:
            yield from _cells(node)


def _cell(node: Any) -> str:
    """A cell's text; nothing for one that only continues the cell above it."""
    merged = (child for child in _properties(node) if local_name(child) == "vMerge")
    return "" if any(_value(child, "val") != "restart" for child in merged) else "\n".join(blocks(node))


def _properties(node: Any) -> Iterator[Any]:
    for child in node:
        if local_name(child) in ("pPr", "tcPr"):
            yield from child


def _is_on(node: Any) -> bool:
    return _value(node, "val") not in ("0", "false", "off")


def _value(node: Any, name: str) -> str | None:
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), None)
