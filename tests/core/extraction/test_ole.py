"""Files that were packed into OLE objects, as Word keeps what is dragged into a document."""

import struct

import pytest

from planreview.extraction import extract
from planreview.extraction.ole import PackedFile, packed_file
from tests.core.extraction.test_docx import ONE, relation, word

SECTOR = 512
END, FREE, TABLE, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF


def ole(stream: str, content: bytes) -> bytes:
    """A compound file of one stream: its table in sector 0, its folder in sector 1, and its bytes from sector 2 on.

    Streams of less than 4,096 bytes would need a second table, so the content is filled up to that.
    """
    content = content.ljust(4_096, b"\x00")
    sectors = -(-len(content) // SECTOR)
    header = struct.pack(
        "<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4_096, END, 0, END, 0
    )
    chain = [TABLE, END, *range(3, sectors + 2), END]
    table = struct.pack(f"<{SECTOR // 4}I", *chain, *[FREE] * (SECTOR // 4 - len(chain)))
    folder = entry("Root Entry", 5, child=1, start=END, size=0) + entry(stream, 2, NONE, start=2, size=len(content))
    return (
        header
        + struct.pack("<109I", 0, *[FREE] * 108)
        + table
        + folder.ljust(SECTOR, b"\x00")
        + content.ljust(sectors * SECTOR, b"\x00")
    )


def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = name.encode("utf-16-le")
    return struct.pack(
        "<64sHBB3I16sI16sIQ", encoded, len(encoded) + 2, kind, 1, NONE, NONE, child, b"", 0, b"", start, size
    )


def packed(name: bytes, content: bytes) -> bytes:
    path = b"C:\\plans\\" + name + b"\x00"
    body = (
        struct.pack("<H", 2)
        + name
        + b"\x00"
        + path
        + struct.pack("<HHI", 0, 3, len(path))
        + path
        + struct.pack("<I", len(content))
        + content
    )
    return struct.pack("<I", len(body)) + body


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (ole("\x01Ole10Native", packed(b"annex.txt", b"the annex")), PackedFile("annex.txt", b"the annex")),
        (ole("\x01Ole10Native", packed(b"caf\xe9.txt", b"x")), PackedFile("café.txt", b"x")),
        (ole("\x01Ole10Native", packed("café.txt".encode(), b"x")), PackedFile("café.txt", b"x")),
        (ole("CONTENTS", b"%PDF-1.7" + b"x" * 4_088), PackedFile("", b"%PDF-1.7" + b"x" * 4_088)),
        (ole("Equation Native", b"x"), None),
        (ole("\x01Ole10Native", b"")[:1_000], None),
        (b"no OLE object", None),
    ],
    ids=["packed", "old name", "new name", "of Acrobat", "of another program", "cut off", "not one"],
)
def test_a_packed_file_is_found(content: bytes, file: PackedFile | None) -> None:
    assert packed_file(content) == file


def test_a_packed_file_is_handed_over_and_a_packed_program_is_only_named() -> None:
    parts = {
        "word/embeddings/oleObject1.bin": ole("\x01Ole10Native", packed(b"annex.txt", b"the annex")),
        "word/embeddings/oleObject2.bin": ole("\x01Ole10Native", packed(b"setup.exe", b"MZ\x00\x01")),
    }

    found = extract(word(ONE, relations=relation("o", "oleObject", "embeddings/oleObject1.bin"), parts=parts), "a.docx")

    assert [(member.name, member.content) for member in found.attachments] == [("annex.txt", b"the annex")]
    assert [caution.message for caution in found.text.warnings] == [
        "The Word document holds embedded objects: annex.txt, setup.exe."
        " Those that are documents are read by themselves."
    ]
