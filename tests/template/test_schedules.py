"""Neither cfn-lint nor SAM looks into a schedule's expression or its zone; both fail only when they are deployed."""

import re
from zoneinfo import available_timezones

import pytest

from tests.template.wiring import Wiring

RATE = re.compile(r"rate\((1 (minute|hour|day)|(?!1 )[1-9]\d* (minutes|hours|days))\)")
CRON = re.compile(r"cron\((\S+) (\S+) (\S+) (\S+) (\S+) (\S+)\)")
RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (1, 7), (1970, 2199))
"""Minutes, hours, day of month, month, day of week, year. Names of days and months are not used here."""


def is_expression(text: str) -> bool:
    """Whether Scheduler takes a rate or a cron expression of numbers, lists, ranges and steps."""
    if RATE.fullmatch(text):
        return True
    cron = CRON.fullmatch(text)
    if cron is None or [cron[3], cron[5]].count("?") != 1:
        return False
    return all(_is_field(field, *limits) for field, limits in zip(cron.groups(), RANGES, strict=True) if field != "?")


def _is_field(field: str, low: int, high: int) -> bool:
    parts = [re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/(\d+))?", part) for part in field.split(",")]
    return all(part and all(low <= int(n) <= high for n in part.group(1, 2) if n) for part in parts)


def test_every_schedule_has_an_expression_that_parses(wiring: Wiring) -> None:
    expressions = {schedule["ScheduleExpression"] for schedule in wiring.all("AWS::Scheduler::Schedule").values()}

    assert expressions == {"rate(5 minutes)"}
    assert all(map(is_expression, expressions))


def test_every_schedule_has_a_real_zone(wiring: Wiring) -> None:
    zones = {schedule["ScheduleExpressionTimezone"] for schedule in wiring.all("AWS::Scheduler::Schedule").values()}

    assert zones - available_timezones() == set()


def test_schedules_of_two_stacks_in_one_account_do_not_collide(wiring: Wiring) -> None:
    names = [schedule["Name"] for schedule in wiring.all("AWS::Scheduler::Schedule").values()]

    assert names == [{"Fn::Sub": "${AWS::StackName}-deadlines"}]


@pytest.mark.parametrize(
    "expression",
    ["rate(1 minute)", "rate(5 minutes)", "cron(0/5 * * * ? *)", "cron(0 9 ? * 2-6 *)", "cron(0 9,17 1 * ? 2017)"],
)
def test_a_good_expression_is_told(expression: str) -> None:
    assert is_expression(expression)


@pytest.mark.parametrize(
    "expression",
    [
        "rate(0 minutes)",
        "rate(1 minutes)",
        "rate(5 minute)",
        "rate(5 seconds)",
        "cron(99 99 * * ? *)",
        "cron(0 9 * * * *)",
        "cron(0 9 ? * ? *)",
        "cron(0 9 * * ?)",
        "every five minutes",
    ],
)
def test_a_bad_expression_is_told(expression: str) -> None:
    assert not is_expression(expression)
