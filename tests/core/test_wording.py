from datetime import timedelta

import pytest

from planreview.decision import Decision
from planreview.document import DocumentState, Stray
from planreview.message import Facts, message
from planreview.notice import Notice, NoticeKind, NoticeState
from planreview.occasion import Occasion, no_longer_wanted
from planreview.submission import Submission, SubmissionState
from planreview.text import Caution
from planreview.wording import word
from planreview.wording.phrases import size_shown
from tests.core.samples import DEADLINE, IN_TIME, a_document, a_round, a_submission

A_DAY = timedelta(days=1)


def an_occasion(kind: NoticeKind, submission: Submission | None = None, **more: object) -> Occasion:
    matter = "ada" if kind is NoticeKind.ASSESSMENTS_DUE else None
    to = "ada@inspectorate.example"
    notice = Notice(round_id="plans-2017", kind=kind, to=to, queued_at=IN_TIME, force_id="kent", matter=matter)
    return Occasion(
        round_=a_round(),
        notice=notice,
        submissions=[submission or a_submission(), a_submission("surrey", state=SubmissionState.MISSING)],
        **more,  # type: ignore[arg-type]
    )


def test_the_receipt_names_size_digest_time_in_zone_and_utc_and_the_verdict() -> None:
    sent = word(an_occasion(NoticeKind.RECEIPT, document=a_document()))

    assert sent.subject == "Received: plan.pdf (Plans of 2017)"
    assert (
        Facts(
            rows=(
                ("Document", "plan.pdf"),
                ("Size", "1.2 MB (1,234,567 bytes)"),
                ("SHA-256", "ab" * 32),
                ("Received", "30 May 2017, 14:12:09 BST (2017-05-30T13:12:09Z)"),
                ("Deadline", "31 May 2017, 23:59:59 BST (2017-05-31T22:59:59Z)"),
                ("Verdict", "On time"),
                ("Reference", f"{a_document().id}, version v1"),
            )
        )
        in sent.parts
    )


def test_the_receipt_of_a_late_document_says_by_how_much_and_what_follows() -> None:
    late = a_document(DEADLINE + timedelta(microseconds=1))

    sent = word(an_occasion(NoticeKind.RECEIPT, document=late))

    assert sent.subject == "Received late: plan.pdf (Plans of 2017)"
    assert "Late by 1 second" in sent.text
    assert "It is kept and stays marked as late, and it is not part of the assessment." in " ".join(sent.text.split())


def test_word_of_an_unreadable_document_gives_the_reason() -> None:
    document = a_document(state="unreadable", reason="encrypted", message="The PDF is protected with a password.")

    sent = word(an_occasion(NoticeKind.UNREADABLE, document=document))

    assert "The PDF is protected with a password." in sent.parts


def test_word_of_what_was_read_says_that_nothing_is_to_be_done_only_where_nothing_was_lost() -> None:
    lost = Caution(code="members_unread", message="The file plan.pdf is protected, and was not read.")
    read = a_document(state=DocumentState.READ, pages=3)

    whole, in_part = (
        word(an_occasion(NoticeKind.READ, document=one)).text
        for one in (read, read.model_copy(update={"warnings": (lost,)}))
    )

    assert "You need do nothing more about it." in whole
    assert "Please note: The file plan.pdf is protected, and was not read." in in_part
    assert "You need do nothing more about it." not in in_part


def test_what_a_late_archive_holds_is_not_called_part_of_the_submission() -> None:
    in_time, late = (
        " ".join(word(an_occasion(NoticeKind.READ, document=one)).text.split())
        for one in (
            a_document(at, state=DocumentState.READ, pages=0, members=("plan.pdf",))
            for at in (IN_TIME, DEADLINE + A_DAY)
        )
    )

    assert "Each is read by itself, and is part of your submission;" in in_time
    assert "Each is read by itself; we shall tell you" in late


def test_the_digest_lists_what_is_due_when_and_what_is_missing() -> None:
    sent = word(an_occasion(NoticeKind.ASSESSMENTS_DUE, a_submission(state=SubmissionState.DUE)))

    assert sent.subject == "1 assessment is due to you (Plans of 2017)"
    assert "Kent Police  30 June 2017" in sent.text
    assert "Nothing arrived in time from: Surrey Police." in sent.parts


def test_a_reminder_to_a_force_whose_documents_cannot_be_read_says_which_and_why() -> None:
    damaged = a_document(state="unreadable", reason="corrupt", message="The file is damaged. Please send it again.")
    received = a_submission(state=SubmissionState.RECEIVED)

    occasion = an_occasion(NoticeKind.REMINDER, received, documents=[damaged])
    read_since = an_occasion(NoticeKind.REMINDER, received, documents=[damaged, a_document(state="read")])

    assert word(occasion).parts[1:] == (
        "We asked on 16 May 2017 for your plan for the review “Plans of 2017”. Nothing of what has arrived from you so"
        " far can be read:",
        "“plan.pdf”, received 30 May 2017, 14:12:09 BST (2017-05-30T13:12:09Z): The file is damaged. Please send it"
        " again.",
        "The deadline is 31 May 2017, 23:59:59 BST (2017-05-31T22:59:59Z).",
    )
    assert no_longer_wanted(occasion, now=IN_TIME) is None
    assert no_longer_wanted(read_since, now=IN_TIME) == "the force has sent a document since"


@pytest.mark.parametrize(
    ("kind", "state", "now", "why_not"),
    [
        (NoticeKind.REMINDER, SubmissionState.AWAITED, DEADLINE, None),
        (NoticeKind.REMINDER, SubmissionState.RECEIVED, DEADLINE, "the force has sent a document since"),
        (NoticeKind.REMINDER, SubmissionState.AWAITED, DEADLINE + A_DAY, "the deadline has passed"),
        (NoticeKind.OVERDUE, SubmissionState.DUE, DEADLINE + 90 * A_DAY, None),
        (NoticeKind.OVERDUE, SubmissionState.ASSESSED, DEADLINE + 90 * A_DAY, "the assessment is no longer overdue"),
        (NoticeKind.ASSESSMENTS_DUE, SubmissionState.DUE, DEADLINE + A_DAY, None),
        (NoticeKind.ASSESSMENTS_DUE, SubmissionState.ASSESSED, DEADLINE, "no assessment is due to this inspector"),
        (NoticeKind.RECEIPT, SubmissionState.MISSING, DEADLINE + A_DAY, None),
    ],
)
def test_a_notice_that_has_ceased_to_be_true_is_no_longer_wanted(
    kind: NoticeKind, state: SubmissionState, now: object, why_not: str | None
) -> None:
    assert no_longer_wanted(an_occasion(kind, a_submission(state=state)), now=now) == why_not  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("state", "why_not"),
    [
        (NoticeState.RETURNED, None),
        (NoticeState.BOUNCED, None),
        (NoticeState.DELIVERED, "the notice has arrived since"),
    ],
)
def test_word_of_a_notice_that_has_arrived_since_is_no_longer_wanted(state: NoticeState, why_not: str | None) -> None:
    about = an_occasion(NoticeKind.READ).notice.model_copy(update={"state": state})

    assert no_longer_wanted(an_occasion(NoticeKind.UNDELIVERED, about=about), now=IN_TIME) == why_not


def test_every_kind_of_notice_has_words() -> None:
    about = Notice(
        round_id="plans-2017", kind=NoticeKind.READ, to="a@b.example", queued_at=IN_TIME, state=NoticeState.BOUNCED
    )
    stray = {"id": "x", "bucket": "b", "key": "k", "version_id": "v", "completed_at": IN_TIME, "why": "no such force"}

    letters = (NoticeKind.LETTER, NoticeKind.LETTER_COPY)
    decision = Decision(
        round_id="plans-2017", force_id="kent", criterion="it_monitoring", revision=1, status="planned", by="ada",
        at=IN_TIME,
    )  # fmt: skip

    for kind in NoticeKind:
        document = a_document(state="read", pages=2)
        sent = word(
            an_occasion(
                kind,
                a_submission(state=SubmissionState.SIGNED_OFF if kind in letters else SubmissionState.DUE),
                document=document,
                decisions={"it_monitoring": decision},
                stray=Stray.model_validate(stray),
                about=about,
            )
        )
        assert "Plans of 2017" in sent.subject


def test_a_file_name_cannot_break_out_of_its_header_or_its_markup() -> None:
    name = "plan\r\nBcc: all@force.example\u202e<script>.pdf"
    document = a_document(receipt=a_document().receipt.model_copy(update={"name": name}))

    sent = word(an_occasion(NoticeKind.RECEIPT, document=document))

    assert sent.subject == "Received: plan Bcc: all@force.example <script>.pdf (Plans of 2017)"
    assert "<script>" not in sent.html


def test_plain_text_and_html_say_the_same() -> None:
    sent = message("Subject", ("A paragraph.", Facts(rows=(("Label", "a < b"),))))

    assert sent.text == "A paragraph.\n\nLabel: a < b\n"
    assert "<p>A paragraph.</p>" in sent.html
    assert '<tr><th scope="row">Label</th><td>a &lt; b</td></tr>' in sent.html


@pytest.mark.parametrize(
    ("size", "words"),
    [(482, "482 bytes"), (1_234, "1.2 kB (1,234 bytes)"), (1_234_567, "1.2 MB (1,234,567 bytes)")],
)
def test_a_size_is_shown_in_a_handy_unit_and_exactly(size: int, words: str) -> None:
    assert size_shown(size) == words
