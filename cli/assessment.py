"""`planreview assessment`: what inspectors do with a force's assessment; `planreview audit`: what is on record."""

import argparse
from collections.abc import Callable
from typing import Any

from cli import shapes
from cli.console import complain, heading, print_json, say, table
from cli.show import findings
from cli.target import reach
from planreview.acts import Case
from planreview.allowing import accept_late, extend, refuse_late
from planreview.audit import faults_in
from planreview.aws import clock, documents, records
from planreview.change import Change
from planreview.deciding import approve_letter, complete, decide, quoted, record_reply, reopen, send_back, sign_off
from planreview.decision import Decision
from planreview.document import Document, DocumentState
from planreview.errors import Conflict, FindingsInvalid, NotPermitted
from planreview.finding import Evidence, Status
from planreview.proposing import counted
from planreview.publishing.assessments import as_html
from planreview.sharing import share
from planreview.submission import Submission
from planreview.text import Text


def show(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        case = _case(chosen)
    if chosen.html and case.proposal:
        words = as_html(case.round_, case.submission.force.name, case.proposal.assessment, case.in_force)
        chosen.html.write_text(words, encoding="utf-8")
    if chosen.json:
        print_json(_shape(case))
        return 0
    submission = case.submission
    heading(f"{submission.force.name}: {submission.state}, due {submission.due_on}")
    say(f"assessor {submission.assessor_id}, moderator {submission.moderator_id}")
    if submission.returned_because:
        say(f"came back because: {submission.returned_because}")
    findings(case.round_, case.proposal.assessment if case.proposal else None)
    heading("Decisions")
    in_force = case.in_force
    latest = case.proposal.revision if case.proposal else 0
    rows = [
        [criterion.id, _flagged(made, latest), str(made.revision), made.by, made.reason or ""]
        if (made := in_force.get(criterion.id))
        else [criterion.id, "undecided", "", "", ""]
        for criterion in case.round_.criteria
    ]
    table(["Criterion", "Status", "Revision", "By", "Reason"], rows)
    return 0


def _flagged(made: Decision, latest: int) -> str:
    return f"{made.status} (new evidence since)" if made.proposal < latest else str(made.status)


def decide_(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        case = _case(chosen)
        evidence = _quotes(case.submission, chosen.quote) if chosen.quote else None
        _store(
            decide(
                case,
                criterion=chosen.criterion,
                status=Status(chosen.status),
                by=chosen.by,
                at=clock.now(),
                seen=chosen.seen,
                reason=chosen.reason,
                sentence=chosen.sentence,
                evidence=evidence,
            )
        )
    say(f"{case.submission.force.name}, {chosen.criterion}: {chosen.status}")
    return 0


def accept(chosen: argparse.Namespace) -> int:
    """Accepts the proposal for the criteria named, or for all that are undecided."""
    with reach(chosen.stack):
        case = _case(chosen)
        wanted = chosen.criteria or [one.id for one in case.round_.criteria if one.id not in case.in_force]
        for criterion in wanted:
            proposed = case.proposed(criterion)
            if proposed is None:
                complain(f"{criterion}: there is no proposal to accept; decide it")
                return 1
            _store(decide(case, criterion=criterion, status=proposed.status, by=chosen.by, at=clock.now(), seen=0))
            say(f"{case.submission.force.name}, {criterion}: {proposed.status}")
            case = _case(chosen)
    return 0


def complete_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: complete(case, by=chosen.by, at=clock.now()))


def sign_off_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: sign_off(case, by=chosen.by, at=clock.now()))


def publish_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: approve_letter(case, by=chosen.by, at=clock.now()))


def reply_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: record_reply(case, by=chosen.by, at=clock.now(), came_on=chosen.on))


def send_back_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: send_back(case, by=chosen.by, at=clock.now(), reason=chosen.reason))


def reopen_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: reopen(case, by=chosen.by, at=clock.now(), reason=chosen.reason))


def extend_(chosen: argparse.Namespace) -> int:
    return _move(
        chosen, lambda case: extend(case, by=chosen.by, at=clock.now(), until=chosen.until, reason=chosen.reason)
    )


AT_ONCE = 40
"""Documents of one archive that are accepted in one transaction; DynamoDB takes 100 items."""


def late_(chosen: argparse.Namespace) -> int:
    """Accepts or refuses a late document, with all that is inside it."""
    rule = accept_late if chosen.verdict == "accept" else refuse_late
    with reach(chosen.stack):
        documents = _named(_case(chosen), chosen.document)
        for start in range(0, len(documents), AT_ONCE):
            some = documents[start : start + AT_ONCE]
            _store(rule(_case(chosen), some, by=chosen.by, at=clock.now(), reason=chosen.reason))
        after = records.submission(chosen.round, chosen.force)
    say(f"{after.force.name}: {len(documents)} documents; {after.state}")
    return 0


def share_(chosen: argparse.Namespace) -> int:
    """Names a document of one force, with all that is inside it, on the submission of another."""
    with reach(chosen.stack):
        sent = records.documents(chosen.round, chosen.of)
        family = _family([one for one in sent if chosen.document in (one.name, one.id) and not one.parent_id], sent)
        if not family:
            raise NotPermitted(f"{chosen.of} has sent no document “{chosen.document}” that could be read")
        for document in family:
            shared, change = share(_case(chosen), document, by=chosen.by, at=clock.now(), reason=chosen.reason)
            if records.document(chosen.round, chosen.force, shared.id):
                raise NotPermitted(f"“{document.name}” serves {chosen.force} already")
            documents.copy_text(document, shared)
            _store(change)
        after = records.submission(chosen.round, chosen.force)
    say(f"{after.force.name}: {len(family)} documents of {chosen.of}; {after.state}")
    return 0


def _family(found: list[Document], sent: list[Document]) -> list[Document]:
    """What could be read of the documents found and of those inside them, each before what it holds."""
    family, ids = list(found), {one.id for one in found}
    while more := [one for one in sent if one.parent_id in ids and one.id not in ids]:
        family += more
        ids |= {one.id for one in more}
    return [one for one in family if one.state is DocumentState.READ]


def _named(case: Case, name: str) -> list[Document]:
    """The late document of a name and those inside it. Raises NotPermitted where there is not exactly one."""
    sent = records.documents(case.submission.round_id, case.submission.force_id)
    late = [one for one in sent if not one.receipt.on_time]
    found = [one for one in late if name in (one.name, one.id) and one.parent_id is None]
    if len(found) != 1:
        known = ", ".join(f"“{one.name}” ({one.id})" for one in late if one.parent_id is None) or "none"
        raise NotPermitted(f"{len(found)} late documents are called “{name}”; late are: {known}")
    return [one for one in _family(found, late) if not one.accepted_by] or found


def verify(chosen: argparse.Namespace) -> int:
    """Says of each force's trail whether it is whole; 1 where one is not."""
    with reach(chosen.stack):
        found = {submission: _faults(submission) for submission in _asked(chosen)}
    for submission, faults in found.items():
        for fault in faults:
            say(f"{submission.force.name}: {fault}")
    broken = sum(bool(faults) for faults in found.values())
    entries = sum(submission.audited for submission in found)
    say(f"{len(found) - broken} of {len(found)} trails are whole; {entries} entries")
    return int(bool(broken))


def export(chosen: argparse.Namespace) -> int:
    """The trails as JSON Lines, a force after the other."""
    with reach(chosen.stack):
        for submission in _asked(chosen):
            for entry in records.audit_trail(submission.round_id, submission.force_id):
                print(entry.model_dump_json())
    return 0


def _case(chosen: argparse.Namespace) -> Case:
    return records.case(records.round_(chosen.round), chosen.force)


def _store(change: Change) -> None:
    try:
        records.apply(change)
    except Conflict as conflict:
        raise Conflict("somebody else changed this assessment just now; look at it and try again") from conflict


def _move(chosen: argparse.Namespace, act: Callable[[Case], Change]) -> int:
    with reach(chosen.stack):
        case = _case(chosen)
        _store(act(case))
        after = records.submission(chosen.round, chosen.force)
    say(f"{after.force.name}: {after.state}")
    return 0


def _quotes(submission: Submission, named: list[list[str]]) -> list[Evidence]:
    """Raises FindingsInvalid for a quote that is not on its page."""
    read = counted(records.documents(submission.round_id, submission.force_id))
    texts: list[Text] = [documents.load_text(one.round_id, one.force_id, one.id) for one in read]
    pages = {page: int(page) for _, page, _ in named if page.isdecimal()}
    if wrong := [page for _, page, _ in named if page not in pages]:
        raise FindingsInvalid(f"{wrong[0]!r} is no page; a quote is DOCUMENT PAGE WORDS, with the page's number")
    return [quoted(texts, document, pages[page], words) for document, page, words in named]


def _asked(chosen: argparse.Namespace) -> list[Submission]:
    if chosen.force:
        return [records.submission(chosen.round, chosen.force)]
    return records.submissions(chosen.round)


def _faults(submission: Submission) -> list[str]:
    """Looked at once more where there is a fault: somebody may have acted between the two readings."""
    faults: list[str] = []
    for _ in range(2):
        trail = records.audit_trail(submission.round_id, submission.force_id)
        now = records.submission(submission.round_id, submission.force_id)
        faults = list(faults_in(trail, expected=now.audited, head=now.audit_head))
        if not faults:
            break
    return faults


def _shape(case: Case) -> dict[str, Any]:
    return {
        "round": case.round_.id,
        "force": case.submission.force_id,
        "state": case.submission.state,
        "assessor": case.submission.assessor_id,
        "moderator": case.submission.moderator_id,
        "proposal": shapes.criteria(case.proposal.assessment if case.proposal else None),
        "decisions": [
            made.model_dump(mode="json", exclude={"round_id", "force_id"}) for made in case.in_force.values()
        ],
    }
