"""How often a function takes up a record, and when it rests between."""

from typing import Any

import pytest
from aws_lambda_powertools.utilities.batch.exceptions import BatchProcessingError
from aws_lambda_powertools.utilities.data_classes import SQSRecord

from local.functions import Context
from planreview.aws.worker import TRIES, queue_handler
from planreview.errors import Conflict, Contended

EVENT = {"Records": [{"messageId": "m1", "body": "{}", "eventSource": "aws:sqs"}]}


def taken(*failures: Exception) -> tuple[Any, list[str]]:
    """What the handler answers where the first tries fail so, and what was done until then."""
    done, left = [], list(failures)

    def work(_: SQSRecord) -> None:
        done.append("tried")
        if left:
            raise left.pop(0)

    handler = queue_handler(work, lambda: done.append("rested"))
    return handler(EVENT, Context("WorkFunction", 128, 60)), done  # type: ignore[arg-type]


def test_where_another_was_quicker_it_is_decided_anew_at_once() -> None:
    assert taken(Conflict(), Conflict()) == ({"batchItemFailures": []}, ["tried"] * 3)


def test_where_too_many_were_writing_it_rests_before_it_tries_again() -> None:
    assert taken(Contended(), Conflict()) == ({"batchItemFailures": []}, ["tried", "rested", "tried", "tried"])


def test_what_goes_back_to_its_queue_goes_back_without_a_rest() -> None:
    left = [Contended() for _ in range(TRIES)]

    with pytest.raises(BatchProcessingError, match="Contended"):
        taken(*left)
