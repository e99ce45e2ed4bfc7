"""A change was stored: announce the events and notices that came with it."""

from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from planreview.aws import bus, incoming, records
from planreview.aws.worker import stream_handler
from planreview.event import Event
from planreview.outbox import announcement_of


def relay(record: DynamoDBRecord) -> None:
    entry = incoming.outbox_entry(record)
    bus.announce([announcement_of(entry)])
    if isinstance(entry, Event):  # a notice is finished when it is sent, not when it is announced
        records.finish(entry)


handler = stream_handler(relay)
