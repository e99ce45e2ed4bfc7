"""The passages of a text as what was learned from examples sees them."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from planreview.finding import Evidence
from planreview.findings.dates import dates_in
from planreview.findings.lexicon import lexicon_of
from planreview.findings.passages import passages
from planreview.findings.phrases import Lists, fold
from planreview.findings.standing import standing
from planreview.findings.statements import dated
from planreview.round import Phrases, Round
from planreview.text import Page, Text

FORM = 3
"""The way in which passages are cut and counted. Raise it with every change of that: weights are for one way alone."""


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
        lists = lists_of(round_)
        self._names, self._lists = list(lists), Lists(lists)
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
        held = self._lists.in_text(folded)
        return replace(sight, holds=(*(name in held for name in self._names), ahead, behind))


def _among(before: Sight | None, sight: Sight, after: Sight | None) -> Sight:
    beside = [one for one in (before, after) if one]
    near = tuple(any(held) for held in zip(*(one.holds for one in beside), strict=True))
    words = " . ".join(one.said if one else "" for one in (before, after))
    return replace(sight, around=words, near=near or (False,) * len(sight.holds))
