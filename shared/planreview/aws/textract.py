"""Amazon Textract: it recognises a whole document in S3 by itself, and tells a topic when it is done.

What it takes: docs.aws.amazon.com/textract/latest/dg/limits-document.html. It keeps a result for seven days.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import atan2, pi, sqrt
from statistics import fmean
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from planreview.aws import clients, settings
from planreview.aws.worker import logger
from planreview.document import Document, Reason
from planreview.errors import RecogniserBusy, Unreadable
from planreview.layout import Box, beside_each_other, text_of
from planreview.recognition import Recognised
from planreview.text import Page, Text

if TYPE_CHECKING:
    from mypy_boto3_textract.type_defs import BlockTypeDef, GetDocumentTextDetectionResponseTypeDef, PointTypeDef

TAKEN = frozenset({"application/pdf", "image/tiff", "image/png", "image/jpeg"})
"""Media types. Of these, PDF and TIFF may have up to 500 MB: five times what is read here at all."""

PICTURE_SIZE = 10_000_000
"""Bytes of a PNG or JPEG; Textract says 10 MB without saying which."""

PAGES = 3_000
"""Pages of one document."""

_BUSY = frozenset({"LimitExceededException", "ProvisionedThroughputExceededException", "ThrottlingException"})
_REFUSED = {
    "BadDocumentException": Reason.CORRUPT,
    "DocumentTooLargeException": Reason.TOO_LARGE,
    "UnsupportedDocumentException": Reason.UNSUPPORTED,
}
_HEIGHT = sqrt(2)
"""Of a page whose width is 1. Textract gives places as shares of width and height; nearly all pages are A4."""


def start(document: Document, text: Text) -> str:
    """The id of the job that recognises a document. Starting it again is the same job, for as long as it is kept.

    Raises Unreadable for a document that Textract does not take, and RecogniserBusy where it takes no more for now.
    """
    _check(document, text)
    receipt = document.receipt
    try:
        answer = clients.textract().start_document_text_detection(
            DocumentLocation={
                "S3Object": {"Bucket": receipt.bucket, "Name": receipt.key, "Version": receipt.version_id}
            },
            ClientRequestToken=document.id,
            JobTag=document.id,
            NotificationChannel={"SNSTopicArn": settings.textract_topic(), "RoleArn": settings.textract_role()},
        )
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code in _REFUSED:
            raise _refusal(_REFUSED[code]) from error
        raise _busy(error) from error
    return answer["JobId"]


def found(job: str, numbers: Sequence[int]) -> Recognised | None:
    """What a job has made of the pages with these numbers; None while it goes on.

    Raises RecogniserBusy where Textract answers no more for now.
    """
    lines: dict[int, list[BlockTypeDef]] = {}
    for answer in _answers(job):
        match answer["JobStatus"]:
            case "IN_PROGRESS":
                return None
            case "FAILED":
                logger.error("Textract's job failed", job=job, status=answer.get("StatusMessage"))
                return Recognised((), _refusal(Reason.ILLEGIBLE))
        for block in answer["Blocks"]:
            seen = lines.setdefault(block.get("Page", 1), [])
            if block["BlockType"] == "LINE":
                seen.append(block)
        for warning in answer.get("Warnings", []):
            logger.warning("Textract left out pages", job=job, code=warning.get("ErrorCode"), pages=warning["Pages"])
            numbers = [number for number in numbers if number not in warning["Pages"]]
    return Recognised(tuple(_page(number, lines[number]) for number in numbers if number in lines))


def _answers(job: str) -> "Iterator[GetDocumentTextDetectionResponseTypeDef]":
    """The result, of which each answer holds up to a thousand blocks."""
    ask = clients.textract().get_document_text_detection
    try:
        answer = ask(JobId=job)
        yield answer
        while "NextToken" in answer:
            answer = ask(JobId=job, NextToken=answer["NextToken"])
            yield answer
    except ClientError as error:
        raise _busy(error) from error


def _check(document: Document, text: Text) -> None:
    picture = text.media_type in ("image/png", "image/jpeg")
    if text.media_type not in TAKEN:
        raise _refusal(Reason.UNSUPPORTED)
    if text.pages_expected > PAGES or (picture and document.receipt.size > PICTURE_SIZE):
        raise _refusal(Reason.TOO_LARGE)


def _busy(error: ClientError) -> Exception:
    code = error.response["Error"]["Code"]
    return RecogniserBusy(f"Textract: {code}") if code in _BUSY else error


def _refusal(reason: Reason) -> Unreadable:
    return Unreadable(reason, _SENTENCES[reason] + " Please send the document from which it was printed.")


_SENTENCES = {
    Reason.CORRUPT: "The document is damaged, so that the words in its pictures cannot be recognised.",
    Reason.TOO_LARGE: "Words are recognised in documents of up to"
    f" {PAGES:,} pages, and in pictures (PNG, JPEG) of up to {PICTURE_SIZE:,} bytes; the document has more.",
    Reason.UNSUPPORTED: "Words are recognised in scans as PDF without a password, TIFF, PNG or JPEG; the document is"
    " of another kind.",
    Reason.ILLEGIBLE: "The words in the document's pictures could not be recognised.",
}


def _page(number: int, lines: "Sequence[BlockTypeDef]") -> Page:
    weights = [len(line["Text"]) for line in lines]
    confidence = round(fmean((line["Confidence"] for line in lines), weights)) if lines else 0
    text = text_of(beside_each_other(_boxes(lines)), are_cells=True)  # Textract ends a line where a gap is wide
    return Page(number=number, text=text, source="ocr", confidence=confidence)


def _boxes(lines: "Sequence[BlockTypeDef]") -> list[Box]:
    """Where the lines stand once the page has been turned upright."""
    corners = [line["Geometry"]["Polygon"] for line in lines]
    turns = Counter(_quarters(polygon) for polygon in corners)
    turn = turns.most_common(1)[0][0] if turns else 0
    return [_box(line["Text"], polygon, turn) for line, polygon in zip(lines, corners, strict=True)]


def _quarters(polygon: "Sequence[PointTypeDef]") -> int:
    """By how many right angles, clockwise, a line is turned. Its polygon begins where its first letter does."""
    (x, y), (end_x, end_y) = (_place(point, 0) for point in polygon[:2])
    return round(atan2(end_y - y, end_x - x) / (pi / 2)) % 4


def _box(text: str, polygon: "Sequence[PointTypeDef]", turn: int) -> Box:
    (x, y), (end_x, end_y), *others = (_place(point, turn) for point in polygon)
    xs, ys = zip((x, y), (end_x, end_y), *others, strict=True)
    slope = (end_y - y) / (end_x - x) if end_x > x else 0.0
    return Box(text, min(xs), min(ys), max(xs), max(ys), slope)


def _place(point: "PointTypeDef", turn: int) -> tuple[float, float]:
    """A corner, on a page turned back by so many right angles."""
    x, y = point["X"], point["Y"] * _HEIGHT
    return [(x, y), (y, -x), (-x, -y), (-y, x)][turn]
