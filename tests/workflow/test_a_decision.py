"""From a proposal to a sign-off: two inspectors, a moderator who disagrees, a lead who reopens, and the record."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from icalendar import Calendar

from cli.main import main
from local.stack import Stack
from planreview.acts import Case
from planreview.aws import clients, items, published, records, settings
from planreview.change import Change
from planreview.deciding import decide
from planreview.document import DocumentState
from planreview.errors import Conflict
from planreview.finding import Status
from planreview.submission import SubmissionState
from tests.conftest import ROOT, london

ROUND_ID = "apsp-2017"
MICROSECOND = timedelta(microseconds=1)
PLAN = (ROOT / "tests/samples/plans/kent-plan.pdf").read_bytes()


@pytest.fixture
def due(stack: Stack) -> Stack:
    """A stack in June, when Kent's plan has been read, proposed upon and is due."""
    stack.clock.set(london("2017-05-22 10:00"))
    stack.upload(ROUND_ID, "kent", "kent-plan.pdf", PLAN)
    stack.settle()
    stack.advance(london("2017-06-01 00:05"))
    return stack


def ask(*arguments: str) -> int:
    return main(["assessment", *arguments, "--force", "kent"])


def people() -> tuple[str, str]:
    submission = records.submission(ROUND_ID, "kent")
    return submission.assessor_id, submission.moderator_id


def state() -> SubmissionState:
    return records.submission(ROUND_ID, "kent").state


def decided() -> set[str]:
    return {made.criterion for made in records.decisions(ROUND_ID, "kent")}


def subjects(stack: Stack) -> list[str]:
    return [mail.subject.rsplit(" (", 1)[0] for mail in stack.mailbox.mails]


def test_an_assessment_is_decided_sent_back_decided_again_signed_off_and_reopened(
    due: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    assessor, moderator = people()

    assert ask("accept", "--by", assessor) == 0
    assert ask("complete", "--by", assessor) == 0
    due.settle()
    assert (state(), subjects(due)[-1]) == (SubmissionState.ASSESSED, "To moderate: Kent Police")

    # The moderator disagrees, the assessor decides one criterion anew, with a quote of their own.
    assert ask("send-back", "--by", moderator, "--reason", "The review is of cases.") == 0
    due.settle()
    assert (state(), subjects(due)[-1]) == (SubmissionState.DUE, "Due again: Kent Police")
    quote = next(made.evidence[0] for made in records.decisions(ROUND_ID, "kent") if made.evidence)
    again = ("decide", "ccu_review", "unclear", "--by", assessor, "--reason", "As the moderator says.")
    assert ask(*again) == 1
    assert f"{assessor} decided" in capsys.readouterr().err
    own = ("--seen", "1", "--quote", quote.document, str(quote.page), quote.quote)
    assert ask(*again, *own) == 0
    assert ask("complete", "--by", assessor) == 0

    # The assessor cannot agree with themselves; the moderator can. Then all is frozen, until the lead opens it anew.
    assert ask("sign-off", "--by", assessor) == 1
    assert ask("sign-off", "--by", moderator) == 0
    assert state() is SubmissionState.SIGNED_OFF
    due.settle()
    assert sorted(published.load_all(ROUND_ID)) == [f"letters/kent.{ending}" for ending in ("docx", "html", "pdf")] + [
        f"overview.{ending}" for ending in ("csv", "html", "json")
    ]
    assert "was unclear to us" in published.load_all(ROUND_ID)["letters/kent.html"].decode()
    assert len(json.loads(published.load_all(ROUND_ID)["overview.json"])["missing"]) == 6
    assert ask(*again, "--seen", "2") == 1
    assert ask("reopen", "--by", "s-achebe", "--reason", "A page was overlooked.") == 0
    assert state() is SubmissionState.DUE
    due.settle()
    assert json.loads(published.load_all(ROUND_ID)["overview.json"])["outcomes"] == []
    assert "letters/kent.html" in published.load_all(ROUND_ID), "what was drafted is kept"
    assert (due.failures, due.dead_letters()) == ([], {})

    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "7 of 7 trails are whole; 10 entries\n"
    main(["audit", "export", "--force", "kent"])
    acts = [json.loads(line)["act"] for line in capsys.readouterr().out.splitlines()]
    assert acts == [
        *["CriterionDecided"] * 4,
        "AssessmentCompleted",
        "AssessmentSentBack",
        "CriterionDecided",
        "AssessmentCompleted",
        "AssessmentSignedOff",
        "AssessmentReopened",
    ]


@pytest.mark.usefixtures("due")
def test_of_two_inspectors_at_once_the_second_is_refused_and_nothing_is_overwritten() -> None:
    loaded = Case(
        records.round_(ROUND_ID), records.submission(ROUND_ID, "kent"), (), records.proposal(ROUND_ID, "kent")
    )

    def change(by: str, status: Status) -> bool:
        at = london("2017-06-12 10:00")
        return records.apply(
            decide(loaded, criterion="ccu_review", status=status, by=by, at=at, seen=0, reason="Mine.")
        )

    assert change("a-hartley", Status.PLANNED)
    with pytest.raises(Conflict):
        change("d-okafor", Status.UNCLEAR)

    assert [(made.by, made.status) for made in records.decisions(ROUND_ID, "kent")] == [("a-hartley", Status.PLANNED)]
    assert not change("a-hartley", Status.PLANNED), "the same act once more changes nothing"


@pytest.mark.usefixtures("due")
def test_an_entry_that_somebody_changed_in_the_table_shows(capsys: pytest.CaptureFixture[str]) -> None:
    ask("accept", "--by", people()[0])
    entry = records.audit_trail(ROUND_ID, "kent")[1]
    changed = entry.model_copy(update={"by": "somebody-else"})
    clients.dynamodb().put_item(TableName=settings.table(), Item=items.to_item(changed))
    capsys.readouterr()

    assert main(["audit", "verify", "--force", "kent"]) == 1
    assert "entry 2 (CriterionDecided by somebody-else) was changed" in capsys.readouterr().out


def test_what_should_be_looked_at_first_is_accepted_by_its_name_alone(
    due: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    due.upload(ROUND_ID, "kent", "more.txt", b"A review of the capability of our counter-corruption unit is on hold.")
    due.settle()
    ask("late", "accept", "more.txt", "--by", "s-achebe", "--reason", "It matters.")
    due.settle()
    capsys.readouterr()

    assert ask("accept", "--by", people()[0]) == 0

    assert "Kent Police, ccu_review: unclear, and left to you" in capsys.readouterr().out
    assert "ccu_review" not in decided()
    assert ask("accept", "ccu_review", "--by", people()[0]) == 0
    assert "ccu_review" in decided()


def test_evidence_that_comes_after_a_decision_flags_it_and_changes_nothing(
    due: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    ask("accept", "--by", people()[0])
    due.clock.set(london("2017-06-05 11:00"))
    due.upload(ROUND_ID, "kent", "more.txt", b"The monitoring of our IT systems is in place.")
    due.settle()
    ask("late", "accept", "more.txt", "--by", "s-achebe", "--reason", "It matters.")
    due.settle()
    capsys.readouterr()

    ask("show")

    assert capsys.readouterr().out.count("(new evidence since)") == 4
    seen_before = ("ccu_review", "planned", "--seen", "1", "--proposal", "1", "--reason", "Page 1.")
    assert ask("decide", *seen_before, "--by", people()[0]) == 1
    assert "the proposal is revision 2 now, not 1; look at that first" in capsys.readouterr().err
    assert {made.proposal for made in records.decisions(ROUND_ID, "kent")} == {1}


def test_a_round_of_the_past_whose_addresses_reach_nobody_is_opened_by_a_second_word_alone(
    stack: Stack, capsys: pytest.CaptureFixture[str]
) -> None:
    stack.clock.set(london("2026-11-28 10:00"))
    asked = ("round", "open", str(ROOT / "rounds/trusts-2019.toml"), "--forces", str(ROOT / "rounds/trusts.toml"))

    assert main([*asked]) == 1
    complained = " ".join(capsys.readouterr().err.split())
    assert "all forces would be missing at once" in complained
    assert "addresses reach nobody" in complained
    assert records.round_files("trusts-2019") is None

    assert main([*asked, "--yes"]) == 0
    assert records.round_files("trusts-2019") is not None


@pytest.mark.usefixtures("stack")
def test_no_trail_of_a_round_that_is_not_open_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify", "--round", "apsp-2018"]) == 1
    assert "no round 'apsp-2018' is open" in capsys.readouterr().err


def test_an_open_round_is_given_a_later_deadline_and_other_rules_until_somebody_has_decided(
    stack: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source, forces = (tmp_path / name for name in ("round.toml", "forces.toml"))
    files = records.round_files(ROUND_ID)
    assert files is not None
    forces.write_text(files.forces_source, "utf-8")

    def reopened(*replacements: tuple[str, str]) -> int:
        text = files.source
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        source.write_text(text, "utf-8")
        return main(["round", "open", str(source), "--forces", str(forces)])

    stack.clock.set(london("2017-05-22 10:00"))
    stack.upload(ROUND_ID, "kent", "plan.txt", b"The monitoring of IT systems is ahoy.")
    stack.settle()
    later = (
        ("deadline_on = 2017-05-31", "deadline_on = 2017-06-07"),
        ("starts_on = 2017-06-01", "starts_on = 2017-06-08"),
    )
    rules = (("version = 3", "version = 4"), ('"kicked off"', '"kicked off", "ahoy"'))

    assert reopened(*later, *rules) == 0
    stack.settle()
    told = capsys.readouterr().out
    assert "the deadline: 31 May 2017 → 7 June 2017" in told
    assert "the rules: version 3 → 4; every plan is judged anew" in told
    assert {one.deadline_utc for one in records.submissions(ROUND_ID)} == {london("2017-06-08") - MICROSECOND}
    proposal = records.proposal(ROUND_ID, "kent")
    assert proposal is not None
    assert (proposal.revision, proposal.assessment.round_version) == (2, 4)

    assert reopened() == 1
    assert "give them a higher version than 4" in capsys.readouterr().err
    stack.advance(london("2017-06-08 00:05"))
    ask("accept", "--by", people()[0])
    assert reopened(*later, ("version = 3", "version = 5")) == 1
    assert "there are decisions that rest on them" in capsys.readouterr().err
    assert (stack.failures, stack.dead_letters()) == ([], {})


@pytest.mark.usefixtures("due")
def test_an_inspector_has_their_due_dates_as_a_calendar(tmp_path: Path) -> None:
    assessor, _ = people()
    file = tmp_path / "due.ics"

    assert main(["calendar", "--by", assessor, "--out", str(file)]) == 0

    entries = {str(one["summary"]): one.decoded("dtstart") for one in Calendar.from_ical(file.read_bytes()).events}
    due_on = {one.force.name: one.due_on for one in records.submissions(ROUND_ID) if one.assessor_id == assessor}
    assert entries == {f"Assessment of {name} is due": day for name, day in due_on.items()}


def test_what_no_scan_has_cleared_yet_is_not_written_to_an_inspectors_disk(
    due: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = records.documents(ROUND_ID, "kent")[0]
    waiting = document.model_copy(update={"id": "waiting", "state": DocumentState.RECEIVED, "pages": None})
    records.apply(Change(new=(waiting,)))

    assert main(["assessment", "documents", "--force", "kent", "--out", str(tmp_path)]) == 0

    assert {path.name for path in tmp_path.iterdir()} == {"001 kent-plan.pdf", "001 kent-plan.pdf.txt"}
    assert f"“{document.name}” is not scanned and read yet: it was not written" in capsys.readouterr().err


def test_a_document_of_one_force_serves_another(due: Stack) -> None:
    arguments = (
        "share",
        "kent-plan.pdf",
        "--of",
        "kent",
        "--by",
        "s-achebe",
        "--reason",
        "One department serves both.",
    )
    assert main(["assessment", *arguments, "--force", "surrey"]) == 0
    due.settle()

    kent, surrey = (records.proposal(ROUND_ID, force) for force in ("kent", "surrey"))
    assert kent is not None
    assert surrey is not None
    assert surrey.assessment.findings == kent.assessment.findings
    assert records.submission(ROUND_ID, "surrey").state is SubmissionState.DUE
    assert "Part of your submission too: kent-plan.pdf" in subjects(due)
    assert main(["assessment", *arguments, "--force", "surrey"]) == 1
    assert (due.failures, due.dead_letters()) == ([], {})
