"""The pages of a PDF, read by one process or by two side by side."""

from collections.abc import Iterable
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from pydantic import TypeAdapter, ValidationError

from planreview.extraction.pdf_page import PageRead, read_page
from planreview.extraction.second_reader import TURNS, SecondReader, Turns

_Found = dict[int, PageRead | None]
"""Pages by their place in the document, from 0; None where pdfium cannot load one."""

_FOUND = TypeAdapter(_Found)


def read_pages(document: Any, second: SecondReader | None = None) -> dict[int, PageRead]:
    """The pages that pdfium can load, by their place, from 0. The second reader has the same document open."""
    count = pdfium_c.FPDF_GetPageCount(document)
    found: _Found = {}
    if second:
        found = _at(second.turns, document) | _answered(second.found())
    found |= _read(document, (index for index in range(count) if index not in found))
    return {index: page for index in range(count) if (page := found[index])}


def read_share(content: bytes, turns: Turns) -> bytes:
    """What a second reader does: the pages at its turns, as JSON."""
    document = pdfium.PdfDocument(content)
    return _FOUND.dump_json(_at(turns, document))


def _at(turns: Turns, document: Any) -> _Found:
    count = pdfium_c.FPDF_GetPageCount(document)
    return _read(document, (index for turn in turns for index in range(turn, count, TURNS)))


def _read(document: Any, indices: Iterable[int]) -> _Found:
    if pdfium_c.FPDF_GetFormType(document) != pdfium_c.FORMTYPE_NONE and document.formenv is None:
        document.init_forms()
    return {index: read_page(document, index) for index in indices}


def _answered(found: bytes) -> _Found:
    try:
        return _FOUND.validate_json(found)
    except ValidationError:  # it ended before its time, or a parser gone astray has written the answer
        return {}
