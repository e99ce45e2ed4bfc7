"""Tables that more than one command shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cli.console import heading, say, table
from planreview.assessment import Assessment
from planreview.deadline import in_words, shown
from planreview.document import Document
from planreview.explaining import steps, voices, why
from planreview.finding import Evidence
from planreview.listing import listed
from planreview.message import one_line
from planreview.round import Round
from planreview.text import Page

if TYPE_CHECKING:
    from local.mailbox import Mail


_TURNED_TO = {"sheet": "sheet", "slide": "slide", "message": "message"}


def place(page: Page) -> str:
    """`page 3`, or `sheet 2 “Actions”`: what an inspector would turn to."""
    return f"{_TURNED_TO.get(page.source, 'page')} {page.number}" + (f" “{one_line(page.label)}”" if page.label else "")


def how(page: Page) -> str:
    """How a page was read, and how surely if that is known."""
    return page.source if page.confidence is None else f"{page.source}, {page.confidence} % sure"


def findings(round_: Round, assessment: Assessment | None, *, explain: bool = False) -> None:
    """Every criterion with its proposed status and the quotes behind it; those to look at first come first.

    `explain` adds how the rules took each passage, and what examples make of those that come closest.
    """
    heading("Proposed findings (an inspector decides)")
    if assessment is None:
        say("none: no document that arrived in time could be read")
        return
    for finding in sorted(assessment.findings, key=lambda one: not one.is_uncertain):
        mark = " (look at this one first)" if finding.is_uncertain else ""
        say(f"{finding.status:<10} {round_.criterion(finding.criterion).title}{mark}")
        if reason := why(finding):
            say(f"           {reason}")
        if differing := voices(finding):
            say(f"           {differing}")
        for evidence in finding.evidence:
            _quote(assessment, evidence)
        if finding.second and (theirs := finding.quote_of_second):
            say(f"           The {finding.second.by} rest on:")
            _quote(assessment, theirs)
        for told, passages in steps(finding) if explain else ():
            say(f"           {told}:")
            for evidence, said in passages:
                _quote(assessment, evidence)
                say(f"             {said}")
    band = next(band for band in round_.bands if band.id == assessment.band)
    say(f"band       {band.title}")
    if assessment.unread:
        say(f"not read   {one_line(listed(assessment.unread, most=5, between='; '))}")


def _quote(assessment: Assessment, evidence: Evidence) -> None:
    say(f"           “{one_line(evidence.quote)}” ({assessment.place(evidence)})", style="dim")


def receipts(documents: Sequence[Document]) -> None:
    heading("Receipts")
    table(
        ["Document", "Received", "Verdict", "State", "SHA-256"],
        [
            [
                one_line(document.name),
                shown(document.receipt.received_at, document.receipt.tz),
                verdict(document),
                f"unreadable: {document.reason}" if document.reason else document.state,
                document.receipt.sha256[:16] + "…",
            ]
            for document in documents
        ],
    )
    for document in documents:
        if document.message:
            say(f"{one_line(document.name)}: {document.message}")


def verdict(document: Document) -> str:
    return "on time" if document.receipt.on_time else f"late by {in_words(document.receipt.late_by)}"


def notices(mails: "Sequence[Mail]") -> None:
    heading("Notices sent")
    table(["To", "Subject"], [[mail.to, mail.subject] for mail in mails])


def whole(mail: "Mail") -> None:
    heading("One of them, whole")
    say(f"To: {mail.to}\nSubject: {mail.subject}\n\n{mail.text}")
