"""The text read from one document, page by page."""

from planreview.value import Value


class Page(Value):
    """One page as an inspector would turn to it. `number` counts from 1; `source` says how it was read."""

    number: int
    text: str
    source: str = "text-layer"


class Caution(Value):
    """Something about a document that a reader should know though the document could be read."""

    code: str
    message: str


class Text(Value):
    """All that was read from one document.

    `sha256` is of the document's bytes, in lower-case hexadecimal. `pages_expected` is what the document says it
    holds; fewer `pages` than that means that some could not be read, and a caution says which.
    """

    document: str
    media_type: str
    sha256: str
    pages: tuple[Page, ...]
    pages_expected: int
    warnings: tuple[Caution, ...] = ()
