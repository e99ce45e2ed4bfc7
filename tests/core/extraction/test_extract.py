import io
import tomllib
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK
from hypothesis import example, given, settings
from hypothesis import strategies as st

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction import kind
from planreview.text import Caution, Page, Text
from tests.core.samples import text_of

PLANS = Path(__file__).parents[2] / "samples/plans"
CODES = set(Reason)


def sample(name: str) -> bytes:
    return (PLANS / name).read_bytes()


def outcome(content: bytes, name: str = "plan") -> Text | str:
    """The text, or the code of the refusal."""
    try:
        return text_of(content, name)
    except Unreadable as error:
        return error.code


def test_a_pdf_is_read_page_by_page() -> None:
    text = text_of(sample("avon-and-somerset-plan.pdf"), "plan.pdf")

    assert [(page.number, page.source) for page in text.pages] == [(1, "text-layer"), (2, "text-layer")]
    assert text.media_type == "application/pdf"
    assert text.pages[0].text.startswith("Avon and Somerset Constabulary: abuse of position")
    assert "Roll out monitoring of IT systems | Head of ICT | 31/12/2017 | In progress" in text.pages[1].text


def test_a_word_table_keeps_its_rows() -> None:
    [page] = text_of(sample("bedfordshire-plan.docx"), "plan.docx").pages

    assert page.text.split("\n")[-4:] == [
        "Action | Owner | Due | Status",
        "Review capability and capacity of the counter-corruption unit | Head of PSD | 31/03/2017 | Complete",
        "Monitoring of staff use of IT systems | Head of ICT | 31/08/2017 | In progress",
        "Seek intelligence from charities that support vulnerable people | DI Intelligence | 30/11/2017 | Not started",
    ]


def test_a_page_break_in_word_begins_a_new_page() -> None:
    document = docx.Document()
    document.add_paragraph("one").add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("two")
    out = io.BytesIO()
    document.save(out)

    pages = text_of(out.getvalue(), "plan.docx").pages

    assert [(page.number, page.text.strip()) for page in pages] == [(1, "one"), (2, "two")]


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("café – “plan”".encode(), "café – “plan”"),
        (b"\xef\xbb\xbfplan", "plan"),
        ("plan".encode("utf-16"), "plan"),
        (b"caf\xe9 \x96 \x93plan\x94", "café – “plan”"),
        ("cafe\u0301 of\ufb01ce so\u00adft\r\nline\x07".encode(), "café office soft\nline"),
    ],
)
def test_text_is_read_in_the_encodings_that_offices_use(content: bytes, text: str) -> None:
    assert text_of(content, "plan.txt").pages == (Page(number=1, text=text, source="text"),)


def test_a_form_feed_begins_a_new_page_of_a_text() -> None:
    assert [page.text for page in text_of(b"one\ftwo", "plan.txt").pages] == ["one", "two"]


def test_a_pdf_with_only_an_owner_password_is_read() -> None:
    text = text_of(sample("suffolk-owner-password.pdf"), "plan.pdf")

    assert "Monitoring of our IT systems has begun." in text.pages[0].text


def test_the_content_decides_and_a_misleading_name_is_a_caution() -> None:
    text = text_of(sample("kent-plan-other.docx"), "plan.pdf")

    assert text.warnings == (
        Caution(code="wrong_ending", message="The name ends in .pdf, but the file is a Word document."),
    )


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
ACCEPTED = f"which cannot be read. Accepted: {kind.ACCEPTED}."


def archive(*names: str) -> bytes:
    return archive_of(dict.fromkeys(names, b"x"))


def archive_of(members: dict[str, bytes]) -> bytes:
    """A zip that stores its members as they are, as some programs do with a PDF."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "empty", "The file is empty. Please send it again."),
        (b" \r\n", "empty", "The file is empty. Please send it again."),
        (
            sample("norfolk-encrypted.pdf"),
            "encrypted",
            "The PDF is protected with a password. Please remove the password and send it again.",
        ),
        (
            sample("sussex-broken.pdf"),
            "corrupt",
            "The PDF is damaged and cannot be opened. Please save it anew and send it again.",
        ),
        (
            archive("[Content_Types].xml", "word/document.xml"),
            "corrupt",
            "The file is a Word document, but damaged, and cannot be opened. Please save it anew and send it again.",
        ),
        (
            OLE + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            "The Office document is protected with a password. Please remove the password and send it again.",
        ),
        (
            b"GIF89a" + bytes(64),
            "unsupported",
            f"The file is {kind.Kind.PICTURE.named}, {ACCEPTED}",
        ),
        (b"<?xml version='1.0'?><plan/>", "unsupported", f"The file is an XML file, {ACCEPTED}"),
        (b"\xff\xfe" + bytes(range(256)), "unsupported", f"The file is of a kind that is not known here, {ACCEPTED}"),
        (bytes(range(256)), "unsupported", f"The file is of a kind that is not known here, {ACCEPTED}"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_plain_sentence(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan")

    assert (refusal.value.code, refusal.value.message) == (code, message)


@given(st.binary(max_size=2_000))
@example(b"%PDF-1.4")
@example(b"PK\x03\x04")
@example(b"\xff\xfe\x00")
def test_any_bytes_are_read_or_refused_with_a_known_code(content: bytes) -> None:
    found = outcome(content)

    assert isinstance(found, Text) or found in CODES


@pytest.mark.parametrize("name", ["kent-plan.pdf", "kent-plan-other.docx", "norfolk-encrypted.pdf", "surrey-scan.pdf"])
@settings(max_examples=60)
@given(data=st.data())
def test_a_file_cut_off_anywhere_is_read_or_refused_with_a_known_code(name: str, data: st.DataObject) -> None:
    content = sample(name)
    length = data.draw(st.integers(0, len(content)))

    found = outcome(content[:length], name)

    assert isinstance(found, Text) or found in CODES


def has_words(found: Text | str) -> bool:
    return isinstance(found, Text) and bool(found.pages)


def test_the_truths_are_told_of_every_sample_that_can_be_read() -> None:
    truths = tomllib.loads((PLANS / "truth.toml").read_text(encoding="utf-8"))
    readable = {
        path.stem
        for path in PLANS.iterdir()
        if path.suffix != ".toml" and has_words(outcome(path.read_bytes(), path.name))
    }

    assert set(truths) == readable
