"""Quotes cut to what one item of the table may hold: a table's row is quoted whole, and some are pages long."""

from collections.abc import Sequence
from functools import partial

from planreview.finding import Evidence, Finding

MOST = 250_000
"""Bytes of all findings together, as JSON. An item of DynamoDB holds 400 KB, with the names of its fields and of all
documents that the findings rest on."""

LONGEST = (8_000, 4_000, 2_000, 1_000, 500, 200)
"""Characters of a quote at most, one after the other, until all fit."""


def fitting(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings, with long quotes cut from the end where they would not fit otherwise."""
    whole = tuple(findings)
    for longest in LONGEST:
        if sum(len(one.model_dump_json().encode()) for one in whole) <= MOST:
            break
        whole = tuple(one.requoted(partial(_begin, longest=longest)) for one in whole)
    return whole


def _begin(evidence: Evidence, longest: int) -> Evidence:
    quote = evidence.quote[:longest]
    return evidence.model_copy(update={"quote": quote, "end": evidence.start + len(quote)})
