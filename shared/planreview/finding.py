"""What can be said of one criterion, and the quotes that it rests on."""

from enum import StrEnum

from planreview.value import Identifier, Value


class Status(StrEnum):
    """How far a plan has got with one criterion, in rising order."""

    NOT_FOUND = "not_found"
    UNCLEAR = "unclear"
    PLANNED = "planned"
    COMMENCED = "commenced"
    IN_PLACE = "in_place"


class Evidence(Value):
    """A quote. `quote == page_text[start:end]` of page `page` of the document named, in characters from 0.

    `document` is the name that an inspector knows it by, `sha256` the exact bytes that were read.
    """

    document: str
    sha256: str
    page: int
    start: int
    end: int
    quote: str


class Finding(Value):
    """The status of one criterion with its evidence, the most telling quote first."""

    criterion: Identifier
    status: Status
    evidence: tuple[Evidence, ...] = ()
