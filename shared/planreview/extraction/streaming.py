"""Large parts of XML, taken element by element: a sheet has a million rows where a document has one tree."""

import io
from collections.abc import Iterator
from typing import Any

from lxml import etree

from planreview.errors import Unreadable
from planreview.extraction.xml import SAFE, is_beyond_measure, refuse_entities


def stream(content: bytes, named: str, tags: tuple[str, ...], *, starts: bool = False) -> Iterator[tuple[str, Any]]:
    """`("end", element)` for each element of these local names when it is complete, and then emptied.

    With `starts` also `("start", element)` when it begins; its attributes are known by then and nothing else.
    `named` as in "Excel workbook". Raises what `parse_xml` does, but for large parts.
    """
    found = etree.iterparse(
        io.BytesIO(content),
        events=("start", "end") if starts else ("end",),
        tag=[f"{{*}}{tag}" for tag in tags],
        **SAFE,
    )
    first = True
    try:
        for event, element in found:
            if first:
                refuse_entities(element, named)
                first = False
            yield event, element
            if event == "end":
                _forget(element)
    except etree.XMLSyntaxError as error:
        if is_beyond_measure(error):
            raise Unreadable(
                "too_large",
                f"The {named} holds a text that is longer than 10,000,000 characters, or nested or multiplied beyond"
                " measure. Please send it in parts, or as a PDF.",
            ) from error
        raise


def _forget(element: Any) -> None:
    """Empties it, and removes what stands before it, so that what has been read takes no memory."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]
