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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import mul
from typing import Any

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

FORM = 1
"""The way in which passages are cut and counted. Raise it with every change of that: weights are for one way alone."""

LARGEST = 64_000_000
"""Bytes that a file of weights may unpack to; those of 2017 have 4 million."""

LEAST = 0.02
"""A passage less likely than this to speak of the criterion has no say in how far it is."""

FOUND = 0.45
"""From here on the criterion is taken as spoken of."""

_TOKEN = re.compile(r"\b\w+\b|\||%")


@dataclass(frozen=True, slots=True)
class Vector:
    """Rows of a table, and how much of each there is."""

    rows: list[int]
    values: list[float]


@dataclass(frozen=True, slots=True)
class Sight:
    """A passage as it is counted. `said` are its words that stand: not what was deleted or said about it by others.
    `around` is what stands before and behind it, `holds` the lists, in their order."""

    text: Text
    page: Page
    start: int
    end: int
    said: str
    around: str = ""
    holds: tuple[bool, ...] = ()
    near: tuple[bool, ...] = ()

    @property
    def evidence(self) -> Evidence:
        return Evidence(
            document=self.text.document,
            sha256=self.text.sha256,
            page=self.page.number,
            start=self.start,
            end=self.end,
            quote=self.page.text[self.start : self.end],
        )


def lists_of(round_: Round) -> dict[str, Phrases]:
    """The phrases of the round that are looked for in a passage, by name."""
    found: dict[str, Phrases] = dict(round_.vocabulary)
    for owner, holder in (("cues", round_.cues), *((one.id, one.stages) for one in round_.criteria)):
        found |= {f"{owner}.{name}": value for name, value in holder if isinstance(value, tuple)}
    found |= {f"{one.id}.not_about": one.not_about for one in round_.criteria}
    return {name: phrases for name, phrases in found.items() if phrases}


def rests_on(round_: Round) -> str:
    """A hash of what weights are learned with: the way of counting, the lists and the criteria."""
    known = {"form": FORM, "criteria": [one.id for one in round_.criteria], "lists": lists_of(round_)}
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
            seen = [
                self._held(Sight(text, page, one.start, one.end, one.text), day)
                for one in passages(standing(page.text))
            ]
            for before, sight, after in zip([None, *seen], seen, [*seen[1:], None], strict=False):
                if not self._lexicon.is_pasted(fold(sight.said)):
                    yield _among(before, sight, after)

    def _held(self, sight: Sight, day: date) -> Sight:
        folded = fold(sight.said)
        days = list(dates_in(folded, day))
        ahead, behind = any(found > day for found in days), any(found <= day for found in days)
        return replace(sight, holds=(*(bool(p.search(folded)) for p in self._patterns), ahead, behind))


def _among(before: Sight | None, sight: Sight, after: Sight | None) -> Sight:
    beside = [one for one in (before, after) if one]
    near = tuple(any(held) for held in zip(*(one.holds for one in beside), strict=True))
    words = " . ".join(one.said if one else "" for one in (before, after))
    return replace(sight, around=words, near=near or (False,) * len(sight.holds))


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


@dataclass(frozen=True, slots=True)
class _Heard:
    """What one passage says of one criterion, by its place in the round's order."""

    criterion: int
    likely: float
    sight: Sight
    stages: Sequence[float]


class Learned:
    """The weights of one round, ready to be asked. Raises OpinionInvalid where they were learned for other rules."""

    def __init__(self, weights: bytes, round_: Round) -> None:
        head, body = _unpacked(weights)
        if (head.get("round"), head.get("rests_on")) != (round_.id, rests_on(round_)):
            raise OpinionInvalid(
                f"the second opinion was learned for other lists or criteria than those of {round_.id}; train it anew"
                " (benchmarks/judgement/train.py), or take its file away and do without"
            )
        self._eye = Eye(round_)
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
        heard = [one for text in texts for sight in self._eye.sees(text) for one in self._heard(sight)]
        for at, finding in enumerate(findings):
            asked = [step.evidence for step in finding.trace if step.taken in (Taken.ASKED, Taken.PASTED)]
            yield _together(
                [one for one in heard if one.criterion == at and not any(_overlap(one.sight, quote) for quote in asked)]
            )

    def _heard(self, sight: Sight) -> Iterator[_Heard]:
        """What a passage says of each criterion that it may speak of."""
        counted = (self._tables[family].vector(grams_of(sight, family), weight) for family, weight in WEIGHT.items())
        vectors = (*counted, held(sight))
        for at, start in enumerate(self._found):
            likely = 1 / (1 + math.exp(-self._sum(vectors, at, start)))
            if likely >= LEAST:
                first = len(self._found) + at * len(STAGES)
                sums = [self._sum(vectors, first + n, start) for n, start in enumerate(self._stage)]
                yield _Heard(at, likely, sight, _softmax(sums))

    def _sum(self, vectors: Sequence[Vector], column: int, start: float) -> float:
        told = (self._tables[family].told(vector, column) for family, vector in zip(FAMILIES, vectors, strict=True))
        return start + sum(told)


def _together(heard: Sequence[_Heard]) -> Guess:
    """The likeliest passage is the quote; the likelier a passage, the more it has to say of the stage."""
    if not heard:
        return Guess(LEAST, (0.0,) * len(STAGES), None)
    best = max(heard, key=lambda one: one.likely)
    whole = sum(one.likely**3 for one in heard)
    stages = (sum(one.likely**3 * one.stages[n] for one in heard) / whole for n in range(len(STAGES)))
    return Guess(best.likely, tuple(stages), best.sight)


def _overlap(sight: Sight, evidence: Evidence) -> bool:
    place = (sight.text.sha256, sight.page.number)
    return place == (evidence.sha256, evidence.page) and sight.start < evidence.end and evidence.start < sight.end


def _softmax(sums: Sequence[float]) -> list[float]:
    raised = [math.exp(z - max(sums)) for z in sums]
    return [one / sum(raised) for one in raised]


def _unpacked(weights: bytes) -> tuple[Mapping[str, Any], bytes]:
    try:
        head, _, body = lzma.LZMADecompressor().decompress(weights, max_length=LARGEST).partition(b"\n")
        return dict(json.loads(head)), body
    except (lzma.LZMAError, ValueError, TypeError) as error:
        raise OpinionInvalid(f"the file of the second opinion cannot be read: {error}; train it anew") from error


def _tables(heads: Sequence[Mapping[str, Any]], body: bytes) -> Iterator[Table]:
    """Behind the head, for each family: its grams as lines, how rare each is as floats, and its weights as bytes."""
    view = memoryview(body)
    for head in heads:
        n, size = head["rows"], head["size"]
        grams = bytes(view[:size]).decode().split("\n")
        rarity, view = array("f", bytes(view[size : size + 4 * n])), view[size + 4 * n :]
        weights, outputs = view.cast("b"), len(head["scales"])
        columns = [weights[at : n * outputs : outputs] for at in range(outputs)]
        yield Table({gram: row for row, gram in enumerate(grams)}, rarity, columns, head["scales"])
        view = view[n * outputs :]
