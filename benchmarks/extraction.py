"""Reads the documents of a folder with planreview and with other extractors, and compares them.

    pip install -e '.[benchmarks]'
    python benchmarks/extraction.py FOLDER [--json FILE] [--only NAME]

Each extractor runs in a process of its own, file by file, in several rounds; the order of the extractors is turned
from round to round, and the best time of each file counts. Files are in memory before the clock starts, imports and
planreview's server are not timed. planreview reads as it does in service: each document in a process of its own,
with limits, and with tables, forms and all else that it looks for; and once more, as where there is one processor only.

A file is read where at least one word of it is given back. `words in common` is the agreement with the first of the
extractors in the table, as the mean over files that both read: twice the words in common (as often as they occur)
divided by the words of both.
"""

import argparse
import io
import json
import logging
import os
import re
import resource
import selectors
import subprocess
import sys
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from statistics import mean
from typing import Any

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

PATIENCE = 60
"""Seconds for one file, after which an extractor is said to hang; the slowest that ends takes half of it."""

PDF = "pdf"
ENDINGS = {
    PDF: (".pdf",),
    "Word": (".docx", ".docm", ".doc", ".rtf", ".odt"),
    "sheets": (".xlsx", ".xlsm", ".xls", ".ods", ".csv"),
    "slides": (".pptx", ".ppt", ".odp"),
    "web pages and text": (".html", ".htm", ".txt"),
    "e-mails": (".eml", ".msg"),
}
"""The groups of a table, by the endings of the files' names."""

_err = Console(stderr=True, highlight=False)

Pages = list[str]
_WORD = re.compile(r"\w+")


def pypdfium2(content: bytes, ending: str) -> Pages:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def pypdf(content: bytes, ending: str) -> Pages:
    import pypdf

    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def pdfminer(content: bytes, ending: str) -> Pages:
    from pdfminer.high_level import extract_text

    return extract_text(io.BytesIO(content)).split("\f")[:-1]


def markitdown(content: bytes, ending: str) -> Pages:
    """It keeps no pages."""
    from markitdown import StreamInfo

    stream = StreamInfo(extension=ending)
    return [_markitdown().convert_stream(io.BytesIO(content), stream_info=stream).text_content]


@cache
def _markitdown() -> Any:
    from markitdown import MarkItDown

    return MarkItDown(enable_plugins=False)


def planreview(content: bytes, ending: str) -> Pages:
    return _planreview(content, ending, processors=2)


def planreview_alone(content: bytes, ending: str) -> Pages:
    """One process for each document, however long it is."""
    return _planreview(content, ending, processors=1)


def _planreview(content: bytes, ending: str, processors: int) -> Pages:
    from planreview.extraction.isolation import extract_isolated
    from planreview.extraction.limits import Limits

    text = extract_isolated(content, f"plan{ending}", Limits(processors=processors)).text
    if text.scans and not any(page.text for page in text.pages):
        raise LookupError("its pages are pictures, whose text is recognised later")
    return [page.text for page in text.pages]


EXTRACTORS: dict[str, Callable[[bytes, str], Pages]] = {
    "pypdfium2": pypdfium2,
    "markitdown": markitdown,
    "pdfminer": pdfminer,
    "pypdf": pypdf,
    "planreview": planreview,
    "planreview alone": planreview_alone,
}
"""The extractors; the first one that reads a group of files is what the others are compared with."""

PDF_ALONE = frozenset({"pypdfium2", "pdfminer", "pypdf", "planreview alone"})


@dataclass
class Found:
    """What an extractor made of one file: `seconds` at best, of all rounds."""

    seconds: float = float("inf")
    words: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    why: str = ""
    hangs: bool = False


@dataclass
class Result:
    """`memory` is the most that a process of the extractor had, in MB; the last two are None for the reference.

    `seconds` and `pages` are of the files that were read, `times_reference` of those that the reference read too.
    """

    group: str
    extractor: str
    files: int
    read: int
    hangs: int
    seconds: float
    pages: int
    memory: int
    times_reference: float | None
    agreement: float | None
    read_by_others_only: list[str]


class Worker:
    """The process of one extractor, started anew where it ended or hung."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._process: Any = None
        self.memory = 0

    def read(self, path: Path) -> Found:
        process = self._process = self._process or _start(self._name)
        process.stdin.write(f"{path}\n".encode())
        process.stdin.flush()
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout, selectors.EVENT_READ)
            answers = bool(selector.select(PATIENCE))
        line = process.stdout.readline() if answers else b""
        if line:
            seconds, words, pages, why = json.loads(line)
            return Found(seconds, Counter(words), pages, why)
        process.kill()
        process.wait()
        self._process = None
        return Found(PATIENCE, why="its process ends" if answers else "hangs", hangs=not answers)

    def end(self) -> None:
        if self._process:
            told, _ = self._process.communicate()
            self.memory = max(self.memory, int(told))
            self._process = None


def work(name: str) -> None:
    """A worker: paths of files on standard input, a line of JSON for each on standard output, and last its memory."""
    out = os.fdopen(os.dup(1), "wb")
    _silence()
    extractor = EXTRACTORS[name]
    with suppress(Exception):
        extractor(b"plan", ".txt")  # imports
    for line in sys.stdin.buffer:
        path = Path(line.decode().rstrip("\n"))
        content = path.read_bytes()
        pages, why = [], ""
        began = time.perf_counter()
        try:
            pages = extractor(content, path.suffix.lower())
        except Exception as error:  # noqa: BLE001  each has errors of its own
            why = f"{type(error).__name__}: {error}"[:200]
        seconds = time.perf_counter() - began
        words = Counter(_WORD.findall("\n".join(pages).lower()))
        out.write(json.dumps((seconds, words, len(pages), why)).encode() + b"\n")
        out.flush()
    out.write(b"%d" % _memory())
    out.flush()


def agreement(ours: Counter[str], theirs: Counter[str]) -> float:
    """From 0 to 1: how many words two texts have in common, as often as they occur."""
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def files_of(folder: Path, group: str) -> list[Path]:
    found = (path.resolve() for path in sorted(folder.rglob("*")) if path.suffix.lower() in ENDINGS[group])
    return [path for path in found if path.is_file() and "\n" not in str(path)]


def compare(
    group: str, paths: Sequence[Path], names: Sequence[str], rounds: int, tick: Callable[[], None]
) -> list[Result]:
    found: dict[str, dict[Path, Found]] = {name: defaultdict(Found) for name in names}
    workers = {name: Worker(name) for name in names}
    for round_ in range(rounds):
        for name in (*names[round_ % len(names) :], *names[: round_ % len(names)]):
            for path in paths:
                before = found[name][path]
                if not before.hangs:
                    again = workers[name].read(path)
                    again.seconds = min(again.seconds, before.seconds)
                    found[name][path] = again
                tick()
            workers[name].end()
    return [_result(group, name, names[0], found, workers[name].memory) for name in names]


def _result(group: str, name: str, reference: str, found: dict[str, dict[Path, Found]], memory: int) -> Result:
    read = {path: one for path, one in found[name].items() if one.words}
    both = [(one, found[reference][path]) for path, one in read.items() if found[reference][path].words]
    others = {path for of_other in found.values() for path, one in of_other.items() if one.words}
    compared = name != reference and bool(both)
    return Result(
        group=group,
        extractor=name,
        files=len(found[name]),
        read=len(read),
        hangs=sum(one.hangs for one in found[name].values()),
        seconds=sum(one.seconds for one in read.values()),
        pages=sum(one.pages for one in read.values()),
        memory=memory,
        times_reference=sum(one.seconds for one, _ in both) / sum(other.seconds for _, other in both)
        if compared
        else None,
        agreement=mean(agreement(one.words, other.words) for one, other in both) if compared else None,
        read_by_others_only=[f"{path}: {found[name][path].why or 'no words'}" for path in sorted(others - read.keys())],
    )


def _start(name: str) -> Any:
    command = [sys.executable, __file__, "--worker", name]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  this file


def _silence() -> None:
    """What extractors print and log is not theirs to say here."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    logging.disable()
    warnings.simplefilter("ignore")


def _memory() -> int:
    """The most that this process, or one that it started and that has ended, had in memory at once, in MB."""
    if server := sys.modules.get("planreview.extraction.server"):
        server.end_all()
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) // unit


def _installed(names: Sequence[str]) -> list[str]:
    missing = [name for name in names if find_spec(name.split()[0]) is None]
    for name in missing:
        _err.print(f"{name} is not installed, so it is left out")
    return [name for name in names if name not in missing]


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare planreview's reading of documents with other extractors.")
    parser.add_argument("folder", type=Path, nargs="?", default=Path(), metavar="FOLDER")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results there, with each file not read")
    parser.add_argument("--only", choices=list(EXTRACTORS), help="one extractor")
    parser.add_argument("--group", choices=list(ENDINGS), help="one group of files")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="(3)")
    parser.add_argument("--worker", choices=list(EXTRACTORS), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        work(chosen.worker)
        return 0
    names = _installed([chosen.only] if chosen.only else list(EXTRACTORS))
    results = []
    for group in [chosen.group] if chosen.group else ENDINGS:
        paths = files_of(chosen.folder, group)
        able = [name for name in names if group == PDF or name not in PDF_ALONE]
        if paths and able:
            with Progress(console=_err) as progress:
                task = progress.add_task(group, total=len(paths) * len(able) * chosen.rounds)
                results += compare(group, paths, able, chosen.rounds, partial(progress.advance, task))
    _print(results)
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(result) for result in results], indent=1), encoding="utf-8")
    return 0


def _print(results: Sequence[Result]) -> None:
    grid = Table("files", "extractor", box=None)
    for title in ("read", "hangs", "seconds", "pages/s", "times the first", "words in common", "memory"):
        grid.add_column(title, justify="right")
    for one in results:
        grid.add_row(
            f"{one.files} {one.group}",
            one.extractor,
            str(one.read),
            str(one.hangs),
            f"{one.seconds:.2f}",
            f"{one.pages / one.seconds:.0f}"
            if one.group == PDF and one.extractor != "markitdown" and one.seconds
            else "",
            "" if one.times_reference is None else f"{one.times_reference:.2f}",
            "" if one.agreement is None else f"{one.agreement:.1%}",
            f"{one.memory} MB",
        )
    Console(width=120).print(grid)


if __name__ == "__main__":
    sys.exit(main())
