"""The pages that are made of sheets: one for each sheet, whatever program wrote it.

What is hidden in a sheet is read like the rest, and a caution names it: a reader would not see it on the screen. What
is struck through is marked: see `marks`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from planreview.errors import Unreadable
from planreview.extraction import CHARACTERS, marks
from planreview.extraction.grid import Sheet, letters_of
from planreview.extraction.office import nothing_in
from planreview.extraction.pages import Attachment, Pages, tidy
from planreview.extraction.sheet_lines import Lines
from planreview.listing import listed
from planreview.text import Caution, Page

SHEETS = 1_000
"""Sheets of one workbook. Trackers have some; a sheet without cells costs its writer thirty bytes."""

_NAMED = 20
"""Sheets, rows or columns that one caution names; the others are counted."""


def pages_of(sheets: Iterable[Sheet], named: str, *, drawn: bool = False) -> Pages:
    """A page for each sheet, in their order. `named` as in "Excel workbook"; `drawn`: it holds charts or drawings.

    Raises Unreadable where there are more than SHEETS, or CHARACTERS together, and where no sheet holds anything to
    read. The characters are counted on the way: a text that is merged over a million rows costs its writer nothing.
    """
    pages: list[Page] = []
    notes = _Notes()
    room = CHARACTERS
    for number, sheet in enumerate(sheets, start=1):
        if number > SHEETS:
            raise Unreadable("too_large", f"The {named} has more than {SHEETS:,} sheets. Please send it in parts.")
        lines = Lines(sheet)
        kept: list[str] = []
        for line in map(notes.spelt_out, lines):
            room -= len(line) + 1
            if room < 0:
                raise Unreadable(
                    "too_large",
                    f"The {named} has more than {CHARACTERS:,} characters of text. Please send it in parts.",
                )
            kept.append(line)
        text = tidy("\n".join(kept))
        pages.append(Page(number=number, text=text, source="sheet", label=sheet.name[:100] or None))
        notes.take(sheet, has_text=bool(text), by_rule_alone=lines.are_coloured_by_rule)
    if not any(page.text for page in pages) and not notes.pictures:
        raise nothing_in(named, drawn=drawn)
    return Pages(tuple(pages), len(pages), tuple(notes.cautions()), attachments=tuple(notes.pictures))


@dataclass
class _Notes:
    """What is to be said of the sheets."""

    hidden: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    coloured_by_rule: list[str] = field(default_factory=list)
    uncalculated: list[str] = field(default_factory=list)
    only_pictures: list[str] = field(default_factory=list)
    pictures: list[Attachment] = field(default_factory=list)
    changes: Counter[str] = field(default_factory=Counter)

    def spelt_out(self, line: str) -> str:
        if marks.STRUCK in line:
            line, counts = marks.spelt_out(line)
            self.changes.update(counts)
        return line

    def take(self, sheet: Sheet, *, has_text: bool, by_rule_alone: bool) -> None:
        name = sheet.name[:60]
        filled = {row: cells for row, cells in sheet.cells.items() if any(cell.is_filled for cell in cells.values())}
        if sheet.is_hidden and (has_text or sheet.pictures):
            self.hidden.append(name)
        if rows := sorted(sheet.hidden_rows & filled.keys()):
            self.rows.append(f"{name} {listed([str(row + 1) for row in rows], _NAMED)}")
        columns = {column for cells in filled.values() for column in cells.keys() & sheet.hidden_columns}
        if sheet.hidden_columns and columns:
            self.columns.append(f"{name} {listed([letters_of(column) for column in sorted(columns)], _NAMED)}")
        if by_rule_alone:
            self.coloured_by_rule.append(name)
        if sheet.uncalculated:
            self.uncalculated.append(f"{name} ({sheet.uncalculated})")
        if sheet.pictures and not has_text:
            self.only_pictures.append(name)
            self.pictures += sheet.pictures

    def cautions(self) -> Iterator[Caution]:
        told = (
            ("hidden_sheets", self.hidden, "These sheets are hidden, and were read all the same"),
            ("hidden_rows", self.rows, "These rows are hidden, and were read all the same"),
            ("hidden_columns", self.columns, "These columns are hidden, and were read all the same"),
            (
                "conditional_formatting",
                self.coloured_by_rule,
                "On these sheets a status is shown by a colour that a rule decides on; the rule was not evaluated",
            ),
            ("uncalculated", self.uncalculated, "On these sheets results of formulas were not saved, and are missing"),
            ("only_pictures", self.only_pictures, "These sheets hold only pictures, which are read by themselves"),
        )
        yield from (
            Caution(code=code, message=f"{words}: {listed(names, _NAMED, '; ')}.")
            for code, names, words in told
            if names
        )
        yield from marks.cautions(self.changes)
