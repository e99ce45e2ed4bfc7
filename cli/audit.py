"""`planreview audit`: what is on record of each assessment, and whether it is whole."""

import argparse

from cli.console import say
from cli.target import reach
from planreview.audit import faults_in
from planreview.aws import records
from planreview.submission import Submission


def verify(chosen: argparse.Namespace) -> int:
    """Says of each force's trail whether it is whole; 1 where one is not."""
    with reach(chosen.stack):
        found = {submission: _faults(submission) for submission in _asked(chosen)}
    for submission, faults in found.items():
        for fault in faults:
            say(f"{submission.force.name}: {fault}")
    broken = sum(bool(faults) for faults in found.values())
    entries = sum(submission.audited for submission in found)
    say(f"{len(found) - broken} of {len(found)} trails are whole; {entries} entries")
    return int(bool(broken))


def export(chosen: argparse.Namespace) -> int:
    """The trails as JSON Lines, a force after the other."""
    with reach(chosen.stack):
        for submission in _asked(chosen):
            for entry in records.audit_trail(submission.round_id, submission.force_id):
                print(entry.model_dump_json())
    return 0


def _asked(chosen: argparse.Namespace) -> list[Submission]:
    records.round_(chosen.round)  # no round of that name is no whole trail
    if chosen.force:
        return [records.submission(chosen.round, chosen.force)]
    return records.submissions(chosen.round)


def _faults(submission: Submission) -> list[str]:
    """Looked at once more where there is a fault: somebody may have acted between the two readings."""
    faults: list[str] = []
    for _ in range(2):
        trail = records.audit_trail(submission.round_id, submission.force_id)
        now = records.submission(submission.round_id, submission.force_id)
        faults = list(faults_in(trail, expected=now.audited, head=now.audit_head))
        if not faults:
            break
    return faults
