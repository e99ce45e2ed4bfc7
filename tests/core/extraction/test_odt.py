"""OpenDocument texts: a sample as LibreOffice saves it, and what else the format allows, as content.xml."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction import extract
from planreview.text import Caution
from tests.core.samples import text_of

FORMATS = Path(__file__).parents[2] / "samples/formats"
PREFIXES = ("office", "text", "table", "style", "draw", "fo", "svg", "manifest")
NAMESPACES = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in PREFIXES)
NAMESPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:dc="http://purl.org/dc/elements/1.1/"'
LOEXT = 'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
TEXT = "application/vnd.oasis.opendocument.text"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)
STYLES = """
<style:style style:name="break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>
</style:style>
<style:style style:name="heir" style:family="paragraph" style:parent-style-name="break"/>
<style:style style:name="annex" style:family="paragraph" style:master-page-name="Annex"/>
<style:style style:name="hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="struck" style:family="text"><style:text-properties style:text-line-through-style="solid"
style:text-line-through-type="single"/></style:style>
<style:style style:name="heir of struck" style:family="text" style:parent-style-name="struck"/>
<style:style style:name="stands" style:family="text"><style:text-properties style:text-line-through-style="none"
style:text-line-through-type="none"/></style:style>
<style:style style:name="struck twice" style:family="paragraph"><style:text-properties
style:text-line-through-type="double"/></style:style>
<style:style style:name="tick" style:family="text"><style:text-properties style:font-name="Wingdings1"/></style:style>
<style:style style:name="heir of tick" style:family="text" style:parent-style-name="tick"/>
<style:style style:name="words" style:family="text" style:parent-style-name="tick"><style:text-properties
style:font-name="Arial"/></style:style>
<style:style style:name="ticks" style:family="paragraph"><style:text-properties fo:font-family="'Wingdings 2'"/>
</style:style>
<style:style style:name="loop" style:family="paragraph" style:parent-style-name="pool"/>
<style:style style:name="pool" style:family="paragraph" style:parent-style-name="loop"/>
"""


FACES = """
<style:font-face style:name="Arial" svg:font-family="Arial"/>
<style:font-face style:name="Wingdings1" svg:font-family="Wingdings" style:font-charset="x-symbol"/>
"""


def content_of(body: str) -> str:
    return (
        f"<office:document-content {NAMESPACES}><office:font-face-decls>{FACES}</office:font-face-decls>"
        f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )


def odt(body: str, parts: Mapping[str, str | bytes] | None = None, before: str = "") -> bytes:
    members: dict[str, str | bytes] = {
        "mimetype": TEXT,
        "content.xml": before + content_of(body),
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def pages(body: str) -> list[str]:
    return [page.text for page in text_of(odt(body), "plan.odt").pages]


def p(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


@pytest.mark.parametrize(("name", "bullet"), [("action-plan.odt", ""), ("action-plan.docx", "• ")])
def test_a_plan_is_read_with_all_that_stands_beside_its_text(name: str, bullet: str) -> None:
    text = text_of((FORMATS / name).read_bytes(), name)

    assert [page.text.split("\n\n") for page in text.pages] == [
        [
            "Header: Official",
            "Northshire Police: abuse of position for a sexual purpose",
            "This plan reflects the national strategy. [1] It was agreed by the deputy chief constable on 12 May 2017.",
            "Monitoring of our IT systems [Deleted: will start][Inserted: has started]. [Hidden: Check with ICT.]",
            f"{bullet}The capacity of the counter-corruption unit has been reviewed.",
            f"{bullet}A third post is advertised.",
            "Footnote 1: Published by the national policing lead in 2017.",
            "[Comment by Ada Assessor: Do we have the minutes of this?]",
            "Footer: Northshire Police, plan of May 2017",
        ],
        [
            "Action plan",
            "Action | Owner | Due | Status\n"
            "Appoint two analysts to the counter-corruption unit | Head of PSD | 30/04/2017 | Complete\n"
            "Cover all terminals with the monitoring software | Head of ICT | 31/12/2017 | In progress\n"
            "Meet the women's refuge and the council each quarter | Supt Okafor | 30/06/2017 | Not started",
            "Progress is reported to the integrity board each month.",
        ],
    ]
    assert text.warnings == (
        Caution(
            code="tracked_changes",
            message="The document shows changes that nobody has accepted or rejected: 1 inserted and 1 deleted."
            " They are marked in the text.",
        ),
        Caution(code="hidden_text", message="The document hides text in 1 place. It is marked in the text."),
    )


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (p("one") + "<text:h>two</text:h>", ["one\n\ntwo"]),
        (p("one\n   two<text:s text:c='3'/>three"), ["one two   three"]),
        (p("one<text:tab/>two<text:line-break/>three"), ["one\ttwo\nthree"]),
        (p("a <text:span>b</text:span> c"), ["a b c"]),
        (p(f"Owner: <loext:content-control {LOEXT}>DCI <text:span>Smith</text:span> of PSD</loext:content-control>;"),
         ["Owner: DCI Smith of PSD;"]),
        (p("one<text:s text:c='9999999999'/>two"), ["one two"]),
        (f"<text:list><text:list-item>{p('one')}<text:list><text:list-item>{p('two')}</text:list-item></text:list>"
         "</text:list-item></text:list>", ["one\n\ntwo"]),
        (p(f"one<draw:frame> <draw:text-box> {p('boxed')} </draw:text-box> </draw:frame>two"), ["one\nboxed\ntwo"]),
        (f"<text:section text:display='none'>{p('kept')}</text:section>", ["[Hidden: kept]"]),
        (p("one", "break") + p("two", "break"), ["one", "two"]),
        (p("one") + p("two", "heir"), ["one", "two"]),
        (p("one") + p("two", "loop"), ["one\n\ntwo"]),
        (p("half<text:soft-page-break/>way"), ["half", "way"]),
    ],
)  # fmt: skip
def test_all_that_a_reader_sees_is_read_once(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p('one <text:span text:style-name="struck">two</text:span>'), "one [Struck through: two]"),
        (p('one <text:span text:style-name="heir of struck">two</text:span>'), "one [Struck through: two]"),
        (p('one <text:span text:style-name="stands">two</text:span>'), "one two"),
        (p("one two", "struck twice"), "[Struck through: one two]"),
        (p('one <text:span text:style-name="stands">two</text:span>', "struck twice"), "[Struck through: one] two"),
    ],
)
def test_words_struck_through_are_marked_also_where_a_style_strikes_them(body: str, text: str) -> None:
    read = text_of(odt(body), "plan.odt")

    assert [page.text for page in read.pages] == [text]
    assert [caution.code for caution in read.warnings] == ["struck_through"] * ("Struck" in text)


def test_words_struck_through_are_marked_on_slides_and_in_notes() -> None:
    words = p('one <text:span text:style-name="struck">two</text:span>')
    title, notes = (f"<draw:frame draw:class='{kind}'>{words}</draw:frame>" for kind in ("title", "notes"))
    slide = f"<draw:page>{title}<draw:notes>{notes}</draw:notes></draw:page>"
    content = content_of(slide).replace("office:text", "office:presentation")

    text = text_of(odt("", {"mimetype": TEXT.replace("text", "presentation"), "content.xml": content}), "slides.odp")

    assert [(page.label, page.text) for page in text.pages] == [
        ("one two", "one [Struck through: two]\n\nNotes: one [Struck through: two]")
    ]
    assert [caution.code for caution in text.warnings] == ["struck_through"]


def span(words: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{words}</text:span>'


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (p(span("\uf0fc", "tick") + " für"), "✓ für"),
        (p(span("ü", "heir of tick") + " für"), "✓ für"),
        (p(span(f"û {span('für', 'words')} {span('ü', 'struck')}", "tick")), "✗ für [Struck through: ✓]"),
        (p("P " + span("Plan", "words") + " O", "ticks"), "✓ Plan ✗"),
        (p(f"P<draw:frame><draw:text-box>{p('Plan')}</draw:text-box></draw:frame>", "ticks"), "✓\nPlan"),
        (p("\uf0fc für"), "\uf0fc für"),
    ],
)
@pytest.mark.parametrize("kind", ["text", "presentation"])
def test_letters_in_a_font_of_signs_are_signs(kind: str, body: str, text: str) -> None:
    shown = body if kind == "text" else f"<draw:page><draw:frame>{body}</draw:frame></draw:page>"
    content = content_of(shown).replace("office:text", f"office:{kind}")
    package = odt("", {"mimetype": TEXT.replace("text", kind), "content.xml": content})

    assert [page.text for page in text_of(package, "plan").pages] == [text]


def cell(inside: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{inside}</table:table-cell>"


def table(*rows: str) -> str:
    return "<table:table>" + "".join(f"<table:table-row>{row}</table:table-row>" for row in rows) + "</table:table>"


COVERED = "<table:covered-table-cell/>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (table(cell(p("one") + p("more")) + cell(p("two"))), "one more | two"),
        (
            table(
                cell(p("wide"), "table:number-columns-spanned='2'") + COVERED + cell(p("end")),
                cell(p("tall"), "table:number-rows-spanned='2'") + cell(p("b")) + cell(p("c")),
                COVERED + cell(p("e")) + cell(p("f")),
            ),
            "wide | end\ntall | b | c\n | e | f",
        ),
        (table(cell(table(cell(p("a")) + cell(p("b")), cell(p("c")))) + cell(p("d"))), "a / b; c | d"),
        (table(cell(table(cell(p("a")) + cell(p("b")), cell(p("c"))))), "a | b\nc"),
    ],
)
def test_a_row_is_a_line(body: str, text: str) -> None:
    assert pages(body) == [text]


def test_a_comment_tells_the_words_that_it_is_about() -> None:
    words = "<dc:creator>Ada</dc:creator><text:p>Since when?</text:p>"
    begin = f'<office:annotation office:name="1">{words}</office:annotation>'
    end = '<office:annotation-end office:name="1"/>'

    assert pages(p(f"We {begin}monitor{end} systems.")) == [
        "We monitor systems.\n\n[Comment by Ada on “monitor”: Since when?]"
    ]


def test_an_insertion_over_several_paragraphs_is_marked_in_each() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="n"><text:insertion/></text:changed-region>'
        "</text:tracked-changes>"
    )
    start, end = '<text:change-start text:change-id="n"/>', '<text:change-end text:change-id="n"/>'

    assert pages(changes + p(f"We {start}monitor.") + p(f"We train.{end} We meet.")) == [
        "We [Inserted: monitor.]\n\n[Inserted: We train.] We meet."
    ]


def test_the_margins_of_a_kind_of_page_stand_where_it_begins() -> None:
    def master(name: str, header: str) -> str:
        return f'<style:master-page style:name="{name}"><style:header>{p(header)}</style:header></style:master-page>'

    masters = master("Standard", "Plan") + master("Annex", "Annex A")
    styles = {"styles.xml": f"<office:document-styles {NAMESPACES}>{masters}</office:document-styles>"}
    content = odt(p("one") + p("two") + p("three", "annex"), styles)

    assert [page.text for page in text_of(content, "plan.odt").pages] == [
        "Header: Plan\n\none\n\ntwo",
        "Header: Annex A\n\nthree",
    ]


def manifest(inside: str) -> str:
    return f"<manifest:manifest {NAMESPACES}>{inside}</manifest:manifest>"


def test_what_could_run_or_fetch_is_named_and_an_embedded_document_is_handed_over() -> None:
    body = p(
        'one <text:a xlink:href="http://here.example">link</text:a>'
        '<draw:frame><draw:image xlink:href="http://there.example/a.png"/></draw:frame>'
        '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    )
    parts = {
        "Basic/Standard/Module1.xml": "<script/>",
        "Object 1/content.xml": content_of(p("inside")),
        "META-INF/manifest.xml": manifest(
            f'<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="{TEXT}"/>'
        ),
    }

    found = extract(odt(body, parts), "plan.odt")

    assert [(caution.code, caution.message) for caution in found.text.warnings] == [
        ("macros", "The OpenDocument text holds macros or controls. They were not run, nor read."),
        (
            "external_links",
            "The OpenDocument text takes things from outside it, which were not fetched:"
            " image http://there.example/a.png.",
        ),
        (
            "embedded_objects",
            "The OpenDocument text holds embedded objects: Object 1. Those that are documents are read by themselves.",
        ),
    ]
    [attachment] = found.attachments
    assert attachment.name == "Object 1.odt"
    assert [page.text for page in text_of(attachment.content, attachment.name).pages] == ["inside"]


def test_a_text_of_pictures_hands_them_over() -> None:
    body = p('<draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame>')

    found = extract(odt(body, {"Pictures/a.png": PNG}), "plan.odt")

    assert [member.name for member in found.attachments] == ["a.png"]
    assert [caution.code for caution in found.text.warnings] == ["only_pictures"]


def outcome(content: bytes, name: str) -> str:
    try:
        text_of(content, name)
    except Unreadable as refusal:
        return refusal.code
    return "read"


@pytest.mark.parametrize("name", ["action-plan.docx", "action-plan.odt", "briefing.pptx", "briefing.odp"])
@settings(max_examples=40)
@given(data=st.data())
def test_a_file_that_is_spoilt_anywhere_is_read_or_refused_with_a_known_code(name: str, data: st.DataObject) -> None:
    content = bytearray((FORMATS / name).read_bytes())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=20)):
        content[place] ^= data.draw(st.integers(1, 255))

    assert outcome(bytes(content), name) in {"read", *Reason}


ENCRYPTED = manifest(
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
)


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (odt(p("")), "empty", "The OpenDocument text holds no text. Please send it again."),
        (
            odt("", {"META-INF/manifest.xml": ENCRYPTED}),
            "encrypted",
            "The OpenDocument text is protected with a password. Please remove the password and send it again.",
        ),
        (
            odt(p("&a;"), before='<!DOCTYPE d [<!ENTITY a "b">]>'),
            "unsupported",
            "The OpenDocument text declares XML entities, which can hide or multiply text and which no office program"
            " writes. Please save it anew and send it again, or send it as a PDF.",
        ),
        (
            odt("<text:section>" * 100_000),
            "too_large",
            "The OpenDocument text holds a part of more than 50,000,000 bytes, or one that is nested or multiplied"
            " beyond measure. Please send it in parts, or as a PDF.",
        ),
    ],
    ids=["nothing", "protected", "an entity", "nested"],
)
def test_a_text_without_words_or_with_traps_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.odt")

    assert (refusal.value.code, refusal.value.message) == (code, message)
