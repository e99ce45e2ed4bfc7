"""Web pages, as people write them and as Word and Outlook save them."""

from pathlib import Path

import pytest

from planreview.errors import Unreadable
from planreview.extraction import html
from tests.core.samples import text_of

SAMPLE = (Path(__file__).parents[2] / "samples/formats/page.html").read_bytes()


def pages(body: str) -> list[str]:
    return [page.text for page in text_of(f"<html><body>{body}".encode(), "plan.html").pages]


def test_a_web_page_is_read_with_its_rows_and_what_it_hides() -> None:
    text = text_of(SAMPLE, "page.html")

    assert [page.text for page in text.pages] == [
        "Northshire Police: abuse of position for a sexual purpose\n\n"
        "This plan will [Deleted: begin][Inserted: end] in June.\n\n"
        "[Hidden: Not for the inspectorate.]\n\n"
        "1. Prevent\n2. Detect\n\n"
        "Action | Owner | Due | Status\n"
        "Review the counter-corruption unit | Head of PSD | 31/03/2017 | Complete\n"
        "Monitor the use of IT systems | Head of ICT | 31/08/2017 | In progress\n"
        "Meet the women’s refuge each quarter | Supt Okafor | 30/06/2017 | Planned"
    ]
    assert [(caution.code, caution.message) for caution in text.warnings[-2:]] == [
        ("scripts", "The web page holds scripts. They were not run."),
        (
            "external_links",
            "The web page takes things from outside it, which were not fetched: https://northshire.example/crest.png.",
        ),
    ]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<p>one\n  more</p><p>two", ["one more\n\ntwo"]),
        ("<div>one</div><div>two<br>three</div>", ["one\ntwo\nthree"]),
        ("<pre>one\n  two</pre>", ["one\n  two"]),
        ("a<b>b</b>c &lt;d&gt; &eacute;&nbsp;f", ["abc <d> é f"]),
        ("one<script>two</script><style>three</style><noscript>four</noscript><!-- five -->", ["one"]),
        ("<ul><li>one<ul><li>two</ul><li>three</ul>", ["- one\n\n- two\n\n- three"]),
        ('<input value="one"><input type="hidden" value="two"><input type="checkbox" checked> three', ["one☑ three"]),
        ("<select><option>one<option selected>two</select>", ["two"]),
        ('<img src="a.png" alt="the crest">', ["the crest"]),
        ("one<p style='page-break-before:always'>two", ["one", "two"]),
        ('<p hidden>one</p><p style="visibility: hidden">two', ["[Hidden: one]\n\n[Hidden: two]"]),
        ("one&#3;two&#12;three", ["onetwothree"]),
    ],
)
def test_what_a_browser_shows_is_read(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("one <s>two</s>", ["one [Struck through: two]"]),
        ("one <strike>two <b>three</b></strike>", ["one [Struck through: two three]"]),
        ("one <span style='text-decoration: line-through'>two</span>", ["one [Struck through: two]"]),
        ("one <span style='Text-Decoration-Line: underline line-through'>two</span>", ["one [Struck through: two]"]),
        ("one <span style='text-decoration: underline; x: line-through'>two</span>", ["one two"]),
        ("one <ins style='text-decoration: line-through'>two</ins>", ["one [Struck through: (Inserted: two)]"]),
        ("one <del><s>two</s></del>", ["one [Deleted: two]"]),
        ("<table><tr style='text-decoration:line-through'><td>a<td>b<tr><td>c<td>d</table>",
         ["[Struck through: a] | [Struck through: b]\nc | d"]),
    ],
)  # fmt: skip
def test_words_struck_through_are_marked(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


def test_words_struck_through_are_told() -> None:
    [caution] = text_of(b"<html><body><s>one</s> two <s>three</s>", "plan.html").warnings

    assert caution.code == "struck_through"
    assert "in 2 places." in caution.message


WORD_SAYS = "mso-ascii-font-family:Calibri;mso-char-type:symbol;mso-symbol-font-family:Wingdings"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<span style='font-family:Wingdings'>ü</span> für", "✓ für"),
        (f"<span style='font-family:Wingdings;{WORD_SAYS}'><span style='{WORD_SAYS}'>ü</span></span> für", "✓ für"),
        ("<span style='Font-Family: &quot;Wingdings 2&quot;, serif'>P</span> Plan", "✓ Plan"),
        ("<span style='font-family:Wingdings !important'>\uf0fb</span>", "✗"),
        ("<font face='Wingdings, Arial'>o <b>x</b></font> box", "☐ ☒ box"),
        ("<font face=Arial style='font-family:Wingdings'>ü</font>", "✓"),
        ("<p style='font:bold 12.0pt Wingdings'>ü<span style='font-family:inherit'>û</span>", "✓✗"),
        ("<p style='font-family:Wingdings'>ü<span style='font-family:Arial'> für <i>x</i></span>û", "✓ für x✗"),
        ("<p style='font-family:Wingdings'>ü<span style='font:7.0pt &quot;Times New Roman&quot;'> für", "✓ für"),
        ("<p style='font-family:Arial;mso-bidi-font-family:Wingdings'>für", "für"),
        ("<p style='font-family:Arial,Wingdings'>für", "für"),
        ("<p style='font-size:12.0pt'>für", "für"),
        ("<table style='font-family:Wingdings'><tr><td>ü<td style='font-family:Arial'>für</table>", "✓ | für"),
        ("<s><font face=Wingdings>ü</font> one</s>", "[Struck through: ✓ one]"),
    ],
)
def test_letters_in_a_font_of_signs_are_signs(body: str, text: str) -> None:
    assert pages(f"<meta charset=utf-8>{body}") == [text]


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<table><tr><td>a<td>b<tr><td>c<br>d<td></table>", ["a | b\nc d |"]),
        ("<table><thead><tr><th>a<th>b</thead><tbody><tr><td>c<td>d</table>", ["a | b\nc | d"]),
        ("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>", ["a; b / c | d"]),
        ("<table><tr><td><p>one</p><p>two</p></table>", ["one\n\ntwo"]),
        ("<table><tr style='display:none'><td>a<td>b<tr><td>c<td>d</table>", ["[Hidden: a] | [Hidden: b]\nc | d"]),
    ],
)
def test_a_row_is_a_line(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<table><form><tr><td>a<td>b</form></table>", ["a | b"]),
        ("<table><tr><form><td>a<td>b</form></table>", ["a | b"]),
        ("<table><center><tr><td>a<td>b</center></table>", ["a | b"]),
        ("<table><tbody><div><tr><td>a<td>b<tr><td>c<td>d</div></table>", ["a | b\nc | d"]),
        ("<table><div hidden><tr><td>a<td>b</div></table>", ["[Hidden: a] | [Hidden: b]"]),
        ("<table><td>a<td>b<tr><td>c<td>d</table>", ["a | b\nc | d"]),
        ("<table><tr><td>a<td>b</tr><table><tr><td>c<td>d</table></table>", ["a | b\n\nc | d"]),
        ("<table><tr><table><tr><td>a<td>b</table></table>", ["a | b"]),
        ("<table>one <b>two</b><tr><td>a<td>b</table>", ["one two\na | b"]),
        ("<table><tr><td>a</td><input type=hidden> <p>one</p><td>b</table>", ["a | b\n\none"]),
        ("<table>" * (html.DEPTH - 3) + "x", ["x"]),
    ],
)
def test_a_table_is_read_whatever_stands_between_it_and_its_rows_and_cells(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("<ol start=4><li>a<li>b</ol>", ["4. a\n5. b"]),
        ("<ol><li>a<li value=9>b<li>c</ol>", ["1. a\n9. b\n10. c"]),
        ("<ol start=-1><li>a<li>b</ol>", ["-1. a\n0. b"]),
        ("<ol start=x><li>a<li value=''>b</ol>", ["1. a\n2. b"]),
        ("<ol><p>one</p><li>a</ol>", ["one\n\n1. a"]),
        ("<ol type=a><li>a<li>b</ol>(see step b)", ["a. a\n\nb. b\n\n(see step b)"]),
        ("<ol type=A start=26><li>a<li>b<li>c</ol>", ["Z. a\n\nAA. b\n\nAB. c"]),
        ("<ol type=i start=3><li>a<li value=9>b</ol>", ["iii. a\n\nix. b"]),
        ("<ol type=I start=3999><li>a<li>b</ol>", ["MMMCMXCIX. a\n\n4000. b"]),
        ("<ol type=a start=0><li>a<li>b</ol>", ["0. a\n\na. b"]),
        ("<ol type=1 start=-1><li>a</ol>", ["-1. a"]),
        ("<ol type=x><li>a<li type=i>b</ol>", ["1. a\n\nii. b"]),
        ("<ol type=a><li>a<ol><li>b</ol></ol>", ["a. a\n\n1. b"]),
        ("<ol style='margin:0;list-style-type: lower-roman'><li>a<li>b</ol>", ["i. a\n\nii. b"]),
        (
            "<ol type=1 style='list-style:outside Upper-Alpha'><li>a<li style='list-style-type:decimal'>b",
            ["A. a\n\n2. b"],
        ),
        (
            "<ol style='list-style-type:decimal-leading-zero'><li>a<li value=-3>b<li value=10>c",
            ["01. a\n-3. b\n10. c"],
        ),
        ("<ol style='list-style:none'><li>a) one<li>b) two</ol>", ["a) one\nb) two"]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3. a\n2. b\n1. c"]),
        ("<ol reversed start=2><li>a<li>b<li value=9>c<li>d</ol>", ["2. a\n1. b\n9. c\n8. d"]),
        ("<ol reversed type=a>one<li>a<li>b</ol>", ["one\n\nb. a\n\na. b"]),
        ("<ul start=4><li value=9>a</ul>", ["- a"]),
    ],
)
def test_an_item_of_a_list_has_the_number_that_the_page_gives_it(body: str, texts: list[str]) -> None:
    assert pages(body) == texts


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ('<html><meta charset="windows-1251"><p>План'.encode("cp1251"), "План"),
        (
            '<html><meta content="text/html; charset=iso-8859-1"><p>café – plan'.encode("cp1252"),
            "café – plan",
        ),
        ("<html><p>café".encode("utf-16"), "café"),
        ("<html><p>café".encode(), "café"),
        ("<html><p>café".encode("cp1252"), "café"),
        (b'<html><meta charset="no-such"><p>plan', "plan"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(content: bytes, words: str) -> None:
    assert [page.text for page in text_of(content, "plan.html").pages] == [words]


def test_entities_of_a_document_type_are_not_expanded() -> None:
    source = b'<!DOCTYPE html [<!ENTITY file SYSTEM "file:///etc/hostname">]><html><body>one &file; two'

    assert [page.text for page in text_of(source, "plan.html").pages] == ["]>one &file; two"]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"<html><head><title>x</title></head></html>", "empty", "The web page holds no text. Please send it again."),
        (
            b"<html>" + b"<div>" * html.DEPTH + b"x",
            "too_large",
            "The web page nests more than 150 elements in each other. Please send it as a PDF.",
        ),
    ],
    ids=["nothing", "nested without end"],
)
def test_a_web_page_without_words_is_refused(content: bytes, code: str, message: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        text_of(content, "plan.html")

    assert (refusal.value.code, refusal.value.message) == (code, message)
