"""A finding in plain words: what it says, and how each passage was taken that it could rest on."""

from collections.abc import Iterator, Sequence

from planreview.finding import Compared, Considered, Evidence, Finding, Reason, Status, Taken, Voice

_REASONS = {
    Reason.SILENT: "Not found in the documents supplied.",
    Reason.DENIED: "Not found in the documents supplied: they say that it is not so.",
    Reason.ONLY_ASKED: "Not found in the documents supplied: it is only asked for by others.",
    Reason.NO_STAGE: "Mentioned, and not how far it has got.",
    Reason.RESULT_UNCLEAR: "The documents do not let one tell how it stands.",
    Reason.UNREAD: "Not found in what could be read; some could not.",
}
_ONLY_A_HEADING = "Not found in the documents supplied beyond a heading."
_NOT_LIKE_IT = "Not found in the documents supplied, as far as the examples tell; the rules take a passage for it."
_NOT_SURE = (
    "Not found surely enough in the documents supplied: what is quoted may say it, or may be about something else."
)
_NOT_ALL = "Not all that was sent could be read."
_TAKEN = {
    Taken.MENTIONED: "a mention that tells no stage",
    Taken.ASKED: "set aside: what others ask for",
    Taken.PASTED: "set aside: the recommendation itself, pasted in",
    Taken.HEADING: "set aside: a heading or a line of contents",
    Taken.ELSEWHERE: "set aside: about another organisation",
    Taken.OTHER_SENSE: "set aside: about another matter",
    Taken.OUTDATED: "set aside: its document is older than what it would have to meet",
}
EVEN = 0.5
"""The chance above which a passage that tells a reason is said to speak of the criterion too."""

_LIKE = {
    Reason.DENIED: "like what denies it",
    Reason.ONLY_ASKED: "like what only asks for it",
    Reason.NO_STAGE: "like a mere heading",
    Reason.RESULT_UNCLEAR: "like what leaves its result unclear",
}


def why(finding: Finding) -> str:
    """One sentence on a finding that needs one; empty for a stage that is stated and open to one reading alone."""
    if finding.by is Voice.EXAMPLES and finding.reason is Reason.SILENT:
        said = _NOT_SURE if finding.also else _NOT_LIKE_IT
    elif finding.reason is Reason.NO_STAGE and finding.status is Status.NOT_FOUND:
        said = _ONLY_A_HEADING
    else:
        said = _REASONS[finding.reason] if finding.reason else ""
    if finding.reason in (Reason.SILENT, Reason.UNREAD) and finding.evidence and not finding.also:
        said = f"{said} What comes closest is quoted."
    missing = _NOT_ALL if finding.unread and finding.reason is not Reason.UNREAD else ""
    other = f"Another careful reader could say {in_words(finding.also)}." if finding.also else ""
    return " ".join(part for part in (said, missing, other) if part)


def voices(finding: Finding) -> str:
    """Who says what where rules and examples differ, without the quotes; empty where they do not."""
    second = finding.second
    if second is None:
        return ""
    other = in_words(second.status)
    if finding.by is Voice.EXAMPLES:
        estimate = _estimate(finding.probability)
        return f"Proposed by comparison with labelled examples{estimate}. The rules say {other}."
    return f"Proposed by the rules. Compared with labelled examples it is {other}{_estimate(second.probability)}."


def _estimate(probability: float | None) -> str:
    return "" if probability is None else f" (an estimate of {_percent(probability)}, not a measured rate)"


def _percent(probability: float) -> str:
    return f"{100 * probability:.0f}%"


def steps(finding: Finding) -> Iterator[tuple[str, Sequence[tuple[Evidence, str]]]]:
    """How a finding came about: what is told of its passages, and each of them with what is said of it."""
    if finding.trace:
        yield "How the rules took each passage", [(step.evidence, as_taken(step)) for step in finding.trace]
    if finding.compared:
        words = "What comparison with labelled examples makes of the passages that come closest"
        yield words, [(step.evidence, as_compared(step)) for step in finding.compared]


def as_taken(step: Considered) -> str:
    """How one passage was taken, with the words that told."""
    if step.taken is not Taken.STATED or step.status is None:
        return _TAKEN.get(step.taken, "a mention that tells no stage")
    stage = "a denial" if step.status is Status.NOT_FOUND else in_words(step.status)
    told = f" ({', '.join(f'“{word}”' for word in step.words)})" if step.words else ""
    return f"counts as {stage}{told}" if step.counted else f"gave way to a newer or closer one: {stage}{told}"


def as_compared(step: Compared) -> str:
    """What comparison with examples makes of one passage."""
    speaks = f"speaks of it (an estimate of {_percent(step.speaks)}), then most like {in_words(step.status)}"
    if step.reason is None:
        return speaks
    return f"{_LIKE[step.reason]}; {speaks}" if step.speaks > EVEN else _LIKE[step.reason]


def in_words(status: Status) -> str:
    return status.replace("_", " ")
