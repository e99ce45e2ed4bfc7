"""What Office packages hold beside their words: macros, links to elsewhere, embedded documents and pictures."""

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any

from planreview.errors import Unreadable
from planreview.extraction.fields import FETCHING
from planreview.extraction.kind import Kind, kind_of
from planreview.extraction.names import names_listed
from planreview.extraction.ole import packed_file
from planreview.extraction.package import Package
from planreview.extraction.pages import Attachment
from planreview.extraction.xml import local_name, value
from planreview.text import Caution

PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.TIFF})
"""The kinds of pictures whose text can be recognised."""

LARGE_PICTURE = 100_000
"""Bytes. A logo has tens of thousands, the scan of a page hundreds of thousands."""

_SHOWN = frozenset({"hyperlink"})
_EMBEDDED = re.compile(r"(^|/)embeddings/[^/]+$", re.IGNORECASE)
_CONTROLS = re.compile(r"(^|/)(vbaProject\.bin|activeX/[^/]+)$", re.IGNORECASE)


def cautions(package: Package, fields: Iterable[str] = ()) -> Iterator[Caution]:
    """What one should know of a package. `fields` are the instructions of a Word document's fields."""
    if any(_CONTROLS.search(name) for name in package.names):
        yield macros(package.named)
    links = [
        f"{relation.kind} {relation.target}"
        for relation in package.all_relations()
        if relation.external and relation.kind not in _SHOWN
    ]
    links += [f"{found[1].upper()} {found[2]}" for field in fields if (found := FETCHING.match(field))]
    if links:
        yield external_links(package.named, links)
    if embedded := [name for name in package.names if _EMBEDDED.search(name)]:
        yield embedded_objects(package.named, [_shown_name(name, package.read(name)) for name in embedded])


def macros(named: str) -> Caution:
    return Caution(code="macros", message=f"The {named} holds macros or controls. They were not run, nor read.")


def external_links(named: str, links: list[str]) -> Caution:
    return Caution(
        code="external_links",
        message=f"The {named} takes things from outside it, which were not fetched: {_list(links)}.",
    )


def embedded_objects(named: str, names: list[str]) -> Caution:
    return Caution(
        code="embedded_objects",
        message=f"The {named} holds embedded objects: {_list([PurePosixPath(name).name for name in names])}."
        " Those that are documents are read by themselves.",
    )


def embedded_documents(package: Package, more: Iterable[str] = ()) -> Iterator[Attachment]:
    """The embedded objects that are files of a known kind. `more` are the names of further parts to look at."""
    names = dict.fromkeys((*(name for name in package.names if _EMBEDDED.search(name)), *more))
    return each_once(embedded_document(PurePosixPath(name).name, package.read(name)) for name in names)


def each_once(found: Iterable[Attachment | None]) -> Iterator[Attachment]:
    """The documents of different content: a presentation can hold the same one on many slides."""
    seen = set()
    for document in found:
        if document and document.content not in seen:
            seen.add(document.content)
            yield document


def embedded_document(name: str, content: bytes) -> Attachment | None:
    """An embedded object as the file that it is or holds; None for one of no known kind."""
    if packed := packed_file(content):
        name, content = packed.name or PurePosixPath(name).stem, packed.content
    kind = kind_of(content, name)
    if kind in (Kind.OLE, Kind.UNKNOWN, Kind.EMPTY, Kind.PICTURE):
        return None
    known = PurePosixPath(name).suffix.lower() in kind.endings or not kind.endings
    return Attachment(name if known else PurePosixPath(name).stem + kind.endings[0], content)


def pictures(package: Package, part: str, root: Any) -> Iterator[Attachment]:
    """The pictures whose text can be recognised, in the order in which the part shows them, each once."""
    relations = {relation.id: relation for relation in package.relations(part) if not relation.external}
    shown = (_picture(node) for node in root.iter())
    names = dict.fromkeys(relations[id_].target for id_ in shown if id_ in relations)
    yield from (found for name in names if (found := picture(package, name)))


def picture(package: Package, name: str) -> Attachment | None:
    """The part of a name, where it is a picture whose text can be recognised."""
    if name not in package or kind_of(content := package.read(name), name) not in PICTURES:
        return None
    return Attachment(PurePosixPath(name).name, content)


def unread_pictures(named: str, shown: Iterable[Attachment]) -> Iterator[Caution]:
    """A caution where some of the pictures beside a text are large."""
    count = sum(len(picture.content) >= LARGE_PICTURE for picture in shown)
    if count:
        yield Caution(
            code="pictures_unread",
            message=f"The {named} shows {count} large picture{'s' if count > 1 else ''} beside its text."
            " Words in them were not read.",
        )


def only_pictures(named: str, count: int) -> Caution:
    return Caution(
        code="only_pictures",
        message=f"The {named} holds only pictures and no text of its own;"
        f" its pictures, {count} of them, are read by themselves.",
    )


def nothing_in(named: str, *, drawn: bool) -> Unreadable:
    """Why a document without words or legible pictures is refused. `drawn`: it shows something all the same."""
    if drawn:
        return Unreadable(
            "unsupported",
            f"The {named} holds only drawings, or pictures of other kinds than PNG, JPEG and TIFF, and no text."
            " Please send the text itself, or a PDF of it.",
        )
    return Unreadable("empty", f"The {named} holds no text. Please send it again.")


def _picture(node: Any) -> str:
    """The id of the relation to the picture that a node shows, if it does: DrawingML's way, or the older one."""
    name = local_name(node)
    return (value(node, "embed") if name == "blip" else value(node, "id") if name == "imagedata" else None) or ""


def _shown_name(name: str, content: bytes) -> str:
    """The name of an embedded object, or where it holds a packed file, which may be a program, that file's name."""
    packed = packed_file(content)
    return packed.name if packed and packed.name else name


def _list(names: list[str]) -> str:
    return names_listed((name.strip() for name in dict.fromkeys(names)), most=5)
