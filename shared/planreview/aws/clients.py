"""One client for each service and process: making one takes longer than most calls."""

from functools import cache
from typing import TYPE_CHECKING

import boto3
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_events import EventBridgeClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sesv2 import SESV2Client
    from mypy_boto3_textract import TextractClient

_PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 4}, connect_timeout=5, read_timeout=30)
# Textract takes a few calls a second, and the result of a long scan is fetched in hundreds.
_MORE_PATIENT = Config(retries={"mode": "standard", "total_max_attempts": 8}, connect_timeout=5, read_timeout=30)
# SES has no idempotency token: a second attempt after a lost answer is a second mail. The outbox decides on that.
_ONCE = Config(retries={"total_max_attempts": 1}, connect_timeout=3, read_timeout=10)


@cache
def s3() -> "S3Client":
    return boto3.client("s3", config=_PATIENT)


@cache
def dynamodb() -> "DynamoDBClient":
    return boto3.client("dynamodb", config=_PATIENT)


@cache
def events() -> "EventBridgeClient":
    return boto3.client("events", config=_PATIENT)


@cache
def ses() -> "SESV2Client":
    return boto3.client("sesv2", config=_ONCE)


@cache
def textract() -> "TextractClient":
    return boto3.client("textract", config=_MORE_PATIENT)


def forget() -> None:
    """Make every client anew at its next use, after the endpoint has changed."""
    for made in (s3, dynamodb, events, ses, textract):
        made.cache_clear()
