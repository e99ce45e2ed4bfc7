"""What follows from an upload: a receipt, a state, and word to the force."""

from datetime import datetime

from planreview.change import Change, Move
from planreview.document import Document, Stray, Upload
from planreview.event import Event, EventType
from planreview.notice import Notice, NoticeKind
from planreview.receipt import Receipt
from planreview.round import Round
from planreview.submission import Submission, SubmissionState, judges, with_time
from planreview.told import fact_on, told, word_on

CLOCK_SOURCE = "s3-event"


def give_receipt(upload: Upload, round_: Round, submission: Submission, *, size: int, sha256: str) -> Document:
    """The document that an upload is, with its receipt. `size` in bytes, `sha256` of the bytes, as read back."""
    _, _, name = upload.parts()
    receipt = Receipt(
        name=name,
        bucket=upload.bucket,
        key=upload.key,
        version_id=upload.version_id,
        size=size,
        sha256=sha256,
        received_at=upload.completed_at,
        clock_source=CLOCK_SOURCE,
        deadline_utc=submission.deadline_utc,
        zone=round_.request.zone,
    )
    return Document(id=upload.document_id, round_id=round_.id, force_id=submission.force_id, receipt=receipt)


def arrived(document: Document, round_: Round, submission: Submission, *, at: datetime) -> Change:
    """The change that an arrival makes. A late document leaves the submission's state as it is."""
    new = (document, *told(document, submission, EventType.DOCUMENT_RECEIVED, NoticeKind.RECEIPT, at))
    if not document.receipt.on_time:
        return Change(new=new)
    if submission.state is SubmissionState.AWAITED:
        return Change(new=new, moves=(Move(submission, submission.moved(SubmissionState.RECEIVED)),))
    if submission.state is SubmissionState.MISSING:
        due = with_time(round_, submission.moved(SubmissionState.DUE), at)
        return Change(new=(*new, *due_after_all(round_, submission, at)), moves=(Move(submission, due),))
    return Change(new=new)


def astray(upload: Upload, round_: Round | None, *, why: str, at: datetime) -> Change:
    """The change that an upload makes which names no open round or no force of it; the round's lead hears of it."""
    stray = Stray(
        id=upload.document_id,
        bucket=upload.bucket,
        key=upload.key,
        version_id=upload.version_id,
        completed_at=upload.completed_at,
        why=why,
    )
    if round_ is None:
        return Change(new=(stray,))
    notice = Notice(
        round_id=round_.id,
        kind=NoticeKind.STRAY,
        to=round_.lead.email,
        queued_at=at,
        document_id=stray.id,
    )
    return Change(new=(stray, notice))


def due_after_all(round_: Round, submission: Submission, at: datetime) -> tuple[Event | Notice, ...]:
    """The digest may have gone out by now, so who is to judge it hears of this one by itself."""
    return (
        assessment_due(submission, at),
        *(
            word_on(submission, NoticeKind.ASSESSMENT_DUE_TOO, round_.inspector(person).email, at, matter=person)
            for person in judges(round_, submission)
        ),
    )


def assessment_due(submission: Submission, at: datetime) -> Event:
    return fact_on(submission, EventType.ASSESSMENT_DUE, at)
