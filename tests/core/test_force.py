"""The 43 forces, and what is refused in a file of forces."""

import pytest

from planreview.errors import RoundFileInvalid
from planreview.force import Force, read_forces
from tests.conftest import FORCES

ALL = {force.id: force for force in read_forces(FORCES)}
ONE = """
[[forces]]
id = "kent"
name = "Kent Police"
chief_officer = "Chief Constable"
policing_body = "Police and Crime Commissioner for Kent"
policing_body_email = "commissioner@pcc.kent.example"
region = "South East"
email = "reviews@kent.police.example"
"""


def test_there_are_43_territorial_forces_in_england_and_wales() -> None:
    assert len(ALL) == 43
    assert [force.id for force in ALL.values() if force.region == "Wales"] == [
        "dyfed-powys",
        "gwent",
        "north-wales",
        "south-wales",
    ]


def test_no_address_reaches_anybody() -> None:
    addresses = [address for force in ALL.values() for address in (force.email, force.policing_body_email)]

    assert all(address.endswith(".example") for address in addresses)
    assert len(set(addresses)) == len(addresses)


@pytest.mark.parametrize(
    ("id_", "name", "chief_officer", "policing_body"),
    [
        (
            "cambridgeshire",
            "Cambridgeshire Constabulary",
            "Chief Constable",
            "Police and Crime Commissioner for Cambridgeshire",
        ),
        ("dyfed-powys", "Dyfed-Powys Police", "Chief Constable", "Police and Crime Commissioner for Dyfed-Powys"),
        ("greater-manchester", "Greater Manchester Police", "Chief Constable", "Mayor of Greater Manchester"),
        ("metropolitan", "Metropolitan Police Service", "Commissioner", "Mayor's Office for Policing And Crime"),
        (
            "city-of-london",
            "City of London Police",
            "Commissioner",
            "Common Council of the City of London, as police authority",
        ),
    ],
)
def test_forces_have_the_titles_of_2017(id_: str, name: str, chief_officer: str, policing_body: str) -> None:
    force = ALL[id_]

    assert (force.name, force.chief_officer, force.policing_body) == (name, chief_officer, policing_body)


def test_a_file_may_hold_one_force() -> None:
    assert read_forces(ONE) == (
        Force(
            id="kent",
            name="Kent Police",
            chief_officer="Chief Constable",
            policing_body="Police and Crime Commissioner for Kent",
            policing_body_email="commissioner@pcc.kent.example",
            region="South East",
            email="reviews@kent.police.example",
        ),
    )


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "forces: is missing"),
        ("forces = []", "forces: must hold 1 or more; it holds 0"),
        ("forces = 3", "forces: must be a list in square brackets (given: 3)"),
        (ONE + ONE, "forces: the id 'kent' is used twice; each needs its own"),
        (ONE.replace('region = "South East"\n', ""), "forces[1].region: is missing"),
        (
            ONE.replace('"kent"', '"kent police"'),
            "forces[1].id: must be lower-case letters or digits, joined by - or _ (given: 'kent police')",
        ),
        (
            ONE.replace("reviews@kent.police.example", "a@b.example, c@d"),
            "forces[1].email: must be one e-mail address, such as 'reviews@force.example' (given: 'a@b.example, c@d')",
        ),
        (ONE.replace('"Kent Police"', '""'), "forces[1].name: must not be empty (given: '')"),
        (
            ONE + 'phone = "101"\n',
            "forces[1].phone: is no key that is known here; check its spelling or remove it (given: '101')",
        ),
        ("forces = ?", "not TOML: Invalid value (at line 1, column 10)"),
    ],
)
def test_a_fault_is_named_with_its_place_and_what_is_accepted(source: str, fault: str) -> None:
    with pytest.raises(RoundFileInvalid) as refused:
        read_forces(source, "rounds/forces.toml")

    assert refused.value.faults == (fault,)
