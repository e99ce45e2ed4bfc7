"""A hundred good documents, and among them three that should not have been sent."""

import pytest

from local.stack import Stack
from planreview.aws import records
from planreview.document import DocumentState, Reason
from planreview.extraction.isolation import extract_isolated
from planreview.extraction.limits import Limits
from tests.conftest import ROOT, london
from tests.samples.makers.hostile import BOMB, archive, docx, with_blanks

ROUND_ID = "apsp-2017"
GOOD = 100
FORCES = ("bedfordshire", "cumbria", "durham", "kent")
BAD = {
    "bomb.zip": with_blanks(archive({"plan.txt": BOMB}), millions=300),
    "hang.docx": docx("<w:p/>" * 2_000_000),
    "secret.pdf": (ROOT / "tests/samples/plans/norfolk-encrypted.pdf").read_bytes(),
}


@pytest.fixture
def short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document may take one second of CPU, or else this test would take as long as a document may."""
    monkeypatch.setattr(extract_isolated, "__defaults__", (Limits(cpu=1),))


def test_a_bomb_a_hang_and_a_locked_file_delay_none_of_a_hundred_good_documents(
    stack: Stack, short_patience: None
) -> None:
    """Each is a message of its own, read in a process of its own: the good ones are read at their first delivery."""
    stack.clock.set(london("2017-05-31 16:00"))
    for number in range(GOOD):
        if number == GOOD // 2:
            for name, content in BAD.items():
                stack.upload(ROUND_ID, "kent", name, content)
        words = f"Monitoring of our IT systems has begun in area {number}."
        stack.upload(ROUND_ID, FORCES[number % len(FORCES)], f"plan {number}.txt", words.encode())

    stack.settle()

    documents = {document.name: document for document in records.documents(ROUND_ID)}
    assert [documents[f"plan {number}.txt"].state for number in range(GOOD)] == [DocumentState.READ] * GOOD
    assert {name: documents[name].reason for name in BAD} == {
        "bomb.zip": Reason.TOO_LARGE,
        "hang.docx": Reason.TIMED_OUT,
        "secret.pdf": Reason.ENCRYPTED,
    }
    assert (stack.failures, stack.dead_letters()) == ([], {})
    subjects = [mail.subject.rsplit(" (", 1)[0] for mail in stack.mailbox.mails]
    assert sum(subject.startswith("Read: plan") for subject in subjects) == GOOD
    assert sorted(subject for subject in subjects if not subject.startswith(("Received", "Read"))) == [
        "Cannot be read: bomb.zip",
        "Cannot be read: hang.docx",
        "Cannot be read: secret.pdf",
        "Needs a look: bomb.zip of Kent Police",
        "Needs a look: hang.docx of Kent Police",
    ]
