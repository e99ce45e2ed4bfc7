"""Makes the sample trackers, in four formats. They are invented; no force wrote or sent any of them.

    python tests/samples/makers/sheets.py

openpyxl writes tracker.xlsx, and LibreOffice (`soffice`, version 7.4, with its Calc) saves the same workbook as
tracker.xls and tracker.ods. A formula's result is only saved by LibreOffice; tracker.xlsx goes through it too.
"""

import io
import subprocess
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

FORMATS = Path(__file__).parents[1] / "formats"
HEAD = ("Ref", "Action", "Owner", "Due", "Done", "Status", "RAG")
FILLS = {"green": "FF00B050", "amber": "FFFFC000", "red": "FFFF0000"}
REVIEW = "Review the capability and capacity of the counter-corruption unit"
MONITOR = "Monitoring of staff use of IT systems"
SEEK = "Seek intelligence from charities that support vulnerable people"
ADOPT = "Adopt the national strategy"
ACTIONS = (
    (1, REVIEW, "Head of PSD", date(2017, 3, 31), 1, "Complete", "green"),
    (2, MONITOR, None, date(2017, 8, 31), 0.5, "In progress", "amber"),
    (3, SEEK, "DI Jones", date(2017, 11, 30), 0, "Not started", "red"),
    (4, ADOPT, "Head of PSD", date(2017, 4, 28), 1, "Complete", "green"),
)
CSV = f"""\
Action,Owner,Due,Status
{REVIEW},DCI Smith,31/03/2017,Complete
"{MONITOR}, from laptops too",Head of ICT,31/08/2017,In progress
{SEEK},DI Jones,30/11/2017,Not started
"""


def tracker() -> bytes:
    """A sheet of actions with merged cells, fills, a comment and what is hidden; a hidden sheet; an empty one."""
    book = Workbook()
    plan = book.active
    assert isinstance(plan, Worksheet)
    plan.title = "Action plan"
    plan["B1"] = "Northshire Police: abuse of position for a sexual purpose"
    plan["B1"].font = Font(bold=True, size=14)
    plan.merge_cells("B1:H1")
    for column, name in enumerate(HEAD, start=2):
        plan.cell(3, column, name).font = Font(bold=True)
    for row, (number, action, owner, due, done, status, colour) in enumerate(ACTIONS, start=4):
        for column, value in enumerate((number, action, owner, due, done, status), start=2):
            plan.cell(row, column, value)
        plan.cell(row, 5).number_format = "dd/mm/yyyy"
        plan.cell(row, 6).number_format = "0%"
        plan.cell(row, 8).fill = PatternFill("solid", fgColor=FILLS[colour])
    plan.merge_cells("D4:D5")
    plan["G5"].comment = Comment("Half of all terminals are covered.", "DCI Smith")
    plan.row_dimensions[6].hidden = True
    plan.column_dimensions["D"].hidden = True
    plan["B10"] = "All complete?"
    plan["C10"] = "=SUM(F4:F7)=4"
    plan["D10"] = "=1/0"
    costs = book.create_sheet("Costs")
    costs.sheet_state = "hidden"
    costs.append(["Item", "Cost"])
    costs.append(["Monitoring software", 1250.5])
    costs["B2"].number_format = "£#,##0.00"
    book.create_sheet("Sheet3")
    when = datetime(2017, 5, 22, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = when
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    (FORMATS / "tracker.csv").write_bytes(CSV.replace("\n", "\r\n").encode("cp1252"))
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source", "tracker.xlsx")
        source.parent.mkdir()
        source.write_bytes(tracker())
        for ending in ("xlsx", "xls", "ods"):
            command = ["soffice", "--headless", "--convert-to", ending, "--outdir", str(FORMATS), str(source)]
            subprocess.run(command, check=True, capture_output=True)  # noqa: S603  the program named in the docstring


if __name__ == "__main__":
    main()
