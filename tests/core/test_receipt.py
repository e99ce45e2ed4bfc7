from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.arrival import give_receipt
from planreview.document import Upload
from planreview.errors import Unattributable
from planreview.receipt import Receipt
from tests.core.samples import DEADLINE, IN_TIME, a_document, a_round, a_submission, an_upload


def test_a_receipt_says_what_arrived_when_and_by_which_deadline_it_was_judged() -> None:
    upload = an_upload()

    document = give_receipt(upload, a_round(), a_submission(), size=1_234_567, sha256="ab" * 32)

    assert document == a_document()


@given(st.timedeltas(min_value=timedelta(days=-400), max_value=timedelta(days=400)))
def test_the_verdict_can_be_recomputed_from_what_the_receipt_stores(offset: timedelta) -> None:
    receipt = a_document(DEADLINE + offset).receipt

    restored = Receipt.model_validate_json(receipt.model_dump_json())

    assert (restored.on_time, restored.late_by) == (receipt.on_time, receipt.late_by)
    assert restored.on_time == (offset <= timedelta())


def test_two_versions_under_one_key_are_two_documents() -> None:
    first, second = an_upload(version_id="v1"), an_upload(version_id="v2")

    assert first.document_id != second.document_id


def test_the_same_version_told_of_twice_is_one_document() -> None:
    assert an_upload(IN_TIME).document_id == an_upload(DEADLINE).document_id


@pytest.mark.parametrize(
    ("key", "parts"),
    [
        ("plans-2017/kent/plan.pdf", ("plans-2017", "kent", "plan.pdf")),
        ("plans-2017/kent/a+b %2B.pdf", ("plans-2017", "kent", "a+b %2B.pdf")),
        ("plans-2017/kent/folder/plan.pdf", ("plans-2017", "kent", "folder/plan.pdf")),
        ("plans-2017/kent/e\u0301té 🙂.pdf", ("plans-2017", "kent", "e\u0301té 🙂.pdf")),
    ],
)
def test_a_key_names_round_force_and_file_as_it_stands(key: str, parts: tuple[str, str, str]) -> None:
    upload = Upload(bucket="submissions", key=key, version_id="v1", completed_at=IN_TIME)

    assert upload.parts() == parts


@pytest.mark.parametrize("key", ["plan.pdf", "plans-2017/plan.pdf", "plans-2017//plan.pdf", "plans-2017/kent/"])
def test_a_key_of_another_form_is_put_to_no_force(key: str) -> None:
    upload = Upload(bucket="submissions", key=key, version_id="v1", completed_at=IN_TIME)

    with pytest.raises(Unattributable) as refusal:
        upload.parts()

    assert str(refusal.value) == f"the key {key!r} is not of the form round/force/file name"
