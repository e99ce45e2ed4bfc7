"""What Word writes and python-docx alone does not make: the body is given as WordprocessingML."""

import io
import zipfile
from collections.abc import Mapping

import docx
import pytest

from planreview.errors import Unreadable
from planreview.extraction import extract
from planreview.extraction.refusals import PAGES
from planreview.extraction.xml import XML_PART
from planreview.text import Caution
from tests.core.samples import text_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
NAMESPACES = f'xmlns:w="{WORD}" xmlns:r="{OFFICE}"'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(8)


def relation(id_: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}" {more}/>'


def word(
    body: str,
    *,
    main: str = "word/document.xml",
    namespace: str = WORD,
    relations: str = "",
    parts: Mapping[str, str | bytes] | None = None,
    before: str = "",
) -> bytes:
    """A Word document: its body, the relations of its main part, its further parts, what stands before the root."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", RELATIONS.format(relation("rId1", "officeDocument", main)))
        package.writestr("word/_rels/document.xml.rels", RELATIONS.format(relations))
        package.writestr(
            main,
            f'{before}<w:document xmlns:w="{namespace}" xmlns:r="{OFFICE}"><w:body>{body}</w:body></w:document>',
        )
        for name, content in (parts or {}).items():
            package.writestr(name, content)
    return out.getvalue()


def part(name: str, inside: str) -> str:
    return f"<w:{name} {NAMESPACES}>{inside}</w:{name}>"


def paragraph(inside: str) -> str:
    return f"<w:p>{inside}</w:p>"


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def pages(body: str) -> list[str]:
    return [page.text for page in text_of(word(body), "plan.docx").pages]


ONE, TWO = paragraph(run("one")), paragraph(run("two"))
EXPLICIT = '<w:r><w:br w:type="page"/></w:r>'
SHOWN = "<w:r><w:lastRenderedPageBreak/></w:r>"


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (ONE + TWO, ["one\n\ntwo"]),
        (ONE + paragraph("") * 5 + TWO, ["one\n\ntwo"]),
        (f"<w:sdt><w:sdtContent>{ONE}</w:sdtContent></w:sdt>{TWO}", ["one\n\ntwo"]),
        (paragraph(f"<w:sdt><w:sdtContent>{run('one')}</w:sdtContent></w:sdt>{run(' more')}"), ["one more"]),
        (
            paragraph(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"),
            ["[Inserted: new][Deleted: old]"],
        ),
        (
            paragraph(f"<w:moveFrom>{run('moved')}</w:moveFrom>") + paragraph(f"<w:moveTo>{run('moved')}</w:moveTo>"),
            ["[Deleted: moved]\n\n[Inserted: moved]"],
        ),
        (paragraph(f"<w:hyperlink>{run('link')}</w:hyperlink><w:r><w:noBreakHyphen/></w:r>{run('end')}"), ["link-end"]),
        (paragraph("<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("one")), ["one"]),
        (paragraph(f"<w:r><w:txbxContent>{ONE}{TWO}</w:txbxContent></w:r>"), ["one\ntwo"]),
        (paragraph(f"{run('one')}<w:r><w:br/></w:r>{run('two')}"), ["one\ntwo"]),
    ],
)
def test_all_that_a_reader_sees_is_read_once(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        (ONE + paragraph(EXPLICIT) + TWO, ["one", "two"]),
        (ONE + paragraph(EXPLICIT) + paragraph(SHOWN + run("two")), ["one", "two"]),
        (ONE + paragraph(SHOWN + run("two")), ["one", "two"]),
        (ONE + paragraph("<w:pPr><w:pageBreakBefore/></w:pPr>" + SHOWN + run("two")), ["one", "two"]),
        (ONE + paragraph('<w:pPr><w:pageBreakBefore w:val="0"/></w:pPr>' + run("two")), ["one\n\ntwo"]),
        (paragraph(run("half") + SHOWN + run("way")), ["half", "way"]),
        (ONE + paragraph(EXPLICIT) + paragraph(EXPLICIT) + TWO, ["one", "", "two"]),
    ],
)
def test_a_page_begins_where_it_was_broken(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in cells)}</w:tr>"


@pytest.mark.parametrize(
    ("rows", "texts"),
    [
        (row(ONE, TWO), ["one | two"]),
        (row(ONE + TWO, ONE), ["one two | one"]),
        (row('<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>' + ONE) + row(ONE, TWO), ["one\none | two"]),
        (
            row('<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + ONE, TWO)
            + row("<w:tcPr><w:vMerge/></w:tcPr><w:p/>", TWO),
            ["one | two\n | two"],
        ),
        (row(ONE) + row(paragraph(SHOWN + run("next"))), ["one", "next"]),
        (row(paragraph(run("half") + SHOWN + run(" way"))) + row(TWO), ["half way", "two"]),
        (f"<w:sdt><w:sdtContent>{row(ONE, TWO)}</w:sdtContent></w:sdt>", ["one | two"]),
        (row(f"<w:tbl>{row(ONE, TWO)}{row(TWO, ONE)}</w:tbl><w:p/>"), ["one | two\ntwo | one"]),
        (row(f"<w:tbl>{row(ONE, TWO)}</w:tbl><w:p/>", ONE), ["one / two | one"]),
    ],
)
def test_a_row_is_a_line(rows: str, texts: list[str]) -> None:
    assert pages(f"<w:tbl>{rows}</w:tbl>") == texts


def test_what_the_web_version_of_word_saves_is_read() -> None:
    assert [page.text for page in text_of(word(ONE, main="word/document2.xml"), "plan.docx").pages] == ["one"]


def test_the_strict_variant_is_read() -> None:
    assert [page.text for page in text_of(word(ONE, namespace=STRICT), "plan.docx").pages] == ["one"]


NOTES = {
    "word/footnotes.xml": part(
        "footnotes",
        '<w:footnote w:id="-1" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="1">{paragraph(run("Of 2016."))}</w:footnote>'
        f'<w:footnote w:id="2">{paragraph(run("Of 2017."))}</w:footnote>',
    ),
    "word/endnotes.xml": part("endnotes", f'<w:endnote w:id="1">{paragraph(run("See the annex."))}</w:endnote>'),
    "word/comments.xml": part(
        "comments", f'<w:comment w:id="0" w:author="A. Reader">{paragraph(run("Since [when]?"))}</w:comment>'
    ),
    "word/header1.xml": part("hdr", paragraph(run("Official"))),
    "word/header2.xml": part("hdr", paragraph(run("Annex"))),
    "word/footer1.xml": part("ftr", paragraph(run("Kent Police"))),
    "word/footer2.xml": part("ftr", paragraph(run("7"))),
}
NOTED = (
    relation("f", "footnotes", "footnotes.xml")
    + relation("e", "endnotes", "endnotes.xml")
    + relation("c", "comments", "comments.xml")
    + relation("h1", "header", "header1.xml")
    + relation("h2", "header", "header2.xml")
    + relation("t1", "footer", "footer1.xml")
    + relation("t2", "footer", "footer2.xml")
)


def noted(body: str) -> list[str]:
    return [page.text for page in text_of(word(body, relations=NOTED, parts=NOTES), "plan.docx").pages]


def footnote(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def test_a_note_stands_at_the_end_of_its_page_under_the_mark_that_the_text_has() -> None:
    body = (
        paragraph(run("The strategy") + footnote(2) + run(" applies.") + footnote(1) + run(" It does."))
        + paragraph(run("So says the annex.") + '<w:r><w:endnoteReference w:id="1"/></w:r>')
        + paragraph(EXPLICIT + run("Later"))
    )

    assert noted(body) == [
        "The strategy[1] applies. [2] It does.\n\nSo says the annex. [i]\n\n"
        "Footnote 1: Of 2017.\n\nFootnote 2: Of 2016.\n\nEndnote i: See the annex.",
        "Later",
    ]


def test_a_comment_stands_below_the_text_in_brackets_with_its_author_and_what_it_is_about() -> None:
    body = paragraph(
        run("We ")
        + '<w:commentRangeStart w:id="0"/>'
        + run("monitor systems")
        + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        + run(".")
    )

    assert noted(body) == ["We monitor systems.\n\n[Comment by A. Reader on “monitor systems”: Since (when)?]"]


def margin(kind: str, id_: str, type_: str = "default") -> str:
    return f'<w:{kind}Reference w:type="{type_}" r:id="{id_}"/>'


def test_headers_and_footers_stand_once_on_the_first_page_of_their_section() -> None:
    first = margin("header", "h1") + margin("header", "h2", "first") + margin("footer", "t1")
    second = margin("header", "h2") + margin("footer", "t2")
    body = (
        ONE
        + paragraph(SHOWN + run("more"))
        + paragraph(f"<w:pPr><w:sectPr>{first}</w:sectPr></w:pPr>{run('end')}")
        + TWO
        + f"<w:sectPr>{second}</w:sectPr>"
    )

    assert noted(body) == ["Header: Official\n\none\n\nFooter: Kent Police", "more\n\nend", "Header: Annex\n\ntwo"]


@pytest.mark.parametrize(
    ("type_", "texts"),
    [
        ("", ["one", "two"]),
        ('<w:type w:val="oddPage"/>', ["one", "two"]),
        ('<w:type w:val="continuous"/>', ["one\n\ntwo"]),
    ],
)
def test_a_section_begins_on_a_new_page_unless_it_says_otherwise(type_: str, texts: list[str]) -> None:
    body = paragraph(f"<w:pPr><w:sectPr/></w:pPr>{run('one')}") + TWO + f"<w:sectPr>{type_}</w:sectPr>"

    assert pages(body) == texts


def test_changes_that_nobody_accepted_are_marked_and_counted() -> None:
    text = text_of(
        word(
            paragraph(
                run("We ")
                + f"<w:del><w:r><w:delText>will</w:delText></w:r></w:del><w:ins>{run('have begun')}{run(' to')}</w:ins>"
                + run(" monitor.")
                + "<w:del><w:r><w:delText xml:space='preserve'> It is late.</w:delText></w:r></w:del>"
            )
        ),
        "plan.docx",
    )

    assert [page.text for page in text.pages] == [
        "We [Deleted: will][Inserted: have begun to] monitor. [Deleted: It is late.]"
    ]
    assert text.warnings == (
        Caution(
            code="tracked_changes",
            message="The document shows changes that nobody has accepted or rejected: 1 inserted and 2 deleted."
            " They are marked in the text.",
        ),
    )


VANISH = "<w:rPr><w:vanish/></w:rPr>"


def test_hidden_text_is_marked_and_counted_also_where_a_style_hides_it() -> None:
    styles = part(
        "styles",
        f'<w:style w:styleId="Base">{VANISH}</w:style>'
        '<w:style w:styleId="Note"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Loop"><w:basedOn w:val="Pool"/></w:style>'
        '<w:style w:styleId="Pool"><w:basedOn w:val="Loop"/></w:style>',
    )
    body = (
        paragraph(run("one ") + f"<w:r>{VANISH}<w:t>secret</w:t></w:r>")
        + paragraph('<w:pPr><w:pStyle w:val="Note"/></w:pPr>' + run("by style"))
        + paragraph('<w:pPr><w:pStyle w:val="Loop"/></w:pPr>' + run("in a loop"))
    )

    text = text_of(
        word(body, relations=relation("s", "styles", "styles.xml"), parts={"word/styles.xml": styles}), "plan.docx"
    )

    assert [page.text for page in text.pages] == ["one [Hidden: secret]\n\n[Hidden: by style]\n\nin a loop"]
    assert text.warnings == (
        Caution(code="hidden_text", message="The document hides text in 2 places. It is marked in the text."),
    )


STRUCK = Caution(
    code="struck_through",
    message="The document has words struck through in 1 place. They are marked in the text, and count for nothing:"
    " crossing out may mean done or dropped.",
)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<w:r><w:rPr><w:strike/></w:rPr><w:t>two</w:t></w:r>", "[Struck through: two]"),
        ("<w:r><w:rPr><w:dstrike/></w:rPr><w:t>two</w:t></w:r>", "[Struck through: two]"),
        ('<w:r><w:rPr><w:rStyle w:val="Heir"/></w:rPr><w:t>two</w:t></w:r>', "[Struck through: two]"),
        ('<w:r><w:rPr><w:rStyle w:val="Heir"/><w:strike w:val="0"/></w:rPr><w:t>two</w:t></w:r>', "two"),
        ('<w:r><w:rPr><w:rStyle w:val="Unlike"/></w:rPr><w:t>two</w:t></w:r>', "two"),
        ("<w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t>two</w:t></w:r></w:ins>", "[Struck through: (Inserted: two)]"),
        (
            '<w:r><w:rPr><w:strike/></w:rPr><w:sym w:font="Wingdings" w:char="F0FC"/><w:t> two</w:t></w:r>',
            "[Struck through: ✓ two]",
        ),
        (
            "<w:ins><w:r><w:rPr><w:strike/></w:rPr><w:t>tw</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>o</w:t></w:r>"
            "</w:ins>",
            "[Struck through: (Inserted: two)]",
        ),
    ],
    ids=["once", "twice", "by a style", "not by a style", "by no style", "inserted", "a sign", "inserted in parts"],
)
def test_words_struck_through_are_marked_also_where_a_style_strikes_them(inside: str, shown: str) -> None:
    styles = part(
        "styles",
        '<w:style w:styleId="Done"><w:rPr><w:strike/></w:rPr></w:style>'
        '<w:style w:styleId="Heir"><w:basedOn w:val="Done"/></w:style>'
        '<w:style w:styleId="Unlike"><w:basedOn w:val="Done"/><w:rPr><w:strike w:val="false"/></w:rPr></w:style>',
    )
    content = word(
        paragraph(run("one ") + inside + run(" three")),
        relations=relation("s", "styles", "styles.xml"),
        parts={"word/styles.xml": styles},
    )

    text = text_of(content, "plan.docx")

    assert [page.text for page in text.pages] == [f"one {shown} three"]
    assert (STRUCK in text.warnings) == ("Struck" in shown)


def level(number: int, format_: str, text: str) -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{format_}"/><w:lvlText w:val="{text}"/></w:lvl>'
    )


def item(words: str, list_: int | None = None, at: int | None = None, *, style: str = "") -> str:
    properties = "".join(
        f'<w:{name} w:val="{given}"/>' for name, given in (("ilvl", at), ("numId", list_)) if given is not None
    )
    return paragraph(f'<w:pPr><w:pStyle w:val="{style}"/><w:numPr>{properties}</w:numPr></w:pPr>{run(words)}')


def listed(body: str, numbering: str, styles: str = "") -> list[str]:
    """The paragraphs of a document, under its numbering part and its styles."""
    text = text_of(
        word(
            body,
            relations=relation("n", "numbering", "numbering.xml") + relation("s", "styles", "styles.xml"),
            parts={
                "word/numbering.xml": part("numbering", numbering),
                "word/styles.xml": part("styles", styles),
            },
        ),
        "plan.docx",
    )
    return text.pages[0].text.split("\n\n")


def abstract(id_: int, inside: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{id_}">{inside}</w:abstractNum>'


def list_of(id_: int, abstract_id: int, inside: str = "") -> str:
    return f'<w:num w:numId="{id_}"><w:abstractNumId w:val="{abstract_id}"/>{inside}</w:num>'


OUTLINE = abstract(0, level(0, "decimal", "%1.") + level(1, "lowerLetter", "%1(%2)")) + list_of(1, 0)


def test_lists_are_numbered_as_word_numbers_them() -> None:
    numbering = OUTLINE + abstract(1, level(0, "bullet", "·")) + list_of(2, 1)
    body = item("a", 1, 0) + item("b", 1, 1) + item("c", 1, 1) + item("d", 1, 0) + item("e", 1, 1) + item("f", 2, 0)

    assert listed(body, numbering) == ["1. a", "1(a) b", "1(b) c", "2. d", "2(a) e", "• f"]


def test_a_list_and_the_level_in_it_may_come_from_different_styles_or_from_the_paragraph() -> None:
    styles = (
        '<w:style w:styleId="First"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Second"><w:basedOn w:val="First"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = (
        item("a", style="First")
        + item("b", style="Second")
        + item("c", at=1, style="First")
        + item("d", at=0, style="Second")
        + item("e", 0, style="Second")
    )

    assert listed(body, OUTLINE, styles) == ["1. a", "1(a) b", "1(b) c", "2. d", "e"]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "upperRoman", "Recommendation %1:")}</w:lvlOverride>'

    assert listed(item("a", 2, 0) + item("b", 2, 1) + item("c", 1, 0), OUTLINE + list_of(2, 0, own)) == [
        "Recommendation I: a",
        "I(a) b",
        "2. c",
    ]


def test_a_list_may_take_its_levels_over_from_a_list_style() -> None:
    numbering = (
        abstract(0, '<w:styleLink w:val="Recs"/>' + level(0, "decimal", "Recommendation %1:"))
        + abstract(1, '<w:numStyleLink w:val="Recs"/>')
        + abstract(2, '<w:numStyleLink w:val="Unknown"/>')
        + list_of(2, 1)
        + list_of(3, 2)
    )

    assert listed(item("a", 2, 0) + item("b", 2, 0) + item("c", 3, 0), numbering) == [
        "Recommendation 1: a",
        "Recommendation 2: b",
        "c",
    ]


def symbol(font: str, code: str) -> str:
    return f'<w:r><w:sym w:font="{font}" w:char="{code}"/></w:r>'


@pytest.mark.parametrize(
    ("font", "code", "sign"),
    [
        ("Wingdings", "F0FC", "✓"),
        ("Wingdings", "00FC", "✓"),
        ("Wingdings", "f0a8", "☐"),
        ("Wingdings 2", "F050", "✓"),
        ("Wingdings 2", "F04F", "✗"),
        ("Symbol", "F0B3", "≥"),
        ("Segoe UI Symbol", "2713", "✓"),
        ("Webdings", "F099", ""),
        ("Wingdings", "F021", ""),
        ("Arial", "no", ""),
        ("Arial", "0007", ""),
    ],
)
def test_a_symbol_is_the_sign_that_its_font_draws(font: str, code: str, sign: str) -> None:
    assert pages(paragraph(run("Done:") + symbol(font, code) + run("."))) == [f"Done:{sign}."]


@pytest.mark.parametrize("attribute", ["ascii", "hAnsi"])
@pytest.mark.parametrize(("letters", "signs"), [("ü", "✓"), ("\uf0fc", "✓"), ("û 1", "✗ 1")])
def test_letters_in_a_font_of_signs_are_signs(attribute: str, letters: str, signs: str) -> None:
    fonts = f'<w:rPr><w:rFonts w:{attribute}="Wingdings"/></w:rPr>'

    assert pages(paragraph(f"<w:r>{fonts}<w:t>{letters}</w:t></w:r>{run(' für')}")) == [f"{signs} für"]


FONT_STYLES = part(
    "styles",
    '<w:style w:styleId="Tick"><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>'
    '<w:style w:styleId="Heir"><w:basedOn w:val="Tick"/></w:style>'
    '<w:style w:styleId="Words"><w:basedOn w:val="Tick"/><w:rPr><w:rFonts w:asciiTheme="minorHAnsi"/></w:rPr>'
    "</w:style>",
)


@pytest.mark.parametrize(
    ("around", "fonts", "text"),
    [
        ("", '<w:rStyle w:val="Tick"/>', "✓ für"),
        ("", '<w:rStyle w:val="Heir"/>', "✓ für"),
        ("", '<w:rStyle w:val="Words"/>', "ü für"),
        ("", '<w:rStyle w:val="Tick"/><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>', "ü für"),
        ("Tick", "", "✓ f✓r"),
        ("Tick", '<w:rFonts w:hint="default"/>', "✓ f✓r"),
        ("Tick", '<w:rStyle w:val="Words"/>', "ü f✓r"),
        ("Tick", '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>', "ü f✓r"),
    ],
)
def test_letters_in_a_font_of_signs_are_signs_also_where_a_style_names_it(around: str, fonts: str, text: str) -> None:
    letter = f"<w:r><w:rPr>{fonts}</w:rPr><w:t>ü</w:t></w:r>"
    content = word(
        paragraph(f'<w:pPr><w:pStyle w:val="{around}"/></w:pPr>{letter}{run(" für")}'),
        relations=relation("s", "styles", "styles.xml"),
        parts={"word/styles.xml": FONT_STYLES},
    )

    assert [page.text for page in text_of(content, "plan.docx").pages] == [text]


BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"
DRAWS = INSTRUCTION.format("SYMBOL 252 ") + INSTRUCTION.format(r'\f "Wingdings" \s 11')


@pytest.mark.parametrize(
    ("field", "text"),
    [
        (BEGIN + DRAWS + END, "✓ für"),
        (BEGIN + DRAWS + SEPARATE + END, "✓ für"),
        (BEGIN + DRAWS + SEPARATE + symbol("Wingdings", "F0FB") + END, "✗ für"),
        (BEGIN + DRAWS + SEPARATE + run("done") + END, "done für"),
        ((BEGIN + DRAWS + END).replace("</w:r><w:r>", ""), "✓ für"),
        (BEGIN + INSTRUCTION.format("IF 1 ") + BEGIN + DRAWS + END + SEPARATE + END, "✓ für"),
        (BEGIN + INSTRUCTION.format(r"SYMBOL 252 \f Arial") + END, " für"),
        (r'<w:fldSimple w:instr="SYMBOL 0xFC \f Wingdings"/>', "✓ für"),
        (rf'<w:fldSimple w:instr="SYMBOL 0xFC \f Wingdings">{run("done")}</w:fldSimple>', "done für"),
        (r'<w:fldSimple w:instr="PAGE"><w:r><w:noBreakHyphen/></w:r></w:fldSimple>', "- für"),
    ],
)
def test_a_field_that_draws_a_sign_is_read_also_where_what_it_shows_is_not_saved(field: str, text: str) -> None:
    assert pages(paragraph(field + run(" für"))) == [text]


@pytest.mark.parametrize(
    ("chosen", "text"),
    [
        ('<w:result w:val="2"/><w:default w:val="1"/>', "Status: Complete"),
        ('<w:default w:val="1"/>', "Status: Begun"),
        ("", "Status: To do"),
        ('<w:result w:val="3"/>', "Status:"),
    ],
)
def test_a_drop_down_list_of_a_form_shows_what_was_chosen(chosen: str, text: str) -> None:
    entries = "".join(f'<w:listEntry w:val="{entry}"/>' for entry in ("To do", "Begun", "Complete"))
    field = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList>{chosen}{entries}</w:ddList></w:ffData></w:fldChar>'

    assert pages(paragraph(f"{run('Status: ')}<w:r>{field}</w:r>")) == [text]


BOXED = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
CROSS = "<w:r><w:t>☒</w:t></w:r>"
WINGDING = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'


@pytest.mark.parametrize(("checked", "box"), [("1", "☑"), ("0", "☐")])
@pytest.mark.parametrize("sign", [CROSS, WINGDING], ids=["a cross", "a font's sign"])
def test_a_box_of_a_form_is_ticked_whatever_sign_its_author_chose_for_that(checked: str, box: str, sign: str) -> None:
    properties = f'<w:sdtPr><w14:checkbox {BOXED}><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'

    def boxed(inside: str) -> str:
        return f"<w:sdt>{properties}<w:sdtContent>{inside}</w:sdtContent></w:sdt>"

    around = boxed(sign), boxed(paragraph(sign)), boxed(f"<w:tc>{paragraph(sign)}</w:tc>")
    cells = (f"<w:tc>{paragraph(around[0])}</w:tc>", f"<w:tc>{around[1]}</w:tc>", around[2])

    assert pages(f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>") == [f"{box} | {box} | {box}"]


def document_of(*paragraphs: str) -> bytes:
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_what_could_run_or_fetch_is_named_and_embedded_documents_are_handed_over() -> None:
    inner = document_of("inside")
    found = extract(
        word(
            ONE + paragraph("<w:r><w:instrText>DDEAUTO c:\\cmd.exe</w:instrText></w:r>"),
            relations=relation("x", "attachedTemplate", "http://there.example/t.dotm", 'TargetMode="External"')
            + relation("y", "hyperlink", "http://here.example", 'TargetMode="External"')
            + relation("z", "package", "embeddings/annex.docx"),
            parts={"word/vbaProject.bin": b"x", "word/embeddings/annex.docx": inner},
        ),
        "plan.docm",
    )

    assert found.text.warnings == (
        Caution(code="macros", message="The Word document holds macros or controls. They were not run, nor read."),
        Caution(
            code="external_links",
            message="The Word document takes things from outside it, which were not fetched:"
            " attachedTemplate http://there.example/t.dotm, DDEAUTO c:\\cmd.exe.",
        ),
        Caution(
            code="embedded_objects",
            message="The Word document holds embedded objects: annex.docx."
            " Those that are documents are read by themselves.",
        ),
    )
    assert [(member.name, member.content) for member in found.attachments] == [("annex.docx", inner)]


def shown_picture(id_: str) -> str:
    return paragraph(f'<w:r><w:drawing><a:blip xmlns:a="a" r:embed="{id_}"/></w:drawing></w:r>')


def test_a_document_of_pictures_hands_them_over_in_the_order_in_which_it_shows_them() -> None:
    found = extract(
        word(
            shown_picture("p2") + shown_picture("p1") + shown_picture("p2") + shown_picture("p3"),
            relations=relation("p1", "image", "media/image1.png")
            + relation("p2", "image", "media/image2.png")
            + relation("p3", "image", "media/image3.emf"),
            parts={"word/media/image1.png": PNG, "word/media/image2.png": PNG, "word/media/image3.emf": b"EMF"},
        ),
        "plan.docx",
    )

    assert [member.name for member in found.attachments] == ["image2.png", "image1.png"]
    assert (found.text.pages, found.text.pages_expected) == ((), 0)
    assert found.text.warnings == (
        Caution(
            code="only_pictures",
            message="The Word document holds only pictures and no text of its own;"
            " its pictures, 2 of them, are read by themselves.",
        ),
    )


BILLION_LAUGHS = (
    '<!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefghi", "bcdefghij", strict=True))
    + "]>"
)
A_FILE = '<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
ENTITIES = (
    "The Word document declares XML entities, which can hide or multiply text and which no office program writes."
    " Please save it anew and send it again, or send it as a PDF."
)
BEYOND_MEASURE = (
    "The Word document holds a part of more than 50,000,000 bytes, or one that is nested or multiplied beyond measure."
    " Please send it in parts, or as a PDF."
)
PICTURE = paragraph("<w:r><w:drawing/></w:r>")


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (word(paragraph("")), "empty", "The Word document holds no text. Please send it again."),
        (
            word(PICTURE),
            "unsupported",
            "The Word document holds only drawings, or pictures of other kinds than PNG, JPEG and TIFF, and no text."
            " Please send the text itself, or a PDF of it.",
        ),
        (
            word("<unclosed>"),
            "corrupt",
            "The file is a Word document, but damaged, and cannot be opened. Please save it anew and send it again.",
        ),
        (word(paragraph(" " * XML_PART)), "too_large", BEYOND_MEASURE),
        (
            word(paragraph(EXPLICIT * PAGES + run("end"))),
            "too_large",
            "The Word document has 5,001 pages; up to 5,000 can be read. Please send it in parts.",
        ),
        (word("<w:p>" * 100_000), "too_large", BEYOND_MEASURE),
        (word(paragraph(run("&j;")), before=BILLION_LAUGHS), "too_large", BEYOND_MEASURE),
        (word(paragraph(run("&a;")), before=BILLION_LAUGHS), "unsupported", ENTITIES),
        (word(paragraph(run("&file;")), before=A_FILE), "unsupported", ENTITIES),
    ],
    ids=[
        "nothing",
        "a drawing",
        "broken",
        "a large part",
        "many pages",
        "a deep part",
        "a bomb",
        "an entity",
        "a file as an entity",
    ],
)
def test_a_word_document_without_words_or_with_traps_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.docx")

    assert (refusal.value.code, refusal.value.message) == (code, message)
