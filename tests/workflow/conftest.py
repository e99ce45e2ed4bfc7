"""What the stories share: the inspectors' commands speak to the stack of the test."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from cli import agreement, assessment, audit, calendar, dossier, publish, round_file
from cli.target import Target


@pytest.fixture(autouse=True)
def at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The adapters point at the stack of the test already."""

    @contextmanager
    def reach(_: str | None) -> Iterator[Target]:
        yield Target({})

    for command in (agreement, assessment, audit, calendar, dossier, publish, round_file):
        monkeypatch.setattr(command, "reach", reach)
