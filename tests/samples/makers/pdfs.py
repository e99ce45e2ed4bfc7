"""Makes the sample PDFs. They are invented; no force wrote or sent any of them.

    python tests/samples/makers/pdfs.py

- plan.pdf: a plan with running headers and footers, and a table of actions whose cells are wrapped.
- form.pdf: a form that is filled in, with a note that is stuck onto it and text that is typed over it.
- portfolio.pdf: a covering page with two documents attached to it and one pinned to the page.

The same bytes are written however often this runs.
"""

import io
from datetime import UTC, datetime
from pathlib import Path

from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText, Text
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

FORMATS = Path(__file__).parents[1] / "formats"
WHEN = datetime(2017, 5, 22, 9, 0, tzinfo=UTC)
TITLE = "Northshire Police: abuse of position for a sexual purpose"
HEAD = ("Action", "Owner", "Due", "Status")
ACTIONS = (
    (
        "Review the capability and capacity of the counter-corruption unit, and report to the deputy chief constable",
        "Head of Professional Standards",
        "31/03/2017",
        "Complete: two more analysts have been appointed",
    ),
    (
        "Monitor how officers and staff use our IT systems, on mobile devices too",
        "Head of ICT",
        "31/12/2017",
        "In progress: half of all terminals are covered",
    ),
    (
        "Seek intelligence from charities and services that support vulnerable people",
        "DI Intelligence",
        "30/11/2017",
        "Not started",
    ),
)
PROSE = (
    "This plan answers the recommendation that was made in December 2016. It was agreed by the deputy chief constable"
    " on 12 May 2017 and reflects the national strategy of the National Police Chiefs' Council. "
)


class Printed(FPDF):
    """Pages with a protective marking and a title at the top, and their number at the foot."""

    def header(self) -> None:
        self.set_font("helvetica", size=9)
        self.cell(0, 6, "OFFICIAL", align="C", new_x="LMARGIN", new_y="NEXT")
        self.cell(0, 6, TITLE, new_x="LMARGIN", new_y="NEXT")
        self.ln(4)

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=9)
        self.cell(0, 6, f"Page {self.page_no()} of {{nb}}", align="C")


def plan() -> bytes:
    made = Printed()
    made.set_creation_date(WHEN)
    made.add_page()
    made.set_font("helvetica", size=11)
    made.multi_cell(0, 6, PROSE * 14)
    made.add_page()
    made.multi_cell(0, 6, PROSE * 2, new_x="LMARGIN", new_y="NEXT")
    made.ln(4)
    with made.table(col_widths=(38, 22, 16, 24), line_height=6) as table:
        for row in (HEAD, *ACTIONS):
            table.row(row)
    made.ln(4)
    made.multi_cell(0, 6, "Progress is reported to the board each month.")
    made.add_page()
    made.multi_cell(0, 6, "Annex: terms of reference of the review.")
    return bytes(made.output())


def form() -> bytes:
    """The answer is drawn by its field, as programs do that fill in forms, and is no part of the page."""
    writer = _writer("Has the review of the counter-corruption unit begun?")
    fill_in(writer, "It has begun.")
    note = Text(text="Seen by the deputy chief constable.", rect=(50, 600, 70, 620))
    note[NameObject("/T")] = TextStringObject("DCI Marsh")
    typed = FreeText(text="Reported in March 2017.", rect=(50, 500, 300, 540))
    writer.add_annotation(0, note)
    writer.add_annotation(0, typed)
    return _bytes(writer)


def portfolio() -> bytes:
    writer = _writer("The plan of Northshire Police and its annexes are attached.")
    writer.add_attachment("annex.txt", b"Monitoring of our IT systems has started.")
    writer.add_attachment("tracker.csv", (FORMATS / "tracker.csv").read_bytes())
    pin(writer, "pinned.txt", b"The review is complete.")
    return _bytes(writer)


def fill_in(writer: PdfWriter, words: str) -> None:
    """Gives the first page a form field with an answer."""
    box = ArrayObject([FloatObject(number) for number in (50, 300, 300, 320)])
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    drawn = DecodedStreamObject()
    drawn.set_data(f"/Tx BMC BT /F 12 Tf 2 5 Td ({words}) Tj ET EMC".encode())
    drawn.update(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): ArrayObject([FloatObject(number) for number in (0, 0, 250, 20)]),
            NameObject("/Resources"): DictionaryObject(
                {NameObject("/Font"): DictionaryObject({NameObject("/F"): writer._add_object(font)})}
            ),
        }
    )
    field = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Widget"),
            NameObject("/FT"): NameObject("/Tx"),
            NameObject("/T"): TextStringObject("answer"),
            NameObject("/V"): TextStringObject(words),
            NameObject("/F"): NumberObject(4),
            NameObject("/Rect"): box,
            NameObject("/AP"): DictionaryObject({NameObject("/N"): writer._add_object(drawn)}),
        }
    )
    reference = writer._add_object(field)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {NameObject("/Fields"): ArrayObject([reference]), NameObject("/NeedAppearances"): BooleanObject(False)}
    )


def pin(writer: PdfWriter, name: str, content: bytes) -> None:
    """Gives the first page an annotation that holds a file."""
    stream = DecodedStreamObject()
    stream.set_data(content)
    file = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Filespec"),
            NameObject("/F"): TextStringObject(name),
            NameObject("/EF"): DictionaryObject({NameObject("/F"): writer._add_object(stream)}),
        }
    )
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/FileAttachment"),
            NameObject("/Rect"): ArrayObject([FloatObject(number) for number in (50, 700, 70, 720)]),
            NameObject("/FS"): writer._add_object(file),
        }
    )
    writer.pages[0][NameObject("/Annots")] = ArrayObject([writer._add_object(note)])


def _writer(words: str) -> PdfWriter:
    made = FPDF()
    made.set_creation_date(WHEN)
    made.set_font("helvetica")
    made.add_page()
    made.multi_cell(0, 8, words)
    return PdfWriter(clone_from=PdfReader(io.BytesIO(bytes(made.output()))))


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def main() -> None:
    for name, content in (("plan.pdf", plan()), ("form.pdf", form()), ("portfolio.pdf", portfolio())):
        (FORMATS / name).write_bytes(content)


if __name__ == "__main__":
    main()
