"""What several notices say alike."""

from planreview.deadline import day_shown, shown
from planreview.document import Document
from planreview.message import one_line
from planreview.occasion import Occasion
from planreview.submission import Submission


def document_of(occasion: Occasion) -> Document:
    if occasion.document is None:
        raise LookupError(f"notice {occasion.notice.id} is about a document that is not there")
    return occasion.document


def arrived(document: Document) -> str:
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


def reply_day(submission: Submission) -> str:
    return day_shown(submission.reply_due_on) if submission.reply_due_on else "no day that is on record"
