"""The overview counts decisions, and never passes off what is made up as a force's real result."""

import csv
import io
import json

import pytest

from planreview.errors import RoundFileInvalid
from planreview.force import read_forces
from planreview.overview import Overview, overview_of, read_decisions
from planreview.publishing.overviews import as_csv, as_html, as_json
from planreview.round import read_round
from planreview.submission import SubmissionState
from tests.conftest import ROOT, ROUND
from tests.core.samples import a_submission

ROUND_2017 = read_round(ROUND)
FORCES = read_forces((ROOT / "rounds/forces.toml").read_text("utf-8"))
ALL_IN_PLACE = ", ".join(f'{criterion.id} = "in_place"' for criterion in ROUND_2017.criteria)


def of_2017() -> Overview:
    source = (ROOT / "rounds/apsp-2017-decisions.toml").read_text("utf-8")
    return read_decisions(source, ROUND_2017, FORCES)


def test_the_round_of_2017_gives_the_published_numbers_of_forces_in_each_band() -> None:
    found = of_2017()

    assert [found.bands()[band.id] for band in ROUND_2017.bands] == [2, 15, 15, 11]
    assert len(found.outcomes) == 43
    assert found.undecided == ()


def test_only_what_has_a_source_passes_as_a_forces_result() -> None:
    known = {one.force_id: one for one in of_2017().outcomes if not one.illustrative}

    assert sorted(known) == [
        "cambridgeshire", "cheshire", "derbyshire", "leicestershire", "merseyside", "staffordshire",
    ]  # fmt: skip
    assert all(one.source for one in known.values())
    assert all(len(one.illustrative) == 4 for one in of_2017().outcomes if one.force_id not in known)


def test_the_page_marks_what_is_made_up_in_every_cell_and_says_so_at_the_top() -> None:
    page = as_html(of_2017(), ROUND_2017)

    assert "They are nobody&#x27;s real result" in page
    assert page.count("(illustrative)") == 37 * 5
    assert '<th scope="row">Kent Police</th>' in page
    assert page.count("<caption>") == 3


def test_the_spreadsheet_has_a_line_for_each_force_and_criterion() -> None:
    lines = list(csv.DictReader(io.StringIO(as_csv(of_2017(), ROUND_2017), newline="")))

    assert len(lines) == 43 * 4
    assert lines[8] == {
        "force": "cambridgeshire",
        "band": "started",
        "criterion": "national_strategy",
        "status": "in_place",
        "illustrative": "no",
        "source": "HMICFRS, letter to the chief constable, 2 October 2017",
    }


def test_the_json_counts_what_it_lists() -> None:
    found = json.loads(as_json(of_2017(), ROUND_2017))

    assert found["bands"] == {"all_in_place": 2, "started": 15, "not_started": 15, "insufficient": 11}
    assert {sum(counts.values()) for counts in found["criteria"].values()} == {43}


def test_forces_without_a_decision_are_named() -> None:
    one = f'[[decisions]]\nforce = "kent"\nstatuses = {{ {ALL_IN_PLACE} }}'

    found = read_decisions(one, ROUND_2017, FORCES)

    assert (found.bands()["all_in_place"], len(found.undecided)) == (1, 42)
    assert "Not yet decided: Avon and Somerset Constabulary, " in as_html(found, ROUND_2017)


def given(force: str, statuses: str) -> str:
    return f'[[decisions]]\nforce = "{force}"\nstatuses = {{ {statuses} }}\n'


@pytest.mark.parametrize(
    ("source", "fault"),
    [
        ("", "decisions: is missing"),
        (given("atlantis", ALL_IN_PLACE), "decisions of atlantis: there is no such force"),
        (given("kent", ""), "decisions of kent: it_monitoring is not decided"),
        (given("kent", f'{ALL_IN_PLACE}, parking = "planned"'), "decisions of kent: parking is no criterion"),
        (given("kent", ALL_IN_PLACE) * 2, "decisions of kent: are there twice"),
    ],
)
def test_a_fault_in_a_file_of_decisions_is_named_with_its_place(source: str, fault: str) -> None:
    with pytest.raises(RoundFileInvalid) as refused:
        read_decisions(source, ROUND_2017, FORCES)

    assert fault in refused.value.faults


def test_a_force_of_which_nothing_arrived_is_not_one_that_is_still_to_be_decided() -> None:
    states = {"kent": SubmissionState.MISSING, "surrey": SubmissionState.DUE}

    found = overview_of(ROUND_2017, [a_submission(force, state=state) for force, state in states.items()], {})

    assert (found.undecided, found.missing) == (("Surrey Police",), ("Kent Police",))
    assert "Not yet decided: Surrey Police. Nothing arrived in time from: Kent Police." in as_html(found, ROUND_2017)
