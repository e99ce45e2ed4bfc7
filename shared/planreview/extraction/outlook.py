"""The properties of a message as Outlook stores them (MS-OXMSG): each storage of an OLE file is an object with some."""

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import olefile

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_"
_UNICODE, _ANSI, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_TIME, _LONG = 0x0040, 0x0003
_CODE_PAGES = (0x3FFD, 0x3FDE)
"""Properties that name the code page of texts that are not Unicode: of the message's store, of the Internet."""

_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_HEADER_OF_TOP, _HEADER_OF_MESSAGE, _HEADER_OF_OTHERS = 32, 24, 8


class File:
    """The storages and streams of an OLE file. `names` are those in each storage, in capitals, with how they stand."""

    def __init__(self, content: bytes) -> None:
        self._ole: olefile.OleFileIO[Any] = olefile.OleFileIO(io.BytesIO(content))
        self.names: dict[tuple[str, ...], dict[str, str]] = {}
        for entry in self._ole.listdir(streams=True, storages=True):
            *storage, name = map(str, entry)
            self.names.setdefault(tuple(storage), {})[name.upper()] = name

    def is_stream(self, path: tuple[str, ...]) -> bool:
        return bool(self._ole.get_type(list(path)) == olefile.STGTY_STREAM)

    def read(self, path: tuple[str, ...]) -> bytes:
        return bytes(self._ole.openstream(list(path)).read())


class Storage:
    """An object of a message file: the message itself, a recipient, an attachment, a message attached to it."""

    def __init__(self, file: "File", path: tuple[str, ...] = (), code_page: str = "") -> None:
        self._file = file
        self._path = path
        self._names = file.names.get(path, {})
        self._fixed = dict(self._fixed_properties())
        named = next(filter(None, map(self.code_page, _CODE_PAGES)), "")
        self._code_page = named or code_page or "cp1252"

    def code_page(self, tag: int) -> str:
        """The code page that a property names; empty where it names none."""
        number = self.number(tag)
        return _codec(number) if number else ""

    def text(self, tag: int) -> str:
        """A property that is a text; empty where there is none."""
        if content := self._stream(tag, _UNICODE):
            return content.decode("utf-16-le", errors="replace").rstrip("\x00")
        content = self._stream(tag, _ANSI) or b""
        try:
            return content.decode(self._code_page).rstrip("\x00")
        except UnicodeDecodeError:  # some programs write what the store says, others what the machine speaks
            return content.decode("cp1252", errors="replace").rstrip("\x00")

    def binary(self, tag: int) -> bytes | None:
        return self._stream(tag, _BINARY)

    def number(self, tag: int) -> int:
        """A property that is a whole number; 0 where there is none."""
        kind, value = self._fixed.get(tag, (0, bytes(8)))
        return int.from_bytes(value[:4], "little") if kind == _LONG else 0

    def time(self, tag: int) -> datetime | None:
        """In UTC."""
        kind, value = self._fixed.get(tag, (0, b""))
        if kind != _TIME:
            return None
        try:
            return _EPOCH + timedelta(microseconds=int.from_bytes(value, "little") // 10)
        except OverflowError:
            return None

    def objects(self, prefix: str) -> Iterator["Storage"]:
        """The recipients or the attachments, in the order of their numbers."""
        for name in sorted(self._names):
            if name.startswith(prefix.upper()):
                yield Storage(self._file, (*self._path, self._names[name]), self._code_page)

    def inner(self, tag: int) -> "Storage | None":
        """A property that is an object itself, as an attached message is."""
        name = self._names.get(f"{_STREAM}{tag:04X}{_OBJECT}".upper())
        return Storage(self._file, (*self._path, name), self._code_page) if name else None

    def _stream(self, tag: int, kind: str) -> bytes | None:
        name = self._names.get(f"{_STREAM}{tag:04X}{kind}".upper())
        if name is None or not self._file.is_stream((*self._path, name)):
            return None
        return self._file.read((*self._path, name))

    def _fixed_properties(self) -> Iterator[tuple[int, tuple[int, bytes]]]:
        """Those that have no stream of their own: of each the number, the type and eight bytes."""
        name = self._names.get(_PROPERTIES.upper())
        if name is None:
            return
        data = self._file.read((*self._path, name))
        is_other = bool(self._path) and self._path[-1].startswith(("__attach", "__recip"))
        start = _HEADER_OF_OTHERS if is_other else _HEADER_OF_MESSAGE if self._path else _HEADER_OF_TOP
        for offset in range(start, len(data) - 15, 16):
            kind, tag = struct.unpack_from("<HH", data, offset)
            yield tag, (kind, data[offset + 8 : offset + 16])


def _codec(number: int) -> str:
    name = {65001: "utf-8", 1200: "utf-16-le", 20127: "cp1252", 28591: "cp1252", 20866: "koi8-r"}.get(number)
    name = name or (f"iso8859-{number - 28590}" if 28591 < number <= 28605 else f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
