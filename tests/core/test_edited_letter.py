"""A letter that an office has edited: read back from Word, checked, versioned, and approved as it was read."""

import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from docx import Document
from docx.document import Document as Docx
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st

from planreview.acts import Case
from planreview.audit import AuditEntry
from planreview.deciding import reopen
from planreview.errors import Conflict, IllegalMove, LetterInvalid
from planreview.letter import Block, EditedLetter, Kind, Letter
from planreview.publishing.edited import words_of
from planreview.publishing.letters import as_docx
from planreview.sending import approve_letter, edit_letter
from planreview.submission import Submission, SubmissionState
from tests.core.samples import a_round, a_submission

NOW = datetime(2017, 10, 2, 9, 0, tzinfo=UTC)
SUBJECT, POINT = Block(kind=Kind.SUBJECT, words="Our assessment"), Block(kind=Kind.POINT, words="IT monitoring")
SECTION, SAID = Block(kind=Kind.SECTION, words="What we found"), Block(kind=Kind.PARAGRAPH, words="You monitor it.")
BLOCKS = (SUBJECT, SECTION, POINT, SAID)
words = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=20)
lines = st.lists(words, min_size=1, max_size=5).map(" ".join)


def a_letter(*blocks: Block, banner: str | None = None) -> Letter:
    return Letter(inspectorate="I", force="Kent Police", to="CC", copied_to="PCC", blocks=blocks, banner=banner)


def a_case(**changes: object) -> Case:
    return Case(a_round(), a_submission(state=SubmissionState.SIGNED_OFF).model_copy(update=changes))


def edited(case: Case, *blocks: Block) -> Case:
    change = edit_letter(case, blocks or BLOCKS, sha256="ab" * 32, by="ada", at=NOW)
    submission = change.moves[0].stored
    assert isinstance(submission, Submission)
    return Case(case.round_, submission)


@given(st.lists(st.builds(Block, kind=st.sampled_from(Kind), words=lines), max_size=8), st.none() | lines)
def test_what_was_written_as_a_word_document_is_read_back_word_for_word(
    blocks: list[Block], banner: str | None
) -> None:
    letter = a_letter(SUBJECT, *blocks, banner=banner)

    assert words_of(as_docx(letter), banner) == letter.blocks


def changed(change: Callable[[Docx], object]) -> bytes:
    made = Document(io.BytesIO(as_docx(a_letter(*BLOCKS))))
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def marked(name: str) -> Callable[[Docx], object]:
    """Puts an element of Word's into the last paragraph, as its editor would."""
    return lambda made: made.paragraphs[-1]._p.append(OxmlElement(name))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda made: made.add_table(1, 1), "it has a table; write it as paragraphs or as a list"),
        (marked("w:ins"), "it has tracked changes; accept or reject them all first"),
        (marked("w:commentRangeStart"), "it has comments; settle and delete them first"),
        (marked("w:drawing"), "it has a picture or a text box; leave it out"),
        (marked("w:footnoteReference"), "it has a footnote; write it into the text"),
        (marked("w:sdt"), "it has a content control, as a date picker makes; turn it into plain text"),
    ],
)
def test_what_a_letter_cannot_take_over_is_named_with_what_to_do(change: Callable[[Docx], object], why: str) -> None:
    with pytest.raises(LetterInvalid) as refused:
        words_of(changed(change))

    assert refused.value.faults == (why,)


CUT_SHORT = as_docx(a_letter(*BLOCKS)).replace(b"word/document.xml", b"word/documents.xm")


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x05\x06" + b"\0" * 18, CUT_SHORT])
def test_what_is_no_word_document_is_refused(content: bytes) -> None:
    with pytest.raises(LetterInvalid, match=r"it is no Word document \(.docx\), or a damaged one"):
        words_of(content)


@pytest.mark.parametrize(
    ("blocks", "why"),
    [
        ((SUBJECT, SECTION, SAID), "the heading “IT monitoring” is missing; a letter tells of every criterion"),
        ((SECTION, POINT, SAID), "its first heading must be its subject, the only one of the style “Heading 1”"),
        ((SUBJECT, POINT, SAID), "a heading skips a level: after “Heading 1” comes “Heading 2”, and then “Heading 3”"),
        ((*BLOCKS, Block(kind=Kind.ITEM, words="a\u202eb")), "it has characters that cannot be printed: '\\u202e'"),
    ],
)
def test_an_edited_letter_still_tells_of_every_criterion_under_headings(blocks: tuple[Block, ...], why: str) -> None:
    with pytest.raises(LetterInvalid) as refused:
        edited(a_case(), *blocks)

    assert refused.value.faults == (why,)


def test_each_edited_letter_is_a_version_of_its_own_on_record_with_its_digest() -> None:
    change = edit_letter(edited(a_case()), BLOCKS, sha256="cd" * 32, by="ben", at=NOW)

    [kept] = [record for record in change.new if isinstance(record, EditedLetter)]
    [entry] = [record for record in change.new if isinstance(record, AuditEntry)]
    assert (kept.version, kept.by) == (2, "ben")
    assert (entry.act, entry.about) == ("LetterEdited", {"letter": "2", "sha256": "cd" * 32})


def test_the_lead_approves_the_version_that_they_have_read_and_no_other() -> None:
    case = edited(a_case())

    with pytest.raises(Conflict, match="the letter to Kent Police is version 1, as it was edited"):
        approve_letter(case, by="lea", at=NOW)
    assert approve_letter(case, by="lea", at=NOW, seen=1).new
    with pytest.raises(Conflict, match="is version 0, a draft; read that first"):
        approve_letter(a_case(), by="lea", at=NOW, seen=1)


def test_a_letter_is_edited_between_the_sign_off_and_the_approval_only() -> None:
    for state in (SubmissionState.ASSESSED, SubmissionState.PUBLISHED):
        with pytest.raises(IllegalMove, match=f"is {state}; only one that is signed_off can be given another letter"):
            edited(a_case(state=state))


def test_when_an_assessment_is_reopened_its_edited_letter_no_longer_stands_and_its_number_is_never_used_again() -> None:
    change = reopen(edited(a_case()), by="lea", at=NOW, reason="A page was overlooked.")

    after = change.moves[0].stored
    assert isinstance(after, Submission)
    assert (after.letter, after.letters, after.letter_in_force) == (None, 2, 2)


def test_a_draft_that_was_read_before_a_reopening_is_not_the_one_that_follows() -> None:
    first = a_case()
    change = reopen(first, by="lea", at=NOW, reason="A page was overlooked.")
    after = change.moves[0].stored
    assert isinstance(after, Submission)
    again = Case(first.round_, after.model_copy(update={"state": SubmissionState.SIGNED_OFF}))

    with pytest.raises(Conflict, match="is version 1, a draft; read that first"):
        approve_letter(again, by="lea", at=NOW, seen=0)
    assert approve_letter(again, by="lea", at=NOW, seen=1).new
