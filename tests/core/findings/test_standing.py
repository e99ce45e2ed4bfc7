"""What was deleted, hidden or commented is no evidence; every other word keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.assessment import assess
from planreview.finding import Status
from planreview.findings.standing import standing
from planreview.text import Page, Text
from tests.core.samples import a_round


@pytest.mark.parametrize(
    ("shown", "stands"),
    [
        ("It [Deleted: will start][Inserted: has started].", "It has started ."),
        ("We monitor. [Comment by Ada on “monitor”: do we?]", "We monitor."),
        ("Status: In progress [comment: half done] | RAG: [amber]", "Status: In progress | RAG: [amber]"),
        ("[Hidden: not for the inspectorate] Our plan [1]", "Our plan [1]"),
        ("one [Deleted: a\nb] two", "one two"),
    ],
)
def test_only_what_stands_is_left(shown: str, stands: str) -> None:
    assert " ".join(standing(shown).split()) == stands


@given(
    st.text(st.sampled_from("ab \n[]:"), max_size=40),
    st.sampled_from(["Deleted", "Inserted", "Hidden", "Comment by A"]),
)
def test_every_other_character_keeps_its_place(words: str, name: str) -> None:
    page = f"before [{name}: {words}] after"

    stands = standing(page)

    assert len(stands) == len(page)
    assert all(after in (before, " ") for before, after in zip(page, stands, strict=True))


def test_a_deleted_sentence_proves_nothing() -> None:
    text = Text(
        document="plan.docx",
        media_type="x",
        sha256="0" * 64,
        pages=(Page(number=1, text="[Deleted: Monitoring of our IT systems has started.] We like tea."),),
        pages_expected=1,
    )

    [finding] = assess(a_round(), [text]).findings

    assert (finding.status, finding.evidence) == (Status.NOT_FOUND, ())
