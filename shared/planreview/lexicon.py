"""A round's phrases, compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from planreview.phrases import fold, phrase_pattern
from planreview.round import Cells, Criterion, Cues, Phrases, Round

_SHINGLE = 4
_PASTED = 0.7


class Sign(Enum):
    """What one cue says, before anything is made of it."""

    IN_PLACE = auto()
    COMMENCED = auto()
    PLANNED = auto()
    FUTURE = auto()
    UNCLEAR = auto()
    HOPED = auto()
    PARTIAL = auto()
    DENIED = auto()
    NOT_DONE = auto()
    INCOMPLETE = auto()
    ASKED = auto()
    NEUTRAL = auto()


@dataclass(frozen=True)
class Question:
    """A criterion's phrases."""

    id: str
    about: tuple[re.Pattern[str], ...]
    not_about: re.Pattern[str]
    in_place: re.Pattern[str]

    def groups_in(self, folded: str) -> frozenset[int]:
        """The numbers of the groups of `about` that are mentioned."""
        found = frozenset(number for number, group in enumerate(self.about) if group.search(folded))
        if not found or not self.not_about.search(folded):
            return found
        passed_over = self.not_about.sub(" · ", folded)
        return frozenset(number for number in found if self.about[number].search(passed_over))


@dataclass(frozen=True)
class Lexicon:
    """What is needed to read a document for one round."""

    questions: tuple[Question, ...]
    prose: tuple[tuple[Sign, re.Pattern[str]], ...]
    cell: tuple[tuple[Sign, re.Pattern[str]], ...]
    status_column: re.Pattern[str]
    due_column: re.Pattern[str]
    refers_back: re.Pattern[str]
    recommendation: frozenset[tuple[str, ...]]

    def is_pasted(self, folded: str) -> bool:
        """Whether a sentence is the round's own recommendation, give or take a few words."""
        shingles = _shingles(folded)
        return bool(shingles) and len(shingles & self.recommendation) >= _PASTED * len(shingles)


@lru_cache(maxsize=16)
def lexicon_of(round_: Round) -> Lexicon:
    cues, cells = round_.cues, round_.cues.cells
    prose = _prose(cues)
    back = phrase_pattern(cues.refers_back)
    return Lexicon(
        questions=tuple(_question(criterion) for criterion in round_.criteria),
        prose=_compiled(prose),
        cell=_compiled([*prose, *_only_in_cells(cells)]),
        status_column=phrase_pattern(cells.status),
        due_column=phrase_pattern(cells.due),
        # "The review of the fleet" names its subject anew and refers to nothing.
        refers_back=re.compile(
            rf"(?:(?:and|but|also|then|so|however|in addition|furthermore|moreover)\b,? *)*{back.pattern}(?! of\b)",
            re.IGNORECASE,
        ),
        recommendation=frozenset(_shingles(fold(round_.recommendation.text))),
    )


def _question(criterion: Criterion) -> Question:
    return Question(
        id=criterion.id,
        about=tuple(phrase_pattern(group) for group in criterion.about),
        not_about=phrase_pattern(criterion.not_about),
        in_place=phrase_pattern(criterion.states_in_place),
    )


def _prose(cues: Cues) -> list[tuple[Sign, Phrases]]:
    return [
        (Sign.IN_PLACE, cues.in_place),
        (Sign.COMMENCED, cues.commenced),
        (Sign.PLANNED, cues.planned),
        (Sign.FUTURE, cues.future),
        (Sign.UNCLEAR, cues.unclear),
        (Sign.HOPED, cues.hoped),
        (Sign.PARTIAL, cues.partial),
        (Sign.DENIED, cues.denied),
        (Sign.INCOMPLETE, cues.incomplete),
        (Sign.ASKED, cues.asked),
        (Sign.NEUTRAL, cues.neutral),
    ]


def _only_in_cells(cells: Cells) -> list[tuple[Sign, Phrases]]:
    return [
        (Sign.IN_PLACE, cells.in_place),
        (Sign.COMMENCED, cells.commenced),
        (Sign.PLANNED, cells.planned),
        (Sign.DENIED, cells.denied),
    ]


def _compiled(phrases: Iterable[tuple[Sign, Phrases]]) -> tuple[tuple[Sign, re.Pattern[str]], ...]:
    return tuple((sign, phrase_pattern(group)) for sign, group in phrases if group)


def _shingles(folded: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", folded.lower())
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
