"""What the tense of a verb tells where no cue does: "we toured the hostels", "the unit sifts every search". English."""

import re
from dataclasses import dataclass
from enum import Enum, auto


class Tense(Enum):
    """`HABIT` is what is done again and again, `NOW` what is being done, `PAST` what happened."""

    HABIT = auto()
    NOW = auto()
    PAST = auto()


def _any(words: str) -> str:
    return "|".join(words.split())


_IRREGULAR = _any(
    "met sat held put sent written wrote taken took given gave made told brought bought built run ran seen "
    "saw gone went done did found drawn drew shown spoken spoke heard led let paid spent rung rang sought "
    "taught won got struck chosen chose laid sold handed come came"
)
_OF_THE_MIND = _any(
    "accepted agreed aimed anticipated approved asked assured authorised based believed called committed "
    "compared concerned considered decided dedicated described designed desired determined discussed entitled "
    "envisaged expected felt focused headed highlighted hoped identified included increased informed intended "
    "interested involved limited marked mentioned minded minuted named need needed noted planned pleased "
    "pledged proposed raised recognised recommended related reminded required resolved satisfied said "
    "scheduled skilled stated stressed suggested supposed tasked tested titled trained trusted understood unused "
    "used welcomed wanted wished worried"
)
"""Past forms that tell of no deed, or of somebody's words."""

_STATES = _any(
    "has is was does takes recognises values needs wants believes supports understands acknowledges considers "
    "hopes knows seems remains expects requires recommends says states notes thinks feels aims intends plans "
    "agrees accepts asks shows suggests matters means lies depends includes contains covers relates concerns "
    "thanks advises proposes wishes appears comes goes"
)
_DEEDS = _any(
    "check sift watch look pull read sample audit meet visit see speak ring call talk hear run use go sit brief"
)
_ORDERS = _any(
    "arrange ask assess attend bring build buy collect conduct convene deliver develop engage ensure establish examine "
    "extend foster gather hear hold identify implement install introduce invite listen liaise look meet monitor obtain "
    "procure pull run scrutinise seek sit speak strengthen talk track undertake use watch write"
)
_ORDERS_OR_NAMES = _any(
    "approach audit brief call check contact dip-sample review report sample scan search sift test visit work"
)
"""These name things as well: "Review of the unit", "Work with refuges has begun"."""
_NOT_NOW = _any("being going considering hoping planning looking aiming seeking awaiting")
_MONTHS = _any(
    "january february march april may june july august september october november december spring summer "
    "autumn winter christmas easter then"
)
_DAYS = _any("day night morning week fortnight month quarter term shift monday tuesday wednesday thursday friday")
_TIMES = _any(
    "daily weekly fortnightly monthly quarterly nightly regularly routinely continuously constantly always 24/7"
)

_BETWEEN = r"(?: (?:already|also|now|both|all|each|since|recently|just|again|only|\w+ly))*"
_PAST_FORM = rf"(?:(?!(?:{_OF_THE_MIND})\b)[a-z]{{3,}}(?:[^e\W]ed|ied|eed)|{_IRREGULAR})"
_OBJECT = _any(
    r"a an the our its their all each every both to with on in by at over out up off from for into round through two"
    r" three four five six seven eight nine ten \d+ [A-Z]"
)

_PERFECT = re.compile(rf"\b(?:has|have|had|'ve){_BETWEEN}(?: been)?{_BETWEEN} {_PAST_FORM}\b", re.IGNORECASE)
_PASSIVE = re.compile(rf"\b(?:was|were){_BETWEEN} {_PAST_FORM}\b", re.IGNORECASE)
_CONTINUOUS = re.compile(
    rf"\b(?:is|are|'re|'s|has been|have been){_BETWEEN} (?!(?:{_NOT_NOW})\b)[a-z]{{2,}}ing\b", re.IGNORECASE
)
_OFTEN = re.compile(
    rf"\b(?:{_TIMES}|(?:each|every|once an?|once every|twice an?|an?) (?:{_DAYS})|on (?:mon|tues|wednes|thurs|fri)days"
    rf"|since (?:(?:early|late|last|mid) ?)?(?:{_MONTHS}|\d{{4}})|a?round the clock|in real time"
    r"|for (?:two|three|four|five|\d+|some|many) years)\b",
    re.IGNORECASE,
)
_NUMBERED = r"(?:\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-z])[.)]? )?"
_ORDER = re.compile(
    rf"{_NUMBERED}(?:to )?(?:(?:pro)?actively |{_TIMES} )*"
    rf"(?:(?:{_ORDERS})(?: (?:and|or) [a-z]+)?\b"
    rf"|(?:{_ORDERS_OR_NAMES})(?: and [a-z]+)? (?=(?:{_OBJECT}|all|any|that|what|which|how|who|whether|more)\b))",
    re.IGNORECASE,
)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have|had|did|does|began|started|commenced)\b", re.IGNORECASE)
_BY_NOW = re.compile(r"\bcan now\b|\bnow (?:know|see|run|use|read|check)s?\b|\b(?:uses|runs|reads) (?:it|them)\b")


@dataclass(frozen=True)
class Tenses:
    """`actors` finds those who do the work of a round: "unit", "analyst"."""

    simple_past: re.Pattern[str]
    present: re.Pattern[str]

    @classmethod
    def of(cls, actors: re.Pattern[str]) -> "Tenses":
        who = actors.pattern
        return cls(
            simple_past=re.compile(
                rf"(?:^|[,;] |\b(?:we|I|he|she|they|it|and|who|which|\w+s|[A-Z]\w+|{who})){_BETWEEN} {_PAST_FORM}"
                rf"(?= (?:{_OBJECT}))"
            ),
            present=re.compile(
                rf"{who}{_BETWEEN} (?!(?:{_STATES})\b)[a-z]{{2,}}(?<![su])s\b"
                rf"|\b(?:[wW]e|they|{who}){_BETWEEN} (?:{_DEEDS})\b"
            ),
        )

    def of_clause(self, clause: str) -> Tense | None:
        """The tense in which a folded clause, free of cues, tells of work; None where it tells of none."""
        if _OFTEN.search(clause) or _BY_NOW.search(clause) or self.present.search(clause):
            return Tense.HABIT
        if _CONTINUOUS.search(clause):
            return Tense.NOW
        if _PERFECT.search(clause) or _PASSIVE.search(clause) or self.simple_past.search(clause):
            return Tense.PAST
        return None


def ordered(words: str) -> str | None:
    """What an order is about, as the action of a plan gives it: of "Meet the refuges monthly" only "the refuges", since
    an order tells of no deed, how often it may be. None for words that are no order."""
    order = _ORDER.match(words)
    if order is None or _FINITE.search(words):
        return None
    return _OFTEN.sub("", words[order.end() :]).strip()
