"""Zip archives. They have no pages: each file in one is a document of its own, under its path in the archive.

What is declared is checked before anything is unpacked, and counted again while it is, because declarations lie.
"""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator

from planreview.errors import Unreadable
from planreview.extraction.kind import DAMAGE
from planreview.extraction.names import apart, harmless, is_odd, names_listed
from planreview.extraction.pages import Attachment, Pages
from planreview.text import Caution

MEMBERS = 500
"""Files of one archive. A force's submission has tens; each file becomes a document with a process of its own."""

UNPACKED = 200_000_000
"""Bytes of all files together, which the child process holds in memory and hands on (`limits.Limits.attachments`)."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA})
_METHOD_NAMES = {9: "Deflate64", 93: "Zstandard", 95: "XZ", 98: "PPMd", 99: "AES"}
_JUNK_FOLDERS = ("__MACOSX/",)
_JUNK = frozenset({".ds_store", "thumbs.db", "desktop.ini"})
_JUNK_STARTS = ("~$", ".~lock.", "._")
"""Of what Word, Excel and LibreOffice write beside a document that is open, and macOS beside a file for its own use."""

_ENCRYPTED = 0x1
_UTF_8 = 0x800
_UNICODE_PATH = 0x7075
_SPLIT = b"PK\x07\x08"
_LOCAL_HEADER = 30  # bytes of it before the name


def read_zip(content: bytes) -> Pages:
    if content.startswith(_SPLIT):
        raise Unreadable(
            "unsupported",
            "The file is one part of a zip archive in several parts. Please send the documents themselves.",
        )
    archive = zipfile.ZipFile(io.BytesIO(content))
    members = [member for member in archive.infolist() if not _is_junk(member)]
    _check(members)
    return _Unpacking(archive, members).pages()


class _Unpacking:
    """One archive while it is unpacked. Files that cannot be read are gathered by the reason why."""

    def __init__(self, archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
        self.archive = archive
        self.members = members
        self.names = [_name(member) for member in members]
        self.left = UNPACKED
        self.protected: list[str] = []
        self.packed_otherwise: list[str] = []
        self.damaged: list[str] = []

    def pages(self) -> Pages:
        attachments = []
        for member, name in zip(self.members, apart([harmless(name) for name in self.names]), strict=True):
            unpacked = self._unpacked(member, name)
            if unpacked is not None:
                attachments.append(Attachment(name, unpacked))
        if not attachments:
            raise self._nothing_read()
        return Pages((), 0, tuple(self._cautions()), attachments=tuple(attachments))

    def _unpacked(self, member: zipfile.ZipInfo, name: str) -> bytes | None:
        """A file's bytes; None for one that cannot be read."""
        if member.flag_bits & _ENCRYPTED:
            self.protected.append(name)
            return None
        if member.compress_type not in _METHODS:
            method = _METHOD_NAMES.get(member.compress_type, f"method {member.compress_type}")
            self.packed_otherwise.append(f"{name} ({method})")
            return None
        try:
            with self.archive.open(member) as file:
                unpacked = file.read(min(self.left, member.file_size) + 1)  # zipfile gives no more than was declared
        except DAMAGE:
            self.damaged.append(name)
            return None
        self.left -= len(unpacked)
        if self.left < 0:
            raise _too_large()
        return unpacked

    def _nothing_read(self) -> Unreadable:
        if not self.members:
            return Unreadable("empty", "The zip archive holds no files. Please send it again.")
        if self.protected:
            return Unreadable(
                "encrypted",
                "The zip archive is protected with a password. Please remove the password and send it again.",
            )
        if self.packed_otherwise:
            return Unreadable(
                "unsupported",
                f"The zip archive is packed in a way that cannot be read: {names_listed(self.packed_otherwise)}."
                " Please send the documents themselves.",
            )
        return Unreadable("corrupt", "The zip archive is damaged. Please save it anew and send it again.")

    def _cautions(self) -> Iterator[Caution]:
        for names, why in (
            (self.protected, "are protected with a password"),
            (self.packed_otherwise, "are packed in a way that cannot be read"),
            (self.damaged, "are damaged"),
        ):
            if names:
                yield Caution(
                    code="members_unread",
                    message=f"These files of the archive {why}, and were not read: {names_listed(names)}.",
                )
        if odd := [harmless(name) for name in self.names if is_odd(name)]:
            yield Caution(
                code="odd_names",
                message="The names of these files led out of the archive, or held characters that do not show;"
                f" they are given without that: {names_listed(odd)}.",
            )


def _check(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MEMBERS or sum(member.file_size for member in members) > UNPACKED:
        raise _too_large()
    end = 0
    for member in sorted(members, key=lambda member: member.header_offset):
        if member.header_offset < end:  # as in bombs that use the same bytes for many files
            raise Unreadable(
                "corrupt", "The zip archive stores files that overlap. Please make it anew and send it again."
            )
        end = member.header_offset + _LOCAL_HEADER + member.compress_size


def _too_large() -> Unreadable:
    return Unreadable(
        "too_large",
        f"The zip archive holds more than {MEMBERS:,} files or {UNPACKED:,} bytes. Please send it in parts.",
    )


def _is_junk(member: zipfile.ZipInfo) -> bool:
    """Folders, links, and what systems and programs leave in folders for themselves."""
    path = member.filename.replace("\\", "/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_folder = path.endswith("/")
    name = path.rpartition("/")[2].lower()
    is_left = path.startswith(_JUNK_FOLDERS) or name in _JUNK or name.startswith(_JUNK_STARTS)
    return is_folder or is_link or is_left


def _name(member: zipfile.ZipInfo) -> str:
    """The name as it was meant. Without a mark for UTF-8 it should be in code page 437, and often is in UTF-8."""
    name = member.orig_filename
    if member.flag_bits & _UTF_8:
        return name
    try:
        raw = name.encode("cp437")
        return _unicode_path(member.extra, raw) or raw.decode("utf-8")
    except UnicodeError:
        return name


def _unicode_path(extra: bytes, raw: bytes) -> str | None:
    """The name in Info-ZIP's extra field 0x7075, which counts only for the name whose checksum it holds."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + size], extra[4 + size :]
        if kind == _UNICODE_PATH and len(field) > 5 and field[1:5] == struct.pack("<I", zlib.crc32(raw)):
            return field[5:].decode("utf-8")
    return None
