"""What was learned from labelled passages proposes a status for each criterion, beside the rules and with quotes.

Two readers give each passage a chance that it speaks of a criterion, and of how far that would be: `counted` counts its
words, `network` reads it among those around it, and counts for more. The rules have a voice in what comes of it. The
network also tells why nothing is found, or no stage. What they learned lies in a file beside the round's, which
benchmarks/judgement/train.py makes; with one file, the same texts have the same statuses every time.
"""

import hashlib
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from planreview.errors import LearnedInvalid
from planreview.finding import Finding, Reason
from planreview.findings.criteria import Found, age
from planreview.findings.guess import STAGES, WHYS, Guess, Heard, newest
from planreview.findings.sight import Eye, Sight, rests_on
from planreview.findings.standing import standing
from planreview.findings.weighing import weighed
from planreview.round import Round
from planreview.text import Text

if TYPE_CHECKING:
    from planreview.findings.counted import Counted, Sums
    from planreview.findings.network import Network, Window

HEAD, COUNTED, PIECES, NETWORK = "head.json", "counted", "pieces.txt", "network"
"""The members of the file."""

LARGEST = 100_000_000
"""Bytes that the file may unpack to; that of 2017 has 42 million."""

LEAST = 0.05
"""A passage that counting finds less likely than this to bear on any criterion is not read by the network, unless it
stands with one that is. With twice as much, none of the texts for validation that have something to quote is lost."""

WINDOWS, FEWEST = 400, 4
"""Windows of a plan that the network reads at most, and of each of its documents at least, those first that counting
finds likeliest. A plan has a dozen; each takes some 30 ms."""

READ = 0.7
"""What the word of the network counts, of 1; the rest is that of counting."""

_TOLD = 1 + len(STAGES) + len(WHYS)
"""Numbers that the network tells of a passage and a criterion."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What is shown to the network: a window, its passages as they were seen and counted, and how likely one of them
    bears on a criterion."""

    window: "Window"
    sights: Sequence[Sight]
    counted: Sequence["Sums"]
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
                self._counted = _counted(head["counted"], archive)
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
        guesses = self.guesses(by_rules, texts)
        return tuple(weighed(one, guess, unread=unread) for one, guess in zip(by_rules, guesses, strict=True))

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
            yield newest(
                [
                    (its_age, _only_asking(one[at]) if found.sets_aside(passage) else one[at])
                    for one, passage, its_age in heard
                    if found.not_before is None or its_age >= found.not_before
                ]
            )

    def _heard(self, text: Text, windows: int) -> Iterator[list[Heard]]:
        """What each passage says of each criterion, as far as it may say anything."""
        shown = sorted(self._shown(text), key=lambda one: one.likely, reverse=True)
        for one in shown[: max(windows, FEWEST)]:
            for sight, sums, read in zip(one.sights, one.counted, self._network.told(one.window), strict=True):
                yield [_heard(sight, sums, read, at) for at in range(len(sums.found))]

    def _shown(self, text: Text) -> Iterator["_Shown"]:
        """The windows of a text that may say anything."""
        for _, group in groupby(self._eye.sees(text), key=lambda sight: sight.page.number):
            sights = list(group)
            counted = [self._counted.sums(sight) for sight in sights]
            bearing = [_chance(one.bears) for one in counted]
            if max(bearing) < LEAST:
                continue
            spans = [(sight.start, sight.end) for sight in sights]
            for window in self._network.pieces.windows(standing(sights[0].page.text), spans):
                here = slice(window.first, window.first + len(window.spans))
                likely = max(bearing[here])
                if likely >= LEAST:
                    yield _Shown(window, sights[here], counted[here], likely)


def _counted(head: Mapping[str, Any], archive: ZipFile) -> "Counted":
    from planreview.findings.counted import Counted  # noqa: PLC0415  only what judges has numpy

    return Counted(head, archive.read(COUNTED))


def _network(head: Mapping[str, Any], archive: ZipFile) -> "Network":
    from planreview.findings.network import Network, numbers  # noqa: PLC0415  as above

    pieces = archive.read(PIECES).decode().split("\n")
    return Network(pieces, head["heads"], numbers(head["numbers"], archive.read(NETWORK)))


def _heard(sight: Sight, counted: "Sums", read: Any, at: int) -> Heard:
    """What the two readers make of it. The network tells first of each criterion, then of the stages of each, then of
    the reasons of each."""
    criteria = len(read) // _TOLD
    of_stages = _part(read, criteria, at, len(STAGES))
    of_whys = _part(read, criteria * (1 + len(STAGES)), at, len(WHYS))
    likely = _together(_chance(counted.found[at]), _chance(float(read[at])))
    stages = map(_together, _softmax(counted.stages[at]), _softmax(of_stages))
    return Heard(sight, likely, list(stages), [_chance(one) for one in of_whys])


def _together(counted: float, read: float) -> float:
    return counted + READ * (read - counted)


def _only_asking(one: Heard) -> Heard:
    """What is left of a passage that the rules set aside."""
    whys = [chance if why is Reason.ONLY_ASKED else 0.0 for why, chance in zip(WHYS, one.whys, strict=True)]
    return replace(one, likely=0.0, whys=whys)


def _part(read: Any, begin: int, at: int, size: int) -> list[float]:
    return [float(one) for one in read[begin + at * size : begin + (at + 1) * size]]


def _chance(sum_: float) -> float:
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, sum_))))


def _softmax(sums: Sequence[float]) -> list[float]:
    raised = [math.exp(one - max(sums)) for one in sums]
    return [one / sum(raised) for one in raised]
