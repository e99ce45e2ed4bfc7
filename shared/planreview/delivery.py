"""What the mail service tells of a notice after it was sent."""

from datetime import datetime

from planreview.change import Change, Move
from planreview.notice import GUARD, MOVES, Notice, NoticeKind, NoticeState
from planreview.round import Round
from planreview.value import Value

FAILED = frozenset({NoticeState.RETURNED, NoticeState.BOUNCED, NoticeState.COMPLAINED, NoticeState.REFUSED})


class Report(Value):
    """One fact about one notice, from the mail service. Reports may come twice and in any order."""

    round_id: str
    notice_id: str
    state: NoticeState
    message_id: str
    why: str | None = None


def reported(notice: Notice, report: Report, round_: Round, *, at: datetime) -> Change | None:
    """The change that a report makes; None where the notice has got at least as far already.

    The first failure is told to the round's lead, unless what failed was telling the lead.
    """
    if report.state not in MOVES[notice.state]:
        return None
    after = notice.moved(report.state, message_id=report.message_id, why=report.why or notice.why, lease_until=None)
    return Change(new=() if notice.why else failure(after, round_, at), moves=(Move(notice, after, guard=GUARD),))


def failure(notice: Notice, round_: Round, at: datetime) -> tuple[Notice, ...]:
    """Word to the lead that a notice did not reach its recipient."""
    if notice.state not in FAILED or notice.kind is NoticeKind.UNDELIVERED:
        return ()
    return (
        Notice(
            round_id=round_.id,
            kind=NoticeKind.UNDELIVERED,
            to=round_.lead.email,
            queued_at=at,
            force_id=notice.force_id,
            matter=notice.id,
        ),
    )
