"""A small neural network that reads each passage of a page among those around it: a transformer, run by numpy alone.

It is all-MiniLM-L6-v2 (Apache-2.0) trained further by benchmarks/judgement/train.py, of which the numbers are kept as
signed bytes. What it gives for a passage are sums without a bound, of which `learned` makes probabilities.
"""

import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

Span = tuple[int, int]
"""The begin and the end of a passage in its page, or in the pieces of a window."""

WINDOW = 160
"""Pieces of words that are read at once; what it learned from was seldom longer."""

BEFORE = 40
"""Pieces before the first passage of a window that are read with it, unless the page begins with it."""

LONGEST = 250
"""Pieces of one window at most: of a passage longer than that, the rest is not read."""

REMEMBERED = 500
"""Windows whose answer is kept: all documents of a force are read anew with each one that comes."""

START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_LONGEST_WORD = 100


@dataclass(frozen=True, slots=True)
class Window:
    """What is read at once. `spans` are the passages, by their pieces; the first of them is number `first`."""

    pieces: tuple[int, ...]
    spans: tuple[Span, ...]
    first: int


class Pieces:
    """Cuts words into the pieces that the network knows."""

    def __init__(self, known: Sequence[str]) -> None:
        self._number = {piece: number for number, piece in enumerate(known)}
        self._longest = max(map(len, known))
        self._of_word = lru_cache(maxsize=20_000)(self._cut)

    def numbers_of(self, text: str) -> list[int]:
        """All pieces of a text."""
        return self._placed(text)[0]

    def windows(self, text: str, spans: Sequence[Span]) -> Iterator[Window]:
        """The windows that hold the passages of a page, each passage in one of them, in their order."""
        start, end = self._number[START], self._number[END]
        numbers, starts, ends = self._placed(text)
        within = [_within(span, starts, ends) for span in spans]
        first = 0
        while first < len(within):
            low = max(0, within[first][0] - BEFORE) if first or within[0][1] > WINDOW else 0
            last = first + 1
            while last < len(within) and within[last][1] - low <= WINDOW:
                last += 1
            high = min(within[last - 1][1], low + LONGEST)
            pieces = (start, *numbers[low:high], end)
            yield Window(pieces, tuple(_shifted(span, low, len(pieces)) for span in within[first:last]), first)
            first = last

    def _placed(self, text: str) -> tuple[list[int], list[int], list[int]]:
        """All pieces of a text, and where the words begin and end that they are of."""
        numbers: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        for word in _WORD.finditer(text):
            cut = self._of_word(word[0]) if len(word[0]) <= _LONGEST_WORD else (self._number[UNKNOWN],)
            numbers += cut
            starts += [word.start()] * len(cut)
            ends += [word.end()] * len(cut)
        return numbers, starts, ends

    def _cut(self, word: str) -> tuple[int, ...]:
        """From the left the longest piece that is known; a word with a part that none fits is unknown."""
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
        found: list[int] = []
        at = 0
        while at < len(plain):
            for end in range(min(len(plain), at + self._longest), at, -1):
                number = self._number.get(("##" if at else "") + plain[at:end])
                if number is not None:
                    found.append(number)
                    at = end
                    break
            else:
                break
        return tuple(found) if plain and at == len(plain) else (self._number[UNKNOWN],)


def _within(span: Span, starts: Sequence[int], ends: Sequence[int]) -> Span:
    """The pieces of a passage; one at least, where it has no word."""
    first = bisect_right(ends, span[0])
    return first, max(bisect_left(starts, span[1]), first + 1)


def _shifted(span: Span, low: int, length: int) -> Span:
    """A passage of a page among the pieces of a window, whose first and last stand for its edges."""
    first = min(span[0] - low + 1, length - 2) if length > 2 else 0
    return first, max(min(span[1] - low + 1, length - 1), first + 1)


def numbers(heads: Sequence[Mapping[str, Any]], body: bytes) -> dict[str, Any]:
    """The matrices of a file by their names: floats, or signed bytes after a scale for each row or column."""
    found: dict[str, Any] = {}
    at = 0
    for head in heads:
        shape, scaled = head["shape"], head.get("scaled")
        scales = np.ones(1, "f4")
        if scaled is not None:
            scales = np.frombuffer(body, "<f4", shape[scaled], at).reshape([-1, 1] if scaled == 0 else [1, -1])
            at += 4 * shape[scaled]
        kind = "<f4" if scaled is None else "i1"
        told = np.frombuffer(body, kind, math.prod(shape), at).reshape(shape)
        at += told.nbytes
        found[head["name"]] = told.astype("f4") * scales
    return found


class Network:
    """Reads windows. `numbers` are its matrices by their names, `heads` into how many parts attention is cut."""

    def __init__(self, known: Sequence[str], heads: int, numbers: Mapping[str, Any]) -> None:
        self.pieces = Pieces(known)
        self._heads = heads
        self._numbers = numbers
        self._layers = 1 + max(int(name.split(".")[0]) for name in numbers if name[0].isdigit())
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._told)

    def told(self, window: Window) -> Any:
        """A row for each passage of a window: what the last matrix makes of it and of the whole window."""
        return self._remembered(window.pieces, window.spans)

    def _told(self, pieces: tuple[int, ...], spans: tuple[Span, ...]) -> Any:
        n = self._numbers
        x = _normed(n["words"][list(pieces)] + n["places"][: len(pieces)], n["normed.w"], n["normed.b"])
        for layer in range(self._layers):
            x = self._layer(x, f"{layer}.")
        sums = np.concatenate([np.zeros((1, x.shape[1]), x.dtype), x.cumsum(0)])
        means = np.stack([(sums[end] - sums[start]) / (end - start) for start, end in spans])
        whole = np.broadcast_to(x.mean(0), means.shape)
        return np.concatenate([means, whole], 1) @ n["told.w"] + n["told.b"]

    def _layer(self, x: Any, name: str) -> Any:
        n = self._numbers
        size, width = x.shape
        asked = (x @ n[name + "asked.w"] + n[name + "asked.b"]).reshape(size, 3, self._heads, width // self._heads)
        query, key, value = asked.transpose(1, 2, 0, 3)
        weights = query @ key.transpose(0, 2, 1) / math.sqrt(width / self._heads)
        weights = np.exp(weights - weights.max(2, keepdims=True))
        seen = (weights / weights.sum(2, keepdims=True) @ value).transpose(1, 0, 2).reshape(size, width)
        x = _normed(
            x + seen @ n[name + "seen.w"] + n[name + "seen.b"], n[name + "seen.norm.w"], n[name + "seen.norm.b"]
        )
        z = x @ n[name + "wide.w"] + n[name + "wide.b"]
        z = 0.5 * z * (1 + np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z)))
        return _normed(
            x + z @ n[name + "back.w"] + n[name + "back.b"], n[name + "back.norm.w"], n[name + "back.norm.b"]
        )


def _normed(x: Any, weight: Any, bias: Any) -> Any:
    x = x - x.mean(1, keepdims=True)
    return x / np.sqrt((x * x).mean(1, keepdims=True) + 1e-12) * weight + bias
