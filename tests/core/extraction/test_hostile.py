"""What is meant to do harm, or is damaged: it is read or refused, within the limits, and the next document is read."""

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from planreview.document import Reason
from planreview.errors import Unreadable
from planreview.extraction import server
from planreview.extraction.isolation import extract_isolated
from planreview.extraction.limits import Limits
from tests.samples.makers.hostile import CATALOG, FILES, FONT, PAGES, docx, page, pdf, stream

SAMPLES = Path(__file__).parents[2] / "samples"
LIMITS = Limits(cpu=10, wall=20, memory=500_000_000)
"""Less than in service: what is refused for its cost is refused sooner."""

ENDS = {"read", *Reason}


@pytest.fixture(scope="module", autouse=True)
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where all temporary files of this module stand."""
    place = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(place))
        server.end_all()
        extract_isolated(b"We have a plan.", "plan.txt")
        yield place


@pytest.fixture(autouse=True)
def the_server_goes_on(folder: Path) -> Iterator[None]:
    """What holds after each of these tests: the same server waits for the next document, and no file is left."""
    before = server.idle()
    yield
    assert server.idle() == before
    assert list(folder.iterdir()) == []


def end(content: bytes, name: str) -> str:
    """What becomes of a file: "read", or the code of the refusal."""
    try:
        extract_isolated(content, name, LIMITS)
    except Unreadable as refusal:
        return refusal.code
    return "read"


@pytest.mark.parametrize(("name", "expected", "make"), FILES.values(), ids=FILES)
def test_a_hostile_file_is_read_or_refused_for_what_it_is(name: str, expected: str, make: Callable[[], bytes]) -> None:
    assert end(make(), name) == expected


@pytest.mark.parametrize(
    "path",
    sorted(path for folder in ("plans", "formats") for path in (SAMPLES / folder).iterdir() if path.suffix != ".toml"),
    ids=lambda path: path.name,
)
def test_a_sample_that_is_cut_off_is_read_or_refused(path: Path) -> None:
    content = path.read_bytes()

    ends = {end(content[: len(content) * part // 10], path.name) for part in (1, 5, 9)}

    assert ends <= ENDS - {Reason.TIMED_OUT, Reason.TOO_LARGE}


@pytest.mark.parametrize("name", ["plan.pdf", "plan.docx", "plan.xlsx", "plan.csv", "plan.eml", "plan.png", "plan"])
@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "empty"),
        (b"\n", "empty"),
        (b"\x00", "empty"),
        (bytes(1_000_000), "empty"),
        (b"\xff", "empty"),
        (b"\x07", "empty"),
        (b"%PDF-", "corrupt"),
        (b"PK\x03\x04", "corrupt"),
        (b"\x89PNG\r\n\x1a\n", "corrupt"),
    ],
)
def test_next_to_nothing_is_refused_whatever_it_is_called(content: bytes, expected: str, name: str) -> None:
    assert end(content, name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "a\u202efdp.txt",
        "a\r\nb\n.pdf",
        "x" * 1_024,
        "\x00",
        "\ud800",
        "$(reboot).pdf",
    ],
)
def test_a_name_does_no_harm(name: str) -> None:
    text = extract_isolated(b"We have a plan.", name, LIMITS).text

    assert (text.document, text.pages[0].text) == (name, "We have a plan.")


CARRIERS: dict[str, Callable[[str], bytes]] = {
    "plan.txt": lambda text: f"plan {text}".encode(),
    "plan.csv": lambda text: f"Action,Owner\n{text}".encode(),
    "plan.html": lambda text: f"<html><body><p>plan {text}</p></body></html>".encode(),
    "plan.rtf": lambda text: rb"{\rtf1\ansi plan " + text.encode() + b"}",
    "plan.eml": lambda text: f"Received: here\nMessage-ID: <a@b>\nSubject: plan\n\nplan {text}".encode(),
    "plan.docx": lambda text: docx(f"<w:p><w:r><w:t>plan {text}</w:t></w:r></w:p>"),
    "plan.pdf": lambda text: pdf(
        CATALOG, PAGES, page(), stream(b"BT /F 9 Tf (plan " + text.encode().replace(b"(", b"\\(") + b") Tj ET"), FONT
    ),
}


@pytest.mark.parametrize(
    "text",
    ["a", " ", "\n", "\n ", "a ", "a, ", "1.", "-", "(", "a|", ">", "\\", "e\u0301", "\u00ad", "=?", "_x0041", ": "],
    ids=ascii,
)
@pytest.mark.parametrize("name", CARRIERS)
def test_no_pattern_of_a_reader_takes_for_ever(name: str, text: str) -> None:
    assert end(CARRIERS[name](text * 50_000), name) == "read"
