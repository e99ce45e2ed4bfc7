"""What a notice rests on when it is sent, and whether what it says is still true."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from planreview.agenda import is_overdue, lacks_a_plan
from planreview.decision import Decision
from planreview.document import Document, Stray, sent_nothing_readable
from planreview.letter import EditedLetter
from planreview.notice import Notice, NoticeKind, NoticeState
from planreview.round import Round
from planreview.submission import Submission, SubmissionState, judges, waits_for


@dataclass(frozen=True)
class Occasion:
    """The state on which a notice rests. `submissions` are all of the round, or the one that the notice is about.

    `decisions` are those in force on its force, by criterion, where the notice is a letter, and `edited` what an office
    made of it; `documents` are all that its force has sent, where it is a reminder.
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


def _has_arrived(occasion: Occasion, _: datetime) -> bool:
    return occasion.about is not None and occasion.about.state is NoticeState.DELIVERED


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
    NoticeKind.UNDELIVERED: ((_has_arrived, "the notice has arrived since"),),
}
"""For each kind of notice: what has to be looked at again when it is sent, and why it is withdrawn then."""
