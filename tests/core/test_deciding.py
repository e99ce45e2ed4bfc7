"""Inspectors decide, a second person signs off, and every act is on record."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from planreview import proposing
from planreview.acts import Case
from planreview.assessment import assess
from planreview.audit import AuditEntry, faults_in
from planreview.change import Change
from planreview.days import Span
from planreview.deciding import complete, decide, quoted, reopen, send_back, sign_off
from planreview.decision import Decision
from planreview.document import DocumentState
from planreview.errors import Conflict, FindingsInvalid, IllegalMove, NotPermitted
from planreview.finding import Status
from planreview.notice import Notice
from planreview.proposal import Proposal
from planreview.sending import approve_letter, record_reply
from planreview.submission import Submission, SubmissionState
from tests.core.samples import IN_TIME, a_document, a_round, a_submission, text_of

NOW = datetime(2017, 6, 12, 9, 0, tzinfo=UTC)
PLAN = text_of(b"The IT system monitoring has started.", "plan.txt")
PROPOSAL = Proposal(
    round_id="plans-2017", force_id="kent", revision=3, proposed_at=NOW, assessment=assess(a_round(), [PLAN])
)


def a_case(submission: Submission | None = None, *decisions: Decision) -> Case:
    return Case(a_round(), submission or a_submission(state=SubmissionState.DUE), decisions, PROPOSAL)


def after(case: Case, change: Change) -> Case:
    """The case as it is once the change has been stored."""
    submission = next(move.after for move in change.moves if isinstance(move.after, Submission))
    new = [record for record in change.new if isinstance(record, Decision)]
    return Case(case.round_, submission, (*case.decisions, *new), case.proposal)


def entries(*changes: Change) -> list[AuditEntry]:
    return [record for change in changes for record in change.new if isinstance(record, AuditEntry)]


def accepted(case: Case, *, by: str = "ada") -> Change:
    return decide(case, criterion="it_monitoring", status=Status.COMMENCED, by=by, at=NOW, seen=0)


def test_accepting_a_proposal_takes_over_its_status_and_quotes() -> None:
    (decision,) = (record for record in accepted(a_case()).new if isinstance(record, Decision))

    assert (decision.status, decision.proposal, decision.revision) == (Status.COMMENCED, 3, 1)
    assert [quote.quote for quote in decision.evidence] == ["The IT system monitoring has started."]


def test_deciding_otherwise_needs_a_reason() -> None:
    with pytest.raises(
        NotPermitted, match="IT monitoring: the proposal is commenced; to decide planned, give the reason"
    ):
        decide(a_case(), criterion="it_monitoring", status=Status.PLANNED, by="ada", at=NOW, seen=0)

    change = decide(
        a_case(), criterion="it_monitoring", status=Status.PLANNED, by="ada", at=NOW, seen=0, reason="Only a pilot."
    )
    (entry,) = entries(change)
    assert entry.about["reason"] == "Only a pilot."


def test_the_second_of_two_inspectors_at_once_gets_a_conflict() -> None:
    case = after(a_case(), accepted(a_case(), by="ada"))

    with pytest.raises(Conflict, match="IT monitoring: ada decided commenced at 2017-06-12 09:00 UTC"):
        decide(case, criterion="it_monitoring", status=Status.COMMENCED, by="ben", at=NOW, seen=0)


def test_two_changes_from_one_state_rest_on_the_same_guard() -> None:
    first, second = (accepted(a_case(), by=by).moves[0] for by in ("ada", "ben"))

    assert first.guards == second.guards == ("state", "edition")
    assert first.before == second.before


@pytest.mark.parametrize(
    ("criterion", "by", "message"),
    [
        ("it_monitoring", "eve", "'eve' is no inspector of this round; its inspectors are ada, ben, lea"),
        ("parking", "ada", "the round has no criterion 'parking'; it has it_monitoring"),
    ],
)
def test_an_unknown_person_or_criterion_is_named_with_those_that_are_known(
    criterion: str, by: str, message: str
) -> None:
    with pytest.raises(NotPermitted) as refused:
        decide(a_case(), criterion=criterion, status=Status.PLANNED, by=by, at=NOW, seen=0)

    assert str(refused.value) == message


def test_an_assessment_is_complete_when_every_criterion_is_decided() -> None:
    with pytest.raises(IllegalMove, match="not decided yet: IT monitoring"):
        complete(a_case(), by="ada", at=NOW)

    change = complete(after(a_case(), accepted(a_case())), by="ada", at=NOW)

    assert [(n.kind, n.to) for n in change.new if isinstance(n, Notice)] == [
        ("moderation-due", "ben@inspectorate.example")
    ]


def test_an_assessment_is_not_complete_while_a_document_that_came_in_time_is_not_read() -> None:
    waiting, late = a_document(), a_document(IN_TIME + timedelta(days=2))
    decided = after(a_case(), accepted(a_case()))

    with pytest.raises(IllegalMove, match=r"in time, and not read yet: plan\.pdf"):
        complete(replace(decided, documents=[waiting, late]), by="ada", at=NOW)

    assert complete(replace(decided, documents=[late]), by="ada", at=NOW)


def test_an_assessment_is_not_complete_while_a_document_that_counts_is_in_no_proposal() -> None:
    decided = after(a_case(), accepted(a_case()))
    read = a_document(state=DocumentState.READ, pages=1)
    in_it = read.model_copy(update={"receipt": read.receipt.model_copy(update={"sha256": PLAN.sha256})})

    with pytest.raises(IllegalMove, match=r"read, and not in the proposal yet: plan\.pdf"):
        complete(replace(decided, documents=[read, in_it]), by="ada", at=NOW)

    assert complete(replace(decided, documents=[in_it]), by="ada", at=NOW)


def test_an_assessment_can_be_completed_where_more_was_sent_than_can_be_assessed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decided = after(a_case(), accepted(a_case()))
    read = a_document(state=DocumentState.READ, pages=1)
    in_it = read.model_copy(update={"receipt": read.receipt.model_copy(update={"sha256": PLAN.sha256})})
    too_many = a_document(IN_TIME + timedelta(minutes=1), state=DocumentState.READ, pages=1)
    monkeypatch.setattr(proposing, "READ", 100)

    assert complete(replace(decided, documents=[too_many, in_it]), by="ada", at=NOW)


def test_no_letter_goes_out_while_a_document_that_came_in_time_is_not_read() -> None:
    signed_off = after(completed(), sign_off(completed(), by="ben", at=NOW))
    october = datetime(2017, 10, 2, 9, 0, tzinfo=UTC)

    with pytest.raises(IllegalMove, match=r"in time, and not read yet: plan\.pdf"):
        approve_letter(replace(signed_off, documents=[a_document()]), by="lea", at=october)


def completed() -> Case:
    case = after(a_case(), accepted(a_case()))
    return after(case, complete(case, by="ada", at=NOW))


def test_nobody_signs_off_their_own_decision() -> None:
    with pytest.raises(NotPermitted, match="ada made one of the decisions; somebody else must sign them off"):
        sign_off(completed(), by="ada", at=NOW)

    assert after(completed(), sign_off(completed(), by="ben", at=NOW)).submission.state is SubmissionState.SIGNED_OFF


def test_what_is_signed_off_is_frozen_until_the_lead_reopens_it_with_a_reason() -> None:
    frozen = after(completed(), sign_off(completed(), by="ben", at=NOW))

    with pytest.raises(IllegalMove, match="is signed_off; only one that is due can be decided"):
        accepted(frozen)
    with pytest.raises(NotPermitted, match="only the lead, lea, may reopen"):
        reopen(frozen, by="ben", at=NOW, reason="A page was overlooked.")
    with pytest.raises(NotPermitted, match="a reason is needed"):
        reopen(frozen, by="lea", at=NOW, reason=" ")

    again = after(frozen, reopen(frozen, by="lea", at=NOW, reason="A page was overlooked.")).submission
    assert (again.state, again.returned_because) == (SubmissionState.DUE, "A page was overlooked.")


def test_a_moderator_who_disagrees_sends_the_assessment_back_to_its_assessor() -> None:
    change = send_back(completed(), by="ben", at=NOW, reason="The quote is of another force.")

    assert after(completed(), change).submission.state is SubmissionState.DUE
    assert [(n.kind, n.to) for n in change.new if isinstance(n, Notice)] == [("due-again", "ada@inspectorate.example")]


def test_an_inspectors_quote_must_stand_on_its_page() -> None:
    assert quoted([PLAN], "plan.txt", 1, "monitoring has started").start == 14
    with pytest.raises(FindingsInvalid, match=r"page 1 of plan\.txt does not hold the words “has stopped”"):
        quoted([PLAN], "plan.txt", 1, "has stopped")


def a_trail() -> tuple[list[AuditEntry], Submission]:
    case, made = a_case(), []
    for act in (accepted, lambda c: complete(c, by="ada", at=NOW), lambda c: sign_off(c, by="ben", at=NOW)):
        change = act(case)
        made += entries(change)
        case = after(case, change)
    return made, case.submission


def test_a_sound_trail_has_no_faults() -> None:
    trail, submission = a_trail()

    assert [(entry.number, entry.act, entry.by) for entry in trail] == [
        (1, "CriterionDecided", "ada"),
        (2, "AssessmentCompleted", "ada"),
        (3, "AssessmentSignedOff", "ben"),
    ]
    assert list(faults_in(trail, expected=submission.audited, head=submission.audit_head)) == []


def test_a_changed_missing_or_forged_entry_shows() -> None:
    trail, submission = a_trail()
    changed = [trail[0], trail[1].model_copy(update={"by": "eve"}), trail[2]]
    forged = [trail[0], trail[1].model_copy(update={"by": "eve"}).sealed(), trail[2]]

    def faults(found: list[AuditEntry]) -> list[str]:
        return list(faults_in(found, expected=submission.audited, head=submission.audit_head))

    assert faults(changed) == ["entry 2 (AssessmentCompleted by eve) was changed: it does not fit its seal"]
    assert faults(forged) == ["entry 3 (AssessmentSignedOff by ben) does not follow the one before it"]
    assert faults([trail[0], trail[2]]) == ["entry 2 is missing or there twice; the next is number 3"]
    assert faults(trail[:2]) == ["2 entries, but the submission tells of 3"]


def final() -> Case:
    return after(completed(), sign_off(completed(), by="ben", at=NOW))


def test_the_lead_approves_a_letter_and_it_goes_to_the_force_and_its_policing_body() -> None:
    on_the_day = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)

    change = approve_letter(final(), by="lea", at=on_the_day)

    assert after(final(), change).submission.state is SubmissionState.PUBLISHED
    assert [(notice.kind, notice.to) for notice in change.new if isinstance(notice, Notice)] == [
        ("letter", "plans@kent.example"),
        ("letter-copy", "pcc@kent.example"),
    ]


def test_no_letter_goes_out_before_its_day_or_by_another_hand() -> None:
    the_eve = datetime(2017, 10, 1, 22, 59, tzinfo=UTC)

    with pytest.raises(IllegalMove, match="letters go out on 2 October 2017, and it is 1 October 2017"):
        approve_letter(final(), by="lea", at=the_eve)
    with pytest.raises(NotPermitted, match="only the lead, lea, may approve letters"):
        approve_letter(final(), by="ben", at=NOW)


def test_a_policing_bodys_reply_is_due_so_many_days_after_the_letter_and_recorded_once() -> None:
    days = a_round().publication.model_copy(update={"reply_within": Span(count=56)})
    round_ = a_round().model_copy(update={"publication": days})
    on_the_day = datetime(2017, 10, 2, 8, 0, tzinfo=UTC)
    case = Case(round_, final().submission, final().decisions, PROPOSAL)

    published = after(case, approve_letter(case, by="lea", at=on_the_day))
    in_november = datetime(2017, 11, 6, 9, 0, tzinfo=UTC)
    replied = after(published, record_reply(published, by="lea", at=in_november, came_on=date(2017, 11, 3)))

    assert published.submission.reply_due_on == date(2017, 11, 27)
    assert replied.submission.replied_on == date(2017, 11, 3)
    with pytest.raises(IllegalMove, match="a reply of 3 November 2017 is on record already"):
        record_reply(replied, by="lea", at=in_november, came_on=date(2017, 11, 4))
    with pytest.raises(IllegalMove, match="2 November 2071 does not lie between the letter and today"):
        record_reply(published, by="lea", at=in_november, came_on=date(2071, 11, 2))


def test_what_comes_back_after_its_day_is_due_a_week_later() -> None:
    late = datetime(2017, 9, 1, 9, 0, tzinfo=UTC)

    again = after(final(), reopen(final(), by="lea", at=late, reason="A page was overlooked."))

    assert again.submission.due_on == date(2017, 9, 8)


def test_a_decision_that_differs_takes_over_no_quotes_that_speak_against_it() -> None:
    change = decide(
        a_case(),
        criterion="it_monitoring",
        status=Status.NOT_FOUND,
        by="ada",
        at=NOW,
        seen=0,
        reason="Another force's.",
    )

    (decision,) = (record for record in change.new if isinstance(record, Decision))
    assert decision.evidence == ()


def test_a_sentence_that_no_letter_can_show_is_refused_and_blanks_are_none() -> None:
    def sentence(words: str) -> str | None:
        change = decide(
            a_case(), criterion="it_monitoring", status=Status.COMMENCED, by="ada", at=NOW, seen=0, sentence=words
        )
        return next(record for record in change.new if isinstance(record, Decision)).sentence

    assert sentence("  We saw\n a pilot. ") == "We saw a pilot."
    assert sentence("   ") is None
    with pytest.raises(NotPermitted, match="characters that cannot be printed"):
        sentence("A bullet \uf0b7 of Word's")
