"""What AWS hands to the functions, as values of the core."""

import json
from datetime import datetime
from typing import Any

from aws_lambda_powertools.utilities.data_classes import SQSRecord
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from planreview.aws import items
from planreview.delivery import Report
from planreview.document import Upload
from planreview.errors import Unattributable
from planreview.event import Announcement, Event, EventType
from planreview.notice import Notice, NoticeState

_STATES = {
    "Send": NoticeState.SENT,
    "Delivery": NoticeState.DELIVERED,
    "Bounce": NoticeState.BOUNCED,
    "Complaint": NoticeState.COMPLAINED,
    "Reject": NoticeState.REFUSED,
    "Rendering Failure": NoticeState.REFUSED,
}


def upload(record: SQSRecord) -> Upload | None:
    """The upload of an EventBridge `Object Created` event. Its key is plain there, not URL-encoded.

    None for a folder: S3 knows none, and its console makes an empty object in place of one.
    """
    event = json.loads(record.body)
    thing = event["detail"]["object"]
    if thing["key"].endswith("/") and not thing["size"]:
        return None
    return Upload(
        bucket=event["detail"]["bucket"]["name"],
        key=thing["key"],
        version_id=thing["version-id"],
        completed_at=datetime.fromisoformat(event["time"]),
    )


def announcement(record: SQSRecord) -> Announcement:
    return Announcement.model_validate(json.loads(record.body)["detail"])


def reading_wanted(record: SQSRecord) -> Announcement | None:
    """A document that was received, or on which the scan for malware has given its verdict; None for one of no force.

    The verdict itself is not taken from the event: the tag that the scan leaves says it, whichever event comes first.
    """
    event = json.loads(record.body)
    if event["source"] != "aws.guardduty":
        return announcement(record)
    thing = event["detail"]["s3ObjectDetails"]
    upload_ = Upload(
        bucket=thing["bucketName"],
        key=thing["objectKey"],
        version_id=thing["versionId"],
        completed_at=datetime.fromisoformat(event["time"]),
    )
    try:
        round_id, force_id, _ = upload_.parts()
    except Unattributable:
        return None
    return Announcement(
        type=EventType.DOCUMENT_RECEIVED, round_id=round_id, force_id=force_id, document_id=upload_.document_id
    )


def scanned(record: SQSRecord) -> tuple[Announcement, str | None]:
    """A document whose pages wait to be recognised; and where Textract tells that it is done with one, its job's id.

    Textract's word comes by way of SNS, as it was published. It names the object and, as its tag, the document.
    """
    event = json.loads(record.body)
    if "JobId" not in event:
        return announcement(record), None
    round_id, force_id, _ = event["DocumentLocation"]["S3ObjectName"].split("/", 2)
    told = Announcement(
        type=EventType.DOCUMENT_SCANNED, round_id=round_id, force_id=force_id, document_id=event["JobTag"]
    )
    return told, event["JobId"]


def announcement_or_report(record: SQSRecord) -> Announcement | Report | None:
    """A queued notice, or what SES tells of one; None for mail of others and for news that changes nothing."""
    event = json.loads(record.body)
    return _report(event["detail"]) if event["source"] == "aws.ses" else announcement(record)


def _report(detail: dict[str, Any]) -> Report | None:
    tags, state = detail["mail"].get("tags", {}), _state(detail)
    if state is None or "notice" not in tags:
        return None
    return Report(
        round_id=tags["round"][0],
        notice_id=tags["notice"][0],
        state=state,
        message_id=detail["mail"]["messageId"],
        why=_why(detail),
    )


def _state(detail: dict[str, Any]) -> NoticeState | None:
    if detail["eventType"] == "Bounce" and detail["bounce"]["bounceType"] == "Transient":
        return NoticeState.RETURNED
    return _STATES.get(detail["eventType"])


def _why(detail: dict[str, Any]) -> str | None:
    match detail["eventType"]:
        case "Bounce":
            recipients = detail["bounce"].get("bouncedRecipients") or [{}]
            said = recipients[0].get("diagnosticCode", "no diagnostic code")
            return f"{detail['bounce']['bounceType']}/{detail['bounce']['bounceSubType']}: {said}"
        case "Complaint":
            return f"complaint: {detail['complaint'].get('complaintFeedbackType') or 'no type given'}"
        case "Reject":
            return f"rejected: {detail['reject']['reason']}"
        case "Rendering Failure":
            return f"rendering failed: {detail['failure']['errorMessage']}"
        case _:
            return None


def outbox_entry(record: DynamoDBRecord) -> Event | Notice:
    """The event or notice that was written to the table, from the stream's picture of it."""
    values = record.dynamodb.new_image if record.dynamodb else None
    if not values:
        raise ValueError("a stream record without a new image; the table's stream must be NEW_IMAGE")
    if values["sk"].startswith("EVENT#"):
        return items.from_values(Event, values)
    return items.from_values(Notice, values)
