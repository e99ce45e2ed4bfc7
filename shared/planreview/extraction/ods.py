"""OpenDocument spreadsheets.

A cell shows the paragraphs that were saved in it, but dates are written out: its own may say 06/07/17. A row or cell
that is empty, or only formatted, may be repeated a million times; one that holds something counts as often as it
stands there.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from planreview.extraction.grid import COLUMNS, Area, Cell, Sheet, comment, flat, flat_marked, told
from planreview.extraction.marks import STRUCK, marked
from planreview.extraction.office import macros, picture
from planreview.extraction.opendocument import face, named_font, strikes
from planreview.extraction.package import Package, open_opendocument
from planreview.extraction.pages import Pages
from planreview.extraction.sheet_values import Rgb, iso_moment, plain, rag
from planreview.extraction.sheets import pages_of
from planreview.extraction.streaming import stream
from planreview.extraction.symbols import seen
from planreview.extraction.xml import child, local_name, value
from planreview.text import Caution

NAMED = "OpenDocument spreadsheet"

_MACROS = ("Basic/", "Scripts/")
_NO_MACROS = ("script-lc.xml", "script-lb.xml", "dialog-lc.xml", "dialog-lb.xml")
"""The lists of macros, which some programs write where there are none."""
_LINKS = frozenset({"table-source", "cell-range-source", "dde-source", "database-source-sql", "database-source-table"})
_SHAPES = frozenset({"frame", "custom-shape", "rect", "ellipse", "g", "line", "caption", "polygon", "path", "control"})
_NOT_HERE = _SHAPES | {"annotation"}
_FAMILIES = {"span": "text", "p": "paragraph", "h": "paragraph"}
_NUMBERS = frozenset({"float", "percentage", "currency", "date", "time", "boolean"})


def read_ods(content: bytes) -> Pages:
    package = open_opendocument(content, NAMED)
    reader = _Content(package)
    pages = pages_of(reader.sheets(), NAMED, drawn=any(name.startswith("Object ") for name in package.names))
    return replace(pages, cautions=(*pages.cautions, *_cautions(package, has_links=reader.has_links)))


def _cautions(package: Package, *, has_links: bool) -> Iterator[Caution]:
    if any(name.startswith(_MACROS) and not name.endswith(_NO_MACROS) for name in package.names):
        yield macros(NAMED)
    if has_links:
        yield Caution(
            code="external_links",
            message=f"The {NAMED} takes values from outside it, which were not fetched; the values that were saved with"
            " it were read.",
        )


@dataclass(frozen=True, slots=True)
class _Style:
    """None is what a style leaves to its parent, as is a font without a name."""

    parent: str = ""
    fill: str | None = None
    is_bold: bool | None = None
    is_struck: bool | None = None
    font: str = ""
    is_displayed: bool = True

    def over(self, base: "_Style") -> "_Style":
        return replace(
            self,
            fill=base.fill if self.fill is None else self.fill,
            is_bold=base.is_bold if self.is_bold is None else self.is_bold,
            is_struck=base.is_struck if self.is_struck is None else self.is_struck,
            font=self.font or base.font,
        )


_PLAIN = _Style()


class _Styles:
    """The styles of cells, words and tables by family and name."""

    def __init__(self) -> None:
        self._own: dict[tuple[str, str], _Style] = {}
        self._faces: dict[str, str] = {}
        self._shown: dict[str, tuple[str, _Style]] = {}

    def add(self, node: Any) -> None:
        """Takes up a style, or a font that styles name."""
        if local_name(node) == "font-face":
            self._faces.update([face(node)])
            return
        cell, words, table = (child(node, f"{name}-properties") for name in ("table-cell", "text", "table"))
        weight = value(words, "font-weight")
        self._own[value(node, "family") or "", value(node, "name") or ""] = _Style(
            parent=value(node, "parent-style-name") or "",
            fill=value(cell, "background-color"),
            is_bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight) >= 600),
            is_struck=strikes(value(words, f"text-line-through-{name}") for name in ("style", "type")),
            font=named_font(node, self._faces),
            is_displayed=value(table, "display") != "false",
        )

    def of_cell(self, name: str) -> tuple[str, _Style]:
        """The colour that the fill tells, and the whole style."""
        if name not in self._shown:
            own = self._inherited("table-cell", name)
            self._shown[name] = rag(_rgb(own.fill or "")), own
        return self._shown[name]

    def of_words(self, node: Any, around: _Style) -> _Style:
        """The style of the words in a node, with what it leaves to that of those around it."""
        name = value(node, "style-name")
        return self._inherited(_FAMILIES.get(local_name(node), ""), name).over(around) if name else around

    def displays(self, table: str) -> bool:
        style = self._own.get(("table", table))
        return style is None or style.is_displayed

    def _inherited(self, family: str, name: str) -> _Style:
        """A style with what it leaves to those that it is based on."""
        whole = _PLAIN
        seen: set[str] = set()
        while (style := self._own.get((family, name))) and name not in seen:
            seen.add(name)
            whole = whole.over(style)
            name = style.parent
        return whole


class _Content:
    """Goes through the content, which is one part for all sheets."""

    def __init__(self, package: Package) -> None:
        self.has_links = False
        self._package = package
        self._styles = _Styles()

    def sheets(self) -> Iterator[Sheet]:
        if "styles.xml" in self._package:
            for _, node in stream(self._package.read("styles.xml"), NAMED, ("font-face", "style")):
                self._styles.add(node)
        tags = ("font-face", "style", "table", "table-column", "table-row", "shapes", *_LINKS)
        open_tables: list[_Table] = []
        for event, node in stream(self._package.read("content.xml"), NAMED, tags, starts=True):
            name = local_name(node)
            if name == "table" and event == "start":
                open_tables.append(_Table(node, self._styles, self._package))
            elif name == "table":
                table = open_tables.pop()
                if not open_tables:  # a table within a cell has been read with its cell
                    yield table.sheet
            elif event == "end" and name in ("font-face", "style"):
                self._styles.add(node)
            elif event == "end" and name in _LINKS:
                self.has_links = True
            elif event == "end" and len(open_tables) == 1:
                open_tables[0].take(name, node)


class _Table:
    """Reads one sheet, column by column and then row by row."""

    def __init__(self, node: Any, styles: _Styles, package: Package) -> None:
        self.sheet = Sheet(
            flat(value(node, "name") or ""), is_hidden=not styles.displays(value(node, "style-name") or "")
        )
        self._styles = styles
        self._package = package
        self._row = 0
        self._starts: list[int] = []
        self._defaults: list[str] = []
        self._columns = 0

    def take(self, name: str, node: Any) -> None:
        if name == "table-column":
            self._take_column(node)
        elif name == "table-row":
            self._take_row(node)
        elif name == "shapes":
            self._draw(node)

    def _take_column(self, node: Any) -> None:
        end = self._columns + _repeated(node, "number-columns-repeated")
        if value(node, "visibility") in ("collapse", "filter"):
            self.sheet.hidden_columns.update(range(self._columns, min(end, COLUMNS)))
        self._starts.append(self._columns)
        self._defaults.append(value(node, "default-cell-style-name") or "")
        self._columns = end

    def _take_row(self, node: Any) -> None:
        repeated = _repeated(node, "number-rows-repeated")
        row, self._row = self._row, self._row + repeated
        cells = self._cells(node, row)
        if any(cell.is_filled for _, _, cell in cells):
            for number in range(row, row + repeated):
                for first, end, cell in cells:
                    for column in range(first, end):
                        self.sheet.put(number, column, cell)
                if value(node, "visibility") in ("collapse", "filter"):
                    self.sheet.hidden_rows.add(number)

    def _cells(self, node: Any, row: int) -> list[tuple[int, int, Cell]]:
        """Cells that show something, each with its first column and the one after its last."""
        found = []
        column = 0
        default = value(node, "default-cell-style-name")
        for cell in node:
            name = local_name(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            end = column + _repeated(cell, "number-columns-repeated")
            style = value(cell, "style-name") or default or self._default(column)
            shown = self._cell(cell, style) if name == "table-cell" else None
            if shown:
                # A colour that goes on for more columns than a sheet has says nothing.
                found.append((column, end if shown.is_filled else min(end, column + COLUMNS), shown))
                self._merge(cell, row, column)
            column = end
        return found

    def _default(self, column: int) -> str:
        place = bisect_right(self._starts, column) - 1
        return self._defaults[place] if place >= 0 else ""

    def _cell(self, node: Any, style: str) -> Cell | None:
        colour, whole = self._styles.of_cell(style)
        if not len(node) and value(node, "value-type") is None:
            if value(node, "formula"):
                self.sheet.uncalculated += 1
            return Cell("", colour) if colour else None
        self._draw(node)
        kind = value(node, "value-type")
        said = " ".join(filter(None, (self._comment(inner) for inner in node if local_name(inner) == "annotation")))
        text, struck = told(self._shown(node, kind, whole))
        if not (text or said or colour):
            return None
        return Cell(text, colour, said, bool(whole.is_bold), kind not in _NUMBERS, struck)

    def _merge(self, node: Any, row: int, column: int) -> None:
        rows, columns = _repeated(node, "number-rows-spanned"), _repeated(node, "number-columns-spanned")
        if rows > 1 or columns > 1:
            self.sheet.merged.append(Area(row, column, row + rows - 1, column + columns - 1))

    def _draw(self, parent: Any) -> None:
        """Puts the words of text boxes over or in cells beside the sheet, and the pictures that can be recognised."""
        for shape in (node for node in parent if local_name(node) in _SHAPES):
            paragraphs = (
                flat_marked(_words(node, self._styles)) for node in shape.iter() if local_name(node) in ("p", "h")
            )
            self.sheet.boxes += [line for line in paragraphs if line]
            for node in shape.iter():
                name = (value(node, "href") or "").removeprefix("./") if local_name(node) == "image" else ""
                if name and (found := picture(self._package, name)):
                    self.sheet.pictures.append(found)

    def _shown(self, node: Any, kind: str | None, style: _Style) -> str:
        """What a cell shows, with the signs of `marks`."""
        sign = STRUCK if style.is_struck else ""
        if kind == "date":
            try:
                return marked(iso_moment(value(node, "date-value") or ""), sign)
            except ValueError:
                pass
        paragraphs = (inner for inner in node if local_name(inner) in ("p", "h"))
        text = flat_marked(" ".join(_words(inner, self._styles, style) for inner in paragraphs))
        if text or kind not in ("float", "percentage", "currency"):
            return text
        number = float(value(node, "value") or 0)
        return marked(f"{plain(number * 100)}%" if kind == "percentage" else plain(number), sign)

    def _comment(self, annotation: Any) -> str:
        creator = child(annotation, "creator")
        text = " ".join(_words(node, self._styles) for node in annotation if local_name(node) in ("p", "h"))
        return comment("" if creator is None else creator.text or "", text)


def _repeated(node: Any, name: str) -> int:
    return max(1, int(value(node, name) or 1))


def _words(node: Any, styles: _Styles, around: _Style = _PLAIN) -> str:
    """A paragraph's text without what is only anchored in it; what is struck through carries the signs of `marks`."""
    style = styles.of_words(node, around)
    sign = STRUCK if style.is_struck else ""
    parts = [marked(seen(node.text or "", style.font), sign)]
    for inner in node:
        name = local_name(inner)
        if name in ("s", "tab", "line-break"):
            parts.append(marked(" ", sign))
        elif name not in _NOT_HERE:
            parts.append(_words(inner, styles, style))
        parts.append(marked(seen(inner.tail or "", style.font), sign))
    return "".join(parts).replace(STRUCK * 2, "")


def _rgb(fill: str) -> Rgb | None:
    try:
        red, green, blue = bytes.fromhex(fill.removeprefix("#"))
    except ValueError:
        return None
    return red, green, blue
