"""Notices as e-mail, through SES."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from botocore.exceptions import ClientError

from planreview.aws import clients, settings
from planreview.errors import SendPostponed, SendRefused
from planreview.message import Message
from planreview.notice import Notice

# A header folded before its first word shows as an empty subject in some mail programs; SES takes lines up to 998.
_POLICY = SMTP.clone(max_line_length=500, cte_type="7bit")

_POSTPONED = frozenset(
    {
        "TooManyRequestsException",
        "LimitExceededException",
        "ThrottlingException",
        "SendingPausedException",
        "ServiceUnavailable",
        "AccountSuspendedException",
        "MailFromDomainNotVerifiedException",
        "NotFoundException",  # of the configuration set
    }
)
_REFUSED = frozenset({"MessageRejected", "BadRequestException"})
_NOT_READY = "not verified"
"""What SES says when it rejects a message since the sender is not verified yet, or in the sandbox the recipient."""


def send(notice: Notice, message: Message) -> str:
    """Sends one notice in one attempt and returns SES's message id.

    The mail is tagged with the notice, so that what SES tells later can be put to it. Raises SendRefused where
    another attempt would be refused again, SendPostponed where SES certainly did not take the mail; any other error
    leaves open whether it did.
    """
    try:
        answer = clients.ses().send_email(
            FromEmailAddress=settings.mail_from(),
            Destination={"ToAddresses": [notice.to]},
            Content={"Raw": {"Data": _mime(notice, message).as_bytes()}},
            ConfigurationSetName=settings.configuration_set(),
            EmailTags=[{"Name": "round", "Value": notice.round_id}, {"Name": "notice", "Value": notice.id}],
        )
    except ClientError as error:
        code, said = error.response["Error"]["Code"], error.response["Error"]["Message"]
        if code in _POSTPONED or (code == "MessageRejected" and _NOT_READY in said):
            raise SendPostponed(f"{code}: {said}") from error
        if code in _REFUSED:
            raise SendRefused(f"{code}: {said}") from error
        raise
    return answer["MessageId"]


def _mime(notice: Notice, message: Message) -> EmailMessage:
    mime = EmailMessage(policy=_POLICY)
    mime["From"] = settings.mail_from()
    mime["To"] = Address(addr_spec=notice.to)
    mime["Subject"] = message.subject
    mime["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office answers, please
    mime["X-Planreview-Notice"] = f"{notice.round_id}/{notice.id}"
    mime.set_content(message.text)
    mime.add_alternative(message.html, subtype="html")
    return mime
