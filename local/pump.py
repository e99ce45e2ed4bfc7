"""Delivers messages and stream records to functions, with the patience and the retries that the template asks for."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from moto.events.models import EventPattern

from local.aws import client
from local.clock import Clock
from local.functions import Invocable
from local.shortcuts import is_empty

HELD = 43_200
"""Seconds for which moto hides a message that is in work: its longest. When it shows again is for our clock to say."""


@dataclass(frozen=True)
class Failure:
    """A delivery that a function did not take."""

    function: str
    source: str
    at: datetime
    error: str


Failed = Callable[[Invocable, str, str], None]


@dataclass
class QueuePump:
    """One queue that feeds one function. `visibility` is how long a failed message stays away."""

    source: str
    url: str
    function: Invocable
    batch_size: int
    visibility: timedelta
    clock: Clock
    failed: Failed
    corrected: Callable[[str], str]
    away: list[tuple[datetime, str]] = field(default_factory=list)

    def deliver(self) -> bool:
        """Hands over one batch; False if none was there."""
        self._bring_back()
        if is_empty(self.url):
            return False
        answer = client("sqs").receive_message(
            QueueUrl=self.url,
            MaxNumberOfMessages=min(self.batch_size, 10),
            VisibilityTimeout=HELD,
            MessageSystemAttributeNames=["All"],
        )
        messages = answer.get("Messages", [])
        if not messages:
            return False
        returned = {message["MessageId"] for message in messages}
        try:
            records = [self._record(message) for message in messages]
            answer_ = self.function({"Records": records})
            returned = {failure["itemIdentifier"] for failure in answer_["batchItemFailures"]}
            if returned:
                self.failed(self.function, self.source, f"{len(returned)} of {len(messages)} messages returned")
        except Exception as error:  # noqa: BLE001  whatever a function raises, its messages come back
            self.failed(self.function, self.source, f"{type(error).__name__}: {error}")
        finally:
            self._settle(messages, returned)
        return True

    def _record(self, message: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "messageId": message["MessageId"],
            "receiptHandle": message["ReceiptHandle"],
            "body": self.corrected(message["Body"]),
            "attributes": message.get("Attributes", {}),
            "messageAttributes": {},
            "md5OfBody": message["MD5OfBody"],
            "eventSource": "aws:sqs",
            "eventSourceARN": f"arn:aws:sqs:eu-west-2:123456789012:{self.source}",
            "awsRegion": "eu-west-2",
        }

    def _settle(self, messages: list[Any], returned: set[str]) -> None:
        due = self.clock() + self.visibility
        for message in messages:
            if message["MessageId"] in returned:
                self.away.append((due, message["ReceiptHandle"]))
            else:
                client("sqs").delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])

    def _bring_back(self) -> None:
        back = [handle for due, handle in self.away if due <= self.clock()]
        self.away = [(due, handle) for due, handle in self.away if due > self.clock()]
        for handle in back:
            client("sqs").change_message_visibility(QueueUrl=self.url, ReceiptHandle=handle, VisibilityTimeout=0)


@dataclass
class StreamPump:
    """The table's stream, which feeds one function. Records that match no filter are passed over, as Lambda does."""

    source: str
    arn: str
    function: Invocable
    patterns: list[str]
    tries: int
    failure_queue: str
    clock: Clock
    failed: Failed
    waiting: list[Any] = field(default_factory=list)
    tried: int = 0
    iterator: str | None = None

    def deliver(self) -> bool:
        """Hands over what is waiting; False if nothing was. A record that fails `tries` times goes to the queue."""
        self._read()
        if not self.waiting:
            return False
        batch, done = list(self.waiting), 0
        try:
            answer = self.function({"Records": batch})
            numbers = [record["dynamodb"]["SequenceNumber"] for record in batch]
            failures = [numbers.index(failure["itemIdentifier"]) for failure in answer["batchItemFailures"]]
            done = min(failures, default=len(batch))
            if failures:
                self.failed(self.function, self.source, f"record {numbers[done]} returned")
        except Exception as error:  # noqa: BLE001  whatever a function raises, its records come back
            self.failed(self.function, self.source, f"{type(error).__name__}: {error}")
        finally:
            self._settle(done, len(batch))
        return done > 0

    def _settle(self, done: int, size: int) -> None:
        self.tried = 0 if done else self.tried + 1
        self.waiting = self.waiting[done:]
        if done < size and self.tried >= self.tries:
            lost = self.waiting.pop(0)
            body = json.dumps({"DDBStreamBatchInfo": {"startSequenceNumber": lost["dynamodb"]["SequenceNumber"]}})
            client("sqs").send_message(QueueUrl=self.failure_queue, MessageBody=body)
            self.tried = 0

    def _read(self) -> None:
        streams = client("dynamodbstreams")
        if self.iterator is None:
            shard = streams.describe_stream(StreamArn=self.arn)["StreamDescription"]["Shards"][0]["ShardId"]
            self.iterator = streams.get_shard_iterator(
                StreamArn=self.arn, ShardId=shard, ShardIteratorType="TRIM_HORIZON"
            )["ShardIterator"]
        answer = streams.get_records(ShardIterator=self.iterator)
        self.iterator = answer["NextShardIterator"]
        records = [json.loads(json.dumps(record, default=str)) for record in answer["Records"]]
        self.waiting += [record for record in records if self._wanted(record)]

    def _wanted(self, record: Any) -> bool:
        return not self.patterns or any(EventPattern.load(pattern).matches_event(record) for pattern in self.patterns)
