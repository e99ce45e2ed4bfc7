import subprocess
import sys
from dataclasses import replace

import pytest

from planreview.extraction.isolation import extract_isolated
from planreview.extraction.limits import DEFAULT
from planreview.extraction.second_reader import TURNS
from planreview.extraction.task import LONG
from tests.core.extraction.test_pdf import pdf
from tests.core.samples import text_of

PLAN = pdf(*(f"Action {number}: brief every team on the new policy. " * 8 for number in range(TURNS + 50)))

FIRST_READER = """
import os, sys
from planreview.extraction.limits import DEFAULT
from planreview.extraction.second_reader import SecondReader
"""


def printed(script: str, given: bytes = b"") -> str:
    """What a process prints that makes second readers, which no process of these tests should be left with."""
    command = [sys.executable, "-c", FIRST_READER + script]
    done = subprocess.run(command, input=given, capture_output=True, check=True, timeout=30)  # noqa: S603  ours
    return done.stdout.decode()


@pytest.mark.parametrize("processors", [1, 2])
def test_a_long_pdf_is_read_alike_by_one_process_and_by_two(processors: int) -> None:
    assert len(PLAN) > LONG
    assert extract_isolated(PLAN, "plan.pdf", replace(DEFAULT, processors=processors)).text == text_of(PLAN, "plan.pdf")


def test_each_turn_is_taken_by_one_of_two() -> None:
    script = "second = SecondReader(bytes, DEFAULT); print(sorted([*second.turns, *second.found()]))"

    assert printed(script) == f"{[*range(TURNS)]}\n"


def test_the_first_reads_what_a_second_that_has_ended_leaves() -> None:
    script = """
import pypdfium2
from planreview.extraction.pdf_pages import read_pages

document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
second = SecondReader(lambda turns: os.abort() if next(turns) >= 0 else b"", DEFAULT)
print(read_pages(document, second) == read_pages(document), len(read_pages(document)))
"""

    assert printed(script, PLAN) == f"True {TURNS + 50}\n"


def test_where_no_second_process_can_be_had_one_reads_all_pages() -> None:
    script = """
import tempfile
from planreview.extraction import extract
from planreview.extraction.task import Request, answered, ask, perform

def fork():
    raise BlockingIOError("no more processes")

os.fork = fork
content = sys.stdin.buffer.read()
with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as answer:
    ask(Request(name="plan.pdf", limits=DEFAULT), content, sent)
    perform(sent, answer)
    print(answered(answer).text == extract(content, "plan.pdf").text)
"""

    assert printed(script, PLAN) == "True\n"


def test_an_answer_that_makes_no_sense_is_none() -> None:
    script = """
import pypdfium2
from planreview.extraction.pdf_pages import read_pages

document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
second = SecondReader(lambda turns: b'{"0": "gone astray"}', DEFAULT)
print(read_pages(document, second) == read_pages(document))
"""

    assert printed(script, PLAN) == "True\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it ends at its next turn")
def test_a_second_reader_ends_with_the_first() -> None:
    script = """
def work(turns):
    while True:
        pass

SecondReader(work, DEFAULT)
print("the first has ended")
"""

    assert printed(script) == "the first has ended\n"  # and so has the second, who would keep what it prints to open
