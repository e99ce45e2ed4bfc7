"""Excel workbooks of the old kind. xlrd reads them: values as they were saved, and the formats, fonts, fills and notes.

Rules that decide on colours, text boxes and pictures are not to be had from it.
"""

import io
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import xlrd
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import SUPBOOK_EXTERNAL, Book
from xlrd.formatting import XF
from xlrd.sheet import Sheet as Worksheet

from planreview.extraction.grid import Area, Cell, Sheet, comment, flat, flat_marked, told
from planreview.extraction.marks import STRUCK, marked, unmarked
from planreview.extraction.office import macros
from planreview.extraction.pages import Pages
from planreview.extraction.refusals import protected
from planreview.extraction.sheet_values import Rgb, rag, shown
from planreview.extraction.sheets import pages_of
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
    crossing = {number for number, font in enumerate(book.font_list) if font.struck_out}
    notes = {at: comment(note.author or "", note.text) for at, note in found.cell_note_map.items()}
    for row in range(found.nrows):
        for column in range(found.row_len(row)):
            code, is_bold, colour, is_struck = styles[found.cell_xf_index(row, column)]
            text, is_words = _value(book, found.cell_type(row, column), found.cell_value(row, column), code)
            fonts = found.rich_text_runlist_map.get((row, column))
            words = _marked(str(found.cell_value(row, column)), fonts, crossing) if fonts else text
            text, struck = told(words, is_struck=is_struck)
            said = notes.pop((row, column), "")
            if text or said or colour:
                sheet.put(row, column, Cell(text, colour, said, is_bold, is_words, struck))
    for (row, column), said in notes.items():
        sheet.put(row, column, Cell("", comment=said))
    return sheet


def _marked(text: str, fonts: Sequence[tuple[int, int]], crossing: Set[int]) -> str:
    """A text with the signs of what is struck through in it: `fonts` tell from where on each holds."""
    starts = [start for start, _ in fonts]
    runs = [
        marked(unmarked(text[start:end]), STRUCK if font in crossing else "")
        for (start, font), end in zip(fonts, [*starts[1:], len(text)], strict=True)
    ]
    return flat_marked("".join([unmarked(text[: starts[0]]), *runs]).replace(STRUCK * 2, ""))


def _value(book: Book, kind: int, value: object, code: str) -> tuple[str, bool]:
    """What the cell shows, and whether it is words."""
    if isinstance(value, str):
        return flat(value), True
    if isinstance(value, int) and kind == xlrd.XL_CELL_BOOLEAN:
        return ("TRUE" if value else "FALSE"), False
    if isinstance(value, int) and kind == xlrd.XL_CELL_ERROR:
        return error_text_from_code.get(value, "#N/A"), False
    return (shown(value, code, since_1904=bool(book.datemode)), False) if isinstance(value, float) else ("", True)


def _style(book: Book, xf: XF) -> tuple[str, bool, str, bool]:
    """The number format's code, whether the text is bold, the colour that the fill tells, whether it is struck out."""
    font, background = book.font_list[xf.font_index], xf.background
    filled: Rgb | None = None
    if background is not None and background.fill_pattern == _SOLID:
        filled = book.colour_map.get(background.pattern_colour_index)
    code = book.format_map[xf.format_key].format_str or "General"
    return code, font.weight >= _BOLD, rag(filled), bool(font.struck_out)
