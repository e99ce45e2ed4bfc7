"""A letter says what was decided, criterion by criterion, and nothing that was not."""

import io
from datetime import UTC, datetime
from html import unescape
from itertools import pairwise
from typing import Any

import pypdf
import pytest
from docx import Document

from planreview.decision import Decision
from planreview.errors import IllegalMove
from planreview.finding import Status
from planreview.force import read_forces
from planreview.letter import Block, EditedLetter, Kind, Letter, letter_of
from planreview.publishing.letters import as_docx, as_html, as_pdf
from planreview.round import Letters, read_round
from planreview.submission import Submission, SubmissionState, open_submissions
from tests.conftest import ROOT, ROUND
from tests.core.samples import a_round, a_submission

ROUND_2017 = read_round(ROUND)
FORCES = read_forces((ROOT / "rounds/forces.toml").read_text("utf-8"))
OF_CAMBRIDGESHIRE = ("in_place", "unclear", "commenced", "commenced")


def signed_off(force_id: str) -> Submission:
    submission = next(one for one in open_submissions(ROUND_2017, FORCES) if one.force_id == force_id)
    return submission.model_copy(update={"state": SubmissionState.SIGNED_OFF})


def decisions(*statuses: str, sentence: str | None = None) -> dict[str, Decision]:
    return {
        criterion.id: Decision(
            round_id=ROUND_2017.id,
            force_id="cambridgeshire",
            criterion=criterion.id,
            revision=1,
            status=Status(status),
            sentence=sentence,
            by="a-hartley",
            at=datetime(2017, 6, 12, tzinfo=UTC),
        )
        for criterion, status in zip(ROUND_2017.criteria, statuses, strict=True)
    }


def words_of(letter: Letter) -> list[str]:
    return [block.words for block in letter.blocks]


def points_of(letter: Letter) -> dict[str, str]:
    """What is said under each criterion's heading."""
    return {block.words: following.words for block, following in pairwise(letter.blocks) if block.kind is Kind.POINT}


def saying(*words: str) -> Letter:
    """A letter with paragraphs of its own."""
    more = tuple(Block(kind=Kind.PARAGRAPH, words=paragraph) for paragraph in words)
    return a_letter().model_copy(update={"blocks": (*a_letter().blocks, *more)})


def a_letter() -> Letter:
    return letter_of(ROUND_2017, signed_off("cambridgeshire"), decisions(*OF_CAMBRIDGESHIRE))


def test_the_decisions_of_the_cambridgeshire_letter_give_what_it_said() -> None:
    letter = a_letter()

    assert (letter.to, letter.copied_to) == (
        "Chief Constable, Cambridgeshire Constabulary",
        "Police and Crime Commissioner for Cambridgeshire",
    )
    assert "2 October 2017" in words_of(letter)
    assert points_of(letter) == {
        "National strategy": "Your plans reflect the national strategy that chief constables agreed in April 2017.",
        "Review of the counter-corruption unit": "The result of your review of the capability and capacity of your"
        " counter-corruption unit was unclear to us.",
        "Monitoring of IT systems": "Your plans include better monitoring of IT systems, and work on it had already"
        " begun.",
        "Intelligence from those who support vulnerable people": "Your plans include work to seek intelligence from"
        " those who support vulnerable people, and it had already begun.",
    }
    closing = words_of(letter)[words_of(letter).index("What comes next") + 1 :]
    assert "published beside a national overview" in closing[0]
    assert "later inspection" in closing[1]


def test_an_inspectors_own_sentence_stands_in_place_of_the_rounds() -> None:
    letter = letter_of(
        ROUND_2017, signed_off("kent"), decisions(*OF_CAMBRIDGESHIRE, sentence="We saw a pilot in Ashford.")
    )

    assert set(points_of(letter).values()) == {"We saw a pilot in Ashford."}


def test_a_round_without_sentences_of_its_own_gets_plain_ones() -> None:
    made = decisions(*OF_CAMBRIDGESHIRE)["it_monitoring"]

    def sentence(status: Status) -> str:
        decided = {"it_monitoring": made.model_copy(update={"status": status})}
        (said,) = points_of(letter_of(a_round(), a_submission(state=SubmissionState.SIGNED_OFF), decided)).values()
        return said

    assert sentence(Status.NOT_FOUND) == "IT monitoring: not found in the documents supplied."
    assert sentence(Status.IN_PLACE) == "IT monitoring: in place, by the documents supplied."


def test_no_letter_is_written_before_the_sign_off() -> None:
    assessed = signed_off("kent").model_copy(update={"state": SubmissionState.ASSESSED})

    with pytest.raises(IllegalMove, match="the assessment of Kent Police is assessed; a letter follows a sign-off"):
        letter_of(ROUND_2017, assessed, decisions(*OF_CAMBRIDGESHIRE))


def test_the_web_page_the_office_document_and_the_pdf_hold_the_same_words() -> None:
    letter = a_letter()

    docx = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(as_docx(letter))).paragraphs)
    pdf = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(as_pdf(letter))).pages).split())
    html = as_html(letter)
    for words in words_of(letter):
        assert words in docx
        assert words.replace("'", "’") in pdf.replace("'", "’")
        assert words in unescape(html)


def test_the_pdf_is_tagged_titled_and_says_its_language() -> None:
    reader = pypdf.PdfReader(io.BytesIO(as_pdf(a_letter())))

    root: Any = reader.root_object
    assert root["/MarkInfo"]["/Marked"].value
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("en")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata is not None
    assert reader.metadata.title == "Abuse of position for a sexual purpose: our assessment of your plans"
    assert reader.xmp_metadata is not None
    assert "pdfuaid" in reader.xmp_metadata.rdf_root.toxml()


def test_what_a_force_or_an_inspector_wrote_is_never_markup() -> None:
    letter = saying("<script>alert(1)</script> #panic() $x$")

    assert "<script>alert" not in as_html(letter)
    pdf = pypdf.PdfReader(io.BytesIO(as_pdf(letter))).pages[0].extract_text()
    assert "<script>alert(1)</script> #panic() $x$" in " ".join(pdf.split())


def test_a_character_that_no_font_has_costs_the_pdf_its_claim_and_nobody_their_letter() -> None:
    letter = saying("A box to tick: \u2610 \u4e2d")

    reader = pypdf.PdfReader(io.BytesIO(as_pdf(letter)))

    assert reader.metadata is not None
    assert reader.metadata.title == letter.subject


def test_a_letter_with_nothing_to_come_has_no_heading_for_it() -> None:
    round_ = ROUND_2017.model_copy(update={"letter": Letters()})

    letter = letter_of(round_, signed_off("kent"), decisions(*OF_CAMBRIDGESHIRE))

    assert "What comes next" not in words_of(letter)


def test_a_letter_says_how_many_late_documents_were_accepted() -> None:
    two_late = signed_off("kent").model_copy(update={"accepted_late": 2})

    said = " ".join(words_of(letter_of(ROUND_2017, two_late, decisions(*OF_CAMBRIDGESHIRE))))

    assert (
        "had arrived from you by then and could be read, and 2 documents that came later and that we accepted." in said
    )


def test_a_banner_stands_above_the_letter_in_every_form() -> None:
    round_ = ROUND_2017.model_copy(update={"banner": "Rehearsal: nothing here is real."})
    letter = letter_of(round_, signed_off("kent"), decisions(*OF_CAMBRIDGESHIRE))

    first = Document(io.BytesIO(as_docx(letter))).paragraphs[0].text
    pdf = pypdf.PdfReader(io.BytesIO(as_pdf(letter))).pages[0].extract_text()

    assert first == "Rehearsal: nothing here is real."
    assert pdf.startswith("Rehearsal: nothing here is real.")
    assert '<p class="note">Rehearsal: nothing here is real.</p>' in as_html(letter)


def test_an_edited_letter_stands_in_place_of_the_draft() -> None:
    edited = EditedLetter(
        round_id=ROUND_2017.id, force_id="kent", version=1, sha256="ab" * 32, by="a-hartley",
        at=datetime(2017, 9, 20, tzinfo=UTC), blocks=saying("A word of thanks.").blocks,
    )  # fmt: skip

    letter = letter_of(ROUND_2017, signed_off("kent"), decisions(*OF_CAMBRIDGESHIRE), edited)

    assert words_of(letter)[-1] == "A word of thanks."
