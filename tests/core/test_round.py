"""A round file is read whole or refused with every fault, each with its place and what would be accepted."""

from datetime import date, time

import pytest

from planreview.errors import RoundFileInvalid
from planreview.finding import Status
from planreview.round import Role, read_round
from tests.conftest import ROUND

ROUND_2017 = read_round(ROUND)


def test_the_round_of_2017_has_its_published_dates() -> None:
    assert ROUND_2017.recommendation.published_on == date(2016, 12, 8)
    assert ROUND_2017.recommendation.within_months == 6
    assert ROUND_2017.request.sent_on == date(2017, 5, 16)
    assert ROUND_2017.request.deadline_on == date(2017, 5, 31)
    assert str(ROUND_2017.request.tz) == "Europe/London"
    assert (ROUND_2017.assessment.starts_on, ROUND_2017.assessment.ends_on) == (date(2017, 6, 1), date(2017, 6, 30))
    assert ROUND_2017.publication.letters_on == date(2017, 10, 2)
    assert ROUND_2017.reminders.at == time(9)


def test_the_round_of_2017_has_its_criteria_and_bands() -> None:
    assert [criterion.id for criterion in ROUND_2017.criteria] == [
        "national_strategy",
        "ccu_review",
        "it_monitoring",
        "vulnerable_people",
    ]
    assert [band.id for band in ROUND_2017.bands] == ["all_in_place", "started", "not_started", "insufficient"]
    assert ROUND_2017.bands[0].having == (Status.IN_PLACE,)


def test_the_round_of_2017_has_four_assessors_and_a_lead_that_nobody_can_write_to() -> None:
    assert len(ROUND_2017.assessors) == 4
    assert ROUND_2017.lead.role is Role.LEAD
    assert all(person.email.endswith(".example") for person in ROUND_2017.inspectors)


def test_people_and_criteria_are_found_by_their_ids() -> None:
    assert ROUND_2017.inspector(ROUND_2017.lead.id) == ROUND_2017.lead
    assert ROUND_2017.criterion("ccu_review") == ROUND_2017.criteria[1]


LAST_BAND = 'id = "insufficient"\ntitle = "Insufficient information to assess"\n'
FAULTS = [
    (
        'id = "apsp-2017"',
        'id = "APSP 2017"',
        "id: must be lower-case letters or digits, joined by - or _ (given: 'APSP 2017')",
    ),
    ('title = "Abuse of position for a sexual purpose"\n', "", "title: is missing"),
    ("version = 3", "version = 0", "version: must be 1 or more (given: 0)"),
    ("version = 3", 'version = "one"', "version: must be a whole number (given: 'one')"),
    (
        "version = 3",
        "version = 3\nverison = 2",
        "verison: is no key that is known here; check its spelling or remove it (given: 2)",
    ),
    ("within_months = 6", "within_months = 0", "recommendation.within_months: must be 1 or more (given: 0)"),
    (
        "deadline_on = 2017-05-31",
        'deadline_on = "31 May"',
        "request.deadline_on: must be a day, written as 2017-05-31 (given: '31 May')",
    ),
    (
        "deadline_on = 2017-05-31",
        "deadline_on = 2017-05-31T12:00:00",
        "request.deadline_on: must be a day, written as 2017-05-31 (given: 2017-05-31 12:00:00)",
    ),
    ("deadline_on = 2017-05-31\n", "", "request.deadline_on: is missing"),
    (
        "deadline_on = 2017-05-31",
        "deadline_on = 2017-05-01",
        "request.deadline_on: 2017-05-01 is before sent_on 2017-05-16",
    ),
    (
        '"Europe/London"',
        '"Mars/Phobos"',
        "request.zone: 'Mars/Phobos' is not a time zone; give a name of the IANA list, such as Europe/London",
    ),
    (
        '"Europe/London"',
        '"../etc/passwd"',
        "request.zone: '../etc/passwd' is not a time zone; give a name of the IANA list, such as Europe/London",
    ),
    (
        "[7, 2, 1]",
        "[-7]",
        "reminders.days_before[1]: must be a number of days from 0 to 365, or '2 working days' (given: -7)",
    ),
    (
        "[7, 2, 1]",
        '[7, "2 weeks"]',
        "reminders.days_before[2]: must be a number of days from 0 to 365, or '2 working days' (given: '2 weeks')",
    ),
    (
        'holidays = "GB-ENG" # whose public holidays are no working days\n',
        "",
        "holidays: is missing; working days need it: a country or a part of one, such as 'GB-ENG'",
    ),
    (
        '"GB-ENG"',
        '"England"',
        "holidays: must be the code of a country or of a part of one, such as 'GB-ENG' (given: 'England')",
    ),
    (
        'spread_over = "working days"',
        'spread_over = "weekdays"',
        "assessment.spread_over: must be 'days' or 'working days' (given: 'weekdays')",
    ),
    ("[7, 2, 1]", "7", "reminders.days_before: must be a list in square brackets (given: 7)"),
    ("at = 09:00:00", 'at = "nine"', "reminders.at: must be a time of day, written as 09:00:00 (given: 'nine')"),
    (
        "starts_on = 2017-06-01",
        "starts_on = 2017-05-31",
        "assessment.starts_on: 2017-05-31 is not after the deadline 2017-05-31",
    ),
    ("ends_on = 2017-06-30", "ends_on = 2017-05-30", "assessment: ends_on 2017-05-30 is before starts_on 2017-06-01"),
    (
        "letters_on = 2017-10-02",
        "letters_on = 2017-06-29",
        "publication.letters_on: 2017-06-29 is before assessment.ends_on 2017-06-30",
    ),
    (
        '"anne.hartley@inspectorate.example"',
        '"anne"',
        "inspectors[1].email: must be one e-mail address, such as 'reviews@force.example' (given: 'anne')",
    ),
    (
        '"Anne Hartley"',
        r'"Anne\nHartley"',
        r"inspectors[1].name: must be one line of text and not empty (given: 'Anne\nHartley')",
    ),
    ('role = "lead"', 'role = "boss"', "inspectors[5].role: must be 'assessor' or 'lead' (given: 'boss')"),
    ('role = "assessor"', 'role = "lead"', "inspectors: none has the role 'assessor'; at least one must"),
    ('id = "d-okafor"', 'id = "a-hartley"', "inspectors: the id 'a-hartley' is used twice; each needs its own"),
    ('id = "ccu_review"', 'id = "it_monitoring"', "criteria: the id 'it_monitoring' is used twice; each needs its own"),
    ('"performance monitoring", ', '"", ', "criteria[3].not_about[2]: must not be empty (given: '')"),
    ("[cues]\n", "[cues]\nmaybe = []\n", "cues.maybe: is no key that is known here; check its spelling or remove it"),
    ('id = "started"', 'id = "all_in_place"', "bands: the id 'all_in_place' is used twice; each needs its own"),
    (
        'having = ["in_place"]',
        'having = ["done"]',
        "bands[1].having[1]: must be 'not_found', 'unclear', 'planned', 'commenced' or 'in_place' (given: 'done')",
    ),
    (
        'having = ["in_place"]\n',
        "",
        "bands[1]: needs at_least (1 or more) and having (statuses); only the last band needs none",
    ),
    ("at_least = 4", "at_least = 5", "bands[1].at_least: 5 of 4 criteria can never be reached"),
    (
        'of = ["ccu_review", ',
        'of = ["ccu", ',
        "bands[2].of: 'ccu' is no criterion of this round; accepted: ccu_review, it_monitoring, national_strategy,"
        " vulnerable_people",
    ),
    (
        LAST_BAND,
        LAST_BAND + "at_least = 1\n",
        "bands[4].at_least: the last band takes what is left and can have no condition",
    ),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), FAULTS)
def test_a_fault_is_named_with_its_place_and_what_is_accepted(right: str, wrong: str, fault: str) -> None:
    assert right in ROUND

    with pytest.raises(RoundFileInvalid) as refused:
        read_round(ROUND.replace(right, wrong), "rounds/mine.toml")

    assert fault in refused.value.faults
    assert f"rounds/mine.toml: {fault}" in str(refused.value).split("\n")


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    with pytest.raises(RoundFileInvalid) as refused:
        read_round('id = "a"\nversion = \n')

    assert refused.value.faults == ("not TOML: Invalid value (at line 2, column 11)",)


def test_all_faults_are_named_at_once() -> None:
    source = ROUND.replace("version = 3", "version = 0").replace("within_months = 6", "within_months = 0")

    with pytest.raises(RoundFileInvalid) as refused:
        read_round(source)

    assert refused.value.faults == (
        "version: must be 1 or more (given: 0)",
        "recommendation.within_months: must be 1 or more (given: 0)",
    )


def test_a_round_needs_two_people() -> None:
    head, _, rest = ROUND.partition("[[inspectors]]")
    first, _, _ = rest.partition("[[inspectors]]")
    alone = head + "[[inspectors]]" + first + "\n[vocabulary]" + rest.partition("[vocabulary]")[2]

    with pytest.raises(RoundFileInvalid, match="there must be two or more; whoever decides cannot sign off"):
        read_round(alone)
