"""Word documents of the old kind. What no program here can write is made by changing the sample's bytes."""

import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction.word_binary import Header, Piece, pieces, plc, properties
from tests.core.samples import text_of
from tests.samples.makers.compound import compound

FORMATS = Path(__file__).parents[2] / "samples/formats"
SAMPLE = (FORMATS / "letter.doc").read_bytes()


def outcome(content: bytes) -> str:
    try:
        text_of(content, "letter.doc")
    except Unreadable as refusal:
        return refusal.code
    return "read"


def old_word(text: bytes, *, flags: int = 0) -> bytes:
    """A document of Word 6, whose text stands whole behind its header."""
    main = bytearray(0x300)
    struct.pack_into("<HHHHHH", main, 0, 0xA5DC, 101, 0, 0x409, 0, flags)
    struct.pack_into("<II", main, 0x18, len(main), len(main) + len(text))
    struct.pack_into("<I", main, 0x34, len(text))
    return compound({"WordDocument": bytes(main) + text})


def test_an_old_word_document_is_read_as_the_rich_text_it_was_made_of() -> None:
    text = text_of(SAMPLE, "letter.doc")
    rich = text_of((FORMATS / "plan.rtf").read_bytes(), "plan.rtf")

    assert [page.text for page in text.pages] == [page.text for page in rich.pages]
    assert [caution.code for caution in text.warnings] == ["tracked_changes", "hidden_text"]


@pytest.mark.parametrize("strike", [b"\x37\x08\x01", b"\x53\x2a\x01"], ids=["once", "twice"])
def test_words_struck_through_are_marked(strike: bytes) -> None:
    text = text_of(SAMPLE.replace(b"\x3c\x08\x01", strike), "letter.doc")

    assert "[Struck through: Not for the inspectorate.]" in text.pages[1].text
    assert [caution.code for caution in text.warnings] == ["tracked_changes", "struck_through"]


def test_a_document_of_word_6_is_read() -> None:
    text = text_of(old_word(b"caf\xe9\rtwo\x0cthree \x13PAGEREF x\x144\x15\r"), "letter.doc")

    assert [page.text for page in text.pages] == ["café\n\ntwo", "three 4"]


def test_links_and_macros_and_embedded_objects_are_told() -> None:
    main = old_word(b"one\x13 LINK Excel.Sheet plan.xls\x14two\x15\r")
    content = compound(
        {
            "WordDocument": main[main.index(b"\xdc\xa5") :][: 0x300 + 40],
            "Macros/VBA/dir": b"x",
            "ObjectPool/_1/data": b"x",
        }
    )

    assert [caution.code for caution in text_of(content, "letter.doc").warnings] == [
        "macros",
        "external_links",
        "members_unread",
    ]


def test_the_pieces_of_a_document_saved_fast_follow_each_other() -> None:
    header = Header(struct.pack("<HH", 0xA5EC, 193) + bytes(0x1A2 - 4) + struct.pack("<II", 0, 37) + bytes(64))
    table = b"\x01\x01\x00x" + b"\x02" + struct.pack("<I", 28)
    table += struct.pack("<3i", 0, 3, 5) + struct.pack("<HIHHIH", 0, 0x40000000 + 2 * 512, 0, 0, 2048, 0)

    assert pieces(header, table) == [Piece(0, 3, 512, 1), Piece(3, 5, 2048, 2)]


def test_properties_are_told_apart_by_the_sizes_in_their_codes() -> None:
    data = b"\x17\x24\x01" + b"\x08\xd6\x03\x00ab" + b"\x16\x24\x01"

    assert list(properties(data)) == [(0x2417, b"\x01"), (0xD608, b"\x03\x00ab"), (0x2416, b"\x01")]


def test_a_structure_has_positions_and_a_record_between_each_two() -> None:
    assert plc(struct.pack("<2i", 0, 7) + b"ab", 2) == ([0, 7], [b"ab"])


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (
            old_word(b"one\r", flags=0x0100),
            "encrypted",
            "The Word document is protected with a password. Please remove the password and send it again.",
        ),
        (old_word(b"\r"), "empty", "The Word document holds no text. Please send it again."),
        (
            old_word(b"\x01\r"),
            "unsupported",
            "The Word document holds only drawings, or pictures of other kinds than PNG, JPEG and TIFF, and no text."
            " Please send the text itself, or a PDF of it.",
        ),
        (
            compound({"WordDocument": bytes(600)}),
            "corrupt",
            "The file is a Word document of the old kind (.doc), but damaged, and cannot be opened."
            " Please save it anew and send it again.",
        ),
    ],
    ids=["a password", "nothing", "a picture", "damage"],
)
def test_a_document_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "letter.doc")

    assert (refusal.value.code, refusal.value.message) == (code, message)


def test_a_document_that_claims_more_text_than_any_has_is_refused() -> None:
    content = bytearray(old_word(b"one\r"))
    struct.pack_into("<I", content, content.index(b"\xdc\xa5") + 0x34, 50_000_000)

    with pytest.raises(Unreadable) as refusal:
        text_of(bytes(content), "letter.doc")

    assert (refusal.value.code, refusal.value.message) == (
        "too_large",
        "The Word document has more than 20,000,000 characters of text. Please send it in parts.",
    )


@settings(max_examples=60, deadline=None)
@given(place=st.integers(0, len(SAMPLE) - 1), byte=st.integers(0, 255))
def test_a_document_with_a_wrong_byte_anywhere_is_read_or_refused_with_a_known_code(place: int, byte: int) -> None:
    assert outcome(SAMPLE[:place] + bytes([byte]) + SAMPLE[place + 1 :]) in {"read", *Reason}
