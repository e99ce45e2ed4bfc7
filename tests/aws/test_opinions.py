"""A round is opened with the weights of its second opinion, and keeps those."""

import hashlib
import os

import pytest

from local.aws import client
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


def test_an_open_round_keeps_its_second_opinion_until_its_rules_have_a_higher_version(stack: Stack) -> None:
    same = revised(ROUND)

    assert (same.is_empty, same.refusals, len(same.notes)) == (True, (), 1)
    assert revised(NEXT).changes[-1] == "the second opinion: another, or none"


def test_weights_of_other_rules_are_refused_before_anything_is_stored(stack: Stack) -> None:
    other = NEXT.replace('"kicked off"', '"kicked off", "ahoy"')

    with pytest.raises(OpinionInvalid, match="train it anew"):
        rounds.revision_of(other, ASKED, WEIGHTS, at=AT)


def test_plans_are_assessed_without_it_where_its_weights_are_gone(stack: Stack) -> None:
    rounds.apply_revision(revised(NEXT), NEXT, ASKED, WEIGHTS, at=AT)
    sha256 = records.opened(ROUND_ID).opinion_sha256
    client("s3").delete_object(Bucket=os.environ["TEXTS_BUCKET"], Key=f"{ROUND_ID}/opinion/{sha256}.xz")

    stack.upload(ROUND_ID, "kent", "plan.txt", b"Monitoring of our IT systems has begun.")
    stack.settle()

    assert records.proposal(ROUND_ID, "kent") is not None
    assert (stack.failures, stack.dead_letters()) == ([], {})


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
