"""`planreview assess`: findings from files alone, without a stack."""

import argparse

from cli import compare, shapes
from cli.console import print_json
from cli.files import learned_if_it_fits, load_round, names_of
from cli.reading import Reading, read_all
from cli.show import findings
from planreview.assessment import assess
from planreview.proposing import is_slight
from planreview.publishing.assessments import as_html


def run(chosen: argparse.Namespace) -> int:
    if chosen.compare:
        return compare.run(chosen)
    round_ = load_round(chosen.round)
    found = read_all(chosen.files)
    texts = [reading.text for reading in found if reading.text and reading.text.pages]
    lost = [name for reading in found if (name := _lost(reading))]
    assessment = assess(
        round_,
        texts,
        learned_if_it_fits(chosen.round),
        names=names_of(chosen.force, chosen.forces),
        unread=lost,
    )
    if chosen.html:
        named = ", ".join(path.name for path in chosen.files)
        cautions = {text.sha256: text.warnings for text in texts}
        chosen.html.write_text(as_html(round_, named, assessment, cautions=cautions), encoding="utf-8")
    if chosen.json:
        print_json(
            {
                "round": round_.id,
                "documents": [shapes.summary(reading) for reading in found],
                "criteria": shapes.criteria(assessment, explain=chosen.explain),
                "band": assessment.band,
            }
        )
    else:
        findings(round_, assessment, explain=chosen.explain)
    return int(any(reading.refusal for reading in found))


def _lost(reading: Reading) -> str:
    """The name of what could not be read, or of an archive of which some could not."""
    if reading.refusal:
        is_no_loss = reading.depth and is_slight(reading.name, reading.size, reading.refusal.code)
        return "" if is_no_loss else reading.name
    in_part = reading.text and not reading.text.pages and reading.text.is_part
    return f"{reading.name} (in part)" if in_part else ""
