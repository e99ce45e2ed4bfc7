"""`planreview status`: how a stack is."""

import argparse
from collections import Counter
from typing import Any

import boto3

from cli.console import heading, print_json, say, table
from cli.target import Target, reach
from planreview.aws import records
from planreview.aws.records import RoundFiles
from planreview.delivery import FAILED


def run(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack) as target:
        rounds = [_round(files) for files in records.open_rounds()]
        strays = [f"{stray.key} ({stray.why})" for stray in records.strays()]
        dead = _dead_letters(target)
    if chosen.json:
        print_json({"rounds": rounds, "strays": strays, "dead_letters": dead})
        return 0
    for round_ in rounds:
        heading(f"Round {round_['id']}")
        for name in ("submissions", "documents", "notices"):
            say(
                f"{name + ':':<13}" + (", ".join(f"{count} {state}" for state, count in round_[name].items()) or "none")
            )
        if round_["undelivered"]:
            table(["Notice", "To", "State", "Why"], round_["undelivered"])
    if not rounds:
        say("no round is open; open one with `planreview round open FILE`")
    say(f"{'strays:':<13}" + ("; ".join(strays) or "none"))
    say(f"{'dead letters:':<13} " + (", ".join(f"{count} in {queue}" for queue, count in dead.items()) or "none"))
    return 0


def _round(files: RoundFiles) -> dict[str, Any]:
    notices = records.notices(files.id)
    return {
        "id": files.id,
        "submissions": dict(Counter(str(submission.state) for submission in records.submissions(files.id))),
        "documents": dict(Counter(str(document.state) for document in records.documents(files.id))),
        "notices": dict(Counter(str(notice.state) for notice in notices)),
        "undelivered": [[n.id, n.to, n.state, n.why or ""] for n in notices if n.state in FAILED],
    }


def _dead_letters(target: Target) -> dict[str, int]:
    sqs, depths = boto3.client("sqs"), {}
    for name, url in target.dead_letters.items():
        answer = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
        depths[name] = int(answer["Attributes"]["ApproximateNumberOfMessages"])
    return {name: depth for name, depth in depths.items() if depth}
