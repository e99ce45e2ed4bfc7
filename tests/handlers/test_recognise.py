"""A scan is recognised by whatever the operator has chosen, once, in whatever order its messages come."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError

from local.aws import client
from local.clock import Clock
from local.stack import Stack
from planreview.aws import documents, records
from planreview.document import Document, DocumentState
from planreview.errors import Conflict
from planreview.recognition import PATIENCE, merged
from planreview.text import Page
from tests.conftest import ROOT, ROUND, forces, london
from tests.handlers.conftest import ROUND_ID
from tests.textract import JOB, Textract, line, page

Event = Callable[..., dict[str, Any]]
DONE: dict[str, list[Any]] = {"batchItemFailures": []}
SCAN = (ROOT / "tests/samples/formats/scan.png").read_bytes()
WORDS = "Monitoring of our IT systems has started."
TEXTRACT, TESSERACT, NONE = (
    pytest.mark.parametrize("stack", [recogniser], indirect=True, ids=[recogniser])
    for recogniser in ("textract", "tesseract", "none")
)


@pytest.fixture
def stack(request: pytest.FixtureRequest) -> Iterator[Stack]:
    with Stack(Clock(london("2017-05-30 12:00")), parameters={"RecogniseWith": request.param}) as running:
        running.open_round(ROUND, forces("kent"))
        yield running


@pytest.fixture
def service(stack: Stack) -> Iterator[Textract]:
    """A Textract that is still at work when it is first asked."""
    with Textract(status="IN_PROGRESS", blocks=page(1, line(WORDS, 0.1, 0.1))) as service:
        yield service


@pytest.fixture
def scanned(stack: Stack, service: Textract) -> Document:
    """A scan for which Textract was asked, and is at work."""
    stack.upload(ROUND_ID, "kent", "scan.png", SCAN)
    stack.settle()
    return the_document()


def the_document() -> Document:
    [document] = records.documents(ROUND_ID, "kent")
    return document


def recorded() -> tuple[Any, ...]:
    """All that is known of the round."""
    return (
        the_document(),
        documents.load_text(ROUND_ID, "kent", the_document().id),
        records.events(ROUND_ID),
        records.notices(ROUND_ID),
    )


def told(stack: Stack) -> list[str]:
    return [mail.subject.split(":")[0] for mail in stack.mailbox.mails]


@TEXTRACT
def test_textract_is_asked_and_its_word_that_it_is_done_has_the_document_read(
    stack: Stack, event: Event, service: Textract, scanned: Document
) -> None:
    service.status = "SUCCEEDED"

    answer = stack.functions["RecogniseFunction"](event("recognise-done", scanned.id))
    stack.settle()

    assert (answer, scanned.state, the_document().state) == (DONE, DocumentState.RECOGNISING, DocumentState.READ)
    assert service.started[0]["DocumentLocation"]["S3Object"]["Version"] == scanned.receipt.version_id
    text = documents.load_text(ROUND_ID, "kent", scanned.id)
    assert text.pages == (Page(number=1, text=WORDS, source="ocr", confidence=100),)
    assert [caution.code for caution in text.warnings] == ["recognised"]
    assert (told(stack), stack.failures) == (["Received", "Being read", "Read"], [])


@TEXTRACT
def test_messages_that_come_again_late_or_in_reverse_order_change_nothing(
    stack: Stack, event: Event, service: Textract, scanned: Document
) -> None:
    service.status = "SUCCEEDED"
    scan, done = event("recognise", scanned.id), event("recognise-done", scanned.id)
    stack.functions["RecogniseFunction"](done)
    before, asked = recorded(), len(service.asked)

    answers = [stack.functions["RecogniseFunction"](message) for message in (done, scan, scan, done)]

    assert (answers, recorded(), len(service.asked)) == ([DONE] * 4, before, asked)


@TEXTRACT
def test_a_scan_that_is_announced_again_while_textract_works_is_the_same_job(
    stack: Stack, event: Event, service: Textract, scanned: Document
) -> None:
    before = recorded()

    stack.functions["RecogniseFunction"](event("recognise", scanned.id))

    assert (recorded(), service.jobs) == (before, {scanned.id: JOB})


@TEXTRACT
def test_a_lost_word_of_textracts_is_mended_by_the_sweep(stack: Stack, service: Textract, scanned: Document) -> None:
    service.status = "SUCCEEDED"
    stack.advance(london("2017-05-30 12:25"))
    meanwhile = the_document().state

    stack.advance(london("2017-05-30 12:35"))

    assert (meanwhile, the_document().state) == (DocumentState.RECOGNISING, DocumentState.READ)
    assert service.jobs == {scanned.id: JOB}
    assert records.unfinished("document", london("2018-01-01")) == []


@TEXTRACT
def test_a_textract_that_takes_no_more_is_asked_again_by_the_sweep(stack: Stack, service: Textract) -> None:
    service.refusal = "LimitExceededException"
    stack.upload(ROUND_ID, "kent", "scan.png", SCAN)
    stack.settle()
    meanwhile = the_document().state
    service.refusal, service.status = None, "SUCCEEDED"

    stack.advance(london("2017-05-30 12:35"))

    assert (meanwhile, the_document().state) == (DocumentState.RECOGNISING, DocumentState.READ)
    assert stack.failures == []


@TEXTRACT
@pytest.mark.parametrize("refusal", [None, "LimitExceededException"], ids=["at work", "busy"])
def test_a_document_that_textract_keeps_waiting_is_for_an_operator_to_look_at(
    stack: Stack, event: Event, service: Textract, scanned: Document, refusal: str | None
) -> None:
    service.refusal = refusal
    scan = event("recognise", scanned.id)

    stack.clock.set(scanned.receipt.received_at + PATIENCE)
    in_time = stack.functions["RecogniseFunction"](scan)
    stack.clock.set(scanned.receipt.received_at + PATIENCE + timedelta(seconds=1))
    with pytest.raises(BatchProcessingError, match="is not recognised 6:00:00 after it came"):
        stack.functions["RecogniseFunction"](scan)

    assert (in_time, the_document().state) == (DONE, DocumentState.RECOGNISING)


@TEXTRACT
def test_a_document_that_waited_too_long_is_read_by_the_sweep_when_the_cause_is_gone(
    stack: Stack, service: Textract, scanned: Document
) -> None:
    stack.advance(london("2017-05-30 18:30"))
    service.status = "SUCCEEDED"

    stack.advance(london("2017-05-30 19:05"))
    stack.advance(london("2017-05-30 20:05"))  # and the message that failed comes back to a document that is read

    assert (the_document().state, len(stack.failures)) == (DocumentState.READ, 1)
    assert (told(stack), stack.dead_letters()) == (["Received", "Being read", "Read"], {})


@TEXTRACT
def test_a_dead_letter_is_redriven_when_the_cause_is_gone(stack: Stack, service: Textract, scanned: Document) -> None:
    for tries in range(6):  # the queue gives it up when it is to be tried for the sixth time
        stack.advance(london("2017-05-30 18:30") + tries * timedelta(minutes=90))
    lost, failed = stack.dead_letters(), len(stack.failures)
    service.status = "SUCCEEDED"

    redrive(stack, "RecogniseDeadLetters", "RecogniseQueue")
    stack.settle()

    assert (lost, stack.dead_letters()) == ({"RecogniseDeadLetters": 1}, {})
    assert (the_document().state, len(stack.failures)) == (DocumentState.READ, failed)


def redrive(stack: Stack, dead_letters: str, queue: str) -> None:
    """What the console of SQS does when it is asked to."""
    [url] = [pump.url for pump in stack.queues if pump.source == queue]
    answer = client("sqs").receive_message(QueueUrl=stack.dead_letter_urls()[dead_letters], MaxNumberOfMessages=10)
    for message in answer["Messages"]:
        client("sqs").send_message(QueueUrl=url, MessageBody=message["Body"])
        client("sqs").delete_message(
            QueueUrl=stack.dead_letter_urls()[dead_letters], ReceiptHandle=message["ReceiptHandle"]
        )


@TEXTRACT
@pytest.mark.parametrize(
    ("status", "refusal", "reason"),
    [("FAILED", None, "illegible"), ("SUCCEEDED", "UnsupportedDocumentException", "unsupported")],
)
def test_a_scan_that_textract_cannot_read_is_unreadable_and_the_force_is_told(
    stack: Stack, service: Textract, status: str, refusal: str | None, reason: str
) -> None:
    service.status, service.refusal = status, refusal
    stack.upload(ROUND_ID, "kent", "scan.png", SCAN)

    stack.settle()

    assert (the_document().state, the_document().reason) == (DocumentState.UNREADABLE, reason)
    assert told(stack) == ["Received", "Being read", "Cannot be read"]


@TEXTRACT
def test_a_run_that_was_stopped_after_saving_the_text_is_finished_without_asking_again(
    stack: Stack, event: Event, service: Textract, scanned: Document
) -> None:
    waiting, etag = documents.load_text_and_etag(ROUND_ID, "kent", scanned.id)
    whole = merged(waiting, [Page(number=1, text=WORDS, source="ocr", confidence=99)])
    documents.replace_text(ROUND_ID, "kent", scanned.id, whole, etag)
    asked = len(service.asked)

    stack.functions["RecogniseFunction"](event("recognise", scanned.id))

    assert (the_document().state, the_document().warnings) == (DocumentState.READ, whole.warnings)
    assert (documents.load_text(ROUND_ID, "kent", scanned.id), len(service.asked)) == (whole, asked)


@TEXTRACT
def test_a_slower_run_that_read_the_scan_too_does_not_take_back_what_was_recognised(
    service: Textract, scanned: Document
) -> None:
    waiting, etag = documents.load_text_and_etag(ROUND_ID, "kent", scanned.id)
    whole = merged(waiting, [Page(number=1, text=WORDS, source="ocr", confidence=99)])
    documents.replace_text(ROUND_ID, "kent", scanned.id, whole, etag)

    kept = documents.keep_text(ROUND_ID, "kent", scanned.id, waiting)  # what extract does last
    with pytest.raises(Conflict):
        documents.replace_text(ROUND_ID, "kent", scanned.id, waiting, etag)  # and recognise

    assert (kept, documents.load_text(ROUND_ID, "kent", scanned.id)) == (whole, whole)


@TESSERACT
def test_a_scan_is_recognised_on_this_machine_and_assessed(stack: Stack) -> None:
    stack.upload(ROUND_ID, "kent", "scan.png", SCAN)

    stack.settle()

    [read] = documents.load_text(ROUND_ID, "kent", the_document().id).pages
    assert "Cover all terminals | Head of ICT | 31/12/2017 | In progress" in read.text.splitlines()
    assert told(stack) == ["Received", "Being read", "Read"]
    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    assert (proposal.revision, stack.failures) == (1, [])


@NONE
def test_a_scan_is_refused_where_recognising_is_switched_off(stack: Stack) -> None:
    stack.upload(ROUND_ID, "kent", "scan.png", SCAN)

    stack.settle()

    assert (the_document().state, the_document().reason) == (DocumentState.UNREADABLE, "unsupported")
    assert told(stack) == ["Received", "Being read", "Cannot be read"]
