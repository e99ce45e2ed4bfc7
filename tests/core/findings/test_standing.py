"""What was deleted, hidden or commented is no evidence; every other word keeps its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.assessment import assess
from planreview.extraction.marks import DELETED, HIDDEN, INSERTED, STRUCK, marked, spelt_out
from planreview.finding import Status
from planreview.findings.criteria import found
from planreview.findings.standing import standing
from planreview.round import read_round
from planreview.text import Page, Text
from tests.conftest import ROUND
from tests.core.samples import a_round, text_of


@pytest.mark.parametrize(
    ("shown", "stands"),
    [
        ("It [Deleted: will start][Inserted: has started].", "It has started ."),
        ("We monitor. [Comment by Ada on “monitor”: do we?]", "We monitor."),
        ("Status: In progress [comment: half done] | RAG: [amber]", "Status: In progress | RAG: [amber]"),
        ("[Hidden: not for the inspectorate] Our plan [1]", "Our plan [1]"),
        ("one [Deleted: a\nb] two", "one two"),
        ("[Struck through: Monitor IT (green)] Review | Status: [Struck through: Complete]", "Review | Status:"),
        ("We [Struck through: (Inserted: have)] begun", "We begun"),
    ],
)
def test_only_what_stands_is_left(shown: str, stands: str) -> None:
    assert " ".join(standing(shown).split()) == stands


@given(
    st.text(st.sampled_from("ab \n[]:"), max_size=40),
    st.sampled_from(["Deleted", "Inserted", "Hidden", "Struck through", "Comment by A"]),
)
def test_every_other_character_keeps_its_place(words: str, name: str) -> None:
    page = f"before [{name}: {words}] after"

    stands = standing(page)

    assert len(stands) == len(page)
    assert all(after in (before, " ") for before, after in zip(page, stands, strict=True))


@given(st.lists(st.text(INSERTED + DELETED + HIDDEN + STRUCK, max_size=3), max_size=4))
def test_however_signs_stand_in_each_other_only_what_is_live_stands(all_signs: list[str]) -> None:
    words = "".join(marked("live" if set(signs) <= {INSERTED} else "dead", signs) for signs in all_signs)

    stands = standing(spelt_out(words)[0])

    assert "dead" not in stands
    assert stands.count("live") == words.count("live")


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


CLAIM = "Monitoring of our IT systems has started."


@pytest.mark.parametrize(("claim", "status"), [(CLAIM, Status.COMMENCED), (f"<s>{CLAIM}</s>", Status.NOT_FOUND)])
def test_a_claim_that_is_struck_through_is_no_finding(claim: str, status: Status) -> None:
    text = text_of(f"<html><body><p>{claim}</p><p>We like tea.</p>".encode(), "plan.html")

    [finding] = [one.finding for one in found(read_round(ROUND), [text]) if one.finding.criterion == "it_monitoring"]

    assert finding.status is status
    assert [CLAIM in quote.quote for quote in finding.evidence] == [True] * (status is Status.COMMENCED)
    assert [caution.code for caution in text.warnings] == ["struck_through"] * (status is Status.NOT_FOUND)


def test_a_row_of_a_tracker_that_is_struck_through_is_no_finding() -> None:
    rows = "".join(
        f"<tr><td>{start}{action}{end}<td>{start}{status}{end}"
        for action, status, start, end in (
            ("Action", "Status", "", ""),
            ("Monitor the use of IT systems", "Complete", "<s>", "</s>"),
            ("Buy tea", "Planned", "", ""),
        )
    )
    text = text_of(f"<html><body><table>{rows}</table>".encode(), "plan.html")

    [finding] = [one.finding for one in found(read_round(ROUND), [text]) if one.finding.criterion == "it_monitoring"]

    assert (finding.status, finding.evidence) == (Status.NOT_FOUND, ())
