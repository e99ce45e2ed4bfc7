"""How a function takes its batch: record by record, each failing alone, and again where others were quicker."""

import random
import time
from collections.abc import Callable
from typing import Any, TypeVar

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes import SQSRecord
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from planreview.errors import Conflict, Contended, NoticeLeased

Handler = Callable[[dict[str, Any], LambdaContext], Any]
R = TypeVar("R")

TRIES = 5
"""How often a record is decided anew after a conflict, before it goes back to its queue for a while."""

logger = Logger()


def rest() -> None:
    """For a short while, of another length each time: those who were in each other's way come back apart."""
    time.sleep(random.uniform(0.05, 0.5))  # noqa: S311  no secret


def queue_handler(work: Callable[[SQSRecord], None], pause: Callable[[], None] = rest) -> Handler:
    """The handler of a function that a queue feeds."""
    return _handler(BatchProcessor(event_type=EventType.SQS), work, pause)


def stream_handler(work: Callable[[DynamoDBRecord], None], pause: Callable[[], None] = rest) -> Handler:
    """The handler of a function that the table's stream feeds."""
    return _handler(BatchProcessor(event_type=EventType.DynamoDBStreams), work, pause)


def _handler(processor: BatchProcessor, work: Callable[[R], None], pause: Callable[[], None]) -> Handler:
    @logger.inject_lambda_context
    def handler(event: dict[str, Any], context: LambdaContext) -> Any:
        return process_partial_response(
            event=event, record_handler=_again_on_conflict(work, pause), processor=processor, context=context
        )

    return handler


def _again_on_conflict(work: Callable[[R], None], pause: Callable[[], None]) -> Callable[[R], None]:
    def patient(record: R) -> None:
        for left in reversed(range(TRIES)):
            try:
                return work(record)
            except NoticeLeased as leased:  # nothing is wrong: it comes back when the lease has ended
                logger.info("left to another worker", reason=str(leased))
                raise
            except Conflict as conflict:
                logger.info("decided anew after a conflict", reason=str(conflict), tries_left=left)
                if not left:
                    raise
                if isinstance(conflict, Contended):
                    pause()
            except Exception:
                logger.exception("a record failed and goes back to where it came from")
                raise
        return None

    return patient
