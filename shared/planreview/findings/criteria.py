"""One finding for one criterion, from all that the documents say about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planreview.finding import Considered, Evidence, Finding, Reason, Status, Taken
from planreview.findings.lexicon import Lexicon, Question, lexicon_of
from planreview.findings.phrases import fold
from planreview.findings.stages import Verdict, words_that_tell
from planreview.findings.statements import Statement, dated, statements
from planreview.round import Round
from planreview.text import Text

QUOTES = 12
"""Evidence that one finding carries at most; an inspector who wants more turns to the document."""

STEPS = 24
"""Passages that the trace of one finding tells of at most: those that counted first, then in reading order."""

_RISING = tuple(Status)
_REASONS = (Reason.DENIED, Reason.ONLY_ASKED, Reason.NO_STAGE)
_SET_ASIDE = {Taken.ASKED: Reason.ONLY_ASKED, Taken.PASTED: Reason.ONLY_ASKED, Taken.HEADING: Reason.NO_STAGE}


@dataclass(frozen=True, slots=True)
class _Heard:
    """A statement with the text that it stands in. By `order` the newest is last."""

    statement: Statement
    text: Text
    order: tuple[date, int]
    verdict: Verdict | None

    @property
    def tells_a_stage(self) -> bool:
        """Whether it says how the thing stands, if only that nobody knows; a mention or a wish does not."""
        return self.verdict is not None and not self.statement.is_bare and self.verdict.reason is not Reason.NO_STAGE


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, and what else the rules know of it.

    `aside` are the places that were set aside for what they are, `counted` those that the finding rests on.
    `not_before` is the age of the document that denies it, or leaves its result unclear, and is not contradicted.
    `is_marked` says that it rests on marks in rows of tables, such as ticks, `is_ordered` on orders in lists of what is
    to come.
    """

    finding: Finding
    aside: tuple[Evidence, ...] = ()
    counted: tuple[Evidence, ...] = ()
    not_before: tuple[date, int] | None = None
    is_marked: bool = False
    is_ordered: bool = False

    def sets_aside(self, passage: Evidence) -> bool:
        """Whether the rules set aside what stands there, and rest on nothing that stands there too."""
        return any(map(passage.crosses, self.aside)) and not any(map(passage.crosses, self.counted))


def found(round_: Round, texts: Sequence[Text]) -> tuple[Found, ...]:
    """One finding for each criterion of the round, in its order. `texts` stand in the order of their receipt.

    The newest statement of a stage decides; of those of one age the most detailed; of those the furthest, unless one
    says that it is begun or done and another that it is not.
    """
    lexicon = lexicon_of(round_)
    said = [(place, text, dated(text), statements(round_, text)) for place, text in enumerate(texts)]
    unread = any(text.is_part for text in texts)
    findings: list[Found] = []
    for question in lexicon.questions:
        heard = [
            _Heard(one, text, _order(one.on or day, place), _judged(one, question, day))
            for place, text, day, all_said in said
            for one in all_said
            if one.criterion == question.id
        ]
        deciding = _deciding(heard)
        finding = _finding(question, heard, deciding, lexicon, unread=unread)
        aside = _places(one for one in heard if _is_aside(one))
        marked = bool(deciding) and all(one.statement.marks for one in deciding)
        orders = bool(deciding) and all(one.statement.is_order for one in deciding)
        findings.append(Found(finding, aside, _places(deciding), _not_before(finding, deciding, texts), marked, orders))
    return tuple(findings)


def age(text: Text, place: int) -> tuple[date, int]:
    """By this the newest of some texts, which stand in the order of their receipt, is the last."""
    return _order(dated(text), place)


def _order(day: date | None, place: int) -> tuple[date, int]:
    """What was said on one day is of one age, whatever came first; of what has no day the last that came is newest."""
    return (day, 0) if day else (date.min, place)


def _places(heard: Iterable[_Heard]) -> tuple[Evidence, ...]:
    return tuple(one.statement.evidence_in(one.text) for one in heard)


def _is_aside(one: _Heard) -> bool:
    is_outdated = one.statement.verdict is not None and one.verdict is None
    return is_outdated or one.statement.taken in (Taken.ASKED, Taken.PASTED, Taken.ELSEWHERE)


def _not_before(finding: Finding, deciding: Sequence[_Heard], texts: Sequence[Text]) -> tuple[date, int] | None:
    if finding.reason not in (Reason.DENIED, Reason.RESULT_UNCLEAR):
        return None
    told = {id(one.text) for one in deciding}
    return max((age(text, place) for place, text in enumerate(texts) if id(text) in told), default=None)


def _judged(statement: Statement, question: Question, day: date | None) -> Verdict | None:
    """The verdict of a statement; what is said before the criterion could be met is no more than a promise."""
    verdict = statement.verdict
    if verdict is None or question.not_before is None or day is None or day >= question.not_before:
        return verdict
    if verdict.status in (Status.IN_PLACE, Status.COMMENCED):
        return None
    return verdict


def _finding(
    question: Question, heard: Sequence[_Heard], deciding: Sequence[_Heard], lexicon: Lexicon, *, unread: bool
) -> Finding:
    verdict = _together(deciding) if deciding else _nothing(heard, unread=unread)
    counted = {id(one) for one in deciding}  # thousands of statements are told apart faster by identity than by value
    rest = [one for one in heard if id(one) not in counted]
    said = [one for one in rest if one.verdict or not deciding]
    cited = [
        one for one in [*_by_weight(deciding, verdict.status), *_by_weight(said, verdict.status)] if _is_cited(one)
    ]
    evidence: dict[Evidence, None] = {one.statement.evidence_in(one.text): None for one in cited}
    steps = [_step(one, lexicon, counted=id(one) in counted) for one in [*deciding, *rest][:STEPS]]
    return Finding(
        criterion=question.id,
        status=verdict.status,
        reason=verdict.reason,
        also=verdict.also,
        evidence=tuple(evidence)[:QUOTES],
        trace=tuple(steps),
    )


def _deciding(heard: Sequence[_Heard]) -> list[_Heard]:
    """The statements that the finding rests on; empty where nothing of the force's own is said."""
    stated = [one for one in heard if one.tells_a_stage]
    if not stated:
        return [one for one in heard if one.verdict is not None]
    newest = max(one.order for one in stated)
    current = [one for one in stated if one.order == newest]
    detailed = [one for one in current if one.statement.is_detail]
    return detailed or current


def _together(deciding: Sequence[_Heard]) -> Verdict:
    """What statements of one age and one degree of detail come to."""
    verdicts = [one.verdict for one in deciding if one.verdict]
    furthest = max(verdicts, key=lambda verdict: (_RISING.index(verdict.status), verdict.also is None))
    is_begun = furthest.status in (Status.COMMENCED, Status.IN_PLACE)
    if is_begun and any(verdict.reason is Reason.DENIED for verdict in verdicts):
        return Verdict(Status.UNCLEAR, Reason.RESULT_UNCLEAR)
    if any(verdict.reason is Reason.RESULT_UNCLEAR for verdict in verdicts):
        return Verdict(Status.UNCLEAR, Reason.RESULT_UNCLEAR, also=furthest.status if is_begun else None)
    if furthest.status is Status.IN_PLACE and any(verdict.status is Status.PLANNED for verdict in verdicts):
        return replace(furthest, also=Status.COMMENCED)
    return furthest


def _nothing(heard: Sequence[_Heard], *, unread: bool) -> Verdict:
    reasons = {_SET_ASIDE.get(one.statement.taken) for one in heard}
    if Reason.ONLY_ASKED in reasons:
        return Verdict(Status.NOT_FOUND, Reason.ONLY_ASKED)
    if unread:
        return Verdict(Status.NOT_FOUND, Reason.UNREAD)
    if Reason.NO_STAGE in reasons:
        return Verdict(Status.NOT_FOUND, Reason.NO_STAGE, also=Status.UNCLEAR)
    outdated = any(one.statement.verdict and not one.verdict for one in heard)
    return Verdict(Status.NOT_FOUND, Reason.SILENT, also=Status.UNCLEAR if outdated else None)


def _is_cited(one: _Heard) -> bool:
    return one.statement.taken not in (Taken.OTHER_SENSE, Taken.ELSEWHERE)


def _by_weight(heard: Sequence[_Heard], status: Status) -> list[_Heard]:
    """Evidence of the finding's own status first, then by stage; a bare mention is last."""
    return sorted(heard, key=lambda one: _weight(one, status), reverse=True)


def _weight(one: _Heard, status: Status) -> tuple[bool, int]:
    if one.verdict is None or one.statement.is_bare:
        return False, -1
    return one.verdict.status is status, _RISING.index(one.verdict.status)


def _step(one: _Heard, lexicon: Lexicon, *, counted: bool) -> Considered:
    statement = one.statement
    outdated = statement.verdict is not None and one.verdict is None
    quote = fold(statement.page.text[statement.start : statement.end])
    return Considered(
        evidence=statement.evidence_in(one.text),
        taken=Taken.OUTDATED if outdated else statement.taken,
        status=one.verdict.status if one.verdict else None,
        words=statement.marks or words_that_tell(quote, lexicon, statement.question),
        counted=counted,
    )
