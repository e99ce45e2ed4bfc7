"""PowerPoint presentations: a page for each slide, in the order in which they are shown.

On a slide its title comes first, and then the other shapes in the order in which a screen reader takes them. Below
them stand the speaker's notes, and in brackets the comments. What the slides only inherit from their master is left
out, and a footer is told on the first slide that has it. What is struck through is marked: see `marks`.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from planreview.extraction import marks, office, slides
from planreview.extraction.asides import commented, one_line
from planreview.extraction.drawing import Drawings, words_of
from planreview.extraction.package import Package, open_package
from planreview.extraction.pages import Attachment, Pages
from planreview.extraction.rows import row
from planreview.extraction.xml import child, local_name, value
from planreview.text import Page

_TITLES = frozenset({"title", "ctrTitle"})
_MARGINS = frozenset({"ftr", "dt", "hdr"})
_SHAPES = frozenset({"sp", "cxnSp", "graphicFrame", "pic"})


def read_pptx(content: bytes) -> Pages:
    return _Presentation(open_package(content, "PowerPoint presentation")).pages()


class _Presentation:
    """One presentation while it is read. `hidden` are the numbers of the slides that are not shown.

    `changes` counts the signs of `marks` that were spelt out.
    """

    def __init__(self, package: Package) -> None:
        self.package = package
        self.main = package.main_part()
        self.drawings = Drawings(package)
        self.authors = dict(self._authors())
        self.hidden: list[int] = []
        self.pictures: dict[str, Attachment] = {}
        self.told: set[str] = set()
        self.changes: Counter[str] = Counter()

    def pages(self) -> Pages:
        names = self._slides()
        read = tuple(self._slide(number, name) for number, name in enumerate(names, start=1))
        attachments = tuple(office.embedded_documents(self.package))
        cautions = list(office.cautions(self.package))
        pictures = tuple(self.pictures.values())
        if any(page.text for page in read):
            cautions += [*marks.cautions(self.changes), *slides.cautions(read, self.hidden)]
            cautions += office.unread_pictures(self.package.named, pictures)
            return Pages(read, len(read), tuple(cautions), attachments=attachments)
        if pictures:
            cautions.append(office.only_pictures(self.package.named, len(pictures)))
        elif not attachments:
            raise office.nothing_in(self.package.named, drawn=any("/media/" in name for name in self.package.names))
        return Pages((), 0, tuple(cautions), attachments=(*attachments, *pictures))

    def _slides(self) -> list[str]:
        """The names of the slides' parts in the order of the presentation, each once."""
        targets = {relation.id: relation.target for relation in self.package.relations(self.main)}
        nodes = (node for node in self.package.xml(self.main).iter() if local_name(node) == "sldId")
        shown = (targets.get(next((id_ for key, id_ in node.items() if key.endswith("}id")), "")) for node in nodes)
        return [name for name in dict.fromkeys(shown) if name and name in self.package]

    def _slide(self, number: int, name: str) -> Page:
        root = self.package.xml(name)
        if value(root, "show") in ("0", "false"):
            self.hidden.append(number)
        drawn = self.drawings.of(name)
        for picture in office.pictures(self.package, name, root):
            self.pictures.setdefault(picture.name, picture)
        titles: list[str] = []
        others: list[str] = []
        for shape in _shapes(child(child(root, "cSld"), "spTree")):
            kind = _placeholder(shape)
            words = "\n".join(_lines(shape, drawn))
            if kind in _MARGINS:
                others += [f"Footer: {one_line(words)}"] if words.strip() and self._first(f"{kind} {words}") else []
            elif kind != "sldNum":
                (titles if kind in _TITLES else others).append(words)
        parts = [*map(self._spelt_out, (*titles, *others, *self._notes(name))), *self._comments(name)]
        return slides.slide(number, " ".join(titles), parts, hidden=number in self.hidden)

    def _notes(self, slide: str) -> Iterator[str]:
        for name in self._related(slide, "notesSlide"):
            for shape in _shapes(child(child(self.package.xml(name), "cSld"), "spTree")):
                words = "\n".join(_lines(shape, lambda _: "")) if _placeholder(shape) == "body" else ""
                if words.strip():
                    yield f"Notes: {words}"

    def _comments(self, slide: str) -> Iterator[str]:
        """Comments and the replies to them, in either of the two forms that PowerPoint has for them."""
        for name in self._related(slide, "comments"):
            for node in self.package.xml(name).iter():
                if local_name(node) in ("cm", "reply"):
                    old, new = child(node, "text"), child(node, "txBody")
                    words = "\n".join(_lines(new, lambda _: "")) if new is not None else getattr(old, "text", None)
                    yield commented(self.authors.get(value(node, "authorId") or "", ""), self._spelt_out(words or ""))

    def _spelt_out(self, text: str) -> str:
        text, counts = marks.spelt_out(text)
        self.changes.update(counts)
        return text

    def _authors(self) -> Iterator[tuple[str, str]]:
        for kind in ("commentAuthors", "authors"):
            for name in self._named(self.main, kind):
                for node in self.package.xml(name):
                    yield value(node, "id") or "", value(node, "name") or ""

    def _related(self, part: str, kind: str) -> Iterator[str]:
        """The parts of a kind that a slide has, each only for the first slide that names it."""
        return (name for name in self._named(part, kind) if self._first(name))

    def _named(self, part: str, kind: str) -> Iterator[str]:
        return (
            relation.target
            for relation in self.package.relations(part)
            if relation.kind == kind and relation.target in self.package
        )

    def _first(self, what: str) -> bool:
        is_first = what not in self.told
        self.told.add(what)
        return is_first


def _shapes(parent: Any) -> Iterator[Any]:
    """The shapes below a node, also those in groups, but not the copies that are kept for older programs."""
    for node in () if parent is None else parent:
        name = local_name(node)
        if name in _SHAPES:
            yield node
        elif name and name != "Fallback":
            yield from _shapes(node)


def _placeholder(shape: Any) -> str:
    """What a shape is on its slide, "title" say; empty for one that is no placeholder."""
    marks = (child(child(properties, "nvPr"), "ph") for properties in shape)
    return next((value(mark, "type") or "obj" for mark in marks if mark is not None), "")


def _lines(parent: Any, drawn: Callable[[Any], str]) -> Iterator[str]:
    """A line for each paragraph and row of a table. `drawn` gives the words of a chart or diagram by its node."""
    for node in parent:
        name = local_name(node)
        if name == "p":
            yield words_of(node)
        elif name == "tr":
            yield row([_cell(cell) for cell in node if local_name(cell) == "tc" and not value(cell, "hMerge")])
        elif name in ("chart", "relIds"):
            yield drawn(node)
        elif name and name != "Fallback":
            yield from _lines(node, drawn)


def _cell(node: Any) -> str:
    """A cell's text; nothing for one that only continues the cell above it."""
    return "" if value(node, "vMerge") else "\n".join(_lines(node, lambda _: ""))
