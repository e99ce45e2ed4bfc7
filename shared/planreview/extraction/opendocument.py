"""The paragraphs and table rows of an OpenDocument tree, wherever they are nested.

What is inserted, deleted, hidden or struck through carries the signs of `marks`; notes and comments leave a
`reference`. The numbers of lists are told where the document holds them, but not counted.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from planreview.extraction.asides import (
    BREAK,
    SHOWN_BREAK,
    Asides,
    Place,
    beginning,
    reference,
)
from planreview.extraction.marks import DELETED, HIDDEN, INSERTED, STRUCK, marked
from planreview.extraction.rows import row, within_a_cell
from planreview.extraction.symbols import seen
from planreview.extraction.xml import child, local_name, value

SPACES = 100
"""Spaces that one element may stand for. Some documents move words with tens of them; a bomb would with millions."""

_PARAGRAPHS = frozenset({"p", "h"})
_BLOCKS = frozenset({"list", "table", "section", "numbered-paragraph"})
_UNSEEN = frozenset(
    """
    tracked-changes forms event-listeners binary-data notes script ruby-text math settings animations par
    sequence-decls variable-decls user-field-decls dde-connection-decls header-decl footer-decl date-time-decl
    note-citation change-info
    """.split()  # noqa: SIM905  a list to read
)
_TEXT = (":xmlns:text:", "}content-control")
"""In the names of elements in which text may stand; the second is LibreOffice's own, around the choices of a form."""

_DRAWING = "svg-compatible"
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Style:
    """`master` is the name of the kind of page that begins with a paragraph of this style.

    `struck` is None where nothing is said of a line through the words, and `font` is empty where none is named.
    """

    hidden: bool = False
    struck: bool | None = None
    begins_page: bool = False
    ends_page: bool = False
    master: str = ""
    font: str = ""


class Styles:
    """The styles of a document, by their family and name."""

    def __init__(self, *roots: Any) -> None:
        nodes = [node for root in roots for node in root.iter() if local_name(node) == "style"]
        self._nodes = {(value(node, "family"), value(node, "name")): node for node in nodes}
        self._faces = dict(face(node) for root in roots for node in root.iter() if local_name(node) == "font-face")
        self._known: dict[tuple[str, str | None], Style] = {}

    def of(self, family: str, name: str | None) -> Style:
        if (family, name) not in self._known:
            chain = list(self._chain(family, name))
            properties = {
                local_name(node) + " " + key.rpartition("}")[2]: text
                for style in reversed(chain)
                for node in style
                for key, text in node.items()
            }
            self._known[family, name] = Style(
                hidden=properties.get("text-properties display") == "none"
                or properties.get("drawing-page-properties visibility") == "hidden",
                struck=strikes(
                    properties.get(f"text-properties text-line-through-{name}") for name in ("style", "type")
                ),
                begins_page=properties.get(f"{family}-properties break-before") == "page",
                ends_page=properties.get(f"{family}-properties break-after") == "page",
                master=next((found for style in chain if (found := value(style, "master-page-name"))), ""),
                font=next((found for style in chain if (found := named_font(style, self._faces))), ""),
            )
        return self._known[family, name]

    def _chain(self, family: str, name: str | None) -> Iterator[Any]:
        """The style and those that it is based on, each once: a damaged document may base them on each other."""
        seen = set()
        while (family, name) in self._nodes and name not in seen:
            seen.add(name)
            yield self._nodes[family, name]
            name = value(self._nodes[family, name], "parent-style-name")


class Blocks:
    """Reads the trees of one document. `drawn` gives the words of a chart by the node that shows it."""

    def __init__(self, styles: Styles, asides: Asides, root: Any, drawn: Callable[[Any], str]) -> None:
        self._styles = styles
        self._asides = asides
        self._drawn = drawn
        self._regions = {value(node, "id"): node for node in root.iter() if local_name(node) == "changed-region"}
        self._ended = {value(node, "name") for node in root.iter() if local_name(node) == "annotation-end"}
        self._inserted: set[str | None] = set()
        self._asides_so_far = 0
        self._begun = False

    def of(self, parent: Any, signs: str = "") -> Iterator[str]:
        """Each paragraph as one text, and each table as one, a row a line. `signs` mark all the words."""
        for node in parent:
            name = local_name(node)
            if name in _PARAGRAPHS:
                yield self._paragraph(node, signs)
            elif name == "table":
                page = self._page_of(self._styles.of("table", value(node, "style-name")))
                yield page + "\n".join(self._rows(node, signs))
            elif name in _INLINE:
                yield from filter(None, [_INLINE[name](self, node, signs)])
            elif _is_seen(node, name):
                yield from self.of(node, _within(signs, hidden=value(node, "display") == "none"))

    def _paragraph(self, node: Any, signs: str) -> str:
        style = self._styles.of("paragraph", value(node, "style-name"))
        page = self._page_of(style)
        words = "".join(self._words(node, _styled(signs, style), style.font))
        return page + words + (BREAK if style.ends_page else "")

    def _page_of(self, style: Style) -> str:
        """The break before a block that begins a page, and the references to what that page has in its margins."""
        begins = BREAK if self._begun and (style.begins_page or style.master) else ""
        master = style.master or ("" if self._begun else FIRST_PAGE)
        self._begun = True
        return begins + (reference(f"header {master}") + reference(f"footer {master}") if master else "")

    def _words(self, parent: Any, signs: str, font: str) -> Iterator[str]:
        """The words of a paragraph, or of a part of it, in a font that what is inside may change.

        Text that stands between elements counts only where text may stand, not in the frames around pictures.
        """
        has_text = any(name in parent.tag for name in _TEXT)
        if has_text:
            yield self._marked(parent.text, signs, font)
        for node in parent:
            name = local_name(node)
            if name in _INLINE:
                yield _INLINE[name](self, node, signs)
            elif name in _PARAGRAPHS:
                yield f"\n{self._paragraph(node, signs)}\n"
            elif name in _BLOCKS:
                yield "\n" + "\n".join(self.of([node], signs)) + "\n"
            elif _is_seen(node, name):
                style = self._styles.of("text", value(node, "style-name")) if name == "span" else Style()
                yield from self._words(node, _styled(signs, style), style.font or font)
            if has_text:
                yield self._marked(node.tail, signs, font)

    def _marked(self, text: str | None, signs: str, font: str = "") -> str:
        sign = INSERTED if self._inserted and INSERTED not in signs else ""
        return marked(seen(_SPACE.sub(" ", text or ""), font), signs + sign)

    def _rows(self, parent: Any, signs: str) -> Iterator[str]:
        for node in parent:
            name = local_name(node)
            if name == "table-row":
                yield self._row(node, signs)
            elif name == "soft-page-break":
                yield SHOWN_BREAK
            elif name.startswith("table-"):
                yield from self._rows(node, signs)

    def _row(self, node: Any, signs: str) -> str:
        """A row's line. A row of one cell that holds tables only frames them, and gives their rows."""
        cells = [cell for cell in node if local_name(cell) in ("table-cell", "covered-table-cell")]
        if len(cells) == 1 and any(local_name(inner) == "table" for inner in cells[0]):
            return "\n".join(self.of(cells[0], signs))
        return row([self._cell(cell, signs) for cell in _uncovered(cells)])

    def _cell(self, node: Any, signs: str) -> str:
        """A cell's text; nothing for one that only continues the cell above it."""
        return "" if local_name(node) == "covered-table-cell" else "\n".join(self._in_cell(node, signs))

    def _in_cell(self, parent: Any, signs: str) -> Iterator[str]:
        """As `of`, but a table within the cell has no lines of its own."""
        for node in parent:
            if local_name(node) == "table":
                yield within_a_cell(self._rows(node, signs))
            else:
                yield from self.of([node], signs)

    def _note(self, node: Any, signs: str) -> str:
        place = Place.ENDNOTE if value(node, "note-class") == "endnote" else Place.FOOTNOTE
        body = child(node, "note-body")
        return self._aside(place, "" if body is None else "\n".join(self.of(body, signs)))

    def _annotation(self, node: Any, _: str) -> str:
        """A comment stands where the words begin that it is about, if anything tells where they end."""
        name, author = value(node, "name"), child(node, "creator")
        key = f"comment {name}" if name else None
        words = "\n".join(self.of(node))
        mark = self._aside(Place.COMMENT, words, "" if author is None else author.text or "", key)
        return beginning(f"comment {name}") if name and name in self._ended else mark

    def _aside(self, place: Place, text: str, author: str = "", key: str | None = None) -> str:
        self._asides_so_far += 1
        key = key or f"{place.value} {self._asides_so_far}"
        self._asides.add(key, place, text, author)
        return reference(key)

    def _annotation_end(self, node: Any, _: str) -> str:
        return reference(f"comment {value(node, 'name')}")

    def _deleted(self, node: Any, _: str) -> str:
        """The words that were deleted here, which the document keeps apart; those of an insertion stand in the text."""
        deletion = child(self._regions.pop(value(node, "change-id"), None), "deletion")
        words = "" if deletion is None else " ".join(" ".join(self.of(deletion)).split())
        return marked(words.replace(DELETED, ""), DELETED)

    def _insertion_begins(self, node: Any, _: str) -> str:
        if child(self._regions.get(value(node, "change-id")), "insertion") is not None:
            self._inserted.add(value(node, "change-id"))
        return ""

    def _insertion_ends(self, node: Any, _: str) -> str:
        self._inserted.discard(value(node, "change-id"))
        return ""

    def _hidden_text(self, node: Any, signs: str) -> str:
        hides = value(node, "is-hidden") != "false"
        return self._marked(value(node, "string-value") or node.text, _within(signs, hidden=hides))

    def _object(self, node: Any, _: str) -> str:
        return self._drawn(node)


FIRST_PAGE = "of the first page"
"""Stands for the kind of page that a document begins with where its first paragraph names none."""

_INLINE: dict[str, Callable[[Blocks, Any, str], str]] = {
    "s": lambda _, node, __: " " * min(SPACES, _count(node)),
    "tab": lambda *_: "\t",
    "line-break": lambda *_: "\n",
    "soft-page-break": lambda *_: SHOWN_BREAK,
    "note": Blocks._note,
    "annotation": Blocks._annotation,
    "annotation-end": Blocks._annotation_end,
    "change": Blocks._deleted,
    "change-start": Blocks._insertion_begins,
    "change-end": Blocks._insertion_ends,
    "hidden-text": Blocks._hidden_text,
    "object": Blocks._object,
}


def _is_seen(node: Any, name: str) -> bool:
    return bool(name) and name not in _UNSEEN and not name.endswith("-source") and _DRAWING not in node.tag


def _within(signs: str, *, hidden: bool) -> str:
    return signs + HIDDEN if hidden and HIDDEN not in signs else signs


def _styled(signs: str, style: Style) -> str:
    """The signs of words in a style: it may strike them through, or take the line away that those around them have."""
    signs = _within(signs, hidden=style.hidden)
    return signs if style.struck is None else signs.replace(STRUCK, "") + (STRUCK if style.struck else "")


def face(node: Any) -> tuple[str, str]:
    """The name by which a document knows a font, and that of the font itself."""
    return value(node, "name") or "", value(node, "font-family") or ""


def named_font(style: Any, faces: Mapping[str, str]) -> str:
    """The font that a style names by itself or by one of the document's `faces`; empty where it names none."""
    words = child(style, "text-properties")
    name = value(words, "font-name") or ""
    return (faces.get(name) or name or value(words, "font-family") or "").partition(",")[0].strip("'\" ")


def strikes(said: Iterable[str | None]) -> bool | None:
    """What the style and the type of a line through words say together; None where they say nothing."""
    lines = {line for line in said if line}
    return "none" not in lines if lines else None


def _uncovered(cells: list[Any]) -> Iterator[Any]:
    """The cells without those that a cell to the left of them spans; those that one above them spans are kept."""
    spanned = 0
    for cell in cells:
        if local_name(cell) == "table-cell":
            columns = value(cell, "number-columns-spanned") or ""
            spanned = int(columns) - 1 if columns.isdecimal() and len(columns) < 6 else 0
            yield cell
        elif spanned > 0:
            spanned -= 1
        else:
            yield cell


def _count(node: Any) -> int:
    count = value(node, "c") or "1"
    return int(count) if count.isdecimal() and len(count) < 6 else 1
