"""What a document says on each criterion: one statement for each sentence or row that bears on it."""

import re
from dataclasses import dataclass, replace

from planreview.clauses import clauses
from planreview.finding import Evidence, Status
from planreview.lexicon import Lexicon, Question, Sign, lexicon_of
from planreview.passages import Kind, Passage, passages
from planreview.phrases import fold
from planreview.round import Round
from planreview.sentences import LONGEST_QUOTE
from planreview.stages import is_status, signs_in_cell, status_of
from planreview.standing import standing
from planreview.subjects import Said, bears, said_in
from planreview.tables import Header, cells_of, header_of, row_of
from planreview.text import Page, Text

_LONGEST_STATUS = 40
_MARKS = re.compile(r": | - | (?:\d{1,2}[/.]){2}\d{2,4} ")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one passage says on one criterion. `signs` are empty for a bare mention; `page` is where it stands."""

    question: Question
    page: Page
    start: int
    end: int
    signs: frozenset[Sign]

    @property
    def criterion(self) -> str:
        return self.question.id

    @property
    def status(self) -> Status | None:
        """NOT_FOUND for a denial, None where nothing of the force's own is said."""
        return status_of(self.signs)

    def evidence_in(self, text: Text) -> Evidence:
        return Evidence(
            document=text.document,
            sha256=text.sha256,
            page=self.page.number,
            start=self.start,
            end=self.end,
            quote=self.page.text[self.start : self.end],
        )


def statements(round_: Round, text: Text) -> list[Statement]:
    """In reading order. Headings, demands and the pasted recommendation state nothing and are left out."""
    reading = _Reading(lexicon_of(round_))
    for page in text.pages:
        for passage in passages(standing(page.text)):
            reading.take(page, passage)
    return [statement for statement in reading.made if statement.status is not None]


class _Reading:
    """What has to be remembered from one passage of a document to the next."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.made: list[Statement] = []
        self._lexicon = lexicon
        self._lent: dict[str, frozenset[int]] = {}
        self._header: Header | None = None
        self._before: list[Statement] = []
        """What "this work" may refer to: what the passage before said, or what it named as a heading."""

    def take(self, page: Page, passage: Passage) -> None:
        if passage.kind is Kind.ROW:
            self._before = self._row(page, passage)
        elif self._lexicon.is_pasted(folded := fold(passage.text)):
            self._before = []
        else:
            self._before = self._sentence(page, passage, folded)

    def _row(self, page: Page, passage: Passage) -> list[Statement]:
        cells = cells_of(passage.text)
        if header := header_of(cells, self._lexicon):
            self._header = header
            return []
        row = row_of(cells, self._header, self._lexicon)
        said = Said(tuple(clauses(row.subject)), ())
        at_least = frozenset((Sign.PLANNED,)) if row.is_action else frozenset[Sign]()
        return [
            self._add(question, page, passage, row.status or said.signs(question, self._lexicon) or at_least)
            for question in self._lexicon.questions
            if bears(question, row.subject, self._lent)
        ]

    def _sentence(self, page: Page, passage: Passage, folded: str) -> list[Statement]:
        subject, told = _told_status(folded, self._lexicon)
        if told and self._lexicon.status_column.fullmatch(subject):
            return self._go_on(page, passage, told)
        if passage.titular:
            self._lent = {question.id: question.groups_in(subject) for question in self._lexicon.questions}
        said = said_in(subject, self._lexicon, {} if passage.titular else self._lent)
        if passage.kind is Kind.HEADING and not told:
            return [_heading(question, page, passage) for one in said for question in one.questions]
        refers_back = bool(self._lexicon.refers_back.match(folded))
        if refers_back and not (said and said[0].questions):
            opening = said[0] if said else Said(tuple(clauses(folded)), ())
            before = self._go_on(page, passage, told, opening)
            said = said[1:]
            if not said:
                return before
        last: list[Statement] = []
        for one in said:
            last = [
                self._add(question, page, passage, told or one.signs(question, self._lexicon))
                for question in one.questions
            ] or last
        return last

    def _add(self, question: Question, page: Page, passage: Passage, signs: frozenset[Sign]) -> Statement:
        statement = Statement(question, page, passage.start, passage.end, signs)
        self.made.append(statement)
        return statement

    def _go_on(
        self, page: Page, passage: Passage, told: frozenset[Sign], opening: Said | None = None
    ) -> list[Statement]:
        """The sentence goes on about what the one before it was about; its quote joins that one where both fit."""
        return [
            self._join(
                before, page, passage, told or (opening.signs(before.question, self._lexicon) if opening else told)
            )
            for before in self._before
        ]

    def _join(self, before: Statement, page: Page, passage: Passage, signs: frozenset[Sign]) -> Statement:
        if not signs:
            return before
        if before.page is not page or passage.end - before.start > LONGEST_QUOTE:
            return self._add(before.question, page, passage, signs)
        joined = replace(before, end=passage.end, signs=before.signs | signs)
        place = next((n for n in reversed(range(len(self.made))) if self.made[n] is before), None)
        if place is None:
            self.made.append(joined)
        else:
            self.made[place] = joined
        return joined


def _heading(question: Question, page: Page, passage: Passage) -> Statement:
    return Statement(question, page, passage.start, passage.end, frozenset())


def _told_status(folded: str, lexicon: Lexicon) -> tuple[str, frozenset[Sign]]:
    """The two halves of "IT monitoring: in progress", or of a row read without its lines; else all and nothing."""
    for mark in _MARKS.finditer(folded):
        tail = folded[mark.end() :]
        if len(tail) <= _LONGEST_STATUS and is_status(tail, lexicon):
            return folded[: mark.start()], signs_in_cell(tail, lexicon)
    return folded, frozenset()
