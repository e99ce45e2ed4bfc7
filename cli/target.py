"""Which stack a command speaks to: one deployed to AWS, or the one that `planreview up` runs on this machine."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from cli.clock import now_told
from cli.files import STATE
from local.stack import point_at
from planreview.aws import clients, clock
from planreview.errors import PlanreviewError


class StackUnreachableError(PlanreviewError):
    """The stack asked for is not there, or cannot be reached."""


@dataclass(frozen=True)
class Target:
    """`dead_letters` are the URLs of the dead-letter queues by logical id."""

    dead_letters: dict[str, str]


@contextmanager
def reach(stack: str | None) -> Iterator[Target]:
    """Points the adapters at a stack. Raises StackUnreachableError with what to do about it."""
    target = _deployed(stack) if stack else _embedded()
    boto3.setup_default_session()
    clients.forget()
    clock.use(None if stack else now_told())
    try:
        yield target
    except BotoCoreError as error:
        raise StackUnreachableError(f"the stack cannot be reached: {error}") from error
    except ClientError as error:
        raise StackUnreachableError(f"AWS refused: {error}") from error
    finally:
        clock.use(None)


def _embedded() -> Target:
    if not STATE.is_file():
        raise StackUnreachableError("no stack runs here; start one with `planreview up`, or name one with --stack NAME")
    state = json.loads(STATE.read_text(encoding="utf-8"))
    point_at(state["environment"])
    return Target(state["dead_letters"])


NEEDED = {"Table", "SubmissionsBucket", "TextsBucket", "PublishedBucket"}
"""Resources of a stack that the commands work with, by their logical ids."""


def _deployed(stack: str) -> Target:
    try:
        pages = boto3.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack)
        found = {
            summary["LogicalResourceId"]: (summary["ResourceType"], summary.get("PhysicalResourceId", ""))
            for page in pages
            for summary in page["StackResourceSummaries"]
        }
    except (BotoCoreError, ClientError) as error:
        raise StackUnreachableError(f"the stack {stack!r} cannot be looked up: {error}") from error
    if missing := NEEDED - found.keys():
        raise StackUnreachableError(f"{stack!r} is a stack of something else: it has no {', '.join(sorted(missing))}")
    queues = {name: url for name, (type_, url) in found.items() if type_ == "AWS::SQS::Queue"}
    os.environ.update(TABLE_NAME=found["Table"][1], SUBMISSIONS_BUCKET=found["SubmissionsBucket"][1])
    os.environ.update(TEXTS_BUCKET=found["TextsBucket"][1], PUBLISHED_BUCKET=found["PublishedBucket"][1])
    return Target({name: url for name, url in queues.items() if not name.endswith("Queue")})
