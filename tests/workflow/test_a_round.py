"""The story of a round, told through upload, queues, handlers, table, schedule and mail."""

import pytest

from local.mailbox import AWAY, BOUNCES
from local.stack import Stack
from planreview.aws import records
from planreview.aws.records import RoundFiles
from planreview.change import Change, Move
from planreview.document import DocumentState, Reason
from planreview.submission import SubmissionState
from tests.conftest import ROOT, london

PLANS = ROOT / "tests/samples/plans"
ROUND_ID = "apsp-2017"


def sent_to(stack: Stack, address: str) -> list[str]:
    return [mail.subject.rsplit(" (", 1)[0] for mail in stack.mailbox.mails if mail.to == address]


def state_of(force_id: str) -> SubmissionState:
    return records.submission(ROUND_ID, force_id).state


def send(stack: Stack, at: str, force_id: str, sample: str, name: str | None = None) -> None:
    stack.clock.set(london(at))
    stack.upload(ROUND_ID, force_id, name or sample, (PLANS / sample).read_bytes())


def test_a_round_from_request_to_overdue_assessment(stack: Stack) -> None:
    # Kent sends a plan, and is told what arrived and that it could be read.
    send(stack, "2017-05-22 10:05:12", "kent", "kent-plan.pdf")
    stack.settle()
    assert state_of("kent") is SubmissionState.RECEIVED
    assert sent_to(stack, "reviews@kent.police.example") == ["Received: kent-plan.pdf", "Read: kent-plan.pdf"]

    # Norfolk's file has a password: it is kept, and Norfolk hears why it cannot be read.
    send(stack, "2017-05-23 11:00", "norfolk", "norfolk-encrypted.pdf")
    stack.settle()
    [document] = records.documents(ROUND_ID, "norfolk")
    assert (document.state, document.reason) == (DocumentState.UNREADABLE, Reason.ENCRYPTED)
    assert sent_to(stack, "reviews@norfolk.police.example")[-1] == "Cannot be read: norfolk-encrypted.pdf"

    # A week before the deadline those who have sent nothing, or nothing that can be read, are reminded; only those.
    stack.advance(london("2017-05-24 09:00"))
    reminded = {mail.to for mail in stack.mailbox.mails if mail.subject.startswith("Reminder")}
    assert reminded == {
        f"reviews@{force}.police.example"
        for force in ("bedfordshire", "cumbria", "durham", "gwent", "norfolk", "surrey")
    }

    # Cumbria is on time by a second, Durham late by one.
    send(stack, "2017-05-31 23:59:59", "cumbria", "cumbria-plan.txt")
    stack.settle()
    send(stack, "2017-06-01 00:00:00", "durham", "durham-plan.txt")
    stack.settle()
    stack.advance(london("2017-06-01 00:05"))
    assert (state_of("kent"), state_of("cumbria"), state_of("durham")) == (
        SubmissionState.DUE,
        SubmissionState.DUE,
        SubmissionState.MISSING,
    )
    assert records.proposal(ROUND_ID, "durham") is None
    assert sent_to(stack, "reviews@durham.police.example")[-2:] == [
        "Received late: durham-plan.txt",
        "Read: durham-plan.txt",
    ]

    # Each inspector to whom something is due hears it once.
    due = [mail.to for mail in stack.mailbox.mails if "due to you" in mail.subject]
    stack.advance(london("2017-06-01 00:10"))
    assert [mail.to for mail in stack.mailbox.mails if "due to you" in mail.subject] == due
    assert len(due) == len(set(due)) > 0

    # The assessments are not made, and become overdue.
    stack.advance(london("2017-07-01 08:00"))
    overdue = [notice.force_id for notice in records.notices(ROUND_ID) if notice.kind == "overdue"]
    assert sorted(filter(None, overdue)) == ["cumbria", "kent", "norfolk"]
    assert (stack.failures, stack.dead_letters()) == ([], {})


@pytest.mark.parametrize(
    ("at", "on_time"),
    [("2017-05-31 23:59:59", True), ("2017-06-01 00:00:00", False)],
)
def test_midnight_in_london_parts_on_time_from_late(stack: Stack, at: str, on_time: bool) -> None:
    send(stack, at, "kent", "cumbria-plan.txt")
    stack.settle()

    [document] = records.documents(ROUND_ID, "kent")
    assert document.receipt.on_time is on_time


def test_an_upload_of_31_may_that_is_handled_a_day_later_is_on_time(stack: Stack) -> None:
    send(stack, "2017-05-31 23:59:59", "kent", "cumbria-plan.txt")

    stack.clock.set(london("2017-06-01 23:00"))
    stack.run_schedules()  # the deadline is judged before the upload is known
    missing = state_of("kent")
    stack.settle()

    [document] = records.documents(ROUND_ID, "kent")
    assert (missing, document.receipt.on_time, state_of("kent")) == (
        SubmissionState.MISSING,
        True,
        SubmissionState.DUE,
    )
    assert records.proposal(ROUND_ID, "kent") is not None


def test_two_versions_of_one_file_are_two_documents_with_two_receipts(stack: Stack) -> None:
    send(stack, "2017-05-26 11:20", "gwent", "gwent-plan.pdf", "plan.pdf")
    stack.settle()
    send(stack, "2017-05-31 11:45", "gwent", "gwent-plan-v2.pdf", "plan.pdf")
    stack.settle()

    documents = records.documents(ROUND_ID, "gwent")
    assert len({document.receipt.sha256 for document in documents}) == 2
    assert sent_to(stack, "reviews@gwent.police.example").count("Received: plan.pdf") == 2
    proposal = records.proposal(ROUND_ID, "gwent")
    assert proposal is not None
    assert len(proposal.assessment.documents) == 2


ODD_NAMES = (
    "a+b.pdf",
    "a b.pdf",
    "%2B.pdf",
    "caf\u00e9.pdf",
    "cafe\u0301.pdf",
    "🙂.pdf",
    "x/y.pdf",
    "é" * 480 + ".pdf",
)


def test_a_file_keeps_its_name_whatever_it_is(stack: Stack) -> None:
    for name in ODD_NAMES:
        send(stack, "2017-05-26 11:20", "kent", "cumbria-plan.txt", name)
    stack.settle()

    assert {document.name for document in records.documents(ROUND_ID, "kent")} == set(ODD_NAMES)


def test_an_upload_for_no_force_is_kept_and_told_to_the_lead(stack: Stack) -> None:
    stack.upload(ROUND_ID, "atlantis", "plan.pdf", b"a plan")
    stack.settle()

    assert [(stray.key, stray.why) for stray in records.strays()] == [
        (f"{ROUND_ID}/atlantis/plan.pdf", f"the round '{ROUND_ID}' asks no force 'atlantis'")
    ]
    lead = records.round_(ROUND_ID).lead.email
    assert sent_to(stack, lead) == ["An upload belongs to no force"]
    assert stack.dead_letters() == {}


def test_an_upload_whose_key_begins_with_a_slash_is_kept_too(stack: Stack) -> None:
    stack.upload("", "kent", "plan.pdf", b"a plan")
    stack.settle()

    assert [stray.key for stray in records.strays()] == ["/kent/plan.pdf"]
    assert stack.dead_letters() == {}


def test_after_an_outage_of_the_schedule_everything_is_caught_up_once(stack: Stack) -> None:
    send(stack, "2017-05-22 10:05", "kent", "kent-plan.pdf")
    stack.settle()

    stack.advance(london("2017-07-05 09:00"))  # nobody looked since 22 May
    first = [(mail.to, mail.subject) for mail in stack.mailbox.mails]
    stack.advance(london("2017-07-05 09:05"))

    assert [(mail.to, mail.subject) for mail in stack.mailbox.mails] == first
    assert not any("Reminder" in subject for _, subject in first)
    assert sum("due to you" in subject for _, subject in first) == 1
    assert sum("Overdue" in subject for _, subject in first) == 1


def write_to_kent_at(address: str) -> None:
    kent = records.submission(ROUND_ID, "kent")
    moved_away = kent.model_copy(update={"force": kent.force.model_copy(update={"email": address})})
    records.apply(Change(moves=(Move(kent, moved_away),)))


def test_a_notice_that_bounces_is_told_to_the_lead(stack: Stack) -> None:
    write_to_kent_at(BOUNCES)
    send(stack, "2017-05-22 10:05", "kent", "cumbria-plan.txt")
    stack.settle()

    assert {notice.state for notice in records.notices(ROUND_ID) if notice.to == BOUNCES} == {"bounced"}
    assert sent_to(stack, records.round_(ROUND_ID).lead.email) == [f"A notice did not reach {BOUNCES}"] * 2


def test_an_out_of_office_reply_is_told_to_nobody(stack: Stack) -> None:
    write_to_kent_at(AWAY)
    send(stack, "2017-05-22 10:05", "kent", "cumbria-plan.txt")
    stack.settle()

    assert {notice.state for notice in records.notices(ROUND_ID) if notice.to == AWAY} == {"delivered"}
    assert sent_to(stack, records.round_(ROUND_ID).lead.email) == []


def test_a_round_that_cannot_go_on_holds_up_no_other(stack: Stack) -> None:
    broken = RoundFiles(id="a-broken-one", source="?", forces_source="", opened_at=london("2017-05-16 09:00"))
    records.open_round(broken)

    stack.advance(london("2017-05-24 09:00"))

    assert len([mail for mail in stack.mailbox.mails if mail.subject.startswith("Reminder")]) == 7
    assert [failure.function for failure in stack.failures] == ["DeadlinesFunction"], "somebody hears of it"
