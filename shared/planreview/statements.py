"""What a text says about each criterion, statement by statement."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from planreview.clauses import clauses
from planreview.finding import Evidence
from planreview.passages import Kind, Passage, passages
from planreview.phrases import fold, phrase_pattern
from planreview.round import Cells, Criterion, Cues, Round
from planreview.stage import Stage, stage_of
from planreview.text import Page, Text

QUOTED_FROM = 40
"""Characters of folded text from which a passage that stands in the recommendation too is taken for a quotation."""


@dataclass(frozen=True)
class Statement:
    """One thing said about one criterion, with its quote."""

    criterion: str
    stage: Stage
    evidence: Evidence


def statements(round_: Round, text: Text) -> Iterator[Statement]:
    """In reading order. What only quotes the inspectorate's own recommendation is passed over."""
    recommendation = fold(round_.recommendation.text)
    for page in text.pages:
        yield from _on_page(round_, text, page, recommendation)


def _on_page(round_: Round, text: Text, page: Page, recommendation: str) -> Iterator[Statement]:
    before: list[str] = []
    header: list[str] = []
    for passage in passages(page.text):
        folded = fold(passage.text)
        if len(folded) >= QUOTED_FROM and folded in recommendation:
            continue
        if passage.kind is Kind.ROW:
            cells = [cell.strip() for cell in passage.text.split("|")]
            if _is_header(cells, round_.cues.cells):
                header = cells
                continue
            found = _in_row(round_, cells, header)
        elif passage.titular:
            before = []
            continue
        else:
            found = _in_sentence(round_, folded, before)
            before = [criterion for criterion, _ in found]
        for criterion, stage in found:
            yield Statement(criterion, stage, _evidence(text, page, passage))


def _in_sentence(round_: Round, folded: str, before: Sequence[str]) -> list[tuple[str, Stage]]:
    """The strongest that a sentence says of each criterion; `before` are those of the sentence before it."""
    opens = _refers_back(round_.cues).match(folded)
    subjects = list(before) if opens else []
    strongest: dict[str, Stage] = {}
    for clause in clauses(folded):
        named = [criterion.id for criterion in round_.criteria if _bears(criterion, clause.text)]
        subjects = named or subjects or [c.id for c in round_.criteria if _bears(c, folded)]
        for id_ in subjects:
            own = _states_in_place(round_.criterion(id_))
            strongest[id_] = max(strongest.get(id_, Stage.ASKED), stage_of(clause.text, round_.cues, own))
    return list(strongest.items())


def _in_row(round_: Round, cells: Sequence[str], header: Sequence[str]) -> list[tuple[str, Stage]]:
    """A row's status cell wins over the wording of its action."""
    folded = [fold(cell) for cell in cells]
    whole = " ; ".join(folded)
    place = next((n for n, name in enumerate(header) if _named(round_.cues.cells.status).search(fold(name))), None)
    status = folded[place] if place is not None and place < len(folded) else ""
    found = []
    for criterion in round_.criteria:
        if _bears(criterion, whole):
            stage = _cell_stage(status, round_.cues) if status else None
            if stage is None:
                stage = max(stage_of(cell, round_.cues, _states_in_place(criterion)) for cell in folded)
            # An action in a plan's own table is planned, if nothing else is said of it.
            found.append((criterion.id, Stage.PLANNED if header and stage is Stage.MENTIONED else stage))
    return found


def _cell_stage(status: str, cues: Cues) -> Stage | None:
    if percent := re.search(r"(\d{1,3}) ?%", status):
        done = int(percent[1])
        return Stage.IN_PLACE if done >= 100 else Stage.COMMENCED if done else Stage.PLANNED
    for stage, phrases in (
        (Stage.PLANNED, cues.cells.planned),
        (Stage.DENIED, cues.cells.denied),
        (Stage.COMMENCED, cues.cells.commenced),
        (Stage.IN_PLACE, cues.cells.in_place),
    ):
        if _named(phrases).fullmatch(status.rstrip(".")):
            return stage
    stage = stage_of(status, cues, _named(()))
    return None if stage is Stage.MENTIONED else stage


def _is_header(cells: Sequence[str], words: Cells) -> bool:
    """A row of names: one of them is that of the status column, and no cell is long."""
    return all(len(cell) < 40 for cell in cells) and any(_named(words.status).fullmatch(fold(cell)) for cell in cells)


def _bears(criterion: Criterion, folded: str) -> bool:
    groups, not_about = _subject(criterion)
    return all(group.search(folded) for group in groups) and all(
        group.search(not_about.sub(" ~ ", folded)) for group in groups
    )


@lru_cache(maxsize=64)
def _subject(criterion: Criterion) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
    return tuple(phrase_pattern(group) for group in criterion.about), phrase_pattern(criterion.not_about)


@lru_cache(maxsize=64)
def _states_in_place(criterion: Criterion) -> re.Pattern[str]:
    return phrase_pattern(criterion.states_in_place)


@lru_cache(maxsize=8)
def _refers_back(cues: Cues) -> re.Pattern[str]:
    return phrase_pattern(cues.refers_back)


@lru_cache(maxsize=64)
def _named(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return phrase_pattern(phrases)


def _evidence(text: Text, page: Page, passage: Passage) -> Evidence:
    return Evidence(
        document=text.document,
        sha256=text.sha256,
        page=page.number,
        start=passage.start,
        end=passage.end,
        quote=passage.text,
    )
