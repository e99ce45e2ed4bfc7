"""The weights of second opinions, in S3 beside the texts: they are too large for an item of the table."""

import hashlib
from functools import lru_cache

from botocore.exceptions import ClientError

from planreview.aws import clients, settings
from planreview.aws.records import RoundFiles
from planreview.errors import OpinionInvalid
from planreview.opinion import Learned
from planreview.round import Round


def sha256_of(weights: bytes) -> str:
    return hashlib.sha256(weights).hexdigest()


def save(round_: Round, weights: bytes | None) -> str | None:
    """Stores the weights under their hash, which is returned. Raises OpinionInvalid where they are of other rules."""
    if weights is None:
        return None
    Learned(weights, round_)
    sha256 = sha256_of(weights)
    clients.s3().put_object(Bucket=settings.texts_bucket(), Key=_key(round_.id, sha256), Body=weights)
    return sha256


def of(files: RoundFiles) -> Learned | None:
    """The second opinion of an open round, loaded once in each process. Raises OpinionInvalid where it cannot be."""
    return _load(files.round_, files.opinion_sha256) if files.opinion_sha256 else None


@lru_cache(maxsize=2)
def _load(round_: Round, sha256: str) -> Learned:
    try:
        answer = clients.s3().get_object(Bucket=settings.texts_bucket(), Key=_key(round_.id, sha256))
    except ClientError as error:
        raise OpinionInvalid(f"the weights of the second opinion cannot be had: {error}") from error
    return Learned(answer["Body"].read(), round_)


def _key(round_id: str, sha256: str) -> str:
    return f"{round_id}/opinion/{sha256}.xz"
