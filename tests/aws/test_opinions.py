"""A round is opened with the weights of its second opinion, and keeps those."""

import hashlib

import pytest

from local.stack import Stack
from planreview.aws import opinions, records, rounds
from planreview.errors import OpinionInvalid
from planreview.revising import Revision
from tests.conftest import ROOT, ROUND, forces, london

ROUND_ID = "apsp-2017"
AT = london("2017-05-20 12:00")
WEIGHTS = (ROOT / "rounds/apsp-2017.opinion.xz").read_bytes()
ASKED = forces("bedfordshire", "cumbria", "durham", "gwent", "kent", "norfolk", "surrey")
NEXT = ROUND.replace("version = 2", "version = 3")


def revised(source: str) -> Revision:
    revision = rounds.revision_of(source, ASKED, WEIGHTS, at=AT)
    assert revision is not None
    return revision


def test_another_second_opinion_is_a_new_version_of_the_rules(stack: Stack) -> None:
    assert revised(ROUND).refusals == (
        "the rules or the second opinion have changed; give them a higher version than 2",
    )
    assert revised(NEXT).refusals == ()


def test_an_open_round_names_its_weights_by_their_hash_and_finds_them(stack: Stack) -> None:
    rounds.apply_revision(revised(NEXT), NEXT, ASKED, WEIGHTS, at=AT)

    files = records.opened(ROUND_ID)
    assert files.opinion_sha256 == hashlib.sha256(WEIGHTS).hexdigest()
    assert opinions.of(files) is opinions.of(files) is not None


def test_a_round_without_one_has_none(stack: Stack) -> None:
    assert opinions.of(records.opened(ROUND_ID)) is None


def test_a_round_is_not_opened_with_the_weights_of_another(stack: Stack) -> None:
    other = ROUND.replace('id = "apsp-2017"', 'id = "apsp-2018"', 1)

    with pytest.raises(OpinionInvalid, match="train it anew"):
        rounds.open_round(other, ASKED, WEIGHTS, at=AT)

    assert records.round_files("apsp-2018") is None
