"""What each notice says, from the state as it is when it is sent."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planreview.agenda import is_overdue, lacks_a_plan
from planreview.deadline import day_shown, in_words, shown
from planreview.decision import Decision
from planreview.document import Document, Stray, sent_nothing_readable
from planreview.letter import LEVELS, EditedLetter, letter_of
from planreview.message import Facts, Grid, Heading, Message, message, one_line
from planreview.notice import Notice, NoticeKind
from planreview.round import Round
from planreview.submission import Submission, SubmissionState, judges, waits_for


@dataclass(frozen=True)
class Occasion:
    """The state on which a notice rests. `submissions` are all of the round, or the one that the notice is about.

    `decisions` are those in force on its force, by criterion, where the notice is a letter, and `edited` what an office
    made of it; `documents` are all that
    its force has sent, where it is a reminder.
    """

    round_: Round
    notice: Notice
    submissions: Sequence[Submission]
    document: Document | None = None
    documents: Sequence[Document] = ()
    stray: Stray | None = None
    about: Notice | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    edited: EditedLetter | None = None

    @property
    def submission(self) -> Submission:
        return next(s for s in self.submissions if s.force_id == self.notice.force_id)

    @property
    def unreadable(self) -> Sequence[Document]:
        """What its force has sent, if none of it can be read or is still being read."""
        if self.notice.force_id not in sent_nothing_readable(self.documents):
            return ()
        return [document for document in self.documents if document.reason]

    @property
    def theirs(self) -> list[Submission]:
        """The recipient's own assessments, the earliest due first."""
        inspector, _, _ = (self.notice.matter or "").partition("@")
        mine = [s for s in self.submissions if inspector in judges(self.round_, s)]
        return sorted(mine, key=lambda s: (s.due_on, s.force.name))


def no_longer_wanted(occasion: Occasion, *, now: datetime) -> str | None:
    """Why the notice should not be sent after all, since what it says has ceased to be true; None where it should."""
    reasons = _CEASED.get(occasion.notice.kind, ())
    return next((why for has_ceased, why in reasons if has_ceased(occasion, now)), None)


Ceased = Callable[[Occasion, datetime], bool]


def _is_not(state: SubmissionState) -> Ceased:
    return lambda occasion, _: occasion.submission.state is not state


def _no_one_is(state: SubmissionState, among: Callable[[Occasion], Sequence[Submission]]) -> Ceased:
    return lambda occasion, _: not any(submission.state is state for submission in among(occasion))


def _has_judged(occasion: Occasion, _: datetime) -> bool:
    waiting = waits_for(occasion.round_, occasion.submission)
    return occasion.notice.to not in {occasion.round_.inspector(person).email for person in waiting}


_JUDGED = (_has_judged, "the inspector has judged it since")
_NOT_OVERDUE = "the assessment is no longer overdue"
_NOT_DUE = ((_is_not(SubmissionState.DUE), "the assessment is no longer due"),)
_MODERATED = ((_is_not(SubmissionState.ASSESSED), "the assessment is no longer waiting for moderation"),)
_REPLIED = ((lambda occasion, _: occasion.submission.replied_on is not None, "the comments have come since"),)
_CEASED: dict[NoticeKind, tuple[tuple[Ceased, str], ...]] = {
    NoticeKind.REMINDER: (
        (
            lambda occasion, _: not lacks_a_plan(occasion.submission, sent_nothing_readable(occasion.documents)),
            "the force has sent a document since",
        ),
        (lambda occasion, now: now > occasion.submission.deadline_utc, "the deadline has passed"),
    ),
    NoticeKind.OVERDUE: (
        (_is_not(SubmissionState.DUE), _NOT_OVERDUE),
        (lambda occasion, now: not is_overdue(occasion.round_, occasion.submission.due_on, now), _NOT_OVERDUE),
        _JUDGED,
    ),
    NoticeKind.DUE_SOON: (*_NOT_DUE, _JUDGED),
    NoticeKind.OVERDUE_TOO_LONG: ((_is_not(SubmissionState.DUE), _NOT_OVERDUE),),
    NoticeKind.ASSESSMENT_DUE_TOO: _NOT_DUE,
    NoticeKind.JUDGED: _NOT_DUE,
    NoticeKind.DUE_AGAIN: _NOT_DUE,
    NoticeKind.MODERATION_DUE: _MODERATED,
    NoticeKind.MODERATION_WAITS: _MODERATED,
    NoticeKind.ASSESSMENTS_DUE: (
        (_no_one_is(SubmissionState.DUE, lambda occasion: occasion.theirs), "no assessment is due to this inspector"),
    ),
    NoticeKind.LETTERS_WAIT: (
        (
            _no_one_is(SubmissionState.SIGNED_OFF, lambda occasion: occasion.submissions),
            "no letter is waiting any longer",
        ),
    ),
    NoticeKind.REPLY_DUE: _REPLIED,
    NoticeKind.REPLY_OVERDUE: _REPLIED,
}
"""For each kind of notice: what has to be looked at again when it is sent, and why it is withdrawn then."""


def word(occasion: Occasion) -> Message:
    """The message of a notice."""
    return _WORDINGS[occasion.notice.kind](occasion)


def _document(occasion: Occasion) -> Document:
    if occasion.document is None:
        raise LookupError(f"notice {occasion.notice.id} is about a document that is not there")
    return occasion.document


def _arrived(document: Document) -> str:
    """The beginning of a sentence about a document of the force's."""
    return (
        f"The document “{one_line(document.name)}”, received {shown(document.receipt.received_at, document.receipt.tz)}"
    )


def size_shown(size: int) -> str:
    """`482 bytes` or `1.2 MB (1,234,567 bytes)`."""
    if size < 1_000:
        return f"{size} bytes"
    unit, divisor = ("kB", 1_000) if size < 1_000_000 else ("MB", 1_000_000)
    return f"{size / divisor:.1f} {unit} ({size:,} bytes)"


def _receipt(occasion: Occasion) -> Message:
    document, force = _document(occasion), occasion.submission.force
    receipt = document.receipt
    verdict = "On time" if receipt.on_time else f"Late by {in_words(receipt.late_by)}"
    facts = Facts(
        rows=(
            ("Document", document.name),
            ("Size", size_shown(receipt.size)),
            ("SHA-256", receipt.sha256),
            ("Received", shown(receipt.received_at, receipt.tz)),
            ("Deadline", shown(receipt.deadline_utc, receipt.tz)),
            ("Verdict", verdict),
            ("Reference", f"{document.id}, version {receipt.version_id}"),
        )
    )
    late = (
        "It arrived after the deadline. It is kept and stays marked as late, and it is not part of the assessment."
        if not receipt.on_time
        else "It is part of your submission."
    )
    return message(
        f"{'Received' if receipt.on_time else 'Received late'}: {document.name} ({occasion.round_.title})",
        (
            f"{force.name},",
            f"{occasion.round_.inspectorate} has received this document from you for the review"
            f" “{occasion.round_.title}”. This message is your proof of what arrived and when.",
            facts,
            late,
            "We shall tell you in a second message whether the document can be read. Nothing that you send is"
            " overwritten: a later file of the same name is kept beside this one.",
        ),
    )


def _recognising(occasion: Occasion) -> Message:
    document = _document(occasion)
    return message(
        f"Being read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{_arrived(document)}, has pages that are pictures, as a scanner"
            " makes them. Their words are being recognised; we shall tell you when that is done, or if it cannot be.",
            "If you have the document from which they were printed, you may send that too. Words are recognised less"
            " surely than they are read.",
        ),
    )


def _read(occasion: Occasion) -> Message:
    document = _document(occasion)
    pages = "1 page" if document.pages == 1 else f"{document.pages} pages"
    cautions = tuple(f"Please note: {caution.message}" for caution in document.warnings)
    return message(
        f"Read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{_arrived(document)}, could be {f'read: {pages}' if document.pages else 'opened'}.",
            *_inside(document),
            *cautions,
            "You need do nothing more about it.",
        ),
    )


def _inside(document: Document) -> tuple[str, ...]:
    if not document.members:
        return ()
    count = "1 document" if len(document.members) == 1 else f"{len(document.members)} documents"
    return (
        f"It holds {count}: {', '.join(one_line(name) for name in document.members)}. Each is read by itself, and is"
        " part of your submission; we shall tell you if one of them cannot be read.",
    )


def _unreadable(occasion: Occasion) -> Message:
    document = _document(occasion)
    return message(
        f"Cannot be read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{_arrived(document)}, is kept, but it cannot be read.",
            document.message or "",
            f"The deadline is {shown(document.receipt.deadline_utc, document.receipt.tz)}."
            " The time of each document is judged by itself.",
        ),
    )


def _needs_a_look(occasion: Occasion) -> Message:
    document, force = _document(occasion), occasion.submission.force
    return message(
        f"Needs a look: {document.name} of {force.name} ({occasion.round_.title})",
        (
            f"A document that {force.name} has sent could not be read, for a reason that someone should look at."
            " It is kept. The force has been told the same.",
            Facts(
                rows=(
                    ("Document", document.name),
                    ("Received", shown(document.receipt.received_at, document.receipt.tz)),
                    ("Size", size_shown(document.receipt.size)),
                    ("SHA-256", document.receipt.sha256),
                    ("Reason", str(document.reason)),
                    ("Told to the force", document.message or ""),
                )
            ),
            "Do not open a file with the reason “infected” or “unscanned” on your own computer.",
        ),
    )


def _reminder(occasion: Occasion) -> Message:
    submission, tz = occasion.submission, occasion.round_.request.tz
    return message(
        f"Reminder: your plan is due by {day_shown(submission.deadline_utc.astimezone(tz).date())}"
        f" ({occasion.round_.title})",
        (
            f"{submission.force.name},",
            f"We asked on {day_shown(occasion.round_.request.sent_on)} for your plan for the review"
            f" “{occasion.round_.title}”. {_so_far(occasion)}",
            *(
                f"“{one_line(document.name)}”, received {shown(document.receipt.received_at, tz)}: {document.message}"
                for document in occasion.unreadable
            ),
            f"The deadline is {shown(submission.deadline_utc, tz)}.",
        ),
    )


def _so_far(occasion: Occasion) -> str:
    if occasion.unreadable:
        return "Nothing of what has arrived from you so far can be read:"
    return "Nothing has arrived from you in time yet."


_BLIND = (
    "Two inspectors judge each of them apart. Please judge every criterion from the documents alone, as assessor and as"
    " moderator; what your colleague made of it, and what is proposed, you see when both of you are done."
)


def _assessments_due(occasion: Occasion) -> Message:
    due = [s for s in occasion.theirs if s.state is SubmissionState.DUE]
    missing = [s for s in occasion.theirs if s.state is SubmissionState.MISSING]
    parts: list[str | Grid] = [
        f"The deadline has passed. {_assessments(len(due))} now due to you:",
        Grid(head=("Force", "Due on"), rows=tuple((s.force.name, day_shown(s.due_on)) for s in due)),
        _BLIND
        if occasion.round_.assessment.blind
        else "Where a document could be read there is a proposal with the quotes behind it. It is only a proposal:"
        " you decide.",
    ]
    if missing:
        parts.append("Nothing arrived in time from: " + ", ".join(s.force.name for s in missing) + ".")
    return message(f"{_assessments(len(due))} due to you ({occasion.round_.title})", parts)


def _assessments(count: int) -> str:
    return "1 assessment is" if count == 1 else f"{count} assessments are"


def _assessment_due_too(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"One more assessment is due to you: {submission.force.name} ({occasion.round_.title})",
        (
            f"{submission.force.name} was not among the assessments of which you were told, and is now."
            f" Its assessment is due to you on {day_shown(submission.due_on)}.",
        ),
    )


def _overdue(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Overdue: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} was due from you on {day_shown(submission.due_on)}.",),
    )


def _shared(occasion: Occasion) -> Message:
    document = _document(occasion)
    verdict = "on time" if document.receipt.on_time else f"late by {in_words(document.receipt.late_by)}"
    return message(
        f"Part of your submission too: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{_arrived(document)}, {verdict}, was sent by another force for itself and for you. It is part of your"
            " submission too.",
            Facts(rows=(("SHA-256", document.receipt.sha256), ("Reference", document.id))),
        ),
    )


def _extended(occasion: Occasion) -> Message:
    submission, tz = occasion.submission, occasion.round_.request.tz
    return message(
        f"More time: your plan is due by {day_shown(submission.deadline_utc.astimezone(tz).date())}"
        f" ({occasion.round_.title})",
        (
            f"{submission.force.name},",
            f"Your deadline for the review “{occasion.round_.title}” has been moved. It is now"
            f" {shown(submission.deadline_utc, tz)}.",
        ),
    )


def _due_soon(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Due on {day_shown(submission.due_on)}: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} is due from you on {day_shown(submission.due_on)}.",),
    )


def _overdue_too_long(occasion: Occasion) -> Message:
    submission = occasion.submission
    people = [occasion.round_.inspector(person).name for person in waits_for(occasion.round_, submission)]
    return message(
        f"Still overdue: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} was due from {' and '.join(people)} on"
            f" {day_shown(submission.due_on)}, and is not complete.",
        ),
    )


def _moderation_waits(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Still to moderate: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} has been waiting for you for more than three days.",),
    )


def _letters_wait(occasion: Occasion) -> Message:
    waiting = [s.force.name for s in occasion.submissions if s.state is SubmissionState.SIGNED_OFF]
    return message(
        f"Letters wait for your approval ({occasion.round_.title})",
        (
            f"The letters are to go out on {day_shown(occasion.round_.publication.letters_on)}. These wait for you:",
            ", ".join(waiting) + ".",
        ),
    )


def _reply_due(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Your comments on {submission.force.name} are due soon ({occasion.round_.title})",
        (
            f"{submission.force.policing_body},",
            f"You have our letter to {submission.force.name}. The last day for your comments is"
            f" {_reply_day(submission)}.",
        ),
    )


def _reply_overdue(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"No comments from {submission.force.policing_body} ({occasion.round_.title})",
        (f"The comments on our letter to {submission.force.name} were due on {_reply_day(submission)}.",),
    )


def _reply_day(submission: Submission) -> str:
    return day_shown(submission.reply_due_on) if submission.reply_due_on else "no day that is on record"


def _judged(occasion: Occasion) -> Message:
    force = occasion.submission.force
    return message(
        f"Both have judged: {force.name} ({occasion.round_.title})",
        (
            f"You and your colleague have judged {force.name} apart. Both your judgements, and the proposal, lie open"
            " now. Please decide each criterion; where any of the three differ, with a reason.",
        ),
    )


def _new_evidence(occasion: Occasion) -> Message:
    force = occasion.submission.force
    return message(
        f"New evidence: {force.name} ({occasion.round_.title})",
        (
            f"More of what {force.name} sent has been read, or taken into its assessment, since somebody last looked at"
            " it: the proposal is a new one.",
            "What was decided stands until it is changed. Please see whether it still holds before you go on.",
        ),
    )


def _moderation_due(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"To moderate: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} is complete. You are its moderator: please sign it off, or send"
            " it back with a reason.",
            "Nobody can sign off an assessment of which they made a decision themselves; if you did, ask a colleague.",
        ),
    )


def _due_again(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Due again: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} has come back to you. The reason given:",
            submission.returned_because or "none was recorded",
            "The decisions stand until you change them.",
        ),
    )


def _letter(occasion: Occasion) -> Message:
    """The letter itself, in the words of its other forms."""
    letter = letter_of(occasion.round_, occasion.submission, occasion.decisions, occasion.edited)
    is_copy = occasion.notice.kind is NoticeKind.LETTER_COPY
    due_on = occasion.submission.reply_due_on
    asked = f" The last day for your comments is {day_shown(due_on)}." if due_on else ""
    above = (f"{letter.copied_to}, this is a copy for you of the letter to {letter.to}.{asked}",) if is_copy else ()
    return message(
        f"{'Copy: ' if is_copy else ''}{letter.subject} ({letter.force})",
        (
            *((letter.banner,) if letter.banner else ()),
            *above,
            *(Heading(words=one_line(block.words)) if block.kind in LEVELS else block.words for block in letter.blocks),
        ),
    )


def _stray(occasion: Occasion) -> Message:
    stray = occasion.stray
    if stray is None:
        raise LookupError(f"notice {occasion.notice.id} is about an upload that is not there")
    return message(
        f"An upload belongs to no force ({occasion.round_.title})",
        (
            "A file was uploaded that cannot be put to any force. It is kept; nobody has been given a receipt for it.",
            Facts(
                rows=(
                    ("Key", stray.key),
                    ("Version", stray.version_id),
                    ("Arrived", shown(stray.completed_at, occasion.round_.request.tz)),
                    ("Why", stray.why),
                )
            ),
        ),
    )


def _undelivered(occasion: Occasion) -> Message:
    about = occasion.about
    if about is None:
        raise LookupError(f"notice {occasion.notice.id} is about a notice that is not there")
    return message(
        f"A notice did not reach {about.to} ({occasion.round_.title})",
        (
            "The mail service could not deliver a notice. Please reach its recipient in another way.",
            Facts(
                rows=(
                    ("Notice", about.id),
                    ("To", about.to),
                    ("State", about.state),
                    ("Why", about.why or "no reason given"),
                )
            ),
        ),
    )


_WORDINGS: dict[NoticeKind, Callable[[Occasion], Message]] = {
    NoticeKind.RECEIPT: _receipt,
    NoticeKind.RECOGNISING: _recognising,
    NoticeKind.READ: _read,
    NoticeKind.UNREADABLE: _unreadable,
    NoticeKind.NEEDS_A_LOOK: _needs_a_look,
    NoticeKind.REMINDER: _reminder,
    NoticeKind.ASSESSMENTS_DUE: _assessments_due,
    NoticeKind.ASSESSMENT_DUE_TOO: _assessment_due_too,
    NoticeKind.OVERDUE: _overdue,
    NoticeKind.EXTENDED: _extended,
    NoticeKind.SHARED: _shared,
    NoticeKind.DUE_SOON: _due_soon,
    NoticeKind.OVERDUE_TOO_LONG: _overdue_too_long,
    NoticeKind.MODERATION_WAITS: _moderation_waits,
    NoticeKind.LETTERS_WAIT: _letters_wait,
    NoticeKind.REPLY_DUE: _reply_due,
    NoticeKind.REPLY_OVERDUE: _reply_overdue,
    NoticeKind.JUDGED: _judged,
    NoticeKind.NEW_EVIDENCE: _new_evidence,
    NoticeKind.MODERATION_DUE: _moderation_due,
    NoticeKind.DUE_AGAIN: _due_again,
    NoticeKind.LETTER: _letter,
    NoticeKind.LETTER_COPY: _letter,
    NoticeKind.STRAY: _stray,
    NoticeKind.UNDELIVERED: _undelivered,
}
