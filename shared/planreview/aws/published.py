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


def save_overview(round_id: str, forms: Mapping[str, bytes]) -> None:
    _save(f"{round_id}/overview", forms)


def _save(stem: str, forms: Mapping[str, bytes]) -> None:
    for ending, content in forms.items():
        clients.s3().put_object(
            Bucket=settings.published_bucket(), Key=f"{stem}.{ending}", Body=content, ContentType=TYPES[ending]
        )
