"""The JSON shapes of the command. They are stable: others build on them."""

from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from planreview.assessment import Assessment
from planreview.document import Document
from planreview.finding import Finding
from planreview.text import Text

if TYPE_CHECKING:
    from cli.reading import Reading

_duration = TypeAdapter(timedelta)


def reading(found: "Reading") -> dict[str, Any]:
    """A text or a refusal. `members` are the documents inside, in the same shape; `label` and `confidence` of a page
    stand only where there are any."""
    if found.text is None:
        return refusal(found)
    pages = [page.model_dump(exclude_none=True) for page in found.text.pages]
    return _text(found.name, found.text, pages) | {"members": [reading(inside) for inside in found.inside]}


def refusal(found: "Reading") -> dict[str, Any]:
    error = found.refusal
    return {"document": found.name, "error": {"code": str(error.code), "message": error.message} if error else None}


def summary(found: "Reading") -> dict[str, Any]:
    """A reading without its pages' words, and without what is inside."""
    return _text(found.name, found.text, len(found.text.pages)) if found.text else refusal(found)


def _text(name: str, text: Text, pages: object) -> dict[str, Any]:
    return {
        "document": name,
        "media_type": text.media_type,
        "sha256": text.sha256,
        "pages": pages,
        "pages_expected": text.pages_expected,
        "warnings": [caution.model_dump() for caution in text.warnings],
    }


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


def criteria(assessment: Assessment | None, *, explain: bool = False) -> list[dict[str, Any]]:
    """`reason` and `also` are null where there is none, `second` where rules and examples agree. `by` proposes the
    status, with its `probability` where that is from examples; `unread` says that what is not found may stand in what
    could not be read. With `explain`, the rules' `trace`, and `compared` with what examples make of the passages that
    come closest, stand beside the evidence."""
    return [finding(one, explain=explain) for one in assessment.findings] if assessment else []


def finding(found: Finding, *, explain: bool = False) -> dict[str, Any]:
    second = found.second
    shape: dict[str, Any] = {
        "id": found.criterion,
        "status": found.status,
        "reason": found.reason,
        "also": found.also,
        "by": found.by,
        "probability": found.probability,
        "unread": found.unread,
        "evidence": [quote.model_dump(exclude={"sha256"}) for quote in found.evidence],
        "second": second and second.model_dump(mode="json", exclude={"evidence": {"sha256"}}),
    }
    if explain:
        shape |= {
            name: [step.model_dump(mode="json", exclude={"evidence": {"sha256"}}) for step in steps]
            for name, steps in (("trace", found.trace), ("compared", found.compared))
        }
    return shape


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
