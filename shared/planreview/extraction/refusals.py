"""Refusals that readers of several kinds share. `named` is how a sentence names the document, "PDF" say."""

from planreview.errors import Unreadable

PAGES = 5_000
"""Pages of one document. Plans have tens; a page break, or a page tree of millions, costs its writer nothing."""


def check_count(named: str, count: int) -> None:
    """Raises Unreadable for a document of more pages than can be read."""
    if count > PAGES:
        raise Unreadable(
            "too_large", f"The {named} has {count:,} pages; up to {PAGES:,} can be read. Please send it in parts."
        )


def protected(named: str) -> Unreadable:
    return Unreadable(
        "encrypted", f"The {named} is protected with a password. Please remove the password and send it again."
    )
