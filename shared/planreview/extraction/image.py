"""Pictures of pages: PNG, JPEG and TIFF. Each frame is a page whose text has yet to be recognised.

Every frame is decoded once, since nothing else tells whether it is whole; of what it shows nothing is looked at.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image, UnidentifiedImageError

from planreview.errors import Unreadable
from planreview.extraction.pages import Pages

PIXELS = 100_000_000
"""Of one page: A3 at 600 dots an inch has 70 million. In colour that is 300 MB, a fifth of what a reader may hold."""

ALL_PIXELS = 5_000_000_000
"""Of all pages: 500 at 300 dots an inch. Empty frames cost their writer nothing, and their reader a second each."""

FRAMES = 500
"""Pages of one picture file. Office scanners stop at a few hundred, being filled by hand."""

SMALLEST = 300
"""Pixels of the shorter side. At the coarsest that can be read a line of print this long holds five words; icons and
the logos of e-mails are smaller."""

_FORMATS = ("PNG", "JPEG", "TIFF")


def read_image(content: bytes) -> Pages:
    with opened(content) as picture:
        count = frames(picture)
        if count > FRAMES:
            raise Unreadable(
                "too_large",
                f"The picture has {count:,} pages; up to {FRAMES:,} can be read. Please send it in parts.",
            )
        _check(list(_sizes(picture, count)))
        for number in range(1, count + 1):
            turn_to(picture, number)
            picture.load()
    return Pages((), count, scans=tuple(range(1, count + 1)))


@contextmanager
def opened(content: bytes) -> Iterator[Image.Image]:
    """The picture, not decoded yet. A flaw that it can be read in spite of is not complained of."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            picture = Image.open(io.BytesIO(content), formats=_FORMATS)
        except UnidentifiedImageError as error:
            raise _damaged() from error
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        with picture:
            yield picture


def frames(picture: Image.Image) -> int:
    """How many pages a picture has. Only a TIFF has more than one: a telephone puts a second view behind its JPEG."""
    count = int(getattr(picture, "n_frames", 1))
    if picture.format == "PNG" and count > 1:
        raise Unreadable("illegible", "The picture is animated. Please send the document itself, or a scan of it.")
    return count if picture.format == "TIFF" else 1


def turn_to(picture: Image.Image, number: int) -> None:
    """Turns to a page, counted from 1. Raises Unreadable for one that is larger than `PIXELS`."""
    if number > 1 or picture.tell():
        picture.seek(number - 1)
    if picture.width * picture.height > PIXELS:
        raise _too_many_pixels()


def _sizes(picture: Image.Image, count: int) -> Iterator[tuple[int, int]]:
    for number in range(1, count + 1):
        turn_to(picture, number)
        yield picture.size


def _check(sizes: list[tuple[int, int]]) -> None:
    if sum(width * height for width, height in sizes) > ALL_PIXELS:
        raise Unreadable(
            "too_large",
            f"The pages of the picture have more than {ALL_PIXELS:,} pixels together. Please send them in parts.",
        )
    if all(min(size) < SMALLEST for size in sizes):
        width, height = max(sizes)
        raise Unreadable(
            "illegible",
            f"The picture is too small for a page of text to be read: {width:,} by {height:,} pixels; both sides must"
            f" have {SMALLEST} at least. Please send the document itself, or a scan of it.",
        )


def _damaged() -> Unreadable:
    return Unreadable("corrupt", "The picture is damaged and cannot be opened. Please save it anew and send it again.")


def _too_many_pixels() -> Unreadable:
    return Unreadable(
        "too_large",
        f"The picture has more than {PIXELS:,} pixels. Please scan the page with 300 dots an inch and send it again.",
    )
