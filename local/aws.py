"""Clients of the embedded stack's own, one for each service: making one takes longer than most calls."""

from functools import cache
from typing import Any

import boto3


@cache
def client(service: str) -> Any:
    return boto3.client(service)  # type: ignore[call-overload]
