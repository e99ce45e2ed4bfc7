"""What is said decides the status: each case is a document, a criterion and what a careful reader would find."""

import pytest

from planreview.assessment import assess
from planreview.finding import Finding, Status
from planreview.round import read_round
from planreview.text import Page, Text
from tests.conftest import ROUND

STRATEGY, CCU, IT, PEOPLE = "national_strategy", "ccu_review", "it_monitoring", "vulnerable_people"
ROUND_2017 = read_round(ROUND)
BOTH = (
    "While the result of your review of the capability and capacity of your counter-corruption unit was unclear, the"
    " plans did include improvements to IT systems' monitoring capability that had already commenced by the time of our"
    " review."
)
INCLUDED = (
    "Work to seek intelligence from those organisations that support vulnerable people was included in the plans and"
    " this work had also commenced."
)
PASTED = (
    "These plans should include consideration of the technology and resources required to monitor IT systems actively"
    " and to build relationships with the individuals and organisations that support vulnerable people."
)


def document(*pages: str, name: str = "plan.pdf") -> Text:
    return Text(
        document=name,
        media_type="application/pdf",
        sha256=name.encode().hex().ljust(64, "0")[:64],
        pages=tuple(Page(number=number, text=page) for number, page in enumerate(pages, start=1)),
        pages_expected=len(pages),
    )


def finding(criterion: str, *texts: Text) -> Finding:
    return next(found for found in assess(ROUND_2017, texts).findings if found.criterion == criterion)


CASES = [
    ("Our plan reflects the national strategy.", STRATEGY, "in_place"),
    ("The national strategy was adopted by the force in April.", STRATEGY, "in_place"),
    ("The plan does not reflect the national strategy.", STRATEGY, "not_found"),
    ("The plan will be aligned to the national strategy.", STRATEGY, "planned"),
    ("We have read the national strategy.", STRATEGY, "unclear"),
    ("A review of the capability of the counter-corruption unit was completed in April.", CCU, "in_place"),
    ("The review of our anti\u2010corruption\nunit's capacity has begun.", CCU, "commenced"),
    ("We intend to review the capacity of the CCU.", CCU, "planned"),
    ("The CCU has capacity to take on more work.", CCU, "not_found"),
    ("IT systems are monitored.", IT, "in_place"),
    ("Software to monitor our IT systems has been procured.", IT, "commenced"),
    ("We have begun to build relationships with charities that support vulnerable people.", PEOPLE, "commenced"),
    ("No progress has been made on the review of the counter-corruption unit.", CCU, "not_found"),
    ("The review of the counter-corruption unit has not started.", CCU, "not_found"),
    ("We do not currently monitor our IT systems.", IT, "not_found"),
    ("No system for monitoring the use of IT by our people has been bought.", IT, "not_found"),
    ("Officers asked if the capacity of the CCU had ever been reviewed.", CCU, "unclear"),
    (
        "We are considering how staff use of IT systems might be monitored. It is hoped that money is found.",
        IT,
        "unclear",
    ),
    ("We could not find evidence of monitoring of IT systems.", IT, "not_found"),
    ("The monitoring of IT systems hasn’t been implemented.", IT, "not_found"),
    ("There is no monitoring of IT systems in place.", IT, "not_found"),
    ("We will not be reviewing the counter-corruption unit.", CCU, "not_found"),
    ("Monitoring of IT systems is not limited to laptops and has commenced.", IT, "commenced"),
    ("The review of the counter-corruption unit has commenced but has not been completed.", CCU, "commenced"),
    ("The review of the counter-corruption unit is incomplete.", CCU, "unclear"),
    ("The review of the counter-corruption unit will have been completed by September.", CCU, "planned"),
    ("Monitoring of IT systems will be in place by July.", IT, "planned"),
    ("Monitoring of IT systems is to be implemented in June.", IT, "planned"),
    ("Once the review of the counter-corruption unit is completed, the board will meet.", CCU, "planned"),
    ("It is hoped that monitoring of IT systems will have commenced by June.", IT, "unclear"),
    ("We may review the counter-corruption unit.", CCU, "unclear"),
    ("The review of the counter-corruption unit began in May.", CCU, "commenced"),
    ("Subject to funding, software to monitor IT systems will be installed.", IT, "unclear"),
    ("The purchase of IT monitoring software is being considered.", IT, "unclear"),
    ("Forces should have started to monitor IT systems.", IT, "not_found"),
    ("HMIC recommended that forces review their counter-corruption units.", CCU, "not_found"),
    (PASTED, IT, "not_found"),
    ("As recommended, the review of the counter-corruption unit has been completed.", CCU, "in_place"),
    ("Performance monitoring systems are in place.", IT, "not_found"),
    ("Links with vulnerable road users are in place.", PEOPLE, "not_found"),
    ("The force control strategy was completed.", STRATEGY, "not_found"),
    ("It will monitor progress.", IT, "not_found"),
    ("The strategy was completed.", STRATEGY, "not_found"),
    ("Review of the counter-corruption unit", CCU, "not_found"),
    ("MONITORING OF IT SYSTEMS COMPLETED", IT, "not_found"),
    ("Review of the counter-corruption unit\n\nThis was completed in April.", CCU, "in_place"),
    ("3. Review of the counter-corruption unit\n\nIt began in March.", CCU, "commenced"),
    ("Monitoring of IT systems\n\nThe software was installed in May.", IT, "in_place"),
    ("Monitoring of IT systems\n\nThe new canteen was installed in May.", IT, "not_found"),
    (BOTH, CCU, "unclear"),
    (BOTH, IT, "commenced"),
    (
        INCLUDED,
        PEOPLE,
        "commenced",
    ),
    (
        "The review of the CCU was completed in March and monitoring of IT systems will begin in July.",
        CCU,
        "in_place",
    ),
    (
        "The review of the CCU was completed in March and monitoring of IT systems will begin in July.",
        IT,
        "planned",
    ),
    (
        "The review of the counter-corruption unit has been completed, but monitoring of IT systems has not started.",
        IT,
        "not_found",
    ),
    (
        "The review of the CCU, the monitoring of IT systems, and our contact with charities have all commenced.",
        CCU,
        "commenced",
    ),
    ("The review of the counter-corruption unit, which began in May, is unclear in its scope.", CCU, "unclear"),
    ("The counter-corruption unit's work was described, and a review was completed in April.", CCU, "in_place"),
    (
        "Relationships with organisations that support vulnerable people are planned. This work had also commenced.",
        PEOPLE,
        "commenced",
    ),
    ("We planned a review of the counter-corruption unit. The review of the fleet was completed.", CCU, "planned"),
    ("The review of the counter-corruption unit was completed. The result is not known.", CCU, "unclear"),
    (
        "The review of the CCU has commenced.\n\nNo review of the counter-corruption unit has been started.",
        CCU,
        "unclear",
    ),
    ("We do not currently monitor IT systems. We plan to buy software to monitor IT systems.", IT, "planned"),
    (
        "Action | Owner | Status\nImprovements to monitoring of IT systems have commenced | ICT | Not started",
        IT,
        "planned",
    ),
    ("Action | Owner | Status\nMonitoring of IT systems | ICT | Complete", IT, "in_place"),
    ("Action | Owner | % complete\nReview capability of the CCU | DCI | 60%", CCU, "commenced"),
    ("Action | % complete\nReview capability of the CCU | 0", CCU, "planned"),
    ("Action | Progress\nReview capability of the CCU | In progress", CCU, "commenced"),
    ("Action | RAG\nReview capability of the CCU | Green", CCU, "planned"),
    ("Review capability of the CCU | DCI Smith", CCU, "unclear"),
    ("Action | Progress\nReview capability of the CCU | Commenced in April, due to complete in July", CCU, "commenced"),
    ("Review of the capability of the counter-corruption unit: complete", CCU, "in_place"),
    ("Review the capability of the counter-corruption unit.\nStatus: in progress", CCU, "commenced"),
    (
        "In April 2017 Det. Supt. Jones reviewed the capacity of the CCU and reported to the deputy.",
        CCU,
        "in_place",
    ),
    ("Our counter-corruption unit has never been reviewed.", CCU, "not_found"),
    ("We have asked a neighbouring force to review our counter-corruption unit.", CCU, "commenced"),
    ("A business case for IT monitoring software has been submitted.", IT, "planned"),
    ("Phase 1 of the systems monitoring project is complete and phase 2 is under way.", IT, "commenced"),
    ("Funding for monitoring software has not been secured.", IT, "not_found"),
    ("By December 2017 all IDVAs and ISVAs will have been briefed on reporting concerns.", PEOPLE, "planned"),
    ("No contact has been made with organisations that support vulnerable people.", PEOPLE, "not_found"),
    (
        "Whilst monitoring of IT systems has started, our engagement with third sector partners is yet to begin.",
        PEOPLE,
        "not_found",
    ),
    ("We were asked by HMIC to review our counter-corruption unit; this was done in May.", CCU, "in_place"),
    ("We are in the process of installing auditing software that will monitor use of force systems.", IT, "commenced"),
    (
        "The force commissioned an external assessment of its anti-corruption unit, which reported in January.",
        CCU,
        "in_place",
    ),
    ("Since March we have been monitoring all force IT systems.", IT, "in_place"),
    (
        "After the report, the chief officers directed a full review of the CCU's staffing, and this is now complete.",
        CCU,
        "in_place",
    ),
    ("An options paper on software for monitoring IT use will go to the July board.", IT, "planned"),
    ("We had hoped to complete the review of the CCU in May but this has slipped.", CCU, "unclear"),
    ("Two new analysts were recruited to the counter-corruption unit to build capacity.", CCU, "not_found"),
    ("The force does not have software to monitor its systems; a procurement exercise began in April.", IT, "unclear"),
    ("The plan has been drawn up in accordance with the national strategy.", STRATEGY, "in_place"),
    ("The national strategy was not available when the plan was written.", STRATEGY, "not_found"),
    (
        "Kent Police is leading work on vulnerable road users, with monitoring of speed systems in place.",
        PEOPLE,
        "not_found",
    ),
    (
        "We will write to charities supporting vulnerable people in June to open lines for intelligence.",
        PEOPLE,
        "planned",
    ),
    ("Engagement with sex worker outreach projects is well under way.", PEOPLE, "commenced"),
    ("It is recommended that the CCU be reviewed.", CCU, "not_found"),
    ("There are no plans to review the capacity of the CCU.", CCU, "not_found"),
    ("IT monitoring capability was tested in 2016.", IT, "unclear"),
]


@pytest.mark.parametrize(("page", "criterion", "status"), CASES)
def test_a_status_is_what_is_said(page: str, criterion: str, status: str) -> None:
    assert finding(criterion, document(page)).status == status


@pytest.mark.parametrize(
    "heading",
    ["Review of the counter-corruption unit", "REVIEW OF THE COUNTER-CORRUPTION UNIT COMPLETED", PASTED],
)
def test_a_heading_and_the_pasted_recommendation_say_nothing_of_a_plan(heading: str) -> None:
    assert all(found.status is Status.NOT_FOUND for found in assess(ROUND_2017, [document(heading)]).findings)


def test_a_denial_is_the_evidence_of_what_was_not_found() -> None:
    found = finding(IT, document("We do not currently monitor our IT systems."))

    assert found.status is Status.NOT_FOUND
    assert [evidence.quote for evidence in found.evidence] == ["We do not currently monitor our IT systems."]


def test_a_sentence_that_goes_on_joins_the_quote() -> None:
    page = "Contents.\n\nWe plan to seek intelligence from charities. This work has\nalso commenced. All is well."

    (evidence,) = finding(PEOPLE, document(page)).evidence

    assert evidence.quote == "We plan to seek intelligence from charities. This work has\nalso commenced."
    assert page[evidence.start : evidence.end] == evidence.quote


def test_a_sentence_that_goes_on_overleaf_is_a_quote_of_its_own() -> None:
    found = finding(PEOPLE, document("We plan to seek intelligence from charities.", "This work has commenced."))

    assert found.status is Status.COMMENCED
    assert [(evidence.page, evidence.quote) for evidence in found.evidence] == [
        (2, "This work has commenced."),
        (1, "We plan to seek intelligence from charities."),
    ]


def test_the_telling_quote_comes_before_mentions() -> None:
    page = "Our IT systems matter to monitoring. Monitoring of IT systems has begun."

    assert finding(IT, document(page)).evidence[0].quote == "Monitoring of IT systems has begun."


def test_the_later_document_decides_and_the_earlier_is_listed_after_it() -> None:
    first = document("Monitoring of IT systems is in place.", name="first.pdf")
    second = document("Monitoring of IT systems has begun.", name="second.pdf")

    found = finding(IT, first, second)

    assert found.status is Status.COMMENCED
    assert [evidence.document for evidence in found.evidence] == ["second.pdf", "first.pdf"]
    assert finding(IT, second, first).status is Status.IN_PLACE


def test_a_later_document_that_only_mentions_a_criterion_takes_nothing_back() -> None:
    plan = document("Monitoring of IT systems has begun.", name="plan.pdf")
    annex = document("Our IT systems matter to monitoring.", name="annex.pdf")

    assert finding(IT, plan, annex).status is Status.COMMENCED


def test_a_table_goes_on_overleaf_under_its_header() -> None:
    first = "Action | Owner | Status\nBuy a car | DCI | Complete"
    second = "Monitoring of IT systems | ICT | Not started"

    assert finding(IT, document(first, second)).status is Status.PLANNED


def test_a_letter_of_october_2017_is_read_as_it_was_meant() -> None:
    letter = (
        "In the interests of consistency and in line with the terminology used in the National Police Chiefs' Council's"
        " national strategy, we now refer to this as 'abuse of position for a sexual purpose'.\n\n"
        "The report highlighted our concerns that some police counter-corruption units did not have the capability or"
        f" capacity to seek intelligence. This concern led to the following recommendation:\n\n{PASTED}\n\n"
        "We were pleased to find that your plans were comprehensive, and also reflected the national strategy agreed at"
        f" the National Police Chiefs' Council in April of this year.\n\n{BOTH}\n\n{INCLUDED}"
    )

    found = assess(ROUND_2017, [document(letter)])

    assert [str(finding.status) for finding in found.findings] == ["in_place", "unclear", "commenced", "commenced"]
