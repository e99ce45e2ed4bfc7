"""What a file is, told by its content."""

import io
import re
import unicodedata
import zipfile
from enum import Enum
from pathlib import PurePosixPath

from planreview.text import Caution

ACCEPTED = (
    "PDF; Word, Excel and PowerPoint; OpenDocument; rich text, web pages, CSV and plain text; e-mails; zip archives;"
    " scans as PNG, JPEG or TIFF"
)

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Kind(Enum):
    """A kind of file: its media type, how a sentence names it, and the usual endings of its name."""

    PDF = ("application/pdf", "a PDF", (".pdf",))
    DOCX = (WORD, "a Word document", (".docx", ".docm", ".dotx"))
    TEXT = ("text/plain", "plain text", (".txt", ".text", ".md", ".log"))
    CSV = ("text/csv", "a table as text (.csv)", (".csv", ".tsv"))
    XLSX = (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "an Excel workbook",
        (".xlsx", ".xlsm"),
    )
    PPTX = (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "a set of slides",
        (".pptx", ".pptm", ".ppsx"),
    )
    ODT = ("application/vnd.oasis.opendocument.text", "an OpenDocument text", (".odt", ".ott"))
    ODS = ("application/vnd.oasis.opendocument.spreadsheet", "an OpenDocument spreadsheet", (".ods", ".ots"))
    ODP = ("application/vnd.oasis.opendocument.presentation", "a set of OpenDocument slides", (".odp",))
    ZIP = ("application/zip", "a zip archive", (".zip",))
    DOC = ("application/msword", "a Word document of the old kind (.doc)", (".doc",))
    XLS = ("application/vnd.ms-excel", "an Excel workbook of the old kind (.xls)", (".xls",))
    PPT = ("application/vnd.ms-powerpoint", "a set of slides of the old kind (.ppt)", (".ppt",))
    MSG = ("application/vnd.ms-outlook", "an Outlook message", (".msg",))
    OLE = ("application/x-ole-storage", "an Office file of an old kind", ())
    ENCRYPTED_OFFICE = ("application/x-ole-storage", "a protected Office document", (".docx", ".xlsx", ".pptx"))
    RTF = ("application/rtf", "a rich text document", (".rtf",))
    HTML = ("text/html", "a web page", (".html", ".htm"))
    XML = ("application/xml", "an XML file", (".xml",))
    EMAIL = ("message/rfc822", "an e-mail message", (".eml",))
    PNG = ("image/png", "a picture (PNG)", (".png",))
    JPEG = ("image/jpeg", "a picture (JPEG)", (".jpg", ".jpeg"))
    TIFF = ("image/tiff", "a picture (TIFF)", (".tif", ".tiff"))
    PICTURE = ("image/*", "a picture of another kind than PNG, JPEG and TIFF", (".gif", ".bmp", ".webp", ".heic"))
    EMPTY = ("application/x-empty", "empty", ())
    UNKNOWN = ("application/octet-stream", "of a kind that is not known here", ())

    def __init__(self, media_type: str, named: str, endings: tuple[str, ...]) -> None:
        self.media_type, self.named, self.endings = media_type, named, endings


_STARTS = (
    (b"%PDF-", Kind.PDF),
    (b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (b"\xff\xd8\xff", Kind.JPEG),
    (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF),
    (b"GIF87a", Kind.PICTURE),
    (b"GIF89a", Kind.PICTURE),
    (b"{\\rtf", Kind.RTF),
    (b"PK\x05\x06", Kind.ZIP),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("__substg1.0_", Kind.MSG),  # before the others, which can be attached to it
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
)
_OFFICE_LIST = "[Content_Types].xml"
_OFFICE = (("word/", Kind.DOCX), ("xl/", Kind.XLSX), ("ppt/", Kind.PPTX))
_MAIL_HEADER = re.compile(rb"(?im)^(received|message-id|mime-version|return-path|delivered-to): ")
_HEAD = 4_096
"""Bytes in which a mark of the kind is looked for. PDF readers accept its mark anywhere in the first 1,024."""


def kind_of(content: bytes, name: str = "") -> Kind:
    """The kind of a file; UNKNOWN for binary content of no kind listed here.

    Its content says so. The name only tells a table written as text from any other text, which nothing in it can.
    """
    head = content[:_HEAD]
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head.startswith(b"BM") and b"\x00" in head:  # a picture's header has zeros; a text may begin with these letters
        return Kind.PICTURE
    if head.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if head.startswith(_OLE):
        names = ((name.encode("utf-16-le"), kind) for name, kind in _OLE_STREAMS)
        return next((kind for name, kind in names if name in content), Kind.OLE)
    if b"%PDF-" in head[:1024] and b" obj" in content:  # a text may speak of the mark, but holds no objects
        return Kind.PDF
    kind = _text(content, head)
    return Kind.CSV if kind is Kind.TEXT and PurePosixPath(name).suffix.lower() in Kind.CSV.endings else kind


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
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        # Cut off, so its list of members is gone; the members themselves are still named one by one.
        names = [name for name in (_OFFICE_LIST, *(folder for folder, _ in _OFFICE)) if name.encode() in content]
    if _OFFICE_LIST in names:
        for folder, kind in _OFFICE:
            if any(name.startswith(folder) for name in names):
                return kind
    return _open_document(content) if "mimetype" in names and "content.xml" in names else Kind.ZIP


def _open_document(content: bytes) -> Kind:
    """By the member `mimetype`, which stands first in the package and is not compressed."""
    head = content[:_HEAD]
    marks = ((Kind.ODS, b"opendocument.spreadsheet"), (Kind.ODP, b"opendocument.presentation"))
    return next((kind for kind, mark in marks if mark in head), Kind.ODT)


def _text(content: bytes, head: bytes) -> Kind:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return Kind.HTML
    if start.startswith(b"<?xml"):
        return Kind.HTML if b"<html" in start else Kind.XML
    if len({found.lower() for found in _MAIL_HEADER.findall(head)}) > 1:
        return Kind.EMAIL
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\x00"):
        return Kind.EMPTY
    return Kind.TEXT if _is_text(content) else Kind.UNKNOWN


def _is_text(content: bytes) -> bool:
    """UTF-16 with its mark, or bytes of which at most one in a hundred, or a stray one, is a control character."""
    sample = content[: 64 * _HEAD]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        characters = sample.decode("utf-16", errors="replace")
        odd = sum(
            unicodedata.category(character) in ("Cc", "Cn", "Co")
            for character in characters
            if character not in "\t\n\f\r"
        )
        odd += characters.count("\ufffd")
        return odd <= max(1, len(characters) // 100)
    if b"\x00" in content:
        return False
    control = sum(byte < 32 and byte not in b"\t\n\f\r" for byte in sample)
    return control <= max(1, len(sample) // 100)
