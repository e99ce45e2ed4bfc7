"""A small run of `benchmarks/fuzz.py`, always the same."""

import tempfile
from pathlib import Path

import pytest

from benchmarks.fuzz import ENDS, run, samples
from planreview.extraction import server


def test_damaged_samples_are_read_or_refused_with_a_known_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server.end_all()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    ends = run(range(200), 2017, samples(), tmp_path)

    assert {(end.number, end.sample.name, end.what) for end in ends if end.what not in ENDS} == set()
