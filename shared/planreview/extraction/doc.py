"""Word documents of the old kind (Word 97 to 2003, and 6 and 95), in reading order.

Each row of a table is one line, `cell | cell | cell`; paragraphs are parted by a blank line. Headers, footers, notes
and comments stand on the page where they first belong: see `asides`. What is inserted, deleted, hidden or struck
through is marked: see `marks`; of Word 6 and 95 that is not known. A page begins where its author broke it or a
section begins on one.
"""

import io
import re
import struct
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import olefile

from planreview.errors import Unreadable
from planreview.extraction import marks, office
from planreview.extraction.asides import Asides, Place, reference
from planreview.extraction.fields import fetching
from planreview.extraction.pages import Attachment, Pages, numbered
from planreview.extraction.refusals import protected
from planreview.extraction.rows import row
from planreview.extraction.stream import Stream
from planreview.extraction.word_binary import Formats, Header, Text, pieces, plc, properties
from planreview.text import Caution

NAMED = "Word document"

CHARACTERS = 20_000_000
"""Of all pieces together. They can overlap, so that a small file could otherwise claim any number."""

_SECTIONS, _HEADERS, _AUTHORS, _DRAWN_AT, _TEXT_BOXES, _HEADER_TEXT_BOXES = 6, 11, 36, 40, 56, 58
_NOTES = ((2, 3, Place.FOOTNOTE), (46, 47, Place.ENDNOTE))
_COMMENT_MARKS, _COMMENTS = 4, 5
"""Numbers of structures in the header's list: [MS-DOC] 2.5.6."""

_IN_TABLE, _ROW_END, _PAGE_BEFORE, _INNER_CELL, _INNER_ROW_END = 0x2416, 0x2417, 0x2407, 0x244B, 0x244C
_SECTION_KIND = 0x3009
_SIGNS = {
    0x0800: marks.DELETED,
    0x0801: marks.INSERTED,
    0x083C: marks.HIDDEN,
    0x0837: marks.STRUCK,
    0x2A53: marks.STRUCK,
}
"""Properties of paragraphs, sections and runs: [MS-DOC] 2.6."""

_OLD_ROW_END, _OLD_CONTINUOUS = b"\x18\x01\x19\x01", b"\x8e\x00"
"""What Word 6 writes for "in a table, and the end of a row", and for "a section that begins no page"."""

_CELL, _BREAK = "\x07", "\x0c"
_LINE = re.compile(r"[^\r\x07\x0c]*[\r\x07\x0c]|[^\r\x07\x0c]+")
_FIELD = re.compile("[\x13-\x15]")
_DRAWN = re.compile("[\x01\x08]")
_SHOWN = {"\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\t": "\t"}
_CONTAINERS = ("package", "contents", "embeddedodf")


def read_doc(content: bytes) -> Pages:
    with olefile.OleFileIO(io.BytesIO(content)) as ole:
        streams = {"/".join(path).lower(): path for path in ole.listdir(streams=True, storages=True)}
        header = Header(ole.openstream(streams["worddocument"]).read())
        if header.is_encrypted:
            raise protected(NAMED)
        table = header.main if header.is_old else ole.openstream(streams[header.table_stream.lower()]).read()
        objects = [path for name, path in streams.items() if name.startswith("objectpool/") and name.count("/") == 1]
        inside = list(_embedded_documents(ole, streams))
    word = _Word(header, table)
    texts = word.texts()
    if not any(text.strip() for text in texts) and not inside:
        raise office.nothing_in(NAMED, drawn=bool(_DRAWN.search(word.text.characters)))
    pages = numbered(texts)
    cautions = [*marks.cautions(word.asides.changes)]
    if any(name.startswith("macros/") for name in streams):
        cautions.append(office.macros(NAMED))
    if links := fetching(word.instructions):
        cautions.append(office.external_links(NAMED, links))
    if len(objects) > len(inside):
        cautions.append(
            Caution(
                code="members_unread",
                message=f"The {NAMED} holds {len(objects) - len(inside):,} embedded objects that were not opened.",
            )
        )
    return Pages(pages, len(pages), tuple(cautions), attachments=tuple(inside))


def _embedded_documents(ole: "olefile.OleFileIO[Any]", streams: dict[str, list[str]]) -> Iterator[Attachment]:
    for name, path in streams.items():
        if name.startswith("objectpool/") and name.endswith(_CONTAINERS) and ole.get_type(path) == olefile.STGTY_STREAM:
            document = office.embedded_document(f"object {path[1].strip('_')}", ole.openstream(path).read())
            if document:
                yield document


class _Word:
    """One document while it is read. `shown` holds what a reader sees at each position; `instructions` its fields'."""

    def __init__(self, header: Header, table: bytes) -> None:
        self.header = header
        self.table = table
        found = pieces(header, table)
        if sum(piece.end - piece.start for piece in found) > CHARACTERS:
            raise Unreadable(
                "too_large", f"The {NAMED} has more than {CHARACTERS:,} characters of text. Please send it in parts."
            )
        self.text = Text(header, found)
        self.paragraphs = Formats(header, table, of_paragraphs=True)
        self.asides = Asides()
        self.instructions: list[str] = []
        self.shown = [
            character if character >= " " else _SHOWN.get(character, "") for character in self.text.characters
        ]
        self.sections = dict(self._sections())
        self._blank_instructions()
        self._mark_changes()

    def texts(self) -> list[str]:
        """The text of each page, with what stands beside it."""
        counts = self.header.counts
        start = counts.text
        for (marked_at, told_at, place), size, after in (
            (_NOTES[0], counts.footnotes, counts.headers + counts.macros + counts.comments),
            (_NOTES[1], counts.endnotes, 0),
        ):
            self._add_notes(marked_at, told_at, place, start)
            start += size + after
        self._add_comments(counts.text + counts.footnotes + counts.headers + counts.macros)
        self._add_text_boxes(start)
        self._add_headers(counts.text + counts.footnotes)
        return self.asides.pages(self._stream(0, counts.text))

    def _add_notes(self, marked_at: int, told_at: int, place: Place, start: int) -> None:
        positions, _ = self._plc(marked_at, 2)
        for number, (position, text) in enumerate(zip(positions, self._stories(told_at, start), strict=False)):
            self._refer(position, f"{place.value} {number}", place, text)

    def _add_comments(self, start: int) -> None:
        positions, records = self._plc(_COMMENT_MARKS, 20 if self.header.is_old else 30)
        authors = list(self._authors())
        stories = self._stories(_COMMENTS, start)
        for number, (position, record, text) in enumerate(zip(positions, records, stories, strict=False)):
            (index,) = struct.unpack_from("<H", record, 10 if self.header.is_old else 20)
            author = authors[index] if index < len(authors) else ""
            self._refer(position, f"comment {number}", Place.COMMENT, text, author)

    def _add_text_boxes(self, start: int) -> None:
        """A text box stands where it is anchored; the anchor is found by the number of the drawn shape."""
        if self.header.is_old:
            return
        positions, records = self._plc(_DRAWN_AT, 26)
        anchors = {record[:4]: position for position, record in zip(positions, records, strict=False)}
        _, boxes = self._plc(_TEXT_BOXES, 22)
        for box, text in zip(boxes, self._stories(_TEXT_BOXES, start, 22), strict=False):
            anchor = anchors.get(box[14:18], max(0, self.header.counts.text - 1))
            if text.strip() and anchor < len(self.shown):
                self.shown[anchor] += f"\n{text}\n"
        after = start + self.header.counts.text_boxes
        for number, text in enumerate(self._stories(_HEADER_TEXT_BOXES, after, 22)):
            self._refer(0, f"header box {number}", Place.HEADER, text)

    def _add_headers(self, start: int) -> None:
        """Six stories for each section: even and odd header, even and odd footer, first header, first footer."""
        if self.header.is_old:
            text = self._stream(start, start + self.header.counts.headers)
            self._refer(0, "header", Place.HEADER, text)
            return
        starts = sorted(self.sections) or [0]
        told: set[str] = set()
        for number, text in enumerate(self._stories(_HEADERS, start, 0)[6:]):
            if text not in told and any(map(str.isalpha, text)):  # a page's number alone says nothing
                told.add(text)
                place = Place.HEADER if number % 6 in (0, 1, 4) else Place.FOOTER
                self._refer(starts[min(number // 6, len(starts) - 1)], f"margin {number}", place, text)

    def _refer(self, position: int, key: str, place: Place, text: str, author: str = "") -> None:
        if text.strip() and 0 <= position < len(self.shown):
            self.asides.add(key, place, text, author)
            at_start = place in (Place.HEADER, Place.FOOTER)
            there = self.shown[position]
            self.shown[position] = reference(key) + there if at_start else there + reference(key)

    def _stories(self, number: int, start: int, size: int = 0) -> list[str]:
        """The texts between the positions of a structure, which count from the start of their part."""
        positions, _ = self._plc(number, size)
        return [self._stream(start + first, start + last).strip("\n ") for first, last in pairwise(positions)]

    def _plc(self, number: int, size: int) -> tuple[list[int], list[bytes]]:
        offset, length = self.header.place(number)
        return plc(self.table[offset : offset + length], size)

    def _authors(self) -> Iterator[str]:
        offset, length = self.header.place(_AUTHORS)
        data = self.table[offset : offset + length]
        while len(data) > 2:
            if self.header.is_old:
                size = 1 + data[0]
                yield data[1:size].decode("cp1252", errors="replace")
            else:
                size = 2 + 2 * int.from_bytes(data[:2], "little")
                yield data[2:size].decode("utf-16-le", errors="replace")
            data = data[size:]

    def _sections(self) -> Iterator[tuple[int, bool]]:
        """Where each section starts, and whether it begins a page."""
        positions, records = self._plc(_SECTIONS, 12)
        for position, record in zip(positions, records, strict=False):
            (offset,) = struct.unpack_from("<I", record, 2)
            size = int.from_bytes(self.header.main[offset : offset + 2], "little")
            data = self.header.main[offset + 2 : offset + 2 + size]
            if self.header.is_old:
                yield position, _OLD_CONTINUOUS not in data
            else:
                yield position, dict(properties(data)).get(_SECTION_KIND) not in (b"\x00", b"\x01")

    def _blank_instructions(self) -> None:
        """Of a field only its result is seen: not its instruction, which stands before it."""
        open_fields: list[int] = []  # where each instruction began; -1 for a field in its result
        hidden, before = 0, 0
        for found in _FIELD.finditer(self.text.characters):
            position = found.start()
            if hidden:
                self.shown[before:position] = [""] * (position - before)
            before = position
            if found[0] == "\x13":
                open_fields.append(position)
                hidden += 1
            elif open_fields:
                began = open_fields[-1]
                if began >= 0:
                    hidden -= 1
                    open_fields[-1] = -1
                    self.instructions.append(self.text.characters[began + 1 : min(position, began + 1_000)])
                if found[0] == "\x15":
                    open_fields.pop()

    def _mark_changes(self) -> None:
        if self.header.is_old:
            return
        runs = Formats(self.header, self.table, of_paragraphs=False)
        for start, end, found in self.text.runs(runs):
            on = {_SIGNS[code] for code, operand in properties(found) if code in _SIGNS and operand == b"\x01"}
            signs, _, after = marks.marked(" ", "".join(on)).partition(" ")
            for line in _LINE.finditer(self.text.characters, start, end) if signs else ():
                first, last = line.start(), line.end() - (line[0][-1] in "\r\x07\x0c")
                if "".join(self.shown[first:last]).strip():
                    self.shown[first] = signs + self.shown[first]
                    self.shown[last - 1] += after

    def _stream(self, start: int, end: int) -> str:
        """The text between two positions with rows as lines, breaks, signs of changes and references to asides."""
        stream = Stream()
        words, cells = "", list[str]()
        for line in _LINE.finditer(self.text.characters, start, end):
            mark = line[0][-1] if line[0][-1] in "\r\x07\x0c" else ""
            text = _whole("".join(self.shown[line.start() : line.end()]))
            kinds = self._kinds(line.end() - 1)
            if _ROW_END in kinds:
                stream.row(row([*cells, *([words] if words.strip() else [])]))
                words, cells = "", []
            elif mark == _CELL:
                cells.append((words + text).removesuffix("; "))
                words = ""
            elif _INNER_ROW_END in kinds:
                words = words.removesuffix(" / ") + "; "
            elif _INNER_CELL in kinds or (_IN_TABLE in kinds and mark != _BREAK):
                words += text + (" / " if _INNER_CELL in kinds else "\n")
            else:
                if cells or words:  # a row that has lost its end
                    stream.row(row([*cells, words]))
                    words, cells = "", []
                if _PAGE_BEFORE in kinds:
                    stream.page()
                stream.paragraph(text)
                if mark == _BREAK and self.sections.get(line.end(), True):
                    stream.page()
        if cells or words:
            stream.row(row([*cells, words]))
        return stream.text()

    def _kinds(self, position: int) -> frozenset[int]:
        """The properties of the paragraph that ends at a position, of those that are on."""
        found = self.paragraphs.at(self.text.offset(position))
        if self.header.is_old:
            return frozenset({_ROW_END}) if _OLD_ROW_END in found else frozenset()
        return frozenset(code for code, operand in properties(found) if operand == b"\x01")


def _whole(text: str) -> str:
    """With one character for each two halves (surrogates), as Word stores those beyond the first 65,536."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", errors="replace")
