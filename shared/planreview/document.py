"""One uploaded object version, and how far reading it has got."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum

from planreview.errors import IllegalMove, Unattributable
from planreview.receipt import Receipt
from planreview.text import Caution
from planreview.value import Instant, Value

ROOM = 500
"""Documents inside one upload, all told. A force's whole action plan with its annexes has tens."""


class DocumentState(StrEnum):
    RECEIVED = "received"
    RECOGNISING = "recognising"
    READ = "read"
    UNREADABLE = "unreadable"


BEING_READ = (DocumentState.RECEIVED, DocumentState.RECOGNISING)


class Reason(StrEnum):
    """Why a document cannot be read."""

    ENCRYPTED = "encrypted"
    CORRUPT = "corrupt"
    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    EMPTY = "empty"
    INFECTED = "infected"
    TIMED_OUT = "timed_out"
    ILLEGIBLE = "illegible"
    UNSCANNED = "unscanned"


MOVES: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.RECEIVED: frozenset({DocumentState.RECOGNISING, DocumentState.READ, DocumentState.UNREADABLE}),
    DocumentState.RECOGNISING: frozenset({DocumentState.READ, DocumentState.UNREADABLE}),
    DocumentState.READ: frozenset(),
    DocumentState.UNREADABLE: frozenset(),
}


class Upload(Value):
    """An object version as the store announced it. `completed_at` is when the store finished the upload, in UTC."""

    bucket: str
    key: str
    version_id: str
    completed_at: Instant

    @property
    def document_id(self) -> str:
        """The identity of an upload is bucket, key and version; a key alone names every version of a file."""
        return hashlib.sha256("\n".join((self.bucket, self.key, self.version_id)).encode()).hexdigest()[:24]

    def parts(self) -> tuple[str, str, str]:
        """Round id, force id and file name of a key `round/force/name`. Raises Unattributable for any other key."""
        parts = self.key.split("/", 2)
        if len(parts) != 3 or not all(parts):
            raise Unattributable(f"the key {self.key!r} is not of the form round/force/file name")
        return parts[0], parts[1], parts[2]


class Document(Value):
    """A document with its receipt. `reason` and `message` are set where it is unreadable, `pages` where it is read.

    `members` are the names of the documents inside it; each is a document of its own, whose `parent_id` is this one's
    id. `depth` counts the documents around it, and `room` how many documents may be inside it: see `inside`.
    `accepted_by` is the inspector who took a late one into the assessment, `shared_by` the force that sent it, where
    it serves another.
    """

    id: str
    round_id: str
    force_id: str
    receipt: Receipt
    state: DocumentState = DocumentState.RECEIVED
    reason: Reason | None = None
    message: str | None = None
    pages: int | None = None
    pages_expected: int | None = None
    warnings: tuple[Caution, ...] = ()
    members: tuple[str, ...] = ()
    parent_id: str | None = None
    depth: int = 0
    room: int = ROOM
    accepted_by: str | None = None
    shared_by: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is part of the assessment: read, with words of its own, and on time or accepted all the same."""
        return (
            self.state is DocumentState.READ and bool(self.pages) and (self.receipt.on_time or bool(self.accepted_by))
        )

    @property
    def name(self) -> str:
        return self.receipt.name

    def moved(self, state: DocumentState, **what_is_known: object) -> "Document":
        """This document in another state. Raises IllegalMove where the table of moves has no such move."""
        if state not in MOVES[self.state]:
            raise IllegalMove(f"document {self.id} cannot move from {self.state} to {state}")
        return Document.model_validate(self.model_dump() | {"state": state} | what_is_known)


def sent_nothing_readable(documents: Iterable[Document]) -> frozenset[str]:
    """The ids of the forces that have sent something, none of which can be read or is still being read.

    An archive without words of its own is as readable as what is in it.
    """
    states: dict[str, set[DocumentState]] = {}
    for document in documents:
        if not (document.members and not document.pages):
            states.setdefault(document.force_id, set()).add(document.state)
    return frozenset(force_id for force_id, of in states.items() if of == {DocumentState.UNREADABLE})


class Stray(Value):
    """An upload whose key names no open round or no force of it. It is kept, shown to operators, never guessed at."""

    id: str
    bucket: str
    key: str
    version_id: str
    completed_at: Instant
    why: str
