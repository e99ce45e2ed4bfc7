"""What is made of a passage by counting: a sum of weights over its words, the letters in them, the words around it, and
the lists of the round that it holds a phrase of. It understands no word.
"""

import math
import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import Any

from planreview.findings.sight import Sight

WORDS, LETTERS, AROUND, LISTS = FAMILIES = ("words", "letters", "around", "lists")
"""What is counted. Each has a table of weights."""

WEIGHT = {WORDS: 1.0, LETTERS: 1.0, AROUND: 0.5}
IN_IT, BESIDE_IT = 0.4, 0.1
"""What a list counts that the passage has a phrase of, and one that only the passage before or after it has."""

_TOKEN = re.compile(r"\b\w+\b|\||%")


@dataclass(frozen=True, slots=True)
class Vector:
    """Rows of a table, and how much of each there is."""

    rows: list[int]
    values: list[float]


Vectors = tuple[Vector, ...]
"""One for each family."""


def grams_of(sight: Sight, family: str) -> Iterator[str]:
    """What is counted of a passage, once for each time that it occurs."""
    if family == LETTERS:
        return _letters(sight.said)
    return _runs(sight.around, 2) if family == AROUND else _runs(sight.said, 3)


def _runs(text: str, longest: int) -> Iterator[str]:
    words = _TOKEN.findall(text.lower())
    for length in range(1, longest + 1):
        yield from (" ".join(words[at : at + length]) for at in range(len(words) - length + 1))


def _letters(text: str) -> Iterator[str]:
    """Three to five letters of one word, its edges marked by spaces."""
    for word in text.lower().split():
        marked = f" {word} "
        for length in (3, 4, 5):
            yield from (marked[at : at + length] for at in range(max(1, len(marked) - length + 1)))
            if len(marked) <= length:
                break


def held(sight: Sight) -> Vector:
    """What the lists count in a passage and beside it."""
    flags = (*((flag, IN_IT) for flag in sight.holds), *((flag, BESIDE_IT) for flag in sight.near))
    found = [(row, weight) for row, (flag, weight) in enumerate(flags) if flag]
    return Vector([row for row, _ in found], [weight for _, weight in found])


@dataclass(frozen=True)
class Table:
    """The weights of one family: a row for each gram, a column for each output, each a signed byte times its scale."""

    rows: Mapping[str, int]
    rarity: Sequence[float]
    columns: Sequence[memoryview]
    scales: Sequence[float]

    def vector(self, grams: Iterable[str], weight: float) -> Vector:
        """How much of each row there is; long passages weigh no more than short ones."""
        known = [(self.rows[gram], n) for gram, n in Counter(grams).items() if gram in self.rows]
        values = [(1 + math.log(n)) * self.rarity[row] for row, n in known]
        length = math.sqrt(sum(value * value for value in values)) or 1.0
        return Vector([row for row, _ in known], [weight * value / length for value in values])

    def told(self, vector: Vector, column: int) -> float:
        weights = map(self.columns[column].__getitem__, vector.rows)
        total: float = sum(map(mul, vector.values, weights))
        return self.scales[column] * total


class Counted:
    """The weights of one round: sums for each criterion, for how far it would be, and for a bearing on any."""

    def __init__(self, head: Mapping[str, Any], body: bytes) -> None:
        self._tables = dict(zip(FAMILIES, _tables(head["tables"], body), strict=True))
        self._found, self._stage, self._bears = head["found"], head["stage"], head["bears"]

    def vectors(self, sight: Sight) -> Vectors:
        """What is counted of a passage, one vector for each table."""
        counted = (self._tables[family].vector(grams_of(sight, family), weight) for family, weight in WEIGHT.items())
        return (*counted, held(sight))

    def bears(self, vectors: Vectors) -> float:
        """What speaks for the passage bearing on any criterion, if only to deny it."""
        return self._sum(vectors, len(self._found) * (1 + len(self._stage)), self._bears)

    def of(self, vectors: Vectors) -> list[tuple[float, list[float]]]:
        """For each criterion, what speaks for the passage being about it, and for each of the stages."""
        n, stages = len(self._found), len(self._stage)
        return [
            (
                self._sum(vectors, at, start),
                [self._sum(vectors, n + at * stages + stage, first) for stage, first in enumerate(self._stage)],
            )
            for at, start in enumerate(self._found)
        ]

    def _sum(self, vectors: Vectors, column: int, start: float) -> float:
        told = (self._tables[family].told(vector, column) for family, vector in zip(FAMILIES, vectors, strict=True))
        return start + sum(told)


def _tables(heads: Sequence[Mapping[str, Any]], body: bytes) -> Iterator[Table]:
    """For each family: its grams as lines, how rare each is as floats, and its weights as bytes.

    Raises ValueError where there are fewer than the heads tell of.
    """
    view = memoryview(body)
    for head in heads:
        n, size = head["rows"], head["size"]
        grams = bytes(view[:size]).decode().split("\n")
        rarity, view = array("f", bytes(view[size : size + 4 * n])), view[size + 4 * n :]
        weights, outputs = view.cast("b"), len(head["scales"])
        if len(weights) < n * outputs:
            raise ValueError("weights are missing")
        columns = [weights[at : n * outputs : outputs] for at in range(outputs)]
        yield Table({gram: row for row, gram in enumerate(grams)}, rarity, columns, head["scales"])
        view = view[n * outputs :]
