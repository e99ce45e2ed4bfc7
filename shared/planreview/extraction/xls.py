"""Excel workbooks of the old kind. xlrd reads them: values as they were saved, and the formats, fonts, fills and notes.

Rules that decide on colours, text boxes and pictures are not to be had from it.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import SUPBOOK_EXTERNAL, Book
from xlrd.formatting import XF, Font
from xlrd.sheet import Sheet as Worksheet

from planreview.extraction.grid import Area, Cell, Sheet, comment, flat, flat_marked, told
from planreview.extraction.marks import STRUCK, marked, unmarked
from planreview.extraction.office import macros
from planreview.extraction.pages import Pages
from planreview.extraction.refusals import protected
from planreview.extraction.sheet_values import Rgb, rag, shown
from planreview.extraction.sheets import pages_of
from planreview.extraction.symbols import seen
from planreview.extraction.xlsx import NAMED
from planreview.text import Caution

_SOLID = 1
_BOLD = 600
"""The weight of a font from which on it is bold: 700 is the usual one, 400 that of other text."""


def read_xls(content: bytes) -> Pages:
    book = _opened(content)
    pages = pages_of(_sheets(book), NAMED)
    return replace(pages, cautions=(*pages.cautions, *_cautions(book, content)))


def _opened(content: bytes) -> Book:
    try:
        return xlrd.open_workbook(
            file_contents=content,
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,  # sectors that two streams share: some programs write them
            logfile=io.StringIO(),  # it writes its remarks on standard output, which is where the answer goes
        )
    except XLRDError as error:
        if "encrypted" in str(error):
            raise protected(NAMED) from error
        raise


def _cautions(book: Book, content: bytes) -> Iterator[Caution]:
    if "_VBA_PROJECT_CUR".encode("utf-16-le") in content:
        yield macros(NAMED)
    if SUPBOOK_EXTERNAL in getattr(book, "_supbook_types", ()):
        yield Caution(
            code="external_links",
            message=f"The {NAMED} takes values from other workbooks. These were not opened; the values that were saved"
            " with it were read.",
        )


def _sheets(book: Book) -> Iterator[Sheet]:
    for number, name in enumerate(book.sheet_names()):
        yield _sheet(book, book.sheet_by_index(number), flat(name))
        book.unload_sheet(number)


def _sheet(book: Book, found: Worksheet, name: str) -> Sheet:
    sheet = Sheet(name, is_hidden=bool(found.visibility))
    sheet.merged = [Area(top, left, below - 1, right - 1) for top, below, left, right in found.merged_cells]
    sheet.hidden_rows = {row for row, info in found.rowinfo_map.items() if info.hidden}
    sheet.hidden_columns = {column for column, info in found.colinfo_map.items() if info.hidden}
    styles = [_style(book, xf) for xf in book.xf_list]
    notes = {at: comment(note.author or "", note.text) for at, note in found.cell_note_map.items()}
    for row in range(found.nrows):
        for column in range(found.row_len(row)):
            code, is_bold, colour, font = styles[found.cell_xf_index(row, column)]
            value = found.cell_value(row, column)
            if isinstance(value, str):
                value = _marked(value, font, _runs(book, found, row, column))
            words, is_words = _value(book, found.cell_type(row, column), value, code)
            text, struck = told(words if is_words else _marked(words, font))
            said = notes.pop((row, column), "")
            if text or said or colour:
                sheet.put(row, column, Cell(text, colour, said, is_bold, is_words, struck))
    for (row, column), said in notes.items():
        sheet.put(row, column, Cell("", comment=said))
    return sheet


def _runs(book: Book, found: Worksheet, row: int, column: int) -> list[tuple[int, Font]]:
    fonts = book.font_list
    runs = found.rich_text_runlist_map.get((row, column), ())
    return [(start, fonts[number]) for start, number in runs if number < len(fonts)]


def _marked(text: str, font: Font, runs: Sequence[tuple[int, Font]] = ()) -> str:
    """A text as its font shows it, with the signs of what is struck through; `runs` are in others, each from its place
    on."""
    starts = [(0, font), *runs, (len(text), font)]
    parts = [
        marked(unmarked(seen(text[start:end], shown_in.name)), STRUCK if shown_in.struck_out else "")
        for (start, shown_in), (end, _) in pairwise(starts)
    ]
    return "".join(parts).replace(STRUCK * 2, "")


def _value(book: Book, kind: int, value: object, code: str) -> tuple[str, bool]:
    """What the cell shows, and whether it is words."""
    if isinstance(value, str):
        return flat_marked(value), True
    if isinstance(value, int) and kind == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, int) and kind == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(value, "#N/A"), False
    return (shown(value, code, since_1904=bool(book.datemode)), False) if isinstance(value, float) else ("", True)


def _style(book: Book, xf: XF) -> tuple[str, bool, str, Font]:
    """The number format's code, whether the text is bold, the colour that the fill tells, and the font."""
    font, background = book.font_list[xf.font_index], xf.background
    filled: Rgb | None = None
    if background is not None and background.fill_pattern == _SOLID:
        filled = book.colour_map.get(background.pattern_colour_index)
    code = book.format_map[xf.format_key].format_str or "General"
    return code, font.weight >= _BOLD, rag(filled), font
