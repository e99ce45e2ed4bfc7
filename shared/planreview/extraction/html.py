"""Web pages: what a browser would show of them, in lines; each row of a table is one line, `cell | cell | cell`.

What is inserted, deleted, hidden or struck through is marked: see `marks`. Nothing is fetched and no script is run. A
page begins where the style of an element says so, as Word writes it, and otherwise there is one.
"""

import codecs
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from lxml import etree

from planreview.errors import Unreadable
from planreview.extraction import marks, office
from planreview.extraction.asides import BREAK, Asides
from planreview.extraction.grid import letters_of
from planreview.extraction.numerals import roman
from planreview.extraction.pages import Pages, numbered
from planreview.extraction.rows import row, within_a_cell
from planreview.extraction.symbols import seen
from planreview.text import Caution

DEPTH = 150
"""Levels of elements. A web page has tens; Python's own stack ends at some three hundred of them."""

_UNSEEN = frozenset({"head", "script", "style", "template", "noscript", "svg", "math", "object", "iframe", "datalist"})
_PARTS = frozenset({"p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "pre"})
"""Blocks with a blank line before and after them."""

_BLOCKS = _PARTS | {"address", "article", "aside", "body", "caption", "center", "dd", "details", "dialog", "dir", "div"}
_BLOCKS |= {"dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "html", "legend", "li", "main"}
_BLOCKS |= {"menu", "nav", "section", "summary"}

_CHANGES = {"ins": marks.INSERTED, "del": marks.DELETED}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STRIKES = frozenset({"s", "strike"})
_STRUCK = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,100}line-through", re.IGNORECASE)
_FONT = re.compile(
    r"(?<![\w-])font(?:-family\s*:|\s*:[^;,\"']{0,100}\d[\w.%/]{0,20}\s)\s*[\"']?([^;,\"'!]*)", re.IGNORECASE
)
"""The first font that a style names, by itself or after a size."""

_BREAKS = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page|left|right)", re.IGNORECASE)
_HEAD = 65_536
"""Bytes in which a page's word on its encoding is looked for; browsers look on as they read."""

_META = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What no text holds, and stands for breaks, edges and changes here."""

_LINE, _PART = "\x1e", "\x1f"
"""The edge of a block, and of one with a blank line around it, while a page is read; edges that meet are one."""

_EDGES = re.compile(r"[ \x1e\x1f]*[\x1e\x1f][ \x1e\x1f]*")
_SPACES = re.compile(r" *\n *|  +")
_SPACE = re.compile(r"[ \t\r\n]+")
_NUMERALS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(("upper-alpha", "upper-latin"), lambda number: letters_of(number - 1) or str(number)),
    **dict.fromkeys(("lower-alpha", "lower-latin"), lambda number: letters_of(number - 1).lower() or str(number)),
    "upper-roman": lambda number: roman(number).upper(),
    "lower-roman": roman,
    "decimal-leading-zero": lambda number: f"{number:02}",
    "decimal": str,
}
"""By the style of a list. After z come aa and ab: browsers count in letters as spreadsheets do, not as Word does."""

_LETTERED = frozenset(_NUMERALS) - {"decimal", "decimal-leading-zero"}

_TYPES = {"A": "upper-alpha", "a": "lower-alpha", "I": "upper-roman", "i": "lower-roman", "1": "decimal"}
"""The styles that older pages choose by their signs."""

_LIST_STYLE = re.compile(
    rf"list-style(?:-type)?\s*:[^;]{{0,100}}?\b({'|'.join(_NUMERALS)}|none)(?![\w-])", re.IGNORECASE
)
_WHOLE_NUMBER = re.compile(r"\s*([+-]?\d{1,9})(?!\d)", re.ASCII)
_REMOTE = re.compile(r"\s*(?:https?:|ftp:|file:|//|\\\\)", re.IGNORECASE)
_FETCHING = {"img": "src", "script": "src", "iframe": "src", "frame": "src", "embed": "src", "object": "data"}
_MARKED_LATIN = ("iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii")


def read_html(content: bytes) -> Pages:
    texts, cautions = html_pages(decoded(content))
    if not any(text.strip() for text in texts):
        raise Unreadable("empty", "The web page holds no text. Please send it again.")
    pages = numbered(texts)
    return Pages(pages, len(pages), cautions)


def html_pages(source: str, *, named: str = "web page") -> tuple[list[str], tuple[Caution, ...]]:
    """The texts of the pages and what one should know; `named` as in "web page". Raises Unreadable."""
    root = _parsed(source)
    if root is None:
        return [""], ()
    asides = Asides()
    texts = asides.pages(_Reader().text_of(root))
    return texts, (*marks.cautions(asides.changes), *_cautions(root, named))


def decoded(content: bytes, charset: str = "") -> str:
    """By the mark at the beginning, then by what was said of the content elsewhere, then by the page's own word."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return content.decode(encoding, errors="replace").removeprefix("\ufeff")
    told = _META.search(content[:_HEAD])
    for name in (charset, told[1].decode("ascii", errors="replace") if told else "", "utf-8"):
        encoding = "cp1252" if name.lower() in _MARKED_LATIN else name  # as every browser takes them
        try:
            if encoding and not (encoding.lower().startswith("utf-16") and content.isascii()):
                return content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
    return content.decode("cp1252", errors="replace")


def _parsed(source: str) -> Any:
    """The root element; None where there is nothing in it."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(_SIGNS.sub("", source).encode("utf-8", "replace") or b" ", parser)
    except etree.XMLSyntaxError:  # an empty document
        return None
    if root is not None and _deeper(root, DEPTH):
        raise Unreadable(
            "too_large", f"The web page nests more than {DEPTH} elements in each other. Please send it as a PDF."
        )
    return root


def _deeper(root: Any, levels: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > levels:
            return True
    return False


class _Look(NamedTuple):
    """What words have from the elements around them: the signs of their changes, and the name of their font."""

    signs: str = ""
    font: str = ""


class _Cell(NamedTuple):
    """A cell of a table, and the look of its words."""

    node: Any
    look: _Look


class _Reader:
    """The text of elements as lines: white space as a browser treats it, blocks on lines of their own."""

    def text_of(self, node: Any) -> str:
        text = _EDGES.sub(lambda edges: "\n\n" if _PART in edges[0] else "\n", self._within(node, _Look()))
        return _SPACES.sub(lambda spaces: "\n" if "\n" in spaces[0] else " ", text)

    def _within(self, node: Any, look: _Look, *, pre: bool = False) -> str:
        return "".join(self._inside(node, look, pre=pre))

    def _inside(self, node: Any, look: _Look, *, pre: bool) -> Iterator[str]:
        yield self._words(node.text, look, pre=pre)
        for child, number in _counted(node):
            yield from self._element(child, look, number, pre=pre)
            yield self._words(child.tail, look, pre=pre)

    def _element(self, node: Any, look: _Look, number: int, *, pre: bool) -> Iterator[str]:
        name = node.tag if isinstance(node.tag, str) else ""
        if not name or name in _UNSEEN:
            return
        look = _look(node, look)
        if _BREAKS.search(node.get("style", "")):
            yield BREAK
        if name == "br":
            yield "\n"
        elif name == "table":
            yield _PART + self._rows(self._in_table(node, look)) + _PART
        elif name in ("input", "img", "select", "textarea", "option"):
            yield self._field(node, name, look)
        elif name in _BLOCKS:
            edge = _PART if name in _PARTS or _is_lettered(node) else _LINE
            inside = self._within(node, look, pre=pre or name == "pre")
            yield edge + (f"{self._sign(node, number)}{inside.lstrip()}" if name == "li" else inside) + edge
        else:
            yield from self._inside(node, look, pre=pre)

    def _words(self, text: str | None, look: _Look, *, pre: bool) -> str:
        """Words as their font shows them, with the signs of their changes around them."""
        clean = _SIGNS.sub("", text or "")
        shown = clean.replace(" ", "\u00a0") if pre else _SPACE.sub(" ", clean)
        return marks.marked(seen(shown, look.font), look.signs) if shown.strip() else shown

    def _field(self, node: Any, name: str, look: _Look) -> str:
        """What a form's field or a picture says: its value, the choices made, its alternative text."""
        if name == "input":
            kind = node.get("type", "text").lower()
            if kind in ("checkbox", "radio"):
                return marks.marked("☑" if "checked" in node.attrib else "☐", look.signs)
            return "" if kind in ("hidden", "password") else self._words(node.get("value"), look, pre=False)
        if name == "select":
            chosen = [option for option in node.iter("option") if "selected" in option.attrib]
            return " ".join(self._words(option.text, look, pre=False) for option in chosen)
        return self._words(node.get("alt") if name == "img" else node.text, look, pre=False)

    def _sign(self, node: Any, number: int) -> str:
        """What stands before an item of a list."""
        parent = node.getparent()
        if parent.tag != "ol":
            return "- "
        kind = _kind(node) or _kind(parent)
        return "" if kind == "none" else f"{_NUMERALS.get(kind, str)(number)}. "

    def _rows(self, found: Iterable[_Cell | str]) -> str:
        """Cells that follow each other as a line; a row of one cell only arranges, and is read as what is in it."""
        texts: list[str] = []
        cells: list[_Cell] = []
        for part in (*found, _LINE):
            if isinstance(part, _Cell):
                cells.append(part)
                continue
            if cells and part.strip(" \n"):
                line = self._within(*cells[0]) if len(cells) == 1 else row([self._cell(*cell) for cell in cells])
                texts += [_LINE, line, _LINE]
                cells = []
            texts.append(part)
        return "".join(texts)

    def _in_table(self, part: Any, look: _Look) -> Iterator[_Cell | str]:
        """The cells that stand in no row, and as text the rows and what else there is, whatever elements hold them.

        Old programs write forms around rows or cells, and leave rows out; browsers show it all.
        """
        yield self._words(part.text, look, pre=False)
        for node in part:
            if node.tag in ("td", "th"):
                yield _Cell(node, _look(node, look))
            elif node.tag == "tr":
                yield self._rows(sorted(self._in_table(node, _look(node, look)), key=_is_beside))
            elif node.tag not in _UNSEEN | {"table"} and next(node.iter("tr", "td", "th"), None) is not None:
                yield from self._in_table(node, _look(node, look))
            else:
                yield "".join(self._element(node, look, 1, pre=False))
            yield self._words(node.tail, look, pre=False)

    def _cell(self, cell: Any, look: _Look) -> str:
        """A cell's text; a table in it becomes `cell / cell; cell / cell`."""
        text = self._within(cell, look)
        return within_a_cell(line for line in re.split(r"[\x1e\x1f]+", text) if line.strip()) if " | " in text else text


def _is_lettered(node: Any) -> bool:
    """Whether it is an item that bears letters: a blank line parts it from others, since a letter alone does not."""
    return node.tag == "li" and (_kind(node) or _kind(node.getparent())) in _LETTERED


def _with(signs: str, sign: str) -> str:
    return signs if not sign or sign in signs else signs + sign


def _signs(node: Any, signs: str) -> str:
    """The signs of the words in an element: those around it, and its own."""
    style = node.get("style", "")
    hidden = "hidden" in node.attrib or _HIDDEN.search(style)
    struck = node.tag in _STRIKES or _STRUCK.search(style)
    signs = _with(signs, marks.HIDDEN if hidden else _CHANGES.get(node.tag, ""))
    return _with(signs, marks.STRUCK if struck and marks.DELETED not in signs else "")


def _look(node: Any, around: _Look) -> _Look:
    return _Look(_signs(node, around.signs), _font(node) or around.font)


def _font(node: Any) -> str:
    """The font that an element names; empty where it has that of the words around it."""
    *_, named = (node.get("face", "").partition(",")[0], *_FONT.findall(node.get("style", "")))
    return "" if named.strip().lower() == "inherit" else named.strip()


def _is_beside(found: _Cell | str) -> bool:
    """Orders what is in a row: first its cells, so that nothing between them parts it, and then what is in none."""
    return isinstance(found, str)


def _counted(parent: Any) -> Iterator[tuple[Any, int]]:
    """The elements in another, and of the items of a list the numbers that the page gives them."""
    backwards = parent.tag == "ol" and "reversed" in parent.attrib
    number = _whole(parent.get("start"), len(parent.findall("li")) if backwards else 1)
    for node in parent:
        if node.tag == "li":
            number = _whole(node.get("value"), number)
        yield node, number
        if node.tag == "li":
            number += -1 if backwards else 1


def _kind(node: Any) -> str:
    """How a list or an item of it says that it is numbered; empty where it does not say."""
    found = _LIST_STYLE.search(node.get("style", ""))
    return found[1].lower() if found else _TYPES.get(node.get("type", ""), "")


def _whole(text: str | None, otherwise: int) -> int:
    found = _WHOLE_NUMBER.match(text or "")
    return int(found[1]) if found else otherwise


def _cautions(root: Any, named: str) -> Iterator[Caution]:
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    if any(node.tag == "script" or any(name.startswith("on") for name in node.attrib) for node in nodes):
        yield Caution(code="scripts", message=f"The {named} holds scripts. They were not run.")
    fetched = (node.get(_FETCHING[node.tag], "") for node in nodes if node.tag in _FETCHING)
    if links := [link.strip() for link in fetched if _REMOTE.match(link)]:
        yield office.external_links(named, links)
