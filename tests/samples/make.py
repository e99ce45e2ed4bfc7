"""Makes the sample plans. They are invented; no force wrote or sent any of them.

    python tests/samples/make.py

Run twice, it writes the same bytes, but for the encrypted ones, whose keys are drawn anew; those are only made where
they are missing.
"""

import io
import tomllib
import zipfile
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import docx
from fpdf import FPDF
from pypdf import PdfWriter

PLANS = Path(__file__).parent / "plans"
LONG_PLANS = Path(__file__).parent / "long-plans"
LONG_WORDS = Path(__file__).parent / "long_plans.toml"
WHEN = datetime(2017, 5, 22, 9, 0, tzinfo=UTC)
HEAD = ("Action", "Owner", "Due", "Status")


@dataclass(frozen=True)
class Plan:
    """A plan: headed paragraphs and, last, a table of actions."""

    title: str
    parts: tuple[tuple[str, str], ...]
    actions: tuple[tuple[str, str, str, str], ...] = field(default=())


AVON = Plan(
    "Avon and Somerset Constabulary: abuse of position for a sexual purpose, action plan",
    (
        (
            "Background",
            "This plan answers the recommendation that HMIC made in December 2016. It was agreed by the deputy chief constable on 19 May 2017.",
        ),
        (
            "National strategy",
            "The plan reflects the national strategy agreed by the National Police Chiefs' Council in April 2017.",
        ),
        (
            "Counter-corruption unit",
            "We will carry out a review of the capability and capacity of our counter-corruption unit by September 2017. The terms of reference have been drafted.",
        ),
        (
            "IT monitoring",
            "Software that monitors the use of our IT systems was bought in March 2017. Installation has started and half of all terminals are covered.",
        ),
        (
            "Working with others",
            "We plan to meet the organisations that support vulnerable people, to seek intelligence about officers and staff.",
        ),
    ),
    (
        (
            "Review the capability and capacity of the counter-corruption unit",
            "Head of PSD",
            "30/09/2017",
            "Not started",
        ),
        ("Roll out monitoring of IT systems", "Head of ICT", "31/12/2017", "In progress"),
        (
            "Agree contacts for intelligence with services that support vulnerable people",
            "Det Supt",
            "31/10/2017",
            "Planned",
        ),
    ),
)
BEDFORDSHIRE = Plan(
    "Bedfordshire Police: action plan",
    (
        (
            "Summary",
            "The force welcomes the report. The actions below are reviewed each month by the professional standards board.",
        ),
        (
            "National strategy",
            "The actions are aligned to the national strategy agreed at the National Police Chiefs' Council in April 2017.",
        ),
    ),
    (
        ("Review capability and capacity of the counter-corruption unit", "Head of PSD", "31/03/2017", "Complete"),
        ("Monitoring of staff use of IT systems", "Head of ICT", "31/08/2017", "In progress"),
        (
            "Seek intelligence from charities that support vulnerable people",
            "DI Intelligence",
            "30/11/2017",
            "Not started",
        ),
    ),
)
CHESHIRE = Plan(
    "Cheshire Constabulary: plan to tackle abuse of position",
    (
        ("Strategy", "Our plan reflects the national strategy of the National Police Chiefs' Council."),
        (
            "Systems",
            "Improvements to the monitoring of our IT systems have commenced. Two analysts have been appointed.",
        ),
        (
            "Partners",
            "Work to seek intelligence from organisations that support vulnerable people has begun. Meetings with the domestic abuse services were held in April.",
        ),
        ("Training", "All sergeants will attend a course on professional boundaries in the autumn."),
    ),
)
CUMBRIA = Plan(
    "Cumbria Constabulary: response to the recommendation",
    (
        ("Response", "We have not yet reviewed the capability and capacity of our counter-corruption unit."),
        (
            "Systems",
            "We intend to buy software to monitor our IT systems. A business case will go to the board in July 2017.",
        ),
        ("Partners", "It is unclear how we will seek intelligence from the agencies that support vulnerable people."),
    ),
)
DERBYSHIRE = Plan(
    "Derbyshire Constabulary: abuse of position for a sexual purpose",
    (
        (
            "National strategy",
            "The plan fully reflects the national strategy agreed at the National Police Chiefs' Council in April 2017.",
        ),
        (
            "Counter-corruption unit",
            "A review of the capability and capacity of the counter-corruption unit was completed in February 2017, and its findings have been implemented.",
        ),
        ("IT monitoring", "Monitoring of all IT systems is in place and is fully operational."),
        (
            "Vulnerable people",
            "Arrangements to seek intelligence from the organisations that support vulnerable people are in place. We meet them every month.",
        ),
    ),
)
DEVON = Plan(
    "Devon and Cornwall Police: plan",
    (
        (
            "Plan",
            "We will monitor our IT systems from January 2018. The plan will reflect the national strategy once it has been considered.",
        ),
        (
            "Unit",
            "The counter-corruption unit will be reviewed, for capability and capacity, in the next financial year.",
        ),
    ),
)
DURHAM = Plan(
    "Durham Constabulary: plan",
    (
        (
            "National strategy",
            "This plan reflects the national strategy agreed by the National Police Chiefs' Council in April 2017.",
        ),
        ("Unit", "The review of the capability and capacity of the counter-corruption unit has started."),
        ("Systems", "Monitoring of our IT systems is in place."),
        (
            "Partners",
            "We have begun to seek intelligence from the women's refuges and other organisations that support vulnerable people.",
        ),
    ),
)
GWENT = Plan(
    "Gwent Police: action plan, version 1",
    (
        (
            "National strategy",
            "The national strategy agreed by the National Police Chiefs' Council in April 2017 is reflected in this plan.",
        ),
        ("Unit", "A review of the capability and capacity of the counter-corruption unit is planned for the autumn."),
        ("Systems", "We plan to introduce monitoring of our IT systems."),
        ("Partners", "We will seek intelligence from organisations that support vulnerable people."),
    ),
)
GWENT_2 = Plan(
    "Gwent Police: action plan, version 2",
    (
        (
            "National strategy",
            "The national strategy agreed by the National Police Chiefs' Council in April 2017 is reflected in this plan.",
        ),
        ("Unit", "The review of the capability and capacity of the counter-corruption unit has started."),
        ("Systems", "Monitoring of our IT systems is now in place."),
        ("Partners", "Work to seek intelligence from organisations that support vulnerable people has commenced."),
    ),
)
KENT = Plan(
    "Kent Police: plan against abuse of position for a sexual purpose",
    (
        (
            "National strategy",
            "This plan reflects the national strategy agreed by the National Police Chiefs' Council in April 2017.",
        ),
        ("Systems", "Work to improve the monitoring of our IT systems has commenced."),
        ("Performance", "Performance monitoring of the contact centre is reported to the board each month."),
        ("Partners", "We will seek intelligence from organisations that support vulnerable people by December 2017."),
    ),
)
KENT_OTHER = Plan(
    "Kent Police: annex",
    (("Unit", "A review of the capability and capacity of our counter-corruption unit was completed in May 2017."),),
)
LINCOLNSHIRE = Plan(
    "Lincolnshire Police: reply",
    (
        (
            "Reply",
            "The force has a robust approach to professional standards. The police and crime panel discussed the precept in February.",
        ),
        ("Roads", "A campaign for vulnerable road users will run in the summer."),
    ),
)
MERSEYSIDE = Plan(
    "Merseyside Police: abuse of position",
    (
        (
            "Strategy",
            "Our plan reflects the national strategy agreed at the National Police Chiefs' Council in April 2017.",
        ),
        ("Actions", "All actions in the table have been completed."),
    ),
    (
        (
            "Review of the capability and capacity of the counter-corruption unit",
            "Head of PSD",
            "31/01/2017",
            "Complete",
        ),
        ("Monitoring of IT systems", "Head of ICT", "28/02/2017", "Complete"),
        ("Seek intelligence from organisations that support vulnerable people", "DCI", "30/04/2017", "Complete"),
    ),
)
SUFFOLK = Plan(
    "Suffolk Constabulary: plan",
    (
        ("Systems", "Monitoring of our IT systems has begun."),
        ("Unit", "We intend to review the capability and capacity of the counter-corruption unit."),
    ),
)
HAMPSHIRE = Plan(
    "Hampshire Constabulary: covering letter",
    (("Letter", "Please find attached our plan. We should be glad to answer any questions that you have."),),
)
NORFOLK = Plan("Norfolk Constabulary: plan", (("Systems", "Monitoring of our IT systems is in place."),))


def as_text(plan: Plan) -> bytes:
    rows = [" | ".join(row) for row in (HEAD, *plan.actions)] if plan.actions else []
    parts = [f"{heading}\n\n{words}" for heading, words in plan.parts]
    return ("\n\n".join([plan.title, *parts, "\n".join(rows)]).strip() + "\n").encode()


def as_pdf(plan: Plan) -> bytes:
    pdf = FPDF(format="A4")
    pdf.set_creation_date(WHEN)
    pdf.set_margins(25, 25, 25)
    pdf.add_page()
    pdf.set_font("helvetica", "B", 16)
    pdf.multi_cell(0, 8, plan.title, align="L", new_x="LMARGIN", new_y="NEXT")
    for heading, words in plan.parts:
        pdf.ln(4)
        pdf.set_font("helvetica", "B", 12)
        pdf.cell(0, 8, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("helvetica", size=11)
        pdf.multi_cell(0, 6, words, align="L", new_x="LMARGIN", new_y="NEXT")
    if plan.actions:
        pdf.add_page()
        pdf.set_font("helvetica", size=10)
        with pdf.table((HEAD, *plan.actions), col_widths=(80, 30, 25, 25), text_align="LEFT"):
            pass
    return bytes(pdf.output())


def as_docx(plan: Plan) -> bytes:
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = WHEN.replace(tzinfo=None)
    document.add_heading(plan.title, level=1)
    for heading, words in plan.parts:
        document.add_heading(heading, level=2)
        document.add_paragraph(words)
    if plan.actions:
        table = document.add_table(rows=0, cols=len(HEAD), style="Table Grid")
        for row in (HEAD, *plan.actions):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    out = io.BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _undated(archive: bytes) -> bytes:
    """The same zip with one date for all members, so that its bytes do not depend on the hour."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as before, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as after:
        for member in before.infolist():
            after.writestr(_member(member.filename), before.read(member), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, WHEN.timetuple()[:6])


def protected(plan: Plan, *, user: str, owner: str) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(as_pdf(plan)))
    writer.encrypt(user_password=user, owner_password=owner, algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scan() -> bytes:
    """A PDF of one picture: grey bars where lines of text would be."""
    import PIL.Image  # noqa: PLC0415  comes with fpdf2
    import PIL.ImageDraw  # noqa: PLC0415  as above

    page = PIL.Image.new("L", (620, 877), 255)
    draw = PIL.ImageDraw.Draw(page)
    for y in range(80, 800, 24):
        draw.rectangle((70, y, 540 - (y * 7) % 160, y + 9), fill=90)
    pdf = FPDF(format="A4")
    pdf.set_creation_date(WHEN)
    pdf.add_page()
    pdf.image(page, 0, 0, 210)
    return bytes(pdf.output())


def long_plans() -> dict[str, bytes]:
    words = tomllib.loads(LONG_WORDS.read_text(encoding="utf-8"))
    recommendation = words.pop("recommendation").strip()
    makers = {"pdf": as_pdf, "docx": as_docx, "txt": as_text}
    made = {}
    for name, source in words.items():
        parts = [(heading, text.strip().format(recommendation=recommendation)) for heading, text in source["parts"]]
        plan = Plan(source["title"], tuple(parts), tuple(map(tuple, source["actions"])))
        made[f"{name}.{source['kind']}"] = makers[source["kind"]](plan)
    return made


def main() -> None:
    for name, content in long_plans().items():
        (LONG_PLANS / name).write_bytes(content)
    PLANS.mkdir(exist_ok=True)
    made = {
        "avon-and-somerset-plan.pdf": as_pdf(AVON),
        "bedfordshire-plan.docx": as_docx(BEDFORDSHIRE),
        "cheshire-plan.pdf": as_pdf(CHESHIRE),
        "cumbria-plan.txt": as_text(CUMBRIA),
        "derbyshire-plan.pdf": as_pdf(DERBYSHIRE),
        "devon-and-cornwall-plan.docx": as_docx(DEVON),
        "durham-plan.txt": as_text(DURHAM),
        "gwent-plan.pdf": as_pdf(GWENT),
        "gwent-plan-v2.pdf": as_pdf(GWENT_2),
        "kent-plan.pdf": as_pdf(KENT),
        "kent-plan-other.docx": as_docx(KENT_OTHER),
        "lincolnshire-plan.txt": as_text(LINCOLNSHIRE),
        "merseyside-plan.docx": as_docx(MERSEYSIDE),
        "hampshire-covering-letter.txt": as_text(HAMPSHIRE),
        "sussex-broken.pdf": as_pdf(CHESHIRE)[:400],
        "surrey-scan.pdf": scan(),
        "dorset-empty.txt": b" \r\n\r\n",
    }
    for name, content in made.items():
        (PLANS / name).write_bytes(content)
    for name, plan, user in (
        ("norfolk-encrypted.pdf", NORFOLK, "secret"),
        ("suffolk-owner-password.pdf", SUFFOLK, ""),
    ):
        if not (PLANS / name).exists():
            (PLANS / name).write_bytes(protected(plan, user=user, owner="owner"))


if __name__ == "__main__":
    main()
