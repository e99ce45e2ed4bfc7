"""What is said of a set of slides, of whichever kind."""

from collections.abc import Iterator, Sequence

from planreview.extraction.asides import one_line
from planreview.extraction.pages import tidy
from planreview.listing import listed
from planreview.text import Caution, Page

LABEL = 200
"""Characters of a title that are a slide's name; a text that was set as a title can be as long as a page."""


def slide(number: int, title: str, parts: Sequence[str], *, hidden: bool) -> Page:
    """A slide with its parts, a blank line between them; its label is its title, and tells of one that is hidden."""
    text = "\n\n".join(part for part in (tidy(part).strip() for part in parts) if part)
    label = f"{one_line(tidy(title))[:LABEL]}{' (hidden)' if hidden else ''}".strip()
    return Page(number=number, text=text, source="slide", label=label or None)


def cautions(pages: Sequence[Page], hidden: Sequence[int]) -> Iterator[Caution]:
    if hidden:
        yield Caution(
            code="hidden_slides",
            message=f"These slides are hidden when the others are shown; their text was read too: {listed(hidden)}.",
        )
    if empty := [page.number for page in pages if not page.text]:
        yield Caution(
            code="pages_without_text", message=f"These slides hold no text, only pictures or nothing: {listed(empty)}."
        )
