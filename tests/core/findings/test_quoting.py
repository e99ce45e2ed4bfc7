"""Quotes are of the page itself, and those that follow on one another are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.finding import Evidence, Finding, SecondOpinion, Status, Voice
from planreview.findings.quoting import LOOK, quoting
from planreview.text import Page, Text


def a_text(words: str) -> Text:
    page = Page(number=1, text=words)
    return Text(document="plan.txt", sha256="0" * 64, media_type="text/plain", pages=(page,), pages_expected=1)


def a_quote(page: str, words: str) -> Evidence:
    start = page.index(words)
    return Evidence(
        document="plan.txt",
        sha256="0" * 64,
        page=1,
        start=start,
        end=start + len(words),
        quote=page[start:][: len(words)],
    )


def quoted(page: str, *quotes: str) -> list[str]:
    evidence = tuple(a_quote(page, words) for words in quotes)
    [finding] = quoting([Finding(criterion="x", status=Status.PLANNED, evidence=evidence)], [a_text(page)])
    assert all(page[one.start : one.end] == one.quote for one in finding.evidence)
    return [one.quote for one in finding.evidence]


def test_quotes_are_of_the_page_itself() -> None:
    text = a_text("Kent Police has a plan.")
    as_read = Evidence(document="plan.txt", sha256="0" * 64, page=1, start=0, end=23, quote="The   force has a plan.")
    second = SecondOpinion(by=Voice.EXAMPLES, status=Status.PLANNED, evidence=as_read)
    finding = Finding(criterion="it_monitoring", status=Status.UNCLEAR, evidence=(as_read,), second=second)

    [true] = quoting([finding], [text])

    assert {true.evidence[0].quote, true.second.evidence.quote} == {text.pages[0].text}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("page", "quotes", "expected"),
    [
        ("One is. Two is.", ["Two is.", "One is."], ["One is. Two is."]),
        (
            "One of these lines is.\nTwo of these lines are.",
            ["One of these lines is.", "Two of these lines are."],
            ["One of these lines is.\nTwo of these lines are."],
        ),
        ("One is. Two is. Three is.", ["Three is.", "One is.", "Two is."], ["One is. Two is. Three is."]),
        ("One is. Two is. Three is.", ["Three is.", "One is."], ["Three is.", "One is."]),
        ("1. Two is. 3. Four is. Five is.", ["Two is.", "Five is.", "Four is."], ["Two is.", "Four is. Five is."]),
    ],
)
def test_sentences_that_follow_on_one_another_are_one_quote_where_the_best_of_them_stood(
    page: str, quotes: list[str], expected: list[str]
) -> None:
    assert quoted(page, *quotes) == expected


@pytest.mark.parametrize(
    ("page", "quotes"),
    [
        ("One is.\n\nTwo is.", ["One is.", "Two is."]),
        ("One is.\nTwo is, in a line that is longer than the first by far.", ["One is.", "Two is, in a line"]),
        ("Systems\nMonitoring of them has begun.", ["Systems", "Monitoring of them has begun."]),
        ("One | Done\nTwo | Begun", ["One | Done", "Two | Begun"]),
        ("One is. Two is.", ["One is. Two", "Two is."]),
        ("a" * LOOK + ". Two is.", ["a" * LOOK + ".", "Two is."]),
    ],
)
def test_paragraphs_rows_what_overlaps_and_what_is_too_long_to_read_at_one_look_stay_apart(
    page: str, quotes: list[str]
) -> None:
    assert quoted(page, *quotes) == quotes


@given(st.lists(st.sampled_from(["One is.", "Two | is", "Three", "Four is not."]), unique=True), st.sampled_from(" \n"))
def test_no_word_of_a_quote_is_lost(words: list[str], between: str) -> None:
    page = between.join(words)

    shown = "\n".join(quoted(page, *words))

    assert all(word in shown for word in words)
