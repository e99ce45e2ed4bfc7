"""The sample plans: what they are samples of, and that each readable one has its truth."""

import tomllib
from pathlib import Path

import pytest

from planreview.finding import Status
from tests.core.samples import text_of

LONG_PLANS = Path(__file__).parents[2] / "samples/long-plans"
TRUTHS = tomllib.loads((LONG_PLANS / "truth.toml").read_text(encoding="utf-8"))
CRITERIA = {"national_strategy", "ccu_review", "it_monitoring", "vulnerable_people"}


@pytest.mark.parametrize("path", sorted(LONG_PLANS.glob("*-plan.*")), ids=lambda path: path.name)
def test_a_long_plan_is_read_whole_and_has_a_truth_for_each_criterion(path: Path) -> None:
    text = text_of(path.read_bytes(), path.name)

    assert (len(text.pages), text.warnings) == (text.pages_expected, ())
    assert set(TRUTHS[path.stem]) == CRITERIA
    assert {Status(status) for status in TRUTHS[path.stem].values()} <= set(Status)
