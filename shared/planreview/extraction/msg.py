"""Outlook messages (.msg): their headers and words, and each attachment as a document of its own.

A message attached to another is handed on as an e-mail (.eml), since it is no file of its own in there. Times are in
UTC, as Outlook stores them.
"""

from collections.abc import Iterator
from email import message_from_string
from email.header import Header
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime

import compressed_rtf

from planreview.errors import Unreadable
from planreview.extraction.eml import encrypted, header, packed_by_outlook, unread
from planreview.extraction.html import decoded
from planreview.extraction.letter import HEADERS, Body, Letter, letter_pages
from planreview.extraction.names import names_listed
from planreview.extraction.outlook import File, Storage
from planreview.extraction.pages import Attachment, Pages
from planreview.text import Caution

DEPTH = 5
"""Messages within messages. Each becomes an e-mail that holds the next, so its bytes are copied once for each."""

_CLASS, _SUBJECT, _HEADERS, _SUBMITTED, _DELIVERED = 0x001A, 0x0037, 0x007D, 0x0039, 0x0E06
_SENDER, _SENDER_ADDRESS, _SENDER_SMTP, _TO, _CC = 0x0C1A, 0x0C1F, 0x5D01, 0x0E04, 0x0E03
_BODY, _HTML, _RTF, _INTERNET_CODE_PAGE = 0x1000, 0x1013, 0x1009, 0x3FDE
_CONTENT, _LONG_NAME, _NAME, _LABEL, _FLAGS = 0x3701, 0x3707, 0x3704, 0x3001, 0x3714
_SHOWN_WITHIN = 0x4  # the flag of a picture that the text shows


def read_msg(content: bytes) -> Pages:
    message = Storage(File(content))
    kind = message.text(_CLASS).upper()
    if "SMIME" in kind and "MULTIPARTSIGNED" not in kind:
        raise encrypted()
    attached = _Attached(message, depth=1)
    documents, pictures = tuple(attached.documents), tuple(attached.pictures)
    return letter_pages(Letter(_headers(message), (_body(message),), documents, pictures, tuple(attached.cautions())))


class _Attached:
    """What is attached to a message; pictures within its text apart."""

    def __init__(self, message: Storage, *, depth: int) -> None:
        if depth > DEPTH:
            raise Unreadable(
                "too_large",
                f"The message nests more than {DEPTH} messages in each other. Please send them by themselves.",
            )
        self.documents: list[Attachment] = []
        self.pictures: list[Attachment] = []
        self.unread: list[str] = []
        for number, attachment in enumerate(message.objects("__attach_version1.0_"), start=1):
            name = attachment.text(_LONG_NAME) or attachment.text(_NAME) or attachment.text(_LABEL)
            content = attachment.binary(_CONTENT)
            inner = attachment.inner(_CONTENT)
            if content is not None:
                shown_within = attachment.number(_FLAGS) & _SHOWN_WITHIN
                (self.pictures if shown_within else self.documents).append(
                    Attachment(name or f"attachment {number}", content)
                )
            elif inner is not None and inner.text(_CLASS):
                subject = inner.text(_SUBJECT).replace("/", "-").strip() or name or "message"
                self.documents.append(Attachment(f"{subject}.eml", _as_eml(inner, depth=depth + 1)))
            else:
                self.unread.append(name or f"attachment {number}")

    def cautions(self) -> Iterator[Caution]:
        if self.unread:
            yield unread(
                f"These attachments are links or embedded objects, and were not read: {names_listed(self.unread)}."
            )
        if any(found.name.lower() == "winmail.dat" for found in self.documents):
            yield packed_by_outlook()


def _headers(message: Storage) -> dict[str, str]:
    """As they were sent, where Outlook kept them; else as it shows them. The date is Outlook's own."""
    sent = message_from_string(message.text(_HEADERS).lstrip("\r\n"))
    address = message.text(_SENDER_SMTP) or message.text(_SENDER_ADDRESS)
    name = message.text(_SENDER)
    date = message.time(_SUBMITTED) or message.time(_DELIVERED)
    shown = {
        "From": f"{name} <{address}>" if "@" in address and address != name else name or address,
        "To": message.text(_TO),
        "Cc": message.text(_CC),
        "Date": format_datetime(date) if date else header(sent, "Date"),
        "Subject": message.text(_SUBJECT),
    }
    addresses = {key: header(sent, key) for key in ("From", "To", "Cc")}
    return {key: addresses.get(key) or " ".join(shown[key].split()) for key in HEADERS}


def _body(message: Storage) -> Body:
    html, packed = message.binary(_HTML), message.binary(_RTF)
    return Body(
        plain=message.text(_BODY),
        html=decoded(html, message.code_page(_INTERNET_CODE_PAGE)) if html else message.text(_HTML),
        rtf=compressed_rtf.decompress(packed) if packed and not html else b"",
    )


def _as_eml(message: Storage, *, depth: int) -> bytes:
    """The same bytes for the same message each time: everything is in base64, so no line of it can be a boundary."""
    mail = MIMEMultipart("mixed", boundary=f"=_message_{depth}")
    for name, value in _headers(message).items():
        if value:
            mail[name] = value if value.isascii() else Header(value, "utf-8").encode()
    body = _body(message)
    forms = MIMEMultipart("alternative", boundary=f"=_body_{depth}")
    for kind, text in (("plain", body.plain), ("html", body.html)):
        if text.strip():
            forms.attach(MIMEText(text.encode("utf-8", "replace").decode(), kind, "utf-8"))
    mail.attach(forms)
    if body.rtf and not (body.plain.strip() or body.html.strip()):
        mail.attach(_part("message.rtf", body.rtf))
    attached = _Attached(message, depth=depth)
    for attachment in (*attached.documents, *attached.pictures):
        mail.attach(_part(attachment.name, attachment.content))
    return mail.as_bytes()


def _part(name: str, content: bytes) -> MIMEApplication:
    part = MIMEApplication(content)
    part.add_header(
        "Content-Disposition", "attachment", filename=("utf-8", "", name.encode("utf-8", "replace").decode())
    )
    return part
