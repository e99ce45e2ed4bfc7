"""Slides: a sample as LibreOffice saves it, and what PowerPoint writes beside that, as PresentationML."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from planreview.errors import Unreadable
from planreview.extraction import extract
from planreview.text import Caution
from tests.core.samples import text_of

FORMATS = Path(__file__).parents[2] / "samples/formats"
MAIN = "http://schemas.openxmlformats.org/presentationml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/presentationml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def relations(*listed: tuple[str, str, str]) -> str:
    nodes = "".join(f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{name}"/>' for id_, kind, name in listed)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{nodes}</Relationships>'
    )


def root(name: str, inside: str, more: str = "", namespace: str = MAIN) -> str:
    return f'<p:{name} xmlns:p="{namespace}" xmlns:r="{OFFICE}" xmlns:a="{DRAWING}" {more}>{inside}</p:{name}>'


def slide(*shapes: str, more: str = "", namespace: str = MAIN) -> str:
    return root("sld", f"<p:cSld><p:spTree>{''.join(shapes)}</p:spTree></p:cSld>", more, namespace)


def shape(*paragraphs: str, kind: str = "") -> str:
    place = f'<p:nvPr><p:ph type="{kind}"/></p:nvPr>' if kind else "<p:nvPr/>"
    lines = "".join(f"<a:p><a:r><a:t>{words}</a:t></a:r></a:p>" for words in paragraphs)
    return f"<p:sp><p:nvSpPr>{place}</p:nvSpPr><p:txBody>{lines}</p:txBody></p:sp>"


def powerpoint(
    slides: Sequence[str], parts: Mapping[str, str | bytes] | None = None, order: Sequence[int] = (), main: str = MAIN
) -> bytes:
    """A presentation: its slides, further parts, and the numbers of the slides in the order of the presentation."""
    shown = "".join(f'<p:sldId id="{256 + number}" r:id="s{number}"/>' for number in order or range(len(slides)))
    names = [(f"s{number}", "slide", f"slides/slide{number}.xml") for number in range(len(slides))]
    members: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("r", "officeDocument", "ppt/presentation.xml")),
        "ppt/presentation.xml": root("presentation", f"<p:sldIdLst>{shown}</p:sldIdLst>", namespace=main),
        "ppt/_rels/presentation.xml.rels": relations(*names, ("a", "commentAuthors", "commentAuthors.xml")),
        **{f"ppt/slides/slide{number}.xml": content for number, content in enumerate(slides)},
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return out.getvalue()


def pages(content: bytes) -> list[str]:
    return [page.text for page in text_of(content, "slides.pptx").pages]


@pytest.mark.parametrize("name", ["briefing.pptx", "briefing.odp"])
def test_each_slide_is_a_page_with_its_title_notes_and_comments(name: str) -> None:
    text = text_of((FORMATS / name).read_bytes(), name)

    assert [(page.number, page.source, page.label) for page in text.pages] == [
        (1, "slide", "Our plan"),
        (2, "slide", "Actions"),
        (3, "slide", "Kept back (hidden)"),
    ]
    assert [page.text for page in text.pages] == [
        "Our plan\n\nMonitoring of our IT systems has started.\n\nNotes: Say that the software was bought in February.",
        "Actions\n\nAction | Owner | Due | Status\n"
        "Appoint two analysts to the counter-corruption unit | Head of PSD | 30/04/2017 | Complete\n"
        "Cover all terminals with the monitoring software | Head of ICT | 31/12/2017 | In progress\n"
        "Meet the women's refuge and the council each quarter | Supt Okafor | 30/06/2017 | Not started\n\n"
        "[Comment by Ada Assessor: Which terminals?]",
        "Kept back\n\nThe budget is not agreed.",
    ]
    assert text.warnings == (
        Caution(
            code="hidden_slides",
            message="These slides are hidden when the others are shown; their text was read too: 3.",
        ),
    )


def test_slides_stand_in_the_order_of_the_presentation_each_once() -> None:
    content = powerpoint([slide(shape("first")), slide(shape("second"))], order=(1, 0, 1))

    assert pages(content) == ["second", "first"]


@pytest.mark.parametrize(
    ("shapes", "text"),
    [
        ((shape("body"), shape("The title", kind="title")), "The title\n\nbody"),
        ((shape("one", "two"), shape("three")), "one\ntwo\n\nthree"),
        ((f"<p:grpSp>{shape('grouped')}<p:grpSp>{shape('deeper')}</p:grpSp></p:grpSp>",), "grouped\n\ndeeper"),
        ((shape("body"), shape("7", kind="sldNum"), shape("Official", kind="ftr")), "body\n\nFooter: Official"),
        (
            (
                '<mc:AlternateContent xmlns:mc="mc"><mc:Choice>' + shape("new") + "</mc:Choice><mc:Fallback>"
                + shape("old") + "</mc:Fallback></mc:AlternateContent>",
            ),
            "new",
        ),
    ],
)  # fmt: skip
def test_shapes_are_read_once_the_title_first(shapes: tuple[str, ...], text: str) -> None:
    assert pages(powerpoint([slide(*shapes)])) == [text]


def test_a_footer_is_told_on_the_first_slide_that_has_it() -> None:
    footer = shape("Official", kind="ftr")

    assert pages(powerpoint([slide(shape("one"), footer), slide(shape("two"), footer)])) == [
        "one\n\nFooter: Official",
        "two",
    ]


def test_words_struck_through_are_marked_on_slides_in_notes_and_in_comments() -> None:
    struck = "<a:p><a:r><a:t>one </a:t></a:r><a:r><a:rPr strike='{}'/><a:t>two</a:t></a:r></a:p>"
    once, none = struck.format("sngStrike"), struck.format("noStrike")
    notes = root("notes", "<p:cSld><p:spTree>" + shape(kind="body").replace("</p:txBody>", once + "</p:txBody>")
                 + "</p:spTree></p:cSld>")  # fmt: skip
    comments = root("cmLst", f"<p:cm><p:txBody>{struck.format('dblStrike')}</p:txBody></p:cm>")
    content = powerpoint(
        [slide(shape(kind="title").replace("</p:txBody>", once + none + "</p:txBody>"))],
        parts={
            "ppt/slides/_rels/slide0.xml.rels": relations(
                ("n", "notesSlide", "../notes.xml"), ("c", "comments", "../comments.xml")
            ),
            "ppt/notes.xml": notes,
            "ppt/comments.xml": comments,
        },
    )

    text = text_of(content, "slides.pptx")

    assert [(page.label, page.text) for page in text.pages] == [
        (
            "one two one two",
            "one [Struck through: two]\none two\n\nNotes: one [Struck through: two]\n\n"
            "[Comment: one (Struck through: two)]",
        )
    ]
    assert [caution.code for caution in text.warnings] == ["struck_through"]


@pytest.mark.parametrize(
    ("fonts", "letters", "signs"),
    [
        ('<a:latin typeface="Wingdings"/>', "ü", "✓"),
        ('<a:latin typeface="Wingdings 2"/>', "P", "✓"),
        ('<a:latin typeface="Wingdings"/><a:sym typeface="Arial"/>', "\uf0fb x", "✗ ☒"),
        ('<a:sym typeface="Wingdings"/>', "ü ", "✓ "),
        ('<a:sym typeface="Wingdings"/>', "\uf0e0 über", "→ über"),
        ('<a:sym typeface="Wingdings"/>', "x", "x"),
        ('<a:latin typeface="+mn-lt"/><a:sym typeface="Symbol"/>', "£5", "£5"),
        ('<a:latin typeface="Arial"/>', "ü", "ü"),
    ],
)
def test_letters_in_a_font_of_signs_are_signs(fonts: str, letters: str, signs: str) -> None:
    words = f"<a:r><a:rPr>{fonts}</a:rPr><a:t>{letters}</a:t></a:r><a:r><a:t> für</a:t></a:r>"
    bullet = '<a:pPr><a:buFont typeface="Wingdings"/><a:buChar char="ü"/></a:pPr>'
    body = shape().replace("</p:txBody>", f"<a:p>{bullet}{words}</a:p></p:txBody>")

    assert pages(powerpoint([slide(body)])) == [f"{signs} für"]


def test_merged_cells_of_a_table_keep_its_columns() -> None:
    def cell(words: str, more: str = "") -> str:
        return f"<a:tc {more}><a:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></a:txBody></a:tc>"

    rows = (
        cell("Actions", 'gridSpan="2"') + cell("", 'hMerge="1"') + cell("Status"),
        cell("Review", 'rowSpan="2"') + cell("unit") + cell("Done"),
        cell("", 'vMerge="1"') + cell("systems") + cell("Open"),
    )
    table = "".join(f"<a:tr>{row}</a:tr>" for row in rows)

    assert pages(powerpoint([slide(f"<p:graphicFrame><a:tbl>{table}</a:tbl></p:graphicFrame>")])) == [
        "Actions | Status\nReview | unit | Done\n | systems | Open"
    ]


def test_a_chart_and_a_diagram_are_read_from_their_own_parts() -> None:
    chart = (
        '<c:chart xmlns:c="c" xmlns:a="a"><c:title><a:t>Progress</a:t></c:title><c:ser><c:tx><c:pt idx="0"><c:v>Done'
        '</c:v></c:pt></c:tx><c:cat><c:pt idx="0"><c:v>2016</c:v></c:pt></c:cat><c:val><c:pt idx="0">'
        "<c:v>8.200000000000001</c:v></c:pt></c:val></c:ser></c:chart>"
    )
    diagram = '<d:model xmlns:d="d" xmlns:a="a"><d:pt><a:p><a:t>Plan</a:t></a:p></d:pt><d:pt><a:p/></d:pt></d:model>'
    frames = (
        '<p:graphicFrame><c:chart xmlns:c="c" r:id="c"/></p:graphicFrame>'
        '<p:graphicFrame><d:relIds xmlns:d="d" r:dm="d"/></p:graphicFrame>'
    )
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": relations(
            ("c", "chart", "../charts/chart1.xml"), ("d", "diagramData", "../diagrams/data1.xml")
        ),
        "ppt/charts/chart1.xml": chart,
        "ppt/diagrams/data1.xml": diagram,
    }

    assert pages(powerpoint([slide(frames)], parts)) == ["Progress\nDone: 2016 8.2\n\nPlan"]


def test_comments_are_read_in_the_older_and_the_newer_form() -> None:
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": relations(
            ("o", "comments", "../comments/comment1.xml"), ("n", "comments", "../comments/modern.xml")
        ),
        "ppt/commentAuthors.xml": root("cmAuthorLst", '<p:cmAuthor id="0" name="Ada"/>'),
        "ppt/comments/comment1.xml": root("cmLst", '<p:cm authorId="0"><p:text>Since when?</p:text></p:cm>'),
        "ppt/comments/modern.xml": root(
            "cmLst",
            '<p:cm authorId="{9}"><p:replyLst><p:reply authorId="0"><p:txBody><a:p><a:r><a:t>May.</a:t></a:r></a:p>'
            "</p:txBody></p:reply></p:replyLst><p:txBody><a:p><a:r><a:t>Which?</a:t></a:r></a:p></p:txBody></p:cm>",
        ),
    }

    assert pages(powerpoint([slide(shape("We monitor."))], parts)) == [
        "We monitor.\n\n[Comment by Ada: Since when?]\n\n[Comment: Which?]\n\n[Comment by Ada: May.]"
    ]


def test_the_strict_variant_and_one_with_macros_are_read() -> None:
    strict = powerpoint([slide(shape("one"), namespace=STRICT)], {"ppt/vbaProject.bin": b"x"}, main=STRICT)

    text = text_of(strict, "slides.pptm")

    assert ([page.text for page in text.pages], [caution.code for caution in text.warnings]) == (["one"], ["macros"])


def test_slides_without_text_are_named() -> None:
    text = text_of(powerpoint([slide(shape("one")), slide()]), "slides.pptx")

    assert text.warnings == (
        Caution(code="pages_without_text", message="These slides hold no text, only pictures or nothing: 2."),
    )


def test_slides_that_are_only_pictures_hand_them_over() -> None:
    picture = '<p:pic><p:nvPicPr><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="i"/></p:blipFill></p:pic>'
    parts: dict[str, str | bytes] = {
        "ppt/slides/_rels/slide0.xml.rels": relations(("i", "image", "../media/image1.png")),
        "ppt/media/image1.png": PNG,
    }

    found = extract(powerpoint([slide(picture)], parts), "slides.pptx")

    assert [(member.name, member.content) for member in found.attachments] == [("image1.png", PNG)]
    assert [caution.code for caution in found.text.warnings] == ["only_pictures"]


def test_notes_and_slides_that_point_at_each_other_are_read_once() -> None:
    notes = slide(shape("Said aloud", kind="body"))
    to_notes = relations(("n", "notesSlide", "../notes/notes1.xml"))
    parts = {
        "ppt/slides/_rels/slide0.xml.rels": to_notes,
        "ppt/slides/_rels/slide1.xml.rels": to_notes,
        "ppt/notes/notes1.xml": notes,
        "ppt/notes/_rels/notes1.xml.rels": relations(("s", "notesSlide", "notes1.xml"), ("b", "slide", "../slides/0")),
    }

    assert pages(powerpoint([slide(shape("one")), slide(shape("two"))], parts)) == ["one\n\nNotes: Said aloud", "two"]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (powerpoint([slide()]), "empty", "The PowerPoint presentation holds no text. Please send it again."),
        (
            powerpoint([slide("<p:sp>" * 100_000)]),
            "too_large",
            "The PowerPoint presentation holds a part of more than 50,000,000 bytes, or one that is nested or"
            " multiplied beyond measure. Please send it in parts, or as a PDF.",
        ),
    ],
    ids=["nothing", "nested"],
)
def test_slides_without_words_or_with_traps_are_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "slides.pptx")

    assert (refusal.value.code, refusal.value.message) == (code, message)
