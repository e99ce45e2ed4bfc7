"""A round that is open can be changed, safely: later at any time, earlier on purpose, and never under a decision."""

from datetime import UTC, date, datetime
from typing import Any

from planreview.deadline import end_of_day
from planreview.event import EventType
from planreview.force import Force
from planreview.revising import Revision, revise
from planreview.round import Round, read_round
from planreview.submission import Submission, SubmissionState, open_submissions
from tests.core.samples import DEADLINE, ROUND_SOURCE, a_force, a_round, a_submission

NOW = datetime(2017, 6, 1, 9, tzinfo=UTC)
FORCES = (a_force("essex"), a_force("kent"))
AWAITED = open_submissions(a_round(), FORCES)


def changed(*replacements: tuple[str, str]) -> Round:
    source = ROUND_SOURCE
    for old, new in replacements:
        assert old in source
        source = source.replace(old, new)
    return read_round(source)


LATER = changed(
    ("deadline_on = 2017-05-31", "deadline_on = 2017-06-07"), ("starts_on = 2017-06-01", "starts_on = 2017-06-08")
)
EARLIER = changed(("deadline_on = 2017-05-31", "deadline_on = 2017-05-24"))
OTHER_RULES = changed(('"is in place"', '"is in place", "is done"'), ("version = 1", "version = 2"))


def revised(
    new: Round,
    submissions: tuple[Submission, ...] = AWAITED,
    forces: tuple[Force, ...] = FORCES,
    *,
    is_decided: bool = False,
) -> Revision:
    return revise(a_round(), FORCES, new, forces, submissions=submissions, is_decided=is_decided, at=NOW)


def deadlines(revision: Revision) -> dict[str, datetime]:
    return {one.force_id: one.deadline_utc for one in moved(revision) if one.deadline_utc != DEADLINE}


def moved(revision: Revision) -> list[Submission]:
    return [move.after for move in revision.moves if isinstance(move.after, Submission)]


def test_the_same_files_change_nothing() -> None:
    assert revised(a_round()).is_empty


def test_a_later_deadline_is_everybodys_and_brings_back_who_had_missed_the_earlier_one() -> None:
    missing = a_submission("kent", state=SubmissionState.MISSING)

    revision = revised(LATER, (AWAITED[0], missing))

    week_later = end_of_day(date(2017, 6, 7), LATER.request.tz)
    assert revision.changes == ("the deadline: 31 May 2017 → 7 June 2017", "the days of assessment")
    assert deadlines(revision) == {"essex": week_later, "kent": week_later}
    assert {one.state for one in moved(revision)} == {SubmissionState.AWAITED}
    assert (revision.refusals, revision.risks) == ((), ())


def test_a_force_with_more_time_of_its_own_keeps_it() -> None:
    own = end_of_day(date(2017, 6, 20), LATER.request.tz)

    assert "kent" not in deadlines(revised(LATER, (AWAITED[0], a_submission("kent", deadline_utc=own))))


def test_an_assessment_that_is_due_keeps_the_deadline_by_which_it_was_judged() -> None:
    assert deadlines(revised(LATER, (AWAITED[0], a_submission("kent", state=SubmissionState.DUE)))) == {
        "essex": end_of_day(date(2017, 6, 7), LATER.request.tz)
    }


def test_an_earlier_deadline_needs_a_second_word() -> None:
    assert revised(EARLIER).risks == ("the deadline comes earlier, 24 May 2017, and 2 forces have sent nothing",)


def test_new_rules_are_a_new_version_and_every_plan_is_judged_anew() -> None:
    revision = revised(OTHER_RULES)

    assert revision.changes == ("the rules: version 1 → 2; every plan is judged anew",)
    assert [event.id for event in revision.events] == ["RulesChanged_essex_2", "RulesChanged_kent_2"]


def test_rules_that_changed_and_kept_their_version_are_refused() -> None:
    assert revised(changed(('"is in place"', '"is in place", "is done"'))).refusals == (
        "the rules have changed; give them a higher version than 1",
    )


def test_what_was_learned_anew_comes_with_a_higher_version_of_the_rules_and_stays_aside_without() -> None:
    def revision(new: Round, **how: Any) -> Revision:
        return revise(a_round(), FORCES, new, FORCES, submissions=AWAITED, is_decided=False, at=NOW, **how)

    fresh, other, none = (revision(OTHER_RULES, learned=both) for both in ((None, "a"), ("a", "b"), ("a", None)))
    assert fresh.changes[-1] == "what was learned from examples proposes too from now on"
    assert other.changes[-1] == "what was learned from examples: another file"
    assert none.risks == (
        "no file of what was learned lies beside the round's: plans will be judged by the rules alone",
    )
    assert (fresh.risks, other.risks) == ((), ())
    aside = revision(a_round(), left_aside=True)
    assert (aside.is_empty, aside.refusals) == (True, ())
    assert aside.notes == (
        "what was learned, beside the file, is not what the round has; it is taken over with a higher version of the"
        " rules",
    )


def test_rules_cannot_change_under_a_decision() -> None:
    assert revised(OTHER_RULES, is_decided=True).refusals == (
        "criteria and rules cannot change any more: there are decisions that rest on them",
    )


def test_a_force_may_join_and_none_may_be_left_out() -> None:
    joined = revised(a_round(), forces=(*FORCES, a_force("surrey")))
    left_out = revised(a_round(), forces=FORCES[:1])

    assert (joined.changes, [one.force_id for one in joined.new]) == (("Surrey Police is asked too",), ["surrey"])
    assert joined.new[0].deadline_utc == DEADLINE
    assert left_out.refusals == ("kent has been asked; it cannot be left out of the round any more",)


def test_an_inspector_who_has_assessments_to_make_stays_in_the_file() -> None:
    without_ben = changed(
        ('[[inspectors]]\nid = "ben"\nname = "Ben Assessor"\nemail = "ben@inspectorate.example"\n', "")
    )

    assert revised(without_ben).refusals == (
        "ben has assessments to make or to moderate; leave this inspector in the file",
    )


def test_a_corrected_address_reaches_every_submission_whatever_its_state() -> None:
    moved_house = FORCES[1].model_copy(update={"email": "new@kent.example"})
    published = a_submission("kent", state=SubmissionState.PUBLISHED)

    revision = revised(a_round(), (AWAITED[0], published), (FORCES[0], moved_house))

    assert revision.changes == ("Kent Police: its name or addresses",)
    assert [(one.force.email, one.state) for one in moved(revision)] == [
        ("new@kent.example", SubmissionState.PUBLISHED)
    ]


SIGNED_OFF = a_submission("kent", state=SubmissionState.SIGNED_OFF, letters=1, letter=1)
OTHER_DAY = changed(("letters_on = 2017-10-02", "letters_on = 2017-10-09"))


def test_a_letter_that_would_say_something_else_is_another_version_than_the_lead_has_read() -> None:
    revision = revised(OTHER_DAY, (AWAITED[0], SIGNED_OFF))

    [after] = moved(revision)
    assert (after.force_id, after.draft, after.letters, after.letter_in_force) == ("kent", 2, 2, 2)
    assert [event.subject for event in revision.events if event.type is EventType.LETTER_REDRAFTED] == ["kent_2"]
    assert revision.risks == ("the letter is drafted anew, without what an office made of it: Kent Police",)


def test_a_letter_to_another_chief_officer_is_another_version_and_one_to_another_address_is_not() -> None:
    kent = FORCES[1]
    other_name, other_address = (
        kent.model_copy(update=change)
        for change in ({"chief_officer": "Chief Constable Roe"}, {"email": "new@kent.example"})
    )

    letters = [
        moved(revised(a_round(), (SIGNED_OFF,), (FORCES[0], force)))[0].letter_in_force
        for force in (other_name, other_address)
    ]

    assert letters == [2, 1]


def test_a_letter_that_was_approved_is_no_other_version_and_its_words_change_for_a_second_word_alone() -> None:
    published = SIGNED_OFF.model_copy(update={"state": SubmissionState.PUBLISHED})

    revision = revised(OTHER_DAY, (published,))

    assert moved(revision) == []
    assert revision.risks == (
        "letters have been approved in other words than `publish letter` would give from then on: Kent Police",
    )


def test_a_version_alone_is_a_change_of_the_rules() -> None:
    bumped = changed(("version = 1", "version = 2"))

    assert revised(bumped).changes == ("the rules: version 1 → 2; every plan is judged anew",)
    assert len(revised(bumped, is_decided=True).refusals) == 1


def test_a_force_whose_deadline_is_moved_is_told_and_others_are_not() -> None:
    told = {
        move.after.force_id: notice for move, notice in revised(LATER).told(NOW) if isinstance(move.after, Submission)
    }

    assert {force: notice.kind for force, notice in told.items() if notice} == {"essex": "extended", "kent": "extended"}


def test_doing_half_of_an_earlier_deadline_again_does_the_other_half() -> None:
    first, second = moved(revised(EARLIER))

    again = revised(EARLIER, (first, AWAITED[1]))

    assert [one.force_id for one in moved(again)] == ["kent"]
    assert moved(again)[0].deadline_utc == second.deadline_utc


BLIND = changed(("[assessment]\n", "[assessment]\nblind = true\n"))


def test_a_round_becomes_blind_while_nothing_is_due_and_not_after() -> None:
    due = a_submission("kent", state=SubmissionState.DUE)

    assert (revised(BLIND).changes, revised(BLIND).refusals) == (("two inspectors judge apart",), ())
    assert revised(BLIND, (AWAITED[0], due)).refusals == (
        "whether two inspectors judge apart cannot change any more: there are assessments to make",
    )
    assert moved(revised(BLIND)) == []


def test_a_seal_is_taken_off_only_by_someone_who_says_so_twice() -> None:
    sealed = changed(("[request]\n", "[request]\nsealed = true\n"))

    on = revise(a_round(), FORCES, sealed, FORCES, submissions=AWAITED, is_decided=False, at=NOW)
    off = revise(sealed, FORCES, a_round(), FORCES, submissions=AWAITED, is_decided=False, at=NOW)

    assert (on.changes, on.risks) == (("what forces send is sealed until the deadline",), ())
    assert off.risks == ("the forces were told that nobody reads what they send before the deadline",)


def test_who_was_given_more_time_for_an_assessment_keeps_it_when_the_days_change() -> None:
    later = changed(("ends_on = 2017-06-30", "ends_on = 2017-07-14"))
    reopened = a_submission("kent", state=SubmissionState.DUE, due_on=date(2017, 9, 18))

    assert [one.due_on for one in moved(revised(later, (AWAITED[0], reopened))) if one.force_id == "kent"] == []
