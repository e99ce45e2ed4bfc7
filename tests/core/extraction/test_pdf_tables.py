"""Tables of PDF pages: each row of a ruled table is one line, and whatever is no table stays as it is."""

import io
from pathlib import Path
from typing import Literal

import pytest
from fpdf import FPDF
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from planreview.extraction.pdf_raw import Box
from planreview.extraction.pdf_tables import Word, grids, rules, tables, with_tables
from tests.core.samples import text_of

FORMATS = Path(__file__).parents[2] / "samples/formats"
HEAD = ("Action", "Owner", "Due", "Status")
REVIEW = (
    "Review the capability and capacity of the counter-corruption unit and report to the board",
    "Head of Professional Standards",
    "31/03/2017",
    "Complete",
)
MONITOR = ("Monitor the use of IT systems on all terminals and on mobile devices", "Head of ICT", "31/08/2017", "Begun")
ROWS = ["Action | Owner | Due | Status", " | ".join(REVIEW), " | ".join(MONITOR)]
PROSE = "We will seek intelligence from the services that support vulnerable people. " * 8


def page(orientation: Literal["portrait", "landscape"] = "portrait") -> FPDF:
    made = FPDF(orientation)
    made.set_font("helvetica", size=11)
    made.add_page()
    return made


def lines_of(made: FPDF) -> list[str]:
    return lines_in(bytes(made.output()))


def lines_in(content: bytes) -> list[str]:
    return text_of(content, "plan.pdf").pages[0].text.split("\n")


def with_a_table(made: FPDF, *rows: tuple[str, ...], **options: object) -> FPDF:
    with made.table(col_widths=(40, 25, 15, 20), **options) as table:
        for row in rows:
            table.row(row)
    return made


def test_a_row_with_wrapped_cells_is_one_line_among_the_text_around_it() -> None:
    made = page()
    made.multi_cell(0, 8, "Our actions:", new_x="LMARGIN", new_y="NEXT")
    with_a_table(made, HEAD, REVIEW, MONITOR)
    made.ln(8)
    made.multi_cell(0, 8, "They are reported each month.")

    assert lines_of(made) == ["Our actions:", *ROWS, "They are reported each month."]


def test_the_table_of_the_sample_plan_is_read_row_by_row() -> None:
    text = text_of((FORMATS / "plan.pdf").read_bytes(), "plan.pdf")

    assert [line for line in text.pages[1].text.split("\n") if " | " in line] == [
        "Action | Owner | Due | Status",
        "Review the capability and capacity of the counter-corruption unit, and report to the deputy chief constable"
        " | Head of Professional Standards | 31/03/2017 | Complete: two more analysts have been appointed",
        "Monitor how officers and staff use our IT systems, on mobile devices too"
        " | Head of ICT | 31/12/2017 | In progress: half of all terminals are covered",
        "Seek intelligence from charities and services that support vulnerable people"
        " | DI Intelligence | 30/11/2017 | Not started",
    ]


@pytest.mark.parametrize("layout", ["ALL", "INTERNAL"])
def test_a_table_is_read_however_much_of_it_is_ruled(layout: str) -> None:
    made = with_a_table(page(), HEAD, REVIEW, MONITOR, borders_layout=layout)

    assert lines_of(made) == ROWS


def test_a_table_with_lines_between_its_rows_alone_is_read() -> None:
    made = page()
    made.line(10, 20, 190, 20)
    for number, row in enumerate((HEAD, REVIEW[:1] + MONITOR[1:], MONITOR)):
        for x, words in zip((12, 90, 130, 165), row, strict=True):
            made.set_xy(x, 22 + 20 * number)
            made.multi_cell(66 if x == 12 else 30, 5, words)
        made.line(10, 40 + 20 * number, 190, 40 + 20 * number)

    assert lines_of(made) == [ROWS[0], " | ".join(REVIEW[:1] + MONITOR[1:]), ROWS[2]]


def test_an_empty_cell_keeps_its_place() -> None:
    made = with_a_table(page(), HEAD, ("Review", "", "31/03/2017", "Complete"), MONITOR)

    assert lines_of(made)[1] == "Review |  | 31/03/2017 | Complete"


def test_a_cell_that_is_full_to_its_edge_is_parted_from_the_next() -> None:
    made = page()
    width = made.get_string_width("Marsh")
    for y, (name, number) in ((20, ("Name", "Number")), (30, ("Marsh", "756"))):
        made.rect(20, y, width, 10)
        made.rect(20 + width, y, 40, 10)
        made.text(20, y + 7, name)
        made.text(20 + width, y + 7, number)

    assert lines_of(made) == ["Name | Number", "Marsh | 756"]


def test_a_cell_over_many_columns_is_said_once() -> None:
    made = page()
    with made.table(col_widths=(40, 25, 15, 20)) as table:
        table.row(HEAD)
        table.row().cell("Working with others", colspan=4)
        table.row(MONITOR)

    assert lines_of(made) == [ROWS[0], "Working with others", ROWS[2]]


def test_a_cell_over_many_rows_is_said_in_the_first_of_them() -> None:
    made = page()
    with made.table(col_widths=(40, 25, 15, 20)) as table:
        table.row(HEAD)
        row = table.row()
        row.cell("Review the unit", rowspan=2)
        for words in ("Head of PSD", "31/03/2017", "Complete"):
            row.cell(words)
        table.row(("DI Jones", "30/06/2017", "Begun"))

    assert lines_of(made) == [
        ROWS[0],
        "Review the unit | Head of PSD | 31/03/2017 | Complete",
        " | DI Jones | 30/06/2017 | Begun",
    ]


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_the_table_of_a_turned_page_is_read(angle: int) -> None:
    content = bytes(with_a_table(page(orientation="landscape"), HEAD, REVIEW, MONITOR).output())
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    writer.pages[0].rotate(angle)
    writer.pages[0].transfer_rotation_to_content()
    out = io.BytesIO()
    writer.write(out)

    assert lines_in(out.getvalue()) == ROWS


def test_prose_in_two_columns_is_no_table_even_in_a_frame() -> None:
    made = page()
    made.rect(8, 8, 190, 120)
    made.line(104, 8, 104, 128)
    made.set_xy(10, 10)
    made.multi_cell(90, 6, PROSE)
    made.set_xy(108, 10)
    made.multi_cell(85, 6, PROSE)

    assert not [line for line in lines_of(made) if "|" in line]


def test_lines_between_paragraphs_make_no_table() -> None:
    made = page()
    for _ in range(5):
        made.multi_cell(0, 6, PROSE, new_x="LMARGIN", new_y="NEXT")
        made.line(10, made.get_y(), 190, made.get_y())

    assert not [line for line in lines_of(made) if "|" in line]


def test_lines_to_write_on_make_no_table() -> None:
    made = page()
    made.multi_cell(0, 8, "Our actions:", new_x="LMARGIN", new_y="NEXT")
    for row in range(6):
        made.line(10, 40 + 10 * row, 200, 40 + 10 * row)
    made.text(12, 48, "Head of ICT")

    assert lines_of(made) == ["Our actions:", "Head of ICT"]


def test_columns_without_any_lines_stay_as_they_are() -> None:
    made = with_a_table(page(), HEAD, ("Review", "Ada", "31/03/2017", "Complete"), borders_layout="NONE")

    assert lines_of(made) == ["Action Owner Due Status", "Review Ada 31/03/2017 Complete"]


BOXES = st.tuples(*[st.sampled_from([0.0, 20.0, 40.0, 60.0, 80.0, 100.0])] * 4).map(
    lambda box: (min(box[0], box[2]), min(box[1], box[3]), max(box[0], box[2]), max(box[1], box[3]))
)
PLACES = st.lists(st.tuples(st.floats(-5, 105), st.floats(-5, 105)), max_size=20)


@given(st.lists(BOXES, max_size=12), PLACES)
def test_every_word_is_kept_once_whatever_lines_a_page_has(boxes: list[Box], places: list[tuple[float, float]]) -> None:
    text = "  ".join(f"w{number}" for number in range(len(places)))
    words = [Word(f"w{number}", text.index(f"w{number}"), x, x + 3, y) for number, (x, y) in enumerate(places)]

    found = tables(*grids(*rules(boxes)), words)
    shown = with_tables(text, words, found)

    assert sorted(shown.replace("|", " ").split()) == sorted(text.split())
