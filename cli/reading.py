"""Reading a person's own file, and the documents inside it, without a stack."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from os import cpu_count
from pathlib import Path

from cli.console import complain, progress
from planreview.document import ROOM
from planreview.errors import Unreadable
from planreview.extraction.batches import recognise_all
from planreview.extraction.isolation import extract_isolated
from planreview.extraction.limits import DEFAULT, Limits
from planreview.extraction.pages import Attachment
from planreview.inside import SEPARATOR, opened, room_for_each
from planreview.reading import check_size
from planreview.recognition import merged
from planreview.text import Text


@dataclass(frozen=True)
class Reading:
    """What came of one document: its text, or why there is none; and the same of each document inside it.

    `size` in bytes; `depth` counts the documents around it.
    """

    name: str
    size: int
    depth: int
    text: Text | None = None
    refusal: Unreadable | None = None
    inside: tuple["Reading", ...] = ()

    def all(self) -> Iterator["Reading"]:
        """This document and all inside it, each before what it holds."""
        yield self
        for reading in self.inside:
            yield from reading.all()


def read_all(paths: Sequence[Path]) -> list[Reading]:
    """Every document of the files, and of the files in the folders by name; what cannot be read is complained of.

    As many are read at once as this machine has processors; one alone may take two.
    """
    files = [file for path in paths for file in _files_in(path)]
    limits = DEFAULT if len(files) == 1 else replace(DEFAULT, processors=1)
    with ThreadPoolExecutor(cpu_count()) as readers:
        found = [part for reading in readers.map(partial(_read_file, limits=limits), files) for part in reading.all()]
    for reading in found:
        if reading.refusal:
            complain(f"{reading.name}: {reading.refusal}")
    return found


def _read_file(file: Path, limits: Limits) -> Reading:
    return read(file.read_bytes(), file.name, limits=limits)


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(file for file in path.rglob("*") if file.is_file() and not file.name.startswith("."))


def read(content: bytes, name: str, *, depth: int = 0, room: int = ROOM, limits: Limits = DEFAULT) -> Reading:
    """Reads a document as the functions do, and recognises on this machine what is a picture."""
    try:
        check_size(len(content))
        found = extract_isolated(content, name, limits)
        text = opened(found.text, depth=depth, room=room)
        if text.scans:
            text = _recognised(content, text)
    except Unreadable as refusal:
        return Reading(name, len(content), depth, refusal=refusal)
    inside = tuple(_inside(text, found.attachments, depth, room, limits))
    return Reading(name, len(content), depth, text=text, inside=inside)


def _recognised(content: bytes, text: Text) -> Text:
    count = len(text.scans)
    progress(f"{text.document}: recognising the words of {count} {'page' if count == 1 else 'pages'} …")
    found = recognise_all(content, text.document, text.scans)
    return merged(text, found.pages, found.why)


def _inside(text: Text, attachments: Sequence[Attachment], depth: int, room: int, limits: Limits) -> Iterator[Reading]:
    for number, member in enumerate(text.members):
        each = room_for_each(room, len(text.members))
        name = text.document + SEPARATOR + member.name
        yield read(attachments[number].content, name, depth=depth + 1, room=each, limits=limits)
