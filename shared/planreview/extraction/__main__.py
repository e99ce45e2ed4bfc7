"""The server of `isolation`: for each document it forks a process, which reads that document and ends.

python -m planreview.extraction, with a socket as its standard input. A message there is one byte and two files, the
request and the answer of `task`; the reply to it is how the process ended. The server opens no document but its own.

For a PDF of one page a Python of its own took 370 ms (at best, on two busy cores), a forked process takes 4, and one
process that reads document after document took 1. The last is not done, because there what one document has broken
meets the next one, which may be another force's.
"""

import gc
import os
import select
import signal
import socket
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from planreview.extraction import extract, reader_modules
from planreview.extraction.rehearsal import rehearsal
from planreview.extraction.server import EXIT_CODE
from planreview.extraction.task import perform

_REHEARSAL = rehearsal()


class Reader:
    """A forked process that waits for one document. It writes a byte when it has one, and one when it has answered."""

    def __init__(self, conversation: socket.socket, *, rehearses: bool = False) -> None:
        """One that `rehearses`, if nobody waits, has its own memory before it is asked: what all processes share is
        copied for each when it is first touched, which takes longer than a page."""
        self._news, tells = os.pipe()
        gc.freeze()  # collecting what was made so far would copy the memory that all processes share
        self._pid = os.fork()
        if not self._pid:
            os.close(self._news)
            if rehearses and not _is_asked(conversation):
                _rehearse()
            _read_one(conversation, tells)
        os.close(tells)

    def has_begun(self) -> bool:
        """Waits for its document; False where none will come, or it has ended before."""
        return os.read(self._news, 1) != b""

    def has_answered(self) -> bool:
        """Waits for its answer; False where it ended without one."""
        return os.read(self._news, 1) != b""

    def end(self) -> int:
        """How it ended, as `os.waitstatus_to_exitcode` puts it. Nothing that still ran then runs on."""
        os.close(self._news)
        os.kill(self._pid, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])


def main() -> None:
    conversation = socket.socket(fileno=os.dup(0))
    _silence()
    reader = Reader(conversation)  # the first document waits for no readers but its own
    is_prepared = False
    while reader.has_begun():
        has_answered = reader.has_answered()
        conversation.sendall(EXIT_CODE.pack(0 if has_answered else reader.end()))
        if not is_prepared:
            _prepare()
            is_prepared = True
        following = Reader(conversation, rehearses=True)
        if has_answered:
            reader.end()  # last of all: its memory takes a while to give back
        reader = following


def _prepare() -> None:
    for module in reader_modules():
        with suppress(ImportError):  # the process of a document that needs it will say so
            import_module(module)
    _rehearse()


def _rehearse() -> None:
    with suppress(Exception):
        extract(_REHEARSAL, "rehearsal.pdf")


def _is_asked(conversation: socket.socket) -> bool:
    return bool(select.select([conversation], [], [], 0)[0])


def _silence() -> None:
    """Takes the conversation out of the reach of libraries that use standard input and output."""
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)


def _read_one(conversation: socket.socket, tells: int) -> NoReturn:
    """Never returns: nothing of the server's is done twice, and no destructor of a reader runs."""
    try:
        message, descriptors, _, _ = socket.recv_fds(conversation, 1, 2)
        conversation.close()
        if message:
            os.write(tells, b"b")
            os.dup2(0, 2)
            with os.fdopen(descriptors[0], "rb") as request, os.fdopen(descriptors[1], "wb") as answer:
                perform(request, answer)
            os.write(tells, b"a")
    finally:
        os._exit(1)


main()
