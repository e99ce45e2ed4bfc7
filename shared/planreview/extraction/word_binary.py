"""The binary structures of Word documents up to Word 2003, as [MS-DOC] describes them, and of Word 6 and 95.

A document's text lies in pieces, each of which maps character positions (CP) to bytes of the main stream. The
properties of paragraphs and runs are kept by byte position (FC), on pages of 512 bytes. Numbers are little-endian.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

WORD_97 = 0xA5EC
WORD_6 = 0xA5DC
PAGE = 512
PIECES = 1_000_000
"""Pieces, or runs of one format, of one document. One saved fast for years has some thousands."""

_COMPRESSED = 0x40000000
_OPERANDS = (1, 1, 2, 4, 2, 2, -1, 3)
"""Bytes of a property's operand by the top three bits of its code; -1 where its first byte says how many."""


_CODE_PAGES = {1049: "cp1251", 1058: "cp1251", 1026: "cp1251", 1045: "cp1250", 1029: "cp1250", 1038: "cp1250"}
_CODE_PAGES |= {1051: "cp1250", 1050: "cp1250", 1032: "cp1253", 1055: "cp1254", 1037: "cp1255", 1025: "cp1256"}
"""By the language of a document of Word 6 or 95; all others are taken for Western European."""


@dataclass(frozen=True)
class Piece:
    """Characters `start` to `end` (CP) from byte `offset` (FC) of the main stream on, `width` bytes each."""

    start: int
    end: int
    offset: int
    width: int


@dataclass(frozen=True)
class Counts:
    """Characters of each part of a document, in the order in which they follow each other."""

    text: int
    footnotes: int
    headers: int
    macros: int
    comments: int
    endnotes: int
    text_boxes: int
    header_text_boxes: int


class Header:
    """The file information block (FIB) at the start of the main stream. Raises ValueError where there is none."""

    def __init__(self, main: bytes) -> None:
        self.main = main
        (self.magic, self.version) = struct.unpack_from("<HH", main)
        if self.magic not in (WORD_97, WORD_6):
            raise ValueError(f"no Word document: {self.magic:#x}")
        (flags,) = struct.unpack_from("<H", main, 10)
        self.is_old = self.magic == WORD_6 or self.version < 105
        self.is_encrypted = bool(flags & 0x0100)
        self.table_stream = "1Table" if flags & 0x0200 else "0Table"
        self.language = struct.unpack_from("<H", main, 6)[0]
        self.first_byte = struct.unpack_from("<I", main, 0x18)[0]
        counts = struct.unpack_from("<8i", main, 0x34 if self.is_old else 0x4C)
        self.counts = Counts(*(max(0, count) for count in counts))

    def place(self, number: int) -> tuple[int, int]:
        """Where the structure of a number lies in the table stream, and its size; the list is the same in all."""
        offset, size = struct.unpack_from("<II", self.main, (0x58 if self.is_old else 0x9A) + 8 * number)
        return offset, size


def pieces(header: Header, table: bytes) -> list[Piece]:
    """In the order of the text."""
    offset, size = header.place(33)
    data = table[offset : offset + size]
    while data[:1] == b"\x01":  # properties that a fast save has put before the pieces
        data = data[3 + struct.unpack_from("<H", data, 1)[0] :]
    if data[:1] != b"\x02":
        if not header.is_old:
            raise ValueError("no pieces")
        counts = header.counts
        total = counts.text + counts.footnotes + counts.headers + counts.macros + counts.comments + counts.endnotes
        total += counts.text_boxes + counts.header_text_boxes
        return [Piece(0, total, header.first_byte, 1)]
    positions, records = plc(data[5 : 5 + struct.unpack_from("<I", data, 1)[0]], 8)
    found: list[Piece] = []
    for start, end, record in zip(positions, positions[1:], records, strict=False):
        (place,) = struct.unpack_from("<I", record, 2)
        if start != (found[-1].end if found else 0) or end < start:
            raise ValueError("pieces that do not follow each other")
        if header.is_old:
            found.append(Piece(start, end, place, 1))
        elif place & _COMPRESSED:
            found.append(Piece(start, end, (place & ~_COMPRESSED) // 2, 1))
        else:
            found.append(Piece(start, end, place, 2))
    return found


def plc(data: bytes, size: int) -> tuple[list[int], list[bytes]]:
    """Positions, and between each two of them a record of `size` bytes."""
    count = max(0, (len(data) - 4) // (4 + size))
    if count > PIECES:
        raise ValueError("too many pieces")
    positions = list(struct.unpack_from(f"<{count + 1}i", data)) if len(data) >= 4 else []
    start = 4 * (count + 1)
    return positions, [data[start + size * n : start + size * (n + 1)] for n in range(count)]


class Text:
    """The characters of all parts by their positions (CP)."""

    def __init__(self, header: Header, found: list[Piece]) -> None:
        self.pieces = found
        self._ends = [piece.end for piece in found]
        self.characters = "".join(_decoded(header, piece) for piece in found)

    def offset(self, position: int) -> int:
        """The byte (FC) of the main stream at which a character lies; -1 beyond the text."""
        index = bisect_right(self._ends, position)
        if index == len(self.pieces):
            return -1
        piece = self.pieces[index]
        return piece.offset + (position - piece.start) * piece.width

    def runs(self, formats: "Formats") -> Iterator[tuple[int, int, bytes]]:
        """First position, the one after the last, and the properties of each run."""
        for piece in self.pieces:
            end = piece.offset + (piece.end - piece.start) * piece.width
            for first, last, found in formats.between(piece.offset, end):
                start = piece.start + (first - piece.offset) // piece.width
                yield start, piece.start + (last - piece.offset) // piece.width, found


def _decoded(header: Header, piece: Piece) -> str:
    """A piece's characters, as many as it has positions. Only Word 6 and 95 use the code page of the language."""
    count = piece.end - piece.start
    content = header.main[piece.offset : piece.offset + count * piece.width]
    if piece.width == 2:
        units = content[: len(content) // 2 * 2]
        return "".join(map(chr, struct.unpack(f"<{len(units) // 2}H", units))).ljust(count, "\x00")
    text = content.decode(_CODE_PAGES.get(header.language, "cp1252") if header.is_old else "cp1252", errors="replace")
    return text.ljust(count, "\x00")


class Formats:
    """Properties by byte position: of the paragraph, or the run, in which a byte lies."""

    def __init__(self, header: Header, table: bytes, *, of_paragraphs: bool) -> None:
        self._of_paragraphs = of_paragraphs
        self._is_old = header.is_old
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._properties: list[bytes] = []
        offset, size = header.place(13 if of_paragraphs else 12)
        _, pages = plc(table[offset : offset + size], 2 if header.is_old else 4)
        for page in pages:
            number = int.from_bytes(page[:3], "little")
            self._read_page(header.main[PAGE * number : PAGE * (number + 1)])

    def at(self, offset: int) -> bytes:
        """The properties at a byte of the main stream; empty where there are none of its own."""
        return next((properties for _, _, properties in self.between(offset, offset + 1)), b"")

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, bytes]]:
        """Start, end and properties of whatever lies between two bytes, cut off at them."""
        index = max(0, bisect_right(self._starts, start) - 1)
        while index < len(self._starts) and self._starts[index] < end:
            first, last = max(start, self._starts[index]), min(end, self._ends[index])
            if first < last:
                yield first, last, self._properties[index]
            index += 1

    def _read_page(self, page: bytes) -> None:
        if len(page) < PAGE:
            return
        count = page[-1]
        starts = struct.unpack_from(f"<{count + 1}I", page) if 4 * (count + 1) < PAGE else ()
        record = 1 if not self._of_paragraphs else 7 if self._is_old else 13
        for index, (start, end) in enumerate(pairwise(starts)):
            if self._starts and start < self._starts[-1]:
                continue
            place = 4 * (count + 1) + record * index
            offset = 2 * page[place] if place < PAGE else 0
            self._starts.append(start)
            self._ends.append(end)
            self._properties.append(self._at(page, offset) if offset else b"")

    def _at(self, page: bytes, offset: int) -> bytes:
        size, start = page[offset], offset + 1
        if not self._of_paragraphs:
            return page[start : start + size]
        if self._is_old:
            return page[start + 1 : start + 2 * size]
        if size == 0:
            size, start = page[start], start + 1
            return page[start + 2 : start + 2 * size]
        return page[start + 2 : start + 2 * size - 1]


def properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties of Word 97 and later: code and operand."""
    position = 0
    while position + 2 <= len(data):
        (code,) = struct.unpack_from("<H", data, position)
        position += 2
        size = _OPERANDS[code >> 13]
        if code == 0xD608:  # the definition of a row has a size of two bytes
            size = int.from_bytes(data[position : position + 2], "little") + 1
        elif size < 0:
            size = 1 + (data[position] if position < len(data) else 0)
        yield code, data[position : position + size]
        position += size
