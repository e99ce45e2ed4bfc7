"""`planreview assessment show` and `documents`: what there is to judge a force by, as far as it lies open.

Before a sealed deadline nothing does; in a blind round neither the proposal nor a colleague's judgement, until both
inspectors have judged.
"""

import argparse
import re
from pathlib import Path
from typing import Any

from cli import shapes, show
from cli.console import complain, heading, number_of, print_json, say, table
from cli.target import reach
from planreview.acts import Case, must_be_unsealed
from planreview.aws import clock, documents, records
from planreview.deadline import day_shown
from planreview.decision import Decision
from planreview.document import Document, DocumentState, Reason
from planreview.judgement import Judgement
from planreview.message import one_line
from planreview.publishing.assessments import page_of
from planreview.submission import waits_for
from planreview.text import Text

NEVER_OPENED = (Reason.INFECTED, Reason.UNSCANNED)


def assessment(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        case = _readable_case(chosen)
    is_open = case.submission.is_open(case.round_)
    if chosen.html and case.proposal and is_open:
        chosen.html.write_text(page_of(case, case.proposal), encoding="utf-8")
    elif chosen.html:
        complain("there is no proposal to show; no page was written")
    if chosen.json:
        print_json(_shape(case, chosen.by))
        return 0
    submission = case.submission
    heading(f"{submission.force.name}: {submission.state}; last day of the assessment {day_shown(submission.due_on)}")
    say(f"assessor {submission.assessor_id}, moderator {submission.moderator_id}")
    if submission.returned_because:
        say(f"came back because: {submission.returned_because}")
    if not is_open:
        say(f"judged apart; it waits for {', '.join(waits_for(case.round_, submission))}. The proposal lies open then.")
    _show_judgements(case, chosen.by)
    if is_open:
        show.findings(case.round_, case.proposal.assessment if case.proposal else None)
        say(f"proposal   revision {case.proposal.revision}" if case.proposal else "")
        _show_decisions(case)
    return 0


def sent(chosen: argparse.Namespace) -> int:
    """What the force has sent; with `--out`, the files and the texts of those that could be read."""
    with reach(chosen.stack):
        case = _readable_case(chosen)
        found = sorted(records.documents(chosen.round, chosen.force), key=lambda one: (one.receipt.received_at, one.id))
        for number, document in enumerate(found, start=1) if chosen.out else ():
            _save(chosen.out, number, document)
    heading(f"{case.submission.force.name}: {number_of(len(found), 'document')}")
    if found:
        show.receipts(found)
    for document in found:
        for caution in document.warnings:
            say(f"{one_line(document.name)}: {caution.message}")
    return 0


def _readable_case(chosen: argparse.Namespace) -> Case:
    """Raises NotPermitted while what the force sends is sealed."""
    round_ = records.round_(chosen.round)
    case = records.case(round_, chosen.force)
    must_be_unsealed(round_, case.submission, clock.now())
    return case


def _save(folder: Path, number: int, document: Document) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^\w.() -]", "_", document.name)[-100:]
    if document.reason in NEVER_OPENED:
        complain(f"“{document.name}” is {document.reason}: it was not written")
        return
    if document.state is DocumentState.RECEIVED:
        complain(f"“{document.name}” is not scanned and read yet: it was not written")
        return
    _write(folder / f"{number:03} {name}", documents.content(document.receipt))
    if document.state is DocumentState.READ:
        text = documents.load_text(document.round_id, document.force_id, document.id)
        _write(folder / f"{number:03} {name}.txt", _in_pages(text).encode())


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    say(str(path))


def _in_pages(text: Text) -> str:
    return "\n".join(f"--- {show.place(page)} ---\n{page.text}\n" for page in text.pages)


def _to_be_seen(case: Case, by: str | None) -> list[Judgement]:
    is_open = case.submission.is_open(case.round_)
    return [one for one in case.judgements if is_open or one.by == by]


def _show_judgements(case: Case, by: str | None) -> None:
    judgements = _to_be_seen(case, by)
    if judgements:
        heading("Judged apart")
        table(["Criterion", "By", "Status", "Reason"], [[j.criterion, j.by, j.status, j.reason] for j in judgements])


def _show_decisions(case: Case) -> None:
    heading("Decisions")
    in_force = case.in_force
    rows = [
        [criterion.id, _flagged(made, case.revision), str(made.revision), made.by, made.reason or ""]
        if (made := in_force.get(criterion.id))
        else [criterion.id, "undecided", "", "", ""]
        for criterion in case.round_.criteria
    ]
    table(["Criterion", "Status", "Revision", "By", "Reason"], rows)


def _flagged(made: Decision, latest: int) -> str:
    return f"{made.status} (new evidence since)" if made.proposal < latest else str(made.status)


def _shape(case: Case, by: str | None) -> dict[str, Any]:
    """`judgements` are those that may be seen; in a blind round the proposal is empty until both have judged."""
    ids = {"round_id", "force_id"}
    is_open = case.submission.is_open(case.round_)
    proposal = case.proposal if is_open else None
    return {
        "round": case.round_.id,
        "force": case.submission.force_id,
        "state": case.submission.state,
        "assessor": case.submission.assessor_id,
        "moderator": case.submission.moderator_id,
        "judgements": [one.model_dump(mode="json", exclude=ids) for one in _to_be_seen(case, by)],
        "proposal": shapes.criteria(proposal.assessment if proposal else None),
        "decisions": [one.model_dump(mode="json", exclude=ids) for one in case.in_force.values() if is_open],
    }
