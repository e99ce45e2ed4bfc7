"""Where no cue tells how far work has got, the tense of its verb does."""

import pytest

from planreview.findings.phrases import phrase_pattern
from planreview.findings.tenses import Tense, Tenses, ordered

TENSES = Tenses.of(phrase_pattern(["unit", "analyst*", "PSD"]))


@pytest.mark.parametrize(
    ("clause", "tense"),
    [
        ("Two sergeants toured the refuges", Tense.PAST),
        ("the skills of the team were gone through", Tense.PAST),
        ("we have already spoken to the hostels", Tense.PAST),
        ("the unit is testing a product", Tense.NOW),
        ("PSD sifts every search", Tense.HABIT),
        ("fifty searches are taken each week", Tense.HABIT),
        ("the product has run since February", Tense.HABIT),
        ("we can now see who looks at what", Tense.HABIT),
        ("the unit has seven detectives", None),
        ("PSD recognises the value of charities", None),
        ("the plan that was discussed", None),
        ("a robust approach to monitoring", None),
    ],
)
def test_a_tense_tells_of_work(clause: str, tense: Tense | None) -> None:
    assert TENSES.of_clause(clause) == tense


@pytest.mark.parametrize(
    ("words", "about"),
    [
        ("Meet the refuges monthly", "the refuges"),
        ("3. To review the unit", "the unit"),
        ("proactively monitor and audit what staff look up each week", "what staff look up"),
        ("Review of the unit", None),
        ("Work with refuges has begun", None),
        ("We meet the refuges monthly", None),
    ],
)
def test_an_order_tells_what_it_is_about(words: str, about: str | None) -> None:
    assert ordered(words) == about
