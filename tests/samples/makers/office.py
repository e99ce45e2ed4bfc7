"""Makes the samples of Word, PowerPoint and OpenDocument files.

    python tests/samples/makers/office.py

Each is written here as flat OpenDocument, and turned into all other formats by LibreOffice (7.4; its `soffice` must be
on the PATH), so that the samples are what an office program really writes. LibreOffice puts ids of its own into them:
their bytes differ each time, their words do not. The plan is invented; no force wrote or sent it.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

FORMATS = Path(__file__).parents[1] / "formats"

NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "text": "text",
            "table": "table",
            "style": "style",
            "draw": "drawing",
            "presentation": "presentation",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
)

TABLE = (
    ("Action", "Owner", "Due", "Status"),
    ("Appoint two analysts to the counter-corruption unit", "Head of PSD", "30/04/2017", "Complete"),
    ("Cover all terminals with the monitoring software", "Head of ICT", "31/12/2017", "In progress"),
    ("Meet the women's refuge and the council each quarter", "Supt Okafor", "30/06/2017", "Not started"),
)

WHO = "<dc:creator>Ada Assessor</dc:creator><dc:date>2017-05-22T09:00:00</dc:date>"
CHANGES = f"""
<text:tracked-changes>
<text:changed-region xml:id="new" text:id="new"><text:insertion><office:change-info>{WHO}</office:change-info>
</text:insertion></text:changed-region>
<text:changed-region xml:id="old" text:id="old"><text:deletion><office:change-info>{WHO}</office:change-info>
<text:p>will start</text:p></text:deletion></text:changed-region>
</text:tracked-changes>"""
FOOTNOTE = """<text:note text:id="ftn1" text:note-class="footnote"><text:note-citation>1</text:note-citation>
<text:note-body><text:p>Published by the national policing lead in 2017.</text:p></text:note-body></text:note>"""
COMMENT = f"<office:annotation>{WHO}<text:p>Do we have the minutes of this?</text:p></office:annotation>"
CHANGED = (
    '<text:change text:change-id="old"/><text:change-start text:change-id="new"/>has started'
    '<text:change-end text:change-id="new"/>'
)


def rows() -> str:
    return "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{escape(cell)}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in TABLE
    )


def plan() -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text">
<office:automatic-styles>
<style:page-layout style:name="A4"><style:page-layout-properties fo:page-width="21cm" fo:page-height="29.7cm"
 fo:margin="2cm"/><style:header-style/><style:footer-style/></style:page-layout>
<style:style style:name="NewPage" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/>
</style:style>
<style:style style:name="Hidden" style:family="text"><style:text-properties text:display="none"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="A4">
<style:header><text:p>Official</text:p></style:header>
<style:footer><text:p>Northshire Police, plan of May 2017</text:p></style:footer>
</style:master-page></office:master-styles>
<office:body><office:text>{CHANGES}
<text:h text:outline-level="1">Northshire Police: abuse of position for a sexual purpose</text:h>
<text:p>This plan reflects the national strategy.{FOOTNOTE} It was agreed by the deputy chief constable{COMMENT} on
 12 May 2017.</text:p>
<text:p>Monitoring of our IT systems {CHANGED}.<text:span text:style-name="Hidden"> Check with ICT.</text:span></text:p>
<text:list><text:list-item><text:p>The capacity of the counter-corruption unit has been reviewed.</text:p>
</text:list-item><text:list-item><text:p>A third post is advertised.</text:p></text:list-item></text:list>
<text:h text:outline-level="1" text:style-name="NewPage">Action plan</text:h>
<table:table table:name="Actions"><table:table-column table:number-columns-repeated="4"/>{rows()}</table:table>
<text:p>Progress is reported to the integrity board each month.</text:p>
</office:text></office:body></office:document>"""


def frame(content: str, top: int, of: str = "") -> str:
    return (
        f'<draw:frame {of} svg:x="2cm" svg:y="{top}cm" svg:width="22cm" svg:height="4cm">'
        f"<draw:text-box>{content}</draw:text-box></draw:frame>"
    )


def placeholder(kind: str) -> str:
    return f'presentation:class="{kind}" presentation:style-name="plain" presentation:user-transformed="true"'


def slide(name: str, title: str, body: str, style: str = "shown", more: str = "") -> str:
    return (
        f'<draw:page draw:name="{name}" draw:style-name="{style}" draw:master-page-name="Default">'
        + frame(
            f"<text:p>{title}</text:p>",
            1,
            'presentation:class="title" presentation:style-name="plain" presentation:user-transformed="true"',
        )
        + f"{body}{more}</draw:page>"
    )


def slides() -> str:
    thumbnail = (
        '<draw:page-thumbnail draw:page-number="1" presentation:class="page" svg:x="2cm" svg:y="2cm" svg:width="16cm"'
        ' svg:height="9cm"/>'
    )
    words = frame("<text:p>Say that the software was bought in February.</text:p>", 14, placeholder("notes"))
    notes = f'<presentation:notes draw:style-name="shown">{thumbnail}{words}</presentation:notes>'
    comment = f'<office:annotation svg:x="1cm" svg:y="1cm">{WHO}<text:p>Which terminals?</text:p></office:annotation>'
    table = (
        '<draw:frame svg:x="2cm" svg:y="6cm" svg:width="22cm" svg:height="6cm"><table:table>'
        f'<table:table-column table:number-columns-repeated="4"/>{rows()}</table:table></draw:frame>'
    )
    pages = (
        slide("page1", "Our plan", frame("<text:p>Monitoring of our IT systems has started.</text:p>", 6), more=notes)
        + slide("page2", "Actions", table, more=comment)
        + slide("page3", "Kept back", frame("<text:p>The budget is not agreed.</text:p>", 6), style="hidden")
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {NAMESPACES} office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.presentation">
<office:automatic-styles>
<style:page-layout style:name="Wide"><style:page-layout-properties fo:page-width="28cm" fo:page-height="15.75cm"/>
</style:page-layout>
<style:style style:name="plain" style:family="presentation"/>
<style:style style:name="shown" style:family="drawing-page"><style:drawing-page-properties
 presentation:visibility="visible"/></style:style>
<style:style style:name="hidden" style:family="drawing-page"><style:drawing-page-properties
 presentation:visibility="hidden"/></style:style>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Default" style:page-layout-name="Wide"/></office:master-styles>
<office:body><office:presentation>{pages}</office:presentation></office:body></office:document>"""


def turned(source: Path, ending: str, into: Path) -> None:
    """LibreOffice's copy of a file in another format. A profile of its own keeps the user's settings out of it."""
    soffice = shutil.which("soffice") or "soffice"
    profile = f"-env:UserInstallation=file://{source.parent / 'profile'}"
    command = [soffice, profile, "--headless", "--convert-to", ending, "--outdir", str(source.parent), str(source)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  what we have just written
    shutil.copy(source.with_suffix(f".{ending}"), into)


def main() -> None:
    FORMATS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        text, presentation = Path(folder, "text.fodt"), Path(folder, "presentation.fodp")
        text.write_text(plan(), encoding="utf-8")
        presentation.write_text(slides(), encoding="utf-8")
        for ending in ("odt", "docx"):
            turned(text, ending, FORMATS / f"action-plan.{ending}")
        for ending in ("odp", "pptx"):
            turned(presentation, ending, FORMATS / f"briefing.{ending}")


if __name__ == "__main__":
    main()
