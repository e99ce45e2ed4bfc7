"""Running headers and footers, in the texts of pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.extraction.running import DEEP, SHARE, without_running_lines

BODIES = ["We will review the unit", "by the end of the year.", "Monitoring has started."]


def test_a_header_stays_on_its_first_page_and_a_footer_on_its_last() -> None:
    pages = [f"OFFICIAL\nOur plan\n{body}\nPage {number} of 3" for number, body in enumerate(BODIES, start=1)]

    assert without_running_lines(pages) == [
        "OFFICIAL\nOur plan\nWe will review the unit",
        "by the end of the year.",
        "Monitoring has started.\nPage 3 of 3",
    ]


def test_a_first_page_without_the_header_keeps_its_own_lines() -> None:
    pages = ["Our plan", *(f"Our plan – {number}\n{body}" for number, body in enumerate(BODIES, start=2))]

    assert without_running_lines(pages) == ["Our plan", f"Our plan – 2\n{BODIES[0]}", *BODIES[1:]]


def test_a_line_that_only_two_pages_share_stays() -> None:
    pages = ["OFFICIAL\none", "OFFICIAL\ntwo"]

    assert without_running_lines(pages) == pages


def test_the_head_of_a_table_is_repeated_where_the_table_goes_on() -> None:
    pages = [f"Action | Status\n{body} | Planned" for body in BODIES]

    assert without_running_lines(pages) == pages


def test_a_repeated_line_inside_a_page_stays() -> None:
    pages = [f"{body} First.\nStatus: planned\n{body} Last." for body in BODIES]

    assert without_running_lines(pages) == pages


def test_numbers_that_do_not_count_the_pages_make_lines_differ() -> None:
    pages = [f"Action {number}\n{body}" for number, body in zip((7, 12, 31), BODIES, strict=True)]

    assert without_running_lines(pages) == pages


@pytest.mark.parametrize(
    "line",
    [
        "Recommendation {}",
        "Recommendation no. {}: Review the unit",
        "Area for improvement {}",
        "Cause of concern {}",
        "Owner: ACC Jones",
        "Due date: 30 June 2017",
        "STATUS : Complete",
    ],
)
def test_a_field_or_a_numbered_heading_stays_on_every_page(line: str) -> None:
    pages = [f"{line.format(number)}\n{body}\n{line.format(number)}" for number, body in enumerate(BODIES, start=1)]

    assert without_running_lines(pages) == pages


@pytest.mark.parametrize("line", ["Action plan {}", "Progress update 2017", "Actions of Kent Police", "Page {} of 3"])
def test_a_running_line_may_have_the_words_of_a_field(line: str) -> None:
    pages = [f"{line.format(number)}\n{body}" for number, body in enumerate(BODIES, start=1)]

    assert without_running_lines(pages) == [pages[0], *BODIES[1:]]


LINES = st.sampled_from(["OFFICIAL", "Our plan", "Page", "", "one", "two", "Action | Status"])


@given(st.lists(st.lists(LINES, max_size=9), max_size=8))
def test_only_lines_that_most_pages_have_at_an_edge_are_ever_removed(drawn: list[list[str]]) -> None:
    pages = ["\n".join(lines).strip("\n") for lines in drawn]
    filled = [page for page in pages if page.strip()]

    kept = without_running_lines(pages)

    for before, after in zip(pages, kept, strict=True):
        removed = list(filter(None, before.split("\n")))
        for line in filter(None, after.split("\n")):
            removed.remove(line)
        for line in removed:
            at_an_edge = [page for page in filled if line in edges(page)]
            assert len(at_an_edge) >= SHARE * len(filled)
            assert " | " not in line
            assert any(line in page.split("\n") for page in kept)


def edges(page: str) -> list[str]:
    lines = [line for line in page.split("\n") if line.strip()]
    return lines[:DEEP] + lines[-DEEP:]
