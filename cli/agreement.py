"""`planreview agreement`: how often two inspectors agreed who judged apart."""

import argparse

from cli.console import complain, print_json, say, table
from cli.target import reach
from planreview.agreement import agreement
from planreview.aws import records


def run(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        round_ = records.round_(chosen.round)
        if not round_.assessment.blind:
            complain(f"round {round_.id} is not blind: nobody judges apart in it")
            return 1
        found = agreement(round_, records.submissions(chosen.round), records.judgements(chosen.round))
    if chosen.json:
        print_json([one.model_dump(mode="json") for one in found])
        return 0
    table(
        ["Criterion", "Forces", "Agreed", "Cohen's kappa"],
        [
            [one.criterion, str(one.forces), str(one.agreed), "–" if one.kappa is None else f"{one.kappa:.2f}"]
            for one in found
        ],
    )
    say("1 is agreement throughout, 0 what chance would give; – where chance leaves nothing to tell.")
    return 0
