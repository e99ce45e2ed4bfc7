"""What a file is, told by its content."""

import io
import re
import zipfile
from enum import Enum
from pathlib import PurePosixPath

from planreview.text import Caution

ACCEPTED = "PDF, Word (.docx) and plain text"

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(Enum):
    """A kind of file: its media type, how a sentence names it, and the usual endings of its name."""

    PDF = ("application/pdf", "a PDF", (".pdf",))
    DOCX = (WORD, "a Word document", (".docx", ".docm", ".dotx"))
    TEXT = ("text/plain", "plain text", (".txt", ".text", ".md", ".csv", ".log"))
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "an Excel workbook",
        (".xlsx", ".xlsm"),
    )
    PPTX = ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "a set of slides", (".pptx",))
    ODF = ("application/vnd.oasis.opendocument", "an OpenDocument file", (".odt", ".ods", ".odp"))
    ZIP = ("application/zip", "a zip archive", (".zip",))
    DOC = ("application/msword", "a Word document of the old kind (.doc)", (".doc",))
    XLS = ("application/vnd.ms-excel", "an Excel workbook of the old kind (.xls)", (".xls",))
    PPT = ("application/vnd.ms-powerpoint", "a set of slides of the old kind (.ppt)", (".ppt",))
    MSG = ("application/vnd.ms-outlook", "an Outlook message", (".msg",))
    OLE = ("application/x-ole-storage", "an Office file of an old kind", ())
    ENCRYPTED_OFFICE = ("application/x-ole-storage", "a protected Office document", (".docx", ".xlsx", ".pptx"))
    RTF = ("application/rtf", "a rich text document", (".rtf",))
    HTML = ("text/html", "a web page", (".html", ".htm"))
    EMAIL = ("message/rfc822", "an e-mail message", (".eml",))
    IMAGE = ("image/*", "a picture or a scan", (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".gif", ".bmp"))
    EMPTY = ("application/x-empty", "empty", ())
    UNKNOWN = ("application/octet-stream", "of a kind that is not known here", ())

    def __init__(self, media_type: str, named: str, endings: tuple[str, ...]) -> None:
        self.media_type, self.named, self.endings = media_type, named, endings


_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"GIF87a", b"GIF89a", b"BM")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
    ("__substg1.0_", Kind.MSG),
)
_ZIPPED = (("word/document.xml", Kind.DOCX), ("xl/workbook", Kind.XLSX), ("ppt/presentation", Kind.PPTX))
_MAIL_HEADER = re.compile(rb"(?im)^(received|message-id|mime-version|return-path|delivered-to): ")
_HEAD = 4_096
"""Bytes in which a mark of the kind is looked for. PDF readers accept its mark anywhere in the first 1,024."""


def kind_of(content: bytes) -> Kind:
    """The kind of a file; UNKNOWN for binary content of no kind listed here."""
    head = content[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if head.startswith(_OLE):
        names = ((name.encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS)
        return next((kind for name, kind in names if name in content), Kind.OLE)
    if head.startswith(_IMAGES):
        return Kind.IMAGE
    if head.startswith(b"{\\rtf"):
        return Kind.RTF
    return _text(content, head)


def mismatch(kind: Kind, name: str) -> tuple[Caution, ...]:
    """A caution where a name's ending promises another kind than the content is."""
    ending = PurePosixPath(name).suffix.lower()
    promised = next((other for other in Kind if ending and ending in other.endings), kind)
    if ending in kind.endings or promised is kind:
        return ()
    return (Caution(code="wrong_ending", message=f"The name ends in {ending}, but the file is {kind.named}."),)


def _zipped(content: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        # Cut off, so its list of members is gone; the members themselves are still named one by one.
        names = [mark for mark, _ in _ZIPPED if mark.encode() in content]
    for mark, kind in _ZIPPED:
        if any(name.startswith(mark) for name in names):
            return kind
    return Kind.ODF if "mimetype" in names and "content.xml" in names else Kind.ZIP


def _text(content: bytes, head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Kind.HTML
    if len({found.lower() for found in _MAIL_HEADER.findall(head)}) > 1:
        return Kind.EMAIL
    if not content.strip(b"\xef\xbb\xbf \t\r\n\f\x00"):
        return Kind.EMPTY
    return Kind.TEXT if _is_text(content) else Kind.UNKNOWN


def _is_text(content: bytes) -> bool:
    """UTF-16 with its mark, or bytes of which at most one in a hundred, or a stray one, is a control character."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if b"\x00" in content:
        return False
    sample = content[: 64 * _HEAD]
    control = sum(byte < 32 and byte not in b"\t\n\f\r" for byte in sample)
    return control <= max(1, len(sample) // 100)
