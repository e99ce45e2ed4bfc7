"""The time of the stack that runs here, left and taken up by way of files beside its word."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli import clock
from cli.main import main

JUNE = datetime(2017, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, file in (("TOLD", "clock.json"), ("WANTED", "clock-wanted"), ("STATE", "up.json")):
        monkeypatch.setattr(clock, name, tmp_path / file)
    return tmp_path


@pytest.mark.usefixtures("told")
def test_a_clock_goes_on_from_the_time_that_was_told() -> None:
    clock.tell(JUNE)

    assert timedelta() <= clock.now_told()() - JUNE < timedelta(minutes=5)


@pytest.mark.usefixtures("told")
def test_a_time_that_is_wanted_is_there_until_it_is_taken_up() -> None:
    clock.WANTED.write_text(JUNE.isoformat(), "utf-8")
    wanted = clock.wanted()

    clock.taken_up(JUNE)

    assert (wanted, clock.wanted(), clock.TOLD.is_file()) == (JUNE, None, True)


@pytest.mark.usefixtures("told")
def test_without_a_stack_there_is_no_time(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clock"]) == 1
    assert "no stack runs here; start one with `planreview up`" in capsys.readouterr().err
