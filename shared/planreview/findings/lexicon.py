"""A round's phrases, compiled once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from functools import lru_cache
from typing import TypeAlias

from planreview.finding import Status
from planreview.findings.phrases import Lists, fold, phrase_pattern
from planreview.findings.tenses import Tenses
from planreview.round import Cells, Criterion, Cues, Phrases, Round

_SHINGLE = 4
_PASTED = 0.7


class Sign(Enum):
    """What one cue says, before anything is made of it. Of two cues over the same words the later here counts."""

    IN_PLACE = auto()
    COMMENCED = auto()
    PAPER = auto()
    PLANNED = auto()
    FUTURE = auto()
    CONDITIONAL = auto()
    CONSIDERED = auto()
    UNCLEAR = auto()
    HOPED = auto()
    PARTIAL = auto()
    DENIED = auto()
    STOPPED = auto()
    NOT_DONE = auto()
    INCOMPLETE = auto()
    ASKED = auto()
    NEUTRAL = auto()
    COLOUR = auto()
    SUMMED = auto()
    DATED = auto()
    OWNED = auto()


_PAST = {Status.IN_PLACE: frozenset((Sign.IN_PLACE,)), Status.COMMENCED: frozenset((Sign.COMMENCED,))}

SignPatterns: TypeAlias = tuple[tuple[Sign, re.Pattern[str]], ...]
Sense: TypeAlias = frozenset[str]


@dataclass(frozen=True)
class Question:
    """A criterion's phrases. `names` are those of the lists of the `vocabulary` that its senses name."""

    id: str
    senses: tuple[Sense, ...]
    names: Sense
    vocabulary: Lists
    lends: Sense
    not_about: re.Pattern[str]
    unless: re.Pattern[str]
    qualified: re.Pattern[str]
    topic: re.Pattern[str]
    other_subjects: re.Pattern[str]
    not_before: date | None
    past: frozenset[Sign]
    assumed: re.Pattern[str]
    stages: SignPatterns

    def named_in(self, folded: str) -> Sense:
        """The names of the lists that have a phrase in the words, none of them inside a phrase of `not_about`."""
        found = self.named_in_any_sense(folded)
        if found and self._is_another_matter(folded):
            return frozenset()
        if not found or not self.not_about.search(folded):
            return found
        passed_over = self.not_about.sub(" · ", folded)
        return found & self.vocabulary.in_clause(passed_over)

    def _is_another_matter(self, folded: str) -> bool:
        if self.unless.search(folded):
            return True
        return bool(self.qualified.search(folded)) and not self.topic.search(folded)

    def named_in_any_sense(self, folded: str) -> Sense:
        return self.names & self.vocabulary.in_clause(folded)

    def is_met_by(self, named: Sense, *, naming: Sense | None = None) -> bool:
        """Whether one of the senses has all its lists; with `naming`, at least one of them among those."""
        return any(sense <= named and (naming is None or sense & naming) for sense in self.senses)


@dataclass(frozen=True)
class Lexicon:
    """What is needed to read a document for one round."""

    questions: tuple[Question, ...]
    document_wide: Sense
    prose: SignPatterns
    cell: SignPatterns
    status_column: re.Pattern[str]
    due_column: re.Pattern[str]
    if_done: re.Pattern[str]
    colour: re.Pattern[str]
    refers_back: re.Pattern[str]
    owner: re.Pattern[str]
    assigned: re.Pattern[str]
    own: re.Pattern[str]
    not_own: re.Pattern[str]
    elsewhere: re.Pattern[str]
    asked: re.Pattern[str]
    actors: re.Pattern[str]
    titles: re.Pattern[str]
    endings: re.Pattern[str]
    everyone: re.Pattern[str]
    tenses: Tenses
    yes: re.Pattern[str]
    no: re.Pattern[str]
    recommendation: frozenset[tuple[str, ...]]
    reference: date
    """The first day of the assessment: what a date that lacks its year, or a document without one, is judged by."""

    def is_pasted(self, folded: str) -> bool:
        """Whether a sentence is the round's own recommendation, give or take a few words."""
        shingles = _shingles(folded)
        return bool(shingles) and len(shingles & self.recommendation) >= _PASTED * len(shingles)


@lru_cache(maxsize=16)
def lexicon_of(round_: Round) -> Lexicon:
    cues, cells = round_.cues, round_.cues.cells
    prose = _prose(cues)
    vocabulary = Lists(dict(round_.vocabulary))
    back = phrase_pattern(cues.refers_back)
    actors = phrase_pattern(cues.actors)
    assignee = phrase_pattern((*cues.owners, *cues.bodies)).pattern
    return Lexicon(
        questions=tuple(_question(criterion, round_, vocabulary) for criterion in round_.criteria),
        document_wide=frozenset(round_.document_wide),
        prose=_compiled(prose),
        cell=_compiled([*prose, *_only_in_cells(cells)]),
        status_column=phrase_pattern(cells.status),
        due_column=phrase_pattern(cells.due),
        if_done=phrase_pattern(cells.if_done),
        colour=phrase_pattern(cells.colours),
        # "The review of the fleet" names its subject anew and refers to nothing.
        refers_back=re.compile(
            r"[\"']*(?:(?:and|but|also|then|so|however|in addition|furthermore|moreover)\b,? *)*"
            rf"{back.pattern}(?! of\b)",
            re.IGNORECASE,
        ),
        owner=phrase_pattern(cues.owners),
        # "DCI Roe to buy software", and not "DCI Roe's report to the board".
        assigned=re.compile(
            rf"{assignee}(?: (?!report|lead|adviser|due|agreed|spoke)[^ ,.;:]+){{0,4}}? \(?"
            r"(?:is |are |has |have )?(?<!used )to "
            r"(?!(?:the|a|an|our|his|her|their|its|date|which|whom|be|all|each|both)\b)(?=[a-z])",
            re.IGNORECASE,
        ),
        own=phrase_pattern(cues.own),
        not_own=phrase_pattern(cues.not_own),
        elsewhere=phrase_pattern(cues.elsewhere),
        asked=phrase_pattern(cues.asked),
        actors=actors,
        titles=phrase_pattern(cues.titles),
        endings=phrase_pattern(cues.endings),
        everyone=phrase_pattern(cues.everyone),
        tenses=Tenses.of(actors),
        yes=re.compile(rf"(?:a[.:] )?{phrase_pattern(cues.yes).pattern}", re.IGNORECASE),
        no=re.compile(rf"(?:a[.:] )?{phrase_pattern(cues.no).pattern}", re.IGNORECASE),
        recommendation=frozenset(_shingles(fold(round_.recommendation.text))),
        reference=round_.assessment.starts_on,
    )


def _question(criterion: Criterion, round_: Round, vocabulary: Lists) -> Question:
    named = {name for sense in criterion.senses for name in sense} | {*criterion.lends}
    stages = criterion.stages
    lists: dict[str | None, Phrases] = dict(round_.vocabulary)
    return Question(
        id=criterion.id,
        senses=tuple(frozenset(sense) for sense in criterion.senses),
        names=frozenset(named),
        vocabulary=vocabulary,
        lends=frozenset(criterion.lends),
        not_about=phrase_pattern(criterion.not_about),
        unless=phrase_pattern(criterion.unless),
        qualified=phrase_pattern(criterion.qualified),
        topic=phrase_pattern(lists.get(criterion.unless_named, ())),
        other_subjects=phrase_pattern(lists.get(criterion.unless_about, ())),
        not_before=criterion.not_before,
        past=_PAST.get(criterion.past, frozenset()),
        assumed=phrase_pattern(stages.assumed),
        stages=_compiled(
            [
                (Sign.IN_PLACE, stages.in_place),
                (Sign.COMMENCED, stages.commenced),
                (Sign.PLANNED, stages.planned),
                (Sign.PAPER, stages.paper),
                (Sign.HOPED, stages.hoped),
            ]
        ),
    )


def _prose(cues: Cues) -> list[tuple[Sign, Phrases]]:
    return [
        (Sign.IN_PLACE, cues.in_place),
        (Sign.COMMENCED, cues.commenced),
        (Sign.PAPER, cues.paper),
        (Sign.PLANNED, cues.planned),
        (Sign.FUTURE, cues.future),
        (Sign.CONDITIONAL, cues.conditional),
        (Sign.CONSIDERED, cues.considered),
        (Sign.UNCLEAR, cues.unclear),
        (Sign.HOPED, cues.hoped),
        (Sign.PARTIAL, cues.partial),
        (Sign.DENIED, cues.denied),
        (Sign.STOPPED, cues.stopped),
        (Sign.INCOMPLETE, cues.incomplete),
        (Sign.ASKED, cues.asked),
        (Sign.NEUTRAL, cues.neutral),
    ]


def _only_in_cells(cells: Cells) -> list[tuple[Sign, Phrases]]:
    return [
        (Sign.IN_PLACE, cells.in_place),
        (Sign.COMMENCED, cells.commenced),
        (Sign.PLANNED, cells.planned),
        (Sign.STOPPED, cells.denied),
        (Sign.UNCLEAR, cells.unclear),
        (Sign.COLOUR, cells.colours),
    ]


def _compiled(phrases: Iterable[tuple[Sign, Phrases]]) -> SignPatterns:
    return tuple((sign, phrase_pattern(group)) for sign, group in phrases if group)


def _shingles(folded: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", folded.lower())
    return {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
