"""The mails that were sent, and what SES would tell of each."""

import json
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.ses.models import RawMessage, ses_backends

from local.aws import client

AT_ONCE = 10
"""Events that EventBridge takes in one request."""

BOUNCES = "bounce@simulator.amazonses.com"
"""Mail to this address of SES's mailbox simulator bounces, here as there."""

AWAY = "ooto@simulator.amazonses.com"
"""Mail to this one arrives, and is answered by an out-of-office reply, of which SES tells as of a bounce."""


@dataclass(frozen=True)
class Mail:
    """A mail as it was handed to SES."""

    message_id: str
    to: str
    subject: str
    text: str
    html: str
    round_id: str
    notice_id: str


class Mailbox:
    """Reads moto's own list of sent mails; `tell` puts SES's events about new ones on the default bus."""

    def __init__(self, region: str, configuration_set: str) -> None:
        self._configuration_set = configuration_set
        self._backend = ses_backends[DEFAULT_ACCOUNT_ID][region]
        self._mails: list[Mail] = []
        self._told = 0

    @property
    def mails(self) -> list[Mail]:
        """All mails so far, in the order in which they were sent."""
        new = self._backend.sent_messages[len(self._mails) :]
        self._mails += [_mail(message) for message in new if isinstance(message, RawMessage)]
        return self._mails

    def tell(self, at: datetime) -> bool:
        """Puts the events of mails not yet told of on the bus; False if there were none."""
        new = self.mails[self._told :]
        events = [event for mail in new for event in _events(mail, self._configuration_set, at)]
        for start in range(0, len(events), AT_ONCE):
            client("events").put_events(Entries=events[start : start + AT_ONCE])
        self._told += len(new)
        return bool(new)


def _mail(message: RawMessage) -> Mail:
    parsed: EmailMessage = message_from_bytes(message.raw_data.encode(), policy=policy.default)
    text, html = parsed.get_body(("plain",)), parsed.get_body(("html",))
    round_id, notice_id = str(parsed["X-Planreview-Notice"]).split("/", 1)
    return Mail(
        message_id=message.id,
        to=str(parsed["To"]),
        subject=str(parsed["Subject"]),
        text=str(text.get_content()) if text else "",
        html=str(html.get_content()) if html else "",
        round_id=round_id,
        notice_id=notice_id,
    )


def _events(mail: Mail, configuration_set: str, at: datetime) -> list[Any]:
    """SES's events about one mail, in the shape that its EventBridge destination has."""
    stamp = f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
    common: dict[str, Any] = {
        "mail": {
            "timestamp": stamp,
            "messageId": mail.message_id,
            "destination": [mail.to],
            "tags": {
                "ses:configuration-set": [configuration_set],
                "round": [mail.round_id],
                "notice": [mail.notice_id],
            },
        }
    }
    told = [("Email Sent", {"eventType": "Send", **common, "send": {}})]
    if mail.to != BOUNCES:
        delivery = {"timestamp": stamp, "recipients": [mail.to], "smtpResponse": "250 OK"}
        told.append(("Email Delivered", {"eventType": "Delivery", **common, "delivery": delivery}))
    if mail.to in (BOUNCES, AWAY):
        told.append(("Email Bounced", {"eventType": "Bounce", **common, "bounce": _bounce(mail.to, stamp)}))
    return [
        {"Source": "aws.ses", "DetailType": type_, "Detail": json.dumps(detail), "Time": at} for type_, detail in told
    ]


def _bounce(to: str, stamp: str) -> dict[str, Any]:
    """What SES says of a mail that bounced for good, or of an out-of-office reply, which has no diagnostic code."""
    type_, recipient = "Transient", {"emailAddress": to}
    if to == BOUNCES:
        type_ = "Permanent"
        recipient |= {"action": "failed", "status": "5.1.1", "diagnosticCode": "550 5.1.1 no such user"}
    return {"bounceType": type_, "bounceSubType": "General", "bouncedRecipients": [recipient], "timestamp": stamp}
