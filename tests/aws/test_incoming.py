"""What AWS hands over, in its true shapes, as values."""

import json
from typing import Any

import pytest
from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import incoming
from planreview.delivery import Report
from planreview.notice import NoticeState
from tests.conftest import ROOT, london


def record(name: str) -> SQSRecord:
    return SQSRecord(json.loads((ROOT / f"events/{name}.json").read_text(encoding="utf-8"))["Records"][0])


def told_by_ses(event_type: str, **detail: Any) -> SQSRecord:
    mail = {"messageId": "m1", "tags": {"round": ["apsp-2017"], "notice": ["receipt_kent_d1"]}}
    body = {"source": "aws.ses", "detail": {"eventType": event_type, "mail": mail, **detail}}
    return SQSRecord({"body": json.dumps(body)})


def test_an_upload_is_known_by_its_key_as_it_is_and_the_events_own_time() -> None:
    upload = incoming.upload(record("receive"))

    assert upload
    assert upload.key == "apsp-2017/kent/Kent plan.txt"
    assert upload.completed_at == london("2017-05-31 23:59:59")


@pytest.mark.parametrize(
    ("key", "size", "is_folder"), [("r/kent/", 0, True), ("r/kent/", 9, False), ("r/kent/x", 0, False)]
)
def test_a_folder_that_the_console_makes_is_no_upload(key: str, size: int, is_folder: bool) -> None:
    event = json.loads(record("receive").body)
    event["detail"]["object"] |= {"key": key, "size": size}

    assert (incoming.upload(SQSRecord({"body": json.dumps(event)})) is None) is is_folder


@pytest.mark.parametrize(
    ("told", "state", "why"),
    [
        (told_by_ses("Send"), NoticeState.SENT, None),
        (told_by_ses("Delivery"), NoticeState.DELIVERED, None),
        (
            told_by_ses("Bounce", bounce={"bounceType": "Transient", "bounceSubType": "MailboxFull"}),
            NoticeState.RETURNED,
            "Transient/MailboxFull: no diagnostic code",
        ),
        (
            told_by_ses("Bounce", bounce={"bounceType": "Undetermined", "bounceSubType": "Undetermined"}),
            NoticeState.BOUNCED,
            "Undetermined/Undetermined: no diagnostic code",
        ),
        (told_by_ses("Complaint", complaint={}), NoticeState.COMPLAINED, "complaint: no type given"),
        (told_by_ses("Reject", reject={"reason": "Bad content"}), NoticeState.REFUSED, "rejected: Bad content"),
    ],
)
def test_what_ses_tells_of_a_notice_is_a_report(told: SQSRecord, state: NoticeState, why: str | None) -> None:
    assert incoming.announcement_or_report(told) == Report(
        round_id="apsp-2017", notice_id="receipt_kent_d1", state=state, message_id="m1", why=why
    )


@pytest.mark.parametrize("event_type", ["Open", "Click", "DeliveryDelay"])
def test_news_that_changes_nothing_is_passed_over(event_type: str) -> None:
    assert incoming.announcement_or_report(told_by_ses(event_type)) is None


def test_mail_of_others_is_passed_over() -> None:
    body = {"source": "aws.ses", "detail": {"eventType": "Send", "mail": {"messageId": "m1", "tags": {}}}}

    assert incoming.announcement_or_report(SQSRecord({"body": json.dumps(body)})) is None
