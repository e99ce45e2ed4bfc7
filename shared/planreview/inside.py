"""Documents inside documents: the files of an archive, the attachments of an e-mail.

Each becomes a document of its own, read by itself like any other, with the time of arrival of the upload that it came
in. Its bytes are stored apart, so that a quote from it can be checked against exactly what was read.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from planreview.change import Change
from planreview.document import BEING_READ, Document
from planreview.errors import IllegalMove, Unreadable
from planreview.event import EventType
from planreview.listing import listed
from planreview.text import Caution, Text
from planreview.told import fact

DEPTH = 3
"""How deep documents inside documents are opened: an e-mail in a zip in an e-mail is, what that holds is not."""

SEPARATOR = " › "
"""Between the names of a document and of one inside it. No file system's own separator, so neither can be mistaken."""

NAME = 200
"""Characters kept of the name of a document inside another: 500 of them must fit into one item of the table."""


@dataclass(frozen=True)
class Place:
    """One object version, in which the bytes of a document from inside another are stored."""

    bucket: str
    key: str
    version_id: str


def opened(text: Text, *, depth: int, room: int) -> Text:
    """The text of a document at `depth` (0 for an upload), with no more documents inside than may be opened.

    `room` is how many there may be. Where they are too many or too deep, none of them is opened: a caution says so of
    a document that has words of its own, and of one that has none it raises Unreadable.
    """
    if not text.members or (depth < DEPTH and len(text.members) <= room):
        return text
    count = len(text.members)
    why = (
        f"it lies {depth} documents deep, and they are opened down to {DEPTH}"
        if depth >= DEPTH
        else f"it holds {count:,} documents, and up to {room:,} can be opened here"
    )
    if not text.pages:
        raise Unreadable("too_large", f"The file cannot be opened: {why}. Please send the documents themselves.")
    names = listed([member.name for member in text.members], most=5)
    caution = Caution(
        code="members_unread",
        message=f"What is attached was not opened ({names}): {why}. Please send it by itself.",
    )
    return text.model_copy(update={"members": (), "warnings": (*text.warnings, caution)})


def with_all_inside(found: Sequence[Document], sent: Sequence[Document]) -> list[Document]:
    """Some documents, and those inside them among all that were sent; each before what it holds.

    Raises IllegalMove while one of them is still being read: what is done with the others would leave it out.
    """
    family, ids = list(found), {one.id for one in found}
    while more := [one for one in sent if one.parent_id in ids and one.id not in ids]:
        family += more
        ids |= {one.id for one in more}
    if waiting := [one.name for one in family if one.state in BEING_READ]:
        raise IllegalMove(f"still being read: {listed(waiting)}; try again when that is done")
    return family


def room_for_each(room: int, count: int) -> int:
    """How many documents each of `count` documents may hold, so that all of them together hold at most `room`."""
    return max(0, room - count) // count


def document_inside(outer: Document, text: Text, number: int, place: Place) -> Document:
    """The document that is the `number`th inside another, whose `text` was read. Its bytes are stored at `place`."""
    member = text.members[number]
    receipt = outer.receipt.model_copy(
        update={
            "name": outer.name + SEPARATOR + member.name[-NAME:],
            "bucket": place.bucket,
            "key": place.key,
            "version_id": place.version_id,
            "size": member.size,
            "sha256": member.sha256,
        }
    )
    return Document(
        id=hashlib.sha256(f"{outer.id}\n{number}".encode()).hexdigest()[:24],
        round_id=outer.round_id,
        force_id=outer.force_id,
        receipt=receipt,
        parent_id=outer.id,
        depth=outer.depth + 1,
        room=room_for_each(outer.room, len(text.members)),
    )


def found_inside(document: Document, *, at: datetime) -> Change:
    """The change by which a document inside another becomes one of its own. Its upload has the receipt."""
    return Change(new=(document, fact(document, EventType.DOCUMENT_RECEIVED, at)))
