"""What is said to inspectors and to the lead of a round."""

from planreview.deadline import day_shown, shown
from planreview.message import Facts, Grid, Message, message
from planreview.occasion import Occasion
from planreview.submission import SubmissionState, waits_for
from planreview.wording.phrases import document_of, reply_day, size_shown


def needs_a_look(occasion: Occasion) -> Message:
    document, force = document_of(occasion), occasion.submission.force
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


_BLIND = (
    "Two inspectors judge each of them apart. Please judge every criterion from the documents alone, as assessor and as"
    " moderator; what your colleague made of it, and what is proposed, you see when both of you are done."
)


def assessments_due(occasion: Occasion) -> Message:
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


def assessment_due_too(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"One more assessment is due to you: {submission.force.name} ({occasion.round_.title})",
        (
            f"{submission.force.name} was not among the assessments of which you were told, and is now."
            f" Its assessment is due to you on {day_shown(submission.due_on)}.",
        ),
    )


def judged(occasion: Occasion) -> Message:
    force = occasion.submission.force
    return message(
        f"Both have judged: {force.name} ({occasion.round_.title})",
        (
            f"You and your colleague have judged {force.name} apart. Both your judgements, and the proposal, lie open"
            " now. Please decide each criterion; where any of the three differ, with a reason.",
        ),
    )


def new_evidence(occasion: Occasion) -> Message:
    force = occasion.submission.force
    return message(
        f"New evidence: {force.name} ({occasion.round_.title})",
        (
            f"More is known now of what {force.name} sent: documents have been read, or accepted, or turned out to be"
            " unreadable. The proposal is a new one.",
            "What was judged or decided stands until it is changed. Please see whether it still holds.",
        ),
    )


def due_soon(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Due on {day_shown(submission.due_on)}: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} is due from you on {day_shown(submission.due_on)}.",),
    )


def overdue(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Overdue: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} was due from you on {day_shown(submission.due_on)}.",),
    )


def overdue_too_long(occasion: Occasion) -> Message:
    submission = occasion.submission
    people = [occasion.round_.inspector(person).name for person in waits_for(occasion.round_, submission)]
    return message(
        f"Still overdue: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} was due from {' and '.join(people)} on"
            f" {day_shown(submission.due_on)}, and is not complete.",
        ),
    )


def moderation_due(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"To moderate: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} is complete. You are its moderator: please sign it off, or send"
            " it back with a reason.",
            "Nobody can sign off an assessment of which they made a decision themselves; if you did, ask a colleague.",
        ),
    )


def due_again(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Due again: {submission.force.name} ({occasion.round_.title})",
        (
            f"The assessment of {submission.force.name} has come back to you. The reason given:",
            submission.returned_because or "none was recorded",
            "The decisions stand until you change them.",
        ),
    )


def moderation_waits(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"Still to moderate: {submission.force.name} ({occasion.round_.title})",
        (f"The assessment of {submission.force.name} has been waiting for you for more than three days.",),
    )


def letters_wait(occasion: Occasion) -> Message:
    waiting = [s.force.name for s in occasion.submissions if s.state is SubmissionState.SIGNED_OFF]
    return message(
        f"Letters wait for your approval ({occasion.round_.title})",
        (
            f"The letters are to go out on {day_shown(occasion.round_.publication.letters_on)}. These wait for you:",
            ", ".join(waiting) + ".",
        ),
    )


def reply_overdue(occasion: Occasion) -> Message:
    submission = occasion.submission
    return message(
        f"No comments from {submission.force.policing_body} ({occasion.round_.title})",
        (f"The comments on our letter to {submission.force.name} were due on {reply_day(submission)}.",),
    )


def stray(occasion: Occasion) -> Message:
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


def undelivered(occasion: Occasion) -> Message:
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
