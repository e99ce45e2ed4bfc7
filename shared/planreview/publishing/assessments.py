"""An assessment as an inspector reads it: each criterion with its quotes, and how each passage was taken."""

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from planreview.acts import Case
from planreview.assessment import Assessment
from planreview.deadline import day_shown
from planreview.decision import Decision
from planreview.explaining import in_words, steps, voices, why
from planreview.finding import Evidence, Finding
from planreview.message import one_line
from planreview.proposal import Proposal
from planreview.publishing.pages import heading, page, paragraph, table
from planreview.round import Round
from planreview.text import Caution


def as_html(
    round_: Round,
    whose: str,
    assessment: Assessment,
    decisions: Mapping[str, Decision] | None = None,
    cautions: Mapping[str, Sequence[Caution]] | None = None,
) -> str:
    """A page for one force or plan, named by `whose`. What to look at first comes first. `cautions` are those of the
    documents, by their SHA-256."""
    band = next(band for band in round_.bands if band.id == assessment.band)
    findings = sorted(assessment.findings, key=lambda one: not one.is_uncertain)
    return page(
        f"{whose}: {round_.title}",
        [
            *((paragraph(round_.banner, "note"),) if round_.banner else ()),
            heading(f"{whose}: {round_.title}", 1),
            paragraph("The statuses are proposed by software, from the documents below. An inspector decides.", "note"),
            _summary(round_, assessment, decisions or {}),
            paragraph(f"Band, if they stand: {band.title}."),
            *(part for finding in findings for part in _criterion(round_, assessment, finding, (decisions or {}))),
            heading("Documents"),
            table(
                "What the assessment rests on",
                ["Document", "SHA-256"],
                [
                    *([one_line(one.document), one.sha256] for one in assessment.documents),
                    *([one_line(name), "could not be read"] for name in assessment.unread),
                ],
            ),
            *(
                paragraph(f"{one_line(one.document)}: {one_line(caution.message)}")
                for one in assessment.documents
                for caution in (cautions or {}).get(one.sha256, ())
            ),
            paragraph(_judged_by(assessment), "note"),
        ],
    )


def page_of(case: Case, proposal: Proposal) -> str:
    """The page of a force whose plan is in the stack, with what was decided and what was noticed in its documents."""
    return as_html(case.round_, case.submission.force.name, proposal.assessment, case.in_force, case.cautions)


def _begun(words: str) -> str:
    """As the beginning of a sentence; the words that it quotes keep their capitals."""
    return words[:1].upper() + words[1:]


def _judged_by(assessment: Assessment) -> str:
    rules = f"Judged by version {assessment.round_version} of the rules"
    if assessment.learned_sha256 is None:
        return f"{rules} alone."
    return f"{rules} and by comparison with labelled examples (learned file {assessment.learned_sha256[:16]}…)."


def _summary(round_: Round, assessment: Assessment, decisions: Mapping[str, Decision]) -> str:
    rows = [
        [
            round_.criterion(one.criterion).title,
            in_words(one.status) + (", look at this one first" if one.is_uncertain else ""),
            in_words(decisions[one.criterion].status) if one.criterion in decisions else "undecided",
        ]
        for one in assessment.findings
    ]
    return table("Criteria", ["Criterion", "Proposed", "Decided"], rows)


def _criterion(
    round_: Round, assessment: Assessment, finding: Finding, decisions: Mapping[str, Decision]
) -> Iterator[str]:
    def quote(evidence: Evidence) -> str:
        place = escape(assessment.place(evidence))
        return f"<blockquote><p>{escape(one_line(evidence.quote))}</p><footer>{place}</footer></blockquote>"

    criterion = round_.criterion(finding.criterion)
    yield heading(f"{criterion.title}: {in_words(finding.status)}")
    yield paragraph(criterion.question)
    if reason := why(finding):
        yield paragraph(reason, "note")
    if made := decisions.get(finding.criterion):
        yield paragraph(f"Decided {in_words(made.status)} by {made.by}, {day_shown(made.at.date())}.")
        if made.reason:
            yield paragraph(f"Because: {made.reason}")
    if differing := voices(finding):
        yield paragraph(differing, "note")
    yield from map(quote, finding.evidence)
    if finding.second and (theirs := finding.quote_of_second):
        yield paragraph(f"The {finding.second.by} rest on:")
        yield quote(theirs)
    for summary, passages in steps(finding):
        items = "\n".join(f"<li>{quote(one)}<p>{escape(_begun(said))}.</p></li>" for one, said in passages)
        yield f"<details>\n<summary>{summary}</summary>\n<ol>\n{items}\n</ol>\n</details>"
