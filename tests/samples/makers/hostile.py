"""Makes files that are meant to do harm to whoever opens them, at test time; none is kept.

`FILES` has them by what they do: the name under which a file comes, what becomes of it ("read", or the code of the
refusal), and a function that makes its bytes.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from email.message import EmailMessage
from pathlib import Path

from pypdf import PdfReader, PdfWriter

FORMATS = Path(__file__).parents[1] / "formats"
Parts = Mapping[str, bytes | str]

MILLION = 1_000_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODF_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
ODF_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY l0 'ha'>"
    + "".join(f"<!ENTITY l{n + 1} '{f'&l{n};' * 10}'>" for n in range(9))
    + "<!ENTITY file SYSTEM 'file:///etc/passwd'>]>"
)
"""Ten entities, of which the last stands for a thousand million."""


BOMB = b"What `with_blanks` puts blanks in the place of."
_BLANKS = b" " * MILLION

# Archives


def archive(members: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return out.getvalue()


def blanks(millions: int) -> bytes:
    """Millions of blanks, deflated: the same block again and again, and an end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return (packer.compress(_BLANKS) + packer.flush(zlib.Z_FULL_FLUSH)) * millions + b"\x03\x00"


def with_blanks(content: bytes, millions: int, claimed: int | None = None) -> bytes:
    """An archive of which the member that is stored as `BOMB` unpacks to blanks, and claims to."""
    checksum = 0
    for _ in range(millions):
        checksum = zlib.crc32(_BLANKS, checksum)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for member in given.infolist():
            inside = given.read(member)
            if inside != BOMB:
                made.writestr(member, inside)
                continue
            made.writestr(member.filename, blanks(millions), zipfile.ZIP_STORED)
            listed = made.filelist[-1]
            listed.compress_type, listed.CRC = zipfile.ZIP_DEFLATED, checksum
            listed.file_size = millions * MILLION if claimed is None else claimed
    return out.getvalue()


def nested_archive(depth: int) -> bytes:
    """A hundred million blanks in an archive in an archive ..."""
    content = with_blanks(archive({"blanks.txt": BOMB}), 100)
    for level in range(depth):
        content = archive({f"{level}-{copy}.zip": content for copy in range(10)})
    return content


def overlapping_archive(entries: int) -> bytes:
    """Many entries in the list of members, all of which mean the same bytes."""
    plain = archive({"plan.txt": bytes(10 * MILLION)})
    at = plain.index(b"PK\x01\x02")
    end = plain.rindex(b"PK\x05\x06")
    entry = plain[at:end]
    names = [b"%08d" % number for number in range(entries)]
    listed = b"".join(entry.replace(b"plan.txt", name) for name in names)
    tail = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, entries, entries, len(listed), at, 0)
    return plain[:at] + listed + tail


def protected_archive() -> bytes:
    """An archive whose members say that a password is needed."""
    out = bytearray(archive({"plan.txt": b"We have a plan."}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        out[out.index(mark) + flags] |= 1
    return bytes(out)


# Office


def _relations(*related: tuple[str, str], external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="r{number}" Type="{RELATED}/{kind}" Target="{target}"{mode}/>'
            for number, (kind, target) in enumerate(related)
        )
        + "</Relationships>"
    )


def docx(body: str, before: str = "", parts: Parts | None = None) -> bytes:
    main = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": main,
    }
    return archive({**members, **(parts or {})})


def docx_that_is_related_to_itself() -> bytes:
    loop = _relations(("officeDocument", "word/document.xml"), ("header", "document.xml"), ("footer", "../_rels/.rels"))
    body = '<w:p><w:r><w:t>plan</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="r1"/></w:sectPr>'
    members = {"_rels/.rels": loop, "word/_rels/document.xml.rels": loop, "word/_rels/_rels.rels": loop}
    return docx(body.replace("r:id", f'xmlns:r="{RELATED}" r:id'), parts=members)


def docx_with_styles_in_a_circle() -> bytes:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3)
    )
    return docx(
        '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>plan</w:t></w:r></w:p>',
        parts={
            "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
            "word/styles.xml": f'<w:styles xmlns:w="{WORD}">{styles}</w:styles>',
            "word/numbering.xml": f'<w:numbering xmlns:w="{WORD}"/>',
        },
    )


def xlsx(sheet: str, strings: str = "", before: str = "", parts: Parts | None = None) -> bytes:
    """`sheet` stands inside the element worksheet, `strings` inside the table of strings."""
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument'
            '.spreadsheetml.sheet.main+xml"/></Types>'
        ),
        "_rels/.rels": _relations(("officeDocument", "xl/workbook.xml")),
        "xl/_rels/workbook.xml.rels": _relations(
            ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
        ),
        "xl/workbook.xml": (
            f'<workbook xmlns="{SHEET}" xmlns:r="{RELATED}"><sheets><sheet name="Plan" sheetId="1" r:id="r0"/>'
            "</sheets></workbook>"
        ),
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{SHEET}">{sheet}</worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{SHEET}">{strings}</sst>',
    }
    return archive({**members, **(parts or {})})


def pptx_that_is_related_to_itself() -> bytes:
    slides = "".join(f'<p:sldId id="{256 + n}" r:id="r0"/>' for n in range(1_000))
    main = (
        '<p:presentation xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
        f' xmlns:r="{RELATED}"><p:sldIdLst>{slides}</p:sldIdLst></p:presentation>'
    )
    return archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relations(("officeDocument", "ppt/presentation.xml")),
            "ppt/_rels/presentation.xml.rels": _relations(("slide", "presentation.xml")),
            "ppt/presentation.xml": main,
        }
    )


def opendocument(kind: str, body: str, before: str = "") -> bytes:
    content = (
        f'{before}<o:document-content xmlns:o="{OFFICE}" xmlns:t="{ODF_TEXT}" xmlns:b="{ODF_TABLE}"><o:body>'
        f"<o:{kind}>{body}</o:{kind}></o:body></o:document-content>"
    )
    return archive({"mimetype": f"application/vnd.oasis.opendocument.{kind}", "content.xml": content})


def with_sectors_in_a_circle(content: bytes) -> bytes:
    """A file of an old Office program in which each sector is followed by itself."""
    out = bytearray(content)
    table = 512 * (1 + struct.unpack_from("<L", content, 76)[0])
    out[table : table + 512] = struct.pack("<128L", *range(128))
    return bytes(out)


# PDF


def pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    """A PDF of numbered objects, with a list of where they stand."""
    out, places = io.BytesIO(b"%PDF-1.7\n"), []
    out.seek(0, io.SEEK_END)
    for number, content in enumerate(objects, start=1):
        places.append(out.tell())
        body = content.encode() if isinstance(content, str) else content
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    at = out.tell()
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    out.write(b"xref\n0 %d\n0000000000 65535 f \n%b" % (len(objects) + 1, rows))
    out.write(f"trailer\n<</Size {len(objects) + 1} {trailer}>>\nstartxref\n{at}\n%%EOF\n".encode())
    return out.getvalue()


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<</Length {len(content)} {entries}>>\nstream\n".encode() + content + b"\nendstream"


CATALOG = "<</Type/Catalog/Pages 2 0 R>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def page(more: str = "") -> str:
    fonts = "/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>"  # what is not there is not drawn
    return f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R{fonts}{more}>>"


WORDS = stream(b"BT /F 12 Tf 50 700 Td (We have a plan.) Tj ET /X Do")


def pdf_bomb(filters: int) -> bytes:
    """A hundred million blanks and a plan, which are packed again and again."""
    words = zlib.compress(b"BT /F 12 Tf 50 700 Td (We have a plan.) Tj ET", 9)
    content = words[:2] + blanks(100)[:-2] + words[2:]
    for _ in range(filters - 1):
        content = zlib.compress(content, 9)
    packed = stream(content, f"/Filter[{'/FlateDecode' * filters}]")
    return pdf(CATALOG, PAGES, page(), packed, FONT)


def pdf_with_a_million_pages() -> bytes:
    """Six levels of ten children, of which all are the same."""
    levels = [f"<</Type/Pages/Kids[{f'{n + 3} 0 R ' * 10}]/Count {10 ** (6 - n)}>>" for n in range(6)]
    leaf = "<</Type/Page/Parent 7 0 R/MediaBox[0 0 600 800]>>"
    return pdf(CATALOG, *levels, leaf)


def pdf_with_forms_that_multiply() -> bytes:
    """Thirty forms, each of which draws the next one ten times."""
    forms = [
        stream(b"/X Do " * 10, f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {number + 1} 0 R>>>>")
        for number in range(6, 36)
    ]
    return pdf(CATALOG, PAGES, page(), WORDS, FONT, *forms, stream(b"", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))


def pdf_with_an_endless_map_of_characters() -> bytes:
    maps = b"begincmap 1 begincodespacerange <00000000> <ffffffff> endcodespacerange " + b"".join(
        b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange " for _ in range(100)
    )
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 6 0 R>>"
    return pdf(CATALOG, PAGES, page(), WORDS, font, stream(maps + b"endcmap"))


def pdf_with_a_list_in_a_circle() -> bytes:
    """Its list of objects says that an earlier one, which it is itself, is to be read too."""
    made = pdf(CATALOG, PAGES, page(), WORDS, FONT)
    at = made.rindex(b"startxref\n") + 10
    return made.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % int(made[at:].split()[0]))


def protected_pdf(user: str, owner: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(CATALOG, PAGES, page(), WORDS, FONT, "null"))))
    writer.encrypt(user, owner, algorithm=algorithm)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


# Messages


def email_in_email(depth: int) -> bytes:
    head = b"Received: here\nMessage-ID: <a@b>\nMIME-Version: 1.0\nSubject: plan\n"
    return (head + b"Content-Type: message/rfc822\n\n") * depth + head + b"\nWe have a plan."


def email_of_parts(depth: int) -> bytes:
    opened = b"".join(b"--%d\nContent-Type: multipart/mixed; boundary=%d\n\n" % (n, n + 1) for n in range(depth))
    head = b"Received: here\nMessage-ID: <a@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=0\n\n"
    return head + opened + b"--%d\n\nWe have a plan.\n" % depth


def email_with(name: str, content: bytes) -> bytes:
    message = EmailMessage()
    message["Message-ID"], message["Received"] = "<a@b>", "here"
    message.set_content("Our plan is attached.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(message)


# Pictures


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))

    head = struct.pack(">2L5B", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000))) + chunk(b"IEND", b"")
    )


def jpeg(width: int, height: int) -> bytes:
    frame = struct.pack(">2sHBHHB", b"\xff\xc0", 11, 8, height, width, 1) + b"\x01\x11\x00"
    return b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + frame + b"\xff\xda\x00\x08\xff\xd9"


def tiff(width: int, height: int, following: int = 0) -> bytes:
    """`following` is where the next picture is said to stand; 8 is this one."""
    tags = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 200, 277: 1, 278: height, 279: 100}
    entries = b"".join(struct.pack("<HHLL", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\x00" + struct.pack("<LH", 8, len(tags)) + entries + struct.pack("<L", following) + bytes(300)


# All of them

_DEEP = 100_000
_LONG = 500_000

FILES: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    "pdf: a stream that unpacks to 100 MB": ("plan.pdf", "read", lambda: pdf_bomb(1)),
    "pdf: a stream that is packed three times": ("plan.pdf", "read", lambda: pdf_bomb(3)),
    "pdf: a million pages in a few bytes": ("plan.pdf", "too_large", pdf_with_a_million_pages),
    "pdf: a count of pages that are not there": (
        "plan.pdf",
        "empty",
        lambda: pdf(CATALOG, "<</Type/Pages/Kids[]/Count 2000000000>>"),
    ),
    "pdf: a negative count of pages": (
        "plan.pdf",
        "empty",
        lambda: pdf(CATALOG, "<</Type/Pages/Kids[3 0 R]/Count -1>>", page()),
    ),
    "pdf: a tree of pages in a circle": (
        "plan.pdf",
        "corrupt",
        lambda: pdf(CATALOG, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9>>"),
    ),
    "pdf: a page that is its own parent": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page().replace("2 0 R", "3 0 R"), WORDS, FONT),
    ),
    "pdf: a list of objects in a circle": ("plan.pdf", "read", pdf_with_a_list_in_a_circle),
    "pdf: an outline in a circle": (
        "plan.pdf",
        "read",
        lambda: pdf(
            "<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>",
            PAGES,
            page(),
            WORDS,
            FONT,
            "<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 9>>",
            "<</Title(plan)/Parent 6 0 R/Next 7 0 R/Prev 7 0 R/First 7 0 R>>",
        ),
    ),
    "pdf: a form that draws itself": (
        "plan.pdf",
        "read",
        lambda: pdf(
            CATALOG,
            PAGES,
            page(),
            WORDS,
            FONT,
            stream(b"/X Do", "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"),
        ),
    ),
    "pdf: forms that multiply": ("plan.pdf", "too_large", pdf_with_forms_that_multiply),
    "pdf: an object that means itself": ("plan.pdf", "empty", lambda: pdf(CATALOG, PAGES, page(), "4 0 R", FONT)),
    "pdf: a length that means itself": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page(), WORDS.replace(b"/Length 55", b"/Length 4 0 R"), FONT),
    ),
    "pdf: an endless map of characters": ("plan.pdf", "read", pdf_with_an_endless_map_of_characters),
    "pdf: a hundred thousand arrays in arrays": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page(f"/Deep {'[' * _DEEP}{']' * _DEEP}"), WORDS, FONT),
    ),
    "pdf: a hundred thousand dictionaries in dictionaries": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page("/Deep <<" * _DEEP + ">>" * _DEEP), WORDS, FONT),
    ),
    "pdf: a hundred thousand saved states": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page(), stream(b"q " * _DEEP + b"BT /F 9 Tf (plan) Tj ET"), FONT),
    ),
    "pdf: a stream of a thousand million objects": (
        "plan.pdf",
        "empty",
        lambda: pdf(CATALOG, PAGES, page(), stream(b"1 0 2 9", "/Type/ObjStm/N 1000000000/First 8"), FONT),
    ),
    "pdf: a page of a thousand million points": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page().replace("600 800", "1e9 1e9"), WORDS, FONT),
    ),
    "pdf: one word of half a million letters": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page(), stream(b"BT /F 9 Tf (" + b"a" * _LONG + b") Tj ET"), FONT),
    ),
    "pdf: with a user's password, RC4": ("plan.pdf", "encrypted", lambda: protected_pdf("user", "owner", "RC4-128")),
    "pdf: with a user's password, AES": ("plan.pdf", "encrypted", lambda: protected_pdf("user", "owner", "AES-256")),
    "pdf: with an owner's password, RC4": ("plan.pdf", "read", lambda: protected_pdf("", "owner", "RC4-128")),
    "pdf: with an owner's password, AES": ("plan.pdf", "read", lambda: protected_pdf("", "owner", "AES-256")),
    "docx: a part of 300 MB": (
        "plan.docx",
        "too_large",
        lambda: with_blanks(docx("", parts={"word/document.xml": BOMB}), 300),
    ),
    "docx: a part of 300 MB that says it has one byte": (
        "plan.docx",
        "corrupt",
        lambda: with_blanks(docx("", parts={"word/document.xml": BOMB}), 300, claimed=1),
    ),
    "docx: six thousand parts": (
        "plan.docx",
        "too_large",
        lambda: docx("", parts={f"word/{n}.xml": b"" for n in range(6_000)}),
    ),
    "docx: entities that multiply": (
        "plan.docx",
        "too_large",
        lambda: docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", LAUGHS),
    ),
    "docx: an entity that is a file": (
        "plan.docx",
        "unsupported",
        lambda: docx("<w:p><w:r><w:t>&file;</w:t></w:r></w:p>", LAUGHS),
    ),
    "docx: relations in a circle": ("plan.docx", "read", docx_that_is_related_to_itself),
    "docx: styles in a circle": ("plan.docx", "read", docx_with_styles_in_a_circle),
    "docx: a main part outside the package": (
        "plan.docx",
        "corrupt",
        lambda: docx("", parts={"_rels/.rels": _relations(("officeDocument", "../../../etc/passwd"))}),
    ),
    "docx: a hundred thousand tables in tables": (
        "plan.docx",
        "too_large",
        lambda: docx("<w:tbl><w:tr><w:tc>" * _DEEP + "</w:tc></w:tr></w:tbl>" * _DEEP),
    ),
    "docx: eighty tables in tables": (
        "plan.docx",
        "empty",
        lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80),
    ),
    "docx: a hundred thousand empty paragraphs": ("plan.docx", "empty", lambda: docx("<w:p/>" * _DEEP)),
    "docx: a cell that spans a thousand million": (
        "plan.docx",
        "read",
        lambda: docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr><w:p><w:r><w:t>plan</w:t></w:r></w:p>'
            "</w:tc></w:tr></w:tbl>"
        ),
    ),
    "xlsx: strings of 300 MB": (
        "plan.xlsx",
        "too_large",
        lambda: with_blanks(xlsx("<sheetData/>", parts={"xl/sharedStrings.xml": BOMB}), 300),
    ),
    "xlsx: entities that multiply": (
        "plan.xlsx",
        "too_large",
        lambda: xlsx('<sheetData><row><c t="inlineStr"><is><t>&l9;</t></is></c></row></sheetData>', before=LAUGHS),
    ),
    "xlsx: a cell in the very last row and column": (
        "plan.xlsx",
        "read",
        lambda: xlsx(
            '<dimension ref="A1:XFD1048576"/>'
            '<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        ),
    ),
    "xlsx: all cells merged into one": (
        "plan.xlsx",
        "read",
        lambda: xlsx(
            '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
            + '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
        ),
    ),
    "xlsx: a row beyond all rows": (
        "plan.xlsx",
        "corrupt",
        lambda: xlsx(
            '<sheetData><row r="99999999999999999999"><c r="ZZZZZZ99999999999"><v>1</v></c></row></sheetData>'
        ),
    ),
    "xlsx: a string that is not there": (
        "plan.xlsx",
        "corrupt",
        lambda: xlsx('<sheetData><row r="1"><c r="A1" t="s"><v>999999999</v></c></row></sheetData>'),
    ),
    "xlsx: a hundred thousand empty rows": (
        "plan.xlsx",
        "empty",
        lambda: xlsx(f"<sheetData>{'<row/>' * _DEEP}</sheetData>"),
    ),
    "xlsx: the same long string ten thousand times": (
        "plan.xlsx",
        "too_large",
        lambda: xlsx(
            "<sheetData>" + ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 100 + "</sheetData>",
            f"<si><t>{'plan ' * 6_000}</t></si>",
        ),
    ),
    "doc: sectors in a circle": (
        "plan.doc",
        "unsupported",
        lambda: with_sectors_in_a_circle((FORMATS / "letter.doc").read_bytes()),
    ),
    "xls: sectors in a circle": (
        "plan.xls",
        "corrupt",
        lambda: with_sectors_in_a_circle((FORMATS / "tracker.xls").read_bytes()),
    ),
    "msg: sectors in a circle": (
        "plan.msg",
        "unsupported",
        lambda: with_sectors_in_a_circle((FORMATS / "message.msg").read_bytes()),
    ),
    "pptx: a slide that is the presentation, a thousand times": ("plan.pptx", "empty", pptx_that_is_related_to_itself),
    "odt: entities that multiply": (
        "plan.odt",
        "too_large",
        lambda: opendocument("text", "<t:p>&l9;</t:p>", LAUGHS),
    ),
    "odt: a thousand million blanks": (
        "plan.odt",
        "read",
        lambda: opendocument("text", '<t:p>plan<t:s t:c="1000000000"/>plan</t:p>'),
    ),
    "odt: a row a thousand million times": (
        "plan.odt",
        "read",
        lambda: opendocument(
            "text",
            '<b:table><b:table-row b:number-rows-repeated="1000000000"><b:table-cell><t:p>plan</t:p></b:table-cell>'
            "</b:table-row></b:table>",
        ),
    ),
    "odt: a hundred thousand lists in lists": (
        "plan.odt",
        "too_large",
        lambda: opendocument("text", "<t:list><t:list-item>" * _DEEP + "</t:list-item></t:list>" * _DEEP),
    ),
    "ods: a row a thousand million times": (
        "plan.ods",
        "too_large",
        lambda: opendocument(
            "spreadsheet",
            '<b:table b:name="Plan"><b:table-row b:number-rows-repeated="1000000000"><b:table-cell'
            ' b:number-columns-repeated="16384"><t:p>plan</t:p></b:table-cell></b:table-row></b:table>',
        ),
    ),
    "zip: 300 MB of blanks": ("plans.zip", "too_large", lambda: with_blanks(archive({"plan.txt": BOMB}), 300)),
    "zip: 300 MB of blanks that say they are one byte": (
        "plans.zip",
        "corrupt",
        lambda: with_blanks(archive({"plan.txt": BOMB}), 300, claimed=1),
    ),
    "zip: an archive in an archive, six times": ("plans.zip", "read", lambda: nested_archive(6)),
    "zip: a thousand entries that overlap": ("plans.zip", "too_large", lambda: overlapping_archive(1_000)),
    "zip: twenty thousand entries that overlap": ("plans.zip", "too_large", lambda: overlapping_archive(20_000)),
    "zip: with a password": ("plans.zip", "encrypted", protected_archive),
    "zip: names that lead elsewhere": (
        "plans.zip",
        "read",
        lambda: archive(
            dict.fromkeys(
                ("../../etc/cron.d/plan", "/etc/passwd", "C:\\plan.txt", "a/\u202etxt.exe", "a\nb.txt", "x" * 1_024),
                b"x",
            )
        ),
    ),
    "rtf: a hundred thousand groups in groups": (
        "plan.rtf",
        "too_large",
        lambda: rb"{\rtf1 " + b"{" * _DEEP + b"plan" + b"}" * _DEEP,
    ),
    "rtf: bytes that are not there": ("plan.rtf", "read", lambda: rb"{\rtf1 plan \bin2147483647 plan}"),
    "rtf: numbers beyond all measure": (
        "plan.rtf",
        "read",
        lambda: rb"{\rtf1\u" + b"9" * 5_000 + rb" \uc" + b"9" * 5_000 + b" plan}",
    ),
    "rtf: twenty thousand commands": (
        "plan.rtf",
        "read",
        lambda: rb"{\rtf1 plan" + rb"\cell\row" * (_DEEP // 9) + b"}",
    ),
    "html: a hundred thousand divisions in divisions": (
        "plan.html",
        "too_large",
        lambda: b"<!DOCTYPE html><html><body>" + b"<div>" * _DEEP + b"plan" + b"</div>" * _DEEP,
    ),
    "html: two thousand tables in tables": (
        "plan.html",
        "too_large",
        lambda: b"<!DOCTYPE html><html><body>" + b"<table><tr><td>" * 2_000 + b"plan",
    ),
    "html: a cell that spans a thousand million": (
        "plan.html",
        "read",
        lambda: b"<html><table><tr><td colspan=1000000000 rowspan=1000000000>plan</table>",
    ),
    "html: entities that multiply": (
        "plan.html",
        "read",
        lambda: LAUGHS.replace("DOCTYPE d", "DOCTYPE html").encode() + b"<html><body>&l9;<svg><text>&l9;</text></svg>",
    ),
    "html: half a million signs of a tag's beginning": (
        "plan.html",
        "read",
        lambda: b"<html><body>plan" + b"<" * _LONG,
    ),
    "html: a comment that does not end": ("plan.html", "read", lambda: b"<html><body>plan" + b"<!--" * (_LONG // 4)),
    "eml: a thousand messages in messages": ("plan.eml", "corrupt", lambda: email_in_email(1_000)),
    "eml: a thousand parts in parts": ("plan.eml", "corrupt", lambda: email_of_parts(1_000)),
    "eml: an archive in an archive, six times": (
        "plan.eml",
        "read",
        lambda: email_with("plans.zip", nested_archive(6)),
    ),
    "eml: a name that leads elsewhere": (
        "plan.eml",
        "read",
        lambda: email_with("../../etc/cron.d/plan", b"We have a plan."),
    ),
    "eml: a header of a hundred thousand letters": (
        "plan.eml",
        "read",
        lambda: b"Received: here\nMessage-ID: <a@b>\nSubject: " + b"=?utf-8?q?" * (_DEEP // 10) + b"\n\nplan",
    ),
    "csv: half a million quotation marks": ("plan.csv", "read", lambda: b'Action,Owner\n"' + b'"",' * (_LONG // 3)),
    "csv: half a million columns": ("plan.csv", "read", lambda: b"Action," * (_LONG // 7) + b"\n1,2\n"),
    "csv: a cell of half a million letters": ("plan.csv", "read", lambda: b"Action,Owner\n" + b"a" * _LONG + b",DI\n"),
    "png: 60,000 pixels square": ("scan.png", "too_large", lambda: png(60_000, 60_000)),
    "png: no pixels": ("scan.png", "corrupt", lambda: png(0, 0)),
    "jpeg: 60,000 pixels square": ("scan.jpg", "corrupt", lambda: jpeg(60_000, 60_000)),
    "tiff: 60,000 pixels square": ("scan.tif", "too_large", lambda: tiff(60_000, 60_000)),
    "tiff: pictures in a circle": ("scan.tif", "illegible", lambda: tiff(8, 8, following=8)),
    "a pdf that is an archive too": (
        "plan.pdf",
        "read",
        lambda: pdf(CATALOG, PAGES, page(), WORDS, FONT) + archive({"other.txt": b"Another plan."}),
    ),
    "an archive that is a pdf too": (
        "plan.zip",
        "read",
        lambda: archive({"other.txt": b"Another plan."}) + pdf(CATALOG, PAGES, page(), WORDS, FONT),
    ),
    "a web page that is an archive too": (
        "plan.html",
        "read",
        lambda: b"<html><body>We have a plan.</body></html>" + archive({"other.txt": b"Another plan."}),
    ),
    "a picture that is a pdf too": (
        "plan.pdf",
        "unsupported",
        lambda: b"GIF89a" + pdf(CATALOG, PAGES, page(), WORDS, FONT),
    ),
    "a rich text that is a pdf too": (
        "plan.rtf",
        "read",
        lambda: b"{\\rtf1 We have a plan.}" + pdf(CATALOG, PAGES, page(), WORDS, FONT),
    ),
    "a word document that is an opendocument too": (
        "plan.docx",
        "empty",
        lambda: docx("<w:p/>", parts={"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    ),
}
