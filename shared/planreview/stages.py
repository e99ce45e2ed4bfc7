"""How far work has got, by what a clause or a status cell says of it."""

import re
from collections.abc import Iterable
from typing import TypeAlias

from planreview.finding import Status
from planreview.lexicon import Lexicon, Question, Sign

Cues: TypeAlias = Iterable[tuple[Sign, re.Pattern[str]]]

_CLAIMS = frozenset((Sign.IN_PLACE, Sign.COMMENCED, Sign.PLANNED))
_REACHES_FORWARD = frozenset((Sign.FUTURE, Sign.HOPED, Sign.DENIED, Sign.ASKED))
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3})(?:\.\d+)? ?%")


def signs_in_clause(clause: str, lexicon: Lexicon, question: Question | None = None) -> frozenset[Sign]:
    """What a folded clause says; with `question`, also by the phrases that answer it alone."""
    own = ((Sign.IN_PLACE, question.in_place),) if question else ()
    return _weigh(_matches(clause, (*lexicon.prose, *own)))


def signs_in_cell(cell: str, lexicon: Lexicon) -> frozenset[Sign]:
    """What a folded status cell says, where "complete" or "60%" is a whole answer."""
    if percent := _PERCENT.search(cell):
        done = int(percent.group(1))
        return frozenset((Sign.IN_PLACE if done >= 100 else Sign.COMMENCED if done else Sign.PLANNED,))
    return _weigh(_matches(cell, lexicon.cell))


def is_status(tail: str, lexicon: Lexicon) -> bool:
    """Whether the words are a status and nothing else, as after the colon of "IT monitoring: in progress"."""
    return any(pattern.fullmatch(tail.rstrip(" .")) for sign, pattern in lexicon.cell if sign in _CLAIMS)


def status_of(signs: frozenset[Sign]) -> Status | None:
    """What the signs of one passage come to: NOT_FOUND for a denial, None where nothing of the force's own is said."""
    not_done = signs & {Sign.DENIED, Sign.NOT_DONE, Sign.INCOMPLETE}
    if Sign.UNCLEAR in signs or (not_done and Sign.IN_PLACE in signs) or {Sign.DENIED, Sign.COMMENCED} <= signs:
        return Status.UNCLEAR
    if Sign.IN_PLACE in signs:
        return Status.IN_PLACE
    if Sign.COMMENCED in signs:
        return Status.COMMENCED
    if signs & {Sign.PLANNED, Sign.FUTURE}:
        return Status.PLANNED
    if not_done and not signs & {Sign.INCOMPLETE, Sign.HOPED}:
        return Status.NOT_FOUND
    return None if signs == {Sign.ASKED} else Status.UNCLEAR


def _matches(text: str, cues: Cues) -> list[tuple[int, int, Sign]]:
    """Cues in the order of the text; of those that overlap, the longest, and of equals the one that claims less."""
    found = [(*match.span(), sign) for sign, pattern in cues for match in pattern.finditer(text)]
    kept: list[tuple[int, int, Sign]] = []
    for start, end, sign in sorted(found, key=lambda cue: (cue[0] - cue[1], -cue[2].value, cue[0])):
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, sign))
    return sorted(kept, key=lambda cue: cue[:2])


def _weigh(cues: list[tuple[int, int, Sign]]) -> frozenset[Sign]:
    """The signs that hold: claims as they stand up to the first word that reaches forward, and under it from there."""
    if any(sign is Sign.PARTIAL for _, _, sign in cues):
        return _weigh([_in_part(cue) for cue in cues if cue[2] is not Sign.PARTIAL])
    scope = next((sign for _, _, sign in cues if sign in _REACHES_FORWARD), None)
    found = [sign for _, _, sign in cues]
    if scope is None:
        return frozenset(found) - {Sign.NEUTRAL}
    at = found.index(scope)
    return frozenset(found[:at]) - {Sign.NEUTRAL} | _under(scope, frozenset(found[at + 1 :]))


def _in_part(cue: tuple[int, int, Sign]) -> tuple[int, int, Sign]:
    """What is done of a part only is work begun on the whole."""
    return (*cue[:2], Sign.COMMENCED if cue[2] is Sign.IN_PLACE else cue[2])


def _under(scope: Sign, after: frozenset[Sign]) -> frozenset[Sign]:
    """What comes of the cues after a word that reaches forward, and of that word."""
    if scope is Sign.ASKED:
        return frozenset((Sign.ASKED,))
    told = after & {Sign.UNCLEAR, Sign.INCOMPLETE}
    if scope is not Sign.DENIED:
        return told | {scope}
    claims = after & _CLAIMS
    return told | {Sign.NOT_DONE if claims == {Sign.IN_PLACE} else Sign.DENIED}
