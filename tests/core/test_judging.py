"""A blind round: two inspectors judge apart, and only then is anything open to them, or decided."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.acts import Case
from planreview.agreement import agreement
from planreview.assessment import assess
from planreview.audit import AuditEntry
from planreview.change import Change
from planreview.deciding import decide
from planreview.errors import IllegalMove, NotPermitted
from planreview.finding import Status
from planreview.judgement import Judgement
from planreview.judging import judge
from planreview.notice import Notice
from planreview.proposal import Proposal
from planreview.submission import Submission, SubmissionState, judges, waits_for
from tests.core.samples import a_blind_round, a_round, a_submission, text_of

NOW = datetime(2017, 6, 12, 9, 0, tzinfo=UTC)
IT = "it_monitoring"


def a_case() -> Case:
    text = text_of(b"IT system monitoring has started.", "plan.txt")
    proposal = Proposal(
        round_id="plans-2017", force_id="kent", revision=1, proposed_at=NOW, assessment=assess(a_round(), [text])
    )
    return Case(a_blind_round(), a_submission(state=SubmissionState.DUE), (), proposal)


def after(case: Case, change: Change) -> Case:
    """The case once a change was stored."""
    submission = change.moves[0].stored
    assert isinstance(submission, Submission)
    judged = [one for one in change.new if isinstance(one, Judgement)]
    return Case(case.round_, submission, case.decisions, case.proposal, (*case.judgements, *judged))


def judged(case: Case, by: str, status: Status = Status.COMMENCED) -> Case:
    return after(case, judge(case, criterion=IT, status=status, by=by, at=NOW, reason="Page 1."))


def test_the_assessor_and_the_moderator_are_both_waited_for_until_each_has_judged() -> None:
    case = a_case()

    one, both = judged(case, "ben"), judged(judged(case, "ben"), "ada")

    assert judges(case.round_, case.submission) == ("ada", "ben")
    assert [waits_for(it.round_, it.submission) for it in (case, one, both)] == [("ada", "ben"), ("ada",), ("ada",)]
    assert [it.submission.is_open(it.round_) for it in (case, one, both)] == [False, False, True]


def test_nothing_is_decided_before_both_have_judged() -> None:
    one = judged(a_case(), "ben")

    with pytest.raises(IllegalMove, match="two inspectors judge Kent Police apart; it waits for ada"):
        decide(one, criterion=IT, status=Status.COMMENCED, by="ada", at=NOW, seen=0)


def test_where_both_agree_with_the_proposal_the_decision_needs_no_reason() -> None:
    both = judged(judged(a_case(), "ben"), "ada")

    assert decide(both, criterion=IT, status=Status.COMMENCED, by="ada", at=NOW, seen=0).new


def test_where_one_of_them_saw_it_otherwise_the_decision_needs_a_reason() -> None:
    both = judged(judged(a_case(), "ben", Status.PLANNED), "ada")

    with pytest.raises(NotPermitted, match="the judgement of ben is planned; to decide commenced, give the reason"):
        decide(both, criterion=IT, status=Status.COMMENCED, by="ada", at=NOW, seen=0)
    assert decide(both, criterion=IT, status=Status.COMMENCED, by="ada", at=NOW, seen=0, reason="Page 4.").new


def test_the_assessor_hears_when_the_second_of_them_has_judged() -> None:
    one = judged(a_case(), "ada")

    first = judge(a_case(), criterion=IT, status=Status.PLANNED, by="ada", at=NOW, reason="Page 1.")
    second = judge(one, criterion=IT, status=Status.PLANNED, by="ben", at=NOW, reason="Page 1.")

    told = [[(it.kind, it.to) for it in change.new if isinstance(it, Notice)] for change in (first, second)]
    assert told == [[], [("judged", "ada@inspectorate.example")]]


def test_the_audit_trail_holds_a_judgement_to_its_author_and_gives_nothing_away() -> None:
    change = judge(a_case(), criterion=IT, status=Status.PLANNED, by="ada", at=NOW, reason="Page 1.")

    [entry] = [it for it in change.new if isinstance(it, AuditEntry)]
    assert (entry.by, entry.act, set(entry.about)) == ("ada", "CriterionJudged", {"criterion", "sha256"})
    assert "planned" not in entry.model_dump_json()


def test_a_judgement_is_made_once_by_one_of_the_two_in_a_blind_round_that_is_due() -> None:
    case = a_case()
    said = {"criterion": IT, "status": Status.PLANNED, "at": NOW, "reason": "Page 1."}

    with pytest.raises(NotPermitted, match="Kent Police is judged by ada and ben, not lea"):
        judge(case, by="lea", **said)  # type: ignore[arg-type]
    with pytest.raises(IllegalMove, match="ada has judged it already"):
        judge(judged(case, "ada"), by="ada", **said)  # type: ignore[arg-type]
    with pytest.raises(IllegalMove, match="this round is not blind"):
        judge(Case(a_round(), case.submission), by="ada", **said)  # type: ignore[arg-type]
    with pytest.raises(IllegalMove, match="is assessed; only one that is due can be judged"):
        judge(Case(case.round_, a_submission(state=SubmissionState.ASSESSED)), by="ada", **said)  # type: ignore[arg-type]
    with pytest.raises(NotPermitted, match="a reason is needed"):
        judge(case, by="ada", **said | {"reason": " "})  # type: ignore[arg-type]


def pairs_of(*pairs: tuple[Status, Status]) -> tuple[list[Submission], list[Judgement]]:
    """Forces on which ada judged the first and ben the second status of each pair."""
    submissions = [a_submission(f"f{number}", judged_by=("ada", "ben")) for number in range(len(pairs))]
    judgements = [
        Judgement(
            round_id="plans-2017", force_id=f"f{number}", criterion=IT, by=by, status=status, reason="So.", at=NOW
        )
        for number, pair in enumerate(pairs)
        for by, status in zip(("ada", "ben"), pair, strict=True)
    ]
    return submissions, judgements


def test_kappa_is_what_cohens_example_of_two_raters_gives() -> None:
    # 50 subjects: both yes 20, both no 15, first alone 5, second alone 10. Observed 0.7, by chance 0.5.
    yes, no = Status.IN_PLACE, Status.NOT_FOUND
    pairs = [(yes, yes)] * 20 + [(yes, no)] * 5 + [(no, yes)] * 10 + [(no, no)] * 15

    [found] = agreement(a_blind_round(), *pairs_of(*pairs))

    assert (found.forces, found.agreed) == (50, 35)
    assert found.kappa == pytest.approx(0.4)


def test_where_both_gave_one_status_throughout_kappa_says_nothing() -> None:
    [found] = agreement(a_blind_round(), *pairs_of((Status.PLANNED, Status.PLANNED)))

    assert (found.forces, found.agreed, found.kappa) == (1, 1, None)


def test_a_force_that_one_of_them_is_still_judging_does_not_count() -> None:
    submissions, judgements = pairs_of((Status.PLANNED, Status.UNCLEAR))
    half = [one.model_copy(update={"judged_by": ("ada",)}) for one in submissions]

    assert agreement(a_blind_round(), half, judgements)[0].forces == 0


statuses = st.sampled_from(Status)


@given(st.lists(st.tuples(statuses, statuses), min_size=1, max_size=30))
def test_kappa_is_one_just_where_they_always_agree_and_does_not_mind_who_is_first(
    pairs: list[tuple[Status, Status]],
) -> None:
    [found] = agreement(a_blind_round(), *pairs_of(*pairs))
    [turned] = agreement(a_blind_round(), *pairs_of(*[(second, first) for first, second in pairs]))

    assert found == turned
    if found.kappa is not None:
        assert -1 <= found.kappa <= 1
        assert (found.kappa == 1) == (found.agreed == found.forces)
