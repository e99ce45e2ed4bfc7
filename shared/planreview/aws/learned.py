"""What was learned for a round, in S3 beside the texts: it is too large for an item of the table."""

import hashlib
from functools import lru_cache

from planreview.aws import clients, settings
from planreview.aws.records import RoundFiles
from planreview.errors import LearnedInvalid
from planreview.findings.learned import Learned
from planreview.round import Round


def sha256_of(file: bytes) -> str:
    return hashlib.sha256(file).hexdigest()


def checked(round_: Round, file: bytes | None) -> str | None:
    """The hash of the file, if there is one. Raises LearnedInvalid where it was learned for other rules."""
    return None if file is None else Learned(file, round_).sha256


def save(round_: Round, file: bytes | None) -> str | None:
    """Stores the file under its hash, which is returned. Raises LearnedInvalid as `checked` does."""
    sha256 = checked(round_, file)
    if file is None or sha256 is None:
        return None
    clients.s3().put_object(Bucket=settings.texts_bucket(), Key=_key(round_.id, sha256), Body=file)
    return sha256


def of(files: RoundFiles) -> Learned | None:
    """What was learned for an open round, loaded once in each process. Raises LearnedInvalid or ClientError where it is
    no use or gone: a round that is to be judged with it is not judged without."""
    return _load(files.round_, files.learned_sha256) if files.learned_sha256 else None


@lru_cache(maxsize=2)
def _load(round_: Round, sha256: str) -> Learned:
    answer = clients.s3().get_object(Bucket=settings.texts_bucket(), Key=_key(round_.id, sha256))
    file = answer["Body"].read()
    if sha256_of(file) != sha256:
        raise LearnedInvalid("the file of what was learned is not the one that the round was opened with")
    return Learned(file, round_)


def _key(round_id: str, sha256: str) -> str:
    return f"{round_id}/learned/{sha256}.zip"
