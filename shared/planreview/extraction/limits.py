"""What one document may take of the machine, and how a process is held to it."""

import resource
import signal
import sys
from dataclasses import dataclass

from planreview.errors import Unreadable


@dataclass(frozen=True)
class Limits:
    """`cpu` and `wall` in seconds; `memory` in bytes of address space; `output` and `attachments` in bytes.

    `output` is for the text as JSON, `attachments` for the documents inside the document, all together. `processors`
    is how many processes may read one long document; each of them has the other limits for itself.
    """

    cpu: int = 60  # the slowest of 2,529 documents of other projects took under 5
    wall: float = 90  # under the 120 s of the extract function, so that there is time left to record the refusal
    memory: int = 1_400_000_000  # twice, of that function's 3 GB; the parent keeps the rest, for its own copy
    output: int = 150_000_000  # the most characters that `extract` gives, each as a JSON escape of 6 bytes, and some
    attachments: int = 200_000_000  # with `output` and the document itself still under the 512 MB of Lambda's /tmp
    processors: int = 2  # a third would need memory that the function has not
    open_files: int = 32  # the document, the answer, and the few data files that a recogniser opens


DEFAULT = Limits()

RECOGNISING = Limits(cpu=240, wall=270)
"""A page of a scan takes seconds to recognise, not milliseconds: here they come by the dozen."""

_ORPHANED = 2
"""Seconds after the wall time at which a process ends by itself. Its parent has ended it before, if it still lives."""


def confine(limits: Limits) -> None:
    """Holds this process to its limits, for good: none of them can be raised again."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and would go on after a write that failed
    signal.setitimer(signal.ITIMER_REAL, limits.wall + _ORPHANED)
    _lower(resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1)
    _lower(resource.RLIMIT_FSIZE, limits.output + limits.attachments)
    _lower(resource.RLIMIT_NOFILE, limits.open_files)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NPROC, 0)  # no process and no thread; the superuser is exempt
    if sys.platform != "darwin":  # macOS knows the name of this limit, but refuses to set it
        _lower(resource.RLIMIT_AS, limits.memory)


def _lower(which: int, soft: int, hard: int | None = None) -> None:
    """Sets a limit, or leaves the lower one that this machine has set already."""
    ceiling = resource.getrlimit(which)[1]
    wanted = (soft, soft if hard is None else hard)
    is_open = ceiling == resource.RLIM_INFINITY
    resource.setrlimit(which, wanted if is_open else (min(wanted[0], ceiling), min(wanted[1], ceiling)))


def timed_out() -> Unreadable:
    return Unreadable(
        "timed_out", "The document takes too long to read. Please send it in parts, or save it anew and send it again."
    )


def out_of_memory() -> Unreadable:
    return Unreadable("too_large", "The document needs more memory than can be given to one. Please send it in parts.")


def too_much_inside(limits: Limits) -> Unreadable:
    return Unreadable(
        "too_large",
        f"The documents inside this one have more than {limits.attachments:,} bytes together."
        " Please send them one by one.",
    )
