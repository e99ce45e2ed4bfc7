"""A round is opened with what was learned for it, and keeps that."""

import hashlib
import io
import os
from zipfile import ZipFile

import pytest

from local.aws import client
from local.stack import Stack
from planreview.aws import learned, records, rounds
from planreview.document import DocumentState
from planreview.errors import LearnedInvalid
from planreview.revising import Revision
from tests.conftest import ROOT, ROUND, forces, london

ROUND_ID = "apsp-2017"
AT = london("2017-05-20 12:00")
TAUGHT = (ROOT / "rounds/apsp-2017.learned.zip").read_bytes()
ASKED = forces("bedfordshire", "cumbria", "durham", "gwent", "kent", "norfolk", "surrey")
NEXT = ROUND.replace("version = 3", "version = 4")


def revised(source: str) -> Revision:
    revision = rounds.revision_of(source, ASKED, TAUGHT, at=AT)
    assert revision is not None
    return revision


def test_an_open_round_keeps_what_was_learned_until_its_rules_have_a_higher_version(stack: Stack) -> None:
    same = revised(ROUND)

    assert (same.is_empty, same.refusals, len(same.notes)) == (True, (), 1)
    assert revised(NEXT).changes[-1] == "what was learned from examples proposes too from now on"


def test_what_was_learned_for_other_rules_is_refused_before_anything_is_stored(stack: Stack) -> None:
    other = NEXT.replace('"kicked off"', '"kicked off", "ahoy"')

    with pytest.raises(LearnedInvalid, match="learn it anew"):
        rounds.revision_of(other, ASKED, TAUGHT, at=AT)


def test_a_plan_waits_while_the_file_is_damaged_or_gone(stack: Stack) -> None:
    """It is not judged by the rules alone: an inspector could not tell that half of the judge was missing."""
    file = io.BytesIO(TAUGHT)
    with ZipFile(file, "a") as archive:
        archive.comment = b"a file that no other test has loaded"
    rounds.apply_revision(revised(NEXT), NEXT, ASKED, file.getvalue(), at=AT)
    key = f"{ROUND_ID}/learned/{records.opened(ROUND_ID).learned_sha256}.zip"
    client("s3").put_object(Bucket=os.environ["TEXTS_BUCKET"], Key=key, Body=TAUGHT[:1000])

    stack.upload(ROUND_ID, "kent", "plan.txt", b"Monitoring of our IT systems has begun.")
    stack.settle()

    assert records.proposal(ROUND_ID, "kent") is None
    assert {one.function for one in stack.failures} == {"AssessFunction"}
    [document] = records.documents(ROUND_ID, "kent")
    assert document.state is DocumentState.READ


def test_an_open_round_names_its_file_by_its_hash_and_finds_them(stack: Stack) -> None:
    rounds.apply_revision(revised(NEXT), NEXT, ASKED, TAUGHT, at=AT)

    files = records.opened(ROUND_ID)
    assert files.learned_sha256 == hashlib.sha256(TAUGHT).hexdigest()
    assert learned.of(files) is learned.of(files) is not None


def test_a_round_for_which_nothing_was_learned_has_none(stack: Stack) -> None:
    assert learned.of(records.opened(ROUND_ID)) is None


def test_a_round_is_not_opened_with_what_was_learned_for_another(stack: Stack) -> None:
    other = ROUND.replace('id = "apsp-2017"', 'id = "apsp-2018"', 1)

    with pytest.raises(LearnedInvalid, match="learn it anew"):
        rounds.open_round(other, ASKED, TAUGHT, at=AT)

    assert records.round_files("apsp-2018") is None
