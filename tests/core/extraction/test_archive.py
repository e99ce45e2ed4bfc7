"""Zip archives, as people send them and as some send them on purpose."""

import io
import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.errors import Unreadable
from planreview.extraction import archive, extract
from planreview.extraction.names import harmless, is_odd
from tests.core.samples import text_of

SAMPLE = (Path(__file__).parents[2] / "samples/formats/plans.zip").read_bytes()


def packed(*members: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in members:
            made.writestr(zipfile.ZipInfo(name), content, method)
    return out.getvalue()


def with_flags(content: bytes, flags: int, method: int = 0, *, member: int = 0) -> bytes:
    """The archive with other flags and another method in the list entry of one member."""
    changed, place = bytearray(content), -1
    for _ in range(member + 1):
        place = content.index(b"PK\x01\x02", place + 1)
    struct.pack_into("<HH", changed, place + 8, flags, method)
    return bytes(changed)


def names(content: bytes) -> list[str]:
    return [found.name for found in extract(content, "plans.zip").attachments]


def test_each_file_of_an_archive_is_a_document_and_what_systems_leave_is_not() -> None:
    found = extract(SAMPLE, "plans.zip")

    assert (found.text.pages, found.text.warnings) == ((), ())
    assert [member.name for member in found.text.members] == ["plan.rtf", "annexes/café.html"]
    assert found.attachments[0].content.startswith(b"{\\rtf1")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\plans\\plan.pdf", "plans/plan.pdf"),
        ("plan\u202efdp.exe", "planfdp.exe"),
        ("plan\nplan.pdf", "planplan.pdf"),
        ("plan\x00.pdf", "plan.pdf"),
        ("..", "unnamed"),
    ],
)
def test_an_odd_name_is_made_harmless_and_told(name: str, kept: str) -> None:
    content = packed((name.replace("\x00", "\x01"), b"x")).replace(b"\x01.pdf", b"\x00.pdf")
    text = text_of(content, "plans.zip")

    assert [member.name for member in text.members] == [kept]
    assert [(caution.code, caution.message) for caution in text.warnings] == [
        (
            "odd_names",
            "The names of these files led out of the archive, or held characters that do not show;"
            f" they are given without that: {kept}.",
        )
    ]


@given(st.text(max_size=40))
def test_a_harmless_name_stays_as_it_is(name: str) -> None:
    kept = harmless(name)

    assert harmless(kept) == kept
    assert not is_odd(kept)


def test_a_name_without_a_mark_for_its_encoding_is_read_as_utf_8_where_it_is() -> None:
    marked = packed(("café.txt", b"x"))
    unmarked = with_flags(marked[:6] + b"\x00\x00" + marked[8:], 0, zipfile.ZIP_DEFLATED)

    assert names(unmarked) == ["café.txt"]


def test_what_programs_write_beside_an_open_document_is_no_document() -> None:
    beside = ("~$plan.docx", ".~lock.plan.odt#", "._plan.txt")

    assert names(packed(*((f"plans/{name}", b"x") for name in (*beside, "plan~$.txt")))) == ["plans/plan~$.txt"]


def test_two_files_of_one_name_are_both_kept() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = packed(("a/plan.pdf", b"one"), ("a/plan.pdf", b"two"))

    assert [(found.name, found.content) for found in extract(content, "plans.zip").attachments] == [
        ("a/plan.pdf", b"one"),
        ("a/plan (2).pdf", b"two"),
    ]


TWO = packed(("one.txt", b"one"), ("two.txt", b"two" * 9), method=zipfile.ZIP_STORED)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            with_flags(TWO, 1, member=1),
            "These files of the archive are protected with a password, and were not read: two.txt.",
        ),
        (
            with_flags(TWO, 0, 9, member=1),
            "These files of the archive are packed in a way that cannot be read, and were not read:"
            " two.txt (Deflate64).",
        ),
        (TWO.replace(b"twotwo", b"tootoo", 1), "These files of the archive are damaged, and were not read: two.txt."),
    ],
    ids=["a password", "a method", "damage"],
)
def test_what_can_be_read_is_read_and_the_rest_is_told(content: bytes, message: str) -> None:
    text = text_of(content, "plans.zip")

    assert [member.name for member in text.members] == ["one.txt"]
    assert [(caution.code, caution.message) for caution in text.warnings] == [("members_unread", message)]


def overlapping() -> bytes:
    """The list names the first member twice."""
    content = bytearray(packed(("a.txt", b"x" * 9), ("b.txt", b"x" * 9)))
    second = content.index(b"PK\x01\x02", content.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", content, second + 42, 0)
    return bytes(content)


ONE = packed(("one.txt", b"one"))


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (packed(), "empty", "The zip archive holds no files. Please send it again."),
        (
            packed(("Thumbs.db", b"x"), ("b/", b"")),
            "empty",
            "The zip archive holds no files. Please send it again.",
        ),
        (
            with_flags(ONE, 1),
            "encrypted",
            "The zip archive is protected with a password. Please remove the password and send it again.",
        ),
        (
            with_flags(ONE, 0, 93),
            "unsupported",
            "The zip archive is packed in a way that cannot be read: one.txt (Zstandard)."
            " Please send the documents themselves.",
        ),
        (
            b"PK\x07\x08" + ONE,
            "unsupported",
            "The file is one part of a zip archive in several parts. Please send the documents themselves.",
        ),
        (
            packed(*((f"{number}.txt", b"") for number in range(archive.MEMBERS + 1))),
            "too_large",
            "The zip archive holds more than 500 files or 200,000,000 bytes. Please send it in parts.",
        ),
        (
            packed(("zeros.txt", bytes(archive.UNPACKED + 1))),
            "too_large",
            "The zip archive holds more than 500 files or 200,000,000 bytes. Please send it in parts.",
        ),
        (
            overlapping(),
            "corrupt",
            "The zip archive stores files that overlap. Please make it anew and send it again.",
        ),
        (
            ONE[:-30],
            "corrupt",
            "The file is a zip archive, but damaged, and cannot be opened. Please save it anew and send it again.",
        ),
    ],
    ids=["nothing", "junk", "a password", "a method", "a part", "many files", "a bomb", "overlaps", "cut off"],
)
def test_an_archive_of_which_nothing_can_be_read_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plans.zip")

    assert (refusal.value.code, refusal.value.message) == (code, message)


def test_a_size_that_was_declared_too_small_unpacks_to_no_more() -> None:
    content = bytearray(packed(("zeros.txt", bytes(1_000_000)), ("one.txt", b"one")))
    struct.pack_into("<I", content, content.index(b"PK\x01\x02") + 24, 9)

    text = text_of(bytes(content), "plans.zip")

    assert [member.name for member in text.members] == ["one.txt"]
    assert [caution.code for caution in text.warnings] == ["members_unread"]
