"""What Word writes and python-docx alone does not make: the body is given as WordprocessingML."""

import io
import zipfile

import pytest

from planreview.errors import Unreadable
from planreview.extraction import docx
from tests.core.samples import text_of

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"'
    ' Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    "</Relationships>"
)


def word(body: str, main: str = "word/document.xml", namespace: str = WORD) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", RELATIONS.format(main))
        package.writestr(main, f'<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


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
        (paragraph(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>"), ["new"]),
        (
            paragraph(f"<w:moveFrom>{run('moved')}</w:moveFrom>") + paragraph(f"<w:moveTo>{run('moved')}</w:moveTo>"),
            ["moved"],
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
        (row(f"<w:tbl>{row(ONE, TWO)}</w:tbl><w:p/>", ONE), ["one | two | one"]),
    ],
)
def test_a_row_is_a_line(rows: str, texts: list[str]) -> None:
    assert pages(f"<w:tbl>{rows}</w:tbl>") == texts


def test_what_the_web_version_of_word_saves_is_read() -> None:
    assert [page.text for page in text_of(word(ONE, "word/document2.xml"), "plan.docx").pages] == ["one"]


def test_the_strict_variant_is_read() -> None:
    assert [page.text for page in text_of(word(ONE, namespace=STRICT), "plan.docx").pages] == ["one"]


def test_entities_are_not_expanded() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", RELATIONS.format("word/document.xml"))
        package.writestr(
            "word/document.xml",
            f'<!DOCTYPE d [<!ENTITY file SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{WORD}">'
            f"<w:body>{paragraph(run('one&file;'))}</w:body></w:document>",
        )

    assert [page.text for page in text_of(out.getvalue(), "plan.docx").pages] == ["one"]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (word(paragraph("")), "empty", "The Word document holds no text. Please send it again."),
        (
            word(paragraph("<w:r><w:drawing/></w:r>")),
            "unsupported",
            "The Word document holds only pictures and no text. Please send the text itself:"
            " PDF with text, Word (.docx) or plain text.",
        ),
        (
            word("<unclosed>"),
            "corrupt",
            "The file is a Word document, but damaged, and cannot be opened. Please save it anew and send it again.",
        ),
        (
            word(paragraph(" " * (docx.UNPACKED + 1))),
            "too_large",
            "The Word document unpacks to more than 200,000,000 bytes or 5,000 parts."
            " Please send it in parts, or as a PDF.",
        ),
    ],
    ids=["nothing", "a picture", "broken", "a bomb"],
)
def test_a_word_document_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.docx")

    assert (refusal.value.code, refusal.value.message) == (code, message)
