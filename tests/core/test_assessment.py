"""An assessment has one finding for each criterion, and every quote stands where it says."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planreview.assessment import Assessed, Assessment, assess, band_for, verify
from planreview.errors import FindingsInvalid
from planreview.finding import Finding, Reason, Status
from planreview.round import read_round
from planreview.text import Page, Text
from tests.conftest import ROOT, ROUND
from tests.core.samples import a_round, text_of

ROUND_2017 = read_round(ROUND)
IDS = [criterion.id for criterion in ROUND_2017.criteria]
PLANS = ROOT / "tests/samples/plans"
TRUTH = tomllib.loads((PLANS / "truth.toml").read_text(encoding="utf-8"))
WORDS = st.sampled_from(
    (
        "IT monitoring",
        "CCU review",
        "this work",
        "commenced",
        "not",
        "will",
        "should",
        "|",
        "Status",
        "\n",
        ". ",
        ", and",
        " - ",
        ": ",
        "60%",
        "charities",
        "intelligence",
        "national strategy",
        "reflects the",
    )
)
PAGES = st.lists(st.text() | st.lists(WORDS, max_size=30).map(" ".join), max_size=3)


def text(*pages: str, name: str = "plan.pdf") -> Text:
    return Text(
        document=name,
        media_type="application/pdf",
        sha256="0" * 64,
        pages=tuple(Page(number=number, text=page) for number, page in enumerate(pages, start=1)),
        pages_expected=len(pages),
    )


def findings(*statuses: str) -> tuple[Finding, ...]:
    return tuple(Finding(criterion=id_, status=Status(status)) for id_, status in zip(IDS, statuses, strict=True))


def test_nothing_sent_is_nothing_found() -> None:
    assert assess(ROUND_2017, []) == Assessment(
        round="apsp-2017",
        round_version=ROUND_2017.version,
        documents=(),
        findings=tuple(
            Finding(criterion=criterion, status=Status.NOT_FOUND, reason=Reason.SILENT) for criterion in IDS
        ),
        band="insufficient",
    )


def test_an_assessment_names_what_it_rests_on() -> None:
    assert assess(ROUND_2017, [text("Nothing.", name="a.pdf"), text(name="b.pdf")]).documents == (
        Assessed(document="a.pdf", sha256="0" * 64),
        Assessed(document="b.pdf", sha256="0" * 64),
    )


@pytest.mark.parametrize(
    ("statuses", "band"),
    [
        (("in_place", "in_place", "in_place", "in_place"), "all_in_place"),
        (("in_place", "in_place", "in_place", "commenced"), "started"),
        (("not_found", "not_found", "commenced", "not_found"), "started"),
        (("in_place", "planned", "planned", "unclear"), "not_started"),
        (("not_found", "not_found", "not_found", "planned"), "not_started"),
        (("not_found", "unclear", "not_found", "unclear"), "insufficient"),
    ],
)
def test_the_first_band_whose_condition_holds_applies(statuses: tuple[str, ...], band: str) -> None:
    assert band_for(ROUND_2017, findings(*statuses)).id == band


@pytest.mark.parametrize("plan", sorted(TRUTH))
def test_a_sample_plan_is_read_as_a_careful_reader_reads_it(plan: str) -> None:
    (file,) = PLANS.glob(f"{plan}.*")

    assessment = assess(ROUND_2017, [text_of(file.read_bytes(), file.name)])

    assert {found.criterion: str(found.status) for found in assessment.findings} == TRUTH[plan]


@settings(max_examples=200, deadline=None)
@given(st.lists(PAGES, max_size=3))
def test_any_text_gets_one_finding_a_criterion_and_every_quote_holds(documents: list[list[str]]) -> None:
    texts = [text(*pages, name=f"{n}.pdf") for n, pages in enumerate(documents)]

    assessment = assess(ROUND_2017, texts)

    assert [found.criterion for found in assessment.findings] == IDS
    pages = {(one.document, page.number): page.text for one in texts for page in one.pages}
    for evidence in (evidence for found in assessment.findings for evidence in found.evidence):
        page = pages[evidence.document, evidence.page]
        assert page[evidence.start : evidence.end] == evidence.quote != ""
    assert assess(ROUND_2017, texts) == assessment


PLAN = text("Monitoring of IT systems has begun.")
SOUND = assess(ROUND_2017, [PLAN])


def test_a_sound_assessment_passes() -> None:
    verify(SOUND, ROUND_2017, [PLAN])


def test_a_criterion_without_a_finding_is_refused() -> None:
    short = SOUND.model_copy(update={"findings": SOUND.findings[1:]})

    with pytest.raises(FindingsInvalid) as refused:
        verify(short, ROUND_2017, [PLAN])

    assert str(refused.value) == (
        "findings for ccu_review, it_monitoring, vulnerable_people; the round asks for exactly"
        " national_strategy, ccu_review, it_monitoring, vulnerable_people"
    )


def test_a_criterion_with_two_findings_is_refused() -> None:
    doubled = SOUND.model_copy(update={"findings": (*SOUND.findings, SOUND.findings[0])})

    with pytest.raises(FindingsInvalid):
        verify(doubled, ROUND_2017, [PLAN])


def test_a_quote_that_is_not_on_its_page_is_refused() -> None:
    with pytest.raises(FindingsInvalid) as refused:
        verify(SOUND, ROUND_2017, [text("Monitoring of IT systems is in place.")])

    assert str(refused.value) == (
        "it_monitoring: the quote 'Monitoring of IT systems has begun.' does not stand at 0 to 35 of page 1 of plan.pdf"
    )


def test_documents_of_one_name_are_told_apart_by_their_digests() -> None:
    first, second = (
        text_of(words, "plan.pdf") for words in (b"IT system monitoring has started.", b"IT systems: see 2.")
    )

    alone, both = assess(a_round(), [first]), assess(a_round(), [first, second])

    [quote] = alone.findings[0].evidence
    assert alone.place(quote) == "plan.pdf, page 1"
    assert both.place(quote) == f"plan.pdf ({first.sha256[:8]}…), page 1"
