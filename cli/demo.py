"""`planreview demo`: the whole year 2017 once more for all 43 forces, with sample plans in place of their own."""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from cli import show
from cli.console import complain, heading, say, table
from cli.files import FORCES, ROOT, ROUND, files_to_play, load_forces
from cli.steps import Stage, Step, moment
from cli.story import BANNER, STORY
from local.clock import Clock
from local.mailbox import Mail
from local.stack import Stack
from planreview.aws import published, records
from planreview.document import Document
from planreview.overview import read_decisions
from planreview.publishing.assessments import page_of
from planreview.round import Round, read_round
from planreview.submission import SubmissionState

DECISIONS = ROOT / "rounds" / "apsp-2017-decisions.toml"
KEPT = ROOT / ".demo" / "2017"
EXAMPLE = "gwent"


def run(_: argparse.Namespace) -> int:
    began = time.monotonic()
    round_source, forces_source, taught = files_to_play(ROUND, FORCES)
    source = f"banner = {BANNER!r}\n{round_source}"
    round_ = read_round(source)
    decided = read_decisions(DECISIONS.read_text(encoding="utf-8"), round_, load_forces(FORCES))
    with Stack(Clock(moment("2017-05-16 09:00:00", round_))) as stack:
        stack.open_round(source, forces_source, taught)
        stage = Stage(stack, round_, {outcome.force_id: outcome for outcome in decided.outcomes})
        heading(f"{round_.inspectorate}: {round_.title}")
        say(f"{_date(stage)}  the round is open: {len(records.submissions(round_.id))} forces are asked")
        for step in STORY:
            _play(stage, step)
        _show(stack, round_)
        kept = _keep(round_)
        trouble = [f"{failure.function}: {failure.error}" for failure in stack.failures]
        trouble += [f"{count} dead letters in {queue}" for queue, count in stack.dead_letters().items()]
    _point_at(kept)
    for words in trouble:
        complain(words)
    heading(f"Done in {time.monotonic() - began:.0f} s. What next:")
    say("  .venv/bin/planreview review FILE...     your own plan, through the same stack")
    say("  .venv/bin/planreview up                 keep the stack running, and upload to it")
    return int(bool(trouble))


def _date(stage: Stage) -> str:
    return f"{stage.stack.clock().astimezone(stage.round_.request.tz):%d %B %Y %H:%M:%S}"


def _play(stage: Stage, step: Step) -> None:
    mailbox, clock = stage.stack.mailbox, stage.stack.clock
    mails = len(mailbox.mails)
    clock.set(moment(step.at, stage.round_))
    done = step.play(stage)
    stage.stack.settle()
    say(f"{_date(stage)}  {done}")
    for subject, count in Counter(_short(mail) for mail in mailbox.mails[mails:]).items():
        say(f"{'':<24}✉ {subject}" + (f" (to {count} recipients)" if count > 1 else ""), style="dim")


def _keep(round_: Round) -> dict[str, Path]:
    """Copies what was made out of the stack, which ends with the demo: letters, overview, one page, the trails."""
    files = dict(published.load_all(round_.id))
    case = records.case(round_, EXAMPLE)
    if case.proposal:
        files[f"assessments/{EXAMPLE}.html"] = page_of(case, case.proposal).encode()
    trails = [entry for one in records.submissions(round_.id) for entry in records.audit_trail(round_.id, one.force_id)]
    files["audit.jsonl"] = "".join(f"{entry.model_dump_json()}\n" for entry in trails).encode()
    kept = {name: KEPT / name for name in files}
    for name, path in kept.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(files[name])
    return kept


def _point_at(kept: dict[str, Path]) -> None:
    heading("What was written")
    letters = sum(name.startswith("letters/") and name.endswith(".pdf") for name in kept)
    for what, name in (
        ("the national overview", "overview.html"),
        (f"a letter, one of {letters}, also as DOCX and PDF", f"letters/{EXAMPLE}.html"),
        ("an assessment as its inspector sees it", f"assessments/{EXAMPLE}.html"),
        ("who did what, when and why", "audit.jsonl"),
    ):
        say(f"  {what + ':':<50} {kept[name].relative_to(ROOT)}")


def _short(mail: Mail) -> str:
    return mail.subject.rsplit(" (", 1)[0]


def _show(stack: Stack, round_: Round) -> None:
    heading("Forces")
    table(["Force", "State", "Receipts", "Proposed band"], list(_rows(round_)))
    missing = sum(one.state is SubmissionState.MISSING for one in records.submissions(round_.id))
    if missing:
        say(f"and {missing} forces of which nothing could be assessed: missing")
    heading("Findings proposed")
    table(["Force", *(criterion.id for criterion in round_.criteria)], list(_findings(round_)))
    example = records.proposal(round_.id, EXAMPLE)
    heading(f"The quotes behind one of them: {EXAMPLE}")
    show.findings(round_, example.assessment if example else None)
    heading("Notices sent")
    kinds = {notice.id: notice for notice in records.notices(round_.id)}
    counts = Counter((kinds[mail.notice_id].kind, kinds[mail.notice_id].state) for mail in stack.mailbox.mails)
    table(
        ["About", "State", "How many"], [[kind, state, str(count)] for (kind, state), count in sorted(counts.items())]
    )
    show.whole(next(mail for mail in stack.mailbox.mails if mail.notice_id.startswith("receipt_durham")))


def _rows(round_: Round) -> Iterator[list[str]]:
    bands = {proposal.force_id: proposal.assessment.band for proposal in records.proposals(round_.id)}
    states = {submission.force_id: submission.state for submission in records.submissions(round_.id)}
    documents = sorted(records.documents(round_.id), key=lambda d: (d.force_id, d.receipt.received_at))
    for force_id, group in groupby(documents, key=lambda d: d.force_id):
        yield [force_id, states[force_id], "\n".join(map(_receipt, group)), bands.get(force_id, "")]


def _findings(round_: Round) -> Iterator[list[str]]:
    for proposal in records.proposals(round_.id):
        yield [proposal.force_id, *(finding.status for finding in proposal.assessment.findings)]


def _receipt(document: Document) -> str:
    reason = f", unreadable: {document.reason}" if document.reason else ""
    return f"{document.name}: {show.verdict(document)}{reason}"
