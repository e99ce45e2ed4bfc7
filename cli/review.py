"""`planreview review`: a person's own files through the whole stack, on this machine."""

import argparse
from datetime import UTC, datetime, timedelta

from cli import shapes, show
from cli.console import complain, heading, print_json, progress
from cli.files import files_to_play, load_forces, load_round, moment_in
from local.clock import Clock
from local.stack import Stack
from planreview.aws import records
from planreview.deadline import shown


def run(chosen: argparse.Namespace) -> int:
    round_, forces = load_round(chosen.round), load_forces(chosen.forces)
    force_id = chosen.force or forces[0].id
    if force_id not in {force.id for force in forces}:
        complain(f"there is no force {force_id!r} in {chosen.forces.name}; accepted: {', '.join(f.id for f in forces)}")
        return 2
    received_at = moment_in(round_, chosen.received_at, round_.request.deadline_on)
    opened_at = min(datetime.combine(round_.request.sent_on, datetime.min.time(), UTC), received_at)
    progress("starting the stack that template.yaml declares, on 127.0.0.1 …")
    with Stack(Clock(opened_at)) as stack:
        stack.open_round(*files_to_play(chosen.round, chosen.forces))
        stack.clock.set(received_at)
        for file in chosen.files:
            progress(f"{file.name}: sent for {force_id}, received {shown(received_at, round_.request.tz)}")
            stack.upload(round_.id, force_id, file.name, file.read_bytes())
            stack.settle()
        submission = records.submission(round_.id, force_id)
        progress("the deadline passes …")
        stack.advance(max(received_at, submission.deadline_utc) + timedelta(minutes=5))
        submission = records.submission(round_.id, force_id)
        documents = sorted(records.documents(round_.id, force_id), key=lambda d: (d.receipt.received_at, d.name))
        proposal = records.proposal(round_.id, force_id)
        assessor = round_.inspector(submission.assessor_id)
        mails = [m for m in stack.mailbox.mails if m.to in (submission.force.email, assessor.email)]
        kinds = {notice.id: notice.kind for notice in records.notices(round_.id)}
        trouble = [f"{failure.function}: {failure.error}" for failure in stack.failures]
        dead = stack.dead_letters()
    assessment = proposal.assessment if proposal else None
    if chosen.json:
        print_json(
            {
                "round": round_.id,
                "force": force_id,
                "receipts": [shapes.receipt(document) for document in documents],
                "documents": [shapes.document(document) for document in documents],
                "criteria": shapes.criteria(assessment),
                "band": assessment.band if assessment else None,
                "state": submission.state,
                "notices": [{"to": m.to, "subject": m.subject, "event": kinds[m.notice_id]} for m in mails],
            }
        )
    else:
        show.receipts(documents)
        show.findings(round_, assessment)
        show.notices(mails)
        heading(f"{submission.force.name}: {submission.state}")
    for words in (*trouble, *(f"{queue}: {count} dead letters" for queue, count in dead.items())):
        complain(words)
    return int(bool(trouble or dead or any(document.reason for document in documents)))
