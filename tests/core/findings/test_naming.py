"""A force's own name reads as words for oneself, and every other character keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.findings.lexicon import lexicon_of
from planreview.findings.naming import named
from planreview.round import read_round
from planreview.text import Page, Text
from tests.conftest import ROUND

LEXICON = lexicon_of(read_round(ROUND))


def a_text(words: str) -> Text:
    page = Page(number=1, text=words)
    return Text(document="plan.txt", sha256="0" * 64, media_type="text/plain", pages=(page,), pages_expected=1)


def read(words: str, *names: str) -> str:
    """As rules read it, with white space told apart no more."""
    return " ".join(named(LEXICON, a_text(words), names).for_rules.pages[0].text.split())


@pytest.mark.parametrize(
    ("name", "words", "as_read"),
    [
        ("Kent Police", "Kent Police has a plan.", "We has a plan."),
        ("Kent Police", "Kent\nPolice has a plan.", "We has a plan."),
        ("Kent Police", "Kent Police's plan, and that of the Kent Police", "Our plan, and that of The force"),
        ("Kent Police", "In 2017 Kent bought it. Kent's CCU uses it.", "In 2017 We bought it. Our CCU uses it."),
        ("Kent Police", "Kent and Essex Police have a joint unit.", "We have a joint unit."),
        ("Essex Police", "Kent and Essex Police have a joint unit.", "We have a joint unit."),
        ("Kent", "Kent Police has a plan.", "We has a plan."),
        ("Avon and Somerset Constabulary", "Avon & Somerset Police is here.", "We is here."),
        ("Dyfed-Powys Police", "Dyfed Powys has a plan.", "We has a plan."),
        ("City of London Police", "City of London Police has one.", "We has one."),
        ("Metropolitan Police Service", "The Metropolitan Police Service has one.", "We has one."),
        ("West Yorkshire Police", "North Yorkshire Police has one.", "North Yorkshire Police has one."),
        ("Kent Police", "Surrey Police met Kent Police.", "Surrey Police met The force."),
    ],
)
def test_a_name_reads_as_words_for_oneself(name: str, words: str, as_read: str) -> None:
    assert read(words, name) == as_read


@pytest.mark.parametrize(
    "words",
    [
        "The Kent Police and Crime Commissioner has asked. Essex Police will too. Essex Police said so.",
        "The Kent Police Federation has asked.",
        "The University of Kent has a plan. DI Kent has another.",
        "The roads of Kent are long.",
    ],
)
def test_what_is_only_named_like_the_force_keeps_its_name(words: str) -> None:
    assert read(words, "Kent Police").startswith(words[:20])


def test_without_a_known_name_a_text_is_of_the_force_that_it_names_most() -> None:
    assert read("Kent Police met Surrey Police. Kent Police has a plan.") == ("We met Surrey Police. We has a plan.")
    assert read("Kent Police has a plan.", "Essex Police") == "Kent Police has a plan."


def test_examples_are_told_so_only_where_it_is_named_often() -> None:
    once, often = (named(LEXICON, a_text("Kent Police has a plan. " * times)) for times in (1, 3))

    assert once.for_examples.pages[0].text == "Kent Police has a plan. "
    assert often.for_examples == often.for_rules


@given(st.lists(st.sampled_from(["Kent", "Police", "Kent's", "the", "\n", "has", " ", "and", "Essex", "x", "’s"])))
def test_every_other_character_keeps_its_place(parts: list[str]) -> None:
    words = "".join(parts)

    as_read = named(LEXICON, a_text(words), ("Kent Police", "Met")).for_rules.pages[0].text

    assert len(as_read) == len(words)
    assert [at for at, c in enumerate(as_read) if c == "\n"] == [at for at, c in enumerate(words) if c == "\n"]
