"""A stand-in for Amazon Textract, which moto plays without the tokens, tags, warnings and refusals that matter here."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Self

from planreview.aws import clients

JOB = "2c3f1e0a9b8d7c6e5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e"


@dataclass
class Textract:
    """Answers the calls of this process's client. A token's job is one job; each answer holds `at_once` blocks."""

    blocks: Sequence[Any] = ()
    status: str = "SUCCEEDED"
    warnings: Sequence[Any] = ()
    refusal: str | None = None
    at_once: int = 1000
    jobs: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    started: list[dict[str, Any]] = field(default_factory=list)

    def __enter__(self) -> Self:
        self._undo = ExitStack()
        for call, answer in (("Start", self._start), ("Get", self._get)):
            name = f"before-call.textract.{call}DocumentTextDetection"
            clients.textract().meta.events.register_first(name, answer)
            self._undo.callback(clients.textract().meta.events.unregister, name, answer)
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()

    def _start(self, params: dict[str, Any], **_: Any) -> Any:
        self.asked.append("start")
        request = json.loads(params["body"])
        if self.refusal:
            return refused(self.refusal)
        self.started.append(request)
        return ok({"JobId": self.jobs.setdefault(request["ClientRequestToken"], JOB)})

    def _get(self, params: dict[str, Any], **_: Any) -> Any:
        self.asked.append("get")
        request = json.loads(params["body"])
        if self.refusal:
            return refused(self.refusal)
        if self.status in ("IN_PROGRESS", "FAILED"):
            return ok({"JobStatus": self.status, "Blocks": []})
        start = int(request.get("NextToken", 0))
        end = start + self.at_once
        answer = {"JobStatus": self.status, "Blocks": list(self.blocks[start:end])}
        if self.warnings and not start:
            answer["Warnings"] = list(self.warnings)
        return ok(answer | ({"NextToken": str(end)} if end < len(self.blocks) else {}))


def page(number: int, *lines: Any) -> list[Any]:
    """The blocks of one page: the page's own, and its lines'."""
    return [{"BlockType": "PAGE", "Page": number}, *({**line, "Page": number} for line in lines)]


def line(text: str, left: float, top: float, *, confidence: float = 99.5, width: float = 0.2) -> dict[str, Any]:
    """A line that begins at a place, in shares of the page's width and height."""
    corners = [(left, top), (left + width, top), (left + width, top + 0.01), (left, top + 0.01)]
    polygon = [{"X": x, "Y": y} for x, y in corners]
    return {"BlockType": "LINE", "Text": text, "Confidence": confidence, "Geometry": {"Polygon": polygon}}


def ok(answer: dict[str, Any]) -> Any:
    return SimpleNamespace(status_code=200), {"ResponseMetadata": {"HTTPStatusCode": 200}, **answer}


def refused(code: str) -> Any:
    error = {"Error": {"Code": code, "Message": "not today"}, "ResponseMetadata": {"HTTPStatusCode": 400}}
    return SimpleNamespace(status_code=400), error
