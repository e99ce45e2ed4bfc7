"""Packages: the zip files of parts that Office programs and OpenDocument programs write.

A package is opened only if all it holds, unpacked, is within bounds, and no more of a part is unpacked than the size
that was declared for it.
"""

import io
import posixpath
import zipfile
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

from planreview.errors import Unreadable
from planreview.extraction.refusals import protected
from planreview.extraction.xml import local_name, parse_xml

UNPACKED = 200_000_000
"""Bytes of all parts unpacked: hundreds of times what a plan of words needs, and what the child process can hold."""

PARTS = 5_000
"""Parts of one package; a long document with many pictures has some hundreds."""


@dataclass(frozen=True)
class Relation:
    """What one part says of another. `kind` is the last word of its type, "hyperlink" say.

    `target` is the name of a part, or where `external`, an address outside the package.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """The parts of an opened package, by their names. Names are compared as Office does: without regard to case."""

    def __init__(self, archive: zipfile.ZipFile, named: str) -> None:
        self.named = named
        self._archive = archive
        self._relations: dict[str, tuple[Relation, ...]] = {}
        self._members = {_key(member.filename): member for member in archive.infolist() if not member.is_dir()}

    @property
    def names(self) -> tuple[str, ...]:
        """In the order of the package."""
        return tuple(member.filename for member in self._members.values())

    def __contains__(self, name: str) -> bool:
        return _key(name) in self._members

    def read(self, name: str) -> bytes:
        """A part's bytes. Raises KeyError where there is none of that name."""
        member = self._members[_key(name)]
        with self._archive.open(member) as part:
            return part.read(member.file_size)  # without a number, zipfile unpacks all there is before it counts

    def xml(self, name: str) -> Any:
        """The root element of a part. Raises what `read` and `parse_xml` do."""
        return parse_xml(self.read(name), self.named)

    def relations(self, part: str = "") -> tuple[Relation, ...]:
        """The relations of a part, or of the package itself; none where it has none."""
        folder, name = posixpath.split(part)
        return self._listed(posixpath.join(folder, "_rels", f"{name}.rels"))

    def all_relations(self) -> tuple[Relation, ...]:
        """The relations of all parts and of the package itself."""
        listed = (name for name in self.names if name.lower().endswith(".rels"))
        return tuple(relation for name in listed for relation in self._listed(name))

    def _listed(self, name: str) -> tuple[Relation, ...]:
        """The relations that a part lists; several readers ask for them, and it is parsed once."""
        if name not in self:
            return ()
        if name not in self._relations:
            folder = posixpath.dirname(posixpath.dirname(name))
            self._relations[name] = tuple(
                _relation(node, folder) for node in self.xml(name) if local_name(node) == "Relationship"
            )
        return self._relations[name]

    def main_part(self) -> str:
        """The name of the part that an Office package is about. Raises StopIteration where no relation names it."""
        return next(relation.target for relation in self.relations() if relation.kind == "officeDocument")


def open_package(content: bytes, named: str) -> Package:
    """The package in these bytes; `named` is how a sentence names it, "Word document" say.

    Raises Unreadable for one that is too large, protected, or ambiguous; zipfile.BadZipFile for one that is damaged.
    """
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = archive.infolist()
    if len(members) > PARTS or sum(member.file_size for member in members) > UNPACKED:
        raise Unreadable(
            "too_large",
            f"The {named} unpacks to more than {UNPACKED:,} bytes or {PARTS:,} parts."
            " Please send it in parts, or as a PDF.",
        )
    if any(member.flag_bits & 1 for member in members):
        raise protected(named)
    if len({_key(member.filename) for member in members}) < len(members):  # two readers could each show another one
        raise Unreadable(
            "corrupt", f"The {named} holds two parts of the same name. Please save it anew and send it again."
        )
    return Package(archive, named)


def open_opendocument(content: bytes, named: str) -> Package:
    """As `open_package`, for OpenDocument, whose protected parts only the manifest tells of."""
    package = open_package(content, named)
    manifest = "META-INF/manifest.xml"
    if manifest in package and any(local_name(node) == "encryption-data" for node in package.xml(manifest).iter()):
        raise protected(named)
    return package


def _relation(node: Any, folder: str) -> Relation:
    external = node.get("TargetMode", "") == "External"
    target = node.get("Target", "")
    kind = node.get("Type", "").rpartition("/")[2]
    return Relation(node.get("Id", ""), kind, target if external else _resolved(target, folder), external)


def _resolved(target: str, folder: str) -> str:
    """The part's name that a relation's target means: relative to the folder of the part that names it, or absolute."""
    path = unquote(target.partition("#")[0]).replace("\\", "/")
    return posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
