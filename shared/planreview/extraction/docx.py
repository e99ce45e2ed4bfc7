"""Word documents, in reading order; each row of a table is one line, `cell | cell | cell`.

Elements are known by their local names, so that documents with macros, templates and the strict variant of the
format are read like any other. Paragraphs are parted by a blank line. Headers, footers, notes and comments stand on
the page where they first belong: see `asides`. What is inserted, deleted, hidden or struck through is marked:
see `marks`.

Word keeps no pages. A page begins where its author broke the page or a section begins on one, and where Word itself
last did when it showed the document.
"""

from collections.abc import Iterator
from typing import Any

from planreview.extraction import marks, office
from planreview.extraction.asides import BREAK, Asides, Place, has_words, reference
from planreview.extraction.blocks import Blocks
from planreview.extraction.drawing import Drawings
from planreview.extraction.numbering import Numbering
from planreview.extraction.package import Package, Relation, open_package
from planreview.extraction.pages import Pages, numbered
from planreview.extraction.refusals import check_count
from planreview.extraction.styles import Styles
from planreview.extraction.xml import child, is_on, local_name, value

_NOTES = {"footnotes": Place.FOOTNOTE, "endnotes": Place.ENDNOTE, "comments": Place.COMMENT}
_MARGINS = {"headerReference": Place.HEADER, "footerReference": Place.FOOTER}
_DRAWN = frozenset({"drawing", "pict", "object"})


def read_docx(content: bytes) -> Pages:
    return _Word(open_package(content, "Word document")).pages()


class _Word:
    """One Word document while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.document = package.xml(self.main)
        self.relations = {relation.id: relation for relation in package.relations(self.main)}
        self.styles = Styles(self._part("styles"))
        self.lists = Numbering(self._part("numbering"))
        self.has_even_margins = is_on(child(self._part("settings"), "evenAndOddHeaders"))
        self.drawings = Drawings(package)
        self.asides = Asides()

    def pages(self) -> Pages:
        self._gather_asides()
        stream = self._stream()
        texts = self.asides.pages(stream)
        check_count(self.package.named, len(texts))
        cautions = [*marks.cautions(self.asides.changes), *office.cautions(self.package, self._fields())]
        attachments = list(office.embedded_documents(self.package, self._chunks()))
        pictures = list(office.pictures(self.package, self.main, self.document))
        if has_words(stream):
            cautions += office.unread_pictures(self.package.named, pictures)
        elif pictures:
            cautions.append(office.only_pictures(self.package.named, len(pictures)))
            attachments += pictures
            texts = [text for text in texts if text.strip()]
        elif not attachments and not any(text.strip() for text in texts):
            raise office.nothing_in(
                self.package.named, drawn=any(local_name(node) in _DRAWN for node in self.document.iter())
            )
        read = numbered(texts)
        return Pages(read, len(read), tuple(cautions), attachments=tuple(attachments))

    def _stream(self) -> str:
        """The whole text with its breaks, and at the beginning of each section the references to its margins."""
        sections = [
            node
            for node in self.document.iter()
            if local_name(node) == "sectPr" and local_name(node.getparent()) in ("pPr", "body")
        ]
        stream = ""
        texts = "\n\n".join(self._blocks(self.main).of(self.document)).split(reference("section"))
        for number, text in enumerate(texts):
            section = sections[number] if number < len(sections) else None
            begins_page = number > 0 and value(child(section, "type"), "val") not in ("continuous", "nextColumn")
            stream += (BREAK if begins_page else "") + self._margins(section) + text
        return stream

    def _margins(self, section: Any) -> str:
        """References to the headers and footers that a section shows. One that names none keeps those before it."""
        shown = {"default"} | ({"first"} if is_on(child(section, "titlePg")) else set())
        shown |= {"even"} if self.has_even_margins else set()
        names = (
            self.relations[value(node, "id") or ""].target
            for node in (() if section is None else section)
            if local_name(node) in _MARGINS and value(node, "type") in shown and value(node, "id") in self.relations
        )
        return "".join(map(reference, names))

    def _gather_asides(self) -> None:
        for relation in self.relations.values():
            if relation.kind in _NOTES and relation.target in self.package:
                self._gather_notes(relation)
            elif relation.kind in ("header", "footer") and relation.target in self.package:
                text = self._text_of(relation.target, self.package.xml(relation.target))
                if any(map(str.isalpha, text)):  # a page's number alone says nothing
                    self.asides.add(relation.target, Place[relation.kind.upper()], text)

    def _gather_notes(self, relation: Relation) -> None:
        """Footnotes, endnotes or comments; not the lines that part notes from the text, which have a type."""
        for node in self.package.xml(relation.target):
            if value(node, "type") in (None, "normal"):
                self.asides.add(
                    f"{local_name(node)} {value(node, 'id')}",
                    _NOTES[relation.kind],
                    self._text_of(relation.target, node),
                    value(node, "author") or "",
                )

    def _text_of(self, part: str, node: Any) -> str:
        return "\n".join(self._blocks(part).of(node))

    def _blocks(self, part: str) -> Blocks:
        return Blocks(self.styles, self.lists, self.drawings.of(part))

    def _part(self, kind: str) -> Any:
        """The root of the part that the document has of a kind; nothing where it has none."""
        names = (relation.target for relation in self.relations.values() if relation.kind == kind)
        name = next((name for name in names if name in self.package), None)
        return self.package.xml(name) if name else ()

    def _fields(self) -> Iterator[str]:
        for node in self.document.iter():
            if local_name(node) == "instrText":
                yield node.text or ""
            elif local_name(node) == "fldSimple":
                yield value(node, "instr") or ""

    def _chunks(self) -> Iterator[str]:
        """The parts of other formats that Word shows as if they were part of the document."""
        return (
            relation.target
            for relation in self.relations.values()
            if relation.kind == "aFChunk" and relation.target in self.package
        )
