"""Word documents, in reading order; each row of a table is one line, `cell | cell | cell`.

Only the package's list of relations and its main part are opened, and elements are known by their local names, so
that documents with macros, templates and the strict variant of the format are read like any other. Paragraphs are
parted by a blank line. Headers, footers, footnotes and comments are left out.

Word keeps no pages. A page begins where its author broke the page, and where Word itself last did when it showed it.
"""

import io
import re
import zipfile

from docx.oxml.parser import parse_xml  # resolves no entities and asks no network

from planreview.errors import Unreadable
from planreview.extraction.blocks import BREAK, SHOWN_BREAK, blocks, local_name
from planreview.extraction.pages import Pages, tidy
from planreview.text import Page

UNPACKED = 200_000_000
"""Bytes of all parts unpacked: hundreds of times what a plan of words needs, and what the child process can hold."""

PARTS = 5_000
"""Parts of one document; a long one with many pictures has some hundreds."""

_SAME_BREAK = re.compile(f"{BREAK}([ \t\n]*){SHOWN_BREAK}")
_BLANK_LINES = re.compile(r"\n{3,}")
_PICTURES = frozenset({"drawing", "pict", "object"})


def read_docx(content: bytes) -> Pages:
    document = parse_xml(_main_part(content))
    words = _SAME_BREAK.sub(rf"{BREAK}\1", "\n\n".join(blocks(document)))  # Word notes the author's own break once more
    texts = [_BLANK_LINES.sub("\n\n", tidy(text)) for text in words.replace(SHOWN_BREAK, BREAK).split(BREAK)]
    if not any(text.strip() for text in texts):
        raise _without_text(pictures=any(local_name(node) in _PICTURES for node in document.iter()))
    pages = tuple(Page(number=number, text=text, source="document") for number, text in enumerate(texts, start=1))
    return Pages(pages, len(pages))


def _main_part(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise Unreadable(
                "too_large",
                f"The Word document unpacks to more than {UNPACKED:,} bytes or {PARTS:,} parts."
                " Please send it in parts, or as a PDF.",
            )
        relations = parse_xml(_member(package, "_rels/.rels"))
        main = next(r.get("Target", "") for r in relations if r.get("Type", "").endswith("/officeDocument"))
        return _member(package, main.lstrip("/"))


def _member(package: zipfile.ZipFile, name: str) -> bytes:
    """A member's bytes. zipfile reads no more of it than its declared size, which is within UNPACKED by now."""
    if package.getinfo(name).flag_bits & 1:
        raise Unreadable(
            "encrypted", "The Word document is protected with a password. Please remove the password and send it again."
        )
    return package.read(name)


def _without_text(pictures: bool) -> Unreadable:
    if pictures:
        return Unreadable(
            "unsupported",
            "The Word document holds only pictures and no text. Please send the text itself:"
            " PDF with text, Word (.docx) or plain text.",
        )
    return Unreadable("empty", "The Word document holds no text. Please send it again.")
