"""`planreview upload`: files for a force, to the running stack."""

import argparse
import os

from cli.console import say
from cli.target import reach
from planreview.aws import clients, records


def run(chosen: argparse.Namespace) -> int:
    with reach(chosen.stack):
        force = records.submission(chosen.round, chosen.force).force
        for file in chosen.files:
            key = f"{chosen.round}/{chosen.force}/{file.name}"
            bucket = os.environ["SUBMISSIONS_BUCKET"]
            answer = clients.s3().put_object(Bucket=bucket, Key=key, Body=file.read_bytes(), ChecksumAlgorithm="SHA256")
            say(f"{file.name}: uploaded as version {answer['VersionId']}; the receipt goes to {force.email}")
    return 0
