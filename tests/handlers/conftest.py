"""The sample events of `events/`, for the stack that runs in a test."""

import json
import os
from collections.abc import Callable
from typing import Any

import pytest

from local.stack import Stack
from planreview.aws import records
from planreview.document import Document
from tests.conftest import ROOT, london

ROUND_ID = "apsp-2017"
SAMPLE_DOCUMENT = "4e1f0d0a4c1b1f6f5a0e9d3c"
SAMPLE_BUCKET = "planreview-submissions"
SAMPLE_VERSION = "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e"


@pytest.fixture
def event(stack: Stack) -> Callable[..., dict[str, Any]]:
    """`events/<name>.json`, with the bucket, version and document that exist in this stack in place of the sample's."""

    def load(name: str, document: str = SAMPLE_DOCUMENT, version: str = SAMPLE_VERSION) -> dict[str, Any]:
        source = (ROOT / f"events/{name}.json").read_text(encoding="utf-8")
        for sample, real in (
            (SAMPLE_DOCUMENT, document),
            (SAMPLE_BUCKET, os.environ["SUBMISSIONS_BUCKET"]),
            (SAMPLE_VERSION, version),
        ):
            source = source.replace(sample, real)
        loaded: dict[str, Any] = json.loads(source)
        return loaded

    return load


@pytest.fixture
def received(stack: Stack, event: Callable[..., dict[str, Any]]) -> Document:
    """A document of Kent's that has its receipt and was found clean, and no more: nothing was announced yet."""
    stack.clock.set(london("2017-05-31 23:59:59"))
    upload = stack.upload(ROUND_ID, "kent", "Kent plan.txt", b"Monitoring of our IT systems has started.")
    stack.functions["ReceiveFunction"](event("receive", version=upload.version_id))
    stack.scanner.saw((upload.bucket, upload.key, upload.version_id))
    stack.scanner.tell(stack.clock())
    [document] = records.documents(ROUND_ID, "kent")
    return document
