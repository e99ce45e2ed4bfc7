"""The figures of benchmarks/judgement.py mean what it says they mean, and the corpus that they are of has its form."""

from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.conftest import ROOT

judgement = SimpleNamespace(**run_path(str(ROOT / "benchmarks/judgement.py")))
check = judgement.corpus


def pair(true: str, answered: str, *, also: str | None = None, label: str = "", quote: str = "") -> Any:
    truth = judgement.Truth(true, also=also, quotes=(label,) if label else ())
    answer = judgement.Answer(answered, quotes=(quote,) if quote else ())
    case = judgement.Case("a-case", judgement.PASSAGE, (), {"it_monitoring": truth})
    return judgement.Pair(case, "it_monitoring", truth, answer)


def test_the_labelled_corpora_hold_to_their_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert (check.main(), capsys.readouterr().err) == (0, "\n")


def test_macro_f1_is_the_plain_mean_of_the_statuses_that_occur() -> None:
    # planned: 1 hit of 2 answered and 1 true; in_place: 0 hits of 0 answered and 1 true
    statuses = [("planned", "planned"), ("in_place", "planned")]

    assert judgement.macro_f1(statuses) == pytest.approx((2 / 3 + 0) / 2)


def test_second_readings_are_left_out_of_the_headline_and_shown_beside_it() -> None:
    pairs = [pair("planned", "planned"), pair("planned", "commenced", also="commenced")]

    figures = judgement.figures_of(pairs)

    assert (figures.pairs, figures.second, figures.macro_f1, figures.macro_f1_second_right) == (2, 1, 1.0, 1.0)
    assert figures.macro_f1_second_wrong < 1


@pytest.mark.parametrize(
    ("quote", "label", "exact"),
    [
        ("The review has begun.", "The review has\nbegun.", True),
        ("Indeed. The review has begun.", "The review has begun.", True),
        ("The fleet grows.", "The review has begun.", False),
        ("", "The review has begun.", False),
    ],
)
def test_evidence_is_exact_when_the_first_quote_is_the_labelled_one(quote: str, label: str, exact: bool) -> None:
    assert judgement.is_exact(pair("planned", "planned", label=label, quote=quote)) is exact


@pytest.mark.parametrize(
    ("true", "answered", "dangerous"),
    [("not_found", "commenced", True), ("not_found", "planned", False), ("planned", "in_place", False)],
)
def test_dangerous_is_begun_or_done_where_nothing_was_found(true: str, answered: str, dangerous: bool) -> None:
    assert pair(true, answered).is_dangerous is dangerous
