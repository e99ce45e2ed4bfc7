"""OpenDocument texts and slides, as LibreOffice writes them.

A text has no pages but where its author broke them, or where LibreOffice noted one when it saved. Its headers,
footers, notes and comments stand on the page where they first belong: see `asides`. Slides are read like those of
PowerPoint: see `pptx`.
"""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from planreview.extraction import marks, office, slides
from planreview.extraction.asides import BREAK, SHOWN_BREAK, Asides, Place, has_words, one_line, without_references
from planreview.extraction.kind import kind_of
from planreview.extraction.opendocument import FIRST_PAGE, Blocks, Styles
from planreview.extraction.package import Package, open_opendocument
from planreview.extraction.pages import Attachment, Pages, numbered
from planreview.extraction.refusals import check_count
from planreview.extraction.xml import child, local_name, value
from planreview.text import Caution, Page

_MACROS = re.compile(r"(Basic|Scripts)/", re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]+:|//|\.\./", re.IGNORECASE)
_LINKS = frozenset({"a", "event-listener", "bookmark-ref", "simple"})
_OBJECTS = frozenset({"object", "object-ole"})
_DOCUMENTS = frozenset(f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation"))
_NO_BREAKS = {ord(BREAK): None, ord(SHOWN_BREAK): None}
_CHART = "application/vnd.oasis.opendocument.chart"


def read_odt(content: bytes) -> Pages:
    return _OpenDocument(open_opendocument(content, "OpenDocument text")).pages_of_text()


def read_odp(content: bytes) -> Pages:
    return _OpenDocument(open_opendocument(content, "OpenDocument presentation")).pages_of_slides()


class _OpenDocument:
    """One document while it is read."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.content = package.xml("content.xml")
        self.common = package.xml("styles.xml") if "styles.xml" in package else self.content
        self.styles = Styles(self.common, self.content)
        self.asides = Asides()
        self.types = dict(self._types())
        self.told: set[str] = set()
        self.blocks = self._blocks(self.content)

    def pages_of_text(self) -> Pages:
        self._gather_margins()
        stream = "\n\n".join(self.blocks.of(child(self.content, "body")))
        texts = self.asides.pages(stream)
        check_count(self.package.named, len(texts))
        if not has_words(stream):
            texts = [text for text in texts if text.strip()]
            return self._without_words(numbered(texts))
        return self._with_words(numbered(texts))

    def pages_of_slides(self) -> Pages:
        nodes = [node for node in self.content.iter() if local_name(node) == "page"]
        check_count(self.package.named, len(nodes))
        read = tuple(self._slide(number, node) for number, node in enumerate(nodes, start=1))
        hidden = [number for number, node in enumerate(nodes, start=1) if self._is_hidden(node)]
        if not any(page.text for page in read):
            return self._without_words(())
        return self._with_words(read, slides.cautions(read, hidden))

    def _slide(self, number: int, node: Any) -> Page:
        titles: list[str] = []
        others: list[str] = []
        for shape in node:
            (titles if value(shape, "class") == "title" else others).append("\n".join(self.blocks.of([shape])))
        # A slide is one page, wherever a paragraph's style would begin another.
        [body] = self.asides.pages("\n\n".join([*titles, *filter(str.strip, others)]).translate(_NO_BREAKS))
        parts = [body, *self._footer(node), *self._notes(node)]
        return slides.slide(number, without_references(" ".join(titles)), parts, hidden=self._is_hidden(node))

    def _footer(self, page: Any) -> Iterator[str]:
        name = value(page, "use-footer-name")
        if name and name not in self.told:
            self.told.add(name)
            nodes = (node for node in self.content.iter() if local_name(node) == "footer-decl")
            yield from (f"Footer: {one_line(node.text or '')}" for node in nodes if value(node, "name") == name)

    def _notes(self, page: Any) -> Iterator[str]:
        for frame in () if child(page, "notes") is None else child(page, "notes"):
            words = "\n".join(self.blocks.of(frame)) if value(frame, "class") == "notes" else ""
            if words.strip():
                yield f"Notes: {without_references(self.asides.spelt_out(words))}"

    def _is_hidden(self, page: Any) -> bool:
        return self.styles.of("drawing-page", value(page, "style-name")).hidden

    def _gather_margins(self) -> None:
        """The headers and footers of each kind of page, with those of the kinds that follow it by themselves."""
        nodes = [node for node in self.common.iter() if local_name(node) == "master-page"]
        masters = {value(node, "name"): node for node in nodes}
        first = masters.get("Standard", nodes[0] if nodes else None)
        named = {name: node for name, node in masters.items() if name}
        for name, node in {**named, **({FIRST_PAGE: first} if first is not None else {})}.items():
            chain = [node]
            while (following := masters.get(value(chain[-1], "next-style-name"))) is not None:
                if following in chain:
                    break
                chain.append(following)
            for place in (Place.HEADER, Place.FOOTER):
                self.asides.add(f"{place.value.lower()} {name}", place, self._margins(chain, place.value.lower()))

    def _margins(self, masters: list[Any], kind: str) -> str:
        names = (kind, f"{kind}-left", f"{kind}-first")
        nodes = (node for master in masters for node in master if local_name(node) in names)
        texts = ("\n".join(self._blocks(node).of(node)) for node in nodes if value(node, "display") != "false")
        return "\n".join(dict.fromkeys(text for text in texts if any(map(str.isalpha, text))))

    def _with_words(self, read: tuple[Page, ...], more: Iterable[Caution] = ()) -> Pages:
        cautions = [*self._cautions(), *more, *office.unread_pictures(self.package.named, self._pictures())]
        return Pages(read, len(read), tuple(cautions), attachments=tuple(self._embedded()))

    def _without_words(self, read: tuple[Page, ...]) -> Pages:
        pictures, embedded = tuple(self._pictures()), tuple(self._embedded())
        cautions = list(self._cautions())
        if pictures:
            cautions.append(office.only_pictures(self.package.named, len(pictures)))
        elif not embedded and not read:
            drawn = any(local_name(node) in ("image", "custom-shape", *_OBJECTS) for node in self.content.iter())
            raise office.nothing_in(self.package.named, drawn=drawn)
        return Pages(read, len(read), tuple(cautions), attachments=(*embedded, *pictures))

    def _cautions(self) -> Iterator[Caution]:
        yield from marks.cautions(self.asides.changes)
        if any(_MACROS.match(name) for name in self.package.names):
            yield office.macros(self.package.named)
        links = [f"{local_name(node)} {link}" for node, link in self._hrefs() if _OUTSIDE.match(link)]
        if links:
            yield office.external_links(self.package.named, links)
        if objects := [link for node, link in self._hrefs() if self._is_object(node, link)]:
            yield office.embedded_objects(self.package.named, objects)

    def _hrefs(self) -> Iterator[tuple[Any, str]]:
        """What the document takes in from other places; a link to follow is none."""
        for root in (self.content, self.common):
            for node in root.iter():
                link = value(node, "href")
                if link and local_name(node) not in _LINKS:
                    yield node, link
                elif local_name(node) == "dde-connection-decl":
                    yield node, f"dde:{value(node, 'dde-topic')}"

    def _is_object(self, node: Any, link: str) -> bool:
        """Whether a node holds an object of another program; charts and formulas are part of the text."""
        kind = self.types.get(_inside(link), "")
        return local_name(node) == "object-ole" or (local_name(node) == "object" and kind in _DOCUMENTS)

    def _embedded(self) -> Iterator[Attachment]:
        nodes = {_inside(link): node for node, link in self._hrefs() if self._is_object(node, link)}
        return office.each_once(self._document(name, is_folder=local_name(nodes[name]) == "object") for name in nodes)

    def _document(self, name: str, *, is_folder: bool) -> Attachment | None:
        if is_folder:
            return self._subdocument(name)
        return office.embedded_document(name, self.package.read(name)) if name in self.package else None

    def _subdocument(self, name: str) -> Attachment:
        """An object that is an OpenDocument of its own, in a folder of the package, as a package by itself."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr(zipfile.ZipInfo("mimetype"), self.types[name])
            for part in self.package.names:
                if part.startswith(f"{name}/"):
                    package.writestr(zipfile.ZipInfo(part.removeprefix(f"{name}/")), self.package.read(part))
        content = out.getvalue()
        return Attachment(name + kind_of(content).endings[0], content)

    def _pictures(self) -> Iterator[Attachment]:
        links = dict.fromkeys(_inside(link) for node, link in self._hrefs() if local_name(node) == "image")
        yield from (found for name in links if (found := office.picture(self.package, name)))

    def _types(self) -> Iterator[tuple[str, str]]:
        """The media types of the package's files and folders, by the manifest; it may be missing."""
        manifest = "META-INF/manifest.xml"
        for node in self.package.xml(manifest) if manifest in self.package else ():
            yield (value(node, "full-path") or "").rstrip("/"), value(node, "media-type") or ""

    def _blocks(self, root: Any) -> Blocks:
        return Blocks(self.styles, self.asides, root, self._chart)

    def _chart(self, node: Any) -> str:
        """The title and the rows of a chart, each chart once."""
        name = _inside(value(node, "href") or "")
        part = f"{name}/content.xml"
        if self.types.get(name) != _CHART or part not in self.package or part in self.told:
            return ""
        self.told.add(part)
        root = self.package.xml(part)
        return "\n" + "\n".join(self._blocks(root).of(root)) + "\n"


def _inside(link: str) -> str:
    return link.removeprefix("./").rstrip("/")
