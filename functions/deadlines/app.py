"""Time has passed: do what is due by now and not yet done, and announce again what has waited too long."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any

from aws_lambda_powertools.utilities.typing import LambdaContext

from planreview.agenda import agenda
from planreview.aws import bus, clock, records
from planreview.aws.records import RoundFiles
from planreview.aws.worker import logger
from planreview.document import Document, DocumentState
from planreview.errors import Conflict
from planreview.event import Event
from planreview.outbox import PATIENCE, announcement_of

PASSES = 3
"""One change may make another due: the deadline passes, then the digests. What is more waits for the next run."""


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: LambdaContext) -> None:  # noqa: ARG001  the clock says it all
    failed = [error for files in records.open_rounds() if (error := _go_on(files))]
    for kind, patience in PATIENCE.items():
        _announce_again(kind, patience)
    if failed:
        raise ExceptionGroup("rounds that could not go on", failed)


def _go_on(files: RoundFiles) -> Exception | None:
    """What went wrong with one round, which must not hold up the others."""
    try:
        for _ in range(PASSES):
            if not _do_what_is_due(files):
                break
    except Exception as error:  # noqa: BLE001  it is raised when all rounds have had their turn
        logger.exception("a round could not go on", round=files.id)
        return error
    return None


def _do_what_is_due(files: RoundFiles) -> bool:
    known = {notice.id for notice in records.notices(files.id)}
    submissions, documents = records.submissions(files.id), records.documents(files.id)
    done = False
    for change in agenda(files.round_, submissions, documents, known, now=clock.now()):
        try:
            done = records.apply(change) or done
        except Conflict as conflict:  # the next pass sees the state as it has become
            logger.info("left to the next pass", reason=str(conflict))
    return done


def _waits_for_a_seal(document: Document, is_sealed: Callable[[str, str], bool]) -> bool:
    """Whether it was read, and is to be assessed when the sealed deadline has passed."""
    return document.state is DocumentState.READ and is_sealed(document.round_id, document.force_id)


def _seals() -> Callable[[str, str], bool]:
    """Whether what a force of a round sends is sealed now. Each is loaded once: hundreds of documents may wait."""
    round_, now = cache(records.round_), clock.now()

    @cache
    def is_sealed(round_id: str, force_id: str) -> bool:
        return records.submission(round_id, force_id).is_sealed(round_(round_id), now)

    return is_sealed


def _announce_again(kind: str, patience: timedelta) -> None:
    is_sealed = _seals()
    for record in records.unfinished(kind, clock.now() - patience):
        if isinstance(record, Document) and _waits_for_a_seal(record, is_sealed):
            continue
        logger.warning("announced again", kind=kind, id=record.id)
        bus.announce([announcement_of(record)])
        if isinstance(record, Event):
            records.finish(record)
        else:
            records.wait_anew(record, clock.now())
