"""A proposal is made again where something has changed that it rests on, and only there."""

from datetime import UTC, datetime

import pytest

from planreview.assessment import assess
from planreview.document import Document, DocumentState, Reason
from planreview.proposal import Proposal
from planreview.proposing import DIGEST, LOST, READ, Basis, unread, word_of_it
from planreview.submission import Submission, SubmissionState
from planreview.text import Caution, Text
from tests.core.samples import IN_TIME, a_document, a_force, a_round, a_submission, text_of

NOW = datetime(2017, 6, 1, tzinfo=UTC)
LATE = datetime(2017, 6, 2, tzinfo=UTC)
PLAN = text_of(b"The IT system monitoring has started.", "plan.txt")
ANNEX = text_of(b"Another.", "annex.txt")


def of(text: Text) -> Document:
    document = a_document(state=DocumentState.READ, pages=1)
    return document.model_copy(
        update={"receipt": document.receipt.model_copy(update={"name": text.document, "sha256": text.sha256})}
    )


def the_first() -> Proposal:
    return Proposal(
        round_id="plans-2017",
        force_id="kent",
        revision=1,
        proposed_at=NOW,
        assessment=assess(a_round(), [PLAN]),
    )


def told_of_another(submission: Submission, texts: list[Text], previous: Proposal | None) -> list[tuple[str, str]]:
    """Kind and address of each notice that a new proposal sends."""
    words = word_of_it(assess(a_round(), texts), a_round(), submission, previous, at=NOW)
    return [(one.kind, one.to) for one in words]


@pytest.mark.parametrize(
    ("state", "whom"),
    [
        (SubmissionState.DUE, "ada@inspectorate.example"),
        (SubmissionState.ASSESSED, "ben@inspectorate.example"),
        (SubmissionState.SIGNED_OFF, "lea@inspectorate.example"),
        (SubmissionState.PUBLISHED, "lea@inspectorate.example"),
    ],
)
def test_what_is_read_after_inspectors_have_begun_is_told_to_the_next_of_them(
    state: SubmissionState, whom: str
) -> None:
    begun = a_submission(state=state, acted_at=NOW)

    assert told_of_another(begun, [PLAN, ANNEX], the_first()) == [("new-evidence", whom)]
    assert told_of_another(begun, [PLAN], None) == [("new-evidence", whom)]


@pytest.mark.parametrize(
    "submission", [a_submission(state=SubmissionState.DUE), a_submission(state=SubmissionState.RECEIVED, acted_at=NOW)]
)
def test_nobody_is_told_of_a_new_proposal_before_inspectors_have_begun(submission: Submission) -> None:
    assert told_of_another(submission, [PLAN, ANNEX], the_first()) == []


def test_both_who_judge_apart_are_told_whether_or_not_they_have() -> None:
    blind = a_round().model_copy(update={"assessment": a_round().assessment.model_copy(update={"blind": True})})
    begun = a_submission(state=SubmissionState.DUE, acted_at=NOW, judged_by=("ada",))
    new = assess(blind, [PLAN, ANNEX])

    assert [one.to for one in word_of_it(new, blind, begun, the_first(), at=NOW)] == [
        "ada@inspectorate.example",
        "ben@inspectorate.example",
    ]


def test_one_word_is_enough_until_somebody_has_acted_again() -> None:
    def word(audited: int, *texts: Text) -> list[str]:
        begun = a_submission(state=SubmissionState.DUE, acted_at=NOW, audited=audited)
        return [one.id for one in word_of_it(assess(a_round(), texts), a_round(), begun, the_first(), at=NOW)]

    assert word(1, ANNEX) == word(1, PLAN, ANNEX) != word(2, PLAN, ANNEX)


def test_nobody_is_told_of_a_proposal_by_other_rules_alone() -> None:
    begun = a_submission(state=SubmissionState.DUE, acted_at=NOW)
    by_other_rules = the_first().assessment.model_copy(update={"round_version": 0})
    before = the_first().model_copy(update={"assessment": by_other_rules})

    assert told_of_another(begun, [PLAN], before) == []


def test_it_rests_on_the_documents_the_rules_and_the_examples_that_it_was_made_with() -> None:
    made, round_, document = the_first(), a_round(), of(PLAN)

    def is_that_of_it(*documents: Document, names: tuple[str, ...] = (), lost: tuple[str, ...] = ()) -> bool:
        return Basis(names, documents, lost).is_that_of(made, round_, None)

    basis = Basis((), (document,), ())
    others = [
        basis.is_that_of(made, round_.model_copy(update={"version": 2}), None),
        basis.is_that_of(made, round_, "0" * 64),
        is_that_of_it(document, of(ANNEX)),
        is_that_of_it(of(text_of(b"Sent again.", "plan.txt"))),
        is_that_of_it(document, lost=("annex.pdf",)),
        is_that_of_it(document, names=("Kent Police",)),
    ]

    assert (is_that_of_it(document), others) == (True, [False] * 6)


def test_it_knows_what_the_force_and_those_that_share_a_plan_with_it_are_called() -> None:
    met = a_force("met").model_copy(update={"name": "Metropolitan Police Service", "also_called": ("Met Police",)})

    basis = Basis.of([met, a_force("kent")], [a_document(), of(PLAN)])

    assert basis == Basis(("Metropolitan Police Service", "Met Police", "Kent Police"), (of(PLAN),), ())


def many(count: int, state: DocumentState = DocumentState.READ) -> list[Document]:
    """Documents whose names have ten characters, in the order in which they are taken."""
    document = a_document(state=state, pages=1)
    return [
        document.model_copy(update={"id": name, "receipt": document.receipt.model_copy(update={"name": name})})
        for name in (f"{number:06}.txt" for number in range(count))
    ]


ARCHIVE = a_document(state=DocumentState.READ, pages=0)


def inside(name: str, reason: Reason, *, size: int = 2_000, received_at: datetime = IN_TIME) -> Document:
    one = a_document(received_at, state=DocumentState.UNREADABLE, reason=reason, id=name, parent_id=ARCHIVE.id)
    return one.model_copy(update={"receipt": one.receipt.model_copy(update={"name": name, "size": size})})


def test_what_came_in_time_and_cannot_be_read_is_named() -> None:
    in_time, late = (a_document(at, state=DocumentState.UNREADABLE, reason=Reason.ENCRYPTED) for at in (IN_TIME, LATE))

    assert unread([in_time, late, a_document(id="other")]) == ("plan.pdf",)


def test_an_archive_of_which_some_files_could_not_be_opened_is_named() -> None:
    some_lost = Caution(code="members_unread", message="These files of the archive are protected.")

    named = unread([ARCHIVE.model_copy(update={"warnings": (some_lost,)})])

    assert named == ("plan.pdf (in part)",)


def test_what_a_mail_or_an_archive_holds_is_named_too_but_for_logos_signatures_and_empty_files() -> None:
    slight = [
        inside("logo.png", Reason.UNSUPPORTED),
        inside("smime.p7s", Reason.UNSUPPORTED),
        inside("notes.txt", Reason.EMPTY),
    ]
    grave = [inside("scan.png", Reason.UNSUPPORTED, size=300_000), inside("plan.ppt", Reason.UNSUPPORTED)]

    assert unread([ARCHIVE, *slight, *grave]) == ("plan.ppt", "scan.png")


def test_of_what_came_late_what_an_inspector_has_accepted_is_named() -> None:
    annex = inside("annex.pdf", Reason.ENCRYPTED, received_at=LATE)
    archive = a_document(LATE, id=ARCHIVE.id, state=DocumentState.READ, pages=0)

    assert unread([archive, annex]) == ()
    assert unread([archive.model_copy(update={"accepted_by": "s-achebe"}), annex]) == ("annex.pdf",)


def test_it_rests_on_no_more_documents_than_it_has_room_to_name_and_says_which_stay_out() -> None:
    most = READ // (DIGEST + 10)

    full, over = Basis.of([], many(most)), Basis.of([], many(most + 2))

    assert (len(full.read), full.left, full.lost) == (most, (), ())
    assert (over.read, [one.name for one in over.left]) == (full.read, [f"{most:06}.txt", f"{most + 1:06}.txt"])
    assert over.lost == (f"the last 2, from “{most:06}.txt” on: more than can be assessed together",)


def test_of_what_could_not_be_read_it_names_what_it_has_room_for_and_counts_the_rest() -> None:
    most = LOST // (3 + 10)

    full, over = (Basis.of([], many(count, DocumentState.UNREADABLE)).lost for count in (most, most + 2))

    assert (len(full), full[-1]) == (most, f"{most - 1:06}.txt")
    assert over == (*full, "2 more")


def test_what_stays_out_is_settled_when_it_is_announced_and_with_all_where_nothing_is() -> None:
    first, second, third = many(3)
    basis, made = Basis((), (first, second), (), (third,)), the_first()

    assert basis.settled_by(third.id, made) == [first, second, third]
    assert basis.settled_by(first.id, made) == [first, second]
    assert basis.settled_by(None, made) == [first, second, third]
