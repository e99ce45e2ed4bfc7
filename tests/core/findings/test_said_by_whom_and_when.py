"""What a document says of this force, and as of which day, whatever else it names."""

from datetime import date

import pytest

from planreview.assessment import assess
from planreview.finding import Finding, Reason, Status
from planreview.round import read_round
from planreview.text import Text
from tests.conftest import ROUND
from tests.core.samples import text_of

ROUND_2017 = read_round(ROUND)
CCU, IT, STRATEGY = "ccu_review", "it_monitoring", "national_strategy"


def text(words: str, name: str = "plan.txt", **changes: object) -> Text:
    return text_of(words.encode(), name).model_copy(update=changes)


def finding(criterion: str, *texts: Text, name: str | None = None) -> Finding:
    return next(
        one for one in assess(ROUND_2017, texts, names=(name,) if name else ()).findings if one.criterion == criterion
    )


@pytest.mark.parametrize(
    "before",
    [
        "This plan reflects the strategy of the National Police Chiefs' Council of April 2017.",
        "The Independent Office for Police Conduct wrote to us.",
    ],
)
def test_a_body_with_police_in_its_name_is_not_the_force_whose_plan_it_is(before: str) -> None:
    own = "Kent Police has reviewed the capability and capacity of its counter-corruption unit."

    assert finding(CCU, text(f"{before} {own}")).status is Status.IN_PLACE


def test_the_force_that_is_named_most_is_the_one_whose_plan_it_is() -> None:
    words = (
        "Surrey Police visited us in May. Kent Police has reviewed the capability and capacity of its"
        " counter-corruption unit. Kent Police has told its staff."
    )

    assert finding(CCU, text(words)).status is Status.IN_PLACE


NAMES_ANOTHER_MORE = (
    "{} has reviewed the capability and capacity of its counter-corruption unit. Surrey Police visited us in May."
    " Surrey Police then wrote to us."
)


@pytest.mark.parametrize("own", ["Kent Police", "Avon and Somerset Constabulary", "Derbyshire Constabulary"])
def test_the_force_whose_plan_it_is_known_to_be_is_not_another_however_often_others_are_named(own: str) -> None:
    said = text(NAMES_ANOTHER_MORE.format(own))

    known, by_names_alone = finding(CCU, said, name=own), finding(CCU, said)

    assert (known.status, by_names_alone.status) == (Status.IN_PLACE, Status.NOT_FOUND)


def test_a_force_that_is_known_by_its_short_name_alone_is_not_another() -> None:
    said = text("Derbyshire has reviewed the capability and capacity of its counter-corruption unit.")

    assert finding(CCU, said, name="Derbyshire Constabulary").status is Status.IN_PLACE


def test_another_force_s_work_is_not_that_of_the_force_whose_plan_it_is_known_to_be() -> None:
    said = text(NAMES_ANOTHER_MORE.format("Kent Police"))

    assert finding(CCU, said, name="Surrey Police").status is Status.NOT_FOUND


@pytest.mark.parametrize(
    "odd", ["completed in APRİL 2017", "by aprıl 2018", "fıve of nine forces", "by 1 June 0001, last week"]
)
def test_no_letters_or_days_stop_the_reading(odd: str) -> None:
    assert finding(CCU, text(f"Date: 31/12/9999\n\nThe review of the CCU was {odd}, and next month.")).evidence


@pytest.mark.parametrize(
    "older",
    [
        "Plan of 1 March 2017\n\nDate due: 30 September 2017\n\n",
        "Counter-corruption plan to March 2019\n\n",
    ],
)
def test_a_day_by_which_something_is_due_is_not_the_day_on_which_it_is_said(older: str) -> None:
    plan = text(f"{older}We will buy software to monitor officers' use of IT systems.")
    update = text("Update of 25 May 2017\n\nSoftware to monitor officers' use of IT systems has been bought.", "u.txt")

    assert finding(IT, plan, update).status is Status.COMMENCED


def test_a_date_that_was_deleted_dates_nothing() -> None:
    words = (
        "Kent plan, draft v2, [Deleted: 3 March 2016][Inserted: 12 May 2017]\n\nThis plan reflects the NPCC strategy."
    )

    assert finding(STRATEGY, text(words)).status is Status.IN_PLACE


def test_a_sentence_that_a_line_ends_in_the_middle_of_dates_nothing() -> None:
    words = (
        "Summary\n\nThis plan was adopted in January 2017 and brought up to date on 8 May 2017, after the\nnational"
        " strategy had been agreed. It reflects the NPCC strategy."
    )

    assert finding(STRATEGY, text(words)).status is Status.IN_PLACE


def test_of_two_documents_of_one_day_neither_is_the_newer() -> None:
    day = date(2017, 5, 20)
    done, not_done = (
        text("The review of the CCU is complete.", "a.txt", dated=day),
        text("The review of the CCU has not been started.", "b.txt", dated=day),
    )

    both = [finding(CCU, *texts) for texts in ((done, not_done), (not_done, done))]

    assert {(one.status, one.reason) for one in both} == {(Status.UNCLEAR, Reason.RESULT_UNCLEAR)}


def test_a_percentage_is_of_what_the_cell_says_it_is_of() -> None:
    row = "Software to monitor officers' use of IT systems | IT | {}"
    header = "Action | Owner | Status\n"

    found = [
        finding(IT, text(header + row.format(status))).status
        for status in ("100%", "100% complete", "100% funded, purchase not yet begun")
    ]

    assert found[:2] == [Status.IN_PLACE] * 2
    assert found[2] is not Status.IN_PLACE


def test_done_in_one_row_and_to_come_in_another_is_open_to_a_second_reading() -> None:
    rows = "Action | Owner | Status\nReview the capability of the CCU | DCI Roe | Complete\n"

    found = finding(CCU, text(rows + "Review the capacity of the CCU | DCI Roe | Not started"))

    assert (found.status, found.also, found.is_uncertain) == (Status.IN_PLACE, Status.COMMENCED, True)


@pytest.mark.parametrize(
    ("lead_in", "status"),
    [
        ("In 2017 we will:", Status.PLANNED),
        ("We do not:", Status.NOT_FOUND),
        ("Each analyst in the unit:", Status.IN_PLACE),
    ],
)
def test_what_leads_a_list_in_says_whether_its_items_are_done(lead_in: str, status: Status) -> None:
    words = f"{lead_in}\n- visit the custody suites\n- monitor what staff look up on our IT systems every week"

    assert finding(IT, text(words)).status is status


def test_what_leads_a_list_in_says_nothing_of_the_paragraph_behind_the_list() -> None:
    words = (
        "We have completed the following actions:\n- Training of forty officers.\n\n"
        "Relationships with refuges, so that they tell us about police who abuse their position."
    )

    assert finding("vulnerable_people", text(words)).status is Status.UNCLEAR


@pytest.mark.parametrize(
    "words", ["We do not monitor our IT systems.", "Our vision.", "HMIC recommends that forces monitor IT systems."]
)
def test_what_is_not_found_is_looked_at_first_where_pages_or_documents_are_missing(words: str) -> None:
    whole, part = text(words), text(words, pages_expected=3)

    lost = assess(ROUND_2017, [whole], unread=["annex.pdf"])

    assert finding(IT, part).is_uncertain
    assert (lost.unread, {one.is_uncertain for one in lost.findings}) == (("annex.pdf",), {True})
    assert not finding(IT, whole).is_uncertain
