"""What each notice says, from the state as it is when it is sent."""

from collections.abc import Callable

from planreview.message import Message
from planreview.notice import NoticeKind
from planreview.occasion import Occasion
from planreview.wording import to_forces, to_inspectors


def word(occasion: Occasion) -> Message:
    """The message of a notice."""
    return _WORDINGS[occasion.notice.kind](occasion)


_WORDINGS: dict[NoticeKind, Callable[[Occasion], Message]] = {
    NoticeKind.RECEIPT: to_forces.receipt,
    NoticeKind.RECOGNISING: to_forces.recognising,
    NoticeKind.READ: to_forces.read,
    NoticeKind.UNREADABLE: to_forces.unreadable,
    NoticeKind.NEEDS_A_LOOK: to_inspectors.needs_a_look,
    NoticeKind.REMINDER: to_forces.reminder,
    NoticeKind.ASSESSMENTS_DUE: to_inspectors.assessments_due,
    NoticeKind.ASSESSMENT_DUE_TOO: to_inspectors.assessment_due_too,
    NoticeKind.OVERDUE: to_inspectors.overdue,
    NoticeKind.EXTENDED: to_forces.extended,
    NoticeKind.SHORTENED: to_forces.shortened,
    NoticeKind.SHARED: to_forces.shared,
    NoticeKind.DUE_SOON: to_inspectors.due_soon,
    NoticeKind.OVERDUE_TOO_LONG: to_inspectors.overdue_too_long,
    NoticeKind.MODERATION_WAITS: to_inspectors.moderation_waits,
    NoticeKind.LETTERS_WAIT: to_inspectors.letters_wait,
    NoticeKind.REPLY_DUE: to_forces.reply_due,
    NoticeKind.REPLY_OVERDUE: to_inspectors.reply_overdue,
    NoticeKind.JUDGED: to_inspectors.judged,
    NoticeKind.NEW_EVIDENCE: to_inspectors.new_evidence,
    NoticeKind.MODERATION_DUE: to_inspectors.moderation_due,
    NoticeKind.DUE_AGAIN: to_inspectors.due_again,
    NoticeKind.LETTER: to_forces.letter,
    NoticeKind.LETTER_COPY: to_forces.letter,
    NoticeKind.STRAY: to_inspectors.stray,
    NoticeKind.UNDELIVERED: to_inspectors.undelivered,
}
