"""Quotes cut to what one item of the table may hold: a table's row is quoted whole, and some are pages long."""

from collections.abc import Sequence
from functools import partial

from planreview.finding import Evidence, Finding

WHOLE = 390_000
"""Bytes of an assessment, as JSON. An item of DynamoDB holds 400 KB (409,600) with its keys, and is less than JSON."""

MOST, LEAST = 250_000, 190_000
"""Bytes of all findings together, as JSON: what they may have, and what they have however many documents there are."""

LONGEST = (8_000, 4_000, 2_000, 1_000, 500, 200)
"""Characters of a quote at most, one after the other, until all fit."""


def fitting(findings: Sequence[Finding], beside: int = 0) -> tuple[Finding, ...]:
    """The findings, with long quotes cut from the end where they would not fit otherwise, and with no word of the way
    to them where even that is too much. `beside` are the bytes of what else the assessment holds."""
    whole, room = tuple(findings), max(LEAST, min(MOST, WHOLE - beside))
    for longest in LONGEST:
        if _size(whole) <= room:
            return whole
        whole = tuple(one.requoted(partial(_begin, longest=longest)) for one in whole)
    if _size(whole) <= room:
        return whole
    return tuple(one.model_copy(update={"trace": (), "compared": ()}) for one in whole)


def _size(findings: Sequence[Finding]) -> int:
    return sum(len(one.model_dump_json().encode()) for one in findings)


def _begin(evidence: Evidence, longest: int) -> Evidence:
    quote = evidence.quote[:longest]
    return evidence.model_copy(update={"quote": quote, "end": evidence.start + len(quote)})
