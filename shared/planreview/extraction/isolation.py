"""Reading a document where it can do no harm: in a child process with limits, and without credentials."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass

from planreview.errors import Unreadable
from planreview.text import Text


@dataclass(frozen=True)
class Limits:
    """`cpu` and `wall` in seconds, `memory` in bytes of address space.

    The defaults fit the extract function: its timeout is 120 s, and of its memory of 2 GB the parent keeps some.
    """

    cpu: int = 60
    wall: int = 90
    memory: int = 1_500_000_000


DEFAULT = Limits()


def extract_isolated(content: bytes, name: str, limits: Limits = DEFAULT) -> Text:
    """The text of a document, as `extract` reads it. Raises Unreadable, and nothing else, whatever the bytes do."""
    command = [sys.executable, "-m", "planreview.extraction", _argument(name), str(limits.cpu), str(limits.memory)]
    try:
        child = subprocess.run(  # noqa: S603  our own module; the bytes come on standard input
            command, input=content, capture_output=True, timeout=limits.wall, env=_environment(), check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _timed_out() from error
    if child.returncode:
        raise _failure(child.returncode, child.stderr)
    answer = json.loads(child.stdout)
    if "error" in answer:
        raise Unreadable(answer["error"]["code"], answer["error"]["message"])
    return Text.model_validate(answer["text"]).model_copy(update={"document": name})


def _argument(name: str) -> str:
    """A name that can be an argument of a process: no NUL, no lone surrogates."""
    return name.replace("\x00", "").encode("utf-8", "replace").decode("utf-8") or "unnamed"


def _environment() -> dict[str, str]:
    """Where to import from, and nothing else: no credentials reach the process that opens what others sent."""
    return {
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _failure(returncode: int, stderr: bytes) -> Unreadable:
    if returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return _timed_out()
    if b"MemoryError" in stderr or returncode == -signal.SIGABRT:
        return Unreadable(
            "too_large", "The document needs more memory than can be given to one. Please send it in parts."
        )
    return Unreadable(
        "corrupt", "The document is damaged in a way that stops its reader. Please save it anew and send it again."
    )


def _timed_out() -> Unreadable:
    return Unreadable(
        "timed_out", "The document takes too long to read. Please send it in parts, or save it anew and send it again."
    )
