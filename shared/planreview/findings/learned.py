"""What was learned from labelled passages proposes a status for each criterion, beside the rules and with quotes.

Two readers give each passage a chance that it speaks of a criterion, and of how far that would be: `counted` counts its
words, `network` reads it among those around it. Their mean counts, and the rules have a voice in it. The network also
tells why nothing is found, or no stage. What they learned lies in a file beside the round's, which
benchmarks/judgement/train.py makes; with one file, the same texts have the same statuses every time.
"""

import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from io import BytesIO
from itertools import groupby
from operator import add
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from planreview.errors import LearnedInvalid
from planreview.finding import Considered, Evidence, Finding, Reason, SecondOpinion, Status, Taken, Voice
from planreview.findings.counted import Counted, Vectors
from planreview.findings.criteria import QUOTES, Found, age
from planreview.findings.sight import Eye, Sight, rests_on
from planreview.findings.standing import standing
from planreview.round import Round
from planreview.text import Text

if TYPE_CHECKING:
    from planreview.findings.network import Network, Window

STAGES = (Status.UNCLEAR, Status.PLANNED, Status.COMMENCED, Status.IN_PLACE)

NOTHING_BECAUSE = (Reason.DENIED, Reason.ONLY_ASKED, Reason.NO_STAGE)
"""The reasons why nothing is found that examples teach; the last is a mere heading. The first of them weighs most."""

WHYS = (*NOTHING_BECAUSE, Reason.RESULT_UNCLEAR)
"""All reasons that examples teach."""

HEAD, COUNTED, PIECES, NETWORK = "head.json", "counted", "pieces.txt", "network"
"""The members of the file."""

LARGEST = 100_000_000
"""Bytes that the file may unpack to; that of 2017 has 25 million."""

LEAST = 0.05
"""A passage that counting finds less likely than this to bear on any criterion is not read by the network, unless it
stands with one that is. With twice as much, none of the texts for validation that have something to quote is lost."""

WINDOWS, FEWEST = 400, 4
"""Windows of a plan that the network reads at most, and of each of its documents at least, those first that counting
finds likeliest. A plan has a dozen; each takes some 30 ms."""

RULES, PARTING = 0.15, 0.3
"""What it adds to the chance of a status that the rules find it: the chances of all statuses come to 1. It is the
second where a passage that examples rest on tells of several criteria, since rules part its clauses."""

PASSAGES = 3
"""Passages that a finding by examples quotes at most."""

TELLS = 0.2
"""The chance from which on a passage tells a reason."""


_TOLD = 1 + len(STAGES) + len(WHYS)
"""Numbers that the network tells of a passage and a criterion."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What one passage says of one criterion: how likely it speaks of it, and how likely each of STAGES is then.

    `whys` are the chances that it tells each of WHYS.
    """

    sight: Sight
    likely: float
    stages: Sequence[float]
    whys: Sequence[float]


@dataclass(frozen=True)
class Guess:
    """What all passages together say of one criterion. `chances` are of each status, in rising order; `because` holds
    the quotes of what tells a reason."""

    chances: Sequence[float]
    quotes: tuple[Evidence, ...] = ()
    because: Mapping[Reason, tuple[Evidence, ...]] = field(default_factory=lambda: dict.fromkeys(WHYS, ()))

    def status(self, by_rules: Status = Status.NOT_FOUND, voice: float = RULES) -> Status:
        """The likeliest, after the rules have said what they find, in a voice of that strength."""
        added = 0.0 if by_rules is Status.NOT_FOUND else voice
        return max(Status, key=lambda status: self._chances[status] + added * (status is by_rules))

    @property
    def tells_a_stage(self) -> bool:
        """Whether it says how the thing stands, if only that it does not, or that nobody knows."""
        status = self.status()
        if status in (Status.NOT_FOUND, Status.UNCLEAR):
            return bool(self.because[Reason.DENIED if status is Status.NOT_FOUND else Reason.RESULT_UNCLEAR])
        return True

    def chance(self, status: Status) -> float:
        return round(self._chances[status], 2)

    @property
    def _chances(self) -> dict[Status, float]:
        return dict(zip(Status, self.chances, strict=True))


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown to the network: a window, its passages as they were seen and counted, and how likely one of them
    bears on a criterion."""

    window: "Window"
    sights: Sequence[Sight]
    vectors: Sequence[Vectors]
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
                theirs = head["round"], head["rests_on"], head["network"]["criteria"], head["network"].get("whys")
                if theirs != (round_.id, rests_on(round_), criteria, list(WHYS)):
                    raise LearnedInvalid(
                        f"what was learned is for other lists, criteria or reasons than those of {round_.id}; learn it"
                        " anew (benchmarks/judgement/train.py), or take its file away and do without"
                    )
                self._counted = Counted(head["counted"], archive.read(COUNTED))
                self._network = _network(head["network"], archive)
                [told] = self._network.told(next(self._network.pieces.windows("plan", [(0, 4)])))
                if len(told) != len(criteria) * _TOLD or not all(map(math.isfinite, told)):
                    raise ValueError("its numbers do not fit together")
        except LearnedInvalid:
            raise
        except Exception as error:  # whatever zipfile, json and numpy raise
            raise LearnedInvalid(f"the file of what was learned cannot be read: {error}; learn it anew") from error

    def proposed(self, by_rules: Sequence[Found], texts: Sequence[Text]) -> tuple[Finding, ...]:
        """The findings of the rules, or others in their place. Where the two voices differ, a finding tells of both."""
        unread = any(text.is_part for text in texts)
        guesses = list(self.guesses(by_rules, texts))
        resting = Counter(guess.quotes[0] for guess in guesses if guess.status() is not Status.NOT_FOUND)
        several = {quote for quote, criteria in resting.items() if criteria > 1}
        return tuple(
            weighed(one, guess, unread=unread, voice=RULES if several.isdisjoint(guess.quotes[:1]) else PARTING)
            for one, guess in zip(by_rules, guesses, strict=True)
        )

    def guesses(self, by_rules: Sequence[Found], texts: Sequence[Text]) -> Iterator[Guess]:
        """One for each finding of the rules. Of what those set aside it counts that others ask for it, and of what is
        older than a denial nothing."""
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
                    (its_age, _only_asking(one[at]) if _is_aside(passage, found) else one[at])
                    for one, passage, its_age in heard
                    if found.not_before is None or its_age >= found.not_before
                ]
            )

    def _heard(self, text: Text, windows: int) -> Iterator[list[Heard]]:
        """What each passage says of each criterion, as far as it may say anything."""
        shown = sorted(self._shown(text), key=lambda one: one.likely, reverse=True)
        for one in shown[: max(windows, FEWEST)]:
            for sight, vectors, read in zip(one.sights, one.vectors, self._network.told(one.window), strict=True):
                yield [_heard(sight, sums, read, at) for at, sums in enumerate(self._counted.of(vectors))]

    def _shown(self, text: Text) -> Iterator["_Shown"]:
        """The windows of a text that may say anything."""
        for _, group in groupby(self._eye.sees(text), key=lambda sight: sight.page.number):
            sights = list(group)
            vectors = [self._counted.vectors(sight) for sight in sights]
            bearing = [_chance(self._counted.bears(one)) for one in vectors]
            if max(bearing) < LEAST:
                continue
            spans = [(sight.start, sight.end) for sight in sights]
            for window in self._network.pieces.windows(standing(sights[0].page.text), spans):
                here = slice(window.first, window.first + len(window.spans))
                likely = max(bearing[here])
                if likely >= LEAST:
                    yield _Shown(window, sights[here], vectors[here], likely)


def _network(head: Mapping[str, Any], archive: ZipFile) -> "Network":
    from planreview.findings.network import Network, numbers  # noqa: PLC0415  only what judges has numpy

    pieces = archive.read(PIECES).decode().split("\n")
    return Network(pieces, head["heads"], numbers(head["numbers"], archive.read(NETWORK)))


def _heard(sight: Sight, counted: tuple[float, list[float]], read: Any, at: int) -> Heard:
    """The mean of the two readers. The network tells first of each criterion, then of the stages of each, then of the
    reasons of each."""
    found, stages = counted
    criteria = len(read) // _TOLD
    of_stages = _part(read, criteria, at, len(STAGES))
    of_whys = _part(read, criteria * (1 + len(STAGES)), at, len(WHYS))
    both = map(add, _softmax(stages), _softmax(of_stages))
    likely = (_chance(found) + _chance(float(read[at]))) / 2
    return Heard(sight, likely, [one / 2 for one in both], [_chance(one) for one in of_whys])


def _only_asking(one: Heard) -> Heard:
    """What is left of a passage that the rules set aside."""
    whys = [chance if why is Reason.ONLY_ASKED else 0.0 for why, chance in zip(WHYS, one.whys, strict=True)]
    return replace(one, likely=0.0, whys=whys)


def _part(read: Any, begin: int, at: int, size: int) -> list[float]:
    return [float(one) for one in read[begin + at * size : begin + (at + 1) * size]]


def _newest(heard: Sequence[tuple[Any, Heard]]) -> Guess:
    """What is said at the newest age at which anything tells how far it is, or denies it; all together where none does.
    Each stands with its age, the newest first; documents of one day are of one age."""
    for _, group in groupby(heard, key=lambda one: one[0]):
        guess = _together([one for _, one in group])
        if guess.tells_a_stage:
            return guess
    return _together([one for _, one in heard])


def _together(heard: Sequence[Heard]) -> Guess:
    """The likelier a passage is to speak of the criterion, the more it has to say of the stage."""
    because = {why: _quotes_of(heard, n) for n, why in enumerate(WHYS)}
    whole = sum(one.likely**3 for one in heard)
    if not whole:
        return Guess((1.0, *(0.0 for _ in STAGES)), because=because)
    found = max(one.likely for one in heard)
    stages = [sum(one.likely**3 * one.stages[n] for one in heard) / whole for n in range(len(STAGES))]
    best = max(range(len(STAGES)), key=stages.__getitem__)
    telling = sorted(heard, key=lambda one: one.likely * one.stages[best], reverse=True)
    quotes = [one.sight.evidence for one in telling[:PASSAGES] if one is telling[0] or one.likely > found / 2]
    return Guess((1 - found, *(found * stage for stage in stages)), tuple(quotes), because)


def _quotes_of(heard: Sequence[Heard], why: int) -> tuple[Evidence, ...]:
    """What tells a reason, the likeliest first."""
    telling = sorted((one for one in heard if one.whys[why] >= TELLS), key=lambda one: one.whys[why], reverse=True)
    return tuple(one.sight.evidence for one in telling[:PASSAGES])


def weighed(found: Found, guess: Guess, *, unread: bool, voice: float = RULES) -> Finding:
    """What is proposed where the rules found this and examples make that of it; `unread` says that not all pages could
    be read, `voice` is how strong that of the rules is."""
    finding = found.finding
    alone = guess.status()
    together = guess.status(finding.status, voice)
    if together is finding.status:
        if alone is together:
            return _agreed(finding, guess)
        return finding.model_copy(update={"second": _by_examples(guess, alone)})
    reason, evidence = _told(finding, guess, together, guess.quotes)
    if together is Status.NOT_FOUND and reason is None:
        reason = Reason.UNREAD if unread else Reason.SILENT
    return Finding(
        criterion=finding.criterion,
        status=together,
        reason=reason,
        evidence=evidence,
        trace=finding.trace,
        by=Voice.EXAMPLES,
        probability=guess.chance(together),
        second=SecondOpinion(
            by=Voice.RULES, status=finding.status, evidence=finding.evidence[0] if finding.evidence else None
        ),
    )


def _agreed(finding: Finding, guess: Guess) -> Finding:
    """What both voices find, with the reason that either knows, and the quote first that tells examples most."""
    reason, evidence = _told(finding, guess, finding.status, _best_first(finding.evidence, guess.quotes))
    if finding.status is Status.NOT_FOUND and reason is None:
        return finding
    also = finding.also if reason is finding.reason else None
    return finding.model_copy(update={"reason": reason, "also": also, "evidence": evidence})


def _told(
    finding: Finding, guess: Guess, status: Status, quotes: tuple[Evidence, ...]
) -> tuple[Reason | None, tuple[Evidence, ...]]:
    """The reason of a status, as far as it has one that either voice knows, and its quotes: those given, or for what is
    not found those that tell why."""
    if status is Status.NOT_FOUND:
        return _nothing_because(finding, guess)
    return _unclear_because(finding, guess) if status is Status.UNCLEAR else None, quotes


def _best_first(quotes: tuple[Evidence, ...], telling: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    """The quotes of the rules after the one that tells examples most, which may be among them."""
    if not quotes or not telling:
        return quotes or telling
    alike = [quote for quote in quotes if _cross(quote, telling[0])] or telling[:1]
    return tuple(dict.fromkeys((*alike, *quotes)))[:QUOTES]


def _by_examples(guess: Guess, status: Status) -> SecondOpinion:
    telling = guess.quotes if status is not Status.NOT_FOUND else guess.because[Reason.DENIED]
    return SecondOpinion(
        by=Voice.EXAMPLES,
        status=status,
        probability=guess.chance(status),
        evidence=telling[0] if telling else None,
    )


def _nothing_because(finding: Finding, guess: Guess) -> tuple[Reason | None, tuple[Evidence, ...]]:
    """Why nothing is found, if either voice knows, with its quotes. What gave way to something newer tells nothing."""
    gave_way = [step.evidence for step in finding.trace if step.taken is Taken.STATED and not step.counted]
    for reason, tells in zip(NOTHING_BECAUSE, (_denies, _asks, _names), strict=True):
        rules = tuple(dict.fromkeys(step.evidence for step in finding.trace if tells(step)))
        telling = tuple(one for one in guess.because[reason] if not any(_cross(one, old) for old in gave_way))
        if rules or telling:
            return reason, _best_first(finding.evidence if finding.reason is reason else rules, telling)
    return None, ()


def _unclear_because(finding: Finding, guess: Guess) -> Reason:
    """The rules know of statements against each other, examples of single ones that leave the result unclear."""
    is_told = any(quote in guess.quotes for quote in guess.because[Reason.RESULT_UNCLEAR])
    is_by_rules = finding.status is Status.UNCLEAR and finding.reason is Reason.RESULT_UNCLEAR
    return Reason.RESULT_UNCLEAR if is_told or is_by_rules else Reason.NO_STAGE


def _denies(step: Considered) -> bool:
    return step.counted and step.taken is Taken.STATED and step.status is Status.NOT_FOUND


def _asks(step: Considered) -> bool:
    return step.taken in (Taken.ASKED, Taken.PASTED)


def _names(step: Considered) -> bool:
    return step.taken is Taken.HEADING


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
