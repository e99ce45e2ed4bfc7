"""Reads damaged documents, thousands of them, and looks for one that is neither read nor refused in plain words.

    python benchmarks/fuzz.py --inputs 10000 --seed 1

Each input is a sample of `tests/samples` with a few mutations: bits, chunks, ends, parts of other samples, words that
its format knows; in a zip also inside a member, so that the damage gets past the checksum. Input number n of a seed is
always the same. A fault is any other error than Unreadable, an unknown code, a dead server, a file left behind or a
limit that did not hold; its input is kept in `.fuzz/`, and the exit code is 1.
"""

import argparse
import io
import re
import resource
import sys
import tempfile
import time
import zipfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from rich.console import Console
from rich.progress import track
from rich.table import Table

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction import server
from planreview.extraction.isolation import extract_isolated
from planreview.extraction.limits import Limits

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "tests/samples"
KEPT = ROOT / ".fuzz"
LIMITS = Limits(cpu=20, wall=30)
"""As for a document of a force, but shorter: each sample is read in well under a second."""

LATE = 2
"""Seconds beyond the wall time at which a process should have been ended."""

ENDS = frozenset({"read", *Reason})
"""What may become of a document."""

NUMBERS = (b"-1", b"0", b"65536", b"2147483648", b"4294967295", b"99999999999999999999", b"1e308", b"NaN")
BINARY = (b"\x00" * 4, b"\xff" * 4, b"\xff\xff\xff\x7f", b"\xfe\xff\xff\xff", b"\xfd\xff\xff\xff", b"\x01\x00\x00\x00")
XML = (
    b"<!DOCTYPE x [<!ENTITY e 'ee'>]>",
    b"&e;",
    b"&#0;",
    b"&#x202e;",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"<?x",
    b"/>",
    b"</",
    b'"',
    b"xmlns:w='x'",
)
TOKENS: dict[str, Sequence[bytes]] = {
    ".pdf": (
        b"obj|endobj|stream\n|endstream|xref|trailer|startxref|<<|>>|[|]|(|1 0 R|3 0 R|/Kids|/Count|/Parent|/Length"
        b"|/Prev|/Filter/FlateDecode|/Type/Page|/ObjStm|/Encrypt|/Contents|/XObject|/AcroForm| Tj| BT | Do "
    ).split(b"|"),
    ".rtf": rb"{|}|\bin9999 |\u-1?|\'zz|\uc9|\trowd|\cell|\row|\*|\pict".split(b"|"),
    ".html": (*XML, *b"<table>|<td colspan=9999999>|</td>|<tr>|<script>|<meta charset=utf-7>|<svg>".split(b"|")),
    ".eml": (
        b"\n\n|--|Content-Type: multipart/mixed; boundary=x\n|Content-Type: message/rfc822\n\n|charset=unknown"
        b'|charset=utf-16|Content-Transfer-Encoding: base64\n|=?utf-8?b?|filename*="|Content-Disposition:'
    ).split(b"|"),
    ".csv": (b'"', b",", b";", b"\t", b"\n", b"\r", b'""', b"\x00"),
    ".txt": (b"\f", b"\xff\xfe", b"\xef\xbb\xbf", b"\x00", b"\xcc\x81" * 50, b"\xe2\x80\xae"),
}
"""Words of each format, by the ending of a file's name. Those of a zip are its members', those of XML."""


@dataclass(frozen=True)
class Sample:
    name: str
    content: bytes

    @property
    def ending(self) -> str:
        return Path(self.name).suffix.lower()


@dataclass(frozen=True)
class End:
    """What became of an input: one of ENDS, or what is at fault."""

    sample: Sample
    number: int
    content: bytes
    what: str
    seconds: float


@dataclass
class Tally:
    """What became of the inputs that were made of one kind of file. `slowest` in seconds."""

    inputs: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    slowest: float = 0
    faults: list[str] = field(default_factory=list)


def samples(folder: Path = SAMPLES) -> list[Sample]:
    """All samples that are documents, in a fixed order."""
    found = (
        path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in (".py", ".toml", ".pyc")
    )
    return [Sample(path.name, path.read_bytes()) for path in found]


def mutated(sample: Sample, others: Sequence[Sample], random: Random) -> bytes:
    tokens = TOKENS.get(sample.ending, BINARY)
    if sample.content.startswith(b"PK\x03\x04") and random.random() < 0.7:
        return _mutated_inside(sample.content, others, random)
    return Mutations(tokens, others, random).of(sample.content)


def outcome(content: bytes, name: str, folder: Path) -> str:
    """One of ENDS, or what is at fault. `folder` is where temporary files stand."""
    before, began = server.idle(), time.monotonic()
    try:
        extract_isolated(content, name, LIMITS)
        end = "read"
    except Unreadable as error:
        end = error.code
    except Exception as error:  # noqa: BLE001  whatever it is, it is a finding
        return f"{error!r}"
    if before and server.idle() != before and end != Reason.TIMED_OUT:
        return f"the server has ended ({end})"
    if time.monotonic() - began > LIMITS.wall + LATE:
        return f"the wall time did not hold ({end})"
    if left := [file.name for file in folder.iterdir()]:
        return f"left behind: {left}"
    return end


def run(numbers: Iterable[int], seed: int, given: Sequence[Sample], folder: Path) -> Iterator[End]:
    endings = sorted({sample.ending for sample in given})  # each kind of file has its share, however many samples
    for number in numbers:
        random = Random(f"{seed}/{number}")  # noqa: S311  to be drawn again, not to be secret
        ending = random.choice(endings)
        sample = random.choice([sample for sample in given if sample.ending == ending])
        content = mutated(sample, given, random)
        began = time.monotonic()
        what = outcome(content, sample.name, folder)
        yield End(sample, number, content, what, time.monotonic() - began)


def _mutated_inside(content: bytes, others: Sequence[Sample], random: Random) -> bytes:
    """A zip with one or two of its members mutated and packed anew, so that its checksums are right."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        members = given.infolist()
        chosen = {member.filename for member in random.choices(members, k=random.randint(1, 2))}
        for member in members:
            inside = b"" if member.flag_bits & 1 else given.read(member)
            if member.filename in chosen:
                inside = Mutations((*XML, *_tags(inside, random)), others, random).of(inside)
            made.writestr(member.filename, inside, member.compress_type)
    return out.getvalue()


def _tags(content: bytes, random: Random) -> list[bytes]:
    """Some of the content's own tags, attributes and all."""
    pieces = content.split(b"<")[1:]
    return [b"<" + random.choice(pieces).split(b">")[0] + b">" for _ in range(4)] if pieces else []


class Mutations:
    """Ways to damage a file. Each method does one kind of damage to the bytes that it is given."""

    def __init__(self, tokens: Sequence[bytes], others: Sequence[Sample], random: Random) -> None:
        self._tokens = (*tokens, *NUMBERS, *BINARY)
        self._others = others
        self._random = random

    def of(self, content: bytes) -> bytes:
        ways: tuple[Callable[[bytearray], None], ...] = (
            self._flip_bits,
            self._delete,
            self._copy,
            self._overwrite,
            self._insert_token,
            self._insert_token,
            self._overwrite_with_token,
            self._change_number,
            self._truncate,
            self._splice,
        )
        out = bytearray(content)
        for _ in range(self._random.choice((1, 1, 1, 2, 3, 5, 8))):
            self._random.choice(ways)(out)
        return bytes(out)

    def _flip_bits(self, out: bytearray) -> None:
        for _ in range(self._random.randint(1, 16) if out else 0):
            out[self._random.randrange(len(out))] ^= 1 << self._random.randrange(8)

    def _delete(self, out: bytearray) -> None:
        del out[self._chunk(out)]

    def _copy(self, out: bytearray) -> None:
        at = self._place(out)
        out[at:at] = bytes(out[self._chunk(out)]) * self._random.choice((1, 1, 2, 20))

    def _overwrite(self, out: bytearray) -> None:
        chunk = self._chunk(out)
        out[chunk] = self._random.randbytes(chunk.stop - chunk.start)

    def _insert_token(self, out: bytearray) -> None:
        at = self._place(out)
        out[at:at] = self._random.choice(self._tokens) * self._random.choice((1, 1, 1, 50))

    def _overwrite_with_token(self, out: bytearray) -> None:
        token, at = self._random.choice(self._tokens), self._place(out)
        out[at : at + len(token)] = token

    def _change_number(self, out: bytearray) -> None:
        if found := list(re.finditer(rb"\d+", out[:100_000])):
            start, end = self._random.choice(found).span()
            out[start:end] = self._random.choice(NUMBERS)

    def _truncate(self, out: bytearray) -> None:
        del out[self._place(out) :]

    def _splice(self, out: bytearray) -> None:
        other = self._random.choice(self._others).content
        out[self._place(out) :] = other[self._random.randint(0, len(other)) :]

    def _place(self, out: bytearray) -> int:
        return self._random.randint(0, len(out))

    def _chunk(self, out: bytearray) -> slice:
        start = self._place(out)
        return slice(start, min(len(out), start + self._random.choice((1, 4, 16, 256, 4_096))))


def main() -> int:
    parser = argparse.ArgumentParser(description="Read damaged documents and look for faults.")
    parser.add_argument("--inputs", type=int, default=1_000, metavar="N", help="how many (1000)")
    parser.add_argument("--first", type=int, default=0, metavar="N", help="the number of the first input (0)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="(1)")
    chosen = parser.parse_args()
    numbers = range(chosen.first, chosen.first + chosen.inputs)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder
        ends = run(numbers, chosen.seed, samples(), Path(folder))
        for end in track(ends, "reading", len(numbers), console=Console(stderr=True)):
            _count(tallies[end.sample.ending], end, chosen.seed)
        tempfile.tempdir = None
    server.end_all()
    _print(tallies)
    return 1 if any(tally.faults for tally in tallies.values()) else 0


def _count(tally: Tally, end: End, seed: int) -> None:
    tally.inputs += 1
    tally.slowest = max(tally.slowest, end.seconds)
    tally.ends[end.what] += 1
    if end.what not in ENDS:
        tally.faults.append(_kept(end, seed))


def _kept(end: End, seed: int) -> str:
    KEPT.mkdir(exist_ok=True)
    file = KEPT / f"{seed}-{end.number}{end.sample.ending}"
    file.write_bytes(end.content)
    return f"{file.relative_to(ROOT)} (of {end.sample.name}): {end.what}"


def _print(tallies: dict[str, Tally]) -> None:
    out = Console(highlight=False, width=140)
    columns = ["read", *(reason.value for reason in Reason if any(tally.ends[reason] for tally in tallies.values()))]
    grid = Table("samples", "inputs", *columns, "faults", "slowest", box=None)
    for ending, tally in sorted(tallies.items()):
        ends = [str(tally.ends[column]) for column in columns]
        grid.add_row(ending, str(tally.inputs), *ends, str(len(tally.faults)), f"{tally.slowest:.2f} s")
    out.print(grid)
    unit = 1_000_000 if sys.platform == "darwin" else 1_000
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // unit
    out.print(f"{sum(tally.inputs for tally in tallies.values()):,} inputs; most memory of a process: {peak} MB")
    for tally in tallies.values():
        for fault in tally.faults:
            out.print(fault, soft_wrap=True)


if __name__ == "__main__":
    sys.exit(main())
