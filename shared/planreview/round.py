"""One review exercise, read from its file in `rounds/`. Nothing about one round is in code.

Phrases in a round file are matched by whole words, whatever their case, across line breaks, and alike for curly and
straight apostrophes. Five signs mean more than themselves:

    monitor*                a word that begins so: monitor, monitors, monitoring
    counter-corruption      a hyphen, a space or nothing: counter-corruption, counter corruption, countercorruption
    review ... completed    up to three words between: "review was recently completed"
    bought|purchased        either word
    =IT                     with these very capitals: IT, not it

Where phrases of two lists overlap in a document, the longer one counts: with `in place` and `not yet in place`,
the text "not yet in place" is only the second.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from planreview.days import Days
from planreview.deadline import end_of_day
from planreview.errors import RoundFileInvalid
from planreview.faults import parsed
from planreview.finding import Status
from planreview.value import Identifier, Value


def _real_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"'{name}' is not a time zone; give a name of the IANA list, such as Europe/London") from error
    return name


Zone = Annotated[str, AfterValidator(_real_zone)]
Email = Annotated[str, Field(pattern=r"^[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+$", max_length=254)]
Line = Annotated[str, Field(min_length=1, pattern=r"^[^\r\n]+$")]
Phrases = tuple[Annotated[str, Field(min_length=1)], ...]
Vocabulary = Annotated[tuple[tuple[str, Phrases], ...], BeforeValidator(lambda table: tuple(dict(table).items()))]
"""Lists of phrases by name, which the senses of the criteria are put together from."""


class Recommendation(Value):
    """What the inspectorate recommended. `text` as published: forces paste it in, and it is no plan of theirs."""

    published_on: date
    within_months: int = Field(ge=1)
    text: str = Field(min_length=1)


class Request(Value):
    """The letter that asked for the plans. `deadline_on` is the last whole day, in the round's zone.

    `sealed`: until a force's deadline has passed nobody reads what it has sent, and nothing is proposed of it.
    """

    sent_on: date
    deadline_on: date
    zone: Zone
    sealed: bool = False

    @property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    @property
    def deadline_utc(self) -> datetime:
        """That of every force that was given no other."""
        return end_of_day(self.deadline_on, self.tz)


class Reminders(Value):
    """Reminders to forces that have sent nothing readable, `days_before` the deadline's day, at the local time `at`."""

    days_before: tuple[Days, ...]
    at: time


class Spread(StrEnum):
    DAYS = "days"
    WORKING_DAYS = "working days"


class Window(Value):
    """The days in which plans are assessed, first and last included. Their due days are spread over all of them, or
    over the working days among them. `blind`: two inspectors judge apart before anything is decided."""

    starts_on: date
    ends_on: date
    blind: bool = False
    spread_over: Spread = Spread.DAYS

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.ends_on < self.starts_on:
            raise ValueError(f"ends_on {self.ends_on} is before starts_on {self.starts_on}")
        return self


class Publication(Value):
    """The day on which letters go out and the overview is published.

    `reply_within` is how long the policing body has, from its letter, to publish its comments, if it has to.
    """

    letters_on: date
    reply_within: Days | None = None


class Role(StrEnum):
    ASSESSOR = "assessor"
    LEAD = "lead"


class Inspector(Value):
    """A person of the inspectorate. Assessors are given forces in turn; the lead hears what went wrong."""

    id: Identifier
    name: Line
    email: Email
    role: Role = Role.ASSESSOR


class Stages(Value):
    """Phrases that tell the stage of one criterion alone, as "reviewed" does where a review is asked for.

    `assumed` are words beside which no cue is needed: "each of our actions", where the plan itself is the answer.
    """

    in_place: Phrases = ()
    commenced: Phrases = ()
    planned: Phrases = ()
    paper: Phrases = ()
    hoped: Phrases = ()
    assumed: Phrases = ()


class Sentences(Value):
    """What a letter says of one criterion, by the status decided."""

    not_found: Line
    unclear: Line
    planned: Line
    commenced: Line
    in_place: Line


class Letters(Value):
    """What every letter of the round ends with: the `next_steps`, and whom to ask."""

    next_steps: tuple[Line, ...] = ()
    contact: Email | None = None


class Criterion(Value):
    """A question that each plan must answer, and the words by which an answer is known.

    `senses` are lists of names from the round's `vocabulary`: a clause bears on the criterion when it holds a
    phrase of each list that one of the senses names. Words inside a phrase of `not_about` are passed over: with
    `performance monitoring` there, they are no mention of monitoring. A sentence with a phrase of `unless` is about
    another matter altogether, and so is one with a phrase of `qualified` ("the strategy on …") that has no phrase
    of the list `unless_named`. A document with a phrase of the list `unless_about`, and with none of the lists that
    are `document_wide`, is about something else and bears on the criterion nowhere. What `lends` names may stand in
    an earlier sentence of the same paragraph; a heading lends all that it mentions. A document dated before
    `not_before` cannot meet the criterion, but can promise to. `past` is what a past tense alone tells, where no
    cue tells more: work that is done once ("the unit was reviewed") is then `in_place`, work that goes on ("we
    called on a refuge") `commenced`.
    """

    id: Identifier
    title: Line
    question: Line
    senses: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]
    lends: tuple[str, ...] = ()
    not_about: Phrases = ()
    unless: Phrases = ()
    qualified: Phrases = ()
    unless_named: str | None = None
    unless_about: str | None = None
    not_before: date | None = None
    past: Status = Status.COMMENCED
    stages: Stages = Stages()
    letter: Sentences | None = None


class Cells(Value):
    """How a table tells progress: the names of its columns, and words that count as a status only in such a cell.

    `status` and `due` are phrases in the names of columns, and `if_done` whole names of such as are answered by yes or
    no, where "no" is planned: it is not done yet. Percentages, ticks and boxes need no words: 0% is planned, 100% in
    place.
    `colours` are the names of a traffic light; what they mean is told by the document's own key, if it has one.
    """

    status: Phrases = ()
    due: Phrases = ()
    if_done: Phrases = ()
    in_place: Phrases = ()
    commenced: Phrases = ()
    planned: Phrases = ()
    denied: Phrases = ()
    unclear: Phrases = ()
    colours: Phrases = ()


class Cues(Value):
    """Words that tell how far a piece of work has got, whatever it is about; and those that take that back.

    `in_place`, `commenced` and `planned` claim a stage. `paper` is planning on paper, which is planned even when it is
    finished. `unclear` says that nobody knows how it stands, `stopped` that it was given up.

    `future`, `conditional`, `considered`, `hoped`, `denied` and `asked` reach forward to the end of their clause, where
    no claim of progress then holds: what follows is still to come, depends on something, is thought about, is only
    wished for, is not so, or is what somebody else wants. The first of them in a clause rules it.

    `neutral` are phrases that hold a word of another list and mean nothing: "not only". Under `partial`, "phase one",
    a claim of being in place is one of having commenced. `incomplete` says that work is not finished, and not whether
    it has begun. `refers_back` open a sentence that goes on about what the one before it was about: "this work".
    `owners` are ranks and posts, and `bodies` departments: "DCI Roe to…" is an action of hers. `own` are words for
    the organisation itself, unless they stand in `not_own` ("our concerns", of the inspectorate), `titles` what
    follows the name of one ("Police"), `endings` what such names end with, `everyone` all that are asked, `actors`
    for those in it who do the work, and `elsewhere` words that say a sentence is about another one. `yes` and `no`
    answer a question.
    """

    in_place: Phrases
    commenced: Phrases
    planned: Phrases
    unclear: Phrases
    denied: Phrases
    asked: Phrases
    paper: Phrases = ()
    future: Phrases = ()
    conditional: Phrases = ()
    considered: Phrases = ()
    hoped: Phrases = ()
    stopped: Phrases = ()
    incomplete: Phrases = ()
    partial: Phrases = ()
    neutral: Phrases = ()
    refers_back: Phrases = ()
    owners: Phrases = ()
    own: Phrases = ()
    not_own: Phrases = ()
    bodies: Phrases = ()
    titles: Phrases = ()
    endings: Phrases = ()
    everyone: Phrases = ()
    actors: Phrases = ()
    elsewhere: Phrases = ()
    yes: Phrases = ()
    no: Phrases = ()
    cells: Cells = Cells()


class Band(Value):
    """An overall outcome. The first band of the file whose condition holds is the one that applies.

    The condition: at least `at_least` of the criteria in `of` (all, where it is empty) have a status in `having`.
    The last band has none and takes what is left.
    """

    id: Identifier
    title: Line
    at_least: int = Field(default=0, ge=0)
    of: tuple[Identifier, ...] = ()
    having: tuple[Status, ...] = ()


class Round(Value):
    """One review exercise. `version` changes with every change of the rules by which plans are judged.

    `banner` stands above everything that is published, as "Rehearsal" does. `holidays` is where its working days are
    worked, as a code of ISO 3166: a country, or a part of one. `document_wide` names the vocabulary that may stand
    anywhere in a document, as the subject of the round does.
    """

    id: Identifier
    title: Line
    inspectorate: Line
    version: int = Field(ge=1)
    banner: Line | None = None
    holidays: Annotated[str, Field(pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$")] | None = None
    recommendation: Recommendation
    request: Request
    reminders: Reminders
    assessment: Window
    publication: Publication
    letter: Letters = Letters()
    inspectors: Annotated[tuple[Inspector, ...], Field(min_length=1)]
    vocabulary: Vocabulary
    document_wide: tuple[str, ...] = ()
    criteria: Annotated[tuple[Criterion, ...], Field(min_length=1)]
    cues: Cues
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @property
    def counts_working_days(self) -> bool:
        reply = self.publication.reply_within
        counted = (*self.reminders.days_before, *((reply,) if reply else ()))
        return self.assessment.spread_over is Spread.WORKING_DAYS or any(days.working for days in counted)

    @property
    def assessors(self) -> tuple[Inspector, ...]:
        return tuple(person for person in self.inspectors if person.role is Role.ASSESSOR)

    @property
    def lead(self) -> Inspector:
        return next((person for person in self.inspectors if person.role is Role.LEAD), self.inspectors[0])

    def inspector(self, inspector_id: str) -> Inspector:
        return next(person for person in self.inspectors if person.id == inspector_id)

    def criterion(self, criterion_id: str) -> Criterion:
        return next(criterion for criterion in self.criteria if criterion.id == criterion_id)


@lru_cache(maxsize=8)
def read_round(source: str, file: str = "round") -> Round:
    """The round that a TOML text describes. Raises RoundFileInvalid with every fault, each with its place."""
    round_ = parsed(Round, source, file)
    if faults := list(_contradictions(round_)):
        raise RoundFileInvalid(file, faults)
    return round_


def _too_few(round_: Round) -> Iterator[str]:
    if len(round_.inspectors) < 2:
        yield "inspectors: there must be two or more; whoever decides cannot sign off"
    if not round_.assessors:
        yield "inspectors: none has the role 'assessor'; at least one must"


def _contradictions(round_: Round) -> Iterator[str]:
    """Faults that no field shows alone."""
    for name, ids in (
        ("criteria", [criterion.id for criterion in round_.criteria]),
        ("bands", [band.id for band in round_.bands]),
        ("inspectors", [person.id for person in round_.inspectors]),
    ):
        yield from (
            f"{name}: the id '{id_}' is used twice; each needs its own"
            for id_ in sorted({i for i in ids if ids.count(i) > 1})
        )
    yield from _too_few(round_)
    known = {criterion.id for criterion in round_.criteria}
    for number, band in enumerate(round_.bands, start=1):
        last = number == len(round_.bands)
        for id_ in band.of:
            if id_ not in known:
                yield f"bands[{number}].of: '{id_}' is no criterion of this round; accepted: {', '.join(sorted(known))}"
        if last and band.at_least:
            yield f"bands[{number}].at_least: the last band takes what is left and can have no condition"
        if not last and not (band.at_least and band.having):
            yield f"bands[{number}]: needs at_least (1 or more) and having (statuses); only the last band needs none"
        if band.at_least > len(band.of or known):
            yield f"bands[{number}].at_least: {band.at_least} of {len(band.of or known)} criteria can never be reached"
    named = dict(round_.vocabulary)
    for criterion in round_.criteria:
        unknown = {*criterion.lends, *filter(None, (criterion.unless_named, criterion.unless_about))}.union(
            *criterion.senses
        ) - named.keys()
        yield from (
            f"criteria.{criterion.id}: '{name}' is no list of the vocabulary; accepted: {', '.join(sorted(named))}"
            for name in sorted(unknown)
        )
    if round_.counts_working_days and not round_.holidays:
        yield "holidays: is missing; working days need it: a country or a part of one, such as 'GB-ENG'"
    request, window, letters_on = round_.request, round_.assessment, round_.publication.letters_on
    if request.deadline_on < request.sent_on:
        yield f"request.deadline_on: {request.deadline_on} is before sent_on {request.sent_on}"
    if window.starts_on <= request.deadline_on:
        yield f"assessment.starts_on: {window.starts_on} is not after the deadline {request.deadline_on}"
    if letters_on < window.ends_on:
        yield f"publication.letters_on: {letters_on} is before assessment.ends_on {window.ends_on}"
