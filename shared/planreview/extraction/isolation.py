"""Reading a document where it can do no harm: in a child process with limits, and without credentials.

A document's faults become Unreadable. That the reader itself does not start, because a package of it is missing
say, is no document's fault: it raises ReaderFailed, so that the work is tried again and no force is told that its
plan is damaged.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from typing import BinaryIO

from planreview.errors import PlanreviewError, ReaderFailed, Unreadable
from planreview.extraction import Extract
from planreview.text import Text


@dataclass(frozen=True)
class Limits:
    """`cpu` and `wall` in seconds, `memory` in bytes of address space, `output` in bytes of JSON."""

    cpu: int = 60  # the slowest of 2,529 documents of other projects took under 5
    wall: int = 90  # under the 120 s of the extract function, so that there is time left to record the refusal
    memory: int = 1_500_000_000  # of that function's 2 GB; the parent keeps the rest, for its own copy of the bytes
    output: int = 150_000_000  # the most characters that `extract` gives, each as a JSON escape of 6 bytes, and some


DEFAULT = Limits()


def extract_isolated(content: bytes, name: str, limits: Limits = DEFAULT) -> Extract:
    """The text of a document, as `extract` reads it. Raises Unreadable whatever the bytes do, and ReaderFailed."""
    numbers = (limits.cpu, limits.memory, limits.output)
    command = [sys.executable, "-m", "planreview.extraction", _argument(name), *map(str, numbers)]
    # Files, not pipes: the limit on the size of a file is one that the child cannot lift.
    with tempfile.TemporaryFile() as answer, tempfile.TemporaryFile() as complaints:
        try:
            child = subprocess.run(  # noqa: S603  our own module; the bytes come on standard input
                command,
                input=content,
                stdout=answer,
                stderr=complaints,
                timeout=limits.wall,
                env=_environment(),
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise _timed_out() from error
        if child.returncode:
            raise _failure(child.returncode, _all_of(complaints))
        return Extract(_text(_all_of(answer), name))


def _text(answer: bytes, name: str) -> Text:
    try:
        found = json.loads(answer)
        if "error" not in found:
            return Text.model_validate(found["text"]).model_copy(update={"document": name})
        refusal = Unreadable(found["error"]["code"], found["error"]["message"])
    except (ValueError, KeyError, TypeError) as error:
        raise _stopped() from error  # a parser gone astray has written into the answer
    raise refusal


def _all_of(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read()


def _argument(name: str) -> str:
    """A name that can be an argument of a process: no NUL, no lone surrogates."""
    return name.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or "unnamed"


def _environment() -> dict[str, str]:
    """Where to import from, and nothing else: no credentials reach the process that opens what others sent."""
    needed = {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    libraries = os.environ.get("LD_LIBRARY_PATH")  # Lambda's Python finds its own shared library by it
    return needed | ({"LD_LIBRARY_PATH": libraries} if libraries else {})


def _failure(returncode: int, complaints: bytes) -> PlanreviewError:
    if returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _timed_out()
    if b"MemoryError" in complaints or returncode in (-signal.SIGABRT, -signal.SIGXFSZ):
        return Unreadable(
            "too_large", "The document needs more memory than can be given to one. Please send it in parts."
        )
    if returncode < 0:
        return _stopped()
    return ReaderFailed(f"the reader ended with {returncode}: {complaints[-2_000:].decode(errors='replace')}")


def _stopped() -> Unreadable:
    return Unreadable(
        "corrupt", "The document is damaged in a way that stops its reader. Please save it anew and send it again."
    )


def _timed_out() -> Unreadable:
    return Unreadable(
        "timed_out", "The document takes too long to read. Please send it in parts, or save it anew and send it again."
    )
