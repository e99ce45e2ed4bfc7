"""The findings of one force's plan, one for each criterion, and the band that follows from them."""

from collections.abc import Mapping, Sequence

from planreview.errors import FindingsInvalid
from planreview.finding import Evidence, Finding, SecondOpinion, Status
from planreview.findings.criteria import found
from planreview.findings.fitting import fitting
from planreview.findings.learned import Learned
from planreview.findings.lexicon import lexicon_of
from planreview.findings.naming import named
from planreview.findings.quoting import quoting
from planreview.round import Band, Round
from planreview.text import Text
from planreview.value import Identifier, Value


class Assessed(Value):
    """A document that an assessment rests on, by name and by its bytes."""

    document: str
    sha256: str


class Assessment(Value):
    """Exactly one finding for each criterion of the round, in the round's order. `band` is the id of a band,
    `learned_sha256` the file of what was learned; None where the rules proposed alone. `names` are what
    the force is called, and `unread` the names of documents that were sent and could not be read."""

    round: Identifier
    round_version: int
    documents: tuple[Assessed, ...]
    findings: tuple[Finding, ...]
    band: Identifier
    learned_sha256: str | None = None
    names: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def place(self, evidence: Evidence) -> str:
        """`plan.pdf, page 3`; of documents of one name with the beginning of the SHA-256, which tells them apart."""
        alike = sum(one.document == evidence.document for one in self.documents) > 1
        which = f" ({evidence.sha256[:8]}…)" if alike else ""
        return f"{evidence.document}{which}, page {evidence.page}"


def assess(
    round_: Round,
    texts: Sequence[Text],
    learned: Learned | None = None,
    *,
    names: Sequence[str] = (),
    unread: Sequence[str] = (),
) -> Assessment:
    """The assessment of a force's texts, in the order in which they were received. The same texts give the same.

    `learned` is what was learned for the round, if anything was; without it the rules alone propose. `names` are what
    the force is called, by which its own work is told from others'; without any, each text is of the one that it names
    most. `unread` are the names of documents that were sent too, and could not be read.
    """
    read = [named(lexicon_of(round_), text, names) for text in texts]
    by_rules = found(round_, [one.for_rules for one in read])
    for_examples = [one.for_examples for one in read]
    as_read = learned.proposed(by_rules, for_examples) if learned else [one.finding for one in by_rules]
    proposed = quoting(as_read, texts)
    if unread or any(text.is_part for text in texts):
        proposed = [one.model_copy(update={"unread": one.status is Status.NOT_FOUND}) for one in proposed]
    documents = tuple(Assessed(document=text.document, sha256=text.sha256) for text in texts)
    beside = "".join((*(one.model_dump_json() for one in documents), *unread))
    findings = fitting(proposed, len(beside.encode()))
    assessment = Assessment(
        round=round_.id,
        round_version=round_.version,
        documents=documents,
        findings=findings,
        band=band_for(round_, findings).id,
        learned_sha256=learned.sha256 if learned else None,
        names=tuple(names),
        unread=tuple(unread),
    )
    verify(assessment, round_, texts)
    return assessment


def band_for(round_: Round, findings: Sequence[Finding]) -> Band:
    """The first band of the round whose condition the findings meet; the last has none."""
    return band_by(round_, {finding.criterion: finding.status for finding in findings})


def band_by(round_: Round, statuses: Mapping[str, Status]) -> Band:
    """The same, from the status of each criterion."""
    for band in round_.bands[:-1]:
        counted = band.of or tuple(statuses)
        if sum(statuses[criterion] in band.having for criterion in counted) >= band.at_least:
            return band
    return round_.bands[-1]


def verify(assessment: Assessment, round_: Round, texts: Sequence[Text]) -> None:
    """Raises FindingsInvalid if a criterion has not exactly one finding, or a quote is not on its page."""
    found, asked = [f.criterion for f in assessment.findings], [c.id for c in round_.criteria]
    if found != asked:
        raise FindingsInvalid(f"findings for {', '.join(found)}; the round asks for exactly {', '.join(asked)}")
    pages = [(text.document, text.sha256, page.number, page.text) for text in texts for page in text.pages]
    for finding in assessment.findings:
        for evidence in (*finding.evidence, *_quotes_of(finding.second)):
            if not any(_holds(evidence, *page) for page in pages):
                raise FindingsInvalid(
                    f"{finding.criterion}: the quote {evidence.quote!r} does not stand at {evidence.start} to"
                    f" {evidence.end} of page {evidence.page} of {evidence.document}"
                )


def _quotes_of(second: SecondOpinion | None) -> tuple[Evidence, ...]:
    return (second.evidence,) if second and second.evidence else ()


def _holds(evidence: Evidence, document: str, sha256: str, number: int, page_text: str) -> bool:
    place = (evidence.document, evidence.sha256, evidence.page)
    return place == (document, sha256, number) and page_text[evidence.start : evidence.end] == evidence.quote != ""
