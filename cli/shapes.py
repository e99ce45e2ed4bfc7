"""The JSON shapes of the command. They are stable: others build on them."""

from datetime import UTC, timedelta
from typing import Any

from pydantic import TypeAdapter

from planreview.assessment import Assessment
from planreview.document import Document
from planreview.errors import Unreadable
from planreview.finding import Finding
from planreview.text import Text

_duration = TypeAdapter(timedelta)


def text(read: Text) -> dict[str, Any]:
    return {
        "document": read.document,
        "media_type": read.media_type,
        "sha256": read.sha256,
        "pages": [page.model_dump() for page in read.pages],
        "warnings": [caution.model_dump() for caution in read.warnings],
    }


def refusal(name: str, error: Unreadable) -> dict[str, Any]:
    return {"document": name, "error": {"code": str(error.code), "message": error.message}}


def summary(read: Text) -> dict[str, Any]:
    """A text without its pages' words."""
    return text(read) | {"pages": len(read.pages)}


def document(stored: Document) -> dict[str, Any]:
    """A document of a stack, as `summary` and `refusal` show one that was read without."""
    if stored.reason:
        return {"document": stored.name, "error": {"code": stored.reason, "message": stored.message}}
    return {
        "document": stored.name,
        "sha256": stored.receipt.sha256,
        "pages": stored.pages,
        "warnings": [caution.model_dump() for caution in stored.warnings],
    }


def criteria(assessment: Assessment | None) -> list[dict[str, Any]]:
    return [_finding(finding) for finding in assessment.findings] if assessment else []


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "id": finding.criterion,
        "status": finding.status,
        "evidence": [quote.model_dump(exclude={"sha256"}) for quote in finding.evidence],
    }


def receipt(stored: Document) -> dict[str, Any]:
    """Times in UTC, `late_by` as an ISO 8601 duration, null when on time."""
    given = stored.receipt
    return {
        "document": stored.name,
        "sha256": given.sha256,
        "received_at": f"{given.received_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "on_time": given.on_time,
        "late_by": None if given.on_time else _duration.dump_python(given.late_by, mode="json"),
    }
