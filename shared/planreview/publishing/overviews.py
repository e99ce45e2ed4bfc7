"""An overview as a page, a table for a spreadsheet, and JSON for programs."""

import csv
import io
import json

from planreview.explaining import in_words
from planreview.finding import Status
from planreview.overview import Outcome, Overview
from planreview.publishing.pages import heading, page, paragraph, table
from planreview.round import Round

_ILLUSTRATIVE = "illustrative"
_NOTE = (
    "Statuses marked as illustrative are made up, so that the numbers of forces in each band are those that were"
    " published. They are nobody's real result, and the counts by criterion include them."
)


def all_forms(it: Overview, round_: Round) -> dict[str, bytes]:
    """Each form by the ending of its file's name."""
    forms = {"html": as_html, "csv": as_csv, "json": as_json}
    return {ending: make(it, round_).encode() for ending, make in forms.items()}


def as_html(it: Overview, round_: Round) -> str:
    return page(
        f"{it.title}: national overview",
        [
            *((paragraph(it.banner, "note"),) if it.banner else ()),
            heading(f"{it.title}: national overview", 1),
            paragraph(it.inspectorate),
            *((paragraph(_NOTE, "note"),) if it.has_illustrations else ()),
            paragraph(f"Forces assessed: {len(it.outcomes)}." + _undecided(it)),
            heading("Outcomes"),
            _bands(it, round_),
            heading("Criteria"),
            _criteria(it, round_),
            heading("Forces"),
            _forces(it, round_),
        ],
        wide=True,
    )


def as_csv(it: Overview, round_: Round) -> str:
    """One line for each force and criterion, in the order of the page."""
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["force", "band", "criterion", "status", _ILLUSTRATIVE, "source"])
    for one in it.outcomes:
        for criterion in round_.criteria:
            made_up = "yes" if criterion.id in one.illustrative else "no"
            lines.writerow(
                [
                    one.force_id,
                    one.band,
                    criterion.id,
                    one.statuses[criterion.id].value,
                    made_up,
                    _plain(one.source or it.banner),
                ]
            )
    return out.getvalue()


def as_json(it: Overview, round_: Round) -> str:
    counted = {
        "bands": {band.id: it.bands()[band.id] for band in round_.bands},
        "criteria": {
            criterion.id: {status.value: it.statuses(criterion.id)[status] for status in Status}
            for criterion in round_.criteria
        },
    }
    return json.dumps(counted | it.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def _plain(words: str | None) -> str:
    """Words that no spreadsheet takes for a formula."""
    return f"'{words}" if words and words[0] in "=+-@" else words or ""


def _undecided(it: Overview) -> str:
    undecided = f" Not yet decided: {', '.join(it.undecided)}." if it.undecided else ""
    return undecided + (f" Nothing arrived in time from: {', '.join(it.missing)}." if it.missing else "")


def _bands(it: Overview, round_: Round) -> str:
    rows = [[band.title, str(it.bands()[band.id])] for band in round_.bands]
    return table("Forces in each band", ["Band", "Forces"], rows, numbers=(1,))


def _criteria(it: Overview, round_: Round) -> str:
    rows = [
        [criterion.title, *(str(it.statuses(criterion.id)[status]) for status in reversed(Status))]
        for criterion in round_.criteria
    ]
    head = ["Criterion", *(in_words(status).capitalize() for status in reversed(Status))]
    return table("Forces by criterion and status", head, rows, numbers=range(1, len(head)))


def _forces(it: Overview, round_: Round) -> str:
    titles = {band.id: band.title for band in round_.bands}
    rows = [
        [
            one.force,
            _marked(titles[one.band], made_up=_is_made_up(one)),
            *(_cell(one, criterion.id) for criterion in round_.criteria),
        ]
        for one in it.outcomes
    ]
    kinds = [_ILLUSTRATIVE if _is_made_up(one) else "" for one in it.outcomes]
    head = ["Force", "Band", *(criterion.title for criterion in round_.criteria)]
    return table("Each force by criterion", head, rows, kinds=kinds)


def _cell(one: Outcome, criterion: str) -> str:
    return _marked(in_words(one.statuses[criterion]), made_up=criterion in one.illustrative)


def _is_made_up(one: Outcome) -> bool:
    return len(one.illustrative) == len(one.statuses)


def _marked(words: str, *, made_up: bool) -> str:
    return f"{words} ({_ILLUSTRATIVE})" if made_up else words
