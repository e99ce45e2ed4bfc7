"""The sample trackers, and what workbooks hold that the programs at hand do not write: given as SpreadsheetML."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction import CHARACTERS, extract, grid, sheets
from planreview.text import Caution, Text
from tests.core.samples import text_of
from tests.samples.makers.compound import compound

FORMATS = Path(__file__).parents[2] / "samples/formats"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = 'xmlns:xdr="http://d" xmlns:a="http://a" xmlns:r="http://r"'
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns"

REVIEW = "Review the capability and capacity of the counter-corruption unit"
MONITOR = "Monitoring of staff use of IT systems"
SEEK = "Seek intelligence from charities that support vulnerable people"
TRACKER = f"""\
Northshire Police: abuse of position for a sexual purpose

Ref | Action | Owner | Due | Done | Status | RAG
Ref: 1 | Action: {REVIEW} | Owner: Head of PSD | Due: 31 March 2017 | Done: 100% | Status: Complete | RAG: [green]
Ref: 2 | Action: {MONITOR} | Owner: Head of PSD | Due: 31 August 2017 | Done: 50% | Status: In progress \
[comment: Half of all terminals are covered.] | RAG: [amber]
Ref: 3 | Action: {SEEK} | Owner: DI Jones | Due: 30 November 2017 | Done: 0% | Status: Not started | RAG: [red]
Ref: 4 | Action: Adopt the national strategy | Owner: Head of PSD | Due: 28 April 2017 | Done: 100% \
| Status: Complete | RAG: [green]

All complete? | FALSE | #DIV/0!"""


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_tracker_is_read_alike_in_each_format(ending: str) -> None:
    text = text_of((FORMATS / f"tracker.{ending}").read_bytes(), f"tracker.{ending}")

    assert [(page.number, page.label, page.source, page.text) for page in text.pages] == [
        (1, "Action plan", "sheet", TRACKER),
        (2, "Costs", "sheet", "Item | Cost\nItem: Monitoring software | Cost: £1,250.50"),
        (3, "Sheet3", "sheet", ""),
    ]
    assert text.pages_expected == 3
    assert text.warnings == (
        Caution(code="hidden_sheets", message="These sheets are hidden, and were read all the same: Costs."),
        Caution(code="hidden_rows", message="These rows are hidden, and were read all the same: Action plan 6."),
        Caution(code="hidden_columns", message="These columns are hidden, and were read all the same: Action plan D."),
    )


def test_a_table_as_text_is_read_like_a_sheet() -> None:
    [page] = text_of((FORMATS / "tracker.csv").read_bytes(), "tracker.csv").pages

    assert page.text.split("\n") == [
        "Action | Owner | Due | Status",
        f"Action: {REVIEW} | Owner: DCI Smith | Due: 31/03/2017 | Status: Complete",
        f"Action: {MONITOR}, from laptops too | Owner: Head of ICT | Due: 31/08/2017 | Status: In progress",
        f"Action: {SEEK} | Owner: DI Jones | Due: 30/11/2017 | Status: Not started",
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"Action;Owner\nReview, then report;DCI", ["Action | Owner", "Action: Review, then report | Owner: DCI"]),
        (b"Action\tOwner\nReview\tDCI", ["Action | Owner", "Action: Review | Owner: DCI"]),
        (b"Action|Owner\nReview|DCI", ["Action | Owner", "Action: Review | Owner: DCI"]),
        (b"sep=;\nAction;Owner\nReview;DCI", ["Action | Owner", "Action: Review | Owner: DCI"]),
        ("Action\tOwner\r\nReview\tDCI".encode("utf-16"), ["Action | Owner", "Action: Review | Owner: DCI"]),
        (b"Action,Owner\nCaf\xe9,DCI", ["Action | Owner", "Action: Café | Owner: DCI"]),
        (b'Action,Owner\n"Review\nit, all","D ""C"" I"', ["Action | Owner", 'Action: Review it, all | Owner: D "C" I']),
        (b'Action,Owner\n"Review,DCI\nReport,DI', ["Action | Owner", "", "Review,DCI Report,DI"]),
        (b"one a|b,two", ["one a/b | two"]),
        (b"only\none\ncolumn", ["only", "", "one", "", "column"]),
    ],
    ids=["semicolon", "tab", "bar", "Excel's note", "UTF-16", "Windows-1252", "quotes", "open quote", "a bar", "one"],
)
def test_a_table_as_text_may_be_written_in_many_ways(content: bytes, lines: list[str]) -> None:
    assert text_of(content, "tracker.csv").pages[0].text.split("\n") == lines


def relations(related: list[tuple[str, str]]) -> str:
    """Each a type and a target; their ids are r0, r1 and so on."""
    listed = (
        f'<Relationship Id="r{number}" Type="{TYPE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(related)
    )
    return f"<Relationships>{''.join(listed)}</Relationships>"


def xlsx(
    sheet: str,
    *,
    book: list[tuple[str, str]] | None = None,
    beside: list[tuple[str, str]] | None = None,
    parts: dict[str, str | bytes] | None = None,
    namespace: str = SPREADSHEET,
) -> bytes:
    """A workbook of one sheet; `book` and `beside` are what the workbook and the sheet are related to."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("_rels/.rels", relations([("officeDocument", "xl/workbook.xml")]))
        made.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{namespace}" xmlns:r="{TYPE}">'
            '<sheets><sheet name="Plan" r:id="r0"/></sheets></workbook>',
        )
        made.writestr("xl/_rels/workbook.xml.rels", relations([("worksheet", "worksheets/sheet1.xml"), *(book or [])]))
        made.writestr("xl/worksheets/_rels/sheet1.xml.rels", relations(beside or []))
        made.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{namespace}" xmlns:r="{TYPE}">{sheet}</worksheet>'
        )
        for name, content in (parts or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def words(*texts: str) -> str:
    """A row of cells without places of their own."""
    cells = (f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in texts)
    return f"<row>{''.join(cells)}</row>"


def rows(*rows: str) -> str:
    return f"<sheetData>{''.join(rows)}</sheetData>"


ONE = rows(words("one"))
RUNS = "<r><t>ric</t></r><r><t>h</t></r><rPh><t>aid</t></rPh>"


def read(content: bytes) -> str:
    return text_of(content, "tracker").pages[0].text


@pytest.mark.parametrize(
    ("sheet", "text"),
    [
        (rows(words("one", "two")), "one | two"),
        (rows('<row r="9"><c r="C9"><v>1</v></c></row>', '<row r="2"><c r="A2"><v>2</v></c></row>'), "2\n\n1"),
        (rows('<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c></row>'), "TRUE | FALSE"),
        (rows('<row><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v>yes</v></c></row>'), "#N/A | yes"),
        (rows('<row><c t="d"><v>2017-06-30</v></c></row>'), "30 June 2017"),
        (rows('<row><c t="d"><v>2017-06-30T14:30:00</v></c></row>'), "30 June 2017 14:30"),
        (rows('<row><c t="n"><v>not so</v></c></row>'), "not so"),
        (rows(words("two_x000a_lines", "a | b")), "two lines | a / b"),
        (rows(f'<row><c t="inlineStr"><is>{RUNS}</is></c></row>'), "rich"),
        ('<dimension ref="A1:XFD1048576"/>' + ONE, "one"),
        ('<cols><col min="1" max="99999999" hidden="1"/></cols>' + ONE, "one"),
        (ONE + '<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="A:A"/></mergeCells>', "one"),
        (rows("<row/>" * 20_000, words("one")), "one"),
    ],
    ids=[
        "cells without places",
        "rows out of order",
        "truth values",
        "errors and formulas",
        "a date",
        "a time",
        "a number that is none",
        "escapes",
        "runs and reading aids",
        "a size that is not so",
        "columns that are not there",
        "all cells merged",
        "empty rows",
    ],
)
@pytest.mark.parametrize("namespace", [SPREADSHEET, STRICT], ids=["transitional", "strict"])
def test_what_programs_write_is_read(sheet: str, text: str, namespace: str) -> None:
    assert read(xlsx(sheet, namespace=namespace)) == text


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("colour", "shown"),
    [
        (Color(rgb="FF00B050"), "[green]"),
        (Color(indexed=10), "[red]"),
        (Color(theme=5), "[red]"),
        (Color(theme=6, tint=-0.25), "[green]"),
        (Color(theme=9, tint=0.4), "[amber]"),
        (Color(theme=4), None),
        (Color(indexed=64), None),
    ],
    ids=["by its parts", "by number", "of the theme", "darker", "lighter", "blue", "of the system"],
)
def test_a_fill_is_told_however_its_colour_is_given(colour: Color, shown: str | None) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Action", "RAG"])
    sheet.append(["Review"])
    sheet["B2"].fill = PatternFill("solid", fgColor=colour)

    assert read(saved(book)).split("\n")[-1] == (f"Action: Review | RAG: {shown}" if shown else "Review")


def in_font(font: str, value: str | CellRichText) -> bytes:
    """A row of two cells, of which the second is in a font of its own."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Find lügner", value])
    sheet["B1"].font = Font(name=font)
    return saved(book)


TICK = TextBlock(InlineFont(rFont="Wingdings"), "ü")
IN_JUNE = TextBlock(InlineFont(rFont="Arial"), " in June, lügner")


@pytest.mark.parametrize(
    ("font", "value", "shown"),
    [
        ("Wingdings", "ü", "✓"),
        ("WINGDINGS", "\uf0fb", "✗"),
        ("Wingdings 2", "P", "✓"),
        ("Webdings", "a", "✓"),
        ("Webdings", "r", "✗"),
        ("Symbol", "\uf0d6", "√"),
        ("Calibri", CellRichText(TICK, " in June"), "✓ in June"),
        ("Wingdings", CellRichText("û", IN_JUNE), "✗ in June, lügner"),
        ("Calibri", "ü", "ü"),
    ],
)
def test_letters_in_a_font_of_signs_are_signs(font: str, value: str | CellRichText, shown: str) -> None:
    assert read(in_font(font, value)) == f"Find lügner | {shown}"


def test_the_result_of_a_formula_and_a_shared_string_are_shown_in_the_font_of_each_cell() -> None:
    cells = '<c t="str" s="1"><f>A1</f><v>ü</v></c><c t="s" s="1"><v>0</v></c><c t="s" s="0"><v>0</v></c>'
    styles = (
        '<fonts><font/><font><name val="Wingdings"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>'
    )
    content = xlsx(
        rows(f"<row>{cells}</row>"),
        book=[("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")],
        parts={
            "xl/styles.xml": f"<styleSheet>{styles}</styleSheet>",
            "xl/sharedStrings.xml": f"<sst xmlns='{SPREADSHEET}'><si><t>û</t></si></sst>",
        },
    )

    assert read(content) == "✓ | ✗ | û"


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def xls(*cells: tuple[int, bytes]) -> bytes:
    """A row of words in a workbook of the old kind (MS-XLS), each with the number of its font and where others begin.

    Font 0 is Arial, and font 1 Wingdings.
    """
    begin, end = (record(0x809, struct.pack("<HHHHII", 0x600, kind, 0, 0, 0, 6)) for kind in (5, 0x10)), record(10, b"")
    fonts = [struct.pack("<HHHHHBBBBBB", 200, 0, 0, 400, 0, 0, 0, 0, 0, len(name), 0) + name for name in FONTS]
    styles = (record(0xE0, struct.pack("<HHH", font, 0, 1) + bytes(14)) for font in range(len(fonts)))
    strings = struct.pack("<II", len(cells), len(cells)) + b"".join(string for _, string in cells)
    book, sheet = begin
    head = book + b"".join(record(0x31, font) for font in fonts) + b"".join(styles)
    tail = record(0xFC, strings) + end
    place = len(head) + 4 + 12 + len(tail)
    named = record(0x85, struct.pack("<IHBB", place, 0, 4, 0) + b"Plan")
    labels = (record(0xFD, struct.pack("<HHHI", 0, at, font, at)) for at, (font, _) in enumerate(cells))
    return compound({"Workbook": head + named + tail + sheet + b"".join(labels) + end})


FONTS = (b"Arial", b"Wingdings")


def string(text: str, *runs: tuple[int, int]) -> bytes:
    """A string of the old kind, with the places at which other fonts begin and their numbers."""
    told = struct.pack("<HB", len(text), 8) + struct.pack("<H", len(runs))
    return told + text.encode("latin-1") + b"".join(struct.pack("<HH", *run) for run in runs)


def test_letters_in_a_font_of_signs_are_signs_in_a_workbook_of_the_old_kind() -> None:
    content = xls(
        (0, string("lügner")), (1, string("ü")), (0, string("no: û in June", (4, 1), (5, 0))), (0, string("ü", (0, 9)))
    )

    assert read(content) == "lügner | ✓ | no: ✗ in June | ü"


def notes(inside: str) -> str:
    return f"<comments><authors><author>DCI Smith</author></authors><commentList>{inside}</commentList></comments>"


LATE = notes('<comment ref="A1" authorId="0"><text><t>DCI Smith: late</t></text></comment>')
ON_NOTHING = notes('<comment ref="B3"><text><t>not a cell</t></text></comment>')
OLD_COPY = notes('<comment ref="A1"><text><t>[Threaded comment] Done?</t></text></comment>')
THREAD = '<t><c ref="A1" personId="p"><text>Done?</text></c><c ref="A1"><text>Yes</text></c></t>'
PERSONS = '<personList><person displayName="Ada" id="p"/></personList>'


@pytest.mark.parametrize(
    ("comments", "thread", "text"),
    [
        (LATE, "<t/>", "one [comment by DCI Smith: late]"),
        (ON_NOTHING, "<t/>", "one\n\n[comment by DCI Smith: not a cell]"),
        (OLD_COPY, THREAD, "one [comment by Ada: Done?] [comment: Yes]"),
    ],
    ids=["a note", "a note on nothing", "a thread"],
)
def test_comments_stand_in_their_cells(comments: str, thread: str, text: str) -> None:
    content = xlsx(
        ONE,
        book=[("person", "persons.xml")],
        beside=[("comments", "../comments1.xml"), ("threadedComment", "../thread1.xml")],
        parts={"xl/comments1.xml": comments, "xl/thread1.xml": thread, "xl/persons.xml": PERSONS},
    )

    assert read(content) == text


def test_text_boxes_follow_the_cells() -> None:
    said = "<a:p><a:r><a:t>Agreed </a:t></a:r><a:r><a:t>by all</a:t></a:r></a:p>"
    drawing = f"<xdr:wsDr {DRAWING}><xdr:sp><xdr:txBody>{said}</xdr:txBody></xdr:sp></xdr:wsDr>"
    content = xlsx(
        ONE,
        beside=[("drawing", "../drawings/drawing1.xml")],
        parts={"xl/drawings/drawing1.xml": drawing},
    )

    assert read(content) == "one\n\nAgreed by all"


def test_the_pictures_of_a_sheet_without_text_are_documents_inside_it() -> None:
    picture = (FORMATS / "scan.png").read_bytes()
    drawing = f'<xdr:wsDr {DRAWING}><xdr:pic><a:blip r:embed="r0"/></xdr:pic></xdr:wsDr>'
    content = xlsx(
        "<sheetData/>",
        beside=[("drawing", "../drawings/drawing1.xml")],
        parts={
            "xl/drawings/drawing1.xml": drawing,
            "xl/drawings/_rels/drawing1.xml.rels": relations([("image", "../media/image1.png")]),
            "xl/media/image1.png": picture,
        },
    )

    found = extract(content, "tracker.xlsx")

    assert [(attachment.name, attachment.content) for attachment in found.attachments] == [("image1.png", picture)]
    assert found.text.warnings == (
        Caution(code="only_pictures", message="These sheets hold only pictures, which are read by themselves: Plan."),
    )


STATUS = (
    rows(words("Action", "RAG"), words("Review"))
    + '<conditionalFormatting sqref="B2:B9"><cfRule type="expression"/></conditionalFormatting>'
)


@pytest.mark.parametrize(
    ("content", "caution"),
    [
        (
            xlsx(rows(words("one"), "<row><c><f>1+1</f></c></row>")),
            Caution(
                code="uncalculated",
                message="On these sheets results of formulas were not saved, and are missing: Plan (1).",
            ),
        ),
        (
            xlsx(STATUS),
            Caution(
                code="conditional_formatting",
                message="On these sheets a status is shown by a colour that a rule decides on; the rule was not"
                " evaluated: Plan.",
            ),
        ),
        (
            xlsx(ONE, parts={"xl/vbaProject.bin": b"x"}),
            Caution(code="macros", message="The Excel workbook holds macros or controls. They were not run, nor read."),
        ),
        (
            xlsx(ONE, book=[("xlMacrosheet", "macrosheets/sheet1.xml")]),
            Caution(code="macros", message="The Excel workbook has sheets of macros. They were not run."),
        ),
        (
            xlsx(ONE, book=[("connections", "connections.xml")]),
            Caution(
                code="external_links",
                message="The Excel workbook takes data from outside it. The connections were not used; the values that"
                " were saved with it were read.",
            ),
        ),
        (
            (FORMATS / "tracker.xls").read_bytes() + "_VBA_PROJECT_CUR".encode("utf-16-le"),
            Caution(code="macros", message="The Excel workbook holds macros or controls. They were not run, nor read."),
        ),
    ],
    ids=["formulas", "rules", "macros", "sheets of macros", "connections", "macros of the old kind"],
)
def test_what_a_reader_should_know_is_told(content: bytes, caution: Caution) -> None:
    assert text_of(content, "tracker").warnings[-1] == caution


def ods(tables: str, **parts: str) -> bytes:
    """The attributes and elements of the format's three namespaces begin with o:, t: and x: for office, table, text."""
    spaces = (("o", "office"), ("t", "table"), ("x", "text"))
    names = " ".join(f'xmlns:{letter}="{OPEN_DOCUMENT}:{name}:1.0"' for letter, name in spaces)
    body = f"<o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", f"<o:document-content {names}>{body}</o:document-content>")
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def cell(inside: str, attributes: str = "") -> str:
    return f"<t:table-cell {attributes}><x:p>{inside}</x:p></t:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    return f"<t:table-row {attributes}>{''.join(cells)}</t:table-row>"


BLANK = row('<t:table-cell t:number-columns-repeated="16384"/>', attributes='t:number-rows-repeated="1048576"')


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        (BLANK + row(cell("one")) + BLANK, "one"),
        (row(cell("one"), cell("1"), attributes='t:number-rows-repeated="3"'), "one | 1\none | 1\none | 1"),
        (row(cell("one", 't:number-columns-repeated="3"')), "one | one | one"),
        ("<t:table-row-group>" + row(cell('a<x:s x:c="999999999"/>b')) + "</t:table-row-group>", "a b"),
        (row(cell("30/06/17", 'o:value-type="date" o:date-value="2017-06-30"')), "30 June 2017"),
        (row('<t:table-cell o:value-type="percentage" o:value="0.5"/>'), "50%"),
        (row('<t:table-cell o:value-type="float" o:value="12.0"/>'), "12"),
    ],
    ids=["a million blank rows", "repeated rows", "repeated cells", "spaces", "a date", "a percentage", "a number"],
)
def test_an_opendocument_sheet_is_read_as_it_is_shown(rows: str, text: str) -> None:
    assert read(ods(f'<t:table t:name="Plan">{rows}</t:table>')) == text


STRIKE_STYLES = f"""<styleSheet xmlns="{SPREADSHEET}"><fonts><font/><font><strike/></font></fonts>
<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF00B050"/></patternFill></fill></fills>
<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="1" fillId="1"/></cellXfs></styleSheet>"""


def struck_xlsx(*rows_: str) -> bytes:
    return xlsx(rows(*rows_), book=[("styles", "styles.xml")], parts={"xl/styles.xml": STRIKE_STYLES})


def struck_words(*texts: str, last: int = 1) -> str:
    """A row of cells that are struck through; `last` is the style of the last of them."""
    styles = [*[1] * (len(texts) - 1), last]
    cells = (
        f'<c t="inlineStr" s="{style}"><is><t>{text}</t></is></c>' for text, style in zip(texts, styles, strict=True)
    )
    return f"<row>{''.join(cells)}</row>"


def test_a_row_that_is_struck_through_is_marked_cell_by_cell_under_its_header() -> None:
    content = struck_xlsx(
        words("Action", "Status"),
        struck_words(MONITOR, "Complete", last=2),
        words(REVIEW, "Planned"),
    )

    text = text_of(content, "tracker.xlsx")

    assert text.pages[0].text == (
        "Action | Status\n"
        f"Action: [Struck through: {MONITOR}] | Status: [Struck through: Complete (green)]\n"
        f"Action: {REVIEW} | Status: Planned"
    )
    assert text.warnings == (
        Caution(
            code="struck_through",
            message="The document has words struck through in 2 places. They are marked in the text, and count for"
            " nothing: crossing out may mean done or dropped.",
        ),
    )


def test_a_header_that_is_struck_through_is_still_one() -> None:
    content = struck_xlsx(struck_words("Action", "Status"), words(REVIEW, "Planned"), words("Action", "Status"))

    assert read(content) == (
        "[Struck through: Action] | [Struck through: Status]\n"
        f"[Struck through: Action]: {REVIEW} | [Struck through: Status]: Planned\n"
        "Action | Status"
    )


RICH = "<r><t>We </t></r><r><rPr><strike/></rPr><t>will </t></r><r><rPr><strike/></rPr><t>not</t></r><r><t> do.</t></r>"


def test_words_struck_through_within_a_cell_are_marked() -> None:
    shared = f'<sst xmlns="{SPREADSHEET}"><si>{RICH}</si></sst>'
    inline = rows(f'<row><c t="inlineStr"><is>{RICH}</is></c></row>')
    in_shared = rows('<row><c t="s"><v>0</v></c></row>')

    for content in (
        xlsx(inline),
        xlsx(in_shared, book=[("sharedStrings", "strings.xml")], parts={"xl/strings.xml": shared}),
    ):
        assert read(content) == "We [Struck through: will not] do."


def test_what_is_written_behind_crossed_out_words_in_a_struck_cell_stands() -> None:
    both = "<r><t>Not started</t></r><r><rPr><b/></rPr><t> Complete</t></r>"
    cells = f'<c t="inlineStr" s="1"><is>{both}</is></c><c t="s" s="1"><v>0</v></c><c t="s"><v>0</v></c>'
    shared = f'<sst xmlns="{SPREADSHEET}"><si>{both}</si></sst>'
    content = xlsx(
        rows(f"<row>{cells}</row>"),
        book=[("styles", "styles.xml"), ("sharedStrings", "strings.xml")],
        parts={"xl/styles.xml": STRIKE_STYLES, "xl/strings.xml": shared},
    )

    crossed_out = "[Struck through: Not started] Complete"
    assert read(content) == f"{crossed_out} | {crossed_out} | Not started Complete"


def test_a_sign_that_a_cell_only_holds_marks_nothing() -> None:
    assert read(struck_xlsx(words("_x0006_one", "two_x0003_"), struck_words("three_x0006_"))) == (
        "one | two\n\n[Struck through: three]"
    )


def test_words_struck_through_in_a_text_box_of_a_sheet_are_marked() -> None:
    box = "<a:p><a:r><a:rPr strike='sngStrike'/><a:t>over</a:t></a:r></a:p>"
    content = xlsx(
        ONE,
        beside=[("drawing", "../drawing.xml")],
        parts={"xl/drawing.xml": f"<xdr:wsDr {DRAWING}><xdr:sp><xdr:txBody>{box}</xdr:txBody></xdr:sp></xdr:wsDr>"},
    )

    assert read(content) == "one\n\n[Struck through: over]"


def struck_xls() -> bytes:
    """A workbook of the old kind with three cells: struck through, in part, and with more behind what is."""
    kinds = [struct.pack("<HHHHHH", 0x0600, kind, 0, 0, 0, 0) + bytes(4) for kind in (0x0005, 0x0010)]
    fonts = [record(0x31, struct.pack("<HHHHHBBBBBB", 200, flags, 8, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
             for flags in (0, 0, 0, 0, 8)]  # fmt: skip
    formats = [record(0xE0, struct.pack("<HHH", font, 0, 0) + bytes(14)) for font in (0, 5)]
    texts = b"\x03\x00\x00one" + struct.pack("<HBH", 13, 8, 2) + b"We do not act" + struct.pack("<HHHH", 3, 5, 9, 0)
    texts += struct.pack("<HBH", 20, 8, 1) + b"Not started Complete" + struct.pack("<HH", 11, 0)
    strings = record(0xFC, struct.pack("<II", 3, 3) + texts)
    cells = [record(0xFD, struct.pack("<HHHI", 0, at, style, at)) for at, style in ((0, 1), (1, 0), (2, 1))]
    name = b"\x04\x00Plan"
    before = record(0x809, kinds[0]) + b"".join(fonts + formats)
    start = len(before) + 10 + len(name) + len(strings) + 4
    sheet = record(0x85, struct.pack("<IH", start, 0) + name)
    book = before + sheet + strings + record(0x0A, b"") + record(0x809, kinds[1]) + b"".join(cells) + record(0x0A, b"")
    return compound({"Workbook": book})


def test_words_struck_through_in_a_workbook_of_the_old_kind_are_marked() -> None:
    text = text_of(struck_xls(), "tracker.xls")

    assert text.pages[0].text == (
        "[Struck through: one] | We [Struck through: do not] act | [Struck through: Not started] Complete"
    )
    assert [caution.code for caution in text.warnings] == ["struck_through"]


def test_words_struck_through_in_an_opendocument_sheet_are_marked() -> None:
    line = 'y:text-line-through-style="{}"/>'
    styles = (
        f'<y:style xmlns:y="{OPEN_DOCUMENT}:style:1.0" y:family="{{}}" y:name="{{}}" {{}}><y:text-properties '
        + "{}</y:style>"
    )
    solid, none = line.format("solid"), line.format("none")
    named = (
        styles.format("table-cell", "base", "", solid)
        + styles.format("table-cell", "struck", 'y:parent-style-name="base"', "/>")
        + styles.format("table-cell", "stands", 'y:parent-style-name="base"', none)
        + styles.format("text", "part", "", solid)
        + styles.format("text", "live", "", none)
    )
    cells = row(
        cell("one", 't:style-name="struck"'),
        cell("two", 't:style-name="stands"'),
        cell('We <x:span x:style-name="part">do<x:s/>not</x:span> act'),
        cell('Not started <x:span x:style-name="live">Complete</x:span>', 't:style-name="struck"'),
    )

    text = text_of(ods(f'{named}<t:table t:name="Plan">{cells}</t:table>'), "tracker.ods")

    assert text.pages[0].text == (
        "[Struck through: one] | two | We [Struck through: do not] act | [Struck through: Not started] Complete"
    )
    assert [caution.code for caution in text.warnings] == ["struck_through"]


@pytest.mark.parametrize(
    ("cells", "text"),
    [
        (cell("ü", 't:style-name="tick"') + cell("für"), "✓ | für"),
        (cell("\uf0fb", 't:style-name="heir"') + cell("ü", 't:style-name="words"'), "✗ | ü"),
        (cell('ü<x:s/><x:span x:style-name="part">für</x:span> û', 't:style-name="tick"'), "✓ für ✗"),
        (cell('<x:span x:style-name="sign">P</x:span> Plan'), "✓ Plan"),
        (cell("\uf0fc"), "\uf0fc"),
    ],
)
def test_letters_of_an_opendocument_sheet_in_a_font_of_signs_are_signs(cells: str, text: str) -> None:
    spaces = f'xmlns:y="{OPEN_DOCUMENT}:style:1.0" xmlns:f="{OPEN_DOCUMENT}:xsl-fo-compatible:1.0"'
    spaces += f' xmlns:v="{OPEN_DOCUMENT}:svg-compatible:1.0"'

    def style(family: str, name: str, font: str, more: str = "") -> str:
        words = f"<y:text-properties {font}/>" if font else ""
        return f'<y:style {spaces} y:family="{family}" y:name="{name}" {more}>{words}</y:style>'

    named = (
        f'<y:font-face {spaces} y:name="Wingdings1" v:font-family="Wingdings"/>'
        + style("table-cell", "tick", 'y:font-name="Wingdings1"')
        + style("table-cell", "heir", "", 'y:parent-style-name="tick"')
        + style("table-cell", "words", 'y:font-name="Arial"', 'y:parent-style-name="tick"')
        + style("text", "part", 'y:font-name="Arial"')
        + style("text", "sign", "f:font-family=\"'Wingdings 2'\"")
    )

    assert read(ods(f'{named}<t:table t:name="Plan">{row(cells)}</t:table>')) == text


TOO_LONG = f"has more than {CHARACTERS:,} characters of text. Please send it in parts."
MILLIONS = row(cell("one"), attributes='t:number-rows-repeated="1048576"')
LAUGHS = '<!DOCTYPE d [<!ENTITY a "ha">]>'


def shared(text: str, times: int) -> bytes:
    cells = '<row><c t="s"><v>0</v></c></row>' * times
    strings = f"<sst xmlns='{SPREADSHEET}'><si><t>{text}</t></si></sst>"
    book = [("sharedStrings", "sharedStrings.xml")]
    return xlsx(rows(cells), book=book, parts={"xl/sharedStrings.xml": strings})


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (shared("a" * 5_000_000, 5), "too_large", f"The Excel workbook {TOO_LONG}"),
        (
            ods(f'<t:table t:name="Plan">{MILLIONS}</t:table>'),
            "too_large",
            "The sheet “Plan” has more than 300 filled cells. Please send only the part that holds the plan.",
        ),
        (
            b"a,b\n" * 151,
            "too_large",
            "The table has more than 300 filled cells. Please send only the part that holds the plan.",
        ),
        (
            ods("<t:table/>" * 31),
            "too_large",
            "The OpenDocument spreadsheet has more than 30 sheets. Please send it in parts.",
        ),
        (
            xlsx("<sheetData/>"),
            "empty",
            "The Excel workbook holds no text. Please send it again.",
        ),
        (
            xlsx(ONE, book=[("styles", "styles.xml")], parts={"xl/styles.xml": f"{LAUGHS}<styles>&a;</styles>"}),
            "unsupported",
            "The Excel workbook declares XML entities, which can hide or multiply text and which no office program"
            " writes. Please save it anew and send it again, or send it as a PDF.",
        ),
        (
            (FORMATS / "tracker.xls").read_bytes().replace(b"\xe1\x00\x02\x00\xb0\x04", b"\x2f\x00\x02\x00\xb0\x04"),
            "encrypted",
            "The Excel workbook is protected with a password. Please remove the password and send it again.",
        ),
        (
            ods("", **{"META-INF/manifest.xml": "<manifest><encryption-data/></manifest>"}),
            "encrypted",
            "The OpenDocument spreadsheet is protected with a password. Please remove the password and send it again.",
        ),
        (
            xlsx("<sheetData><row>"),
            "corrupt",
            "The file is an Excel workbook, but damaged, and cannot be opened. Please save it anew and send it again.",
        ),
    ],
    ids=[
        "one string often",
        "a row a million times",
        "a long table",
        "many sheets",
        "nothing",
        "entities",
        "a locked workbook of the old kind",
        "a locked OpenDocument",
        "broken",
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused(
    content: bytes, code: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grid, "CELLS", 300)
    monkeypatch.setattr(sheets, "SHEETS", 30)

    with pytest.raises(Unreadable) as refusal:
        text_of(content, "tracker.csv")

    assert (refusal.value.code, refusal.value.message) == (code, message)


def test_entities_of_a_sheet_are_refused() -> None:
    whole = xlsx(ONE)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, (LAUGHS.encode() if name.endswith("sheet1.xml") else b"") + given.read(name))

    with pytest.raises(Unreadable, match="declares XML entities"):
        text_of(out.getvalue(), "tracker.xlsx")


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
@settings(max_examples=40)
@given(data=st.data())
def test_a_damaged_tracker_is_read_or_refused_with_a_known_code(ending: str, data: st.DataObject) -> None:
    content = (FORMATS / f"tracker.{ending}").read_bytes()
    start = data.draw(st.integers(0, len(content)))
    damaged = content[:start] + data.draw(st.binary(max_size=4)) + content[start + 4 :]

    try:
        found: object = text_of(damaged, f"tracker.{ending}")
    except Unreadable as error:
        found = Reason(error.code)

    assert isinstance(found, Text | Reason)
