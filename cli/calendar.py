"""`planreview calendar`: one inspector's due dates, for the calendar on their desk."""

import argparse
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from cli.console import complain, say
from cli.target import reach
from planreview.aws import clock, records
from planreview.round import Round
from planreview.submission import Submission, SubmissionState, judges


def run(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        round_ = records.round_(chosen.round)
        submissions = records.submissions(chosen.round)
    if chosen.by not in {person.id for person in round_.inspectors}:
        complain(f"'{chosen.by}' is no inspector; they are {', '.join(person.id for person in round_.inspectors)}")
        return 1
    theirs = [one for one in submissions if chosen.by in judges(round_, one)]
    chosen.out.write_bytes(feed(round_, theirs, at=clock.now()))
    say(f"{chosen.out}: {len(theirs)} due dates")
    return 0


def feed(round_: Round, submissions: list[Submission], *, at: datetime) -> bytes:
    """An iCalendar file (RFC 5545) with a whole-day entry for each; the same entry keeps its UID, so that it moves."""
    calendar = Calendar()
    calendar.add("prodid", "-//planreview//due dates//EN")
    calendar.add("version", "2.0")
    calendar.add("name", round_.title)
    for one in submissions:
        entry = Event()
        entry.add("uid", f"{one.force_id}@{round_.id}.planreview")
        entry.add("dtstamp", at)
        entry.add("dtstart", one.due_on)
        entry.add("dtend", one.due_on + timedelta(days=1))
        entry.add("summary", f"Assessment of {one.force.name} is due")
        entry.add("description", f"{round_.title}; it is {one.state.replace('_', ' ')}")
        entry.add("transp", "TRANSPARENT")
        entry.add("status", "CANCELLED" if one.state is SubmissionState.MISSING else "CONFIRMED")
        calendar.add_component(entry)
    return bytes(calendar.to_ical())
