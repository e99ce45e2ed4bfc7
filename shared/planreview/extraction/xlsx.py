"""Excel workbooks, with or without macros, of the transitional and the strict variant, whichever program wrote them.

Formulas count by the results that were saved with them. Sheets are gone through row by row: what a sheet says of its
own size is not asked, and rows that are only formatted pass quickly. Macros, links and connections are not followed.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from planreview.extraction.drawing import Drawings, words_of
from planreview.extraction.grid import (
    COLUMNS,
    RULES,
    Area,
    Cell,
    Sheet,
    area,
    column_of,
    comment,
    flat,
    flat_marked,
    place,
    told,
)
from planreview.extraction.marks import STRUCK, marked, unmarked
from planreview.extraction.office import cautions, embedded_documents, pictures
from planreview.extraction.package import Package, Relation, open_package
from planreview.extraction.pages import Pages
from planreview.extraction.sheet_values import iso_moment, shown
from planreview.extraction.sheets import pages_of
from planreview.extraction.streaming import stream
from planreview.extraction.symbols import seen
from planreview.extraction.xlsx_styles import Style, listed, styles_of
from planreview.extraction.xml import child, is_on, local_name, value
from planreview.text import Caution

NAMED = "Excel workbook"

_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_MACRO_SHEETS = frozenset({"xlMacrosheet", "xlIntlMacrosheet"})
_BOXES = frozenset({"sp", "cxnSp"})
_LEGACY_THREAD = "[Threaded comment]"


def read_xlsx(content: bytes) -> Pages:
    package = open_package(content, NAMED)
    main = package.main_part()
    workbook = _Workbook(package, main)
    drawn = any(relation.kind in ("drawing", "chart") for relation in package.all_relations())
    pages = pages_of(workbook.sheets(), NAMED, drawn=drawn)
    return replace(
        pages,
        cautions=(*pages.cautions, *cautions(package), *_further_cautions(package)),
        attachments=(*pages.attachments, *embedded_documents(package)),
    )


def _further_cautions(package: Package) -> Iterator[Caution]:
    kinds = {relation.kind for relation in package.all_relations()}
    if kinds & _MACRO_SHEETS:
        yield Caution(code="macros", message=f"The {NAMED} has sheets of macros. They were not run.")
    if "connections" in kinds:
        yield Caution(
            code="external_links",
            message=f"The {NAMED} takes data from outside it. The connections were not used; the values that were saved"
            " with it were read.",
        )


class _Workbook:
    """What all sheets of a workbook share."""

    def __init__(self, package: Package, main: str) -> None:
        self._package = package
        self._root = package.xml(main)
        self._relations = {relation.id: relation for relation in package.relations(main)}
        self._styles = styles_of(package, main)
        self._since_1904 = value(child(self._root, "workbookPr"), "date1904") in ("1", "true")
        self._strings = _Strings([Style(), *self._styles], self._shared_strings())
        self._people = self._persons()
        self._drawings = Drawings(package)

    def sheets(self) -> Iterator[Sheet]:
        for node in listed(self._root, "sheets"):
            sheet = Sheet(flat(value(node, "name") or ""), is_hidden=value(node, "state") in ("hidden", "veryHidden"))
            relation = self._relations.get(value(node, "id") or "")
            if relation is not None and relation.target in self._package:
                self._fill(sheet, relation)
            yield sheet

    def _fill(self, sheet: Sheet, relation: Relation) -> None:
        """Puts into the sheet what its part and those that belong to it hold."""
        related = self._package.relations(relation.target)
        reader = _Cells(sheet, self._strings, self._styles, self._comments(related), since_1904=self._since_1904)
        reader.read(self._package.read(relation.target))
        for other in related:
            if other.external or other.target not in self._package:
                continue
            if other.kind == "table":
                _declare(sheet, self._package.xml(other.target))
            elif other.kind == "drawing":
                self._draw(sheet, other.target, with_charts=relation.kind == "chartsheet")

    def _draw(self, sheet: Sheet, part: str, *, with_charts: bool) -> None:
        root = self._package.xml(part)
        chart = self._drawings.of(part)
        for node in _shown_nodes(root):
            if local_name(node) in _BOXES:
                paragraphs = (words_of(inner) for inner in node.iter() if local_name(inner) == "p")
                sheet.boxes += [line for line in map(flat_marked, paragraphs) if line]
            elif with_charts and local_name(node) == "chart":
                sheet.boxes += [line for line in chart(node).split("\n") if line.strip()]
        if not sheet.filled and not sheet.boxes:
            sheet.pictures = list(pictures(self._package, part, root))

    def _shared_strings(self) -> Iterator[Any]:
        part = next((r.target for r in self._relations.values() if r.kind == "sharedStrings"), "")
        if part in self._package:
            yield from (node for _, node in stream(self._package.read(part), NAMED, ("si",)))

    def _persons(self) -> dict[str | None, str]:
        parts = [r.target for r in self._relations.values() if r.kind == "person" and r.target in self._package]
        return {
            value(node, "id"): value(node, "displayName") or ""
            for part in parts
            for node in self._package.xml(part)
            if isinstance(node.tag, str)
        }

    def _comments(self, related: Sequence[Relation]) -> dict[tuple[int, int], str]:
        """The comments of a sheet by their cells. A thread replaces the note that older programs show in its place."""
        notes: dict[tuple[int, int], list[str]] = {}
        threads: dict[tuple[int, int], list[str]] = {}
        for other in related:
            if other.target not in self._package:
                continue
            if other.kind == "comments":
                for at, said in _notes(self._package.xml(other.target)):
                    notes.setdefault(at, []).append(said)
            elif other.kind == "threadedComment":
                for node in self._package.xml(other.target):
                    author = self._people.get(value(node, "personId"), "")
                    said = comment(author, getattr(child(node, "text"), "text", None) or "")
                    threads.setdefault(place(value(node, "ref") or ""), []).append(said)
        return {at: " ".join(filter(None, said)) for at, said in (notes | threads).items()}


class _Strings:
    """The strings that cells share, as the styles of cells show them: some draw signs, or strike out."""

    def __init__(self, styles: Iterable[Style], nodes: Iterable[Any]) -> None:
        self._shown: dict[tuple[str, bool], list[str]] = {(style.font, style.is_struck): [] for style in styles}
        for node in nodes:
            for (font, is_struck), texts in self._shown.items():
                texts.append(_text(node, font, is_struck=is_struck))

    def shown(self, number: int, style: Style) -> str:
        return self._shown[style.font, style.is_struck][number]


class _Cells:
    """Reads the part of one sheet."""

    def __init__(
        self,
        sheet: Sheet,
        strings: _Strings,
        styles: Sequence[Style],
        comments: dict[tuple[int, int], str],
        *,
        since_1904: bool,
    ) -> None:
        self._sheet = sheet
        self._strings = strings
        self._styles = styles
        self._comments = comments
        self._since_1904 = since_1904
        self._plain = Style()

    def read(self, content: bytes) -> None:
        row = -1
        column = -1
        tags = ("row", "col", "mergeCell", "autoFilter", "conditionalFormatting")
        for _, node in stream(content, NAMED, tags):
            match local_name(node):
                case "row":
                    row = self._row(node, row)
                case "col":
                    column = self._column(node, column)
                case "mergeCell":
                    self._sheet.merged += _areas(node.get("ref"))
                case "autoFilter":
                    self._sheet.headers |= {area.top for area in _areas(node.get("ref"))}
                case "conditionalFormatting":
                    room = RULES - len(self._sheet.conditional)
                    self._sheet.conditional += _areas(node.get("sqref"))[:room]
        for (at_row, at_column), said in self._comments.items():
            self._sheet.put(at_row, at_column, Cell("", comment=said))

    def _row(self, node: Any, last: int) -> int:
        row = int(node.get("r") or last + 2) - 1
        if node.get("hidden") in ("1", "true"):
            self._sheet.hidden_rows.add(row)
        column = -1
        for cell in node:
            reference = cell.get("r")
            column = column_of(reference.rstrip("0123456789")) if reference else column + 1
            style = self._style(cell)
            if len(cell) or style.colour:
                self._cell(row, column, cell, style)
        return row

    def _style(self, node: Any) -> Style:
        index = node.get("s")
        return self._styles[int(index)] if index and int(index) < len(self._styles) else self._plain

    def _cell(self, row: int, column: int, node: Any, style: Style) -> None:
        words, is_words = self._value(node, style)
        text, struck = told(words)
        said = self._comments.pop((row, column), "")
        if text or said or style.colour:
            self._sheet.put(row, column, Cell(text, style.colour, said, style.is_bold, is_words, struck))

    def _value(self, node: Any, style: Style) -> tuple[str, bool]:
        """What the cell shows, and whether it is words."""
        kind = node.get("t") or "n"
        held = child(node, "v")
        raw = "" if held is None else held.text or ""
        if kind == "inlineStr":
            return _text(child(node, "is"), style.font, is_struck=style.is_struck), True
        if kind == "s" and raw:
            return self._strings.shown(int(raw), style), True
        sign = STRUCK if style.is_struck else ""
        if kind == "str":
            return marked(flat(seen(_unescaped(raw), style.font)), sign), True
        self._sheet.uncalculated += not raw and child(node, "f") is not None
        return marked(self._shown(kind, raw, style.code), sign), not raw

    def _shown(self, kind: str, raw: str, code: str) -> str:
        if kind == "b" and raw:
            return "TRUE" if raw in ("1", "true") else "FALSE"
        try:
            return iso_moment(raw) if kind == "d" else shown(float(raw), code, since_1904=self._since_1904)
        except (ValueError, OverflowError):
            return flat(raw)

    def _column(self, node: Any, last: int) -> int:
        """Notes the columns that are hidden; they are listed in their order, and what is listed twice counts once."""
        first, end = int(node.get("min") or 1) - 1, min(int(node.get("max") or 0), COLUMNS)
        if node.get("hidden") in ("1", "true"):
            self._sheet.hidden_columns.update(range(max(first, last), end))
        return max(last, end)


def _notes(root: Any) -> Iterator[tuple[tuple[int, int], str]]:
    authors = [author.text or "" for author in listed(root, "authors")]
    for node in listed(root, "commentList"):
        index = int(value(node, "authorId") or 0)
        text = _text(child(node, "text"))
        if not text.startswith(_LEGACY_THREAD):
            yield place(value(node, "ref") or ""), comment(authors[index] if index < len(authors) else "", text)


def _declare(sheet: Sheet, table: Any) -> None:
    """Notes the header of a table that the file declares, unless it declares it without one."""
    if value(table, "headerRowCount") != "0":
        sheet.headers |= {area.top for area in _areas(value(table, "ref"))}


def _areas(references: str | None) -> list[Area]:
    """The areas that are listed; what is no area of cells, as a whole column, is left out."""
    found = []
    for reference in (references or "").split():
        try:
            found.append(area(reference))
        except ValueError:
            continue
    return found


def _text(node: Any, font: str = "", *, is_struck: bool = False) -> str:
    """The text of a string with all its runs, marked, as their fonts show them, or that of the cell, whose name and
    whether it strikes out is given.

    The reading aids of East Asian text are left out.
    """
    parts = (part for part in (() if node is None else node) if local_name(part) in ("t", "r"))
    return flat_marked("".join(_run(part, font, is_struck=is_struck) for part in parts).replace(STRUCK * 2, ""))


def _run(part: Any, font: str, *, is_struck: bool) -> str:
    properties = child(part, "rPr")
    if properties is not None:
        named = value(child(properties, "rFont"), "val")
        font, is_struck = font if named is None else named, is_on(child(properties, "strike"))
    texts = (part,) if local_name(part) == "t" else (inner for inner in part if local_name(inner) == "t")
    words = "".join(unmarked(seen(_unescaped(text.text or ""), font)) for text in texts)
    return marked(words, STRUCK if is_struck else "")


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _shown_nodes(parent: Any) -> Iterator[Any]:
    """All nodes but those that are kept for older programs; a box's own are left to the box."""
    for node in parent:
        if local_name(node) != "Fallback":
            yield node
            if local_name(node) not in _BOXES:
                yield from _shown_nodes(node)
