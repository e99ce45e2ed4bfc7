"""What is said to forces, and to the bodies that oversee them."""

from planreview.deadline import day_shown, in_words, shown
from planreview.document import Document
from planreview.letter import LEVELS, letter_of
from planreview.message import Facts, Heading, Message, message, one_line
from planreview.notice import NoticeKind
from planreview.occasion import Occasion
from planreview.wording.phrases import arrived, document_of, reply_day, size_shown


def receipt(occasion: Occasion) -> Message:
    document, force = document_of(occasion), occasion.submission.force
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


def recognising(occasion: Occasion) -> Message:
    document = document_of(occasion)
    return message(
        f"Being read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{arrived(document)}, has pages that are pictures, as a scanner"
            " makes them. Their words are being recognised; we shall tell you when that is done, or if it cannot be.",
            "If you have the document from which they were printed, you may send that too. Words are recognised less"
            " surely than they are read.",
        ),
    )


def read(occasion: Occasion) -> Message:
    document = document_of(occasion)
    pages = "1 page" if document.pages == 1 else f"{document.pages} pages"
    cautions = tuple(f"Please note: {caution.message}" for caution in document.warnings)
    return message(
        f"Read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{arrived(document)}, could be {f'read: {pages}' if document.pages else 'opened'}.",
            *_inside(document),
            *cautions,
            *(() if any(one.tells_of_loss for one in document.warnings) else ("You need do nothing more about it.",)),
        ),
    )


def _inside(document: Document) -> tuple[str, ...]:
    if not document.members:
        return ()
    count = "1 document" if len(document.members) == 1 else f"{len(document.members)} documents"
    return (
        f"It holds {count}: {', '.join(one_line(name) for name in document.members)}. Each is read by itself"
        f"{', and is part of your submission' if document.receipt.on_time else ''}; we shall tell you if one of them"
        " cannot be read.",
    )


def unreadable(occasion: Occasion) -> Message:
    document = document_of(occasion)
    return message(
        f"Cannot be read: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{arrived(document)}, is kept, but it cannot be read.",
            document.message or "",
            f"The deadline is {shown(document.receipt.deadline_utc, document.receipt.tz)}."
            " The time of each document is judged by itself.",
        ),
    )


def reminder(occasion: Occasion) -> Message:
    submission, tz = occasion.submission, occasion.round_.request.tz
    return message(
        _due_by(occasion, "Reminder"),
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


def _due_by(occasion: Occasion, what: str) -> str:
    """A subject that names the last day, in the round's zone."""
    last = occasion.submission.deadline_utc.astimezone(occasion.round_.request.tz).date()
    return f"{what}: your plan is due by {day_shown(last)} ({occasion.round_.title})"


def _so_far(occasion: Occasion) -> str:
    if occasion.unreadable:
        return "Nothing of what has arrived from you so far can be read:"
    return "Nothing has arrived from you in time yet."


def extended(occasion: Occasion) -> Message:
    return _moved(occasion, "More time")


def shortened(occasion: Occasion) -> Message:
    return _moved(occasion, "Less time")


def _moved(occasion: Occasion, how: str) -> Message:
    submission, tz = occasion.submission, occasion.round_.request.tz
    return message(
        _due_by(occasion, how),
        (
            f"{submission.force.name},",
            f"Your deadline for the review “{occasion.round_.title}” has been moved. It is now"
            f" {shown(submission.deadline_utc, tz)}.",
        ),
    )


def shared(occasion: Occasion) -> Message:
    document = document_of(occasion)
    verdict = "on time" if document.receipt.on_time else f"late by {in_words(document.receipt.late_by)}"
    return message(
        f"Part of your submission too: {document.name} ({occasion.round_.title})",
        (
            f"{occasion.submission.force.name},",
            f"{arrived(document)}, {verdict}, was sent by another force for itself and for you. It is part of your"
            " submission too.",
            Facts(rows=(("SHA-256", document.receipt.sha256), ("Reference", document.id))),
        ),
    )


def letter(occasion: Occasion) -> Message:
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


def reply_due(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Your comments on {submission.force.name} are due soon ({occasion.round_.title})",
        (
            f"{submission.force.policing_body},",
            f"You have our letter to {submission.force.name}. The last day for your comments is"
            f" {reply_day(submission)}.",
        ),
    )
