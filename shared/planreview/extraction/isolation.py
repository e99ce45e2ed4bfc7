"""Reading a document where it can do no harm: in a process of its own, with limits, without credentials.

A server, started with the first document, has imported the readers and opened nothing; for each document it forks a
process that reads this one and ends (see `__main__`). So no document meets another, and none pays for Python's start.

A document's faults become Unreadable. That the reader itself does not start, because a package of it is missing
say, is no document's fault: it raises ReaderFailed, so that the work is tried again and no force is told that its
plan is damaged.
"""

import signal
import tempfile
from collections.abc import Sequence
from typing import BinaryIO

from planreview.errors import ReaderFailed, Unreadable
from planreview.extraction import Extract
from planreview.extraction.limits import DEFAULT, RECOGNISING, Limits, out_of_memory, timed_out
from planreview.extraction.pages import Attachment
from planreview.extraction.server import exit_code
from planreview.extraction.task import Answer, Request, answered, ask
from planreview.text import Member, Page


def extract_isolated(content: bytes, name: str, limits: Limits = DEFAULT) -> Extract:
    """The text of a document, as `extract` reads it. Raises Unreadable whatever the bytes do, and ReaderFailed."""
    with tempfile.TemporaryFile() as file:
        answer = _answer(Request(name=_sendable(name), limits=limits), content, file)
        if answer.text is None:
            raise _stopped()
        inside = tuple(_attachment(member, file) for member in answer.text.members)
        return Extract(answer.text.model_copy(update={"document": name}), inside)


def recognise_isolated(
    content: bytes, name: str, numbers: Sequence[int], limits: Limits = RECOGNISING
) -> tuple[Page, ...]:
    """The text of pages that are pictures, as `recognise` reads them. Raises Unreadable and ReaderFailed."""
    with tempfile.TemporaryFile() as file:
        answer = _answer(Request(name=_sendable(name), limits=limits, numbers=tuple(numbers)), content, file)
    if answer.pages is None:
        raise _stopped()
    return answer.pages


def _answer(request: Request, content: bytes, file: BinaryIO) -> Answer:
    """What was found; `file` holds it and is left where the documents inside begin."""
    with tempfile.TemporaryFile() as sent:
        ask(request, content, sent)
        try:
            code = exit_code(sent, file, request.limits.wall)
        except TimeoutError as error:
            raise timed_out() from error
        except OSError as error:
            raise ReaderFailed(f"the process that reads documents cannot be started: {error}") from error
    if code:
        raise _end(code)
    try:
        answer = answered(file)
    except ValueError as error:  # a parser gone astray has written into the answer
        raise _stopped() from error
    if answer.failure is not None:
        raise ReaderFailed(answer.failure)
    if answer.refusal is not None:
        raise Unreadable(answer.refusal.code, answer.refusal.message)
    return answer


def _attachment(member: Member, file: BinaryIO) -> Attachment:
    content = file.read(member.size)
    if len(content) != member.size:
        raise _stopped()
    return Attachment(member.name, content)


def _sendable(name: str) -> str:
    """A name without lone surrogates, which are no characters; the document keeps its own."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _end(code: int) -> Unreadable:
    """Why a process that read a document has ended; it is killed from outside where the machine's memory is full."""
    if code == -signal.SIGXCPU:
        return timed_out()
    if code in (-signal.SIGABRT, -signal.SIGXFSZ, -signal.SIGKILL):
        return out_of_memory()
    return _stopped()


def _stopped() -> Unreadable:
    return Unreadable(
        "corrupt", "The document is damaged in a way that stops its reader. Please save it anew and send it again."
    )
