"""The file that an OLE object holds: one that was packed into a document, or saved in it by another program."""

import io
import struct
from dataclasses import dataclass
from pathlib import PureWindowsPath

import olefile

_PACKED = "\x01Ole10Native"
_WHOLE = ("Package", "CONTENTS", "EmbeddedOdf")
"""Streams that are files as they are: of Office, of Acrobat, of LibreOffice."""


@dataclass(frozen=True)
class PackedFile:
    """`name` is empty where the object tells none."""

    name: str
    content: bytes


def packed_file(content: bytes) -> PackedFile | None:
    """The file within an OLE object; None for one that is damaged, or is itself a document, or no OLE object."""
    if not olefile.isOleFile(data=content):
        return None
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            if ole.exists(_PACKED):
                return _unpacked(ole.openstream(_PACKED).read())
            stream = next((name for name in _WHOLE if ole.exists(name)), None)
            return PackedFile("", ole.openstream(stream).read()) if stream else None
    except (OSError, struct.error, ValueError, IndexError):
        return None


def _unpacked(native: bytes) -> PackedFile:
    """The layout that Windows' packager writes: sizes are little-endian, names end in a zero.

    Size of all, flags, label, path, flags, size and path of a temporary copy, size and bytes of the file.
    """
    label, _, rest = native[6:].partition(b"\x00")
    path, _, rest = rest.partition(b"\x00")
    (temporary,) = struct.unpack_from("<I", rest, 4)
    (size,) = struct.unpack_from("<I", rest, 8 + temporary)
    start = 12 + temporary
    return PackedFile(PureWindowsPath(_decoded(label or path)).name, rest[start : start + size])


def _decoded(name: bytes) -> str:
    """Newer programs write names in UTF-8, older ones in the code page of the machine."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("cp1252", errors="replace")
