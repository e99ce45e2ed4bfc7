"""What a document says on each criterion: one statement for each sentence or row that bears on it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planreview.finding import Evidence, Status, Taken
from planreview.findings.clauses import clauses
from planreview.findings.dates import date_in, dates_in
from planreview.findings.lexicon import Lexicon, Question, Sign, lexicon_of
from planreview.findings.passages import FINITE, Kind, Passage, passages
from planreview.findings.phrases import fold
from planreview.findings.sentences import LONGEST_QUOTE
from planreview.findings.speakers import Speakers
from planreview.findings.stages import Verdict, answer_in, is_status, signs_in_cell, signs_in_clause, verdict_of
from planreview.findings.standing import standing
from planreview.findings.subjects import Said, bears, said_in, signs_by_tense
from planreview.findings.tables import Header, Key, Row, cells_of, header_of, key_of, row_of
from planreview.findings.tenses import ordered
from planreview.round import Round
from planreview.text import Page, Text

_LONGEST_STATUS = 40
_MARKS = re.compile(r": | - | (?:\d{1,2}[/.]){2}\d{2,4} ")
_FIELD = re.compile(r"([^:.]{1,40}): (.+?)\.?")
_DATE_MARKER = re.compile(
    r"(?:(?:minutes? of|meeting (?:of|held on)|updated?|position (?:at|on)|status at|as at|sent"
    r"|date(?! due| for| of (?:completion|delivery|review|next)))\b.{0,40}?"
    r"|from: .{0,60}?, )(?=\d)",
    re.IGNORECASE,
)
_DATES_ITSELF = re.compile(r"^\d|\d$|version|final|draft|date|sent|position|as at", re.IGNORECASE)
_ANOTHER_DAY = re.compile(
    r"(?:\b(?:to|until|by)(?: end of)?(?: \d{1,2}\w{0,2})?(?: [a-z]{3,9})? ?|"
    r"\b(?:due|target|completion|review)(?: date| by)?:? .{0,16})20\d\d$",
    re.IGNORECASE,
)
"""The end of a title such as "Counter-corruption plan to March 2019", whose date is not the document's own."""
_DONE_THEN = re.compile(
    r"\b(?:live|complete|completed|done|in place|operational|finished)[ ,(]+(?:by |in |from |on |w/c )?"
    r"(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|q[1-4]\b)",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(?:it|this|that|they|these|them)\b", re.IGNORECASE)
_LONGEST_DATE = 18
_TITLE = 90
_HEAD = 600
"""Characters at the top of a document among which its own date is looked for."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What one passage says on one criterion. `page` is where it stands; `on` is the day as of which it speaks, if any.

    `is_detail` says that it is a row of a table, which is nearer to the facts than a summary, and `marks` are what tell
    how far that is, where only marks do. `is_order`: it is an order, as "meet the refuges monthly" is, in a list of
    what is to come.
    """

    question: Question
    page: Page
    start: int
    end: int
    signs: frozenset[Sign]
    taken: Taken = Taken.STATED
    on: date | None = None
    is_detail: bool = False
    marks: tuple[str, ...] = ()
    is_order: bool = False

    @property
    def criterion(self) -> str:
        return self.question.id

    @property
    def verdict(self) -> Verdict | None:
        """None where nothing of the force's own is said."""
        return verdict_of(self.signs) if self.taken in (Taken.STATED, Taken.MENTIONED) else None

    @property
    def is_bare(self) -> bool:
        """Whether it only mentions the criterion."""
        return not self.signs - {Sign.DATED, Sign.OWNED, Sign.PARTIAL}

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
    """In reading order; headings, demands of others and the pasted recommendation are there as what they are."""
    lexicon = lexicon_of(round_)
    pages = [(page, standing(page.text)) for page in text.pages]
    whole = " ".join(fold(stands) for _, stands in pages)
    reading = _Reading(lexicon, dated(text), whole, Speakers(lexicon, whole))
    for page, stands in pages:
        for passage in passages(stands):
            reading.take(page, passage)
    if any(reading.wide.values()):
        return reading.made
    beside = {q.id for q in lexicon.questions if q.other_subjects.search(whole)}
    return [replace(one, taken=Taken.OTHER_SENSE) if one.criterion in beside else one for one in reading.made]


def dated(text: Text) -> date | None:
    """The day of a document: what is known of it, else that of a line at its top which is no sentence, else none."""
    if text.dated or not text.pages:
        return text.dated
    lines = (fold(line) for line in standing(text.pages[0].text)[:_HEAD].splitlines())
    titles = (line for line in lines if len(line) <= _TITLE and not line.endswith((".", ",")) and "|" not in line)
    dates = ((line, date_in(line)) for line in titles if not (_ANOTHER_DAY.search(line) or FINITE.search(line)))
    return next((found for line, found in dates if found and _DATES_ITSELF.search(line)), None)


class _Reading:
    """What has to be remembered from one passage of a document to the next."""

    def __init__(self, lexicon: Lexicon, on: date | None, whole: str, speakers: Speakers) -> None:
        self.made: list[Statement] = []
        self._lexicon = lexicon
        self._speakers = speakers
        self._key: Key = key_of(whole, lexicon)
        wide = lexicon.document_wide
        self.wide = {q.id: wide & q.names & q.vocabulary.in_text(whole) for q in lexicon.questions}
        self._heading: dict[str, frozenset[str]] = {}
        self._paragraph: dict[str, frozenset[str]] = {}
        self._header: Header | None = None
        self._in_table = False
        self._before: list[Statement] = []
        """What "this work" may refer to: what the passage before said, or what it named as a heading."""
        self._lead_in: frozenset[Sign] = frozenset()
        """What "In 2017 we will:" says of each item below it, up to the first paragraph behind a list with marks."""
        self._in_list = False
        self._on = self._dated = on
        self._elsewhere = False

    def take(self, page: Page, passage: Passage) -> None:
        opens_table = not self._in_table
        self._in_table = passage.kind is Kind.ROW
        if passage.kind is Kind.ROW:
            self._before = self._row(page, passage, opens_table=opens_table)
            return
        folded = fold(passage.text)
        if passage.opens:
            self._paragraph = {}
            self._elsewhere = False
            if self._in_list and not passage.is_item:
                self._lead_in = frozenset()
            self._in_list = passage.is_item
        self._turn_to(folded)
        if self._lexicon.is_pasted(folded):
            self._before = []
            self._set_aside(page, passage, folded, Taken.PASTED)
        elif not passage.titular and self._speakers.is_elsewhere(passage.text, folded, goes_on=self._elsewhere):
            self._before = []
            self._elsewhere = True
            self._set_aside(page, passage, folded, Taken.ELSEWHERE)
            return
        else:
            self._elsewhere = False
            self._before = self._sentence(page, passage, folded)
        if not passage.titular:
            self._lend(folded)
        if folded.endswith(":"):
            said = Said(tuple(clauses(folded)), ())
            self._lead_in = said.signs(self._lexicon.questions[0], self._lexicon) & {
                Sign.FUTURE, Sign.PLANNED, Sign.DENIED, Sign.ASKED, Sign.HOPED, Sign.IN_PLACE, Sign.COMMENCED,
            }  # fmt: skip
        elif passage.titular:
            self._lead_in = frozenset()

    def _turn_to(self, folded: str) -> None:
        """Minutes and chains of mail hold several days in one document."""
        if (marker := _DATE_MARKER.match(folded)) and (
            found := next(dates_in(folded[marker.start() :][:90], self._day), None)
        ):
            self._on = found

    @property
    def _day(self) -> date:
        return self._on or self._dated or self._lexicon.reference

    def _lent(self, *, titular: bool = False) -> dict[str, frozenset[str]]:
        if titular:
            return self.wide
        return {
            q.id: self.wide[q.id]
            | self._heading.get(q.id, frozenset())
            | (self._paragraph.get(q.id, frozenset()) & q.lends)
            for q in self._lexicon.questions
        }

    def _lend(self, folded: str) -> None:
        for question in self._lexicon.questions:
            if named := question.named_in(folded):
                self._paragraph[question.id] = self._paragraph.get(question.id, frozenset()) | named

    def _set_aside(self, page: Page, passage: Passage, folded: str, taken: Taken) -> None:
        lent = self._lent()
        for question in self._lexicon.questions:
            if bears(question, folded, lent):
                self._add(question, page, passage, frozenset(), taken=taken)

    def _row(self, page: Page, passage: Passage, *, opens_table: bool) -> list[Statement]:
        cells = cells_of(passage.text)
        if header := header_of(cells, self._lexicon, opens=opens_table and not self._bear(cells)):
            self._header = header
            return []
        row = row_of(cells, self._header, self._lexicon)
        if not row.is_action and self._lexicon.is_pasted(row.subject):
            self._set_aside(page, passage, row.subject, Taken.PASTED)
            return []
        lent = self._lent()
        bearing = [q for q in self._lexicon.questions if _row_bears(q, row, lent)]
        if self._asks_for_all(row.subject, lent):
            signs = frozenset({Sign.SUMMED if self._row_is_begun(row) else Sign.COLOUR})
            return [self._add(q, page, passage, signs, taken=Taken.MENTIONED) for q in bearing]
        return [self._add(q, page, passage, self._row_signs(q, row), row=row) for q in bearing]

    def _bear(self, cells: Sequence[str]) -> bool:
        lent = self._lent()
        return any(bears(question, cell, lent) for question in self._lexicon.questions for cell in cells)

    def _asks_for_all(self, subject: str, lent: Mapping[str, frozenset[str]]) -> bool:
        """The inspectorate's recommendation in one cell, whose one status tells nothing of its parts."""
        return len([q for q in self._lexicon.questions if bears(q, subject, lent)]) > 1 and (
            self._lexicon.everyone.search(subject) is not None or self._lexicon.is_pasted(subject)
        )

    def _row_is_begun(self, row: Row) -> bool:
        told = (verdict_of(row.signs(self._lexicon, self._key, q)) for q in self._lexicon.questions)
        return any(verdict and verdict.status in (Status.COMMENCED, Status.IN_PLACE) for verdict in told)

    def _row_signs(self, question: Question, row: Row) -> frozenset[Sign]:
        subject = self._subject_signs(question, row)
        told = row.signs(self._lexicon, self._key, question)
        if told - {Sign.DATED}:
            if row.is_action and told & {Sign.DENIED, Sign.NOT_DONE} and not any(map(self._is_no, row.told)):
                told |= {Sign.PLANNED}  # "None seen yet", of an action that stays one
            return told | (subject & {Sign.PAPER}) if Sign.IN_PLACE in told else told
        if not row.is_action:
            return subject
        if not row.told and subject & {Sign.IN_PLACE, Sign.COMMENCED} and not self._is_ahead(row.subject):
            return subject
        return self._by_tense(question, row) or frozenset((Sign.PLANNED,))

    def _by_tense(self, question: Question, row: Row) -> frozenset[Sign]:
        """What "We meet them each month" says in a status cell that no cue tells anything of."""
        parts = [
            part for cell in row.told if not self._is_ahead(cell) and ordered(cell) is None for part in clauses(cell)
        ]
        if any(signs_in_clause(part.text, self._lexicon, question) for part in parts):
            return frozenset()
        return signs_by_tense(parts, question, self._lexicon)

    def _subject_signs(self, question: Question, row: Row) -> frozenset[Sign]:
        """What the words of a row say of how far it is; of an action that is an order, no tense tells that."""
        cells = [(cell, ordered(cell) if row.is_action else None) for cell in row.subject.split(" | ")]
        orders = [order for _, order in cells if order is not None]
        others = " | ".join(cell for cell, order in cells if order is None)
        by_tense = Said(tuple(clauses(others)), ()).signs(question, self._lexicon)
        return by_tense.union(*(self._told_by(order, question) for order in orders))

    def _told_by(self, folded: str, question: Question) -> frozenset[Sign]:
        return Said(tuple(clauses(folded)), ()).told(question, self._lexicon)

    def _is_no(self, cell: str) -> bool:
        return Sign.DENIED in answer_in(cell, self._lexicon)

    def _is_ahead(self, folded: str) -> bool:
        """Whether the words name a day after that of the document."""
        return any(found > self._day for found in dates_in(folded, self._day))

    def _is_done_ahead(self, folded: str) -> bool:
        """Whether what is done has a date after that of the document right behind it: "live Sept"."""
        return any(
            found > self._day
            for done in _DONE_THEN.finditer(folded)
            for found in dates_in(folded[done.end() :][:_LONGEST_DATE], self._day)
        )

    def _sentence(self, page: Page, passage: Passage, folded: str) -> list[Statement]:
        if (field := _FIELD.fullmatch(folded)) and self._lexicon.due_column.fullmatch(field[1]):
            return self._before
        subject, told = _told_status(folded, self._lexicon)
        if told and self._lexicon.status_column.fullmatch(subject):
            return self._go_on(page, passage, told)
        lent = self._lent(titular=passage.titular)
        if passage.titular:
            self._heading = {q.id: q.named_in(subject) for q in self._lexicon.questions}
        said = said_in(subject, self._lexicon, lent)
        if passage.kind is Kind.HEADING and not told and not _is_entry(folded, said, self._lexicon):
            return [
                self._add(question, page, passage, frozenset(), taken=Taken.HEADING)
                for one in said
                for question in one.questions
            ]
        if not (said and said[0].questions) and self._goes_on(folded, passage):
            opening = said[0] if said else Said(tuple(clauses(folded)), ())
            before = self._go_on(page, passage, told or self._answer(folded), opening)
            said = said[1:]
            if not said:
                return before or self._before
        return self._state(page, passage, folded, said, told)

    def _state(
        self, page: Page, passage: Passage, folded: str, said: Sequence[Said], told: frozenset[Sign]
    ) -> list[Statement]:
        """What the sentence says of the criteria that it names; what the next one may refer to."""
        last: list[Statement] = []
        is_ahead = bool(self._lead_in & {Sign.FUTURE, Sign.PLANNED})
        is_order = is_ahead and self._order_below(passage, folded, told) is not None
        for one in said:
            last = [
                self._add(
                    question,
                    page,
                    passage,
                    self._signs(one, question, passage, folded, told),
                    is_order=is_order,
                )
                for question in one.questions
            ] or last
        if last or said:
            return last
        self._note_other_sense(page, passage, folded)
        if folded.endswith("?"):
            return []  # the answer is to this question, and not about what went before
        return self._before if not passage.opens else []

    def _note_other_sense(self, page: Page, passage: Passage, folded: str) -> None:
        for question in self._lexicon.questions:
            if question.is_met_by(question.named_in_any_sense(folded) | self.wide[question.id]):
                self._add(question, page, passage, frozenset(), taken=Taken.OTHER_SENSE)

    def _signs(
        self, said: Said, question: Question, passage: Passage, folded: str, told: frozenset[Sign]
    ) -> frozenset[Sign]:
        if folded.endswith("?"):
            return frozenset()
        signs = told or said.signs(question, self._lexicon)
        if passage.opens and not told:
            order = self._order_below(passage, folded, told)
            signs = (signs if order is None else self._told_by(order, question)) or self._lead_in
        if self._lexicon.owner.search(folded):
            signs |= {Sign.OWNED}
        if Sign.IN_PLACE in signs and self._is_done_ahead(folded):
            signs = signs - {Sign.IN_PLACE} | ({Sign.FUTURE} if Sign.COMMENCED not in signs else frozenset())
        if self._is_ahead(folded):
            signs |= {Sign.DATED}
            if not signs - {Sign.DATED, Sign.OWNED}:
                signs |= {Sign.PLANNED}
        return signs

    def _order_below(self, passage: Passage, folded: str, told: frozenset[Sign]) -> str | None:
        """What an item is about that is an order below words that lead it in: "In 2017 we will: meet the refuges"."""
        return ordered(folded) if passage.opens and self._lead_in and not told else None

    def _goes_on(self, folded: str, passage: Passage) -> bool:
        if not self._before:
            return False
        if self._lexicon.refers_back.match(folded):
            return True
        is_answer = bool(self._answer(folded))
        if is_answer or passage.opens:
            return is_answer
        if _BACK.search(folded) and Sign.UNCLEAR in signs_in_clause(folded, self._lexicon):
            return True
        return self._opens_with_a_stage(folded) or all(before.is_bare for before in self._before)

    def _opens_with_a_stage(self, folded: str) -> bool:
        """ "Adopted in full." """
        return any(
            pattern.match(folded) for sign, pattern in self._lexicon.cell if sign not in (Sign.COLOUR, Sign.NEUTRAL)
        )

    def _answer(self, folded: str) -> frozenset[Sign]:
        """What "No." or "It is, and…" says after a question; nothing elsewhere, where "It is hoped" is no answer."""
        if not any(before.page.text[before.start : before.end].endswith("?") for before in self._before):
            return frozenset()
        if self._lexicon.no.match(folded):
            return frozenset((Sign.DENIED,))
        return frozenset((Sign.IN_PLACE,)) if self._lexicon.yes.match(folded) else frozenset()

    def _add(  # noqa: PLR0913  what a statement is made of
        self, question: Question, page: Page, passage: Passage, signs: frozenset[Sign], *,
        taken: Taken = Taken.STATED, row: Row | None = None, is_order: bool = False,
    ) -> Statement:  # fmt: skip
        if taken is Taken.STATED and signs - {Sign.DATED, Sign.OWNED} == {Sign.ASKED}:
            taken = Taken.ASKED
        elif taken is Taken.STATED and not signs - {Sign.DATED, Sign.OWNED, Sign.PARTIAL}:
            taken = Taken.MENTIONED
        marks = tuple(mark for mark, _ in row.marks) if row and not row.told else ()
        made = Statement(
            question, page, passage.start, passage.end, signs, taken, self._on, row is not None, marks, is_order
        )
        self.made.append(made)
        return made

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
        if not signs or signs == {Sign.ASKED}:
            return before
        if before.page is not page or passage.end - before.start > LONGEST_QUOTE:
            return self._add(before.question, page, passage, signs)
        taken = Taken.STATED if before.taken in (Taken.MENTIONED, Taken.HEADING) else before.taken
        joined = replace(before, end=passage.end, signs=before.signs | signs, taken=taken)
        place = next((n for n in reversed(range(len(self.made))) if self.made[n] is before), None)
        if place is None:
            self.made.append(joined)
        else:
            self.made[place] = joined
        return joined


def _row_bears(question: Question, row: Row, lent: Mapping[str, frozenset[str]]) -> bool:
    """By what is to be done; what the status says may complete it: "The unit's capacity | Peer review booked"."""
    named = question.named_in(row.subject)
    more = question.named_in(" | ".join((row.subject, *row.told)))
    return question.is_met_by(named | more | lent.get(question.id, frozenset()), naming=named)


def _is_entry(folded: str, said: Sequence[Said], lexicon: Lexicon) -> bool:
    """Whether what looks like a heading is an entry of a list in note form: "IT audit - amber - software purchased"."""
    return bool(_MARKS.search(folded)) and any(
        one.told(question, lexicon) & {Sign.IN_PLACE, Sign.COMMENCED} for one in said for question in one.questions
    )


def _told_status(folded: str, lexicon: Lexicon) -> tuple[str, frozenset[Sign]]:
    """The two halves of "IT monitoring: in progress", or of a row read without its lines; else all and nothing."""
    if (field := _FIELD.fullmatch(folded)) and lexicon.status_column.fullmatch(field[1]):
        signs = signs_in_cell(field[2], lexicon)
        return field[1], signs - {Sign.COLOUR} or signs
    for mark in _MARKS.finditer(folded):
        tail = folded[mark.end() :]
        if len(tail) <= _LONGEST_STATUS and is_status(tail, lexicon):
            return folded[: mark.start()], signs_in_cell(tail, lexicon)
    return folded, frozenset()
