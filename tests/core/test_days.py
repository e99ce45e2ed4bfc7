from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.agenda import latest_reminder
from planreview.days import Span, after, before, working_from
from planreview.errors import RoundFileInvalid
from planreview.round import read_round
from planreview.submission import open_submissions
from tests.core.samples import ROUND_SOURCE, a_force, a_submission

ENGLAND_AND_WALES = "GB-ENG"
days = st.dates(date(2016, 1, 1), date(2030, 12, 31))


def working(count: int) -> Span:
    return Span(count=count, working=True)


def test_two_working_days_before_a_wednesday_pass_over_a_bank_holiday_and_a_weekend() -> None:
    assert before(date(2017, 5, 31), working(2), ENGLAND_AND_WALES) == date(2017, 5, 26)


def test_plain_days_pass_over_nothing() -> None:
    assert before(date(2017, 5, 31), Span(count=2), ENGLAND_AND_WALES) == date(2017, 5, 29)
    assert after(date(2017, 10, 2), Span(count=56), ENGLAND_AND_WALES) == date(2017, 11, 27)


def test_working_days_after_christmas_begin_when_the_holidays_are_over() -> None:
    assert after(date(2017, 12, 22), working(1), ENGLAND_AND_WALES) == date(2017, 12, 27)


def test_a_holiday_of_scotland_is_a_working_day_in_england() -> None:
    st_andrews = date(2017, 11, 30)

    assert working_from(st_andrews, st_andrews, ENGLAND_AND_WALES) == (st_andrews,)
    assert working_from(st_andrews, st_andrews, "GB-SCT") == ()


@given(days, st.integers(0, 60))
def test_as_many_working_days_back_as_forward_lead_to_a_working_day_no_later(day: date, count: int) -> None:
    there = after(day, working(count), ENGLAND_AND_WALES)

    assert len(working_from(day, there, ENGLAND_AND_WALES)) - count in (0, 1)
    assert before(there, working(count), ENGLAND_AND_WALES) <= day


def test_a_place_whose_holidays_are_unknown_is_named_with_those_that_are_known() -> None:
    with pytest.raises(RoundFileInvalid, match="'GB-XYZ' are not known; known are: GB, GB-ENG, GB-NIR, GB-SCT, GB-WLS"):
        before(date(2017, 5, 31), working(2), "GB-XYZ")


def test_a_round_does_not_open_that_could_not_count_its_working_days_later() -> None:
    round_ = read_round(ROUND_SOURCE.replace("GB-ENG", "GB-EAW").replace('spread_over = "working days"\n', ""))
    reminding = round_.reminders.model_copy(update={"days_before": (working(2),)})

    with pytest.raises(RoundFileInvalid, match="'GB-EAW' are not known"):
        open_submissions(round_.model_copy(update={"reminders": reminding}), [a_force()])


def test_a_round_that_counts_working_days_reminds_on_one() -> None:
    round_ = read_round(ROUND_SOURCE.replace("[7, 2]", '[7, "2 working days"]'))
    tz = round_.request.tz

    assert latest_reminder(round_, a_submission(), datetime(2017, 5, 26, 8, 59, tzinfo=tz)) == Span(count=7)
    assert latest_reminder(round_, a_submission(), datetime(2017, 5, 26, 9, 0, tzinfo=tz)) == working(2)


def test_due_days_are_spread_over_all_days_where_the_round_says_nothing_of_working_days() -> None:
    round_ = read_round(ROUND_SOURCE.replace('spread_over = "working days"\n', ""))

    due = [one.due_on for one in open_submissions(round_, [a_force(id_) for id_ in "abcdef"])]

    assert due == [date(2017, 6, day) for day in (10, 10, 20, 20, 30, 30)]


def test_no_assessment_falls_due_on_a_bank_holiday() -> None:
    may = ROUND_SOURCE.replace("2017-05-31", "2017-05-24").replace("starts_on = 2017-06-01", "starts_on = 2017-05-26")
    round_ = read_round(may.replace("ends_on = 2017-06-30", "ends_on = 2017-05-30"))

    due = {one.due_on for one in open_submissions(round_, [a_force(f"f{number}") for number in range(10)])}

    assert due == {date(2017, 5, 26), date(2017, 5, 30)}


def test_a_window_without_a_working_day_is_no_window() -> None:
    weekend = ROUND_SOURCE.replace("starts_on = 2017-06-01", "starts_on = 2017-06-03")
    round_ = read_round(weekend.replace("ends_on = 2017-06-30", "ends_on = 2017-06-04"))

    with pytest.raises(RoundFileInvalid, match="no working day from 2017-06-03 to 2017-06-04"):
        open_submissions(round_, [a_force()])
