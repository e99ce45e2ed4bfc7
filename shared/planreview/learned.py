"""What was learned from labelled passages proposes a status for each criterion, beside the rules and with quotes.

Two readers give each passage a chance that it speaks of a criterion, and of how far that would be: `counted` counts its
words, `network` reads it among those around it. Their mean counts, and the rules have a voice in it. What they learned
lies in a file beside the round's, which benchmarks/judgement/train.py makes; with one file, the same texts have the
same statuses every time.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from planreview.counted import Counted
from planreview.criteria import QUOTES, Found, age
from planreview.errors import LearnedInvalid
from planreview.finding import Considered, Evidence, Finding, Reason, SecondOpinion, Status, Taken, Voice
from planreview.round import Round
from planreview.sight import Eye, Sight, rests_on
from planreview.standing import standing
from planreview.text import Text

if TYPE_CHECKING:
    from planreview.network import Network, Window

STAGES = (Status.UNCLEAR, Status.PLANNED, Status.COMMENCED, Status.IN_PLACE)

HEAD, COUNTED, PIECES, NETWORK = "head.json", "counted", "pieces.txt", "network"
"""The members of the file."""

LARGEST = 100_000_000
"""Bytes that the file may unpack to; that of 2017 has 25 million."""

LEAST = 0.005
"""A passage that counting finds less likely than this to speak of any criterion is not read by the network, unless it
stands with one that is."""

WINDOWS, FEWEST = 400, 4
"""Windows of a plan that the network reads at most, and of each of its documents at least, those first that counting
finds likeliest. A plan has a dozen; each takes some 30 ms."""

SEEN, RULES = 0.1, 0.2
"""What it adds to the chance that a criterion is found at all that the rules find it, and to the chance of the status
that they find: the chances of all statuses come to 1."""

PASSAGES = 3
"""Passages that a finding by examples quotes at most."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one passage says of one criterion: how likely it speaks of it, and how likely each of STAGES is then."""

    sight: Sight
    likely: float
    stages: Sequence[float]


@dataclass(frozen=True)
class Guess:
    """What all passages together say of one criterion. `chances` are of each status, in rising order."""

    chances: Sequence[float]
    quotes: tuple[Evidence, ...] = ()

    def status(self, by_rules: Status = Status.NOT_FOUND) -> Status:
        """The likeliest, after the rules have said what they find."""
        if by_rules is Status.NOT_FOUND:
            return max(Status, key=self._chances.__getitem__)
        if self._chances[Status.NOT_FOUND] > 0.5 + SEEN:
            return Status.NOT_FOUND
        return max(STAGES, key=lambda status: self._chances[status] + RULES * (status is by_rules))

    def chance(self, status: Status) -> float:
        return round(self._chances[status], 2)

    @property
    def _chances(self) -> dict[Status, float]:
        return dict(zip(Status, self.chances, strict=True))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown to the network: a window, and its passages as they were seen and counted."""

    window: "Window"
    sights: Sequence[Sight]
    counted: Sequence[list[tuple[float, list[float]]]]
    likely: float


class Learned:
    """What was learned for one round. Raises LearnedInvalid where it was learned for other rules, or is damaged."""

    def __init__(self, file: bytes, round_: Round) -> None:
        self.sha256 = hashlib.sha256(file).hexdigest()
        self._eye = Eye(round_)
        criteria = [one.id for one in round_.criteria]
        try:
            with ZipFile(BytesIO(file)) as archive:
                if sum(member.file_size for member in archive.infolist()) > LARGEST:
                    raise LearnedInvalid(f"the file of what was learned unpacks to more than {LARGEST:,} bytes")
                head = json.loads(archive.read(HEAD))
                theirs = head["round"], head["rests_on"], head["network"]["criteria"]
                if theirs != (round_.id, rests_on(round_), criteria):
                    raise LearnedInvalid(
                        f"what was learned is for other lists or criteria than those of {round_.id}; learn it anew"
                        " (benchmarks/judgement/train.py), or take its file away and do without"
                    )
                self._counted = Counted(head["counted"], archive.read(COUNTED))
                self._network = _network(head["network"], archive)
                [told] = self._network.told(next(self._network.pieces.windows("plan", [(0, 4)])))
                if len(told) != len(criteria) * (1 + len(STAGES)) or not all(map(math.isfinite, told)):
                    raise ValueError("its numbers do not fit together")
        except LearnedInvalid:
            raise
        except Exception as error:  # whatever zipfile, json and numpy raise
            raise LearnedInvalid(f"the file of what was learned cannot be read: {error}; learn it anew") from error

    def proposed(self, by_rules: Sequence[Found], texts: Sequence[Text]) -> tuple[Finding, ...]:
        """The findings of the rules, or others in their place. Where the two voices differ, a finding tells of both."""
        unread = any(len(text.pages) < text.pages_expected for text in texts)
        guesses = self.guesses(by_rules, texts)
        return tuple(weighed(one, guess, unread=unread) for one, guess in zip(by_rules, guesses, strict=True))

    def guesses(self, by_rules: Sequence[Found], texts: Sequence[Text]) -> Iterator[Guess]:
        """One for each finding of the rules. What those set aside has no say in it, nor what is older than a denial."""
        ages = {id(text): age(text, place) for place, text in enumerate(texts)}
        newest_first = sorted(texts, key=lambda text: ages[id(text)], reverse=True)
        heard = [
            (one, one[0].sight.evidence, ages[id(text)])
            for text in newest_first
            for one in self._heard(text, WINDOWS // len(texts))
        ]
        for at, found in enumerate(by_rules):
            yield _newest(
                [
                    one[at]
                    for one, passage, its_age in heard
                    if (found.not_before is None or its_age >= found.not_before) and not _is_aside(passage, found)
                ]
            )

    def _heard(self, text: Text, windows: int) -> Iterator[list[Heard]]:
        """What each passage says of each criterion, as far as it may say anything."""
        shown = sorted(self._shown(text), key=lambda one: one.likely, reverse=True)
        for one in shown[: max(windows, FEWEST)]:
            for sight, sums, read in zip(one.sights, one.counted, self._network.told(one.window), strict=True):
                yield [_heard(sight, sum_, read, at) for at, sum_ in enumerate(sums)]

    def _shown(self, text: Text) -> Iterator["_Shown"]:
        """The windows of a text that may say anything."""
        for _, group in groupby(self._eye.sees(text), key=lambda sight: sight.page.number):
            sights = list(group)
            counted = [self._counted.of(sight) for sight in sights]
            spans = [(sight.start, sight.end) for sight in sights]
            if max(_chance(found) for sums in counted for found, _ in sums) < LEAST:
                continue
            for window in self._network.pieces.windows(standing(sights[0].page.text), spans):
                here = slice(window.first, window.first + len(window.spans))
                likely = max(_chance(found) for sums in counted[here] for found, _ in sums)
                if likely >= LEAST:
                    yield _Shown(window, sights[here], counted[here], likely)


def _network(head: Mapping[str, Any], archive: ZipFile) -> "Network":
    from planreview.network import Network, numbers  # noqa: PLC0415  only what judges has numpy

    pieces = archive.read(PIECES).decode().split("\n")
    return Network(pieces, head["heads"], numbers(head["numbers"], archive.read(NETWORK)))


def _heard(sight: Sight, counted: tuple[float, list[float]], read: Any, at: int) -> Heard:
    """The mean of the two readers. The network tells first of each criterion, then of its stages, one after another."""
    found, stages = counted
    first = len(read) // (1 + len(STAGES)) + at * len(STAGES)
    both = map(add, _softmax(stages), _softmax([float(one) for one in read[first : first + len(STAGES)]]))
    return Heard(sight, (_chance(found) + _chance(float(read[at]))) / 2, [one / 2 for one in both])


def _newest(heard: Sequence[Heard]) -> Guess:
    """What the newest document says that tells how far it is; all documents together where none does. Those of one
    document stand together, the newest first."""
    for _, group in groupby(heard, key=lambda one: id(one.sight.text)):
        guess = _together(list(group))
        if guess.status() not in (Status.NOT_FOUND, Status.UNCLEAR):
            return guess
    return _together(heard)


def _together(heard: Sequence[Heard]) -> Guess:
    """The likelier a passage is to speak of the criterion, the more it has to say of the stage."""
    if not heard:
        return Guess((1.0, *(0.0 for _ in STAGES)))
    found = max(one.likely for one in heard)
    whole = sum(one.likely**3 for one in heard)
    stages = [sum(one.likely**3 * one.stages[n] for one in heard) / whole for n in range(len(STAGES))]
    best = max(range(len(STAGES)), key=stages.__getitem__)
    telling = sorted(heard, key=lambda one: one.likely * one.stages[best], reverse=True)
    quotes = [one.sight.evidence for one in telling[:PASSAGES] if one is telling[0] or one.likely > found / 2]
    return Guess((1 - found, *(found * stage for stage in stages)), tuple(quotes))


def weighed(found: Found, guess: Guess, *, unread: bool) -> Finding:
    """What is proposed where the rules found this and examples make that of it.

    Rows of a sheet are for the rules, since no example has any: there the cell of the status decides. `unread` says
    that not all pages could be read.
    """
    finding = found.finding
    alone = guess.status()
    together = finding.status if found.in_sheet else guess.status(finding.status)
    if alone is finding.status:
        return finding.model_copy(update={"evidence": _best_first(finding, guess)})
    if together is finding.status:
        return finding.model_copy(update={"second": _by_examples(guess, alone)})
    is_found = together is not Status.NOT_FOUND
    return Finding(
        criterion=finding.criterion,
        status=together,
        reason=_reason(finding, together, unread=unread),
        evidence=guess.quotes if is_found else _set_aside(finding),
        trace=finding.trace,
        by=Voice.EXAMPLES,
        probability=guess.chance(together),
        second=SecondOpinion(
            by=Voice.RULES, status=finding.status, evidence=finding.evidence[0] if finding.evidence else None
        ),
    )


def _best_first(finding: Finding, guess: Guess) -> tuple[Evidence, ...]:
    """The quotes of the rules after the one that tells examples most, which may be among them."""
    if finding.status is Status.NOT_FOUND:
        return finding.evidence
    best = guess.quotes[0]
    alike = [quote for quote in finding.evidence if _cross(quote, best)] or [best]
    return tuple(dict.fromkeys((*alike, *finding.evidence)))[:QUOTES]


def _by_examples(guess: Guess, status: Status) -> SecondOpinion:
    quote = guess.quotes[0] if status is not Status.NOT_FOUND else None
    return SecondOpinion(by=Voice.EXAMPLES, status=status, probability=guess.chance(status), evidence=quote)


def _reason(finding: Finding, status: Status, *, unread: bool) -> Reason | None:
    """Why nothing was found, or no stage, as far as the rules can tell; examples teach no reasons."""
    if status is Status.UNCLEAR:
        return Reason.RESULT_UNCLEAR if finding.reason is Reason.DENIED else Reason.NO_STAGE
    if status is not Status.NOT_FOUND:
        return None
    if any(_denies(step) for step in finding.trace):
        return Reason.DENIED
    if any(_asks(step) for step in finding.trace):
        return Reason.ONLY_ASKED
    return Reason.UNREAD if unread else Reason.SILENT


def _set_aside(finding: Finding) -> tuple[Evidence, ...]:
    """The quotes of what denies or only asks."""
    told = [step for step in finding.trace if _denies(step) or _asks(step)]
    return tuple(dict.fromkeys(step.evidence for step in told))[:PASSAGES]


def _denies(step: Considered) -> bool:
    return step.counted and step.taken is Taken.STATED and step.status is Status.NOT_FOUND


def _asks(step: Considered) -> bool:
    return step.taken in (Taken.ASKED, Taken.PASTED)


def _is_aside(passage: Evidence, found: Found) -> bool:
    """Whether the rules set aside what stands there, and rest on nothing that stands there too."""
    return any(_cross(passage, place) for place in found.aside) and not any(
        _cross(passage, place) for place in found.counted
    )


def _cross(one: Evidence, other: Evidence) -> bool:
    """Whether two quotes have words of one place in common."""
    return (one.sha256, one.page) == (other.sha256, other.page) and one.start < other.end and other.start < one.end


def _chance(sum_: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, sum_))))


def _softmax(sums: Sequence[float]) -> list[float]:
    raised = [math.exp(one - max(sums)) for one in sums]
    return [one / sum(raised) for one in raised]
