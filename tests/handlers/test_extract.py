"""What extract does besides reading: it waits for the scan's verdict, and takes documents out of documents."""

import io
import os
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from local.scanner import EICAR
from local.stack import Stack
from planreview.aws import documents, records
from planreview.document import Document, DocumentState, Reason
from tests.conftest import london
from tests.handlers.conftest import ROUND_ID

Event = Callable[..., dict[str, Any]]


def uploaded(stack: Stack, content: bytes, name: str = "plan.txt") -> None:
    stack.clock.set(london("2017-05-30 12:00"))
    stack.upload(ROUND_ID, "kent", name, content)


def of_kent() -> dict[str, Document]:
    return {document.name: document for document in records.documents(ROUND_ID, "kent")}


def archive(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(f"{name}.txt", content)
    return out.getvalue()


def test_a_document_is_read_when_its_scan_is_done_and_the_receipt_came_first(
    stack: Stack, event: Event, unscanned: Document
) -> None:
    stack.functions["ExtractFunction"](event("extract", unscanned.id))
    waiting = of_kent()["Kent plan.txt"].state

    scanned(stack, unscanned)
    stack.functions["ExtractFunction"](event("extract-scanned", version=unscanned.receipt.version_id))

    assert (waiting, of_kent()["Kent plan.txt"].state) == (DocumentState.RECEIVED, DocumentState.READ)


def test_a_document_is_read_when_its_receipt_is_given_and_the_scan_was_done_first(stack: Stack, event: Event) -> None:
    upload = stack.upload(ROUND_ID, "kent", "Kent plan.txt", b"Monitoring of our IT systems has started.")
    stack.scanner.saw((upload.bucket, upload.key, upload.version_id))
    stack.scanner.tell(stack.clock())
    stack.functions["ExtractFunction"](event("extract-scanned", version=upload.version_id))
    before = of_kent()

    stack.functions["ReceiveFunction"](event("receive", version=upload.version_id))
    stack.functions["ExtractFunction"](event("extract", upload.document_id))

    assert (before, of_kent()["Kent plan.txt"].state) == ({}, DocumentState.READ)


def test_the_verdict_on_an_upload_of_no_force_is_passed_over(stack: Stack, event: Event) -> None:
    lost = event("extract-scanned")
    lost["Records"][0]["body"] = lost["Records"][0]["body"].replace("apsp-2017/kent/Kent plan.txt", "plan.txt")

    assert stack.functions["ExtractFunction"](lost) == {"batchItemFailures": []}


def test_malware_is_not_opened_and_both_force_and_inspector_hear_of_it(stack: Stack) -> None:
    uploaded(stack, b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + EICAR + b"!$H+H*")

    stack.settle()

    assert (of_kent()["plan.txt"].state, of_kent()["plan.txt"].reason) == (DocumentState.UNREADABLE, Reason.INFECTED)
    round_, submission = records.round_(ROUND_ID), records.submission(ROUND_ID, "kent")
    told = {mail.subject.split(":")[0]: mail.to for mail in stack.mailbox.mails}
    assert told["Cannot be read"] == "reviews@kent.police.example"
    assert told["Needs a look"] == round_.inspector(submission.assessor_id).email


def test_what_an_archive_holds_becomes_documents_of_their_own(stack: Stack) -> None:
    content = archive(plan=b"Monitoring of our IT systems has started.", annex=b"")
    uploaded(stack, content, "plans.zip")

    stack.settle()

    found = {name: (document.state, document.pages) for name, document in of_kent().items()}
    assert found == {
        "plans.zip": (DocumentState.READ, 0),
        "plans.zip › plan.txt": (DocumentState.READ, 1),
        "plans.zip › annex.txt": (DocumentState.UNREADABLE, None),
    }
    told = [mail.subject.rsplit(" (", 1)[0] for mail in stack.mailbox.mails if mail.to == "reviews@kent.police.example"]
    assert sorted(told) == ["Cannot be read: plans.zip › annex.txt", "Read: plans.zip", "Received: plans.zip"]
    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    assert [assessed.document for assessed in proposal.assessment.documents] == ["plans.zip › plan.txt"]


def test_the_bytes_of_a_document_inside_another_are_kept_as_they_were_read(stack: Stack) -> None:
    uploaded(stack, archive(plan=b"Monitoring has started."), "plans.zip")
    stack.settle()

    inner = of_kent()["plans.zip › plan.txt"].receipt

    assert inner.bucket == os.environ["TEXTS_BUCKET"]
    assert documents.content(inner) == b"Monitoring has started."
    assert documents.fingerprint(inner.bucket, inner.key, inner.version_id).sha256 == inner.sha256


@pytest.fixture
def unscanned(stack: Stack, event: Event) -> Document:
    upload = stack.upload(ROUND_ID, "kent", "Kent plan.txt", b"Monitoring of our IT systems has started.")
    stack.functions["ReceiveFunction"](event("receive", version=upload.version_id))
    return of_kent()["Kent plan.txt"]


def scanned(stack: Stack, document: Document) -> None:
    stack.scanner.saw((document.receipt.bucket, document.receipt.key, document.receipt.version_id))
    stack.scanner.tell(stack.clock())
