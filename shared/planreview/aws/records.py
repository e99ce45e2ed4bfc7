"""The state of rounds, in DynamoDB. Every write is conditional on what was loaded, and whole or not at all."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from botocore.exceptions import ClientError
from pydantic import AwareDatetime

from planreview.acts import Case
from planreview.audit import AuditEntry
from planreview.aws import clients, items, settings
from planreview.change import Change, Move, Record
from planreview.decision import Decision
from planreview.document import Document, Stray
from planreview.errors import Conflict, Contended, RoundNotOpen, Unattributable
from planreview.event import Event
from planreview.judgement import Judgement
from planreview.letter import EditedLetter
from planreview.notice import Notice
from planreview.outbox import Waiting
from planreview.proposal import Proposal
from planreview.round import Round, read_round
from planreview.submission import Submission
from planreview.value import Value

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TransactWriteItemTypeDef

V = TypeVar("V", bound=Value)

_PERMANENT = frozenset({"ValidationError", "ItemCollectionSizeLimitExceeded"})
"""Why DynamoDB refuses a transaction however often it comes: an item is too large, say."""

_PASSING = frozenset({"ThrottlingError", "ProvisionedThroughputExceeded", "TransactionConflict"})
"""Why it refuses one that may well go through a moment later, as it is."""


class RoundFiles(Value):
    """A round as it was opened: the text of its two files, so that every run reads the same rules.

    `learned_sha256` is of the file of what was learned for it, if it has one; planreview.aws.learned keeps that.
    """

    id: str
    source: str
    forces_source: str
    opened_at: AwareDatetime
    learned_sha256: str | None = None

    @property
    def round_(self) -> Round:
        return read_round(self.source, self.id)


def apply(change: Change) -> bool:
    """Stores a change: True if it did, False if the same change had been stored before.

    Raises Conflict if something that the change rests on is no longer as it was loaded, and Contended if only too many
    were writing. DynamoDB's own token for repeated transactions is honoured for ten minutes only, so the change's first
    new record is the mark instead.
    """
    try:
        clients.dynamodb().transact_write_items(TransactItems=[*map(_create, change.new), *map(_move, change.moves)])
    except ClientError as error:
        if error.response["Error"]["Code"] != "TransactionCanceledException":
            raise
        causes = {cause.get("Code", "None") for cause in error.response.get("CancellationReasons", ())}
        if causes & _PERMANENT:
            raise
        if change.new and _exists(change.new[0]):
            return False
        if causes & _PASSING:
            raise Contended(f"too many were writing: {error}") from error
        raise Conflict(f"stored state has changed since it was loaded: {error}") from error
    return True


def _create(record: Record) -> "TransactWriteItemTypeDef":
    return {
        "Put": {
            "TableName": settings.table(),
            "Item": items.to_item(record),
            "ConditionExpression": "attribute_not_exists(pk)",
        }
    }


def _move(move: Move) -> "TransactWriteItemTypeDef":
    return {
        "Put": {
            "TableName": settings.table(),
            "Item": items.to_item(move.stored),
            "ConditionExpression": " AND ".join(f"#{field} = :{field}" for field in move.guards),
            "ExpressionAttributeNames": {f"#{field}": field for field in move.guards},
            "ExpressionAttributeValues": {
                f":{field}": items.value(getattr(move.before, field)) for field in move.guards
            },
        }
    }


def _exists(record: Record) -> bool:
    return _get(*items.key_of(record)) is not None


def open_round(files: RoundFiles) -> bool:
    """Stores a round's files; False if the round is open already, whatever its files say."""
    try:
        clients.dynamodb().put_item(
            TableName=settings.table(),
            Item=_files_item(files),
            ConditionExpression="attribute_not_exists(pk)",
        )
    except clients.dynamodb().exceptions.ConditionalCheckFailedException:
        return False
    return True


def revise_round(before: RoundFiles, after: RoundFiles) -> None:
    """Replaces a round's files. Raises Conflict where they are no longer what they were."""
    try:
        clients.dynamodb().put_item(
            TableName=settings.table(),
            Item=_files_item(after),
            ConditionExpression="#source = :source AND forces_source = :forces",
            ExpressionAttributeNames={"#source": "source"},
            ExpressionAttributeValues={":source": {"S": before.source}, ":forces": {"S": before.forces_source}},
        )
    except clients.dynamodb().exceptions.ConditionalCheckFailedException as error:
        raise Conflict(f"somebody else changed the round {after.id} just now; look at it and try again") from error


def open_rounds() -> list[RoundFiles]:
    return [items.from_item(RoundFiles, item) for item in _query("ROUNDS", "")]


def _files_item(files: RoundFiles) -> items.Item:
    item = {name: items.value(value) for name, value in files.model_dump(mode="json", exclude_none=True).items()}
    return items.key("ROUNDS", files.id) | item


def round_files(round_id: str) -> RoundFiles | None:
    """None too for an empty id, which DynamoDB takes for no key: an upload's key may begin with a slash."""
    item = _get("ROUNDS", round_id) if round_id else None
    return items.from_item(RoundFiles, item) if item else None


def opened(round_id: str) -> RoundFiles:
    """Raises RoundNotOpen if no such round is open."""
    files = round_files(round_id)
    if files is None:
        raise RoundNotOpen(f"no round '{round_id}' is open")
    return files


def round_(round_id: str) -> Round:
    """Raises RoundNotOpen if no such round is open."""
    return opened(round_id).round_


def submission(round_id: str, force_id: str) -> Submission:
    """Raises Unattributable if the round asks no such force."""
    found = _one(Submission, round_id, f"SUBMISSION#{force_id}")
    if found is None:
        raise Unattributable(f"the round '{round_id}' asks no force '{force_id}'")
    return found


def case(round_: Round, force_id: str) -> Case:
    """All that an act on one force's assessment rests on. Raises Unattributable if the round asks no such force."""
    return Case(
        round_=round_,
        submission=submission(round_.id, force_id),
        decisions=decisions(round_.id, force_id),
        judgements=judgements(round_.id, force_id) if round_.assessment.blind else (),
        proposal=proposal(round_.id, force_id),
        documents=documents(round_.id, force_id),
    )


def submissions(round_id: str) -> list[Submission]:
    return _all(Submission, round_id, "SUBMISSION#")


def document(round_id: str, force_id: str | None, document_id: str | None) -> Document | None:
    """None too where an id is None: an announcement or a notice need not be about a document."""
    if force_id is None or document_id is None:
        return None
    return _one(Document, round_id, f"DOCUMENT#{force_id}#{document_id}")


def documents(round_id: str, force_id: str | None = None) -> list[Document]:
    return _all(Document, round_id, f"DOCUMENT#{force_id}#" if force_id else "DOCUMENT#")


def proposal(round_id: str, force_id: str) -> Proposal | None:
    return _one(Proposal, round_id, f"PROPOSAL#{force_id}")


def proposals(round_id: str) -> list[Proposal]:
    return _all(Proposal, round_id, "PROPOSAL#")


def judgements(round_id: str, force_id: str | None = None) -> list[Judgement]:
    """What inspectors judged apart, of one force or of all."""
    return _all(Judgement, round_id, f"JUDGEMENT#{force_id}#" if force_id else "JUDGEMENT#")


def decisions(round_id: str, force_id: str | None = None) -> list[Decision]:
    """Every decision ever made, those that were replaced too, of one force or of all."""
    return _all(Decision, round_id, f"DECISION#{force_id}#" if force_id else "DECISION#")


def edited_letter(submission: Submission) -> EditedLetter | None:
    """The edited letter in force; None where the draft is."""
    if submission.letter is None:
        return None
    return _one(EditedLetter, submission.round_id, f"LETTER#{submission.force_id}#{submission.letter:06}")


def audit_trail(round_id: str, force_id: str) -> list[AuditEntry]:
    """In the order of the acts."""
    return _all(AuditEntry, round_id, f"AUDIT#{force_id}#")


def events(round_id: str) -> list[Event]:
    return _all(Event, round_id, "EVENT#")


def notice(round_id: str, notice_id: str | None) -> Notice | None:
    """None too where the id is None."""
    if notice_id is None:
        return None
    return _one(Notice, round_id, f"NOTICE#{notice_id}")


def notices(round_id: str) -> list[Notice]:
    return _all(Notice, round_id, "NOTICE#")


def strays() -> list[Stray]:
    return [items.from_item(Stray, item) for item in _query("STRAYS", "")]


def stray(document_id: str) -> Stray | None:
    item = _get("STRAYS", document_id)
    return items.from_item(Stray, item) if item else None


def unfinished(kind: str, before: datetime) -> list[Waiting]:
    """What has waited for its work since before a moment. `kind` is `event`, `notice` or `document`."""
    types: dict[str, type[Waiting]] = {"event": Event, "notice": Notice, "document": Document}
    pages = (
        clients.dynamodb()
        .get_paginator("query")
        .paginate(
            TableName=settings.table(),
            IndexName="unfinished",
            KeyConditionExpression="unfinished = :kind AND since < :before",
            ExpressionAttributeValues={":kind": {"S": kind}, ":before": {"S": items.stamp(before)}},
        )
    )
    return [items.from_item(types[kind], item) for page in pages for item in page["Items"]]


def finish(record: Record) -> None:
    """Takes a record off the list of what waits for work. Doing so twice, or late, changes nothing."""
    _update(record, "REMOVE unfinished, since", {})


def wait_anew(record: Record, since: datetime) -> None:
    """Lets a record that was announced again wait from now on, unless its work was done meanwhile."""
    _update(record, "SET since = :since", {":since": {"S": items.stamp(since)}})


def _update(record: Record, expression: str, values: dict[str, Any]) -> None:
    arguments: dict[str, Any] = {"ExpressionAttributeValues": values} if values else {}
    try:
        clients.dynamodb().update_item(
            TableName=settings.table(),
            Key=items.key(*items.key_of(record)),
            UpdateExpression=expression,
            ConditionExpression="attribute_exists(unfinished)",
            **arguments,
        )
    except clients.dynamodb().exceptions.ConditionalCheckFailedException:
        return


def _one(kind: type[V], round_id: str, sk: str) -> V | None:
    item = _get(items.pk(round_id), sk)
    return items.from_item(kind, item) if item else None


def _all(kind: type[V], round_id: str, prefix: str) -> list[V]:
    return [items.from_item(kind, item) for item in _query(items.pk(round_id), prefix)]


def _get(pk: str, sk: str) -> items.Item | None:
    answer = clients.dynamodb().get_item(TableName=settings.table(), Key=items.key(pk, sk), ConsistentRead=True)
    return answer.get("Item")


def _query(pk: str, prefix: str) -> Iterator[items.Item]:
    condition, values = "pk = :pk", {":pk": {"S": pk}}
    if prefix:
        condition, values = "pk = :pk AND begins_with(sk, :sk)", values | {":sk": {"S": prefix}}
    pages = (
        clients.dynamodb()
        .get_paginator("query")
        .paginate(
            TableName=settings.table(),
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
    )
    for page in pages:
        yield from page["Items"]
