"""A notice was queued: send it, once. Or SES tells what became of one: note it."""

from aws_lambda_powertools.utilities.data_classes import SQSRecord

from planreview.aws import clock, incoming, mail, records
from planreview.aws.worker import logger, queue_handler
from planreview.change import Change, Move
from planreview.decision import current
from planreview.delivery import Report, failure, reported
from planreview.errors import SendPostponed, SendRefused
from planreview.notice import GUARD, Notice, NoticeKind, NoticeState
from planreview.occasion import Occasion, no_longer_wanted
from planreview.wording import word

LETTERS = (NoticeKind.LETTER, NoticeKind.LETTER_COPY)


def notify(record: SQSRecord) -> None:
    told = incoming.announcement_or_report(record)
    if told is None:
        return
    notice = records.notice(told.round_id, told.notice_id)
    if notice is None:
        return
    if isinstance(told, Report):
        _note(notice, told)
    elif not notice.finished:
        _send(notice)


def _note(notice: Notice, report: Report) -> None:
    change = reported(notice, report, records.round_(notice.round_id), at=clock.now())
    if change:
        records.apply(change)


def _send(notice: Notice) -> None:
    occasion = _occasion(notice)
    why_not = no_longer_wanted(occasion, now=clock.now())
    if why_not:
        _become(notice, notice.moved(NoticeState.WITHDRAWN, why=why_not, lease_until=None))
        return
    leased = _become(notice, notice.leased(clock.now()))
    try:
        message_id = mail.send(leased, word(occasion))
    except SendPostponed:
        _become(leased, leased.released())
        raise
    except SendRefused as error:
        logger.error("a notice was refused", notice=notice.id, reason=str(error))
        refused = leased.moved(NoticeState.REFUSED, why=str(error), lease_until=None)
        _become(leased, refused, *failure(refused, occasion.round_, clock.now()))
    else:
        _become(leased, leased.moved(NoticeState.SENT, message_id=message_id, lease_until=None))


def _become(before: Notice, after: Notice, *more: Notice) -> Notice:
    records.apply(Change(new=more, moves=(Move(before, after, guard=GUARD),)))
    return after


def _occasion(notice: Notice) -> Occasion:
    """The state on which the notice rests, as it is now."""
    submissions = (
        [records.submission(notice.round_id, notice.force_id)]
        if notice.force_id
        else records.submissions(notice.round_id)
    )
    return Occasion(
        round_=records.round_(notice.round_id),
        notice=notice,
        submissions=submissions,
        document=records.document(notice.round_id, notice.force_id, notice.document_id),
        documents=records.documents(notice.round_id, notice.force_id) if notice.kind is NoticeKind.REMINDER else (),
        stray=records.stray(notice.document_id) if notice.force_id is None and notice.document_id else None,
        decisions=current(records.decisions(notice.round_id, notice.force_id)) if notice.kind in LETTERS else {},
        edited=records.edited_letter(submissions[0]) if notice.kind in LETTERS else None,
        about=records.notice(notice.round_id, notice.matter) if notice.kind is NoticeKind.UNDELIVERED else None,
    )


handler = queue_handler(notify)
