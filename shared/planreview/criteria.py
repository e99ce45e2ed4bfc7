"""One finding for one criterion, from all that the texts say about it."""

from collections.abc import Sequence

from planreview.finding import Evidence, Finding, Status
from planreview.stage import Stage
from planreview.statements import Statement

QUOTES = 12
"""Evidence that one finding carries at most; an inspector who wants more turns to the document."""

_STATUS = {
    Stage.MENTIONED: Status.UNCLEAR,
    Stage.DENIED: Status.NOT_FOUND,
    Stage.UNCLEAR: Status.UNCLEAR,
    Stage.PLANNED: Status.PLANNED,
    Stage.COMMENCED: Status.COMMENCED,
    Stage.IN_PLACE: Status.IN_PLACE,
}


def find(criterion: str, by_document: Sequence[Sequence[Statement]]) -> Finding:
    """The finding for a criterion. `by_document` are the statements of each document, the earliest received first.

    The latest document that says something about the criterion decides; what others say is listed after its quotes.
    Within it the furthest stage counts. Work that is begun or done in one place and denied in another is unclear.
    """
    relevant = [
        [statement for statement in said if statement.criterion == criterion and statement.stage is not Stage.ASKED]
        for said in by_document
    ]
    relevant = [said for said in relevant if said]
    if not relevant:
        return Finding(criterion=criterion, status=Status.NOT_FOUND)
    deciding = relevant[-1]
    evidence: dict[Evidence, None] = {}
    for said in reversed(relevant):
        for statement in sorted(said, key=lambda statement: -statement.stage):
            evidence[statement.evidence] = None
    return Finding(criterion=criterion, status=_status(deciding), evidence=tuple(evidence)[:QUOTES])


def _status(said: Sequence[Statement]) -> Status:
    stages = {statement.stage for statement in said}
    furthest = max(stages)
    if furthest >= Stage.COMMENCED and Stage.DENIED in stages:  # what is planned is not done yet: no conflict
        return Status.UNCLEAR
    if furthest is Stage.DENIED or stages == {Stage.DENIED, Stage.MENTIONED}:
        return Status.NOT_FOUND
    return _STATUS[furthest]
