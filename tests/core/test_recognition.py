"""What becomes of a text whose scanned pages were recognised, or were not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.errors import Unreadable
from planreview.recognition import LEGIBLE, MOST_PAGES, SURE, merged, not_wanted, out_of_time, too_many
from planreview.text import Caution, Member, Page, Text

READ = Page(number=1, text="A covering letter.")
KNOWN = Caution(code="wrong_ending", message="The name ends in .txt, but the file is a PDF.")


def waiting(*scans: int, read: tuple[Page, ...] = (), members: tuple[Member, ...] = ()) -> Text:
    return Text(
        document="plan.pdf",
        media_type="application/pdf",
        sha256="ab" * 32,
        pages=read,
        pages_expected=len(scans) + len(read),
        warnings=(KNOWN,),
        scans=scans,
        members=members,
    )


def recognised(number: int, text: str = "Monitoring has started.", confidence: int = 96) -> Page:
    return Page(number=number, text=text, source="ocr", confidence=confidence)


def test_recognised_pages_take_their_places() -> None:
    text = merged(waiting(3, 2, read=(READ,)), [recognised(3), recognised(2, confidence=90)])

    assert text.pages == (READ, recognised(2, confidence=90), recognised(3))
    assert (text.scans, text.pages_expected) == ((), 3)
    assert text.warnings == (
        KNOWN,
        Caution(
            code="recognised",
            message="The words of these pages were recognised in pictures, with a confidence of 93% on average: 2, 3.",
        ),
    )


def test_a_page_that_was_recognised_unsurely_is_named_with_its_confidence() -> None:
    text = merged(waiting(1, 2), [recognised(1), recognised(2, confidence=SURE - 1)])

    assert text.warnings[2] == Caution(
        code="low_confidence",
        message="The words of these pages were recognised with little confidence, and should be held against the pages"
        " themselves: 2 (79%).",
    )


def test_letters_in_no_order_are_not_used() -> None:
    text = merged(waiting(1, 2), [recognised(1), recognised(2, "“9/Ge}sSuoS", LEGIBLE - 1)])

    assert text.pages == (recognised(1),)
    assert text.warnings[2:] == (
        Caution(code="pages_unread", message="These pages are pictures in which no words could be recognised: 2."),
    )


def test_a_page_that_could_not_be_recognised_is_named_with_the_reason() -> None:
    text = merged(waiting(1, 2), [recognised(1)], out_of_time())

    assert text.warnings[2:] == (
        Caution(
            code="pages_unread",
            message="These pages are pictures in which no words could be recognised: 2. The pages that are pictures"
            " take too long to recognise. Please send them in parts, or the document from which they were printed.",
        ),
    )


def test_the_empty_back_of_a_page_is_read_and_named() -> None:
    text = merged(waiting(1, 2), [recognised(1), recognised(2, "", 0)])

    assert len(text.pages) == text.pages_expected
    assert text.warnings[2:] == (Caution(code="pages_without_text", message="No words were found on these pages: 2."),)


def test_a_document_in_which_nothing_was_recognised_is_illegible() -> None:
    with pytest.raises(Unreadable) as refused:
        merged(waiting(1, 2), [recognised(1, "", 0), recognised(2, "9/Ge}", 31)])

    assert (refused.value.code, refused.value.message) == (
        "illegible",
        "The document holds only pictures, and no words could be recognised in them. Please scan it again with 300"
        " dots an inch, or send the document from which it was printed.",
    )


@pytest.mark.parametrize("why", [not_wanted(), out_of_time(), too_many(MOST_PAGES + 1)], ids=lambda why: why.code)
def test_a_document_of_which_nothing_was_tried_is_refused_with_the_reason(why: Unreadable) -> None:
    with pytest.raises(Unreadable) as refused:
        merged(waiting(1), [], why)

    assert refused.value is why


def test_where_other_pages_have_words_scans_that_are_not_wanted_are_a_caution() -> None:
    text = merged(waiting(2, read=(READ,)), [], not_wanted())

    assert text.pages == (READ,)
    assert text.warnings[1].message == (
        "These pages are pictures in which no words could be recognised: 2. The document holds pictures of pages, as a"
        " scanner makes them, and words in pictures are not recognised here. Please send the document from which they"
        " were printed: PDF with text, Word (.docx) or plain text."
    )


def test_an_envelope_with_documents_inside_is_never_illegible() -> None:
    inside = Member(name="plan.docx", size=1, sha256="cd" * 32)

    assert merged(waiting(1, members=(inside,)), []).members == (inside,)


def test_a_text_that_was_merged_before_comes_back_as_it_is() -> None:
    once = merged(waiting(1), [recognised(1)])

    assert merged(once, [recognised(1, "something else")]) == once


def test_what_was_read_is_not_replaced_by_what_was_recognised() -> None:
    text = merged(waiting(2, read=(READ,)), [recognised(1, "A c0vering 1etter."), recognised(2)])

    assert text.pages == (READ, recognised(2))


@given(st.sets(st.integers(1, 9), min_size=1), st.lists(st.tuples(st.integers(1, 9), st.integers(0, 100)), max_size=9))
def test_each_page_is_either_there_or_named_as_unread(scans: set[int], found: list[tuple[int, int]]) -> None:
    text = waiting(*sorted(scans), read=(READ.model_copy(update={"number": 10}),))

    after = merged(text, [recognised(number, confidence=confidence) for number, confidence in found])

    unread = [caution.message for caution in after.warnings if caution.code == "pages_unread"]
    named = {int(n) for message in unread for n in message.rstrip(".").rpartition(": ")[2].split(", ")}
    assert {page.number for page in after.pages} | named == scans | {10}
    assert {page.number for page in after.pages} & named == set()
