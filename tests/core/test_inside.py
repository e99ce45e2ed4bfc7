"""Documents inside documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.document import ROOM, DocumentState
from planreview.errors import IllegalMove, Unreadable
from planreview.event import EventType
from planreview.inside import (
    DEPTH,
    Place,
    document_inside,
    found_inside,
    opened,
    room_for_each,
    with_all_inside,
)
from planreview.text import Member, Page, Text
from tests.core.samples import IN_TIME, a_document

PLACE = Place("texts", "plans-2017/kent/inside/x/0", "v1")


def text(*names: str, words: str = "") -> Text:
    return Text(
        document="plans.zip",
        media_type="application/zip",
        sha256="0" * 64,
        pages=(Page(number=1, text=words),) if words else (),
        pages_expected=1 if words else 0,
        members=tuple(Member(name=name, size=7, sha256="1" * 64) for name in names),
    )


def test_a_document_inside_another_has_its_own_bytes_and_the_time_of_its_upload() -> None:
    outer = a_document()

    inner = document_inside(outer, text("annex/plan.pdf"), 0, PLACE)

    assert inner.name == f"{outer.name} › annex/plan.pdf"
    assert (inner.receipt.bucket, inner.receipt.key, inner.receipt.version_id) == ("texts", PLACE.key, "v1")
    assert (inner.receipt.size, inner.receipt.sha256) == (7, "1" * 64)
    assert inner.receipt.received_at == outer.receipt.received_at
    assert (inner.parent_id, inner.depth, inner.state) == (outer.id, 1, DocumentState.RECEIVED)


def test_what_is_done_with_an_archive_is_done_with_all_in_it() -> None:
    archive, other = (a_document(id=name, state=DocumentState.READ) for name in ("archive", "other"))
    within = [
        a_document(id=name, parent_id=parent, state=state)
        for name, parent, state in (
            ("mail", "archive", DocumentState.READ),
            ("annex", "mail", DocumentState.READ),
            ("locked", "mail", DocumentState.UNREADABLE),
        )
    ]

    found = with_all_inside([archive], [other, *within, archive])

    assert [one.id for one in found] == ["archive", "mail", "annex", "locked"]


@pytest.mark.parametrize("state", [DocumentState.RECEIVED, DocumentState.RECOGNISING])
def test_nothing_is_done_with_an_archive_while_something_in_it_is_being_read(state: DocumentState) -> None:
    archive = a_document(state=DocumentState.READ)
    scan = document_inside(archive, text("scan.png"), 0, PLACE).model_copy(update={"state": state})

    with pytest.raises(IllegalMove, match=r"still being read: plan\.pdf › scan\.png; try again"):
        with_all_inside([archive], [archive, scan])


def test_the_same_document_inside_is_the_same_document_however_often_it_is_found() -> None:
    found = [document_inside(a_document(), text("a.txt", "a.txt"), number, PLACE).id for number in (0, 0, 1)]

    assert found[0] == found[1] != found[2]


def test_it_is_announced_without_a_receipt_of_its_own() -> None:
    inner = document_inside(a_document(), text("a.txt"), 0, PLACE)

    change = found_inside(inner, at=IN_TIME)

    [stored, event] = change.new
    assert (stored, getattr(event, "type", None), change.moves) == (inner, EventType.DOCUMENT_RECEIVED, ())


@pytest.mark.parametrize(
    ("depth", "room", "why"),
    [
        (DEPTH, ROOM, "it lies 3 documents deep, and they are opened down to 3"),
        (0, 1, "it holds 2 documents, and up to 1 can be opened here"),
    ],
)
def test_an_archive_too_deep_or_too_full_is_not_opened(depth: int, room: int, why: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        opened(text("a.txt", "b.txt"), depth=depth, room=room)

    assert (refusal.value.code, refusal.value.message) == (
        "too_large",
        f"The file cannot be opened: {why}. Please send the documents themselves.",
    )


def test_a_message_too_deep_is_read_and_says_what_attachments_were_not_opened() -> None:
    read = opened(text("a.txt", "b.txt", words="Please find attached."), depth=DEPTH, room=ROOM)

    assert (read.members, len(read.pages)) == ((), 1)
    assert [(caution.code, caution.message) for caution in read.warnings] == [
        (
            "members_unread",
            "What is attached was not opened (a.txt, b.txt): it lies 3 documents deep, and they are opened down to 3."
            " Please send it by itself.",
        )
    ]


@given(st.recursive(st.just(()), lambda inner: st.lists(inner, min_size=1, max_size=6).map(tuple), max_leaves=300))
def test_one_upload_never_becomes_more_documents_than_there_is_room_for(tree: tuple[object, ...]) -> None:
    assert opened_in(tree, 12) <= 12


def opened_in(tree: tuple[object, ...], room: int) -> int:
    """How many documents are opened inside one that holds a tree of them."""
    if not tree or len(tree) > room:
        return 0
    each = room_for_each(room, len(tree))
    return len(tree) + sum(opened_in(inner, each) for inner in tree if isinstance(inner, tuple))
