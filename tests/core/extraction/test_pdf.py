"""PDFs whose pages differ, made here because what matters is one page among others."""

import io
import zlib
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    NullObject,
    TextStringObject,
)

from planreview.errors import Unreadable
from planreview.extraction import extract, pdf_files
from planreview.extraction.hyphens import Hyphens
from planreview.extraction.pdf_active import active
from planreview.extraction.pdf_page import holds_all_of
from planreview.extraction.refusals import PAGES
from planreview.text import Caution
from tests.core.samples import text_of
from tests.samples.makers.pdfs import fill_in

FORMATS = Path(__file__).parents[2] / "samples/formats"
PROSE = "We will seek intelligence from the services that support vulnerable people, and have met three of them. " * 4
RUNNING = ["OFFICIAL", "Northshire Police: abuse of position for a sexual purpose", "Page 3 of 3"]
DAMAGED = "The PDF is damaged and cannot be opened. Please save it anew and send it again."


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


def changed(content: bytes, change: Callable[[PdfWriter], object]) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def with_a_filled_field(content: bytes, words: str) -> bytes:
    """The first page with a form field, whose value is drawn by the field and is no part of the page."""
    return changed(content, lambda writer: fill_in(writer, words))


def sample(name: str) -> bytes:
    return (FORMATS / name).read_bytes()


def with_fonts_kept_above_its_pages(content: bytes) -> bytes:
    """The first page's resources moved to the tree above it, where many programs keep them."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
    resources = writer.pages[0].pop(NameObject("/Resources"))
    writer.root_object["/Pages"][NameObject("/Resources")] = resources  # type: ignore[index]
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_pages_that_are_pictures_are_scans_and_empty_ones_are_named() -> None:
    text = text_of(pdf("one", None, "three", ""), "plan.pdf")

    assert [(page.number, page.text) for page in text.pages] == [(1, "one"), (3, "three"), (4, "")]
    assert (text.scans, text.pages_expected) == ((2,), 4)
    assert text.warnings == (Caution(code="pages_without_text", message="These pages hold no text: 4."),)


def test_a_scanned_document_is_all_scans() -> None:
    text = text_of(pdf(None, None), "plan.pdf")

    assert (text.pages, text.scans, text.pages_expected, text.warnings) == ((), (1, 2), 2, ())


def test_a_picture_over_the_page_with_a_stamp_is_a_scan_and_one_behind_much_text_is_not() -> None:
    made = FPDF()
    made.set_font("helvetica")
    for words in ("Received 12 May 2017", PROSE):
        made.add_page()
        made.image(PIL.Image.new("L", (8, 8)), 0, 0, 210, 297)
        made.multi_cell(0, 8, words)

    text = text_of(bytes(made.output()), "plan.pdf")

    assert (text.scans, [page.number for page in text.pages]) == ((1,), [2])


def test_a_page_whose_fonts_do_not_say_which_letters_they_draw_is_a_scan() -> None:
    glyphs = "7KLV SODQ ZDV DJUHHG EB WKH FKLHI FRQVWDEOH DQG DQVZHUV ZKDW ZDV DVNHG IRU ODVW \\HDU"

    text = text_of(pdf("A plan.", glyphs), "plan.pdf")

    assert (text.scans, [page.text for page in text.pages]) == ((2,), ["A plan."])


def test_a_page_of_spaces_is_empty() -> None:
    assert text_of(pdf("A plan.", " "), "plan.pdf").scans == ()


def test_comments_stand_at_the_end_of_their_page() -> None:
    text = text_of(sample("form.pdf"), "form.pdf")

    assert text.pages[0].text.split("\n") == [
        "Has the review of the counter-corruption unit begun?",
        "It has begun.",
        "[comment by DCI Marsh: Seen by the deputy chief constable.]",
        "[comment: Reported in March 2017.]",
    ]


def test_a_footer_and_a_header_do_not_part_a_sentence_that_runs_over_a_page() -> None:
    text = text_of(sample("plan.pdf"), "plan.pdf")

    assert [line for page in text.pages for line in page.text.split("\n") if line in RUNNING] == RUNNING
    assert text.pages[0].text.split("\n")[:2] == RUNNING[:2]
    assert text.pages[2].text.split("\n") == ["Annex: terms of reference of the review.", "Page 3 of 3"]


def test_the_files_of_a_portfolio_and_those_pinned_to_its_pages_are_attachments() -> None:
    found = extract(sample("portfolio.pdf"), "portfolio.pdf")

    assert [(attachment.name, attachment.content[:20]) for attachment in found.attachments] == [
        ("annex.txt", b"Monitoring of our IT"),
        ("tracker.csv", b"Action,Owner,Due,Sta"),
        ("pinned.txt", b"The review is comple"),
    ]
    assert found.text.pages[0].text == "The plan of Northshire Police and its annexes are attached."


@pytest.mark.parametrize("limit", [("FILES", 2), ("UNPACKED", 200)], ids=["many", "large"])
def test_attachments_beyond_the_limits_are_refused(limit: tuple[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_files, *limit)

    with pytest.raises(Unreadable) as refusal:
        extract(sample("portfolio.pdf"), "portfolio.pdf")

    assert refusal.value.code == "too_large"


def test_an_attachment_that_unpacks_to_far_more_than_it_takes_is_refused() -> None:
    bomb = changed(pdf("See the annex."), attach_a_bomb)

    with pytest.raises(Unreadable) as refusal:
        text_of(bomb, "plan.pdf")

    assert (len(bomb) < 1_000_000, refusal.value.code) == (True, "too_large")


def attach_a_bomb(writer: PdfWriter) -> None:
    writer.add_attachment("annex.txt", b"")
    stream = next(writer.attachment_list)._embedded_file
    stream._data = zlib.compress(bytes(100_000_000))
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")


SCRIPTS = Caution(code="scripts", message="The PDF holds scripts, or commands that start programs. They were not run.")
LINKS = Caution(
    code="external_links",
    message="The PDF opens or sends to other files or addresses by itself. They were not followed.",
)


def on_opening(action: str, **values: str) -> Callable[[PdfWriter], object]:
    def change(writer: PdfWriter) -> None:
        entries = {NameObject(f"/{key}"): TextStringObject(value) for key, value in values.items()}
        writer.root_object[NameObject("/OpenAction")] = DictionaryObject(
            {NameObject("/S"): NameObject(f"/{action}")} | entries
        )

    return change


@pytest.mark.parametrize(
    ("change", "cautions"),
    [
        (on_opening("JavaScript", JS="app.alert('Begun.')"), (SCRIPTS,)),
        (on_opening("Launch", F="begin.exe"), (SCRIPTS,)),
        (on_opening("GoToR", F="other.pdf"), (LINKS,)),
        (on_opening("URI", URI="https://example.org"), (LINKS,)),
        (on_opening("GoTo", D="chapter"), ()),
    ],
    ids=["a script", "a program", "another file", "an address", "a place in the document"],
)
def test_what_a_pdf_would_do_by_itself_is_a_caution(
    change: Callable[[PdfWriter], object], cautions: tuple[Caution, ...]
) -> None:
    assert text_of(changed(pdf("A plan."), change), "plan.pdf").warnings == cautions


def test_actions_in_packed_objects_are_seen() -> None:
    packed = zlib.compress(b"1 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>")
    content = pdf("A plan.") + b"\n9 0 obj << /Type /ObjStm /Filter /FlateDecode >> stream\n" + packed + b"\nendstream"

    assert [*active(content)] == [SCRIPTS]


def test_what_was_filled_into_an_xfa_form_is_read() -> None:
    text = text_of(changed(pdf("Please wait."), with_xfa(XFA_DATA)), "plan.pdf")

    assert text.pages[0].text.split("\n") == ["Please wait.", "begun: Yes, in March 2017"]


def test_an_xfa_form_that_cannot_be_read_is_a_caution() -> None:
    text = text_of(changed(pdf("Please wait."), with_xfa(b"<broken")), "plan.pdf")

    assert [caution.code for caution in text.warnings] == ["form_unread"]


XFA_DATA = (
    b'<xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/"><xfa:data><form><begun>Yes, in\nMarch 2017'
    b"</begun><note/></form></xfa:data></xfa:datasets>"
)


def with_xfa(datasets: bytes) -> Callable[[PdfWriter], object]:
    def change(writer: PdfWriter) -> None:
        stream = DecodedStreamObject()
        stream.set_data(datasets)
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
            {
                NameObject("/Fields"): ArrayObject(),
                NameObject("/XFA"): ArrayObject([TextStringObject("datasets"), writer._add_object(stream)]),
            }
        )

    return change


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
        (pdf("", ""), "empty", "The PDF has pages but no text. Please send it again."),
        (
            with_a_lost_page(pdf("", ""), 2),
            "corrupt",
            DAMAGED,
        ),
        (
            pdf(*[""] * (PAGES + 1)),
            "too_large",
            "The PDF has 5,001 pages; up to 5,000 can be read. Please send it in parts.",
        ),
    ],
    ids=["blank pages", "a lost page and no text", "too many pages"],
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
        ("OFFI\x02\nCIAL", "OFFICIAL"),
        ("ACC Smith\x02\nJones", "ACC Smith-Jones"),
        ("Covid\x02\n19", "Covid-19"),
        ("COVID\x02\n19", "COVID-19"),
        ("Force\x02\nwide reviews, wide of the force", "Force-wide reviews, wide of the force"),
        ("work\x02\nforce, the workforce at work in a force", "workforce, the workforce at work in a force"),
        ("work\x02\nforce, at work in one work\x02\nforce", "workforce, at work in one workforce"),
    ],
)
def test_a_word_parted_at_the_end_of_a_line_is_joined(parted: str, joined: str) -> None:
    assert Hyphens([parted]).joined(parted) == joined
