"""Makes the samples of scanned documents: a plan is printed, laid on the glass a little askew, and scanned.

    python tests/samples/makers/scans.py

The plan is invented; no force wrote or sent it. `PRINTED` is what stands on its pages, line by line, so that what is
recognised can be held against it. The same bytes are written however often this runs.
"""

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2 as pdfium
from fpdf import FPDF
from PIL import Image

FORMATS = Path(__file__).parents[1] / "formats"
WHEN = datetime(2017, 5, 22, 9, 0, tzinfo=UTC)
DPI = 150
"""Coarser than what an office's machine scans at unless it is told otherwise (200 or 300)."""

TITLE = "Northshire Police: abuse of position for a sexual purpose"
PARAGRAPHS = (
    "This plan answers the recommendation that was made in December 2016. It was agreed by the deputy chief"
    " constable on 12 May 2017 and reflects the national strategy.",
    "The capability and capacity of the counter-corruption unit were reviewed in March 2017. Two more analysts have"
    " been appointed, and a third post is advertised.",
    "Monitoring of our IT systems has started. Software was bought in February 2017 and covers 1,450 of 2,900"
    " terminals; the rest will follow by the end of the year.",
    "We have met the women's refuge, the sexual assault referral centre and the council's services for sex workers"
    " to seek intelligence about officers and staff. Contacts are named and meet each quarter.",
)
TABLE = (
    ("Action", "Owner", "Due", "Status"),
    ("Appoint two analysts", "Head of PSD", "30/04/2017", "Complete"),
    ("Cover all terminals", "Head of ICT", "31/12/2017", "In progress"),
    ("Train front-line supervisors", "DCI Marsh", "30/09/2017", "In progress"),
    ("Meet partner agencies each quarter", "Supt Okafor", "30/06/2017", "Planned"),
    ("Publish guidance on boundaries", "DCC Whitlock", "31/07/2017", "Not started"),
)
AFTER = "Progress is reported to the integrity board each month. The board is chaired by the deputy chief constable."

PRINTED = (
    "\n".join((TITLE, *PARAGRAPHS)),
    "\n".join(("Action plan", *(" | ".join(row) for row in TABLE), AFTER)),
)
"""The text of the two pages; a row of the table is one line."""


def main() -> None:
    first, second = (
        scanned(page, askew=angle, seed=seed)
        for page, (angle, seed) in zip(drawn(), ((0.7, 1), (-0.9, 2)), strict=True)
    )
    FORMATS.mkdir(parents=True, exist_ok=True)
    (FORMATS / "scan.pdf").write_bytes(as_pdf([first, second]))
    (FORMATS / "scan.jpg").write_bytes(saved(second, "JPEG", quality=30, dpi=(DPI, DPI)))
    (FORMATS / "scan.png").write_bytes(saved(cleaned(second).quantize(4), "PNG", optimize=True, dpi=(DPI, DPI)))
    fax = [page.convert("1", dither=Image.Dither.NONE) for page in (first, second)]
    tiff = saved(fax[0], "TIFF", compression="group4", dpi=(DPI, DPI), save_all=True, append_images=fax[1:])
    (FORMATS / "scan.tiff").write_bytes(tiff)


def drawn() -> list[Image.Image]:
    """The two pages as a printer would put them on paper."""
    pdf = FPDF(format="A4")
    pdf.set_margins(22, 24, 22)
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 15)
    pdf.multi_cell(0, 9, TITLE, new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=11)
    for paragraph in PARAGRAPHS:
        pdf.ln(4)
        pdf.multi_cell(0, 6, paragraph, new_x="LMARGIN", new_y="NEXT")
    pdf.add_page()
    pdf.set_font("Helvetica", "B", 13)
    pdf.multi_cell(0, 9, "Action plan", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Helvetica", size=10)
    pdf.ln(3)
    with pdf.table(col_widths=(64, 34, 30, 34), line_height=8) as table:
        for row in TABLE:
            table.row(row)
    pdf.ln(5)
    pdf.set_font("Helvetica", size=11)
    pdf.multi_cell(0, 6, AFTER, new_x="LMARGIN", new_y="NEXT")
    with pdfium.PdfDocument(bytes(pdf.output())) as document:
        return [page.render(scale=DPI / 72).to_pil().convert("L") for page in document]


def scanned(page: Image.Image, *, askew: float, seed: int) -> Image.Image:
    """The page turned by `askew` degrees, greyer than white, with the grain of a scanner's sensor."""
    turned = page.rotate(askew, resample=Image.Resampling.BICUBIC, fillcolor=255).point(lambda shade: 40 + shade * 0.8)
    width, height = (length // 2 for length in turned.size)
    grain = Image.frombytes("L", (width, height), random.Random(seed).randbytes(width * height))  # noqa: S311  no secret
    return Image.blend(turned, grain.resize(turned.size, Image.Resampling.BILINEAR), 0.12)


def cleaned(page: Image.Image) -> Image.Image:
    """The page as a machine stores it that takes light greys for paper."""
    return page.point(lambda shade: 255 if shade > 180 else shade)


def as_pdf(pages: Sequence[Image.Image]) -> bytes:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(WHEN)
    for page in pages:
        pdf.add_page()
        pdf.image(io.BytesIO(saved(page, "JPEG", quality=30)), x=0, y=0, w=210, h=297)
    return bytes(pdf.output())


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


if __name__ == "__main__":
    main()
