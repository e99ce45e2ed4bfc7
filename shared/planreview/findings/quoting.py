"""Quotes as an inspector reads them: in the words of the page itself, and what stands side by side in one piece."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from planreview.finding import Evidence, Finding
from planreview.findings.passages import passages
from planreview.findings.standing import standing
from planreview.text import Text

LOOK = 600
"""Characters of a quote that is put together, at most: what is read at one look."""


def quoting(findings: Iterable[Finding], texts: Sequence[Text]) -> list[Finding]:
    """The findings with the words of the texts in their quotes, and sentences of a paragraph that follow on one another
    as one: a second one often says of "it" what the first one names."""
    pages = {(text.sha256, text.document, page.number): page.text for text in texts for page in text.pages}

    def page_of(quote: Evidence) -> str:
        return pages[quote.sha256, quote.document, quote.page]

    def true(quote: Evidence) -> Evidence:
        words = page_of(quote)[quote.start : quote.end]
        return quote if words == quote.quote else quote.model_copy(update={"quote": words})

    return [_in_one_piece(finding.requoted(true), page_of) for finding in findings]


def _in_one_piece(finding: Finding, page_of: Callable[[Evidence], str]) -> Finding:
    quotes = finding.evidence
    pieces = sorted(_pieces(quotes, page_of), key=lambda piece: min(map(quotes.index, piece)))
    if len(pieces) == len(quotes):
        return finding
    return finding.model_copy(update={"evidence": tuple(_whole(piece, page_of) for piece in pieces)})


def _pieces(quotes: Sequence[Evidence], page_of: Callable[[Evidence], str]) -> Iterator[list[Evidence]]:
    piece: list[Evidence] = []
    for quote in sorted(quotes, key=lambda one: (one.document, one.sha256, one.page, one.start, one.end)):
        if piece and (quote.end - piece[0].start > LOOK or not _follows(piece[-1], quote, page_of)):
            yield piece
            piece = []
        piece.append(quote)
    if piece:
        yield piece


def _follows(before: Evidence, quote: Evidence, page_of: Callable[[Evidence], str]) -> bool:
    """Whether there is no more than white space between two quotes, in one paragraph."""
    if (before.document, before.sha256, before.page) != (quote.document, quote.sha256, quote.page):
        return False
    page = page_of(quote)
    apart = before.end > quote.start or page[before.end : quote.start].strip()
    return not apart and quote.start not in _openings(page)


@lru_cache(maxsize=8)
def _openings(page: str) -> frozenset[int]:
    """Where paragraphs, headings, items of lists and rows of tables begin."""
    return frozenset(passage.start for passage in passages(standing(page)) if passage.opens)


def _whole(piece: Sequence[Evidence], page_of: Callable[[Evidence], str]) -> Evidence:
    first, last = piece[0], piece[-1]
    words = page_of(first)[first.start : last.end]
    return first.model_copy(update={"end": last.end, "quote": words})
