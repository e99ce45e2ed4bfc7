"""The recognition of a long scan, a few pages at a time, so that a page that fails takes few others with it."""

from collections.abc import Iterator, Sequence
from time import monotonic

from planreview.errors import Unreadable
from planreview.extraction.isolation import recognise_isolated
from planreview.recognition import MOST_PAGES, Recognised, out_of_time, too_many
from planreview.text import Page

BATCH = 10
"""Pages for one process: it is held to 240 s of CPU, and a page of noise can take ten."""

TIME = 600
"""Seconds after which no batch is begun. With the 270 s of the last one, less than the 900 s that a function has."""


def recognise_all(content: bytes, name: str, numbers: Sequence[int]) -> Recognised:
    """The text of all these pages, as far as there is time; the last reason why some are missing. See `isolation`."""
    pages: list[Page] = []
    why = too_many(len(numbers)) if len(numbers) > MOST_PAGES else None
    end = monotonic() + TIME
    for batch in _batches(numbers[:MOST_PAGES]):
        if monotonic() > end:
            return Recognised(tuple(pages), out_of_time())
        try:
            pages += recognise_isolated(content, name, batch)
        except Unreadable as error:
            why = error
    return Recognised(tuple(pages), why)


def _batches(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]
