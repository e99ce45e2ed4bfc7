"""The page on which an inspector sees each proposed status with the quotes behind it."""

from datetime import UTC, datetime

from planreview.assessment import assess
from planreview.decision import Decision
from planreview.finding import Status
from planreview.publishing.assessments import as_html
from planreview.round import read_round
from planreview.text import Caution
from tests.conftest import ROUND
from tests.core.samples import text_of

ROUND_2017 = read_round(ROUND)
PLAN = text_of(
    b"Monitoring of IT systems has begun <b>now</b>.\n\n"
    b"HMIC recommends that forces review their counter-corruption units.",
    "plan & annex.txt",
)
ASSESSMENT = assess(ROUND_2017, [PLAN])


def decided() -> dict[str, Decision]:
    made = Decision(
        round_id=ROUND_2017.id, force_id="kent", criterion="it_monitoring", revision=1, status=Status.PLANNED,
        reason="Only a pilot", by="a-hartley", at=datetime(2017, 6, 12, tzinfo=UTC),
    )  # fmt: skip
    return {"it_monitoring": made}


def test_each_criterion_stands_with_its_status_its_quotes_and_their_place() -> None:
    page = as_html(ROUND_2017, "Kent Police", ASSESSMENT)

    assert "<h2>Monitoring of IT systems: commenced</h2>" in page
    assert (
        "<blockquote><p>Monitoring of IT systems has begun &lt;b&gt;now&lt;/b&gt;.</p>"
        "<footer>plan &amp; annex.txt, page 1</footer></blockquote>"
    ) in page
    assert "Not found in the documents supplied: it is only asked for by others." in page
    assert "Set aside: what others ask for." in page
    assert "An inspector decides." in page


def test_a_decision_stands_beside_the_proposal() -> None:
    page = as_html(ROUND_2017, "Kent Police", ASSESSMENT, decided())

    assert "<p>Decided planned by a-hartley, 12 June 2017.</p>\n<p>Because: Only a pilot</p>" in page
    assert page.count("<td>undecided</td>") == 3


def test_what_was_noticed_in_a_document_stands_on_the_page() -> None:
    caution = Caution(code="struck_through", message="The document has words struck through in 1 place.")

    page = as_html(ROUND_2017, "Kent Police", ASSESSMENT, cautions={PLAN.sha256: (caution,)})

    assert "<p>plan &amp; annex.txt: The document has words struck through in 1 place.</p>" in page


def test_what_an_inspector_should_look_at_first_comes_first() -> None:
    plan = text_of(b"Monitoring of IT systems has begun.\n\nThe review of the CCU is paused.", "plan.txt")

    page = as_html(ROUND_2017, "Kent Police", assess(ROUND_2017, [plan]))

    assert page.index("<h2>Review of the counter-corruption unit: unclear") < page.index("<h2>Monitoring of IT systems")
    assert page.count("look at this one first") == 1
