"""Which clauses of a sentence speak of which criterion."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from planreview.findings.clauses import Clause, asserted, clauses
from planreview.findings.lexicon import Lexicon, Question, Sign
from planreview.findings.stages import signs_in_clause
from planreview.findings.tenses import Tense

_AHEAD = frozenset(
    (Sign.FUTURE, Sign.PLANNED, Sign.HOPED, Sign.CONDITIONAL, Sign.CONSIDERED, Sign.DENIED, Sign.NOT_DONE)
)
_ASIDE = frozenset((Sign.PARTIAL, Sign.DATED, Sign.OWNED))

Lent = Mapping[str, frozenset[str]]
"""For each criterion the names of its vocabulary that were mentioned above; what is below need not repeat them."""


@dataclass(frozen=True, slots=True)
class Said:
    """Clauses that speak of the same questions. Without questions, their subject is not the round's."""

    clauses: tuple[Clause, ...]
    questions: tuple[Question, ...]

    def told(self, question: Question, lexicon: Lexicon) -> frozenset[Sign]:
        """What the cues say, without the tenses."""
        return self._told(question, lexicon, relative=False) | self._told(question, lexicon, relative=True)

    def signs(self, question: Question, lexicon: Lexicon) -> frozenset[Sign]:
        main = self._told(question, lexicon, relative=False)
        if not main - _ASIDE:
            main |= self._by_tense(question, lexicon)
        more = self._told(question, lexicon, relative=True)
        # "We have paid for a system that will show…" is bought, whatever it will show.
        return main | (more - _AHEAD if main - _ASIDE else more)

    def _told(self, question: Question, lexicon: Lexicon, *, relative: bool) -> frozenset[Sign]:
        return frozenset(
            sign
            for clause in self.clauses
            if clause.is_relative is relative
            for sign in signs_in_clause(clause.text, lexicon, question)
        )

    def _by_tense(self, question: Question, lexicon: Lexicon) -> frozenset[Sign]:
        if any(question.assumed.search(clause.text) for clause in self.clauses):
            return frozenset((Sign.IN_PLACE,))
        return signs_by_tense((one for one in self.clauses if question.named_in(one.text)), question, lexicon)


def signs_by_tense(parts: Iterable[Clause], question: Question, lexicon: Lexicon) -> frozenset[Sign]:
    """What the tenses of clauses tell that no cue tells anything of."""
    told = {lexicon.tenses.of_clause(asserted(part.text)) for part in parts if not part.is_relative}
    if Tense.HABIT in told:
        return frozenset((Sign.IN_PLACE,))
    if Tense.PAST in told:
        return question.past
    return frozenset((Sign.COMMENCED,)) if Tense.NOW in told else frozenset()


def said_in(folded: str, lexicon: Lexicon, lent: Lent) -> list[Said]:
    """A folded sentence's clauses, gathered by what they speak of; empty where nothing bears on any criterion."""
    bearing = tuple(question for question in lexicon.questions if bears(question, folded, lent))
    if not bearing:
        return []
    parts = clauses(folded)
    named: list[list[Question]] = [[] for _ in parts]
    for question in bearing:
        for place in _places(question, parts, lent):
            named[place].append(question)
    return list(_gathered(parts, named, lexicon))


def bears(question: Question, folded: str, lent: Lent) -> bool:
    """Whether the words, with what is lent, are about the criterion in one of its senses, and not by the loan alone."""
    named = question.named_in(folded)
    return question.is_met_by(named | lent.get(question.id, frozenset()), naming=named)


def _places(question: Question, parts: Sequence[Clause], lent: Lent) -> list[int]:
    """The clauses that bear on the question alone; if none does, the one with which all has been mentioned."""
    if alone := [place for place, part in enumerate(parts) if bears(question, part.text, lent)]:
        return alone
    so_far = ""
    for place, part in enumerate(parts):
        so_far = f"{so_far} ; {part.text}"
        if bears(question, so_far, lent):
            return [place]
    return [len(parts) - 1]


def _gathered(parts: Sequence[Clause], named: Sequence[Sequence[Question]], lexicon: Lexicon) -> Iterator[Said]:
    """A clause begins anew where it brings a subject of its own to what already has one, or speaks for itself."""
    held: list[Clause] = []
    subjects: dict[str, Question] = {}
    told = False
    for part, questions in zip(parts, named, strict=True):
        own = {question.id: question for question in questions}
        tells = _tells(part, questions or tuple(subjects.values()), lexicon)
        if held and own and _begins_anew(part, own, subjects, told=told, tells=tells):
            yield Said(tuple(held), tuple(subjects.values()))
            held, subjects, told = [], {}, False
        held.append(part)
        subjects |= own
        # "If the bid succeeds," is said of what follows.
        is_condition = not subjects and signs_in_clause(part.text, lexicon) == {Sign.CONDITIONAL}
        told = told or (tells and not is_condition)
    yield Said(tuple(held), tuple(subjects.values()))


def _begins_anew(
    part: Clause, own: Mapping[str, Question], subjects: Mapping[str, Question], *, told: bool, tells: bool
) -> bool:
    if part.is_relative or own.keys() <= subjects.keys():
        return False
    if part.contrasts or (told and tells):
        return True
    # "The review, the software and the meetings have started": one verb for all of a list.
    return bool(subjects) and not part.shares and not told


def _tells(part: Clause, questions: Sequence[Question], lexicon: Lexicon) -> bool:
    return bool(signs_in_clause(part.text, lexicon)) or any(
        pattern.search(part.text) for question in questions for _, pattern in question.stages
    )
