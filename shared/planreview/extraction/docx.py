"""Word documents, in reading order; each row of a table is one line, `cell | cell | cell`.

Word keeps no pages. A page begins where its author broke the page, and where Word itself last did when it showed it.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph
from lxml.etree import XMLSyntaxError

from planreview.errors import Unreadable
from planreview.extraction.pages import Pages, tidy
from planreview.text import Page

UNPACKED = 200_000_000
"""Bytes of all parts unpacked: hundreds of times what a plan of words needs, and what the child process can hold."""

PARTS = 5_000
"""Parts of one document; a long one with many pictures has some hundreds."""

BREAK = "\f"


def read_docx(content: bytes) -> Pages:
    texts = [tidy(text) for text in "\n".join(_lines(_opened(content))).split(BREAK)]
    if not any(text.strip() for text in texts):
        raise Unreadable(
            "empty", "The Word document holds no text. If it holds pictures of pages, please send the text itself."
        )
    pages = tuple(Page(number=number, text=text, source="document") for number, text in enumerate(texts, start=1))
    return Pages(pages, len(pages))


def _opened(content: bytes) -> Document:
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
        if len(parts) > PARTS or sum(part.file_size for part in parts) > UNPACKED:
            raise Unreadable(
                "too_large",
                f"The Word document unpacks to more than {UNPACKED:,} bytes or {PARTS:,} parts."
                " Please send it in parts, or as a PDF.",
            )
        return docx.Document(io.BytesIO(content))
    except (
        zipfile.BadZipFile,
        PackageNotFoundError,
        XMLSyntaxError,
        KeyError,
        ValueError,
        NotImplementedError,
    ) as error:
        raise Unreadable(
            "corrupt", "The Word document is damaged and cannot be opened. Please save it anew and send it again."
        ) from error


def _lines(document: Document) -> Iterator[str]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            yield from _rows(block)
        else:
            yield _words(block)
        yield ""


def _rows(table: Table) -> Iterator[str]:
    for row in table.rows:
        cells: list[_Cell] = []
        for cell in row.cells:  # a merged cell comes once for each column that it spans
            if not any(cell._tc is seen._tc for seen in cells):
                cells.append(cell)
        yield " | ".join(_cell(cell) for cell in cells)


def _cell(cell: _Cell) -> str:
    parts = (
        " ".join(_rows(block)) if isinstance(block, Table) else _words(block) for block in cell.iter_inner_content()
    )
    return " ".join(" ".join(parts).replace(BREAK, " ").split())


def _words(paragraph: Paragraph) -> str:
    """A paragraph's words, insertions included and deletions not, with a form feed for each new page."""
    words = ""
    for node in paragraph._p.iter():
        if node.tag == qn("w:lastRenderedPageBreak"):
            words += "" if words.endswith(BREAK) else BREAK  # Word notes the author's own break once more
        else:
            words += _word(node)
    return words


def _word(node: Any) -> str:
    if node.tag == qn("w:t"):
        return node.text or ""
    if node.tag == qn("w:tab"):
        return "\t"
    if node.tag == qn("w:br"):
        return BREAK if node.get(qn("w:type")) == "page" else "\n"
    return ""
