"""What the tense of a verb tells where no cue does: "we toured the hostels", "the unit sifts every search". English."""

import re
from enum import Enum, auto

_IRREGULAR = (
    "met|sat|held|set up|put|sent|written|wrote|taken|took|given|gave|made|told|brought|bought|built|run|ran|seen|saw|gone|went"
    "|done|did|found|drawn|drew|shown|spoken|spoke|heard|led|let|paid|spent|rung|rang|sought|taught|won|got|struck|chosen"
    "|chose|laid|sold|handed|come|came"
)
_MIND = (
    "accepted|agreed|aimed|anticipated|approved|asked|assured|authorised|based|believed|called|committed|compared|concerned"
    "|considered|decided|dedicated|described|designed|desired|determined|discussed|entitled|envisaged|expected|felt"
    "|focused|headed|highlighted|hoped|identified|included|increased|informed|intended|interested|involved|limited"
    "|marked|mentioned|minded|minuted|named|need|needed|noted|planned|pleased|pledged|proposed|raised|recognised|recommended|"
    "related|reminded|required|resolved|satisfied|said|scheduled|skilled|stated|stressed|suggested|supposed|tasked|titled"
    "|trained|trusted|understood|unused|used|welcomed|wanted|wished|worried"
)
_BETWEEN = r"(?: (?:already|also|now|both|all|each|since|recently|just|again|only|personally|jointly|\w+ly))*"
_PAST_FORM = rf"(?:(?!(?:{_MIND})\b)[a-z]{{3,}}(?:[^e\W]ed|ied|eed)|{_IRREGULAR})"
_PERFECT = re.compile(rf"\b(?:has|have|had|'ve){_BETWEEN}(?: been)?{_BETWEEN} {_PAST_FORM}\b", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?:was|were){_BETWEEN} {_PAST_FORM}\b", re.IGNORECASE)
_SIMPLE = re.compile(
    rf"(?:^|[,;] |\b(?:we|I|he|she|they|it|and|who|which|PSD|CCU|ACU|force|unit|team|department|\w+s|[A-Z]\w+)){_BETWEEN} {_PAST_FORM}"
    r"(?= (?:a|an|the|our|its|their|all|each|every|both|to|with|on|in|by|at|over|out|up|off|from|for|into|round|through"
    r"|two|three|four|five|six|seven|eight|nine|ten|\d+|[A-Z]))",
)
_CONTINUOUS = re.compile(
    rf"\b(?:is|are|'re|'s|has been|have been){_BETWEEN} (?!(?:being|going|considering|hoping|planning|looking|aiming|seeking|awaiting)\b)"
    r"[a-z]{2,}ing\b",
    re.IGNORECASE,
)
_OFTEN = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|quarterly|nightly|regularly|routinely|continuously|constantly|always|"
    r"(?:each|every|once a|once every|twice a|a) (?:day|night|morning|week|fortnight|month|quarter|term|shift|monday|tuesday|wednesday"
    r"|thursday|friday)|since (?:(?:early|late|last|mid) ?)?(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|spring|summer|autumn|winter|christmas|easter|\d{4}|then)|on (?:mondays|tuesdays|wednesdays|thursdays|fridays)|(?:a?round) the clock|24/7|for (?:two|three|four|five|\d+|some|many) years|quarterly|in real time)\b",
    re.IGNORECASE,
)


_STATE = (
    "has|is|was|does|takes|recognises|values|needs|wants|believes|supports|understands|acknowledges|considers|hopes|knows|seems"
    "|remains|expects|requires|recommends|says|states|notes|thinks|feels|aims|intends|plans|agrees|accepts|asks|shows|suggests"
    "|matters|means|lies|depends|includes|contains|covers|relates|concerns|thanks|advises|proposes|wishes|appears|comes|goes"
)
_ACTOR = r"(?:force|constabulary|unit|team|department|PSD|CCU|ACU|ACIU|analyst|auditor|officer|inspector|sergeant|DI|DCI|DS|DC|head|manager|unit's)"
_PRESENT = re.compile(
    rf"\b(?:{_ACTOR}{_BETWEEN} (?!(?:{_STATE})\b)[a-z]{{2,}}(?<![su])s\b"
    rf"|(?:[wW]e|they|analysts|detectives|officers|auditors|staff){_BETWEEN} (?:now )?(?:check|sift|watch|look|pull|read|sample|audit|meet|visit|see|speak|ring|"
    r"call|talk|hear|run|use|go|sit|brief|receive|get)\b"
    r"|\bcan now\b|\bnow (?:know|see|run|use|read|check)s?\b|\b(?:uses|runs|reads) (?:it|them)\b)"
)


class Tense(Enum):
    """`HABIT` is what is done again and again, `NOW` what is being done, `PAST` what happened."""

    HABIT = auto()
    NOW = auto()
    PAST = auto()


def tense_of(clause: str) -> Tense | None:
    """The tense in which a folded clause, free of cues, tells of work; None where it tells of none."""
    if _OFTEN.search(clause) or _PRESENT.search(clause):
        return Tense.HABIT
    if _CONTINUOUS.search(clause):
        return Tense.NOW
    if _PERFECT.search(clause) or _PASSIVE.search(clause) or _SIMPLE.search(clause):
        return Tense.PAST
    return None
