"""However many documents a force sends, what is proposed of them fits into one item of the table."""

from typing import Any

import pytest

from planreview.assessment import Assessed, Assessment
from planreview.aws import items
from planreview.document import Document, DocumentState
from planreview.finding import Evidence, Finding, Status
from planreview.findings.fitting import LEAST, WHOLE, fitting
from planreview.proposal import Proposal
from planreview.proposing import Basis
from tests.core.samples import IN_TIME, a_document, a_force

LARGEST = 400 * 1024
"""Bytes of an item, as DynamoDB counts them."""


def size(value: dict[str, Any]) -> int:
    """Bytes of one attribute's value, as DynamoDB's documentation counts them."""
    match value:
        case {"S": str(words)}:
            return len(words.encode())
        case {"N": str(digits)}:
            return len(digits) // 2 + 2
        case {"L": list(members)}:
            return 3 + sum(1 + size(one) for one in members)
        case {"M": dict(members)}:
            return 3 + sum(1 + len(name.encode()) + size(one) for name, one in members.items())
        case _:
            return 1


def of(state: DocumentState, name: str) -> Document:
    document = a_document(state=state, pages=1)
    return document.model_copy(update={"receipt": document.receipt.model_copy(update={"name": name})})


def longest_findings() -> tuple[Finding, ...]:
    quote = Evidence(document="plan.txt", sha256="ab" * 32, page=1, start=0, end=200, quote="x" * 200)
    count = LEAST // (len(quote.model_dump_json()) + 1) - 1
    return (Finding(criterion="it_monitoring", status=Status.PLANNED, evidence=(quote,) * count),)


@pytest.mark.parametrize("name", ["a.txt", "Maßnahmenplan über Aufsicht.docx", "x" * 1_000, "“" * 600])
def test_the_largest_proposal_fits_into_one_item(name: str) -> None:
    sent = [of(state, name) for state in (DocumentState.READ, DocumentState.UNREADABLE) for _ in range(4_000)]
    basis, findings = Basis.of([a_force()], sent), longest_findings()
    assessment = Assessment(
        round="plans-2017",
        round_version=1,
        documents=tuple(Assessed(document=one.name, sha256=one.receipt.sha256) for one in basis.read),
        findings=findings,
        band="insufficient",
        names=basis.names,
        unread=basis.lost,
    )
    proposal = Proposal(round_id="plans-2017", force_id="kent", revision=1, proposed_at=IN_TIME, assessment=assessment)

    assert fitting(findings, beside=WHOLE) == findings
    assert len(basis.read) + len(basis.left) == 4_000
    assert 0.8 * LARGEST < size({"M": items.to_item(proposal)}) < LARGEST
