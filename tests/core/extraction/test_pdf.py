"""PDFs whose pages differ, made here because what matters is one page among others."""

import io

import PIL.Image
import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from planreview.errors import Unreadable
from planreview.extraction import pdf_words
from planreview.extraction.hyphens import Hyphens
from planreview.extraction.pdf import holds_all_of
from planreview.text import Caution
from tests.core.samples import text_of

SCANNED = (
    "The PDF holds only pictures of its pages, as a scanner makes them, and no text."
    " Please send the document from which it was printed: PDF with text, Word (.docx) or plain text."
)


def pdf(*pages: str | None) -> bytes:
    """A PDF of pages with words, with a picture (None) or with nothing at all (the empty text)."""
    made = FPDF()
    made.set_font("helvetica")
    for words in pages:
        made.add_page()
        if words is None:
            made.image(PIL.Image.new("L", (8, 8)), 0, 0, 50)
        elif words:
            made.multi_cell(0, 8, words)
    return bytes(made.output())


def with_a_lost_page(content: bytes, number: int) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    kids = writer.root_object["/Pages"]["/Kids"]  # type: ignore[index]
    kids[number - 1] = NullObject()
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_a_filled_field(content: bytes, words: str) -> bytes:
    """The first page with a form field, whose value is drawn by the field and is no part of the page."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    box = ArrayObject([FloatObject(number) for number in (50, 300, 300, 320)])
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"/Tx BMC BT /F 12 Tf 2 5 Td ({words}) Tj ET EMC".encode())
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(number) for number in (0, 0, 250, 20)]),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
            ),
        }
    )
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("answer"),
            NameObject("/V"): TextStringObject(words),
            NameObject("/F"): FloatObject(4),
            NameObject("/Rect"): box,
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(drawn)}),
        }
    )
    reference = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([reference]), NameObject("/NeedAppearances"): BooleanObject(False)}
    )
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_fonts_kept_above_its_pages(content: bytes) -> bytes:
    """The first page's resources moved to the tree above it, where many programs keep them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    resources = writer.pages[0].pop(NameObject("/Resources"))
    writer.root_object["/Pages"][NameObject("/Resources")] = resources  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_without_text_among_others_are_named() -> None:
    text = text_of(pdf("one", None, "three", ""), "plan.pdf")

    assert [page.text for page in text.pages] == ["one", "", "three", ""]
    assert text.warnings == (
        Caution(code="pages_without_text", message="These pages hold no text, only pictures or nothing: 2, 4."),
    )


def test_a_page_that_cannot_be_read_is_absent_and_named() -> None:
    text = text_of(with_a_lost_page(pdf("one", "two", "three"), 2), "plan.pdf")

    assert ([(page.number, page.text) for page in text.pages], text.pages_expected) == ([(1, "one"), (3, "three")], 3)
    assert text.warnings == (Caution(code="pages_unread", message="These pages are damaged and could not be read: 2."),)


def test_what_was_filled_into_a_form_is_read() -> None:
    text = text_of(with_a_filled_field(pdf("Has the review begun?"), "It has begun."), "plan.pdf")

    assert text.pages[0].text.split("\n") == ["Has the review begun?", "It has begun."]


def test_a_form_is_read_where_the_fonts_are_kept_above_the_pages() -> None:
    text = text_of(with_fonts_kept_above_its_pages(with_a_filled_field(pdf("Has it begun?"), "yes")), "plan.pdf")

    assert (text.pages[0].text, text.warnings) == ("Has it begun?\nyes", ())


@pytest.mark.parametrize(
    ("filled", "holds"),
    [
        ("Name: Ada\nBegun: yes", True),
        ("Ada Name:Begun: yes", True),  # its lines can be parted elsewhere, and stand in another order
        ("1DPH $GD %HJXQ", False),  # what pdfium made of a form whose fonts it mistook
        ("", False),
    ],
)
def test_a_flattened_page_counts_only_where_it_holds_all_that_the_plain_one_did(filled: str, holds: bool) -> None:
    assert holds_all_of("Name:\nBegun:", filled) is holds


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (pdf(None, None), "unsupported", SCANNED),
        (pdf(None, ""), "unsupported", SCANNED),
        (pdf("", ""), "empty", "The PDF has pages but no text. Please send it again."),
        (
            with_a_lost_page(pdf(None, ""), 2),
            "corrupt",
            "The PDF is damaged and cannot be opened. Please save it anew and send it again.",
        ),
        (
            pdf(*[""] * (pdf_words.PAGES + 1)),
            "too_large",
            "The PDF has 5,001 pages; up to 5,000 can be read. Please send it in parts.",
        ),
    ],
    ids=["scans", "a scan and a blank page", "blank pages", "a lost page and no text", "too many pages"],
)
def test_a_pdf_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.pdf")

    assert (refusal.value.code, refusal.value.message) == (code, message)


@pytest.mark.parametrize(
    ("parted", "joined"),
    [
        ("intelli\x02\r\ngence", "intelligence"),
        ("intelli\ufffegence", "intelligence"),
        ("counter\x02\ncorruption", "counter-corruption"),
        ("risk\x02\nbased, as risk-based", "risk-based, as risk-based"),
        ("plain", "plain"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_joined(parted: str, joined: str) -> None:
    assert Hyphens(parted).joined(parted) == joined
