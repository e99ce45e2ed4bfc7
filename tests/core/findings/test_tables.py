"""Rows of tables are understood by the header above them, and rows of sheets by the names in their cells."""

from pathlib import Path

import pytest

from planreview.assessment import assess
from planreview.finding import Finding, Reason, Status
from planreview.findings.lexicon import lexicon_of
from planreview.findings.tables import Row, cells_of, header_of, row_of
from planreview.round import read_round
from tests.conftest import ROUND
from tests.core.samples import text_of

ROUND_2017 = read_round(ROUND)
LEXICON = lexicon_of(ROUND_2017)
FORMATS = Path(__file__).parents[2] / "samples/formats"
HEADER = "Action | Owner | Due | Status"


def read(row: str, header: str | None = HEADER) -> Row:
    return row_of(cells_of(row), header_of(cells_of(header), LEXICON) if header else None, LEXICON)


@pytest.mark.parametrize("header", [HEADER, "Action | Status", None], ids=["its own", "another", "none"])
def test_a_row_with_names_is_read_like_one_under_its_header(header: str | None) -> None:
    named = read("Action: Review the unit | Owner: DCI | Due: 30 June 2017 | Status: Complete", header)

    assert named == read("Review the unit | DCI | 30 June 2017 | Complete")
    assert named == Row("Review the unit | DCI | 30 June 2017", ("Complete",), is_action=True)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("Action: Review | RAG: [amber]", Row("Review", ("[amber]",), is_action=True)),
        ("Action: Review | % complete: 60", Row("Review", ("60%",), is_action=True)),
        ("Action: Review | Owner: DCI", Row("Review | DCI", (), is_action=True)),
        ("Action: Review | Due: 12:30 | by post", Row("Review | 12:30 | by post", (), is_action=True)),
        ("Name: Ada | Rank: DCI", Row("Name: Ada | Rank: DCI", (), is_action=False)),
        ("Note: see below | DCI", Row("Note: see below | DCI", (), is_action=False)),
    ],
    ids=["a colour", "a bare percentage", "without its status", "a cell without a name", "no plan", "a colon"],
)
def test_the_status_is_what_the_cell_of_that_name_says(row: str, expected: Row) -> None:
    assert read(row) == expected


REVIEW = "Review of the counter-corruption unit's capability"
SAYING = {
    Status.IN_PLACE: ("✓", "✔\ufe0f", "☑", "✅", "✓ [green]", "Yes", "Y", "TRUE", "100%", "☑ Yes ☐ No", "Yes ☒ No ☐"),
    Status.PLANNED: ("✗", "❌", "☐", "No", "No [red]", "N", "FALSE", "0%", "Not yet", "☐ Yes ☒ No"),
    Status.NOT_FOUND: ("n/a", "N/A"),
}


def named_and_under(column: str, cell: str) -> list[Finding]:
    """What is found of the same row with the names of its columns in its cells, and under a header."""
    named = f"Action: {REVIEW} | Owner: DCI Roe | {column}: {cell}"
    under = f"Action | Owner | {column}\n{REVIEW} | DCI Roe | {cell}"
    return [assess(ROUND_2017, [text_of(table.encode(), "tracker.txt")]).findings[1] for table in (named, under)]


@pytest.mark.parametrize("column", ["Done", "Done?", "Completed (Y/N)", "Implemented? Y/N"])
@pytest.mark.parametrize(("cell", "status"), [(cell, status) for status, cells in SAYING.items() for cell in cells])
def test_what_is_asked_to_be_done_is_done_or_not_yet_by_a_mark(column: str, cell: str, status: Status) -> None:
    assert [found.status for found in named_and_under(column, cell)] == [status] * 2


@pytest.mark.parametrize(("cell", "status"), [("✓", "in_place"), ("☐", "planned"), ("☑ Begun ☐ Done", "commenced")])
def test_a_status_can_be_a_mark_too(cell: str, status: str) -> None:
    assert [found.status for found in named_and_under("Status", cell)] == [Status(status)] * 2


@pytest.mark.parametrize("column", ["Accepted (Y/N)", "Funding needed? Y/N", "Overdue (Y/N)", "May", "HR", "Funded"])
@pytest.mark.parametrize("cell", ["✓", "Y", "Yes"])
def test_a_mark_in_a_column_that_asks_something_else_tells_no_stage(column: str, cell: str) -> None:
    assert [found.status for found in named_and_under(column, cell)] == [Status.PLANNED] * 2


def test_a_blank_under_done_takes_nothing_back() -> None:
    table = "Area | What we do | Lead | Done\nIT monitoring | All use of our IT systems is monitored | CCU | "

    assert assess(ROUND_2017, [text_of(table.encode(), "plan.txt")]).findings[2].status is Status.IN_PLACE


@pytest.mark.parametrize("cell", ["No", "Not yet"])
def test_no_is_no_plan_where_it_answers_another_question(cell: str) -> None:
    row = f"Question: {REVIEW} | Response: {cell}"

    found = assess(ROUND_2017, [text_of(row.encode(), "answers.txt")]).findings[1]

    assert (found.status, found.reason) == (Status.NOT_FOUND, Reason.DENIED)


def test_a_mark_is_what_tells_how_far_a_row_is() -> None:
    [told, _] = named_and_under("Done?", "✓")

    assert [step.words for step in told.trace] == [("Done?: ✓",)]


def test_a_crossed_box_leaves_open_how_it_stands() -> None:
    row = f"Action: {REVIEW} | Done: ☒"

    found = assess(ROUND_2017, [text_of(row.encode(), "tracker.txt")]).findings[1]

    assert (found.status, found.reason) == (Status.UNCLEAR, Reason.RESULT_UNCLEAR)


MEET = "Meet refuges monthly to seek intelligence on officers"


@pytest.mark.parametrize(
    ("table", "status"),
    [
        (f"Action | Owner | Due\n{MEET} | DCI Roe | June", Status.PLANNED),
        (f"Action: {MEET} | Owner: DCI Roe | Status:", Status.PLANNED),
        (f"Action | Owner | Status\n{MEET} | DCI Roe | Complete", Status.IN_PLACE),
        (f"Action | Owner | Update\n{MEET} | DCI Roe | We meet them monthly", Status.IN_PLACE),
        (f"Area | What we do\nIntelligence | {MEET}", Status.IN_PLACE),
    ],
)
def test_an_action_that_is_an_order_tells_of_no_deed_how_often_it_may_be(table: str, status: Status) -> None:
    assert assess(ROUND_2017, [text_of(table.encode(), "plan.txt")]).findings[3].status is status


def test_a_row_with_names_is_no_header() -> None:
    assert header_of(cells_of("Action: Review | Status: [red]"), LEXICON) is None


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods", "csv"])
def test_a_tracker_is_assessed_by_its_status_column(ending: str) -> None:
    text = text_of((FORMATS / f"tracker.{ending}").read_bytes(), f"tracker.{ending}")

    found = {finding.criterion: finding for finding in assess(ROUND_2017, [text]).findings}

    assert {
        criterion: found[criterion].status for criterion in ("ccu_review", "it_monitoring", "vulnerable_people")
    } == {
        "ccu_review": Status.IN_PLACE,
        "it_monitoring": Status.COMMENCED,
        "vulnerable_people": Status.PLANNED,
    }
    evidence = found["it_monitoring"].evidence[0]
    assert text.pages[evidence.page - 1].text[evidence.start : evidence.end] == evidence.quote
    assert "Action: Monitoring of staff use of IT systems" in evidence.quote
