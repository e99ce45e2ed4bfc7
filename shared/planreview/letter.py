"""The letter to one force: what the inspectors decided on each criterion, and what comes next.

It is drafted from the decisions; an office may edit the draft, and its words stand then. Every form of a letter is set
from the same blocks, and an edited one is read back into them.
"""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import Field

from planreview.deadline import day_shown
from planreview.decision import Decision
from planreview.errors import IllegalMove
from planreview.explaining import in_words
from planreview.finding import Status
from planreview.force import Force
from planreview.round import Criterion, Round
from planreview.submission import Submission, SubmissionState
from planreview.value import Identifier, Instant, Value

WRITTEN_OF = (SubmissionState.SIGNED_OFF, SubmissionState.PUBLISHED)


class Kind(StrEnum):
    """What a block is. The first three are headings, of the levels 1 to 3."""

    SUBJECT = "subject"
    SECTION = "section"
    POINT = "point"
    PARAGRAPH = "paragraph"
    ITEM = "item"


LEVELS = {Kind.SUBJECT: 1, Kind.SECTION: 2, Kind.POINT: 3}


class Block(Value):
    """One paragraph, heading or item of a list; plain text."""

    kind: Kind
    words: Annotated[str, Field(min_length=1)]


class Letter(Value):
    """A letter, ready to be set. `to` and `copied_to` are who reads it; `banner` stands above all of it."""

    inspectorate: str
    force: str
    to: str
    copied_to: str
    banner: str | None = None
    blocks: tuple[Block, ...]

    @property
    def subject(self) -> str:
        return next(block.words for block in self.blocks if block.kind is Kind.SUBJECT)


class EditedLetter(Value):
    """What an office made of a draft. `version` counts from 1, `sha256` is that of the document that was given."""

    round_id: Identifier
    force_id: Identifier
    version: int
    sha256: str
    blocks: tuple[Block, ...]
    by: Identifier
    at: Instant


def letter_of(
    round_: Round, submission: Submission, decisions: Mapping[str, Decision], edited: EditedLetter | None = None
) -> Letter:
    """The letter to a force: as it was edited, or as it follows from the decisions, by criterion.

    Raises IllegalMove before the sign-off.
    """
    if submission.state not in WRITTEN_OF:
        raise IllegalMove(
            f"the assessment of {submission.force.name} is {submission.state}; a letter follows a sign-off"
        )
    force = submission.force
    return Letter(
        inspectorate=round_.inspectorate,
        force=force.name,
        to=f"{force.chief_officer}, {force.name}",
        copied_to=force.policing_body,
        banner=round_.banner,
        blocks=_dated(edited, round_, submission) if edited else tuple(_draft(round_, submission, decisions)),
    )


def frame_of(round_: Round, force: Force) -> tuple[object, ...]:
    """All that a letter is drafted from beside the submission and the decisions."""
    asked, window = round_.request, round_.assessment
    return (
        *(round_.inspectorate, round_.title, round_.banner, round_.lead.name, round_.recommendation, round_.letter),
        *(asked.sent_on, asked.deadline_on, window.starts_on, window.ends_on, round_.publication.letters_on),
        *(force.name, force.chief_officer, force.policing_body),
    )


def _dated(edited: EditedLetter, round_: Round, submission: Submission) -> tuple[Block, ...]:
    """An edited letter as of the day of its approval, where the office has left the date of the draft."""
    planned, day = day_shown(round_.publication.letters_on), submission.letter_on or round_.publication.letters_on
    return tuple(
        block.model_copy(update={"words": day_shown(day)}) if block.words == planned else block
        for block in edited.blocks
    )


def _draft(round_: Round, submission: Submission, decisions: Mapping[str, Decision]) -> Iterator[Block]:
    force, day = submission.force, submission.letter_on or round_.publication.letters_on
    yield from _said(
        round_.inspectorate,
        day_shown(day),
        f"{force.chief_officer}, {force.name}",
        f"Copied to: {force.policing_body}",
        f"Dear {force.chief_officer}",
    )
    yield Block(kind=Kind.SUBJECT, words=f"{round_.title}: our assessment of your plans")
    yield from _said(*_opening(round_, submission))
    yield Block(kind=Kind.SECTION, words="What we found")
    for criterion in round_.criteria:
        yield Block(kind=Kind.POINT, words=criterion.title)
        yield from _said(_sentence(criterion, decisions[criterion.id]))
    closing = (*round_.letter.next_steps, *_questions(round_))
    if closing:
        yield Block(kind=Kind.SECTION, words="What comes next")
    yield from _said(*closing, "Yours sincerely", round_.lead.name, round_.inspectorate)


def _said(*paragraphs: str) -> Iterator[Block]:
    return (Block(kind=Kind.PARAGRAPH, words=words) for words in paragraphs)


def faults_of_edited(round_: Round, blocks: Sequence[Block]) -> Iterator[str]:
    """What keeps an edited letter from being one: each criterion must be told, under headings that a listener can
    follow."""
    levels = [LEVELS[block.kind] for block in blocks if block.kind in LEVELS]
    if levels.count(1) != 1 or levels[0] != 1:
        yield "its first heading must be its subject, the only one of the style “Heading 1”"
    if any(after > before + 1 for before, after in pairwise(levels)):
        yield "a heading skips a level: after “Heading 1” comes “Heading 2”, and then “Heading 3”"
    headings = {block.words.casefold() for block in blocks if block.kind in LEVELS}
    for criterion in round_.criteria:
        if criterion.title.casefold() not in headings:
            yield f"the heading “{criterion.title}” is missing; a letter tells of every criterion"
    strange = {character for block in blocks for character in block.words if not character.isprintable()}
    if strange:
        yield f"it has characters that cannot be printed: {', '.join(map(ascii, sorted(strange)))}"


def _opening(round_: Round, submission: Submission) -> tuple[str, ...]:
    recommended, asked = round_.recommendation, round_.request
    last_day = submission.deadline_utc.astimezone(asked.tz).date()
    more_time = f", which we moved to {day_shown(last_day)} for you" if last_day > asked.deadline_on else ""
    return (
        f"In {recommended.published_on:%B %Y} {round_.inspectorate} recommended that, within"
        f" {_months(recommended.within_months)}, work on this subject should have begun. On"
        f" {day_shown(asked.sent_on)} we asked for your plans, to reach us by {day_shown(asked.deadline_on)}"
        f"{more_time}.",
        f"Between {day_shown(round_.assessment.starts_on)} and {day_shown(round_.assessment.ends_on)} we read all that"
        f" had arrived from you by then and could be read{_late_too(submission)}. Two inspectors agreed on each of the"
        " points below."
        " They are about the documents that we were sent: what was not in them, we could not see.",
    )


def _late_too(submission: Submission) -> str:
    count = submission.accepted_late
    if not count:
        return ""
    return f", and {'one document' if count == 1 else f'{count} documents'} that came later and that we accepted"


def _months(count: int) -> str:
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    number = words[count] if count < len(words) else str(count)
    return f"{number} month{'' if count == 1 else 's'}"


def _sentence(criterion: Criterion, decision: Decision) -> str:
    return decision.sentence or _standard(criterion, decision.status)


def _standard(criterion: Criterion, status: Status) -> str:
    """The round's own sentence for a status, or a plain one."""
    if criterion.letter:
        return str(getattr(criterion.letter, status.value))
    if status is Status.NOT_FOUND:
        return f"{criterion.title}: not found in the documents supplied."
    return f"{criterion.title}: {in_words(status)}, by the documents supplied."


def _questions(round_: Round) -> tuple[str, ...]:
    if round_.letter.contact is None:
        return ()
    return (f"If anything in this letter is unclear, or wrong in fact, please write to {round_.letter.contact}.",)
