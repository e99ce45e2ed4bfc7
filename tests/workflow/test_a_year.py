"""The whole of a round, from the request to the comments of the policing bodies: upload, queues, handlers and clock."""

import json
from collections import Counter
from pathlib import Path

import pytest
from docx import Document

from cli.main import main
from local.stack import Stack
from planreview.aws import published, records
from planreview.submission import SubmissionState
from tests.conftest import ROOT, london

PLANS = ROOT / "tests/samples/plans"
ROUND_ID, LEAD = "apsp-2017", "s-achebe"
CRITERIA = ("national_strategy", "ccu_review", "it_monitoring", "vulnerable_people")
FORCES = ("bedfordshire", "cumbria", "durham", "gwent", "kent", "norfolk", "surrey")


def send(stack: Stack, at: str, force: str, sample: str, name: str | None = None) -> None:
    stack.clock.set(london(at))
    stack.upload(ROUND_ID, force, name or sample, (PLANS / sample).read_bytes())
    stack.settle()


def ask(force: str, *arguments: str) -> int:
    return main(["assessment", *arguments, "--force", force])


def people(force: str) -> tuple[str, str]:
    submission = records.submission(ROUND_ID, force)
    return submission.assessor_id, submission.moderator_id


def states() -> dict[str, SubmissionState]:
    return {one.force_id: one.state for one in records.submissions(ROUND_ID)}


def mails(stack: Stack, beginning: str) -> Counter[str]:
    """How many mails with such a subject each address has had."""
    return Counter(mail.to for mail in stack.mailbox.mails if mail.subject.startswith(beginning))


def decide_all(force: str) -> None:
    """As proposed, and agreed by the moderator."""
    assessor, moderator = people(force)
    assert ask(force, "accept", *CRITERIA, "--by", assessor) == 0
    assert ask(force, "complete", "--by", assessor) == 0
    assert ask(force, "sign-off", "--by", moderator) == 0


def plans_come_in(stack: Stack) -> None:
    """May: plans come in; who has sent nothing that can be read is reminded; one force is given more time."""
    send(stack, "2017-05-22 10:05", "kent", "kent-plan.pdf")
    send(stack, "2017-05-23 11:00", "norfolk", "norfolk-encrypted.pdf")
    stack.advance(london("2017-05-24 09:00"))
    assert mails(stack, "Reminder").keys() == {f"reviews@{force}.police.example" for force in FORCES if force != "kent"}
    send(stack, "2017-05-25 15:40", "bedfordshire", "bedfordshire-plan.docx")
    send(stack, "2017-05-26 11:20", "gwent", "gwent-plan.pdf")
    send(stack, "2017-05-26 12:00", "norfolk", "derbyshire-plan.pdf", "plan.pdf")
    flood = ("--until", "2017-06-07", "--reason", "A flood at headquarters.")
    assert ask("cumbria", "extend", "--by", LEAD, *flood) == 0
    stack.settle()
    assert mails(stack, "More time: your plan is due by 7 June 2017") == {"reviews@cumbria.police.example": 1}


def the_deadline_passes(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """June: the deadline passes. Cumbria is in time by its own; Durham is late and accepted, Kent's brochure is not."""
    send(stack, "2017-06-01 00:00:00", "durham", "durham-plan.txt")
    stack.advance(london("2017-06-01 00:05"))
    assert [force for force, state in states().items() if state is SubmissionState.MISSING] == ["durham", "surrey"]
    send(stack, "2017-06-05 10:00", "cumbria", "cumbria-plan.txt")
    send(stack, "2017-06-05 11:00", "kent", "lincolnshire-plan.txt", "brochure.txt")
    assert ask("durham", "late", "accept", "durham-plan.txt", "--by", LEAD, "--reason", "Late by one second.") == 0
    assert ask("kent", "late", "refuse", "brochure.txt", "--by", LEAD, "--reason", "Beside the point.") == 0
    assert ask("kent", "late", "accept", "no-such.txt", "--by", LEAD, "--reason", "It matters.") == 1
    assert "0 late documents are called “no-such.txt”; late are: “brochure.txt”" in capsys.readouterr().err
    assert (
        ask("surrey", "share", "bedfordshire-plan.docx", "--of", "bedfordshire", "--by", LEAD, "--reason", "One team.")
        == 0
    )
    stack.settle()
    stack.advance(london("2017-06-08 00:05"))
    assert set(states().values()) == {SubmissionState.DUE}
    digests = mails(stack, "1 assessment is due") + mails(stack, "2 assessments are due")
    assert set(digests.values()) == {1}, "each inspector hears once of what is due"


def assessments_are_made(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """Two inspectors at once: the second is told who was first. A moderator disagrees; what is overdue is told."""
    stack.clock.set(london("2017-06-12 10:00"))
    assessor, moderator = people("kent")
    mine = ("decide", "ccu_review", "planned", "--reason", "Page 1.")
    assert (ask("kent", *mine, "--by", assessor), ask("kent", *mine, "--by", moderator)) == (0, 1)
    assert f"{assessor} decided planned" in capsys.readouterr().err
    ask("kent", "accept", "national_strategy", "it_monitoring", "vulnerable_people", "--by", assessor)
    ask("kent", "complete", "--by", assessor)
    assert ask("kent", "send-back", "--by", moderator, "--reason", "It has been done, says page 1.") == 0
    again = ("decide", "ccu_review", "in_place", "--seen", "1", "--reason", "As the moderator says.")
    assert ask("kent", *again, "--by", assessor) == 0
    ask("kent", "complete", "--by", assessor)
    assert (ask("kent", "sign-off", "--by", assessor), ask("kent", "sign-off", "--by", moderator)) == (1, 0)
    stack.settle()
    for force in FORCES:
        if force not in ("kent", "durham"):
            decide_all(force)
    stack.settle()
    stack.advance(london("2017-07-01 08:00"))
    assert mails(stack, "Overdue: Durham Constabulary").total() == 1
    decide_all("durham")
    stack.settle()
    assert set(states().values()) == {SubmissionState.SIGNED_OFF}


def one_is_opened_anew(stack: Stack) -> None:
    """September: the lead opens one anew; its draft is kept, and it is not counted until it is signed off again."""
    stack.clock.set(london("2017-09-11 10:00"))
    assert ask("gwent", "reopen", "--by", LEAD, "--reason", "A page was overlooked.") == 0
    stack.settle()
    overview = json.loads(published.load_all(ROUND_ID)["overview.json"])
    assert (len(overview["outcomes"]), overview["undecided"]) == (6, ["Gwent Police"])
    assessor, moderator = people("gwent")
    assert (ask("gwent", "complete", "--by", assessor), ask("gwent", "sign-off", "--by", moderator)) == (0, 0)
    stack.settle()


def letters_go_out(stack: Stack, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An office edits one letter; the lead approves what they have read. Each goes out once, with its copy."""
    assert main(["publish", "letter", "--force", "durham", "--out", str(folder)]) == 0
    draft = Document(str(folder / f"{ROUND_ID}-durham-letter.docx"))
    assert "and one document that came later and that we accepted" in "\n".join(one.text for one in draft.paragraphs)
    next(one for one in draft.paragraphs if one.text.startswith("Dear")).text = "Dear Chief Constable, dear Ms Farrell"
    draft.save(str(folder / "edited.docx"))
    capsys.readouterr()
    assert ask("durham", "edit-letter", str(folder / "edited.docx"), "--by", people("durham")[0]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        "- Dear Chief Constable",
        "+ Dear Chief Constable, dear Ms Farrell",
    ]
    stack.settle()
    assert ask("durham", "publish", "--by", LEAD) == 1, "not before its day, nor the draft in place of what was edited"
    stack.advance(london("2017-10-02 09:00"))
    assert mails(stack, "Letters wait for your approval").total() == 1
    for force in FORCES:
        read = "1" if force in ("durham", "gwent") else "0"  # the one was edited, the other reopened
        assert ask(force, "publish", "--by", LEAD, "--letter", read) == 0
    stack.settle()
    letter = "Abuse of position for a sexual purpose: our assessment of your plans"
    assert mails(stack, letter) == {f"reviews@{force}.police.example": 1 for force in FORCES}
    assert mails(stack, f"Copy: {letter}").total() == len(FORCES)
    assert any("dear Ms Farrell" in mail.text for mail in stack.mailbox.mails)
    files = published.load_all(ROUND_ID)
    assert "dear Ms Farrell" in files["letters/durham.html"].decode()
    [edited] = [content for name, content in files.items() if name.startswith("letters/edited/durham-")]
    assert edited == (folder / "edited.docx").read_bytes()
    assert len(json.loads(files["overview.json"])["outcomes"]) == len(FORCES)


def policing_bodies_reply(stack: Stack) -> None:
    """November: one policing body has published its comments, the others are reminded, then the lead hears of them."""
    stack.clock.set(london("2017-11-06 12:00"))
    assert ask("kent", "reply", "--on", "2017-11-03", "--by", LEAD) == 0
    stack.advance(london("2017-11-21 09:00"))
    assert mails(stack, "Your comments on").total() == len(FORCES) - 1
    stack.advance(london("2017-11-28 09:00"))
    assert mails(stack, "No comments from").total() == len(FORCES) - 1


def all_is_on_record(stack: Stack, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing was done twice, nothing was lost, and the record of it all is whole."""
    before = len(stack.mailbox.mails)
    stack.advance(london("2017-11-28 09:05"))
    assert len(stack.mailbox.mails) == before
    assert (stack.failures, stack.dead_letters()) == ([], {})
    capsys.readouterr()
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out.startswith("7 of 7 trails are whole")


def test_a_year(stack: Stack, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plans_come_in(stack)
    the_deadline_passes(stack, capsys)
    assessments_are_made(stack, capsys)
    one_is_opened_anew(stack)
    letters_go_out(stack, tmp_path, capsys)
    policing_bodies_reply(stack)
    all_is_on_record(stack, capsys)
