"""Documents and their texts, in S3. Documents are only ever read; a text is written once, and once more where words are
recognised in its pictures: two runs that overlap never write over each other."""

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from planreview.aws import clients, settings
from planreview.document import Document
from planreview.errors import Conflict
from planreview.inside import Place
from planreview.receipt import Receipt
from planreview.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

CHUNK = 1024 * 1024
"""Bytes held in memory at a time while an object is hashed."""


@dataclass(frozen=True)
class Fingerprint:
    """`size` in bytes, `sha256` in lower-case hexadecimal."""

    size: int
    sha256: str


def fingerprint(bucket: str, key: str, version_id: str) -> Fingerprint:
    """Size and SHA-256 of one object version, from its bytes as they are stored."""
    size, digest = 0, hashlib.sha256()
    for chunk in _chunks(bucket, key, version_id):
        size += len(chunk)
        digest.update(chunk)
    return Fingerprint(size, digest.hexdigest())


def content(receipt: Receipt) -> bytes:
    """The bytes that a receipt is for."""
    return b"".join(_chunks(receipt.bucket, receipt.key, receipt.version_id))


def save_inside(outer: Document, number: int, content: bytes) -> Place:
    """Stores the bytes of the `number`th document inside another. Doing so again adds a version with the same bytes."""
    bucket = settings.texts_bucket()
    key = f"{outer.round_id}/{outer.force_id}/inside/{outer.id}/{number}"
    answer = clients.s3().put_object(Bucket=bucket, Key=key, Body=content)
    return Place(bucket, key, answer["VersionId"])


def keep_text(round_id: str, force_id: str, document_id: str, text: Text) -> Text:
    """Stores the text of a document, unless there is one already: the first one stays, and is given back."""
    try:
        _put_text(round_id, force_id, document_id, text, IfNoneMatch="*")
    except Conflict:
        return load_text(round_id, force_id, document_id)
    return text


def replace_text(round_id: str, force_id: str, document_id: str, text: Text, etag: str) -> None:
    """Stores a text in place of the one with that ETag. Raises Conflict where another has taken its place."""
    _put_text(round_id, force_id, document_id, text, IfMatch=etag)


def load_text(round_id: str, force_id: str, document_id: str) -> Text:
    return load_text_and_etag(round_id, force_id, document_id)[0]


def load_text_and_etag(round_id: str, force_id: str, document_id: str) -> tuple[Text, str]:
    answer = clients.s3().get_object(Bucket=settings.texts_bucket(), Key=text_key(round_id, force_id, document_id))
    return Text.model_validate_json(answer["Body"].read()), answer["ETag"]


def copy_text(document: Document, to: Document) -> None:
    """Gives a document that serves another force the text of the one that was sent. Doing so again changes nothing."""
    keep_text(to.round_id, to.force_id, to.id, load_text(document.round_id, document.force_id, document.id))


def text_key(round_id: str, force_id: str, document_id: str) -> str:
    return f"{round_id}/{force_id}/{document_id}.json"


def _put_text(round_id: str, force_id: str, document_id: str, text: Text, **condition: str) -> None:
    key = text_key(round_id, force_id, document_id)
    try:
        clients.s3().put_object(
            Bucket=settings.texts_bucket(),
            Key=key,
            Body=text.model_dump_json().encode(),
            ContentType="application/json",
            **condition,  # type: ignore[arg-type]
        )
    except ClientError as error:
        if error.response["Error"]["Code"] not in ("PreconditionFailed", "ConditionalRequestConflict"):
            raise
        raise Conflict(f"another text is at {key} by now") from error


def _chunks(bucket: str, key: str, version_id: str) -> "Iterator[bytes]":
    answer = clients.s3().get_object(Bucket=bucket, Key=key, VersionId=version_id)
    yield from answer["Body"].iter_chunks(CHUNK)
