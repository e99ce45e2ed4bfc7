"""E-mails as mail programs send them (RFC 5322 and MIME), and web pages that a browser saved in that form (.mht).

They are parsed by the older of the two manners that Python offers: the newer one raises at headers that are not as
they should be, and those of old mail often are not. Headers are decoded here instead.
"""

import io
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.errors import HeaderParseError
from email.generator import BytesGenerator
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value

from planreview.errors import Unreadable
from planreview.extraction.html import decoded, html_pages
from planreview.extraction.letter import HEADERS, Body, Letter, letter_pages
from planreview.extraction.pages import Attachment, Pages, numbered
from planreview.text import Caution

HEADER = 100_000
"""Characters read of one header. A thousand recipients have some 60,000, and decoding takes time by the square."""

_SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
_WRAPPED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_REPORTS = frozenset({"message/delivery-status", "message/disposition-notification", "text/rfc822-headers"})
_ENCODINGS = frozenset({"base64", "quoted-printable"})
_FRAMES = re.compile(r"<frameset\b", re.IGNORECASE)
_PGP = "-----BEGIN PGP MESSAGE-----"


class _Part(Message):
    """A message or a part of one. An attached message that is encoded, which it should not be, is decoded here.

    The parser would take its code for its headers and words; so it is told that there is no message to go into.
    """

    def get_content_maintype(self) -> str:
        is_encoded = self.get_content_type() == "message/rfc822" and _encoding(self) in _ENCODINGS
        return "application" if is_encoded else super().get_content_maintype()


def read_eml(content: bytes) -> Pages:
    message = message_from_bytes(content, _class=_Part)
    _refuse_wrapped(message)
    reading = _Reading()
    reading.part(message)
    if reading.bodies and all(_PGP in body.plain and not body.html for body in reading.bodies):
        raise encrypted()
    headers = {name: header(message, name) for name in HEADERS}
    return letter_pages(
        Letter(
            headers, tuple(reading.bodies), tuple(reading.attachments), tuple(reading.pictures), tuple(reading.cautions)
        )
    )


def read_mht(content: bytes) -> Pages:
    """The page itself, which is the first that the saved message holds; of a page of frames, what they show.

    Excel saves a workbook of several sheets in frames. The other pages of a page without frames are advertisements.
    """
    parts = (part for part in message_from_bytes(content).walk() if part.get_content_type() == "text/html")
    first, *others = [decoded(_payload(part), _charset(part)) for part in parts] or [""]
    read = [html_pages(source) for source in (others if _FRAMES.search(first) else [first])]
    texts = [text for found, _ in read for text in found]
    cautions = tuple(dict.fromkeys(caution for _, found in read for caution in found))
    if not any(text.strip() for text in texts):
        raise Unreadable("empty", "The web page holds no text. Please send it again.")
    pages = numbered(texts)
    return Pages(pages, len(pages), cautions)


class _Reading:
    """One message while its parts are gathered."""

    def __init__(self) -> None:
        self.bodies: list[Body] = []
        self.attachments: list[Attachment] = []
        self.pictures: list[Attachment] = []
        self.cautions: list[Caution] = []

    def part(self, part: Message) -> None:
        kind = part.get_content_type()
        if kind == "message/rfc822":
            self.attachments += _forwarded(part)
        elif kind == "multipart/alternative":
            self._alternatives(part)
        elif kind == "multipart/encrypted":
            self.cautions.append(unread("A part of the message is encrypted, and was not read."))
        elif part.is_multipart():
            for inner in _parts(part):
                self.part(inner)
        elif _is_text(part):
            self.bodies.append(_body(part))
        elif kind not in _SIGNATURES | _REPORTS:
            self._attached(part)

    def _alternatives(self, part: Message) -> None:
        """The same words in several forms; what is neither plain text nor a web page is read like any other part."""
        plain, html = "", ""
        for inner in _parts(part):
            leaves = list(_leaves(inner))
            texts = [leaf for leaf in leaves if _is_text(leaf)]
            bodies = [_body(leaf) for leaf in texts]
            plain = plain or "\n\n".join(body.plain for body in bodies if body.plain)
            html = html or "".join(body.html for body in bodies)
            for leaf in leaves:
                if leaf not in texts:
                    self.part(leaf)
        self.bodies.append(Body(plain, html))

    def _attached(self, part: Message) -> None:
        content = _payload(part)
        name = _file_name(part)
        if part.get_content_type() == "application/ms-tnef" or name.lower() == "winmail.dat":
            self.cautions.append(packed_by_outlook())
        if not content:
            return
        attachment = Attachment(name or f"attachment {len(self.attachments) + len(self.pictures) + 1}", content)
        is_inline = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        (self.pictures if is_inline else self.attachments).append(attachment)


def header(message: Message, name: str) -> str:
    """A header's words on one line; empty where there is none of the name."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")
    return _decoded_words(raw[:HEADER])


def _decoded_words(raw: str) -> str:
    """Encoded words (RFC 2047) decoded, and bare bytes taken for UTF-8 or else for Windows-1252."""
    raw = _text(raw.encode("utf-8", "surrogateescape"))
    try:
        pieces = decode_header(raw)
    except (HeaderParseError, ValueError):
        return " ".join(raw.split())
    words = (piece if isinstance(piece, str) else _text(piece, charset or "") for piece, charset in pieces)
    return " ".join("".join(words).split())


def _text(content: bytes, charset: str = "") -> str:
    for encoding in (charset, "utf-8"):
        try:
            if encoding:
                return content.decode("cp1252" if encoding.lower() in ("us-ascii", "iso-8859-1") else encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", errors="replace")


def _body(part: Message) -> Body:
    content, charset = _payload(part), _charset(part)
    if part.get_content_type() == "text/html":
        return Body(html=decoded(content, charset))
    text = _text(content, charset).replace("\r\n", "\n")
    return Body(plain=_unflowed(text) if _parameter(part, "format").lower() == "flowed" else text)


def _unflowed(text: str) -> str:
    """Lines that were only broken for transport, which end in a space (RFC 3676), joined again."""
    return re.sub(r"(?m)(?<!^--) \n(?!>)", " ", text)


def _payload(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _parts(part: Message) -> list[Message]:
    payload = part.get_payload()
    return [inner for inner in payload if isinstance(inner, Message)] if isinstance(payload, list) else []


def _leaves(part: Message) -> Iterator[Message]:
    """The parts within a part that hold no others. An attached message is one: what is in it is not this one's."""
    if part.get_content_maintype() == "multipart":
        for inner in _parts(part):
            yield from _leaves(inner)
    else:
        yield part


def _encoding(part: Message) -> str:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower()


def _charset(part: Message) -> str:
    return _parameter(part, "charset")


def _parameter(part: Message, name: str) -> str:
    try:
        value = part.get_param(name, "")
        return collapse_rfc2231_value(value) if value else ""
    except (UnicodeError, ValueError, LookupError, TypeError):
        return ""


def _file_name(part: Message) -> str:
    try:
        return _decoded_words(part.get_filename("") or "")
    except (UnicodeError, ValueError, LookupError, TypeError):
        return ""


def _is_text(part: Message) -> bool:
    """Words of the message itself; a text that is attached to it is a document."""
    is_attached = part.get_content_disposition() == "attachment" or bool(_file_name(part))
    return part.get_content_type() in ("text/plain", "text/html") and not is_attached


def _forwarded(part: Message) -> Iterator[Attachment]:
    if not part.is_multipart():
        content = _decoded_message(part)
        yield Attachment(_titled(message_from_bytes(content)), content)
    for message in _parts(part):
        out = io.BytesIO()
        BytesGenerator(out, mangle_from_=False, maxheaderlen=0).flatten(message)
        yield Attachment(_titled(message), out.getvalue())


def _decoded_message(part: Message) -> bytes:
    """Some programs say base64, and do not encode: a header has a colon, and base64 has none."""
    encoding, content = _encoding(part), _payload(part)
    del part["Content-Transfer-Encoding"]
    written = _payload(part).lstrip()
    return written if encoding == "base64" and b":" in written.partition(b"\n")[0] else content


def _titled(message: Message) -> str:
    return f"{header(message, 'Subject').replace('/', '-') or 'message'}.eml"


def _refuse_wrapped(message: Message) -> None:
    """Raises for a message of which nothing can be read, because all of it is encrypted or wrapped in its signature."""
    kind = message.get_content_type()
    if kind == "multipart/encrypted" or (kind in _WRAPPED and "signed" not in _parameter(message, "smime-type")):
        raise encrypted()
    if kind in _WRAPPED:
        raise Unreadable(
            "unsupported",
            "The message is wrapped in its signature, and cannot be read. Please send it with a clear signature,"
            " or without one.",
        )


def encrypted() -> Unreadable:
    return Unreadable("encrypted", "The message is encrypted. Please send it without encryption.")


def packed_by_outlook() -> Caution:
    return unread(
        "Outlook has packed the attachments of the message into winmail.dat, which cannot be read."
        " Please send them by themselves."
    )


def unread(sentence: str) -> Caution:
    return Caution(code="members_unread", message=sentence)
