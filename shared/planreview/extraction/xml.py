"""The one way in which XML from others is parsed: nothing is expanded, fetched or checked against a DTD."""

from typing import Any

from lxml import etree

from planreview.errors import Unreadable

XML_PART = 50_000_000
"""Bytes of one XML part; a book has a tenth of it. Its tree takes up to thirty times its size in memory."""


SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "collect_ids": False,  # an id that is given twice, as LibreOffice does now and then, is no fault to stop for
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
"""How any XML is parsed that others have sent, whole or element by element."""


def parse_xml(content: bytes, named: str) -> Any:
    """The root element, with no comments or processing instructions below it. `named` as in "Word document".

    Raises Unreadable for a part that is too large, too deep (256 levels) or declares entities, which no office
    program writes and a bomb is made of; lxml's XMLSyntaxError for one that is damaged.
    """
    if len(content) > XML_PART:
        raise _too_large(named)
    try:
        root: Any = etree.fromstring(content, etree.XMLParser(**SAFE))
    except etree.XMLSyntaxError as error:
        if is_beyond_measure(error):
            raise _too_large(named) from error
        raise
    refuse_entities(root, named)
    return root


def refuse_entities(node: Any, named: str) -> None:
    """Raises Unreadable where the tree that a node is in declares entities."""
    types = node.getroottree().docinfo.internalDTD
    if types is not None and any(True for _ in types.iterentities()):
        raise Unreadable(
            "unsupported",
            f"The {named} declares XML entities, which can hide or multiply text and which no office program writes."
            " Please save it anew and send it again, or send it as a PDF.",
        )


def is_beyond_measure(error: Any) -> bool:
    """Whether libxml2 stopped at a limit of its own: a text or tree that is too large, or entities that multiply."""
    return bool(error.code == etree.ErrorTypes.ERR_RESOURCE_LIMIT)


def local_name(node: Any) -> str:
    """A tag without its namespace, which the strict variants of the formats have of their own; empty for an entity."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def value(node: Any, name: str) -> str | None:
    """The value of an attribute by its local name; None also where there is no node."""
    if node is None:
        return None
    return next((text for key, text in node.items() if key.rpartition("}")[2] == name), None)


def child(node: Any, name: str) -> Any:
    """The first child of a local name; None also where there is no node."""
    return None if node is None else next((inner for inner in node if local_name(inner) == name), None)


def is_on(node: Any) -> bool:
    """Whether a switch of an Office document is on: there is one, and it does not say no."""
    return node is not None and value(node, "val") not in ("0", "false", "off")


def _too_large(named: str) -> Unreadable:
    return Unreadable(
        "too_large",
        f"The {named} holds a part of more than {XML_PART:,} bytes, or one that is nested or multiplied beyond measure."
        " Please send it in parts, or as a PDF.",
    )
