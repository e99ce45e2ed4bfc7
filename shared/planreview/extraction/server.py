"""The process that forks readers, as its parent sees it: started when it is needed, asked, ended, replaced."""

import atexit
import ctypes
import os
import signal
import socket
import struct
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from typing import BinaryIO

from planreview.errors import ReaderFailed

EXIT_CODE = struct.Struct("i")
"""What the server says of each document: how its process ended, as `os.waitstatus_to_exitcode` puts it."""

_PR_SET_DUMPABLE = 4
"""Of <linux/prctl.h>."""

_COMPLAINTS = 2_000
"""Bytes of what a server that ended has written, of which the last tell why."""


class Server:
    """One server, for one question at a time. It ends with the process that started it."""

    def __init__(self) -> None:
        _keep_to_oneself()
        self._conversation, theirs = socket.socketpair()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115  closed in `end`
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "planreview.extraction"],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=environment(os.environ, sys.path),
                cwd="/",
                start_new_session=True,
            )

    def ask(self, request: BinaryIO, answer: BinaryIO, wall: float) -> int:
        """The exit code of the process that read the request. Raises TimeoutError, or ReaderFailed if none did."""
        self._conversation.settimeout(wall)
        try:
            socket.send_fds(self._conversation, [b"?"], [request.fileno(), answer.fileno()])
            reply = self._conversation.recv(EXIT_CODE.size)
        except ConnectionError:
            reply = b""
        if not reply:
            raise ReaderFailed(f"the process that reads documents has ended: {self._last_words()}")
        return int(EXIT_CODE.unpack(reply)[0])

    def end(self) -> None:
        """Ends the server and whatever it has forked."""
        with suppress(ProcessLookupError, PermissionError):  # macOS forbids what has ended already
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._conversation.close()
        self._complaints.close()

    @property
    def process_id(self) -> int:
        return self._process.pid

    def _last_words(self) -> str:
        self._complaints.seek(0)
        return self._complaints.read()[-_COMPLAINTS:].decode(errors="replace")


def exit_code(request: BinaryIO, answer: BinaryIO, wall: float) -> int:
    """What `Server.ask` says, of a server that was idle; of a new one where there is none, or that one has ended."""
    server = _taken()
    if server is not None:
        with suppress(ReaderFailed):
            return _ask(server, request, answer, wall)
        request.seek(0)
    return _ask(Server(), request, answer, wall)


def idle() -> list[int]:
    """The process ids of the servers of which nothing is asked."""
    return [server.process_id for server in _idle]


def end_all() -> None:
    while _idle:
        _idle.pop().end()


def environment(given: Mapping[str, str], path: list[str]) -> dict[str, str]:
    """Where to import from, and nothing else: no credentials reach the process that opens what others sent."""
    needed = {
        "PYTHONPATH": os.pathsep.join(os.path.abspath(entry) for entry in path if entry),  # noqa: PTH100  no Path here
        "PATH": os.defpath,
        "LANG": "C.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "OMP_THREAD_LIMIT": "1",  # a reader may start no threads, and a recogniser would
        "GLIBC_TUNABLES": "glibc.malloc.hugetlb=1",  # a new process waits for each page of memory: let them be large
    }
    libraries = given.get("LD_LIBRARY_PATH")  # Lambda's Python finds its own shared library by it
    return needed | ({"LD_LIBRARY_PATH": libraries} if libraries else {})


def _keep_to_oneself() -> None:
    """Lets no other process of this user look into the memory and environment of this one: credentials are there."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def _taken() -> Server | None:
    try:
        return _idle.pop()
    except IndexError:
        return None


def _ask(server: Server, request: BinaryIO, answer: BinaryIO, wall: float) -> int:
    try:
        code = server.ask(request, answer, wall)
    except BaseException:  # too late, gone, or interrupted in the middle of a document
        server.end()
        raise
    _idle.append(server)
    return code


_idle: list[Server] = []
"""Servers that nothing is asked of: as many as documents were ever read at once, by the threads of this process."""

atexit.register(end_all)
os.register_at_fork(after_in_child=_idle.clear)  # a server is its parent's alone
