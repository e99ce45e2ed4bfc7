"""Letters and overviews, in S3. The bucket keeps every version: a draft that is made anew replaces none."""

from collections.abc import Mapping

from planreview.aws import clients, settings

TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


def save_letter(round_id: str, force_id: str, forms: Mapping[str, bytes]) -> None:
    """`forms` by the ending of each file's name."""
    _save(f"{round_id}/letters/{force_id}", forms)


def save_edited(round_id: str, force_id: str, sha256: str, content: bytes) -> None:
    """The document of an office that holds an edited letter, as it was given; the audit trail has its SHA-256."""
    _save(f"{round_id}/letters/edited/{force_id}-{sha256[:16]}", {"docx": content})


def save_overview(round_id: str, forms: Mapping[str, bytes]) -> None:
    _save(f"{round_id}/overview", forms)


def load_all(round_id: str) -> dict[str, bytes]:
    """All letters and overviews of a round as they are now, by their keys within the round."""
    s3, bucket, prefix = clients.s3(), settings.published_bucket(), f"{round_id}/"
    pages = s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix)
    keys = [found["Key"] for page in pages for found in page.get("Contents", [])]
    return {key.removeprefix(prefix): s3.get_object(Bucket=bucket, Key=key)["Body"].read() for key in keys}


def _save(stem: str, forms: Mapping[str, bytes]) -> None:
    for ending, content in forms.items():
        clients.s3().put_object(
            Bucket=settings.published_bucket(), Key=f"{stem}.{ending}", Body=content, ContentType=TYPES[ending]
        )
