"""A second opinion on each criterion, learned from labelled passages. It counts words, and understands none.

Each passage is given, for each criterion, how likely it is to speak of it and how far that would be: a sum of weights
over its words, the letters in them, the words around it, and the lists of the round that it holds a phrase of. The
weights come from a file that lies beside the round's, and that benchmarks/judgement/train.py makes; with one file, the
same texts have the same second opinion every time.
"""

import hashlib
import json
import lzma
import math
import re
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from planreview.dates import dates_in
from planreview.errors import OpinionInvalid
from planreview.finding import Evidence, Finding, SecondOpinion, Status, Taken
from planreview.lexicon import lexicon_of
from planreview.passages import passages
from planreview.phrases import fold, phrase_pattern
from planreview.round import Phrases, Round
from planreview.standing import standing
from planreview.statements import dated
from planreview.text import Page, Text

STAGES = (Status.UNCLEAR, Status.PLANNED, Status.COMMENCED, Status.IN_PLACE)

WORDS, LETTERS, AROUND, LISTS = FAMILIES = ("words", "letters", "around", "lists")
"""What is counted. Each has a table in the file."""

WEIGHT = {WORDS: 1.0, LETTERS: 1.0, AROUND: 0.5}
IN_IT, BESIDE_IT = 0.4, 0.1
"""What a list counts that the passage has a phrase of, and one that only the passage before or after it has."""

LEAST = 0.02
"""A passage less likely than this to speak of the criterion has no say in how far it is."""

FOUND = 0.45
"""From here on the criterion is taken as spoken of."""

_TOKEN = re.compile(r"\b\w+\b|\||%")

Vector: TypeAlias = list[tuple[int, float]]
"""Rows of a table, each with how much of it there is."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A passage as it is counted. `around` is what stands before and behind it, `holds` the lists, in their order."""

    text: Text
    page: Page
    start: int
    end: int
    around: str = ""
    holds: tuple[bool, ...] = ()
    near: tuple[bool, ...] = ()

    @property
    def words(self) -> str:
        return self.page.text[self.start : self.end]

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            document=self.text.document,
            sha256=self.text.sha256,
            page=self.page.number,
            start=self.start,
            end=self.end,
            quote=self.words,
        )


def lists_of(round_: Round) -> dict[str, Phrases]:
    """The phrases of the round that are looked for in a passage, by name."""
    found: dict[str, Phrases] = dict(round_.vocabulary)
    for owner, holder in (("cues", round_.cues), *((one.id, one.stages) for one in round_.criteria)):
        found |= {f"{owner}.{name}": value for name, value in holder if isinstance(value, tuple)}
    found |= {f"{one.id}.not_about": one.not_about for one in round_.criteria}
    return {name: phrases for name, phrases in found.items() if phrases}


def rests_on(round_: Round) -> str:
    """A hash of the lists and criteria that weights are learned with."""
    known = {"criteria": [one.id for one in round_.criteria], "lists": lists_of(round_)}
    return hashlib.sha256(json.dumps(known).encode()).hexdigest()


class Eye:
    """Sees the passages of a text as they are counted."""

    def __init__(self, round_: Round) -> None:
        self._patterns = [phrase_pattern(phrases) for phrases in lists_of(round_).values()]
        self._lexicon = lexicon_of(round_)

    def sees(self, text: Text) -> Iterator[Sight]:
        """In reading order, without what repeats the recommendation."""
        day = dated(text) or self._lexicon.reference
        for page in text.pages:
            seen = [self._held(Sight(text, page, one.start, one.end), day) for one in passages(standing(page.text))]
            for before, sight, after in zip([None, *seen], seen, [*seen[1:], None], strict=False):
                if not self._lexicon.is_pasted(fold(sight.words)):
                    yield _among(before, sight, after)

    def _held(self, sight: Sight, day: date) -> Sight:
        folded = fold(sight.words)
        days = list(dates_in(folded, day))
        ahead, behind = any(found > day for found in days), any(found <= day for found in days)
        return replace(sight, holds=(*(bool(p.search(folded)) for p in self._patterns), ahead, behind))


def _among(before: Sight | None, sight: Sight, after: Sight | None) -> Sight:
    beside = [one for one in (before, after) if one]
    near = tuple(any(held) for held in zip(*(one.holds for one in beside), strict=True))
    words = " . ".join(one.words if one else "" for one in (before, after))
    return replace(sight, around=words, near=near or (False,) * len(sight.holds))


def grams_of(sight: Sight, family: str) -> Iterator[str]:
    """What is counted of a passage, once for each time that it occurs."""
    if family == LETTERS:
        return _letters(sight.words)
    return _runs(sight.around, 2) if family == AROUND else _runs(sight.words, 3)


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
    counted = [(IN_IT, sight.holds), (BESIDE_IT, sight.near)]
    flags = chain.from_iterable(((weight, flag) for flag in flags) for weight, flags in counted)
    return [(row, weight) for row, (weight, flag) in enumerate(flags) if flag]


@dataclass(frozen=True)
class Table:
    """The weights of one family: a row for each gram, a column for each output, each a signed byte times its scale."""

    rows: Mapping[str, int]
    rarity: Sequence[float]
    weights: memoryview
    scales: Sequence[float]

    def vector(self, counts: Mapping[str, int], weight: float) -> Vector:
        """How much of each row there is; long passages weigh no more than short ones."""
        found = [
            (row, (1 + math.log(n)) * self.rarity[row])
            for g, n in counts.items()
            if (row := self.rows.get(g)) is not None
        ]
        length = math.sqrt(sum(value * value for _, value in found)) or 1.0
        return [(row, weight * value / length) for row, value in found]

    def add(self, vector: Vector, sums: list[float], first: int) -> None:
        """Adds the outputs from `first` on to as many sums."""
        columns, last = len(self.scales), first + len(sums)
        raw = [0.0] * len(sums)
        for row, value in vector:
            for at, byte in enumerate(self.weights[row * columns + first : row * columns + last]):
                if byte:
                    raw[at] += value * byte
        for at, total in enumerate(raw):
            sums[at] += total * self.scales[first + at]


@dataclass(frozen=True)
class Guess:
    """What is made of one criterion: how likely it is spoken of, how likely each of STAGES is then, and where."""

    found: float
    stages: tuple[float, ...]
    sight: Sight | None

    @property
    def status(self) -> Status:
        if self.found < FOUND:
            return Status.NOT_FOUND
        return STAGES[max(range(len(STAGES)), key=self.stages.__getitem__)]

    @property
    def as_second(self) -> SecondOpinion:
        if self.sight is None or self.status is Status.NOT_FOUND:
            return SecondOpinion(status=Status.NOT_FOUND, probability=round(1 - self.found, 2))
        likely = self.found * max(self.stages)
        return SecondOpinion(status=self.status, probability=round(likely, 2), evidence=self.sight.evidence)


class Learned:
    """The weights of one round, ready to be asked. Raises OpinionInvalid where they were learned for other rules."""

    def __init__(self, weights: bytes, round_: Round) -> None:
        head, body = _unpacked(weights)
        if (head["round"], head["rests_on"]) != (round_.id, rests_on(round_)):
            raise OpinionInvalid(
                f"the second opinion was learned for other lists or criteria than those of {round_.id}; train it anew"
                " (benchmarks/judgement/train.py), or take its file away and do without"
            )
        self._eye = Eye(round_)
        self._criteria = [one.id for one in round_.criteria]
        self._tables = dict(zip(FAMILIES, _tables(head["tables"], body), strict=True))
        self._found, self._stage = head["found"], head["stage"]

    def beside(self, findings: Sequence[Finding], texts: Sequence[Text]) -> tuple[Finding, ...]:
        """The findings, each with its second opinion where that differs."""
        seconds = (guess.as_second for guess in self.guesses(texts, findings))
        return tuple(
            finding if second.status is finding.status else finding.model_copy(update={"second": second})
            for finding, second in zip(findings, seconds, strict=True)
        )

    def guesses(self, texts: Sequence[Text], findings: Sequence[Finding]) -> Iterator[Guess]:
        """One for each finding, in their order. What the rules take as asked by others has no say in it."""
        seen = [(sight, self._vectors(sight)) for text in texts for sight in self._eye.sees(text)]
        likely = [[_logistic(z) for z in self._sums(vectors, 0, self._found)] for _, vectors in seen]
        for at, finding in enumerate(findings):
            asked = list(_asked(finding))
            heard = [n for n, (sight, _) in enumerate(seen) if not any(_overlap(sight, one) for one in asked)]
            yield self._guess(at, [(likely[n][at], *seen[n]) for n in heard])

    def _guess(self, at: int, heard: Sequence[tuple[float, Sight, tuple[Vector, ...]]]) -> Guess:
        """The likeliest passage is the quote; the likelier a passage, the more it has to say of the stage."""
        found, sight, _ = max(heard, key=lambda one: one[0], default=(0.0, None, ()))
        first, n = len(self._criteria) + at * len(STAGES), len(STAGES)
        totals = [0.0] * n
        for likely, _, vectors in heard:
            if likely >= min(found, LEAST):
                shares = _softmax(self._sums(vectors, first, self._stage))
                totals = [total + likely**3 * share for total, share in zip(totals, shares, strict=True)]
        whole = sum(totals) or 1.0
        return Guess(found, tuple(total / whole for total in totals), sight)

    def _vectors(self, sight: Sight) -> tuple[Vector, ...]:
        counted = (
            self._tables[family].vector(Counter(grams_of(sight, family)), weight) for family, weight in WEIGHT.items()
        )
        return (*counted, held(sight))

    def _sums(self, vectors: Sequence[Vector], first: int, start: Sequence[float]) -> list[float]:
        sums = list(start)
        for family, vector in zip(FAMILIES, vectors, strict=True):
            self._tables[family].add(vector, sums, first)
        return sums


def _asked(finding: Finding) -> Iterator[Evidence]:
    return (step.evidence for step in finding.trace if step.taken in (Taken.ASKED, Taken.PASTED))


def _overlap(sight: Sight, evidence: Evidence) -> bool:
    place = (sight.text.sha256, sight.page.number)
    return place == (evidence.sha256, evidence.page) and sight.start < evidence.end and evidence.start < sight.end


def _logistic(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def _softmax(sums: Sequence[float]) -> list[float]:
    raised = [math.exp(z - max(sums)) for z in sums]
    return [one / sum(raised) for one in raised]


def _unpacked(weights: bytes) -> tuple[Mapping[str, Any], bytes]:
    try:
        head, _, body = lzma.decompress(weights).partition(b"\n")
        return json.loads(head), body
    except (lzma.LZMAError, ValueError) as error:
        raise OpinionInvalid(f"the file of the second opinion cannot be read: {error}; train it anew") from error


def _tables(heads: Sequence[Mapping[str, Any]], body: bytes) -> Iterator[Table]:
    """Behind the head, for each family: its grams as lines, how rare each is as floats, and the weights as bytes."""
    view = memoryview(body)
    for head in heads:
        n, size, columns = head["rows"], head["size"], len(head["scales"])
        grams = bytes(view[:size]).decode().split("\n")
        rarity, weights = view[size : size + 4 * n], view[size + 4 * n : size + (4 + columns) * n]
        yield Table(
            {gram: row for row, gram in enumerate(grams)}, array("f", bytes(rarity)), weights.cast("b"), head["scales"]
        )
        view = view[size + (4 + columns) * n :]
