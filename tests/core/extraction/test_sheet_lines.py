"""How the rows of a sheet become lines: where its headers are, and what stands under them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.extraction.grid import Area, Cell, Sheet, area, letters_of, place
from planreview.extraction.sheet_lines import Lines
from planreview.extraction.sheet_values import rag, shown

HEAD = ["Action", "Owner", "Due", "Status"]
HEADER = "Action | Owner | Due | Status"
ROW = ["Review the unit", "DCI Smith", "30 June 2017", "Complete"]
NAMED = "Action: Review the unit | Owner: DCI Smith | Due: 30 June 2017 | Status: Complete"


def sheet(*rows: list[str], merged: list[str] | None = None) -> Sheet:
    made = Sheet("Plan", merged=[area(reference) for reference in merged or []])
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            if text:
                made.put(number, column, Cell(text, is_words=not text[0].isdigit()))
    return made


def lines(*rows: list[str], merged: list[str] | None = None) -> list[str]:
    return list(Lines(sheet(*rows, merged=merged)))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ROW], [HEADER, NAMED]),
        ([["Kent Police"], ["Plan"], HEAD, ROW], ["Kent Police", "", "Plan", "", HEADER, NAMED]),
        ([["Kent Police", "Version 3"], HEAD, ROW], ["Kent Police | Version 3", HEADER, NAMED]),
        ([["", "", *HEAD], ["", "", *ROW]], [HEADER, NAMED]),
        ([HEAD, [], ROW], [HEADER, "", NAMED]),
        ([HEAD, ["Review the unit", "", "", "Complete"]], [HEADER, "Action: Review the unit | Status: Complete"]),
        ([HEAD, ["", "", "", "Complete"]], [HEADER, "", "Status: Complete"]),
        ([HEAD, ["Strand 1"], ROW], [HEADER, "", "Strand 1", "", NAMED]),
        ([HEAD, ROW, [], ["", "Signed"]], [HEADER, NAMED, "", "Signed"]),
        ([HEAD, [*ROW, "by post"]], [HEADER, f"{NAMED} | by post"]),
        (
            [HEAD, ROW, [], ["Risk", "Rating"], ["Leaks", "High"]],
            [HEADER, NAMED, "", "Risk | Rating", "Risk: Leaks | Rating: High"],
        ),
        ([HEAD, ROW, HEAD, ROW], [HEADER, NAMED, HEADER, NAMED]),
        (
            [["What", "Whom", "How often"], ["Calls", "Charities", "12"]],
            ["What | Whom | How often", "What: Calls | Whom: Charities | How often: 12"],
        ),
        ([["Force", "Kent Police"], ["Author", "DCI Smith"]], ["Force | Kent Police", "Author | DCI Smith"]),
        ([["one", "two", "three"], ["four", "five", "six"]], ["one | two | three", "four | five | six"]),
        ([["Action:", "Due: by"], ["Review", "June"]], ["Action | Due - by", "Action: Review | Due - by: June"]),
    ],
    ids=[
        "a table",
        "under titles",
        "under a title of two cells",
        "beside blank columns",
        "with a gap",
        "with a blank cell",
        "a cell alone",
        "a title within",
        "what follows a gap",
        "a column without a name",
        "two tables",
        "a header that is repeated",
        "a header over numbers",
        "no header but labels",
        "no header at all",
        "colons in a header",
    ],
)  # fmt: skip
def test_a_row_stands_under_its_header(rows: list[list[str]], expected: list[str]) -> None:
    assert lines(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Recommendation", "Status"], ["Review risk assessments", "Complete"], ["Train all staff", "Begun"]],
            [
                "Recommendation | Status",
                "Recommendation: Review risk assessments | Status: Complete",
                "Recommendation: Train all staff | Status: Begun",
            ],
        ),
        (
            [HEAD, ["Strand 1"], ["Update the risk register", "DCI Smith", "Complete", "Register v3"], ROW],
            [
                HEADER,
                "",
                "Strand 1",
                "",
                "Action: Update the risk register | Owner: DCI Smith | Due: Complete | Status: Register v3",
                NAMED,
            ],
        ),
        (
            [["Action", "Status"], [], ["Update the risk register", "Complete"], ["Train all staff", "Begun"]],
            [
                "Action | Status",
                "",
                "Action: Update the risk register | Status: Complete",
                "Action: Train all staff | Status: Begun",
            ],
        ),
    ],
    ids=["below the header", "below a title", "below a gap"],
)
def test_a_row_of_words_that_name_columns_is_none_the_less_a_row(rows: list[list[str]], expected: list[str]) -> None:
    assert lines(*rows) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Action:", "Due: by"], ["Review", "June"]] * 2,
            ["Action | Due - by", "Action: Review | Due - by: June"] * 2,
        ),
        (
            [HEAD, ["Strand 1"], ["No", "Measure"], ["1", "Train all staff"]],
            [HEADER, "", "Strand 1", "", "No | Measure", "No: 1 | Measure: Train all staff"],
        ),
    ],
    ids=["the same with colons", "another below a title"],
)
def test_a_header_takes_the_place_of_the_one_in_force(rows: list[list[str]], expected: list[str]) -> None:
    assert lines(*rows) == expected


def test_a_value_that_is_merged_over_rows_stands_in_each_of_them() -> None:
    rows = (HEAD, ["Review the unit", "DCI Smith", "", "Begun"], ["Report on it", "", "", "To do"])

    assert lines(*rows, merged=["B2:B3"])[1:] == [
        "Action: Review the unit | Owner: DCI Smith | Status: Begun",
        "Action: Report on it | Owner: DCI Smith | Status: To do",
    ]


def test_two_rows_name_the_columns_where_a_cell_is_merged_over_them() -> None:
    rows = (
        ["Action", "Owner", "Progress", ""],
        ["", "", "April", "May"],
        ["Review the unit", "DCI Smith", "Begun", "Complete"],
    )

    assert lines(*rows, merged=["A1:A2", "B1:B2", "C1:D1"]) == [
        "Action | Owner | Progress",
        "Action | Owner | Progress April | Progress May",
        "Action: Review the unit | Owner: DCI Smith | Progress April: Begun | Progress May: Complete",
    ]


def test_a_title_that_is_merged_over_columns_has_none() -> None:
    assert lines(HEAD, ["", "Strand 1"], ROW, merged=["B2:D2"])[2] == "Strand 1"


def test_a_row_that_the_file_declares_is_a_header() -> None:
    made = sheet(["Measure of ours", "Reply"], ["It is done", "Yes"])
    made.headers.add(0)

    assert list(Lines(made)) == ["Measure of ours | Reply", "Measure of ours: It is done | Reply: Yes"]


def test_a_bold_row_over_others_is_a_header() -> None:
    made = sheet([], ["It is done", "Yes"])
    for column, text in enumerate(("What we do", "Begun?")):
        made.put(0, column, Cell(text, is_bold=True))

    assert list(Lines(made)) == ["What we do | Begun?", "What we do: It is done | Begun?: Yes"]


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        ("RAG", Cell("", "amber"), "RAG: [amber]"),
        ("Status", Cell("In progress", "amber"), "Status: In progress [amber]"),
        ("RAG rating", Cell("Amber", "amber"), "RAG rating: Amber"),
        ("RAG", Cell("A", "amber"), "RAG: A [amber]"),
        ("Lead", Cell("R", "red"), "Lead: R [red]"),
        ("Lead", Cell("DCI Smith", "red"), "Lead: DCI Smith"),
        ("RAG", Cell("", "red", "[comment: late]"), "RAG: [red] [comment: late]"),
    ],
)
def test_a_fill_is_a_status_where_a_status_is_expected(column: str, cell: Cell, expected: str) -> None:
    made = sheet(["Action", column], ["Review the unit"])
    made.put(1, 1, cell)

    assert list(Lines(made))[1] == f"Action: Review the unit | {expected}"


@pytest.mark.parametrize(
    ("cells", "relies"),
    [((Cell(""), Cell("")), True), ((Cell(""), Cell("Done")), False), ((Cell("", "red"), Cell("")), False)],
)
def test_a_status_column_that_shows_nothing_relies_on_its_rule(cells: tuple[Cell, Cell], relies: bool) -> None:
    made = sheet(["Action", "RAG"], ["one"], ["two"])
    made.conditional.append(area("B2:B3"))
    for row, cell in enumerate(cells, start=1):
        made.put(row, 1, cell)

    found = Lines(made)
    list(found)

    assert found.are_coloured_by_rule is relies


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P")) | st.sampled_from(" |:\n"), max_size=12)
AREAS = st.builds(
    lambda top, left, rows, columns: Area(top, left, top + rows, left + columns), *[st.integers(0, 5)] * 4
)


@given(
    st.lists(st.lists(WORDS.map(lambda text: " ".join(text.split()).replace("|", "/")), max_size=5), max_size=7),
    st.lists(AREAS),
)
def test_whatever_a_sheet_holds_is_in_its_lines(rows: list[list[str]], merged: list[Area]) -> None:
    made = sheet(*rows)
    made.merged = merged

    whole = "\n".join(Lines(made))

    for row in rows:
        for text in row:
            assert text in whole or text.rstrip(" :").replace(": ", " - ") in whole


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        (42916, "dd/mm/yyyy", "30 June 2017"),
        (42916, "[$-809]d mmmm yyyy;@", "30 June 2017"),
        (42916, "d-mmm", "30 June 2017"),
        (42916, "mmm-yy", "June 2017"),
        (42916, "yyyy", "2017"),
        (42916.5, "dd/mm/yyyy hh:mm", "30 June 2017 12:00"),
        (42916.5, "dd/mm/yyyy", "30 June 2017"),
        (0.60417, "h:mm AM/PM", "14:30"),
        (1.5, "[h]:mm", "36:00"),
        (1, "d/m/yyyy", "1 January 1900"),
        (61, "d/m/yyyy", "1 March 1900"),
        (0, "dd/mm/yyyy", "0"),
        (-1, "dd/mm/yyyy", "-1"),
        (1e300, "dd/mm/yyyy", "1e+300"),
        (0.5, "0%", "50%"),
        (0.123456, "0.0%", "12.3%"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "General", "12"),
        (1250.5, "#,##0.00", "1,250.50"),
        (1250.5, '"£"#,##0.00', "£1,250.50"),
        (-1250, "[$£-809]#,##0;[Red]-[$£-809]#,##0", "-£1,250"),
        (33.333333, "0", "33"),
        (7, '0 "days"', "7"),
        (1234567, "0.00E+00", "1234567"),
        (0.5, "# ?/?", "0.5"),
    ],
)
def test_a_number_is_shown_as_its_format_shows_it(number: float, code: str, expected: str) -> None:
    assert shown(number, code) == expected


def test_dates_count_from_1904_where_the_workbook_says_so() -> None:
    assert shown(42916 - 1462, "dd/mm/yyyy", since_1904=True) == "30 June 2017"


@pytest.mark.parametrize(
    ("colour", "expected"),
    [
        ("FF0000", "red"),
        ("C00000", "red"),
        ("FFC7CE", "red"),
        ("FFC000", "amber"),
        ("FFFF00", "amber"),
        ("ED7D31", "amber"),
        ("FFEB9C", "amber"),
        ("00B050", "green"),
        ("92D050", "green"),
        ("C6EFCE", "green"),
        ("0070C0", ""),
        ("7030A0", ""),
        ("FFFFFF", ""),
        ("000000", ""),
        ("D9D9D9", ""),
    ],
)
def test_the_colours_of_a_traffic_light_are_told(colour: str, expected: str) -> None:
    red, green, blue = bytes.fromhex(colour)

    assert rag((red, green, blue)) == expected


@given(st.integers(0, 16_383), st.integers(0, 1_048_575))
def test_a_place_has_one_name(column: int, row: int) -> None:
    assert place(f"{letters_of(column)}{row + 1}") == (row, column)
