"""The matching language of round files."""

import pytest

from planreview.findings.phrases import fold, phrase_pattern


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
