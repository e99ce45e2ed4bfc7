"""How far work has got, by what a clause or a status cell says of it: the third question of docs/judgement.md."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from planreview.finding import Reason, Status
from planreview.findings.clauses import asserted
from planreview.findings.lexicon import Lexicon, Question, Sign

Cues: TypeAlias = Iterable[tuple[Sign, re.Pattern[str]]]
Signs: TypeAlias = frozenset[Sign]

_CLAIMS = frozenset((Sign.IN_PLACE, Sign.COMMENCED, Sign.PLANNED, Sign.PAPER))
_SCOPES = frozenset((Sign.FUTURE, Sign.CONDITIONAL, Sign.CONSIDERED, Sign.HOPED, Sign.DENIED, Sign.ASKED))
_WISHES = frozenset((Sign.HOPED, Sign.CONSIDERED, Sign.CONDITIONAL))
_SIDE = frozenset((Sign.PARTIAL, Sign.DATED, Sign.OWNED, Sign.NEUTRAL))
_PERCENT = re.compile(r"(?<![\d.])(\d{1,3})(?:\.\d+)? ?(?:%|per cent\b|percent\b)")
_ONLY_PERCENT = re.compile(r"\D{0,20}\d{1,3}(?:\.\d+)? ?(?:%|per cent|percent)(?: (?:complete|completed|done))?[ .]*")
_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_COUNT = rf"(\d{{1,3}}|{'|'.join(_NUMBERS)})"
_FRACTION = re.compile(rf"\b{_COUNT}(?: out)? of (?:the |our |its |these )?{_COUNT}\b", re.IGNORECASE)
_OF_NOTHING = re.compile(
    r"(?:there (?:is|are|was|were) )?(?:no|none of|nothing|neither|not one|nobody|no one)\b"
    r"(?! (?:doubt|later|less|fewer|more than|sooner|longer|change))"
    r"(?!.{0,300}\b(?:without|unless|un\w+ed|escapes?|goes un)\b)",
    re.IGNORECASE,
)
""" "No system for monitoring the use of computers has been bought": what is said in such a clause is denied. """
_DOUBLE_NEGATIVE = re.compile(
    r"\b(?:no|nothing|none|nobody|never)\b.{0,120}?\b(?:that|which|who|whose|where|what)\b"
    r".{0,120}?(?:\bnot\b|n't\b|\bun\w+ed\b)",
    re.IGNORECASE,
)
""" "There is nothing in the strategy that our plan does not carry." """


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the signs of one passage come to; `also` is what another careful reader could make of them."""

    status: Status
    reason: Reason | None = None
    also: Status | None = None


_NO_STAGE = Verdict(Status.UNCLEAR, Reason.NO_STAGE)
_SUMMED = Verdict(Status.UNCLEAR, Reason.NO_STAGE, also=Status.COMMENCED)
"""One status for many things is none for each of them."""
_DENIED = Verdict(Status.NOT_FOUND, Reason.DENIED)


def signs_in_clause(clause: str, lexicon: Lexicon, question: Question | None = None) -> Signs:
    """What a folded clause says; with `question`, also by the phrases that answer it alone."""
    clause = asserted(clause)
    own = question.stages if question else ()
    cues = _matches(clause, (*lexicon.prose, *own))
    if _DOUBLE_NEGATIVE.search(clause):
        cues = [cue for cue in cues if cue[2] is not Sign.DENIED]
    elif (nothing := _OF_NOTHING.match(clause)) and not any(cue[0] < nothing.end() for cue in cues):
        cues = [(*nothing.span(), Sign.DENIED), *cues]
    signs = _counted(_weigh(cues), clause)
    if Sign.FUTURE not in signs and lexicon.assigned.search(clause):
        signs = signs - _CLAIMS | {Sign.FUTURE}
    return signs


def signs_in_cell(cell: str, lexicon: Lexicon, question: Question | None = None) -> Signs:
    """What a folded status cell says, where "complete" or "60%" is a whole answer."""
    if _ONLY_PERCENT.fullmatch(cell) and (percent := _percent(cell)):
        return frozenset((percent,))
    if answer := answer_in(cell, lexicon):
        return answer
    signs = _counted(_weigh(_matches(cell, (*lexicon.cell, *(question.stages if question else ())))), cell)
    return signs | {Sign.COMMENCED} if signs == {Sign.PARTIAL} else signs


def _counted(signs: Signs, text: str) -> Signs:
    """The signs of some words, with what their numbers say: a percentage where nothing else tells a stage, a share."""
    if (percent := _percent(text)) and signs <= _SIDE:
        signs |= {percent}
    return signs | {Sign.PARTIAL} if _is_fraction(text) else signs


def answer_in(words: str, lexicon: Lexicon) -> Signs:
    """What "Yes." or "Not at present." says; nothing for words that are no bare answer."""
    bare = words.rstrip(" .!")
    if lexicon.no.fullmatch(bare):
        return frozenset((Sign.DENIED,))
    return frozenset((Sign.IN_PLACE,)) if lexicon.yes.fullmatch(bare) else frozenset()


def words_that_tell(folded: str, lexicon: Lexicon, question: Question) -> tuple[str, ...]:
    """The cues of a passage in its own words, for whoever asks why."""
    found = (folded[start:end] for start, end, sign in _matches(folded, (*lexicon.prose, *question.stages)))
    return tuple(dict.fromkeys(found))


def is_status(tail: str, lexicon: Lexicon) -> bool:
    """Whether the words are a status and nothing else, as after the colon of "IT monitoring: in progress"."""
    return any(
        pattern.fullmatch(tail.rstrip(" .")) for sign, pattern in lexicon.cell if sign in _CLAIMS | {Sign.STOPPED}
    )


def verdict_of(signs: Signs) -> Verdict | None:
    """What the signs of one passage come to; None where nothing of the force's own is said."""
    not_done = signs & {Sign.DENIED, Sign.NOT_DONE}
    if signs & {Sign.SUMMED, Sign.UNCLEAR}:
        return _SUMMED if Sign.SUMMED in signs else Verdict(Status.UNCLEAR, Reason.RESULT_UNCLEAR)
    if Sign.STOPPED in signs:
        return Verdict(Status.PLANNED) if Sign.FUTURE in signs else _DENIED
    if Sign.IN_PLACE in signs:
        return _in_place(signs)
    if Sign.COMMENCED in signs:
        is_taken_back = Sign.DENIED in signs and not signs & {Sign.FUTURE, Sign.PLANNED}
        return _NO_STAGE if is_taken_back else Verdict(Status.COMMENCED)
    if Sign.PAPER in signs and Sign.HOPED not in signs:
        return Verdict(Status.PLANNED) if Sign.FUTURE in signs else Verdict(Status.PLANNED, also=Status.COMMENCED)
    return _ahead(signs, not_done)


def _in_place(signs: Signs) -> Verdict:
    if Sign.PARTIAL in signs or {Sign.COMMENCED, Sign.FUTURE} <= signs or Sign.INCOMPLETE in signs:
        return Verdict(Status.COMMENCED)
    if Sign.PAPER in signs:
        return Verdict(Status.PLANNED, also=Status.COMMENCED)
    if signs & {Sign.DENIED, Sign.NOT_DONE}:
        return Verdict(Status.UNCLEAR, Reason.RESULT_UNCLEAR)
    return Verdict(Status.IN_PLACE)


def _ahead(signs: Signs, not_done: Signs) -> Verdict | None:
    """Where nothing is claimed to have begun."""
    promised = bool(signs & {Sign.FUTURE, Sign.PLANNED})
    if Sign.CONDITIONAL in signs or (Sign.CONSIDERED in signs and not promised):
        return _if_at_all(signs)
    if Sign.HOPED in signs:
        return _NO_STAGE
    if promised:
        return Verdict(Status.PLANNED)
    if Sign.COLOUR in signs:
        return Verdict(Status.PLANNED, also=Status.COMMENCED)
    if not_done:
        return _DENIED
    return None if Sign.ASKED in signs else _NO_STAGE


def _if_at_all(signs: Signs) -> Verdict:
    """A condition or a thought is a plan where it has a date or an owner besides."""
    if signs & {Sign.DATED, Sign.OWNED}:
        return Verdict(Status.PLANNED, also=Status.UNCLEAR)
    return Verdict(Status.UNCLEAR, Reason.NO_STAGE, also=Status.PLANNED if Sign.CONDITIONAL in signs else None)


def _percent(text: str) -> Sign | None:
    if found := _PERCENT.search(text):
        done = int(found[1])
        return Sign.IN_PLACE if done >= 100 else Sign.COMMENCED if done else Sign.PLANNED
    return None


def _is_fraction(text: str) -> bool:
    """Whether the words tell of some of a number: "seven of nine", and not "nine of nine"."""
    return any(0 < _number(match[1]) < _number(match[2]) for match in _FRACTION.finditer(text))


def _number(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.index(word.lower())


def _matches(text: str, cues: Cues) -> list[tuple[int, int, Sign]]:
    """Cues in the order of the text; of those that overlap, the longest, and of equals the one that claims less."""
    found = [(*match.span(), sign) for sign, pattern in cues for match in pattern.finditer(text)]
    kept: list[tuple[int, int, Sign]] = []
    for cue in sorted(found, key=lambda cue: (cue[0] - cue[1], -cue[2].value, cue[0])):
        if not any(_excludes(other, cue) for other in kept):
            kept.append(cue)
    return sorted(kept, key=lambda cue: cue[:2])


def _excludes(longer: tuple[int, int, Sign], cue: tuple[int, int, Sign]) -> bool:
    """Whether two cues share words and cannot both hold: "no review has been" and "review has been made" can."""
    if longer[1] <= cue[0] or cue[1] <= longer[0]:
        return False
    return not (cue[2] is Sign.DENIED and longer[2] in _CLAIMS and cue[0] < longer[0] and cue[1] < longer[1])


def _weigh(cues: list[tuple[int, int, Sign]]) -> Signs:
    """The signs that hold: claims as they stand up to the first word that reaches forward, and under it from there."""
    found = [sign for _, _, sign in cues if sign is not Sign.NEUTRAL]
    scope = next((sign for sign in found if sign in _SCOPES), None)
    if scope is None:
        return frozenset(found)
    at = found.index(scope)
    if scope is Sign.CONSIDERED and at and _touch(cues, scope):  # "is being" and "weighed"
        return frozenset(found[: at - 1]) | _under(scope, frozenset(found[at + 1 :]), None)
    return frozenset(found[:at]) | _under(scope, frozenset(found[at + 1 :]), next(iter(found[at + 1 :]), None))


def _touch(cues: list[tuple[int, int, Sign]], scope: Sign) -> bool:
    at = next(place for place, cue in enumerate(cues) if cue[2] is scope)
    return bool(at) and cues[at][0] - cues[at - 1][1] <= 1


def _under(scope: Sign, after: Signs, following: Sign | None) -> Signs:
    """What comes of the cues after a word that reaches forward, and of that word."""
    if scope is Sign.ASKED:
        return frozenset((Sign.ASKED,))
    told = after & {Sign.UNCLEAR, Sign.INCOMPLETE, Sign.PARTIAL}
    if scope is Sign.FUTURE and Sign.CONDITIONAL in after:
        told |= {Sign.CONDITIONAL}
    if scope is Sign.FUTURE and following in (Sign.CONSIDERED, Sign.HOPED):
        return told | {following}
    if scope is Sign.FUTURE and Sign.DENIED in after and not after & {Sign.IN_PLACE, Sign.COMMENCED}:
        return told | {Sign.DENIED}
    if scope is not Sign.DENIED:
        return told | {scope} | (after & {Sign.PAPER} if scope is Sign.FUTURE else frozenset())
    claims = after & _CLAIMS
    if Sign.FUTURE in after and not claims:
        return told | {Sign.DENIED}
    return told | {Sign.NOT_DONE if claims == {Sign.IN_PLACE} else Sign.DENIED}
