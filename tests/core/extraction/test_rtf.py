"""Rich text, as Word, LibreOffice and WordPad write it."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planreview.errors import Unreadable
from planreview.extraction import rtf
from planreview.text import Caution
from tests.core.samples import text_of

SAMPLE = (Path(__file__).parents[2] / "samples/formats/plan.rtf").read_bytes()


def pages(body: str) -> list[str]:
    return [page.text for page in text_of(rich(body), "plan.rtf").pages]


def rich(body: str) -> bytes:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial;}}"
    return (r"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + "}").encode("latin-1")


def outcome(content: bytes) -> str:
    try:
        text_of(content, "plan.rtf")
    except Unreadable as refusal:
        return refusal.code
    return "read"


def test_a_rich_text_is_read_with_all_that_stands_on_its_pages() -> None:
    text = text_of(SAMPLE, "plan.rtf")

    assert [page.text for page in text.pages] == [
        "Header: OFFICIAL\n\nNorthshire Police: abuse of position for a sexual purpose\n\n"
        "This plan answers the recommendation of December 2016. [1]\n\n"
        "The café scheme will [Deleted: begin] [Inserted: end] in June – see below.\n\n"
        "Footnote 1: It was published by HMIC.",
        "Actions\n\n"
        "Action | Owner | Due | Status\n"
        "Review the counter-corruption unit | Head of PSD | 31/03/2017 | Complete\n"
        "Monitor the use of IT systems | Head of ICT | 31/08/2017 | In progress\n"
        "Meet the women’s refuge each quarter | Supt Okafor | 30/06/2017 | Planned\n\n"
        "[Hidden: Not for the inspectorate.]\n\n"
        "[Comment by A. Marsh: Check the dates.]",
    ]
    assert [caution.code for caution in text.warnings] == ["tracked_changes", "hidden_text"]


@pytest.mark.parametrize(
    "body",
    [
        r"one {\strike two} three",
        r"one \strike two\strike0  three",
        r"one \striked1 two\striked0  three",
        r"one \strike two\plain  three",
    ],
)
def test_words_struck_through_are_marked(body: str) -> None:
    text = text_of(rich(body), "plan.rtf")

    assert [page.text for page in text.pages] == ["one [Struck through: two] three"]
    assert [caution.code for caution in text.warnings] == ["struck_through"]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (r"one\par two", ["one\n\ntwo"]),
        (r"one\line two\tab three", ["one\ntwo\tthree"]),
        (r"\'93plan\'94 \endash  caf\'e9", ["“plan” – café"]),
        (r"\f1 \'cf\'eb\'e0\'ed", ["План"]),
        (r"\u8211?end \uc2\u8211\'96\'96end", ["–end –end"]),
        (r"\u-10179?\u-8704?", ["😀"]),
        (r"a\~b\_c\-d \{e\}", ["a b-cd {e}"]),
        (r"{\*\unknown not this}{\pict\bin4 }}}}}one", ["one"]),
        (r"{\field{\*\fldinst PAGEREF x}{\fldrslt 4}}", ["4"]),
        (r"{\shp{\*\shpinst{\sp{\sn x}}{\shptxt box}}{\shprslt{\*\do{\dptxbxtext box}}}}", ["box"]),
        (r"one{\footnote\ftnalt end note}", ["one[i]\n\nEndnote i: end note"]),
    ],
)
def test_all_that_a_reader_sees_is_read_once(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


SIGNS = r"{\fonttbl{\f2\fnil\fcharset2{\*\panose 05}Wingdings{\*\falt Bullets};}{\f3\fcharset2 Symbol;}}"
DRAWN = r"{\field{\*\fldinst {SYMBOL 252 \\f "


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"{\f2 \'fc} f\'fcr", "✓ für"),
        (r"{\f2\u-3844\'fc}", "✓"),
        (r"{\f2\u-3845?} no", "✗ no"),
        (r"\f2\'a8\plain  no", "☐ no"),
        (r"\ansicpg1251\deff9{\fonttbl{\f2\fcharset2 Wingdings;}}{\f2\'fc} \'ef\'eb\'e0\'ed", "✓ план"),
        (r"{\f3\'b7\tab}one", "•\tone"),
        (DRAWN + r'"Wingdings" \\s 11}}{\fldrslt\f2}} Done', "✓ Done"),
        (DRAWN + r"Wingdings}}{\fldrslt{\f2\'fc}}} Done", "✓ Done"),
        (DRAWN + r'"Arial"}}{\fldrslt \'fc}} Done', "ü Done"),
    ],
)
def test_letters_in_a_font_of_signs_are_signs(body: str, text: str) -> None:
    assert pages(SIGNS + body) == [text]


def form(told: str, result: str = "") -> str:
    return r"{\field{\*\fldinst {FORM {\*\formfield{" + told + r"{\*\ffname A}}}}}{\fldrslt " + result + "}} end"


ENTRIES = r"{\*\ffl To do}{\*\ffl D\'e9j\u224\'e0}{\*\ffl Complete}"


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (form(r"\fftype2\ffres2\ffdefres1" + ENTRIES), "Status: Complete end"),
        (form(r"\fftype2" + ENTRIES + r"\ffres25\ffdefres1"), "Status: Déjà end"),
        (form(r"\fftype2" + ENTRIES), "Status: To do end"),
        (form(r"\fftype2\ffres0" + ENTRIES, "To do"), "Status: To do end"),
        (form(r"\fftype2\ffres9" + ENTRIES), "Status:  end"),
        (form(r"\fftype1\ffres1"), "Status: ☑ end"),
        (form(r"\fftype1\ffres0\ffdefres1"), "Status: ☐ end"),
        (form(r"\fftype1\ffres25\ffdefres1"), "Status: ☑ end"),
        (form(r"\fftype0{\*\ffdeftext None}", "Complete"), "Status: Complete end"),
        (form(r"\fftype1\ffres1").replace("FORM", "IF"), "Status:  end"),
        (form(r"\fftype1\ffres1") + form(r"\fftype0", "{more}"), "Status: ☑ endmore end"),
    ],
)
def test_a_field_of_a_form_shows_what_was_chosen(field: str, text: str) -> None:
    assert pages("Status: " + field) == [text]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (r"one\page two", ["one", "two"]),
        (r"one\par\pard\pagebb two", ["one", "two"]),
        (r"one\sect\sectd two", ["one", "two"]),
        (r"one\sect\sectd\sbknone two", ["one\n\ntwo"]),
    ],
)
def test_a_page_begins_where_it_was_broken(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (r"\trowd\intbl a\cell b\cell\row\trowd\intbl\cell d\cell\row\pard end", ["a | b\n | d\n\nend"]),
        (r"\trowd\intbl a\par b\cell c\cell\row", ["a b | c"]),
        (r"\intbl a\nestcell b\nestcell{\*\nesttableprops\nestrow}{\nonesttables\par}\cell c\cell\row", ["a / b | c"]),
    ],
)
def test_a_row_is_a_line(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


def test_what_outlook_made_of_a_web_page_is_read_as_the_web_page() -> None:
    body = (
        r"\fromhtml1{\*\htmltag <table><tr><td>}\htmlrtf \par\htmlrtf0 Action{\*\htmltag </td><td>}"
        r"\htmlrtf\tab\htmlrtf0 Owner{\*\htmltag </td></tr></table>}"
    )

    assert pages(body) == ["Action | Owner"]


def test_letters_in_a_font_of_signs_are_signs_where_rich_text_was_made_of_a_web_page() -> None:
    body = (
        r"\fromhtml1{\*\htmltag <span style=\'27font-family:Wingdings\'27>}\htmlrtf {\f2\htmlrtf0 \'fc"
        r"{\*\htmltag </span>}\htmlrtf }\htmlrtf0  f\'fcr"
    )

    assert pages(SIGNS + body) == ["✓ für"]


def test_what_is_fetched_or_embedded_is_told() -> None:
    body = r"one{\field{\*\fldinst INCLUDETEXT C:\\\\plan.doc}{\fldrslt two}}{\object{\*\objdata 00}{\result x}}"

    assert text_of(rich(body), "plan.rtf").warnings == (
        Caution(
            code="external_links",
            message="The rich text document takes things from outside it, which were not fetched:"
            " INCLUDETEXT C:\\\\plan.doc.",
        ),
        Caution(code="members_unread", message="The rich text document holds embedded objects, which were not opened."),
    )


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (rich(""), "empty", "The rich text document holds no text. Please send it again."),
        (
            rich(r"{\pict 0102}"),
            "unsupported",
            "The rich text document holds only drawings, or pictures of other kinds than PNG, JPEG and TIFF,"
            " and no text. Please send the text itself, or a PDF of it.",
        ),
        (
            rich("{" * rtf.DEPTH),
            "too_large",
            "The rich text document nests more than 10,000 groups in each other. Please send it as a PDF.",
        ),
    ],
    ids=["nothing", "a picture", "groups without end"],
)
def test_a_rich_text_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.rtf")

    assert (refusal.value.code, refusal.value.message) == (code, message)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="{}\\'*abcfouv0123 \n", max_size=80))
def test_any_control_words_are_read_or_refused(body: str) -> None:
    assert outcome(b"{\\rtf1 " + body.encode()) in ("read", "empty")
