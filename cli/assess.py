"""`planreview assess`: findings from files alone, without a stack."""

import argparse
from typing import Any

from cli import shapes
from cli.console import complain, print_json
from cli.files import load_round
from cli.show import findings
from planreview.assessment import assess
from planreview.errors import Unreadable
from planreview.extraction.isolation import extract_isolated
from planreview.text import Text


def run(chosen: argparse.Namespace) -> int:
    round_ = load_round(chosen.round)
    texts: list[Text] = []
    documents: list[dict[str, Any]] = []
    failed = False
    for file in chosen.files:
        try:
            texts.append(extract_isolated(file.read_bytes(), file.name).text)
            documents.append(shapes.summary(texts[-1]))
        except Unreadable as error:
            complain(f"{file.name}: {error}")
            documents.append(shapes.refusal(file.name, error))
            failed = True
    assessment = assess(round_, texts)
    if chosen.json:
        print_json(
            {
                "round": round_.id,
                "documents": documents,
                "criteria": shapes.criteria(assessment),
                "band": assessment.band,
            }
        )
    else:
        findings(round_, assessment)
    return int(failed)
