"""The text of a document from its bytes. Nothing here asks AWS, a clock or the network."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from planreview.errors import Unreadable
from planreview.extraction.kind import ACCEPTED, Kind, kind_of, mismatch
from planreview.extraction.pages import Attachment, Pages
from planreview.extraction.second_reader import SecondReader
from planreview.text import Member, Text

CHARACTERS = 4_000_000
"""Text of one document: a thousand dense pages. It is assessed whole, and again with each further document."""

_READERS = {
    Kind.PDF: "pdf.read_pdf",
    Kind.DOCX: "docx.read_docx",
    Kind.TEXT: "plain.read_plain",
    Kind.CSV: "csv.read_csv",
    Kind.XLSX: "xlsx.read_xlsx",
    Kind.PPTX: "pptx.read_pptx",
    Kind.ODT: "odt.read_odt",
    Kind.ODS: "ods.read_ods",
    Kind.ODP: "odt.read_odp",
    Kind.ZIP: "archive.read_zip",
    Kind.DOC: "doc.read_doc",
    Kind.XLS: "xls.read_xls",
    Kind.MSG: "msg.read_msg",
    Kind.RTF: "rtf.read_rtf",
    Kind.HTML: "html.read_html",
    Kind.MHT: "eml.read_mht",
    Kind.EMAIL: "eml.read_eml",
    Kind.PNG: "image.read_image",
    Kind.JPEG: "image.read_image",
    Kind.TIFF: "image.read_image",
}
"""The reader of each kind. It is imported when it is needed: a text should not wait for a PDF library."""


def reader_modules() -> list[str]:
    """The modules of all readers, for a process that imports them before they are needed."""
    return sorted({_module(reader) for reader in _READERS.values()})


@dataclass(frozen=True)
class Extract:
    """A document's text, and the documents inside it, in the order of `text.members`."""

    text: Text
    attachments: tuple[Attachment, ...] = ()


def extract(content: bytes, name: str, second: SecondReader | None = None) -> Extract:
    """The text of a document, page by page. Its type is told by its content; the name only serves for warnings.

    A `second` reader shares the work at a PDF.

    Raises Unreadable with one of the codes of `planreview.document.Reason`. Against what a parser may do to its own
    process nothing is done here: see `isolation.extract_isolated`.
    """
    kind = kind_of(content, name)
    reader: Callable[..., Pages] = _reader(kind)
    if second and kind is Kind.PDF:
        reader = partial(reader, second=second)
    pages = _read(kind, reader, content)
    if sum(len(page.text) for page in pages.read) > CHARACTERS:
        raise Unreadable(
            "too_large", f"The document has more than {CHARACTERS:,} characters of text. Please send it in parts."
        )
    text = Text(
        document=name,
        media_type=kind.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages.read,
        pages_expected=pages.expected,
        warnings=(*mismatch(kind, name), *pages.cautions),
        scans=pages.scans,
        members=tuple(_member(attachment) for attachment in pages.attachments),
    )
    return Extract(text, pages.attachments)


def _member(attachment: Attachment) -> Member:
    digest = hashlib.sha256(attachment.content).hexdigest()
    return Member(name=attachment.name, size=len(attachment.content), sha256=digest)


def _read(kind: Kind, reader: Callable[[bytes], Pages], content: bytes) -> Pages:
    try:
        return reader(content)
    except (Unreadable, MemoryError, ImportError):  # a package that is missing is no fault of the document
        raise
    except Exception as error:  # the parsers are others', and damaged files make them raise whatever they please
        raise Unreadable(
            "corrupt",
            f"The file is {kind.named}, but damaged, and cannot be opened. Please save it anew and send it again.",
        ) from error


def _reader(kind: Kind) -> Callable[[bytes], Pages]:
    if kind in _READERS:
        function = _READERS[kind].split(".")[1]
        reader: Callable[[bytes], Pages] = getattr(import_module(_module(_READERS[kind])), function)
        return reader
    if kind is Kind.ENCRYPTED_OFFICE:
        raise Unreadable(
            "encrypted",
            "The Office document is protected with a password. Please remove the password and send it again.",
        )
    if kind is Kind.EMPTY:
        raise Unreadable("empty", "The file is empty. Please send it again.")
    raise Unreadable("unsupported", f"The file is {kind.named}, which cannot be read. Accepted: {ACCEPTED}.")


def _module(reader: str) -> str:
    return f"planreview.extraction.{reader.split('.', maxsplit=1)[0]}"
