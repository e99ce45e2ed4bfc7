"""The paragraphs and table rows of a WordprocessingML tree, wherever they are nested.

Text boxes and content controls are part of what a reader sees; the second copy that is kept for older programs is
not. What is inserted, deleted, hidden or struck through carries the signs of `marks`; notes and comments leave a
`reference`.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from planreview.extraction.asides import BREAK, SHOWN_BREAK, beginning, reference
from planreview.extraction.fields import symbol
from planreview.extraction.marks import DELETED, HIDDEN, INSERTED, STRUCK, marked
from planreview.extraction.numbering import Numbering
from planreview.extraction.rows import row, within_a_cell
from planreview.extraction.styles import Style, Styles, numbering, own_font, switched
from planreview.extraction.symbols import seen
from planreview.extraction.xml import child, is_on, local_name, value

_UNSEEN = frozenset({"Fallback", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sectPr", "instrText", "delInstrText"})
_CHANGES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
_SWITCHED = {"vanish": HIDDEN, "strike": STRUCK, "dstrike": STRUCK}
_TEXTS = frozenset({"t", "delText"})
_SIGNS = {
    "tab": "\t",
    "cr": "\n",
    "noBreakHyphen": "-",
    "lastRenderedPageBreak": SHOWN_BREAK,
}
_CODE = re.compile(r"[0-9A-Fa-f]{1,4}")

_ASIDES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


class Blocks:
    """Reads the parts of one document. `drawn` gives the words of a chart or diagram by the node that shows it."""

    def __init__(self, styles: Styles, lists: Numbering, drawn: Callable[[Any], str]) -> None:
        self._styles = styles
        self._lists = lists
        self._drawn = drawn

    def of(self, parent: Any, signs: str = "") -> Iterator[str]:
        """Each paragraph as one text, and each table as one, a row a line. `signs` mark all the words."""
        for node in parent:
            name = local_name(node)
            if name == "p":
                yield self._paragraph(node, signs)
            elif name == "tbl":
                yield "\n".join(self._rows(node, signs))
            elif name and name not in _UNSEEN:
                yield from self.of(node, _within(name, signs))

    def _paragraph(self, node: Any, signs: str) -> str:
        properties = child(node, "pPr")
        style = self._styles.of(value(child(properties, "pStyle"), "val"))
        words = "".join(self._words(node, signs, style))
        begins_page = BREAK if is_on(child(properties, "pageBreakBefore")) else ""
        ends_section = reference("section") if child(properties, "sectPr") is not None else ""
        listed = numbering(node).over(style.numbering)
        label = self._lists.label(listed.list_id, listed.level or 0) if listed.list_id and words.strip() else ""
        return begins_page + (f"{label} " if label else "") + words + ends_section

    def _words(self, parent: Any, signs: str, style: Style) -> Iterator[str]:
        """The words of a paragraph; `style` is what it hands down to its runs."""
        all_signs = signs + "".join(_SWITCHED[name] for name in style.on)
        for node in parent:
            name = local_name(node)
            if (shown := _shown(node, name, style.font)) is not None:
                yield marked(shown, all_signs)
            elif name == "r":
                yield from self._words(node, signs, self._of_run(node, style))
            elif name in _SIGNS:
                yield _SIGNS[name]
            elif name == "br":
                yield BREAK if value(node, "type") == "page" else "\n"
            elif name == "txbxContent":
                yield "\n" + "\n".join(self.of(node, signs)) + "\n"
            elif name in _ASIDES:
                yield reference(f"{_ASIDES[name]} {value(node, 'id')}")
            elif name == "commentRangeStart":
                yield beginning(f"comment {value(node, 'id')}")
            elif name in ("chart", "relIds"):
                yield self._drawn(node)
            elif name and name not in _UNSEEN:
                yield from self._words(node, _within(name, signs), style)

    def _of_run(self, run: Any, inherited: Style) -> Style:
        own = self._styles.of(value(child(child(run, "rPr"), "rStyle"), "val"))
        return Style(on=switched(inherited.on | own.on, run), font=own_font(run) or own.font or inherited.font)

    def _rows(self, parent: Any, signs: str) -> Iterator[str]:
        for node in parent:
            name = local_name(node)
            if name == "tr":
                yield self._row(node, signs)
            elif name and name not in _UNSEEN:
                yield from self._rows(node, _within(name, signs))

    def _row(self, node: Any, signs: str) -> str:
        """A row's line. A row of one cell that holds tables only frames them, and gives their rows."""
        cells = list(_inside(node, "tc"))
        if len(cells) == 1 and any(True for _ in _inside(cells[0], "tbl")):
            return "\n".join(self.of(cells[0], signs))
        return row([self._cell(cell, signs) for cell in cells])

    def _cell(self, node: Any, signs: str) -> str:
        """A cell's text; nothing for one that only continues the cell above it."""
        merged = child(child(node, "tcPr"), "vMerge")
        return "" if merged is not None and value(merged, "val") != "restart" else "\n".join(self._in_cell(node, signs))

    def _in_cell(self, parent: Any, signs: str) -> Iterator[str]:
        """As `of`, but a table within the cell has no lines of its own."""
        for node in parent:
            name = local_name(node)
            if name == "tbl":
                yield within_a_cell(self._rows(node, signs))
            elif name == "p":
                yield self._paragraph(node, signs)
            elif name and name not in _UNSEEN:
                yield from self._in_cell(node, _within(name, signs))


def _within(name: str, signs: str) -> str:
    """The signs of what is inside a node: those around it, and its own."""
    sign = _CHANGES.get(name, "")
    return signs if sign in signs else signs + sign


def _shown(node: Any, name: str, font: str) -> str | None:
    """What a node shows that holds words, a sign or a field; None for any other."""
    text = (node.text or "") if name in _TEXTS else None
    if name == "sym" or (text and len(text) == 1):
        box = _box_around(node.getparent())
        if box is not None:
            return _box(box)
    if text is not None:
        return seen(text, font)
    return _FIELDS[name](node) if name in _FIELDS else None


def _box_around(run: Any) -> Any:
    """The box whose sign a run is: Word puts it in a content control around the run, its paragraph or its cell."""
    for around in islice(run.iterancestors(), _CONTROL_ABOVE):
        if local_name(around) == "sdt":
            return child(child(around, "sdtPr"), "checkbox")
    return None


def _symbol(node: Any) -> str:
    """A sign by its font and code; nothing for one that only a font could show."""
    code = value(node, "char") or ""
    sign = seen(chr(int(code, 16)), value(node, "font") or "") if _CODE.fullmatch(code) else ""
    return sign if sign.isprintable() else ""


def _box(node: Any) -> str:
    """A box that may be ticked: what the form's author chose as its sign, often a cross, would tell less."""
    now, at_first = child(node, "checked"), child(node, "default")
    return "☑" if is_on(at_first if now is None else now) else "☐"


def _chosen(node: Any) -> str:
    """The entry that a drop-down list of a form shows: the chosen one, or that which it began with."""
    entries = [value(entry, "val") or "" for entry in node if local_name(entry) == "listEntry"]
    numbers = (value(child(node, name), "val") for name in ("result", "default"))
    number = next((number for number in numbers if number is not None), "0")
    return next((entry for place, entry in enumerate(entries) if str(place) == number), "")


def _unsaved(field: Any) -> str | None:
    """The sign that a field draws which was saved without what it shows."""
    is_saved = any(local_name(node) in _RESULTS for node in field.iter())
    return None if is_saved else symbol(value(field, "instr") or "") or None


def _unsaved_at(mark: Any) -> str | None:
    """As `_unsaved`, of a field whose end a mark is; its parts are in the runs before that."""
    instruction = ""
    for node in _before(mark) if value(mark, "fldCharType") == "end" else ():
        name = local_name(node)
        if name == "instrText":
            instruction = (node.text or "") + instruction
        elif name in _RESULTS or (name == "fldChar" and value(node, "fldCharType") == "end"):
            break
        elif name == "fldChar" and value(node, "fldCharType") == "begin":
            return symbol(instruction) or None
    return None


def _before(node: Any) -> Iterator[Any]:
    """What stands before a node in its paragraph, backwards."""
    yield from node.itersiblings(preceding=True)
    for run in node.getparent().itersiblings(preceding=True):
        yield from reversed(run)


_RESULTS = _TEXTS | {"sym"}
"""What a field shows, where that is saved."""

_CONTROL_ABOVE = 4
"""Elements above a run up to a control around its cell: a paragraph, the cell, the content, the control."""

_FIELDS = {"sym": _symbol, "checkBox": _box, "ddList": _chosen, "fldSimple": _unsaved, "fldChar": _unsaved_at}


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """The nodes of a name at any depth, but none within another of them."""
    for node in parent:
        name = local_name(node)
        if name == wanted:
            yield node
        elif name and name not in _UNSEEN:
            yield from _inside(node, wanted)
