"""How passages are cut and counted. Weights are for one way alone: whoever changes what stands here raises FORM too."""

from planreview.findings.sight import FORM, Eye, lists_of
from planreview.round import read_round
from tests.conftest import ROUND
from tests.core.samples import text_of

ROUND_2017 = read_round(ROUND)
PAGE = b"""PSD action plan

We audit staff e-mail. [Deleted: Not yet.] From 1 July we will meet refuges; Kent has done so.

Ref: 4 | Action: Review of the CCU | Status: Not started
"""
SEEN = list(Eye(ROUND_2017).sees(text_of(PAGE, "plan.txt")))


def test_passages_are_headings_sentences_and_rows_without_what_was_deleted() -> None:
    said = [
        "PSD action plan",
        "We audit staff e-mail.",
        "From 1 July we will meet refuges; Kent has done so.",
        "Ref: 4 | Action: Review of the CCU | Status: Not started",
    ]

    assert (FORM, [sight.said for sight in SEEN]) == (3, said)


def test_a_passage_is_seen_with_those_beside_it() -> None:
    assert [sight.around for sight in SEEN[:2]] == [
        " . We audit staff e-mail.",
        "PSD action plan . From 1 July we will meet refuges; Kent has done so.",
    ]


def test_a_passage_holds_the_lists_that_it_has_a_phrase_of_and_the_days_ahead_and_behind() -> None:
    names = [*lists_of(ROUND_2017), "ahead", "behind"]

    held = [{name for name, here in zip(names, sight.holds, strict=True) if here} for sight in SEEN]

    assert {"systems", "watch", "cues.own"} <= held[1]
    assert ("ahead" in held[2], "behind" in held[2]) == (True, False)
    assert {"unit", "review_word"} <= held[3]
