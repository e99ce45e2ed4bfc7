"""What a file is, told by its content."""

import io
import lzma
import re
import struct
import unicodedata
import zipfile
import zlib
from enum import Enum
from pathlib import PurePosixPath

import olefile

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
    MHT = ("multipart/related", "a web page with its pictures (.mht)", (".mht", ".mhtml"))
    WORD_2 = ("application/msword", "a Word document of a kind older than Word 6", ())
    WORD_XML = ("application/xml", "a Word document saved as XML", ())
    EXCEL_XML = ("application/xml", "an Excel workbook saved as XML", ())
    FLAT_ODF = ("application/xml", "an OpenDocument file saved as XML", (".fodt", ".fods", ".fodp"))
    XLSB = ("application/vnd.ms-excel.sheet.binary", "a binary Excel workbook (.xlsb)", (".xlsb",))
    VISIO = ("application/vnd.visio", "a Visio drawing", (".vsd", ".vsdx"))
    PUBLISHER = ("application/vnd.ms-publisher", "a Publisher document", (".pub",))
    ONENOTE = ("application/msonenote", "a OneNote section", (".one",))
    OTHER_ODF = ("application/vnd.oasis.opendocument", "an OpenDocument drawing, formula or database", (".odg", ".odf"))
    IWORK = ("application/vnd.apple.iwork", "a document of Pages, Numbers or Keynote", (".pages", ".numbers", ".key"))
    EPUB = ("application/epub+zip", "an electronic book (.epub)", (".epub",))
    XPS = ("application/vnd.ms-xpsdocument", "an XPS document", (".xps", ".oxps"))
    WORDPERFECT = ("application/vnd.wordperfect", "a WordPerfect document", (".wpd",))
    MBOX = ("application/mbox", "a mailbox of several messages", (".mbox",))
    TNEF = ("application/vnd.ms-tnef", "what Outlook packs attachments into (winmail.dat)", ())
    SIGNED = ("application/pkcs7-mime", "a signed or encrypted message (.p7m)", (".p7m",))
    SEVEN_ZIP = ("application/x-7z-compressed", "a 7-Zip archive", (".7z",))
    RAR = ("application/vnd.rar", "a RAR archive", (".rar",))
    TAR = ("application/x-tar", "a tar archive", (".tar",))
    GZIP = ("application/gzip", "a gzip archive", (".gz", ".tgz"))
    BZIP2 = ("application/x-bzip2", "a bzip2 archive", (".bz2",))
    XZ = ("application/x-xz", "an xz archive", (".xz",))
    CABINET = ("application/vnd.ms-cab-compressed", "a cabinet archive", (".cab",))
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
    (b"PK\x07\x08PK\x03\x04", Kind.ZIP),
    (b"\xdb\xa5\x2d\x00", Kind.WORD_2),
    (b"\xffWPC", Kind.WORDPERFECT),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d\xae\xb1\x53\x78\xd0\x29\x96\xd3", Kind.ONENOTE),
    (b"\x78\x9f\x3e\x22", Kind.TNEF),
    (b"7z\xbc\xaf\x27\x1c", Kind.SEVEN_ZIP),
    (b"Rar!\x1a\x07", Kind.RAR),
    (b"\x1f\x8b\x08", Kind.GZIP),
    (b"\xfd7zXZ\x00", Kind.XZ),
    (b"MSCF\x00\x00\x00\x00", Kind.CABINET),
)
_MARKS = (
    (re.compile(rb"BM[^\x00]*\x00"), Kind.PICTURE),  # its header has zeros; a text may begin with these letters
    (re.compile(rb"BZh[1-9]1AY&SY"), Kind.BZIP2),
    (re.compile(rb".{257}ustar", re.DOTALL), Kind.TAR),
    (re.compile(rb"\x30.{1,5}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", re.DOTALL), Kind.SIGNED),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS = (
    ("EncryptedPackage", Kind.ENCRYPTED_OFFICE),
    ("__properties_version1.0", Kind.MSG),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.XLS),
    ("Book", Kind.XLS),
    ("PowerPoint Document", Kind.PPT),
    ("VisioDocument", Kind.VISIO),
    ("Quill", Kind.PUBLISHER),
)
_OFFICE_LIST = "[Content_Types].xml"
_OFFICE = (
    ("word/", Kind.DOCX),
    ("xl/workbook.bin", Kind.XLSB),
    ("xl/", Kind.XLSX),
    ("ppt/", Kind.PPTX),
    ("visio/", Kind.VISIO),
    ("Documents/", Kind.XPS),
)
_IWORK = ("Index/", "Index.zip", "index.xml", "index.apxl")
_OPEN_DOCUMENT = (
    (b"opendocument.text", Kind.ODT),
    (b"opendocument.spreadsheet", Kind.ODS),
    (b"opendocument.presentation", Kind.ODP),
    (b"application/epub+zip", Kind.EPUB),
)
_XML = (
    (b"<html", Kind.HTML),
    (b'progid="word.document"', Kind.WORD_XML),
    (b"<pkg:package", Kind.WORD_XML),
    (b"<w:worddocument", Kind.WORD_XML),
    (b'progid="excel.sheet"', Kind.EXCEL_XML),
    (b"urn:schemas-microsoft-com:office:spreadsheet", Kind.EXCEL_XML),
    (b"<office:document", Kind.FLAT_ODF),
)
_HTML_START = re.compile(
    rb"(?:(?><!--.*?-->)\s*+)*+"
    rb"<(?:!doctype html|html|head|body|title|meta|table|div|p|h[1-6]|span|font|center)\b[^<>]*>",
    re.IGNORECASE | re.DOTALL,
)
_MAIL_HEADER = re.compile(rb"([A-Za-z][\w-]*):")
_MACHINE_HEADERS = frozenset(
    (
        b"received",
        b"message-id",
        b"mime-version",
        b"return-path",
        b"delivered-to",
        b"x-mailer",
        b"x-unsent",
        b"thread-topic",
    )
)
"""Headers that programs write into e-mails, and people do not write above a memorandum."""

_LETTER_HEADERS = frozenset((b"from", b"to", b"cc", b"subject", b"date", b"sender"))
_TABLE_ENDINGS = (*Kind.CSV.endings, *Kind.XLS.endings, *Kind.XLSX.endings)
"""Of tables that are written as text; some systems give what they export an ending of Excel's."""

_HEAD = 4_096
"""Bytes in which a mark of the kind is looked for. PDF readers accept its mark anywhere in the first 1,024."""

_MAIL_HEAD = 65_536
"""Bytes in which the headers of an e-mail are looked for. Each server on its way writes some above those of its
sender, and those by which mail is sealed and filtered have a thousand bytes each."""

_BEFORE_TEXT = b"\xef\xbb\xbf \t\r\n"
_UNPACKING = (zlib.error, lzma.LZMAError, OSError, EOFError)
DAMAGE = (zipfile.BadZipFile, *_UNPACKING, struct.error, ValueError, RuntimeError, KeyError)
"""What zipfile, and those by which it unpacks, raise at a member that is damaged. The OSError is bzip2's."""


def kind_of(content: bytes, name: str = "") -> Kind:
    """The kind of a file; UNKNOWN for binary content of no kind listed here.

    Its content says so. The name only decides what nothing in the content can: whether a text is a table or the start
    of an e-mail or of a web page.
    """
    head = content[:_HEAD]
    if kind := next((kind for start, kind in _STARTS if head.startswith(start)), None):
        return kind
    if head.startswith(b"PK\x03\x04"):
        return _zipped(content)
    if head.startswith(_OLE):
        return _compound(content)
    if kind := next((kind for mark, kind in _MARKS if mark.match(head)), None):
        return kind
    if b"%PDF-" in head[:1024] and b" obj" in content:  # a text may speak of the mark, but holds no objects
        return Kind.PDF
    return _text(content, PurePosixPath(name).suffix.lower())


def mismatch(kind: Kind, name: str) -> tuple[Caution, ...]:
    """A caution where a name's ending promises another kind than the content is."""
    ending = PurePosixPath(name).suffix.lower()
    promised = next((other for other in Kind if ending and ending in other.endings), kind)
    if ending in kind.endings or promised is kind:
        return ()
    return (Caution(code="wrong_ending", message=f"The name ends in {ending}, but the file is {kind.named}."),)


def _compound(content: bytes) -> Kind:
    """By the streams at the root of an OLE file. What is embedded in it has streams of the same names further down."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {str(path[0]).lower() for path in ole.listdir(streams=True, storages=True)}
        return next((kind for name, kind in _OLE_STREAMS if name.lower() in names), Kind.OLE)
    except Exception:  # noqa: BLE001  damaged, and olefile raises whatever it pleases: the names are still in its bytes
        return next((kind for name, kind in _OLE_STREAMS if name.encode("utf-16-le") in content), Kind.OLE)


def _zipped(content: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        # Cut off, so its list of members is gone; the members themselves are still named one by one.
        names = [name for name in (_OFFICE_LIST, *(folder for folder, _ in _OFFICE)) if name.encode() in content]
    if any(name.lower() == _OFFICE_LIST.lower() for name in names):
        for folder, kind in _OFFICE:
            if any(name.replace("\\", "/").startswith(folder) for name in names):
                return kind
    if "mimetype" in names and ("content.xml" in names or "META-INF/container.xml" in names):
        return _open_document(content)
    if any(name.startswith(_IWORK) for name in names) and any(
        name.endswith((".iwa", ".apxl", ".plist")) for name in names
    ):
        return Kind.IWORK
    return Kind.ZIP


def _open_document(content: bytes) -> Kind:
    """By the member `mimetype`, which stands first in the package and is not compressed, or should not be."""
    mark = content[:_HEAD]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package, package.open("mimetype") as member:
            mark = member.read(_HEAD)
    except DAMAGE:
        pass  # damaged; the mark may stand at its place all the same
    return next((kind for known, kind in _OPEN_DOCUMENT if known in mark), Kind.OTHER_ODF)


def _text(content: bytes, ending: str) -> Kind:
    start = content[:_HEAD].lstrip(_BEFORE_TEXT)
    if start.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        start = start.replace(b"\x00", b"")[2:]  # Latin letters in UTF-16
    if kind := _markup(start, ending) or _mail(content, ending):
        return kind
    if not content.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\f\x00"):
        return Kind.EMPTY
    if not _is_text(content):
        return Kind.UNKNOWN
    return Kind.CSV if ending in _TABLE_ENDINGS else Kind.TEXT


def _markup(start: bytes, ending: str) -> Kind | None:
    if start.startswith(b"{\\rtf"):
        return Kind.RTF
    if start.startswith(b"<?xml"):
        otherwise = Kind.HTML if ending in Kind.HTML.endings else Kind.XML
        return next((kind for mark, kind in _XML if mark in start.lower()), otherwise)
    named = ending in Kind.HTML.endings and start.startswith(b"<")
    return Kind.HTML if named or _HTML_START.match(start) else None


def _mail(content: bytes, ending: str) -> Kind | None:
    """An e-mail, or several or a web page saved as one, if the file begins with the headers of one."""
    start = content[:_MAIL_HEAD].lstrip(_BEFORE_TEXT)
    if start.startswith(b"From "):  # as a mailbox writes before each message
        start = start.partition(b"\n")[2]
        several = re.search(rb"\n\r?\nFrom \S+ .*\d\d:\d\d.*\r?\n[\w-]+:", content) is not None
    else:
        several = False
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    lines = [_MAIL_HEADER.match(line) for line in block.splitlines() if not line.startswith((b" ", b"\t"))]
    names = {found[1].lower() for found in lines if found}
    if not names or not lines[0]:
        return None
    if b"mime-version" in names and b"to" not in names and _holds_page(block, start, names):
        return Kind.MHT
    by_machine, by_hand = len(names & _MACHINE_HEADERS), len(names & _LETTER_HEADERS)
    if by_machine + by_hand > 1 and (by_machine or ending in Kind.EMAIL.endings):
        return Kind.MBOX if several else Kind.EMAIL
    return None


def _holds_page(block: bytes, start: bytes, names: set[bytes]) -> bool:
    """Browsers say so in the headers; Word and Excel, which write none of a letter, only where the page begins."""
    related = block.lower().find(b"multipart/related")
    told = block if names & _LETTER_HEADERS else start
    return related >= 0 and b"text/html" in told[related:].lower()


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
