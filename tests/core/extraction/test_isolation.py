import os
import sys
from pathlib import Path

import pytest

from planreview.errors import ReaderFailed, Unreadable
from planreview.extraction.isolation import Limits, _environment, extract_isolated
from tests.core.samples import text_of

PLANS = Path(__file__).parents[2] / "samples/plans"
PDF = (PLANS / "kent-plan.pdf").read_bytes()


def test_the_child_reads_what_the_reader_reads() -> None:
    assert extract_isolated(PDF, "kent-plan.pdf").text == text_of(PDF, "kent-plan.pdf")


def test_a_refusal_comes_through_with_its_code_and_sentence() -> None:
    with pytest.raises(Unreadable) as refusal:
        extract_isolated(b"", "plan.pdf")

    assert (refusal.value.code, refusal.value.message) == ("empty", "The file is empty. Please send it again.")


def a_text_that_takes_seconds() -> bytes:
    return ("e\u0301 " * 20_000_000).encode()


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(wall=0), "timed_out"),
        (Limits(cpu=1), "timed_out"),
        (Limits(memory=220_000_000), "too_large"),
    ],
)
def test_a_child_that_takes_too_much_is_stopped(limits: Limits, code: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        extract_isolated(a_text_that_takes_seconds(), "plan.txt", limits)

    assert refusal.value.code == code


def test_a_name_of_any_kind_comes_through() -> None:
    name = "-rf \x00 \ud800 é.pdf"

    assert extract_isolated(PDF, name).text.document == name


def test_an_answer_that_is_too_long_is_stopped() -> None:
    with pytest.raises(Unreadable) as refusal:
        extract_isolated(PDF, "plan.pdf", Limits(output=100))

    assert refusal.value.code == "too_large"


def test_a_reader_that_does_not_start_is_no_fault_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(ReaderFailed):
        extract_isolated(PDF, "plan.pdf")


def test_the_child_is_given_no_credentials_but_what_python_needs_to_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environ, "AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setitem(os.environ, "LD_LIBRARY_PATH", "/var/lang/lib")

    given = _environment()

    assert [name for name in given if name.startswith("AWS")] == []
    assert given["LD_LIBRARY_PATH"] == "/var/lang/lib"
