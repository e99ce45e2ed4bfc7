"""However long the rows of a tracker are, what is proposed of it fits into one item of the table."""

from planreview.assessment import assess
from planreview.finding import Status
from planreview.findings.fitting import LEAST, MOST, WHOLE, fitting
from planreview.round import read_round
from planreview.text import Text
from tests.conftest import ROUND
from tests.core.samples import text_of

ROUND_2017 = read_round(ROUND)


def tracker(filler: int) -> Text:
    """Thirty rows, each about two criteria and with a long tale of its progress."""
    row = (
        "Ref: {} | Action: Review of the CCU's capacity and monitoring of our IT systems | Owner: DCI Roe"
        " | Progress: In progress. {}"
    )
    rows = [row.format(number, "The steering group met again. " * (filler // 30)) for number in range(30)]
    return text_of("\n\n".join(rows).encode(), "tracker.txt")


def size(text: Text) -> int:
    return sum(len(one.model_dump_json().encode()) for one in assess(ROUND_2017, [text]).findings)


def test_quotes_of_a_common_length_are_whole() -> None:
    findings = assess(ROUND_2017, [tracker(300)]).findings

    assert fitting(findings) == findings
    assert all(quote.quote.endswith("met again.") for one in findings for quote in one.evidence)


def test_quotes_of_rows_that_are_pages_long_are_cut_until_all_fit_and_still_stand_on_their_page() -> None:
    text = tracker(12_000)

    quotes = [quote for one in assess(ROUND_2017, [text]).findings for quote in one.evidence]

    assert 0 < size(text) <= MOST
    assert quotes
    assert all(text.pages[0].text[quote.start : quote.end] == quote.quote for quote in quotes)


def test_beside_many_documents_quotes_are_cut_sooner_and_never_to_less_than_their_share() -> None:
    findings = assess(ROUND_2017, [tracker(12_000)]).findings

    less, least = fitting(findings, beside=WHOLE - 200_000), fitting(findings, beside=WHOLE)

    assert sum(len(one.model_dump_json().encode()) for one in less) <= 200_000
    assert sum(len(one.model_dump_json().encode()) for one in least) <= LEAST
    assert all(one.evidence for one in least if one.status is not Status.NOT_FOUND)


def test_where_the_shortest_quotes_are_too_many_there_is_no_word_of_the_way_to_the_findings() -> None:
    finding = max(assess(ROUND_2017, [tracker(300)]).findings, key=lambda one: len(one.trace))
    long = finding.model_copy(update={"trace": finding.trace * 100})

    (fitted,) = fitting([long])

    assert (fitted.trace, len(fitted.evidence), fitted.status) == ((), len(finding.evidence), finding.status)
