"""What a file is, told by its content; what cannot be read is at least named in its refusal."""

import io
import zipfile

import pytest

from planreview.extraction.isolation import extract_isolated
from planreview.extraction.kind import Kind, kind_of
from planreview.extraction.limits import Limits


def package(*names: str, method: int = zipfile.ZIP_DEFLATED, **first: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in first.items():
            made.writestr(name, content)
        for name in names:
            made.writestr(name, b"x")
    return out.getvalue()


MAIL = b"Message-ID: <1@kent.example>\nFrom: a@kent.example\nTo: b@inspectorate.example\n\nOur plan"

WORD_PAGE = (
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\nThis is a Single File Web Page.\n\n"
    b"--b\nContent-Location: file:///C:/plan.htm\nContent-Type: text/html\n\n<html>plan\n--b--"
)


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"{\\rtf1 plan}", "plan.doc", Kind.RTF),
        (b"\r\n{\\rtf1 plan}", "plan.rtf", Kind.RTF),
        (b"<!-- saved -->\n<html><body>plan", "plan.xls", Kind.HTML),
        (b"<table><tr><td>plan", "plan.xls", Kind.HTML),
        ("<html>plan".encode("utf-16"), "plan.htm", Kind.HTML),
        (b"<?xml version='1.0'?><!DOCTYPE html><html>", "plan.html", Kind.HTML),
        (b"<?xml version='1.0'?><?mso-application progid='x'?><w:wordDocument>", "plan.doc", Kind.WORD_XML),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "plan.xls", Kind.EXCEL_XML),
        (b'<?xml version="1.0"?><office:document x="y">', "plan.fodt", Kind.FLAT_ODF),
        (b"Action\tOwner\r\nMonitor\tICT\r\n", "plan.xls", Kind.CSV),
        (b"a < b, and <b>bold</b>", "plan.txt", Kind.TEXT),
        (MAIL, "plan.txt", Kind.EMAIL),
        (b"From MAILER Thu Jun  1 10:00:00 2017\n" + MAIL, "plan.eml", Kind.EMAIL),
        (b"From a Thu Jun  1 10:00:00 2017\n" + MAIL + b"\n\nFrom b Thu Jun  1 10:00:00 2017\n" + MAIL, "x", Kind.MBOX),
        (b"From: the Chief Constable\nTo: all\nSubject: our plan\n\nWe will", "memo.txt", Kind.TEXT),
        (b"From: the Chief Constable\nTo: all\nSubject: our plan\n\nWe will", "memo.eml", Kind.EMAIL),
        (b'MIME-Version: 1.0\nContent-Type: multipart/related;\n type="text/html"\n\n', "plan.mht", Kind.MHT),
        (b"Received: by a;\n with b\n" * 2_000 + MAIL, "plan.eml", Kind.EMAIL),
        (WORD_PAGE, "plan.mht", Kind.MHT),
        (b"From: a@kent.example\n" + WORD_PAGE, "plan.eml", Kind.EMAIL),
        (package("[Content_Types].xml", "word/document.xml", "xl/workbook.xml"), "", Kind.DOCX),
        (package("[Content_Types].xml", "xl/workbook.bin"), "", Kind.XLSB),
        (package("[Content_Types].xml", "visio/document.xml"), "", Kind.VISIO),
        (package("content.xml", mimetype=b"application/vnd.oasis.opendocument.text"), "", Kind.ODT),
        (package("content.xml", mimetype=b"application/vnd.oasis.opendocument.graphics"), "", Kind.OTHER_ODF),
        (package("META-INF/container.xml", mimetype=b"application/epub+zip"), "", Kind.EPUB),
        (package("Index/Document.iwa"), "", Kind.IWORK),
        (package("plan.docx"), "", Kind.ZIP),
        (b"7z\xbc\xaf\x27\x1c" + bytes(26), "", Kind.SEVEN_ZIP),
        (b"Rar!\x1a\x07\x01\x00", "", Kind.RAR),
        (b"\x1f\x8b\x08\x00" + bytes(6), "", Kind.GZIP),
        (b"plan.txt" + bytes(249) + b"ustar\x00", "", Kind.TAR),
        (b"\x78\x9f\x3e\x22\x01\x00", "winmail.dat", Kind.TNEF),
        (b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02", "", Kind.SIGNED),
        (b"\xdb\xa5\x2d\x00\x00\x00", "plan.doc", Kind.WORD_2),
        (b"BM\x00\x00", "", Kind.PICTURE),
        (b"BM is our policy", "plan.txt", Kind.TEXT),
    ],
)
def test_the_content_tells_the_kind(content: bytes, name: str, kind: Kind) -> None:
    assert kind_of(content, name) is kind


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_package_whose_own_word_on_its_kind_is_damaged_is_of_another_kind(method: int) -> None:
    damaged = bytearray(package("content.xml", method=method, mimetype=b"application/vnd.oasis.opendocument.text" * 20))
    damaged[42:60] = bytes(byte ^ 0x55 for byte in damaged[42:60])

    assert kind_of(bytes(damaged), "plan.odt") is Kind.OTHER_ODF


def test_comments_before_a_text_are_passed_over_once() -> None:
    text = extract_isolated(b"<!---->" * 500 + b" our plan", "plan.txt", Limits(cpu=5, wall=10)).text

    assert text.media_type == Kind.TEXT.media_type


def test_every_kind_is_named_by_words_of_its_own() -> None:
    assert len({kind.named for kind in Kind}) == len(Kind)
