"""One finding for one criterion, from all that the documents say about it."""

from collections.abc import Sequence

from planreview.finding import Evidence, Finding, Status
from planreview.round import Round
from planreview.statements import Statement, statements
from planreview.text import Text

QUOTES = 12
"""Evidence that one finding carries at most; an inspector who wants more turns to the document."""

_RISING = tuple(Status)


def find(round_: Round, texts: Sequence[Text]) -> tuple[Finding, ...]:
    """One finding for each criterion of the round, in its order. `texts` stand in the order of their receipt.

    The latest document that states more than the bare words of a criterion decides on it; what the others say is
    listed after its quotes. Within it the furthest stage counts. Work that is begun or done in one passage and denied
    in another is unclear.
    """
    by_document = [(text, statements(round_, text)) for text in texts]
    return tuple(_finding(criterion.id, by_document) for criterion in round_.criteria)


def _finding(criterion: str, by_document: Sequence[tuple[Text, Sequence[Statement]]]) -> Finding:
    relevant = [(text, [one for one in said if one.criterion == criterion]) for text, said in by_document]
    relevant = [(text, said) for text, said in reversed(relevant) if said]
    if not relevant:
        return Finding(criterion=criterion, status=Status.NOT_FOUND)
    deciding = next((pair for pair in relevant if any(one.signs for one in pair[1])), relevant[0])
    relevant.sort(key=lambda pair: pair is not deciding)
    status = _status(deciding[1])
    evidence: dict[Evidence, None] = {}
    for text, said in relevant:
        for statement in sorted(said, key=lambda one: _tells(one, status), reverse=True):
            evidence[statement.evidence_in(text)] = None
    return Finding(criterion=criterion, status=status, evidence=tuple(evidence)[:QUOTES])


def _status(said: Sequence[Statement]) -> Status:
    stated = [one.status for one in said if one.signs and one.status is not None]
    furthest = max(stated, key=_RISING.index, default=Status.UNCLEAR)
    is_denied = Status.NOT_FOUND in stated
    return Status.UNCLEAR if is_denied and furthest in (Status.COMMENCED, Status.IN_PLACE) else furthest


def _tells(statement: Statement, status: Status) -> tuple[bool, int]:
    """Evidence of the finding's own status goes first, then by stage; a bare mention is last."""
    own = statement.status or Status.NOT_FOUND
    return own is status and bool(statement.signs), _RISING.index(own) if statement.signs else -1
