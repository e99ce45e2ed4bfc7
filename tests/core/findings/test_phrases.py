"""The matching language of round files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.findings.phrases import Lists, fold, phrase_pattern
from planreview.findings.sight import lists_of
from planreview.round import read_round
from tests.conftest import ROUND

LISTS = lists_of(read_round(ROUND))
ALL_AT_ONCE = Lists(LISTS)
EACH = {name: phrase_pattern(phrases) for name, phrases in LISTS.items()}
PHRASES = [phrase for phrases in LISTS.values() for phrase in phrases]


def as_it_may_stand(phrase: str) -> st.SearchStrategy[str]:
    """Words that a phrase finds, or nearly: with one of its choices, joined or parted, longer, of another case."""
    words = [st.sampled_from(word.replace("...", "").split("|")) for word in phrase.split()]
    ended = st.sampled_from(["", "s", "ing", "."])
    return st.builds(
        lambda said, end, hyphen, change: change(
            " ".join(said).replace("*", end).replace("-", hyphen).replace("=", "")
        ),
        st.tuples(*words),
        ended,
        st.sampled_from(["", " ", "-"]),
        st.sampled_from([str, str.upper, str.title]),
    )


@given(st.lists(st.sampled_from(PHRASES).flatmap(as_it_may_stand), max_size=4).map(" ".join))
def test_lists_looked_for_at_once_are_found_as_each_is_alone(text: str) -> None:
    folded = fold(text)

    found = ALL_AT_ONCE.in_text(folded)

    assert found == {name for name, pattern in EACH.items() if pattern.search(folded)}


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("in place", "It is In\n  Place."),
        ("monitor*", "monitoring"),
        ("counter-corruption unit", "counter-corruption unit"),
        ("counter-corruption unit", "counter corruption unit"),
        ("counter-corruption unit", "counter\u2011corruption\nunit"),
        ("counter-corruption unit", "counter-\ncorruption unit"),
        ("hasn't", "hasn’t"),
        ("Chiefs' Council", "Chiefs’ Council"),
        ("review ... completed", "the review was recently completed"),
        ("review ... completed", "review completed"),
        ("=IT", "our IT systems"),
        ("% complete", "Done (% complete)"),
        ("finalised", "ﬁnalised"),
        ("monitoring", "moni-\ntoring"),
    ],
)
def test_a_phrase_is_found(phrase: str, text: str) -> None:
    assert phrase_pattern([phrase]).search(fold(text))


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("in place", "in places"),
        ("monitor", "monitoring"),
        ("=IT", "it will"),
        ("review ... completed", "review that one two three four completed"),
        ("not", "note"),
        ("a.c", "abc"),
    ],
)
def test_a_phrase_is_not_found(phrase: str, text: str) -> None:
    assert not phrase_pattern([phrase]).search(fold(text))


def test_no_phrases_find_nothing() -> None:
    assert not phrase_pattern([]).search("anything")
