"""`planreview assess`: findings from files alone, without a stack."""

import argparse

from cli import shapes
from cli.console import complain, print_json
from cli.files import load_round
from cli.reading import read
from cli.show import findings
from planreview.assessment import assess


def run(chosen: argparse.Namespace) -> int:
    round_ = load_round(chosen.round)
    found = [part for file in chosen.files for part in read(file.read_bytes(), file.name).all()]
    for reading in found:
        if reading.refusal:
            complain(f"{reading.name}: {reading.refusal}")
    assessment = assess(round_, [reading.text for reading in found if reading.text and reading.text.pages])
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
