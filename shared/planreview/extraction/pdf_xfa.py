"""What was filled into an XFA form: XML beside the pages, which may say no more than "please wait"."""

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium_c

from planreview.extraction.xml import XML_PART, local_name, parse_xml

_PACKETS = 100


def filled_in(document: Any) -> list[str]:
    """`field: value` of each field that has a value. Raises whatever the XML parser raises."""
    for index in range(min(pdfium_c.FPDF_GetXFAPacketCount(document), _PACKETS)):
        name = ctypes.create_string_buffer(64)
        pdfium_c.FPDF_GetXFAPacketName(document, index, name, 64)
        if name.value == b"datasets":
            return list(_values(parse_xml(_packet(document, index), "PDF form")))
    return []


def _packet(document: Any, index: int) -> bytes:
    length = ctypes.c_ulong()
    pdfium_c.FPDF_GetXFAPacketContent(document, index, None, 0, length)
    if length.value > XML_PART:
        return b""
    buffer = ctypes.create_string_buffer(length.value)
    pdfium_c.FPDF_GetXFAPacketContent(document, index, buffer, length.value, length)
    return buffer.raw


def _values(root: Any) -> Iterator[str]:
    for data in (node for node in root if local_name(node) == "data"):
        for node in data.iter():
            value = " ".join((node.text or "").split())
            if value and not len(node):
                yield f"{local_name(node)}: {value}"
