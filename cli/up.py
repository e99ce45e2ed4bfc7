"""`planreview up`: the stack on this machine, until Ctrl-C."""

import argparse
import json
import os
import signal
import time
from datetime import UTC, datetime

from cli import clock as told
from cli.console import heading, progress, say
from cli.files import STATE, files_to_play, load_forces, load_round, moment_in
from local.clock import Clock
from local.stack import Stack, environment
from planreview.deadline import shown

NAMES = ("TABLE_NAME", "SUBMISSIONS_BUCKET", "TEXTS_BUCKET", "PUBLISHED_BUCKET")
"""What the commands in another terminal must know of this stack."""

TICK = 60
"""Seconds between two runs of the schedules."""

PAUSE = 0.2
"""Seconds between two looks at the queues when nothing is there."""


def run(chosen: argparse.Namespace) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # however it is asked to end, it tidies up
    round_ = load_round(chosen.round)
    load_forces(chosen.forces)
    clock = Clock(moment_in(round_, chosen.at, round_.request.sent_on), running=True)
    with Stack(clock, port=chosen.port) as stack:
        stack.open_round(*files_to_play(chosen.round, chosen.forces))
        _leave_word(stack)
        told.tell(clock())
        try:
            _welcome(stack, round_.id, shown(clock(), round_.request.tz))
            _serve(stack)
        except KeyboardInterrupt:
            progress("stopped; what it held is gone")
        finally:
            STATE.unlink(missing_ok=True)
            told.forget()
    return 0


def _leave_word(stack: Stack) -> None:
    STATE.parent.mkdir(exist_ok=True)
    variables = environment(stack.endpoint) | {name: os.environ[name] for name in NAMES}
    STATE.write_text(json.dumps({"environment": variables, "dead_letters": stack.dead_letter_urls()}), encoding="utf-8")


def _welcome(stack: Stack, round_id: str, now: str) -> None:
    heading(f"planreview is up at {stack.endpoint}; the round {round_id} is open and the time is {now}")
    say("In another terminal:")
    say("  .venv/bin/planreview upload tests/samples/plans/kent-plan.pdf --force kent")
    say("  .venv/bin/planreview status")
    say("  .venv/bin/planreview clock 2017-06-01T08:00   # let time pass: what is due by then happens")
    say("  .venv/bin/planreview assessment show --force kent")
    say("Any S3 client can upload too: endpoint as above, any credentials, to")
    say(f"  s3://{os.environ['SUBMISSIONS_BUCKET']}/{round_id}/<force>/<file name>")
    say("Mails are shown here as they are sent. Ctrl-C ends it.")


def _serve(stack: Stack) -> None:
    shown_mails, failures, next_tick = 0, 0, time.monotonic()
    while True:
        if at := told.wanted():
            stack.advance(at)
            told.taken_up(stack.clock())
        if time.monotonic() >= next_tick:
            stack.run_schedules()
            next_tick = time.monotonic() + TICK
        if not stack.step():
            time.sleep(PAUSE)
        mails = stack.mailbox.mails
        for mail in mails[shown_mails:]:
            say(f"{datetime.now(UTC):%H:%M:%S}  to {mail.to}: {mail.subject}")
        shown_mails = len(mails)
        for failure in stack.failures[failures:]:
            say(f"{datetime.now(UTC):%H:%M:%S}  {failure.function} failed: {failure.error}", style="red")
        failures = len(stack.failures)
