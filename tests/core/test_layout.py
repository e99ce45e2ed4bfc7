"""Where words stand says what belongs together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.layout import Box, beside_each_other, text_of


def line(words: str, top: float, slope: float = 0.0) -> list[Box]:
    """Words of ten units a letter and twenty high; each space is ten units wide, so `    ` parts cells."""
    boxes, left = [], 0.0
    for part in words.split(" "):
        right = left + 10 * len(part)
        if part:
            boxes.append(Box(part, left, top + slope * left, right, top + 20 + slope * left, slope))
        left = right + 10
    return boxes


def page(*lines: str, slope: float = 0.0) -> list[list[Box]]:
    return [line(words, 30.0 * number, slope) for number, words in enumerate(lines)]


TABLE = (
    "Action          Owner          Due",
    "Buy it          Head           May",
    "Check it        Deputy         June",
)
AS_ROWS = "Action | Owner | Due\nBuy it | Head | May\nCheck it | Deputy | June"


def test_cells_that_begin_at_one_place_are_parted() -> None:
    assert text_of(page(*TABLE)) == AS_ROWS


def test_a_table_that_lay_askew_is_the_same_table() -> None:
    assert text_of(page(*TABLE, slope=0.03)) == AS_ROWS


def test_a_sentence_set_wide_is_no_row() -> None:
    assert text_of(page("It has    started.", "We      will go on.")) == "It has started.\nWe will go on."


def test_words_of_a_typewriter_begin_at_one_place_and_are_no_cells() -> None:
    lines = page("The plan was", "old, ours is", "new. They all")
    low = [[Box(box.text, box.left, box.top + 10, box.right, box.bottom) for box in words] for words in lines]

    assert text_of(low) == "The plan was\nold, ours is\nnew. They all"


def test_justified_print_is_no_table() -> None:
    wide = "The   plan   was   sent", "And   text   was   read", "For   them   all   soon"

    assert text_of(page(*wide)) == "The plan was sent\nAnd text was read\nFor them all soon"


def test_words_that_stand_far_apart_are_cells() -> None:
    heads = "Action         Owner         Due", "Buying         Chief         May", "Census         Major         Now"

    assert text_of(page(*heads)) == "Action | Owner | Due\nBuying | Chief | May\nCensus | Major | Now"


def test_boxes_that_are_cells_need_no_gap() -> None:
    rows = page("Action Owner", "Buying Chief", "Census Major")

    assert text_of(rows) == "Action Owner\nBuying Chief\nCensus Major"
    assert text_of(rows, are_cells=True) == "Action | Owner\nBuying | Chief\nCensus | Major"


def test_a_cell_that_runs_on_below_keeps_its_row_whole() -> None:
    lines = page(*TABLE, "and again")

    assert text_of(lines) == AS_ROWS + "\nand again"


def test_a_wider_step_parts_paragraphs() -> None:
    lines = [line("One", 0), line("two.", 30), line("Three.", 90), line("Four.", 120)]

    assert text_of(lines) == "One\ntwo.\n\nThree.\nFour."


def test_the_top_of_the_next_column_begins_a_paragraph() -> None:
    lines = [line("One", 0), line("two.", 30), line("Three", 0), line("four.", 30)]

    assert text_of(lines) == "One\ntwo.\n\nThree\nfour."


def test_a_page_without_words_has_an_empty_text() -> None:
    assert text_of([]) == ""


@pytest.mark.parametrize("slope", [0.0, 0.02, -0.02])
def test_boxes_beside_each_other_are_one_line(slope: float) -> None:
    rows = page(*TABLE, slope=slope)

    assert beside_each_other([box for row in rows for box in row]) == rows


@given(st.lists(st.text("abc  ", min_size=1, max_size=40).filter(str.strip), max_size=8))
def test_no_word_is_lost_or_moved(lines: list[str]) -> None:
    text = text_of(page(*lines))

    assert text.replace(" | ", " ").split() == " ".join(lines).split()
