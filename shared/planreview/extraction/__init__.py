"""The text of a document from its bytes. Nothing here asks AWS, a clock or the network."""

import hashlib
from collections.abc import Callable

from planreview.errors import Unreadable
from planreview.extraction.kind import ACCEPTED, Kind, kind_of, mismatch
from planreview.extraction.pages import Pages
from planreview.text import Text

CHARACTERS = 20_000_000
"""Text of one document; a thousand dense pages have a fifth of it, and a text is loaded whole for its assessment."""


def extract(content: bytes, name: str) -> Text:
    """The text of a document, page by page. Its type is told by its content; the name only serves for warnings.

    Raises Unreadable with one of the codes of `planreview.document.Reason`. Against what a parser may do to its own
    process nothing is done here: see `isolation.extract_isolated`.
    """
    kind = kind_of(content)
    pages = _read(kind, _reader(kind), content)
    if sum(len(page.text) for page in pages.read) > CHARACTERS:
        raise Unreadable(
            "too_large", f"The document has more than {CHARACTERS:,} characters of text. Please send it in parts."
        )
    return Text(
        document=name,
        media_type=kind.media_type,
        sha256=hashlib.sha256(content).hexdigest(),
        pages=pages.read,
        pages_expected=pages.expected,
        warnings=(*mismatch(kind, name), *pages.cautions),
    )


def _read(kind: Kind, reader: Callable[[bytes], Pages], content: bytes) -> Pages:
    try:
        return reader(content)
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # the parsers are others', and damaged files make them raise whatever they please
        named = "PDF" if kind is Kind.PDF else "Word document" if kind is Kind.DOCX else "file"
        raise Unreadable(
            "corrupt", f"The {named} is damaged and cannot be opened. Please save it anew and send it again."
        ) from error


def _reader(kind: Kind) -> Callable[[bytes], Pages]:
    """The reader of a kind. Each is imported when it is needed: a text should not wait for a PDF library."""
    match kind:
        case Kind.PDF:
            from planreview.extraction.pdf import read_pdf  # noqa: PLC0415  see the docstring

            return read_pdf
        case Kind.DOCX:
            from planreview.extraction.docx import read_docx  # noqa: PLC0415  as above

            return read_docx
        case Kind.TEXT:
            from planreview.extraction.plain import read_plain  # noqa: PLC0415  as above

            return read_plain
        case Kind.ENCRYPTED_OFFICE:
            raise Unreadable(
                "encrypted",
                "The Office document is protected with a password. Please remove the password and send it again.",
            )
        case Kind.EMPTY:
            raise Unreadable("empty", "The file is empty. Please send it again.")
    raise Unreadable("unsupported", f"The file is {kind.named}, which cannot be read. Accepted: {ACCEPTED}.")
