"""Packages that no program writes by itself."""

import io
import warnings
import zipfile

import pytest

from planreview.errors import Unreadable
from planreview.extraction.package import PARTS, UNPACKED, open_package


def package_of(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that two members have one name is meant
        for name, content in members:
            package.writestr(name, content)
    return out.getvalue()


def with_a_false_size(content: bytes, size: int) -> bytes:
    """The same package, whose list of members tells another size, unpacked, of the first of them."""
    at = content.index(b"PK\x01\x02") + 24
    return content[:at] + size.to_bytes(4, "little") + content[at + 4 :]


def with_a_flag(content: bytes) -> bytes:
    """The same package, whose first member is called encrypted."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + b"\x01\x00" + content[at + 2 :]


TOO_LARGE = "The plan unpacks to more than 200,000,000 bytes or 5,000 parts. Please send it in parts, or as a PDF."


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (with_a_false_size(package_of(("a", b"x")), UNPACKED + 1), "too_large", TOO_LARGE),
        (package_of(*((str(number), b"") for number in range(PARTS + 1))), "too_large", TOO_LARGE),
        (
            package_of(("word/a.xml", b"x"), ("Word\\A.xml", b"y")),
            "corrupt",
            "The plan holds two parts of the same name. Please save it anew and send it again.",
        ),
        (
            with_a_flag(package_of(("a", b"x"))),
            "encrypted",
            "The plan is protected with a password. Please remove the password and send it again.",
        ),
    ],
    ids=["large once unpacked", "many parts", "two parts of a name", "protected"],
)
def test_a_package_that_is_a_trap_is_refused_before_it_is_unpacked(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        open_package(content, "plan")

    assert (refusal.value.code, refusal.value.message) == (code, message)


def test_no_more_is_unpacked_of_a_part_than_was_declared() -> None:
    package = open_package(with_a_false_size(package_of(("a", b"x" * 1_000_000)), 10), "plan")

    with pytest.raises(zipfile.BadZipFile):
        package.read("a")


RELATIONS = (
    b'<Relationships><Relationship Id="1" Type="http://types.example/officeDocument" Target="/Word/Main.xml"/>'
    b'<Relationship Id="2" Type="http://types.example/image" Target="../a%20b.png#c"/>'
    b'<Relationship Id="3" Type="http://types.example/image" Target="http://far.example/../x" TargetMode="External"/>'
    b"</Relationships>"
)


def test_a_relation_is_resolved_from_the_folder_of_its_part_and_names_have_no_case() -> None:
    package = open_package(package_of(("word/_rels/main.xml.rels", RELATIONS), ("word/main.xml", b"<a/>")), "plan")

    targets = [relation.target for relation in package.relations("word/main.xml")]

    assert targets == ["Word/Main.xml", "a b.png", "http://far.example/../x"]
    assert "Word/Main.xml" in package
