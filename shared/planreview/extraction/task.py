"""One document's reading, as it is asked of another process and answered.

Request and answer are files: a line of JSON, then bytes. Those of a request are the document, those of an answer the
documents inside it, one after the other, in the order and sizes of the text's `members`. Nothing of an answer is
trusted but as such values: a document may have made its reader say anything.
"""

import os
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import BinaryIO

from pydantic import TypeAdapter

from planreview.errors import Unreadable
from planreview.extraction import extract
from planreview.extraction.limits import Limits, confine, out_of_memory, too_much_inside
from planreview.extraction.second_reader import SecondReader, Turns, has_second_processor
from planreview.text import Page, Text
from planreview.value import Value

LONG = 60_000
"""Bytes of a PDF from which on a second process is worth its fork: smaller ones have few pages."""


class Request(Value):
    """`numbers` are the pages to recognise; None where the whole document is to be read."""

    name: str
    limits: Limits
    numbers: tuple[int, ...] | None = None


class Refusal(Value):
    """An Unreadable on its way between processes."""

    code: str
    message: str


class Answer(Value):
    """One of the four. `failure` is a traceback: the reader is at fault, or a package of it is missing."""

    text: Text | None = None
    pages: tuple[Page, ...] | None = None
    refusal: Refusal | None = None
    failure: str | None = None


@dataclass(frozen=True)
class _Found:
    answer: Answer
    inside: Sequence[bytes] = ()


_REQUEST, _ANSWER = TypeAdapter(Request), TypeAdapter(Answer)


def ask(request: Request, content: bytes, file: BinaryIO) -> None:
    file.write(_REQUEST.dump_json(request) + b"\n")
    file.write(content)
    file.seek(0)


def perform(request: BinaryIO, answer: BinaryIO) -> None:
    """Does what is asked, within its limits, which then hold for this process until it ends."""
    asked = _REQUEST.validate_json(request.readline())
    content = request.read(os.fstat(request.fileno()).st_size)  # of a known size, without a copy
    second = _second(asked, content)
    confine(asked.limits)
    try:
        found = _found(asked, content, second)
    except Unreadable as error:
        found = _Found(Answer(refusal=_refusal(error)))
    except MemoryError:
        found = _Found(Answer(refusal=_refusal(out_of_memory())))
    except Exception:  # noqa: BLE001  it travels as text to where it can be raised
        found = _Found(Answer(failure=traceback.format_exc()))
    answer.writelines((_ANSWER.dump_json(found.answer), b"\n", *found.inside))


def answered(file: BinaryIO) -> Answer:
    """The answer in a file, which is left where the bytes begin. Raises ValueError where it is none."""
    file.seek(0)
    return _ANSWER.validate_json(file.readline())


def _second(asked: Request, content: bytes) -> SecondReader | None:
    is_long = len(content) >= LONG and content.startswith(b"%PDF")
    if not is_long or asked.numbers is not None or asked.limits.processors < 2 or not has_second_processor():
        return None
    try:
        return SecondReader(partial(_read_share, content), asked.limits)
    except OSError:  # the machine gives no further process; one reads all pages then
        return None


def _read_share(content: bytes, turns: Turns) -> bytes:
    from planreview.extraction.pdf_pages import read_share  # noqa: PLC0415  opened under limits, as all libraries are

    return read_share(content, turns)


def _found(asked: Request, content: bytes, second: SecondReader | None) -> _Found:
    if asked.numbers is not None:
        recognise = import_module("planreview.extraction.recognise").recognise  # not every machine can
        return _Found(Answer(pages=recognise(content, asked.name, asked.numbers)))
    extract_ = extract(content, asked.name, second)
    inside = [attachment.content for attachment in extract_.attachments]
    if sum(map(len, inside)) > asked.limits.attachments:
        raise too_much_inside(asked.limits)
    return _Found(Answer(text=extract_.text), inside)


def _refusal(error: Unreadable) -> Refusal:
    return Refusal(code=error.code, message=error.message)
