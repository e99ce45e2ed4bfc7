"""Each finding says in plain words why it is what it is, and how each passage was taken."""

from datetime import date

import pytest

from planreview.assessment import assess
from planreview.explaining import as_compared, as_taken, why
from planreview.finding import Compared, Evidence, Finding, Reason, Status
from planreview.round import read_round
from planreview.text import Page, Text
from tests.conftest import ROUND

ROUND_2017 = read_round(ROUND)
CCU, IT = "ccu_review", "it_monitoring"


def finding(criterion: str, words: str, *, expected: int = 1, dated: date | None = None) -> Finding:
    text = Text(
        document="plan.txt",
        media_type="text/plain",
        sha256="0" * 64,
        pages=(Page(number=1, text=words),),
        pages_expected=expected,
        dated=dated,
    )
    return next(one for one in assess(ROUND_2017, [text]).findings if one.criterion == criterion)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Our vision is of a safe county.", "Not found in the documents supplied."),
        ("We do not monitor our IT systems.", "Not found in the documents supplied: they say that it is not so."),
        (
            "HMIC recommends that forces monitor their IT systems.",
            "Not found in the documents supplied: it is only asked for by others.",
        ),
        (
            "4.2 IT monitoring ........ 9",
            "Not found in the documents supplied beyond a heading. Another careful reader could say unclear.",
        ),
        ("Monitoring of IT systems is vital.", "Mentioned, and not how far it has got."),
        ("The monitoring of IT systems is paused.", "The documents do not let one tell how it stands."),
        ("Monitoring of IT systems has begun.", ""),
    ],
)
def test_a_finding_says_why_in_one_sentence(words: str, sentence: str) -> None:
    assert why(finding(IT, words)) == sentence


def test_pages_that_could_not_be_read_are_the_reason_where_the_rest_is_silent() -> None:
    assert why(finding(IT, "Our vision.", expected=2)) == "Not found in what could be read; some could not."


def test_each_passage_is_listed_with_what_it_was_taken_as() -> None:
    found = finding(
        IT,
        "IT monitoring\n\nHMIC recommends that forces monitor their IT systems. Performance is monitored on the IT"
        " system.\n\nNorthshire Police has begun to monitor its IT systems. Southshire Police has bought user-activity"
        " software.",
    )

    assert [(step.evidence.quote, as_taken(step)) for step in found.trace] == [
        ("Northshire Police has begun to monitor its IT systems.", "counts as commenced (“has begun to”)"),
        ("IT monitoring", "set aside: a heading or a line of contents"),
        ("HMIC recommends that forces monitor their IT systems.", "set aside: what others ask for"),
        ("Performance is monitored on the IT system.", "set aside: about another matter"),
        ("Southshire Police has bought user-activity software.", "set aside: about another organisation"),
    ]


def test_an_older_statement_gives_way_and_stays_in_sight() -> None:
    found = finding(
        CCU,
        "Update of 3 March 2017\nThe review of the CCU has not begun.\n\n"
        "Update of 12 May 2017\nThe review of the CCU is complete.",
        dated=date(2017, 5, 12),
    )

    assert [as_taken(step) for step in found.trace] == [
        "counts as in place (“complete”)",
        "gave way to a newer or closer one: a denial (“has not”, “begun”)",
    ]


@pytest.mark.parametrize(
    ("speaks", "reason", "said"),
    [
        (0.964, None, "speaks of it (an estimate of 96%), then most like in place"),
        (0.1, None, "speaks of it (an estimate of 10%), then most like in place"),
        (0.1, Reason.DENIED, "like what denies it"),
        (0.1, Reason.ONLY_ASKED, "like what only asks for it"),
        (0.1, Reason.NO_STAGE, "like a mere heading"),
        (
            0.9,
            Reason.RESULT_UNCLEAR,
            "like what leaves its result unclear; speaks of it (an estimate of 90%), then most like in place",
        ),
    ],
)
def test_what_examples_make_of_a_passage_is_said_in_words(speaks: float, reason: Reason | None, said: str) -> None:
    quote = Evidence(document="plan.txt", sha256="0" * 64, page=1, start=0, end=3, quote="One")

    assert as_compared(Compared(evidence=quote, speaks=speaks, status=Status.IN_PLACE, reason=reason)) == said
