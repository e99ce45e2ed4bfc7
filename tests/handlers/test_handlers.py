"""Each handler, alone, is fed the sample event of its own in `events/`."""

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders

from local.aws import client
from local.stack import Stack
from planreview.assessment import assess
from planreview.aws import clients, documents, records, rounds, settings
from planreview.change import Change, Move
from planreview.decision import Decision
from planreview.document import Document, DocumentState
from planreview.finding import Status
from planreview.findings.learned import Learned
from planreview.notice import NoticeState
from planreview.round import read_round
from planreview.submission import SubmissionState
from tests.conftest import ROOT, ROUND, london
from tests.handlers.conftest import ROUND_ID

Event = Callable[..., dict[str, Any]]
DONE: dict[str, list[Any]] = {"batchItemFailures": []}


def on_bus(stack: Stack, queue: str) -> int:
    """How many messages wait in a worker's queue."""
    [url] = [pump.url for pump in stack.queues if pump.source == queue]
    answer = client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
    return int(answer["Attributes"]["ApproximateNumberOfMessages"])


def test_there_is_a_sample_event_for_each_function(stack: Stack) -> None:
    functions = {name.removesuffix("Function").lower() for name in stack.functions}

    more = {"extract-scanned", "recognise-done", "notify-delivered", "notify-returned", "notify-bounced"}
    assert {path.stem for path in (ROOT / "events").glob("*.json")} == functions | more


def test_receive_gives_a_receipt_judged_by_the_events_own_time(received: Document) -> None:
    receipt = received.receipt

    assert (receipt.name, receipt.size, receipt.on_time) == ("Kent plan.txt", 41, True)
    assert receipt.received_at == london("2017-05-31 23:59:59")
    assert receipt.sha256 == hashlib.sha256(b"Monitoring of our IT systems has started.").hexdigest()
    assert records.submission(ROUND_ID, "kent").state is SubmissionState.RECEIVED


def test_an_upload_for_a_round_that_is_not_open_waits_until_it_is(
    stack: Stack, event: Event, received: Document
) -> None:
    early = json.loads(json.dumps(event("receive")).replace(f"{ROUND_ID}/kent", "apsp-2018/kent"))

    with pytest.raises(BatchProcessingError, match="no round 'apsp-2018' is open"):
        stack.functions["ReceiveFunction"](early)

    assert records.strays() == []


def test_relay_announces_and_then_waits_no_more(stack: Stack, event: Event, received: Document) -> None:
    before = on_bus(stack, "ExtractQueue")

    answer = stack.functions["RelayFunction"](event("relay", received.id))

    assert (answer, on_bus(stack, "ExtractQueue") - before) == (DONE, 1)
    waiting = records.unfinished("event", london("2018-01-01"))
    assert f"DocumentReceived_{received.id}" not in [record.id for record in waiting]


def test_extract_reads_the_document_and_keeps_its_text(stack: Stack, event: Event, received: Document) -> None:
    answer = stack.functions["ExtractFunction"](event("extract", received.id))

    [document] = records.documents(ROUND_ID, "kent")
    assert (answer, document.state, document.pages) == (DONE, DocumentState.READ, 1)
    text = documents.load_text(ROUND_ID, "kent", received.id)
    assert text.pages[0].text == "Monitoring of our IT systems has started."
    assert text.sha256 == received.receipt.sha256


def test_assess_proposes_findings_with_quotes(stack: Stack, event: Event, received: Document) -> None:
    stack.functions["ExtractFunction"](event("extract", received.id))

    answer = stack.functions["AssessFunction"](event("assess", received.id))

    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    statuses = {finding.criterion: finding.status for finding in proposal.assessment.findings}
    assert (answer, statuses["it_monitoring"]) == (DONE, "commenced")
    assert records.unfinished("document", london("2018-01-01")) == []


def test_assess_knows_whose_plan_it_reads_however_often_others_are_named(stack: Stack) -> None:
    said = (
        b"Kent Police has reviewed the capability and capacity of its counter-corruption unit. Surrey Police visited us"
        b" in May. Surrey Police then wrote to us."
    )
    stack.clock.set(london("2017-05-31 12:00:00"))
    stack.upload(ROUND_ID, "kent", "plan.txt", said)

    stack.settle()

    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    [review] = [finding for finding in proposal.assessment.findings if finding.criterion == "ccu_review"]
    assert review.status is Status.IN_PLACE


def test_assess_asks_what_was_learned_where_the_round_has_it(stack: Stack, event: Event, received: Document) -> None:
    asked, source = records.opened(ROUND_ID).forces_source, ROUND.replace("version = 3", "version = 4")
    taught = (ROOT / "rounds/apsp-2017.learned.zip").read_bytes()
    revision = rounds.revision_of(source, asked, taught, at=stack.clock())
    assert revision is not None
    rounds.apply_revision(revision, source, asked, taught, at=stack.clock())
    stack.functions["ExtractFunction"](event("extract", received.id))

    answer = stack.functions["AssessFunction"](event("assess", received.id))

    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    text, judged_by = documents.load_text(ROUND_ID, "kent", received.id), read_round(source)
    expected = assess(judged_by, [text], Learned(taught, judged_by), names=("Kent Police",))
    assert (answer, proposal.assessment) == (DONE, expected)


def test_notify_sends_the_notice_once(stack: Stack, event: Event, received: Document) -> None:
    answers = [stack.functions["NotifyFunction"](event("notify", received.id)) for _ in range(2)]

    [notice] = records.notices(ROUND_ID)
    assert (answers, notice.state, notice.attempts) == ([DONE, DONE], NoticeState.SENT, 1)
    [mail] = stack.mailbox.mails
    assert (mail.to, mail.message_id) == ("reviews@kent.police.example", notice.message_id)


def test_notify_notes_a_bounce_and_tells_the_lead(stack: Stack, event: Event, received: Document) -> None:
    stack.functions["NotifyFunction"](event("notify", received.id))

    for _ in range(2):
        stack.functions["NotifyFunction"](event("notify-bounced", received.id))

    states = {notice.kind: (notice.state, notice.why) for notice in records.notices(ROUND_ID)}
    assert states == {
        "receipt": (NoticeState.BOUNCED, "Permanent/General: smtp; 550 5.1.1 user unknown"),
        "undelivered": (NoticeState.QUEUED, None),
    }


@pytest.mark.parametrize(
    ("told", "states"),
    [
        (
            ["notify-returned"],
            {
                "receipt": (NoticeState.RETURNED, "Transient/General: no diagnostic code"),
                "undelivered": (NoticeState.QUEUED, None),
            },
        ),
        (["notify-delivered", "notify-returned"], {"receipt": (NoticeState.DELIVERED, None)}),
        (
            ["notify-returned", "notify-delivered"],
            {
                "receipt": (NoticeState.DELIVERED, "Transient/General: no diagnostic code"),
                "undelivered": (NoticeState.QUEUED, None),
            },
        ),
    ],
)
def test_notify_notes_a_bounce_for_the_time_being_only_where_nothing_was_delivered(
    stack: Stack, event: Event, received: Document, told: list[str], states: dict[str, Any]
) -> None:
    stack.functions["NotifyFunction"](event("notify", received.id))

    for name in (name for name in told for _ in range(2)):
        stack.functions["NotifyFunction"](event(name, received.id))

    assert {notice.kind: (notice.state, notice.why) for notice in records.notices(ROUND_ID)} == states


def test_notify_withdraws_word_of_a_notice_that_has_arrived_since(
    stack: Stack, event: Event, received: Document
) -> None:
    for name in ("notify", "notify-returned", "notify-delivered"):
        stack.functions["NotifyFunction"](event(name, received.id))

    stack.settle()

    states = {(notice.kind, notice.state) for notice in records.notices(ROUND_ID)}
    assert states >= {("receipt", NoticeState.DELIVERED), ("undelivered", NoticeState.WITHDRAWN)}
    assert not [mail for mail in stack.mailbox.mails if "did not reach" in mail.subject]


def test_deadlines_does_what_is_due(stack: Stack, event: Event, received: Document) -> None:
    stack.clock.set(london("2017-06-01 00:05"))

    stack.functions["DeadlinesFunction"](event("deadlines"))

    states = {submission.force_id: submission.state for submission in records.submissions(ROUND_ID)}
    assert states.pop("kent") is SubmissionState.DUE
    assert set(states.values()) == {SubmissionState.MISSING}


def test_deadlines_announces_again_what_has_waited_too_long(stack: Stack, event: Event, received: Document) -> None:
    stack.clock.set(london("2017-06-01 00:45"))  # nothing was relayed for three quarters of an hour

    stack.functions["DeadlinesFunction"](event("deadlines"))

    assert on_bus(stack, "ExtractQueue") >= 1
    assert on_bus(stack, "NotifyQueue") >= 1


def refusing(code: str, said: str = "not today") -> Callable[..., Any]:
    """A stand-in for SES that answers each mail with an error, before anything is sent."""

    def refuse(**_: Any) -> Any:
        headers = HTTPHeaders()
        headers["x-amzn-errortype"] = code
        response = AWSResponse("", 400, headers, io.BytesIO())
        vars(response)["_content"] = json.dumps({"message": said}).encode()
        return response

    return refuse


def test_a_mail_that_ses_refuses_is_not_tried_again_and_told_to_the_lead(
    stack: Stack, event: Event, received: Document
) -> None:
    clients.ses().meta.events.register_first("before-send", refusing("MessageRejected"))

    answer = stack.functions["NotifyFunction"](event("notify", received.id))

    states = {notice.kind: notice.state for notice in records.notices(ROUND_ID)}
    assert answer == DONE
    assert states == {"receipt": NoticeState.REFUSED, "undelivered": NoticeState.QUEUED}


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("TooManyRequestsException", "not today"),
        ("MailFromDomainNotVerifiedException", "not today"),
        ("MessageRejected", "Email address is not verified. The following identities failed the check in region X: Y"),
    ],
)
def test_a_mail_that_ses_puts_off_is_tried_again(
    stack: Stack, event: Event, received: Document, code: str, said: str
) -> None:
    refuse = refusing(code, said)
    clients.ses().meta.events.register_first("before-send", refuse)
    with pytest.raises(BatchProcessingError, match=f"SendPostponed: {code}: {said[:9]}"):
        stack.functions["NotifyFunction"](event("notify", received.id))
    clients.ses().meta.events.unregister("before-send", refuse)

    answer = stack.functions["NotifyFunction"](event("notify", received.id))

    [notice] = records.notices(ROUND_ID)
    assert (answer, notice.state, notice.attempts) == (DONE, NoticeState.SENT, 2)


def test_publish_drafts_the_letter_of_what_is_signed_off_and_twice_makes_the_same(stack: Stack, event: Event) -> None:
    submission = records.submission(ROUND_ID, "kent")
    final = submission.model_copy(update={"state": SubmissionState.SIGNED_OFF})
    decisions = tuple(
        Decision(
            round_id=ROUND_ID,
            force_id="kent",
            criterion=criterion.id,
            revision=1,
            status=Status.COMMENCED,
            by="a-hartley",
            at=london("2017-06-12 09:00"),
        )
        for criterion in records.round_(ROUND_ID).criteria
    )
    records.apply(Change(new=decisions, moves=(Move(submission, final),)))

    answers = [stack.functions["PublishFunction"](event("publish")) for _ in range(2)]

    assert answers == [DONE, DONE]
    s3, bucket = clients.s3(), settings.published_bucket()
    versions = s3.list_object_versions(Bucket=bucket, Prefix=f"{ROUND_ID}/letters/kent.html")["Versions"]
    letters = {s3.get_object(Bucket=bucket, Key=v["Key"], VersionId=v["VersionId"])["Body"].read() for v in versions}
    assert (len(versions), len(letters)) == (2, 1)
    assert b"work on it had already begun" in letters.pop()


def test_publish_drafts_nothing_for_what_was_reopened_meanwhile(stack: Stack, event: Event) -> None:
    assert stack.functions["PublishFunction"](event("publish")) == DONE

    found = clients.s3().list_objects_v2(Bucket=settings.published_bucket())["Contents"]
    assert sorted(one["Key"] for one in found) == [
        f"{ROUND_ID}/overview.{ending}" for ending in ("csv", "html", "json")
    ]
