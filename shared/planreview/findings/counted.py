"""What is made of a passage by counting: a sum of weights over its words, the letters in them, the words around it, and
the lists of the round that it holds a phrase of. It understands no word.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

import numpy as np

from planreview.findings.sight import Sight

WORDS, LETTERS, AROUND, LISTS = FAMILIES = ("words", "letters", "around", "lists")
"""What is counted. Each has a table of weights."""

WEIGHT = {WORDS: 1.0, LETTERS: 1.0, AROUND: 0.5}
IN_IT, BESIDE_IT = 0.4, 0.1
"""What a list counts that the passage has a phrase of, and one that only the passage before or after it has."""

_TOKEN = re.compile(r"\b\w+\b|\||%")


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
    return chain.from_iterable(map(_letters_of, text.lower().split()))


@lru_cache(maxsize=20_000)
def _letters_of(word: str) -> tuple[str, ...]:
    marked = f" {word} "
    lengths = (length for length in (3, 4, 5) if length == 3 or length <= len(marked))
    return tuple(marked[at : at + length] for length in lengths for at in range(max(1, len(marked) - length + 1)))


def held(sight: Sight) -> list[float]:
    """What each list counts in a passage, and then beside it."""
    return [*(IN_IT if flag else 0.0 for flag in sight.holds), *(BESIDE_IT if flag else 0.0 for flag in sight.near)]


@dataclass(frozen=True)
class Table:
    """The weights of one family: a row for each gram, a column for each output, each a signed byte times its scale."""

    rows: Mapping[str, int]
    rarity: Any
    weights: Any
    scales: Any

    def told(self, grams: Iterable[str], weight: float) -> Any:
        """What each output makes of how much there is of each row; long passages weigh no more than short ones."""
        known = [(self.rows[gram], n) for gram, n in Counter(grams).items() if gram in self.rows]
        if not known:
            return np.zeros(len(self.scales))
        rows = [row for row, _ in known]
        values = self.rarity[rows] * [1 + math.log(n) for _, n in known]
        return weight / math.sqrt(values @ values) * self._sums(values, self.weights[rows])

    def told_of_all(self, values: Sequence[float]) -> Any:
        """The same of a value for each row."""
        return self._sums(np.array(values), self.weights)

    def _sums(self, values: Any, weights: Any) -> Any:
        return values @ weights * self.scales


@dataclass(frozen=True, slots=True)
class Sums:
    """What counting makes of a passage. `bears` speaks for its bearing on any criterion, if only to deny it; for each
    criterion, `found` for its being about it, and `stages` for each of the stages."""

    bears: float
    found: Sequence[float]
    stages: Sequence[Sequence[float]]


class Counted:
    """The weights of one round."""

    def __init__(self, head: Mapping[str, Any], body: bytes) -> None:
        self._tables = dict(zip(FAMILIES, _tables(head["tables"], body), strict=True))
        self._found, self._stages = len(head["found"]), len(head["stage"])
        self._starts = np.array([*head["found"], *head["stage"] * self._found, head["bears"]])

    def sums(self, sight: Sight) -> Sums:
        told = sum(self._tables[family].told(grams_of(sight, family), weight) for family, weight in WEIGHT.items())
        found, stages, bears = np.split(
            self._starts + told + self._tables[LISTS].told_of_all(held(sight)), [self._found, -1]
        )
        return Sums(float(bears[0]), found.tolist(), stages.reshape(self._found, self._stages).tolist())


def _tables(heads: Sequence[Mapping[str, Any]], body: bytes) -> Iterator[Table]:
    """For each family: its grams as lines, how rare each is as floats, and its weights as bytes.

    Raises ValueError where there are fewer than the heads tell of.
    """
    at = 0
    for head in heads:
        n, size, scales = head["rows"], head["size"], np.array(head["scales"])
        grams = body[at : at + size].decode().split("\n")
        rarity = np.frombuffer(body, "<f4", n, at + size).astype(float)
        at += size + rarity.size * 4
        weights = np.frombuffer(body, "i1", n * scales.size, at).reshape(n, scales.size)
        at += weights.size
        yield Table({gram: row for row, gram in enumerate(grams)}, rarity, weights, scales)
