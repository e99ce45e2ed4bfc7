"""The text read from one document, page by page."""

from datetime import date

from planreview.value import Value


class Page(Value):
    """One page as an inspector would turn to it: a page of a PDF, a sheet, a slide, a message.

    `number` counts from 1; `source` says how it was read. `label` is the page's own name, a sheet's say.
    `confidence` is the recogniser's, in percent, of text that was recognised in a picture.
    """

    number: int
    text: str
    source: str = "text-layer"
    label: str | None = None
    confidence: int | None = None


NOT_READ = frozenset(("pages_unread", "form_unread", "comments_unread", "members_unread"))
"""The codes of cautions by which something that was sent is not among what was read. `pictures_unread` is none of them:
most office documents show a photograph or a logo."""


class Caution(Value):
    """Something about a document that a reader should know though the document could be read."""

    code: str
    message: str

    @property
    def tells_of_loss(self) -> bool:
        return self.code in NOT_READ


class Member(Value):
    """A document inside another: a file of an archive, an attachment. `size` in bytes, `sha256` of the bytes."""

    name: str
    size: int
    sha256: str


class Text(Value):
    """All that was read from one document.

    `sha256` is of the document's bytes, in lower-case hexadecimal. `pages_expected` is what the document says it
    holds; fewer `pages` than that means that some could not be read, and a caution says which. `scans` are the
    numbers of pages that are pictures and wait for their text to be recognised. `members` are the documents inside.
    `dated` is the day of the document where it is known from elsewhere; else its own words are looked at.
    """

    document: str
    media_type: str
    sha256: str
    pages: tuple[Page, ...]
    pages_expected: int
    warnings: tuple[Caution, ...] = ()
    scans: tuple[int, ...] = ()
    members: tuple[Member, ...] = ()
    dated: date | None = None

    @property
    def is_part(self) -> bool:
        """Whether some of it could not be read: its pages, or what a caution names."""
        return len(self.pages) < self.pages_expected or any(one.tells_of_loss for one in self.warnings)
