"""A parameter that cannot be meant is refused before anything is made: what is made by then outlives the failure."""

import re

import pytest

from local.stack import PARAMETERS
from tests.template.wiring import Wiring


def takes(wiring: Wiring, parameter: str, value: str) -> bool:
    return re.fullmatch(wiring.template["Parameters"][parameter]["AllowedPattern"], value) is not None


def test_every_text_that_is_not_chosen_from_a_list_has_a_pattern_and_a_word_on_it(wiring: Wiring) -> None:
    free = {name: given for name, given in wiring.template["Parameters"].items() if "AllowedValues" not in given}

    assert free.keys() == {"MailIdentity", "MailFrom", "OperatorEmail"}
    assert {name for name, given in free.items() if not given["ConstraintDescription"].startswith("must be ")} == set()
    assert {name for name, given in free.items() if not takes(wiring, name, given["Default"])} == set()
    assert {name for name in free.keys() & PARAMETERS.keys() if not takes(wiring, name, PARAMETERS[name])} == set()


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("MailIdentity", "mail.inspectorate.example"),
        ("MailIdentity", "plans@inspectorate.example"),
        ("MailFrom", "plans@inspectorate.example"),
        ("OperatorEmail", ""),
        ("OperatorEmail", "ops+plans@inspectorate.example"),
    ],
)
def test_a_good_value_is_taken(wiring: Wiring, parameter: str, value: str) -> None:
    assert takes(wiring, parameter, value)


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("MailIdentity", ""),
        ("MailIdentity", "inspectorate"),
        ("MailIdentity", "@inspectorate.example"),
        ("MailIdentity", "plans@inspectorate"),
        ("MailIdentity", "Plans <plans@inspectorate.example>"),
        ("MailIdentity", "inspectorate.example, inspectorate.org"),
        ("MailFrom", "Plans <plans@inspectorate.example>"),
        ("OperatorEmail", "ops"),
        ("OperatorEmail", "ops@inspectorate"),
        ("OperatorEmail", "ops@inspectorate.example,dev@inspectorate.example"),
        ("OperatorEmail", "Ops <ops@inspectorate.example>"),
        ("OperatorEmail", " "),
    ],
)
def test_a_bad_value_is_refused(wiring: Wiring, parameter: str, value: str) -> None:
    assert not takes(wiring, parameter, value)
