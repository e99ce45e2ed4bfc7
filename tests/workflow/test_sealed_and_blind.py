"""Two options of a round, through the whole stack: sealed until the deadline, and judged by two inspectors apart."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from cli.main import main
from local.clock import Clock
from local.stack import Stack
from planreview.aws import clients, clock, records
from planreview.submission import SubmissionState
from tests.conftest import ROOT, ROUND, forces, london

ROUND_ID = "apsp-2017"
PLAN = (ROOT / "tests/samples/plans/kent-plan.pdf").read_bytes()


@contextmanager
def a_stack(old: str, new: str) -> Iterator[Stack]:
    """A stack whose round is the one of 2017 with one line more, and to which Kent has sent its plan."""
    with Stack(Clock(london("2017-05-16 09:00"))) as stack:
        stack.open_round(ROUND.replace(old, new, 1), forces("kent", "surrey"))
        stack.clock.set(london("2017-05-22 10:00"))
        stack.upload(ROUND_ID, "kent", "kent-plan.pdf", PLAN)
        stack.settle()
        yield stack


def ask(*arguments: str) -> int:
    return main(["assessment", *arguments, "--force", "kent"])


def test_before_a_sealed_deadline_nothing_can_be_read_and_receipts_go_out_all_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with a_stack("[request]", "[request]\nsealed = true") as stack:
        subjects = [mail.subject.rsplit(" (", 1)[0] for mail in stack.mailbox.mails]
        assert subjects == ["Received: kent-plan.pdf", "Read: kent-plan.pdf"]
        assert records.proposal(ROUND_ID, "kent") is None
        for command in (("show",), ("documents", "--out", str(tmp_path))):
            assert ask(*command) == 1
            assert "what Kent Police sends is sealed until 31 May 2017, 23:59:59 BST" in capsys.readouterr().err
        assert list(tmp_path.iterdir()) == []
        stack.advance(london("2017-05-23 10:00"))
        assert "announced again" not in stack.log.getvalue()  # type: ignore[attr-defined]

        stack.advance(london("2017-06-01 00:05"))

        assert records.proposal(ROUND_ID, "kent") is not None
        assert ask("documents", "--out", str(tmp_path)) == 0
        names = {path.name for path in tmp_path.iterdir()}
        assert names == {"001 kent-plan.pdf", "001 kent-plan.pdf.txt"}
        assert (tmp_path / "001 kent-plan.pdf").read_bytes() == PLAN
        assert (stack.failures, stack.dead_letters()) == ([], {})


def test_however_many_documents_wait_for_a_seal_round_and_force_are_loaded_once() -> None:
    with a_stack("[request]", "[request]\nsealed = true") as stack:
        for number in range(9):
            stack.upload(ROUND_ID, "kent", f"annex {number}.txt", b"Monitoring of our IT systems has started.")
        stack.settle()
        stack.clock.set(london("2017-05-22 11:00"))
        loaded: list[str] = []

        def see(params: dict[str, Any], **_: Any) -> None:
            loaded.append(json.loads(params["body"])["Key"]["sk"]["S"])

        clients.dynamodb().meta.events.register_first("before-call.dynamodb.GetItem", see)
        stack.run_schedules()

        assert len(records.unfinished("document", stack.clock())) == 10
        assert sorted(loaded) == ["SUBMISSION#kent", ROUND_ID]


def test_in_a_blind_round_neither_sees_the_other_or_the_proposal_until_both_have_judged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with a_stack("[assessment]", "[assessment]\nblind = true") as stack:
        stack.advance(london("2017-06-01 00:05"))
        submission = records.submission(ROUND_ID, "kent")
        assessor, moderator = submission.assessor_id, submission.moderator_id
        told = {mail.to for mail in stack.mailbox.mails if "due to you" in mail.subject}
        assert told == {records.round_(ROUND_ID).inspector(person).email for person in (assessor, moderator)}
        criteria = [one.id for one in records.round_(ROUND_ID).criteria]

        def judges(by: str, statuses: str) -> None:
            for criterion, status in zip(criteria, statuses.split(), strict=True):
                assert ask("judge", criterion, status, "--by", by, "--reason", f"As {by} reads it.") == 0

        def shown(*by: str) -> dict[str, list[object]]:
            capsys.readouterr()
            assert ask("show", "--json", *by) == 0
            return dict(json.loads(capsys.readouterr().out))

        judges(assessor, "in_place planned commenced not_found")
        capsys.readouterr()
        assert (ask("accept", "--by", assessor), ask("accept", *criteria, "--by", moderator)) == (1, 1)
        assert capsys.readouterr().out == "", "nothing of the proposal is told"
        assert (shown("--by", moderator)["judgements"], shown("--by", moderator)["proposal"]) == ([], [])
        assert len(shown("--by", assessor)["judgements"]) == 4
        assert shown()["judgements"] == []
        assert main(["audit", "export", "--force", "kent"]) == 0
        assert "not_found" not in capsys.readouterr().out

        judges(moderator, "in_place unclear commenced not_found")
        stack.settle()
        assert stack.mailbox.mails[-1].subject.startswith("Both have judged: Kent Police")
        assert (len(shown()["judgements"]), len(shown()["proposal"])) == (8, 4)
        for criterion in criteria:
            assert ask("decide", criterion, "planned", "--by", assessor, "--reason", "Settled between us.") == 0
        assert (ask("complete", "--by", assessor), ask("sign-off", "--by", moderator)) == (0, 0)
        assert records.submission(ROUND_ID, "kent").state is SubmissionState.SIGNED_OFF

        capsys.readouterr()
        assert main(["agreement", "--json"]) == 0
        told_of = {one["criterion"]: (one["forces"], one["agreed"]) for one in json.loads(capsys.readouterr().out)}
        assert told_of == dict(zip(criteria, [(1, 1), (1, 0), (1, 1), (1, 1)], strict=True))
        assert main(["audit", "verify"]) == 0
        assert (stack.failures, stack.dead_letters()) == ([], {})
        assert clock.now() == stack.clock()
