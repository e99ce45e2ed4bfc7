"""`planreview demo`: 2017 once more, with sample plans in place of the forces' own."""

import argparse
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from cli import show
from cli.console import complain, heading, say, table
from cli.files import FORCES, ROOT, ROUND
from local.clock import Clock
from local.mailbox import Mail
from local.stack import Stack
from planreview.aws import published, records
from planreview.deciding import complete, decide, sign_off
from planreview.document import Document
from planreview.round import Round
from planreview.sending import approve_letter
from planreview.submission import Submission, SubmissionState

SAMPLES = ROOT / "tests" / "samples"
PUBLISHED = ROOT / ".demo" / "published"
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Sent:
    """A force sends a sample under a name of its own, at a London time."""

    at: str
    force: str
    sample: str
    name: str


@dataclass(frozen=True)
class Passed:
    """Time has passed, and the schedule looks at what is due."""

    at: str
    why: str


@dataclass(frozen=True)
class Approved:
    """The lead approves every letter that is drafted."""

    at: str
    why: str


@dataclass(frozen=True)
class Decided:
    """Each assessor accepts the proposals that are due to them, and the moderator signs them off; `but` are left."""

    at: str
    why: str
    but: frozenset[str]


STORY: tuple[Sent | Passed | Decided | Approved, ...] = (
    Sent("2017-05-22 10:05:12", "lincolnshire", "plans/lincolnshire-plan.txt", "plan.txt"),
    Passed("2017-05-24 09:00:00", "a week before the deadline: reminders"),
    Sent("2017-05-25 15:40:03", "bedfordshire", "plans/bedfordshire-plan.docx", "Action plan.docx"),
    Sent("2017-05-25 16:02:44", "derbyshire", "plans/derbyshire-plan.pdf", "Derbyshire plan.pdf"),
    Sent("2017-05-26 11:20:31", "gwent", "plans/gwent-plan.pdf", "Gwent action plan.pdf"),
    Passed("2017-05-29 09:00:00", "two days before the deadline: reminders"),
    Sent("2017-05-30 09:31:00", "merseyside", "plans/merseyside-plan.docx", "Merseyside plan v3.docx"),
    Sent("2017-05-30 14:12:09", "kent", "plans/kent-plan.pdf", "plan.pdf"),
    Sent("2017-05-30 17:03:57", "norfolk", "plans/norfolk-encrypted.pdf", "Norfolk plan (protected).pdf"),
    Sent("2017-05-31 10:00:00", "sussex", "plans/sussex-broken.pdf", "Sussex plan.pdf"),
    Sent("2017-05-31 11:45:00", "gwent", "plans/gwent-plan-v2.pdf", "Gwent action plan.pdf"),
    Sent("2017-05-31 14:30:00", "kent", "plans/kent-plan-other.docx", "plan.pdf"),
    Sent("2017-05-31 16:10:26", "cheshire", "plans/cheshire-plan.pdf", "Cheshire plan.pdf"),
    Sent("2017-05-31 16:58:00", "surrey", "plans/surrey-scan.pdf", "signed plan.pdf"),
    Sent("2017-05-31 17:00:00", "essex", "formats/tracker.xlsx", "Tracker (RAG).xlsx"),
    Sent("2017-05-31 17:20:00", "hertfordshire", "formats/message.eml", "FW our plan.eml"),
    Sent("2017-05-31 18:02:00", "northumbria", "formats/scan.pdf", "SCAN0042.pdf"),
    Sent("2017-05-31 20:41:00", "suffolk", "plans/suffolk-owner-password.pdf", "Suffolk plan.pdf"),
    Sent("2017-05-31 21:15:38", "avon-and-somerset", "plans/avon-and-somerset-plan.pdf", "A&S plan.pdf"),
    Sent("2017-05-31 23:59:59", "cumbria", "plans/cumbria-plan.txt", "Cumbria plan.txt"),
    Sent("2017-06-01 00:00:00", "durham", "plans/durham-plan.txt", "Durham plan.txt"),
    Passed("2017-06-01 00:05:00", "the deadline has passed: due or missing, and digests to the inspectors"),
    Sent("2017-06-05 09:12:00", "devon-and-cornwall", "plans/devon-and-cornwall-plan.docx", "plan (final).docx"),
    Decided(
        "2017-06-20 10:00:00", "inspectors decide, others sign off: letters and the overview", frozenset({"cheshire"})
    ),
    Passed("2017-07-01 08:00:00", "the assessment window has ended: overdue assessments"),
    Approved("2017-10-02 09:00:00", "the lead approves the letters: each goes out, with its copy"),
)


def run(_: argparse.Namespace) -> int:
    began = time.monotonic()
    round_source, forces_source = ROUND.read_text(encoding="utf-8"), FORCES.read_text(encoding="utf-8")
    with Stack(Clock(_moment("2017-05-16 09:00:00"))) as stack:
        round_ = stack.open_round(round_source, forces_source)
        heading(f"{round_.inspectorate}: {round_.title}")
        say(f"{_date(stack)}  the round is open: {len(records.submissions(round_.id))} forces are asked")
        for step in STORY:
            _play(stack, round_, step)
        _show(stack, round_)
        _keep_published(round_)
        trouble = [f"{failure.function}: {failure.error}" for failure in stack.failures]
        trouble += [f"{count} dead letters in {queue}" for queue, count in stack.dead_letters().items()]
    for words in trouble:
        complain(words)
    heading(f"Done in {time.monotonic() - began:.0f} s. What next:")
    say("  .venv/bin/planreview review FILE...     your own plan, through the same stack")
    say("  .venv/bin/planreview up                 keep the stack running, and upload to it")
    return int(bool(trouble))


def _moment(words: str) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def _date(stack: Stack) -> str:
    return f"{stack.clock().astimezone(LONDON):%d %B %Y %H:%M:%S}"


def _play(stack: Stack, round_: Round, step: Sent | Passed | Decided | Approved) -> None:
    mails = len(stack.mailbox.mails)
    if isinstance(step, Sent):
        stack.clock.set(_moment(step.at))
        stack.upload(round_.id, step.force, step.name, (SAMPLES / step.sample).read_bytes())
        stack.settle()
        say(f"{_date(stack)}  {step.force} sends “{step.name}”")
    elif isinstance(step, Decided):
        stack.clock.set(_moment(step.at))
        signed_off = sum(_decide(stack, round_, one, step) for one in records.submissions(round_.id))
        stack.settle()
        say(f"{_date(stack)}  {step.why} of {signed_off} forces")
    elif isinstance(step, Approved):
        stack.clock.set(_moment(step.at))
        for one in records.submissions(round_.id):
            if one.state is SubmissionState.SIGNED_OFF:
                records.apply(approve_letter(records.case(round_, one.force_id), by=round_.lead.id, at=stack.clock()))
        stack.settle()
        say(f"{_date(stack)}  {step.why}")
    else:
        stack.advance(_moment(step.at))
        say(f"{_date(stack)}  {step.why}")
    for subject, count in Counter(_short(mail) for mail in stack.mailbox.mails[mails:]).items():
        say(f"{'':<24}✉ {subject}" + (f" (to {count} recipients)" if count > 1 else ""), style="dim")


def _decide(stack: Stack, round_: Round, submission: Submission, step: Decided) -> bool:
    """Whether the submission was due, had a proposal, and is now decided as proposed and signed off."""
    proposal = records.proposal(round_.id, submission.force_id)
    if submission.state is not SubmissionState.DUE or proposal is None or submission.force_id in step.but:
        return False
    now = stack.clock()
    for finding in proposal.assessment.findings:
        case = records.case(round_, submission.force_id)
        by = submission.assessor_id
        records.apply(decide(case, criterion=finding.criterion, status=finding.status, by=by, at=now, seen=0))
    records.apply(complete(records.case(round_, submission.force_id), by=submission.assessor_id, at=now))
    records.apply(sign_off(records.case(round_, submission.force_id), by=submission.moderator_id, at=now))
    return True


def _keep_published(round_: Round) -> None:
    """Copies the letters and the overview out of the stack, which ends with the demo."""
    kept = published.load_all(round_.id)
    for key, content in kept.items():
        path = PUBLISHED / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    heading("Letters and overview")
    say(f"{sum(key.endswith('.pdf') for key in kept)} letters, each as HTML, DOCX and PDF, and the overview, such as")
    for key in ("letters/gwent.pdf", "overview.html"):
        say(f"  {(PUBLISHED / key).relative_to(ROOT)}")


def _short(mail: Mail) -> str:
    return mail.subject.rsplit(" (", 1)[0]


def _show(stack: Stack, round_: Round) -> None:
    heading("Forces")
    table(["Force", "State", "Receipts", "Proposed band"], list(_rows(round_)))
    quiet = [s for s in records.submissions(round_.id) if s.state is SubmissionState.MISSING and not _sent(s.force_id)]
    say(f"and {len(quiet)} forces that sent nothing: missing")
    heading("Findings proposed")
    table(["Force", *(criterion.id for criterion in round_.criteria)], list(_findings(round_)))
    example = records.proposal(round_.id, "gwent")
    heading("The quotes behind one of them: gwent")
    show.findings(round_, example.assessment if example else None)
    heading("Notices sent")
    kinds = {notice.id: notice for notice in records.notices(round_.id)}
    counts = Counter((kinds[mail.notice_id].kind, kinds[mail.notice_id].state) for mail in stack.mailbox.mails)
    table(
        ["About", "State", "How many"], [[kind, state, str(count)] for (kind, state), count in sorted(counts.items())]
    )
    show.whole(next(mail for mail in stack.mailbox.mails if mail.notice_id.startswith("receipt_durham")))


def _sent(force_id: str) -> bool:
    return any(isinstance(step, Sent) and step.force == force_id for step in STORY)


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
