import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from planreview.errors import ReaderFailed, Unreadable
from planreview.extraction import server
from planreview.extraction.isolation import extract_isolated, recognise_isolated
from planreview.extraction.limits import Limits
from tests.core.samples import text_of

PLANS = Path(__file__).parents[2] / "samples/plans"
PDF = (PLANS / "kent-plan.pdf").read_bytes()
TEXT = (PLANS / "cumbria-plan.txt").read_bytes()


@pytest.fixture
def a_new_server() -> Iterator[None]:
    """A server that starts in this test, with what the test has arranged, and does not outlive it."""
    server.end_all()
    yield
    server.end_all()


def idle_server() -> int:
    """The process id of the one server."""
    extract_isolated(TEXT, "plan.txt")
    [process_id] = server.idle()
    return process_id


def test_the_child_reads_what_the_reader_reads() -> None:
    assert extract_isolated(PDF, "kent-plan.pdf").text == text_of(PDF, "kent-plan.pdf")


def test_documents_are_read_at_once_by_threads() -> None:
    with ThreadPoolExecutor(4) as threads:
        texts = [found.text for found in threads.map(extract_isolated, [PDF, TEXT] * 6, ["plan"] * 12)]

    assert texts == [text_of(PDF, "plan"), text_of(TEXT, "plan")] * 6


def test_a_refusal_comes_through_with_its_code_and_sentence() -> None:
    with pytest.raises(Unreadable) as refusal:
        extract_isolated(b"", "plan.pdf")

    assert (refusal.value.code, refusal.value.message) == ("empty", "The file is empty. Please send it again.")


SLOW = "The document takes too long to read. Please send it in parts, or save it anew and send it again."
LARGE = "The document needs more memory than can be given to one. Please send it in parts."
LONG_TEXT = ("e\u0301 " * 20_000_000).encode()


@pytest.mark.parametrize(
    ("content", "limits", "code", "message"),
    [
        (LONG_TEXT, Limits(wall=0.1), "timed_out", SLOW),
        (LONG_TEXT, Limits(cpu=1), "timed_out", SLOW),
        (LONG_TEXT, Limits(memory=220_000_000), "too_large", LARGE),
        (TEXT, Limits(output=100, attachments=0), "too_large", LARGE),
    ],
    ids=["wall", "cpu", "memory", "output"],
)
def test_a_document_that_takes_too_much_is_refused_and_the_next_one_read(
    content: bytes, limits: Limits, code: str, message: str
) -> None:
    with pytest.raises(Unreadable) as refusal:
        extract_isolated(content, "plan.txt", limits)

    assert (refusal.value.code, refusal.value.message) == (code, message)
    assert extract_isolated(TEXT, "plan.txt").text == text_of(TEXT, "plan.txt")


@pytest.mark.parametrize("name", ["-rf \x00 \ud800 é.pdf", '{"name"}\n\r\n', "../" * 300, ""])
def test_a_name_of_any_kind_comes_through(name: str) -> None:
    assert extract_isolated(PDF, name).text.document == name


def test_no_file_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_new_server: None) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    extract_isolated(PDF, "plan.pdf")
    with pytest.raises(Unreadable):
        extract_isolated(LONG_TEXT, "plan.txt", Limits(wall=0.1))

    assert list(tmp_path.iterdir()) == []


def test_a_server_that_has_ended_is_replaced(a_new_server: None) -> None:
    ended = idle_server()

    os.kill(ended, signal.SIGKILL)

    assert extract_isolated(TEXT, "plan.txt").text == text_of(TEXT, "plan.txt")
    assert idle_server() != ended


def test_a_server_that_is_ended_leaves_no_process_behind(a_new_server: None) -> None:
    ended = idle_server()

    server.end_all()

    with pytest.raises(ProcessLookupError):
        os.kill(ended, 0)


def test_a_server_that_does_not_start_is_no_fault_of_the_document(
    monkeypatch: pytest.MonkeyPatch, a_new_server: None
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")

    with pytest.raises(ReaderFailed):
        extract_isolated(PDF, "plan.pdf")


def test_a_package_that_is_missing_is_no_fault_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_new_server: None
) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise ImportError('there is no pdfium here')")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ReaderFailed, match="there is no pdfium here"):
        extract_isolated(PDF, "plan.pdf")
    assert extract_isolated(TEXT, "plan.txt").text == text_of(TEXT, "plan.txt")


def test_a_recogniser_that_is_missing_is_no_fault_of_the_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, a_new_server: None
) -> None:
    (tmp_path / "tesserocr.py").write_text("raise ImportError('there is no recogniser here')")
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(ReaderFailed):
        recognise_isolated((PLANS / "surrey-scan.pdf").read_bytes(), "scan.pdf", [1])


def test_the_server_is_given_no_credentials_but_what_python_needs_to_start() -> None:
    given = server.environment({"AWS_SECRET_ACCESS_KEY": "secret", "LD_LIBRARY_PATH": "/var/lang/lib"}, sys.path)

    assert [name for name in given if name.startswith("AWS")] == []
    assert given["LD_LIBRARY_PATH"] == "/var/lang/lib"
