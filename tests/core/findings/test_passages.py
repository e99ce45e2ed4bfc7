"""Pages are cut into sentences, headings and rows that are found again where they stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.findings.passages import Kind, passages
from planreview.findings.sentences import LONGEST_QUOTE


def texts_of(page: str) -> list[str]:
    return [passage.text for passage in passages(page)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("One is here. Two is here.", ["One is here.", "Two is here."]),
        (
            "A line that is\nwrapped by its width\nends here. Next.",
            ["A line that is\nwrapped by its width\nends here.", "Next."],
        ),
        ("It ended here.\n\nand here it began.", ["It ended here.", "and here it began."]),
        (
            "It is built on the\nNational Crime Agency's own assessment of what threatens us.",
            ["It is built on the\nNational Crime Agency's own assessment of what threatens us."],
        ),
        ("Work in hand\nNobody has asked the refuges yet.", ["Work in hand", "Nobody has asked the refuges yet."]),
        ("We asked Det. Supt. Jones to lead. He has.", ["We asked Det. Supt. Jones to lead.", "He has."]),
        ("See e.g. Annex A, No. 5 and p. 7. It is there.", ["See e.g. Annex A, No. 5 and p. 7.", "It is there."]),
        ("Due w/c. 5 June we will. J. Smith is to lead.", ["Due w/c. 5 June we will.", "J. Smith is to lead."]),
        ("The answer is no. We went on.", ["The answer is no.", "We went on."]),
        ("Is it? Yes! (It is.) Done is done.", ["Is it?", "Yes!", "(It is.)", "Done is done."]),
        ("It cost 3.5 million.\nThat is all.", ["It cost 3.5 million.", "That is all."]),
        ("• we have begun\n• we will go on", ["we have begun", "we will go on"]),
        ("- one is\n- two is", ["one is", "two is"]),
        ("1. We are first.\n2. We are second.", ["We are first.", "We are second."]),
        ("(a) it is one\n(b) it is two", ["it is one", "it is two"]),
        ("one\rtwo is\r\nthree", ["one\rtwo is\r\nthree"]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_sentences_end_where_a_reader_ends_them(page: str, expected: list[str]) -> None:
    assert texts_of(page) == expected


def test_rows_stand_alone() -> None:
    page = "The table is below\nAction | Status\nReview it | Done\nThe table is above."

    assert [(passage.text, passage.kind) for passage in passages(page)] == [
        ("The table is below", Kind.SENTENCE),
        ("Action | Status", Kind.ROW),
        ("Review it | Done", Kind.ROW),
        ("The table is above.", Kind.SENTENCE),
    ]


def test_rows_that_were_read_without_their_rules_end_with_their_date_and_status() -> None:
    page = (
        "Roll out the tool Head of IT 31/12/2017 In progress\nMeet the charities of the county DCI 31/10/2017 Planned"
    )

    assert texts_of(page) == page.split("\n")


@pytest.mark.parametrize(
    ("line", "kind", "titular"),
    [
        ("Monitoring of IT systems", Kind.HEADING, True),
        ("3. Monitoring of IT systems", Kind.SENTENCE, True),
        ("MONITORING IS IN PLACE", Kind.HEADING, True),
        ("Monitoring has begun", Kind.SENTENCE, False),
        ("Monitoring of IT systems.", Kind.SENTENCE, False),
        ("• Monitoring of IT systems", Kind.SENTENCE, False),
    ],
)
def test_a_heading_is_told_by_its_form(line: str, kind: Kind, titular: bool) -> None:
    (passage,) = passages(line)

    assert (passage.kind, passage.titular) == (kind, titular)


def test_a_heading_on_the_line_above_its_text_is_no_part_of_it() -> None:
    page = (
        "IT monitoring\nThe unit bought software in March and it is now used on all of the systems that\nmatter to us."
    )

    assert texts_of(page)[0] == "IT monitoring"


def test_what_runs_on_is_cut_at_a_space() -> None:
    page = "word " * 1000

    assert all(len(text) <= LONGEST_QUOTE and not text.startswith(" ") for text in texts_of(page))
    assert " ".join(texts_of(page)) == page.strip()


@given(st.text(alphabet=st.characters() | st.sampled_from("\n\r\f |.-•1A)a' ")))
def test_every_passage_stands_where_it_says(page: str) -> None:
    end = 0
    for passage in passages(page):
        assert page[passage.start : passage.end] == passage.text
        assert passage.text == passage.text.strip() != ""
        assert passage.start >= end
        end = passage.end


def test_the_lines_of_a_list_of_contents_are_headings_each() -> None:
    page = "Foreword ....... 2\nMonitoring of IT systems ....... 8\nReview of the unit ....... 10"

    assert [(one.text, one.kind) for one in passages(page)] == [
        ("Foreword ....... 2", Kind.HEADING),
        ("Monitoring of IT systems ....... 8", Kind.HEADING),
        ("Review of the unit ....... 10", Kind.HEADING),
    ]
