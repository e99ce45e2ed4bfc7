"""Makes the samples of old Word, rich text, web pages, e-mails, Outlook messages and zip archives.

    python -m tests.samples.makers.messages

The plans are invented; no force wrote or sent them. `letter.doc` is made of the same rich text as `plan.rtf` by
LibreOffice (package libreoffice-writer), and only where that is installed; its bytes differ a little each time. The
others are the same bytes however often this runs.
"""

import io
import shutil
import struct
import subprocess
import tempfile
import zipfile
from datetime import UTC, datetime, timedelta
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from pathlib import Path

from tests.samples.makers.compound import compound

FORMATS = Path(__file__).parents[1] / "formats"
SENT = datetime(2017, 5, 29, 9, 15, tzinfo=UTC)

TITLE = "Northshire Police: abuse of position for a sexual purpose"
TABLE = (
    ("Action", "Owner", "Due", "Status"),
    ("Review the counter-corruption unit", "Head of PSD", "31/03/2017", "Complete"),
    ("Monitor the use of IT systems", "Head of ICT", "31/08/2017", "In progress"),
    ("Meet the women’s refuge each quarter", "Supt Okafor", "30/06/2017", "Planned"),
)
NOTE = "Dear Sir, our plan is attached. The deputy chief constable agreed it on 12 May 2017."


def rich_text() -> bytes:
    rows = "".join(_rich_row(row) for row in TABLE)
    return (
        r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\header\pard OFFICIAL\par}"
        rf"\pard\b {TITLE}\b0\par "
        r"This plan answers the recommendation of December 2016.{\super\chftn{\footnote\pard\chftn"
        r" It was published by HMIC.}}\par "
        r"The caf\'e9 scheme will {\deleted\revauthdel1 begin }{\revised\revauth1 end }in June \u8211? see below.\par "
        r"\page\pard Actions\par "
        + rows
        + r"\pard{\*\atnid AM}{\*\atnauthor A. Marsh}\chatn{\*\annotation\pard Check the dates.\par}"
        r"{\v Not for the inspectorate.}\par}"
    ).encode("ascii")


def _rich_row(row: tuple[str, ...]) -> str:
    edges = "".join(rf"\cellx{2500 * number}" for number in range(1, len(row) + 1))
    cells = "".join(rf"\pard\intbl {_escaped(cell)}\cell" for cell in row)
    return rf"\trowd{edges}{cells}\row "


def _escaped(text: str) -> str:
    return "".join(character if character.isascii() else rf"\u{ord(character)}?" for character in text)


def web_page() -> bytes:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in TABLE)
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>Plan</title><script>track()</script></head><body>'
        f"<h1>{TITLE}</h1><p>This plan will <del>begin</del><ins>end</ins> in June.</p>"
        '<p style="display:none">Not for the inspectorate.</p><img src="https://northshire.example/crest.png" alt="">'
        f"<ol><li>Prevent</li><li>Detect</li></ol><table>{rows}</table></body></html>"
    ).encode()


def e_mail() -> bytes:
    mail = MIMEMultipart("mixed", boundary="=_plan")
    for name, value in (
        ("From", "=?utf-8?q?Ren=C3=A9e_Marsh?= <renee.marsh@northshire.example>"),
        ("To", "plans@inspectorate.example"),
        ("Date", "Mon, 29 May 2017 10:15:00 +0100"),
        ("Subject", "=?utf-8?q?Our_plan_=E2=80=93_Northshire?="),
        ("Message-ID", "<1@northshire.example>"),
    ):
        mail[name] = value
    mail.attach(MIMEText(NOTE, "plain", "utf-8"))
    plan = MIMEApplication(rich_text())
    plan.add_header("Content-Disposition", "attachment", filename=("utf-8", "", "Plan für 2017.rtf"))
    mail.attach(plan)
    forwarded = MIMEText("The review of our unit is complete.", "plain", "utf-8")
    forwarded["From"], forwarded["Subject"] = "dcc@northshire.example", "Review of the unit"
    forwarded["Message-ID"] = "<2@northshire.example>"
    mail.attach(MIMEMessage(forwarded))
    return mail.as_bytes()


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in (
            ("plan.rtf", rich_text()),
            ("annexes/café.html", web_page()),
            ("annexes/Thumbs.db", b"of the folder"),
            ("__MACOSX/._plan.rtf", b"of the system"),
        ):
            made.writestr(zipfile.ZipInfo(name, date_time=(2017, 5, 29, 10, 15, 0)), content)
    return out.getvalue()


def outlook_message() -> bytes:
    """A message with a web page for its body, a file, and another message that it carries."""
    inner = message_streams("Review of the unit", "The review of our unit is complete.", top=False)
    attached = {
        "__attach_version1.0_#00000000/__properties_version1.0": bytes(8),
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "plan.rtf".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": rich_text(),
        "__attach_version1.0_#00000001/__properties_version1.0": bytes(8),
    }
    attached |= {f"__attach_version1.0_#00000001/__substg1.0_3701000D/{name}": data for name, data in inner.items()}
    return compound(message_streams("Our plan – Northshire", NOTE) | attached)


def message_streams(subject: str, body: str, *, top: bool = True, **more: bytes) -> dict[str, bytes]:
    """The streams of a message sent at SENT; `more` by tag and type, `x10130102` for one."""
    ticks = (SENT - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    sent = struct.pack("<HHIQ", 0x0040, 0x0039, 6, ticks)
    texts = {
        "001A": "IPM.Note",
        "0037": subject,
        "0C1A": "Renée Marsh",
        "0C1F": "renee.marsh@northshire.example",
        "0E04": "plans@inspectorate.example",
        "1000": body,
    }
    return (
        {"__properties_version1.0": bytes(32 if top else 24) + sent}
        | {f"__substg1.0_{tag}001F": text.encode("utf-16-le") for tag, text in texts.items()}
        | {f"__substg1.0_{tag.removeprefix('x')}": data for tag, data in more.items()}
    )


def old_word() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "letter.rtf")
        source.write_bytes(rich_text())
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = ["soffice", profile, "--headless", "--convert-to", "doc:MS Word 97", "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603  nothing of it comes from outside
        return source.with_suffix(".doc").read_bytes()


def main() -> None:
    made = {
        "plan.rtf": rich_text(),
        "page.html": web_page(),
        "message.eml": e_mail(),
        "message.msg": outlook_message(),
        "plans.zip": archive(),
    }
    if shutil.which("soffice"):
        made["letter.doc"] = old_word()
    for name, content in made.items():
        (FORMATS / name).write_bytes(content)


if __name__ == "__main__":
    main()
