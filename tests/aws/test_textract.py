"""What is asked of Textract, and what is made of its answers."""

from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from planreview.aws import clients, textract
from planreview.errors import RecogniserBusy, Unreadable
from planreview.recognition import Recognised
from planreview.text import Page, Text
from tests.core.samples import a_document
from tests.textract import JOB, Textract, line, page


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[Textract]:
    monkeypatch.setenv("TEXTRACT_TOPIC", "arn:aws:sns:eu-west-2:123456789012:recognised")
    monkeypatch.setenv("TEXTRACT_ROLE", "arn:aws:iam::123456789012:role/textract")
    clients.forget()
    with Textract() as service:
        yield service


def a_scan(media_type: str = "application/pdf", pages: int = 1) -> Text:
    return Text(
        document="plan.pdf", media_type=media_type, sha256="ab" * 32, pages=(), pages_expected=pages, scans=(1,)
    )


def turned(polygon: list[dict[str, float]], quarters: int) -> list[dict[str, float]]:
    """The polygon on a page that lies on its side or its head, in shares of the page as it lies."""
    for _ in range(quarters):
        polygon = [{"X": 1 - corner["Y"], "Y": corner["X"]} for corner in polygon]
    return polygon


def test_a_document_is_named_by_its_version_and_its_id_is_token_and_tag(service: Textract) -> None:
    document = a_document()

    jobs = {textract.start(document, a_scan()) for _ in range(2)}

    assert jobs == {JOB}
    assert (
        service.started[0]
        == service.started[1]
        == {
            "DocumentLocation": {
                "S3Object": {"Bucket": "submissions", "Name": "plans-2017/kent/plan.pdf", "Version": "v1"}
            },
            "ClientRequestToken": document.id,
            "JobTag": document.id,
            "NotificationChannel": {
                "SNSTopicArn": "arn:aws:sns:eu-west-2:123456789012:recognised",
                "RoleArn": "arn:aws:iam::123456789012:role/textract",
            },
        }
    )


TOO_LARGE = (
    "Words are recognised in documents of up to 3,000 pages, and in pictures (PNG, JPEG) of up to 10,000,000 bytes;"
    " the document has more. Please send the document from which it was printed."
)
UNSUPPORTED = (
    "Words are recognised in scans as PDF without a password, TIFF, PNG or JPEG; the document is of another kind."
    " Please send the document from which it was printed."
)
DAMAGED = (
    "The document is damaged, so that the words in its pictures cannot be recognised."
    " Please send the document from which it was printed."
)


@pytest.mark.parametrize(
    ("refusal", "code", "sentence"),
    [
        ("UnsupportedDocumentException", "unsupported", UNSUPPORTED),
        ("DocumentTooLargeException", "too_large", TOO_LARGE),
        ("BadDocumentException", "corrupt", DAMAGED),
    ],
)
def test_a_document_that_textract_refuses_is_unreadable(
    service: Textract, refusal: str, code: str, sentence: str
) -> None:
    service.refusal = refusal

    with pytest.raises(Unreadable) as refused:
        textract.start(a_document(), a_scan())

    assert (refused.value.code, refused.value.message) == (code, sentence)


@pytest.mark.parametrize(
    ("text", "size", "code", "sentence"),
    [
        (a_scan("image/png"), 10_000_001, "too_large", TOO_LARGE),
        (a_scan("image/jpeg"), 10_000_001, "too_large", TOO_LARGE),
        (a_scan(pages=3_001), 1, "too_large", TOO_LARGE),
        (a_scan("application/rtf"), 1, "unsupported", UNSUPPORTED),
    ],
)
def test_what_textract_would_refuse_is_not_sent_there(
    service: Textract, text: Text, size: int, code: str, sentence: str
) -> None:
    document = a_document()
    document = document.model_copy(update={"receipt": document.receipt.model_copy(update={"size": size})})

    with pytest.raises(Unreadable) as refused:
        textract.start(document, text)

    assert (refused.value.code, refused.value.message, service.asked) == (code, sentence, [])


def test_a_large_scan_as_pdf_or_tiff_is_sent(service: Textract) -> None:
    document = a_document()
    document = document.model_copy(update={"receipt": document.receipt.model_copy(update={"size": 99_000_000})})

    assert {textract.start(document, a_scan(kind)) for kind in ("application/pdf", "image/tiff")} == {JOB}


@pytest.mark.parametrize("code", ["LimitExceededException", "ProvisionedThroughputExceededException"])
def test_a_textract_that_takes_no_more_is_busy(service: Textract, code: str) -> None:
    service.refusal = code

    with pytest.raises(RecogniserBusy, match=f"Textract: {code}"):
        textract.start(a_document(), a_scan())
    with pytest.raises(RecogniserBusy, match=f"Textract: {code}"):
        textract.found(JOB, (1,))


def test_what_no_document_is_to_blame_for_is_raised(service: Textract) -> None:
    service.refusal = "AccessDeniedException"

    with pytest.raises(ClientError, match="AccessDenied"):
        textract.start(a_document(), a_scan())


def test_a_job_under_way_has_found_nothing_yet(service: Textract) -> None:
    service.status = "IN_PROGRESS"

    assert textract.found(JOB, (1,)) is None


def test_a_job_that_failed_says_so(service: Textract) -> None:
    service.status = "FAILED"

    found = textract.found(JOB, (1,))

    assert found is not None
    assert (found.pages, found.why and found.why.code) == ((), "illegible")


ROWS = [
    [line(cell, left, 0.2 + 0.02 * number, confidence=confidence) for left, cell in zip((0.1, 0.5), cells, strict=True)]
    for number, (confidence, cells) in enumerate(
        [(99.0, ("Action", "Owner")), (99.0, ("Buy it", "Head")), (90.0, ("Check it", "Deputy"))]
    )
]
TABLE = "Action | Owner\nBuy it | Head\nCheck it | Deputy"


def test_lines_beside_each_other_are_a_row_however_many_answers_they_come_in(service: Textract) -> None:
    service.blocks = [*page(1, line("Not asked for.", 0.1, 0.1)), *page(2, *(cell for row in ROWS for cell in row))]
    service.at_once = 2

    found = textract.found(JOB, (2,))

    assert found == Recognised((Page(number=2, text=TABLE, source="ocr", confidence=95),))
    assert service.asked == ["get"] * 5


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_page_on_its_side_or_its_head_is_the_same_page(service: Textract, quarters: int) -> None:
    def lying(cell: dict[str, Any]) -> dict[str, Any]:
        return {**cell, "Geometry": {"Polygon": turned(cell["Geometry"]["Polygon"], quarters)}}

    service.blocks = page(1, *(lying(cell) for row in ROWS for cell in row))

    found = textract.found(JOB, (1,))

    assert found is not None
    assert [found_.text for found_ in found.pages] == [TABLE]


def test_a_page_without_lines_is_empty_and_one_that_was_left_out_is_not_there(service: Textract) -> None:
    service.status = "PARTIAL_SUCCESS"
    service.blocks = [*page(1), *page(2, line("Half a", 0.1, 0.1))]
    service.warnings = [{"ErrorCode": "BAD_PAGE", "Pages": [2]}]

    found = textract.found(JOB, (1, 2, 3))

    assert found == Recognised((Page(number=1, text="", source="ocr", confidence=0),))
