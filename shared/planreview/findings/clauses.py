"""A sentence cut into clauses, so that each claim is judged with its own subject. English."""

import re
from dataclasses import dataclass

_FINITE = r"(?:is|are|was|were|has|have|had|will|shall|would|did|does|do|began|commenced|started)"
_CUT = re.compile(
    rf"""
    \s*;\s+ | \s+-\s+ | :\s+ | \s+\|\s+ | [.!?]\s+
    | ,?\s+(?=(?:but|whereas|while|whilst|although|though|however(?!,)|despite)\b)
    | ,\s+(?=(?:and|or|so|yet|which|who)\b)
    | (?<!\bbut)(?<!\band)(?<!\bso)\s+(?=(?:that|which|who)\s+{_FINITE}\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_AND = re.compile(rf"\s+(?=and\s+(?:(?!(?:who|that|which|and|to)\b)\S+\s+){{0,7}}?{_FINITE}\b)", re.IGNORECASE)
_VERB = re.compile(rf"\b(?:{_FINITE}|[a-z]{{2,}}ed)\b", re.IGNORECASE)
_SUBORDINATE = re.compile(
    r"(?:while|whilst|although|though|whereas|despite|since|because|as|if|when|once|where|following|after|before"
    r"|in addition to|further to|regarding)\b[^,]*?(,\s+)",
    re.IGNORECASE,
)
_ASKS_WHETHER = re.compile(
    r"(?:\b(?:asks?|asked|asking|wonder\w*|enquir\w+|questioned|queried|know|unsure|uncertain|check|ascertain)\b"
    r"(?: \w+){0,3}? (?:if|whether)\b|\bwhether or not\b)",
    re.IGNORECASE,
)
_CONTRAST = re.compile(r"(?:but|whereas|while|whilst|although|though|however|despite)\b", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:that|which|who)\b", re.IGNORECASE)
_SHARED = re.compile(r"(?:and|or)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """`contrasts` with the clause before it ("but…"), `shares` its verb or subject ("…and"), or tells more of
    its last noun ("…that has")."""

    text: str
    contrasts: bool = False
    shares: bool = False
    is_relative: bool = False


def clauses(folded: str) -> list[Clause]:
    """The clauses of a folded sentence, in order; at least one."""
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(folded)]
    if opening := _SUBORDINATE.match(folded):
        cuts.append(opening.span(1))
    parts = [part for text in _split(folded, cuts) for part in _split_at_and(text)]
    return [_clause(part) for part in parts] or [Clause(folded)]


def asserted(clause: str) -> str:
    """What a clause says, without what somebody in it asks: "the panel asked whether the unit had been reviewed"."""
    return _ASKS_WHETHER.split(clause, maxsplit=1)[0]


def _clause(part: str) -> Clause:
    return Clause(
        part,
        contrasts=bool(_CONTRAST.match(part)),
        shares=bool(_SHARED.match(part)),
        is_relative=bool(_RELATIVE.match(part)),
    )


def _split(text: str, cuts: list[tuple[int, int]]) -> list[str]:
    parts, at = [], 0
    for start, end in sorted(set(cuts)):
        if start >= at:
            parts.append(text[at:start])
            at = end
    parts.append(text[at:])
    return [part.strip() for part in parts if part.strip()]


def _split_at_and(text: str) -> list[str]:
    """Only what has a verb on both sides is two clauses: "has been reviewed and improved" stays whole."""
    cuts = [match.span() for match in _AND.finditer(text) if _VERB.search(text, 0, match.start())]
    return _split(text, cuts)
