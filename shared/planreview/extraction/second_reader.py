"""A second process for a long document, where the machine has a second processor.

pdfium reads one page at a time, and takes most of the time that a long PDF takes. So the process that is to read one
forks another before either opens it. Both do, under the same limits, each reads the next page that neither has taken,
and the first puts together what was found. What the second one does not answer for, because a page has stopped it
say, the first reads by itself, so that a document ends as if one process had read it.
"""

import ctypes
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import NoReturn

from planreview.extraction.limits import Limits, confine

TURNS = 200
"""Turns that two processes take at most: so many bytes a pipe holds before anyone reads it, on every machine."""

_PR_SET_PDEATHSIG = 1
"""Of <linux/prctl.h>."""

_INHERITED = 256
"""File numbers above those that a process has open when it forks."""

Turns = Iterator[int]
"""Numbers below TURNS. Whoever takes turn 7 reads the pages at 7, 207, 407 and so on."""


class SecondReader:
    """Reads what the process that made it leaves to it. It ends with that process."""

    def __init__(self, read: Callable[[Turns], bytes], limits: Limits) -> None:
        """`read` gives what it has found at its turns. The limits hold for the second process alone, not for this."""
        turns, give = os.pipe()
        self._found, answer = os.pipe()
        os.write(give, bytes(range(TURNS)))
        os.close(give)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # it leaves nothing behind that would have to be waited for
        first = os.getpid()
        if not os.fork():
            _read(read, limits, first, turns, answer)
        os.close(answer)
        self.turns = _turns(turns)
        """Those of this process: the other takes each that this one does not."""

    def found(self) -> bytes:
        """What the second process has found; empty where it ended without an answer. Waits for it."""
        with os.fdopen(self._found, "rb") as answer:
            return answer.read()


def has_second_processor() -> bool:
    if sys.platform == "darwin":
        return (os.cpu_count() or 1) > 1
    return len(os.sched_getaffinity(0)) > 1


def _turns(pipe: int) -> Turns:
    while turn := os.read(pipe, 1):
        yield turn[0]


def _read(read: Callable[[Turns], bytes], limits: Limits, first: int, turns: int, answer: int) -> NoReturn:
    """Never returns: nothing of the first process's is done twice."""
    try:
        _end_with(first)
        _close_all_but(turns, answer)
        confine(limits)
        found = read(_turns(turns))
        with os.fdopen(answer, "wb") as file:
            file.write(found)
    finally:
        os._exit(1)


def _end_with(first: int) -> None:
    """Elsewhere than on Linux it ends when it asks for its next turn, or by its limits."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
        if os.getppid() != first:
            os._exit(1)


def _close_all_but(*kept: int) -> None:
    """Closes what the first process has open, or who waits for its end would wait for this one's too."""
    start = 3
    for descriptor in sorted(kept):
        os.closerange(start, descriptor)
        start = descriptor + 1
    os.closerange(start, _INHERITED)
