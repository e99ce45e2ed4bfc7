"""`planreview clock`: what time it is in the stack that runs on this machine, and making it another."""

import argparse
import json
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cli.console import complain, say
from cli.files import STATE

TOLD = STATE.with_name("clock.json")
"""Where a running stack leaves word of its time: the commands that speak to it live in that time too."""

WANTED = STATE.with_name("clock-wanted")
"""Where somebody leaves word of the time that it is to be."""

PATIENCE = 60
"""Seconds to wait for the stack: setting its time lets all happen that is due by then."""


def run(chosen: argparse.Namespace) -> int:
    if not STATE.is_file() or not TOLD.is_file():
        complain("no stack runs here; start one with `planreview up`")
        return 1
    if chosen.time:
        at = chosen.time.astimezone(UTC) if chosen.time.tzinfo else chosen.time.replace(tzinfo=UTC)
        _leave(WANTED, at.isoformat())
        waited = time.monotonic()
        while WANTED.exists():
            if time.monotonic() - waited > PATIENCE:
                complain("the stack has not taken it up; does it still run?")
                return 1
            time.sleep(0.1)
    say(f"{now_told()():%Y-%m-%dT%H:%M:%SZ}")
    return 0


def tell(at: datetime) -> None:
    """Leaves word of the stack's time."""
    _leave(TOLD, json.dumps({"at": at.isoformat(), "since": time.time()}))


def wanted() -> datetime | None:
    """The time that somebody wants it to be; None where nobody does."""
    return datetime.fromisoformat(WANTED.read_text(encoding="utf-8")) if WANTED.is_file() else None


def taken_up(at: datetime) -> None:
    """The stack's time is as wanted now, and all that was due has happened."""
    tell(at)
    WANTED.unlink(missing_ok=True)


def forget() -> None:
    for path in (TOLD, WANTED):
        path.unlink(missing_ok=True)


def now_told() -> Callable[[], datetime]:
    """A clock that goes on from the time of which word was left."""
    told = json.loads(TOLD.read_text(encoding="utf-8"))
    at = datetime.fromisoformat(told["at"])
    return lambda: at + timedelta(seconds=time.time() - told["since"])


def _leave(path: Path, words: str) -> None:
    """Whole or not at all, for whoever reads meanwhile."""
    part = path.with_suffix(".part")
    part.write_text(words, encoding="utf-8")
    part.replace(path)
