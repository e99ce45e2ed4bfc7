"""`planreview assessment`: what inspectors do with a force's assessment."""

import argparse
import hashlib
from collections.abc import Callable
from difflib import ndiff

from cli.console import complain, number_of, say
from cli.target import reach
from planreview.acts import Case, must_be_unsealed
from planreview.allowing import accept_late, extend, refuse_late
from planreview.aws import clock, documents, published, records
from planreview.change import Change
from planreview.deciding import complete, decide, must_be_decidable, quoted, reopen, send_back, sign_off
from planreview.document import Document, DocumentState
from planreview.errors import Conflict, FindingsInvalid, NotPermitted
from planreview.explaining import voices
from planreview.finding import Evidence, Status
from planreview.inside import with_all_inside
from planreview.judging import judge
from planreview.letter import letter_of
from planreview.proposing import counted
from planreview.publishing.edited import words_of
from planreview.sending import approve_letter, edit_letter, record_reply
from planreview.sharing import share, shared_id
from planreview.text import Text


def decide_(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        case = _case_as_seen(chosen)
        evidence = _quotes(case, chosen.quote) if chosen.quote else None
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


def judge_(chosen: argparse.Namespace) -> int:
    def judged(case: Case) -> Change:
        return judge(
            case,
            criterion=chosen.criterion,
            status=Status(chosen.status),
            by=chosen.by,
            at=clock.now(),
            reason=chosen.reason,
            evidence=_quotes(case, chosen.quote) if chosen.quote else (),
        )

    return _move(chosen, judged)


def accept_(chosen: argparse.Namespace) -> int:
    """Accepts the proposal for the criteria named, or for all that are undecided and certain."""
    with reach(chosen.stack):
        case = _case_as_seen(chosen)
        must_be_decidable(case, by=chosen.by)
        name = case.submission.force.name
        wanted = chosen.criteria or [one.id for one in case.round_.criteria if one.id not in case.in_force]
        for criterion in wanted:
            proposed = case.proposed(criterion)
            if proposed is None:
                complain(f"{criterion}: there is no proposal to accept; decide it")
                return 1
            if proposed.is_uncertain and not chosen.criteria:
                why = voices(proposed)
                say(f"{name}, {criterion}: {proposed.status}, and left to you: name it or decide it. {why}".rstrip())
                continue
            _store(decide(case, criterion=criterion, status=proposed.status, by=chosen.by, at=clock.now(), seen=0))
            say(f"{name}, {criterion}: {proposed.status}")
            if differing := voices(proposed):
                complain(f"{criterion}: {differing}")
            case = _case_as_seen(chosen)
    return 0


def complete_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: complete(case, by=chosen.by, at=clock.now()))


def sign_off_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: sign_off(case, by=chosen.by, at=clock.now()))


def edit_letter_(chosen: argparse.Namespace) -> int:
    """Takes over a letter that an office has edited, and says which lines are other than before."""
    content = chosen.file.read_bytes()
    with reach(chosen.stack):
        case = _case(chosen)
        before = letter_of(case.round_, case.submission, case.in_force, records.edited_letter(case.submission))
        blocks = words_of(content, case.round_.banner)
        sha256 = hashlib.sha256(content).hexdigest()
        change = edit_letter(case, blocks, sha256=sha256, by=chosen.by, at=clock.now())
        published.save_edited(chosen.round, chosen.force, sha256, content)
        _store(change)
        after = records.submission(chosen.round, chosen.force)
    lines = ndiff([block.words for block in before.blocks], [block.words for block in blocks])
    for line in lines:
        if line[0] in "+-":
            say(line)
    version = after.letter
    say(f"{after.force.name}: the letter is version {version} now; the lead approves it with --letter {version}")
    return 0


def publish_(chosen: argparse.Namespace) -> int:
    return _move(chosen, lambda case: approve_letter(case, by=chosen.by, at=clock.now(), seen=chosen.letter))


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
    say(f"{after.force.name}: {number_of(len(documents), 'document')}; {after.state}")
    return 0


def share_(chosen: argparse.Namespace) -> int:
    """Names a document of one force, with all that is inside it, on the submission of another."""
    with reach(chosen.stack):
        must_be_unsealed(records.round_(chosen.round), records.submission(chosen.round, chosen.of), clock.now())
        sent = records.documents(chosen.round, chosen.of)
        found = [one for one in sent if chosen.document in (one.name, one.id) and not one.parent_id]
        family = with_all_inside(found, sent)
        if all(one.state is DocumentState.UNREADABLE for one in family):
            raise NotPermitted(f"{chosen.of} has sent no document “{chosen.document}” that could be read")
        there = {one.id for one in records.documents(chosen.round, chosen.force)}
        missing = [one for one in family if shared_id(one.id, chosen.force) not in there]
        if not missing:
            raise NotPermitted(f"“{chosen.document}” serves {chosen.force} already")
        for document in missing:
            shared, change = share(_case(chosen), document, by=chosen.by, at=clock.now(), reason=chosen.reason)
            if document.state is DocumentState.READ:
                documents.copy_text(document, shared)
            _store(change)
        after = records.submission(chosen.round, chosen.force)
    say(f"{after.force.name}: {number_of(len(missing), 'document')} of {chosen.of}; {after.state}")
    return 0


def _named(case: Case, name: str) -> list[Document]:
    """The late document of a name and those inside it. Raises NotPermitted where there is not exactly one."""
    sent = records.documents(case.submission.round_id, case.submission.force_id)
    late = [one for one in sent if not one.receipt.on_time]
    found = [one for one in late if name in (one.name, one.id) and one.parent_id is None]
    if len(found) != 1:
        known = ", ".join(f"“{one.name}” ({one.id})" for one in late if one.parent_id is None) or "none"
        raise NotPermitted(f"{len(found)} late documents are called “{name}”; late are: {known}")
    family = with_all_inside(found, late)
    return [one for one in family if one.state is DocumentState.READ and not one.accepted_by] or found


def _case(chosen: argparse.Namespace) -> Case:
    return records.case(records.round_(chosen.round), chosen.force)


def _case_as_seen(chosen: argparse.Namespace) -> Case:
    """Raises Conflict where the proposal is not the one that the inspector says they have seen."""
    case = _case(chosen)
    if chosen.proposal not in (None, case.revision):
        raise Conflict(f"the proposal is revision {case.revision} now, not {chosen.proposal}; look at that first")
    return case


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


def _quotes(case: Case, named: list[list[str]]) -> list[Evidence]:
    """Raises FindingsInvalid for a quote that is not on its page, NotPermitted where nobody may know yet."""
    submission = case.submission
    must_be_unsealed(case.round_, submission, clock.now())
    read = counted(records.documents(submission.round_id, submission.force_id))
    texts: list[Text] = [documents.load_text(one.round_id, one.force_id, one.id) for one in read]
    pages = {page: int(page) for _, page, _ in named if page.isdecimal()}
    if wrong := [page for _, page, _ in named if page not in pages]:
        raise FindingsInvalid(f"{wrong[0]!r} is no page; a quote is DOCUMENT PAGE WORDS, with the page's number")
    return [quoted(texts, document, pages[page], words) for document, page, words in named]
