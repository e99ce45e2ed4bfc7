"""How values of the core become items of the table, and back.

One table, keyed by `pk` and `sk`. All of a round is one partition: it is read whole by the agenda, and 43 forces'
worth of writes is far below what one partition takes (1,000 a second).

    pk             sk                            what
    ROUNDS         <round>                       the round's files as they were when it was opened
    ROUND#<round>  SUBMISSION#<force>
    ROUND#<round>  DOCUMENT#<force>#<document>
    ROUND#<round>  PROPOSAL#<force>
    ROUND#<round>  JUDGEMENT#<force>#<criterion>#<inspector>
    ROUND#<round>  DECISION#<force>#<criterion>#<revision>
    ROUND#<round>  LETTER#<force>#<version>      what an office made of a draft
    ROUND#<round>  AUDIT#<force>#<number>
    ROUND#<round>  EVENT#<event>
    ROUND#<round>  NOTICE#<notice>
    STRAYS         <document>                    uploads that belong to no force

Items with work still to do carry `unfinished` (which kind of work) and `since`, the keys of a sparse index: what is
waiting is one query, however much is done.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from planreview.audit import AuditEntry
from planreview.change import Record
from planreview.decision import Decision
from planreview.document import BEING_READ, Document, Stray
from planreview.event import Event
from planreview.judgement import Judgement
from planreview.letter import EditedLetter
from planreview.notice import Notice
from planreview.proposal import Proposal
from planreview.submission import Submission
from planreview.value import Value

Item = dict[str, Any]
V = TypeVar("V", bound=Value)

_OURS = frozenset({"pk", "sk", "unfinished", "since"})
_serialise = TypeSerializer().serialize
_deserialise = TypeDeserializer().deserialize


def pk(round_id: str) -> str:
    return f"ROUND#{round_id}"


def key_of(record: Record) -> tuple[str, str]:
    if isinstance(record, Stray):
        return "STRAYS", record.id
    match record:
        case Submission():
            sk = f"SUBMISSION#{record.force_id}"
        case Document():
            sk = f"DOCUMENT#{record.force_id}#{record.id}"
        case Proposal():
            sk = f"PROPOSAL#{record.force_id}"
        case Judgement():
            sk = f"JUDGEMENT#{record.force_id}#{record.criterion}#{record.by}"
        case Decision():
            sk = f"DECISION#{record.force_id}#{record.criterion}#{record.revision:06}"
        case EditedLetter():
            sk = f"LETTER#{record.force_id}#{record.version:06}"
        case AuditEntry():
            sk = f"AUDIT#{record.force_id}#{record.number:06}"
        case Event():
            sk = f"EVENT#{record.id}"
        case Notice():
            sk = f"NOTICE#{record.id}"
    return pk(record.round_id), sk


def work_left(record: Record) -> tuple[str, datetime] | None:
    """What kind of work a record still waits for, and since when; None where all is done.

    An event waits to be announced, a notice to be sent, a document to be read and then, if on time and with
    words of its own, to be assessed.
    """
    match record:
        case Event():
            return "event", record.at
        case Notice() if not record.finished:
            return "notice", record.tried_at or record.queued_at
        case Document() if record.state in BEING_READ:
            return "document", record.receipt.received_at
        case Document() if record.counts:
            return "document", record.receipt.received_at
        case _:
            return None


def to_item(record: Record) -> Item:
    values = json.loads(record.model_dump_json(exclude_none=True), parse_float=Decimal)
    values["pk"], values["sk"] = key_of(record)
    if left := work_left(record):
        values["unfinished"], values["since"] = left[0], stamp(left[1])
    return {name: _serialise(value) for name, value in values.items()}


def from_item(kind: type[V], item: Item) -> V:
    return from_values(kind, {name: _deserialise(value) for name, value in item.items()})


def from_values(kind: type[V], values: Mapping[str, Any]) -> V:
    """The value of an item whose attributes have been deserialised already, as a stream's reader does."""
    return kind.model_validate({name: value for name, value in values.items() if name not in _OURS})


def key(pk_: str, sk: str) -> Item:
    return {"pk": {"S": pk_}, "sk": {"S": sk}}


def value(thing: object) -> Any:
    """One attribute value; enums and dates as they stand in an item."""
    return _serialise(thing if isinstance(thing, (int, bool)) else str(thing))


def stamp(moment: datetime) -> str:
    """ISO 8601 in UTC with a fixed width, so that order of text is order of time."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
