"""Pictures are taken for scans of pages, and what can be no page is refused."""

import io

import pytest
from PIL import Image

from planreview.errors import Unreadable
from planreview.extraction import image
from planreview.extraction.image import read_image
from planreview.extraction.pages import Pages
from tests.conftest import ROOT
from tests.core.samples import text_of

FORMATS = ROOT / "tests/samples/formats"


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **how)
    return file.getvalue()


def paper(width: int = 600, height: int = 800) -> Image.Image:
    return Image.new("L", (width, height), 255)


def refusal(content: bytes) -> tuple[str, str]:
    with pytest.raises(Unreadable) as refused:
        text_of(content, "scan")
    return refused.value.code, refused.value.message


@pytest.mark.parametrize(
    ("name", "media_type", "scans"),
    [
        ("scan.png", "image/png", (1,)),
        ("scan.jpg", "image/jpeg", (1,)),
        ("scan.tiff", "image/tiff", (1, 2)),
    ],
)
def test_each_page_of_a_picture_waits_to_be_recognised(name: str, media_type: str, scans: tuple[int, ...]) -> None:
    text = text_of((FORMATS / name).read_bytes(), name)

    assert (text.media_type, text.pages, text.scans, text.pages_expected) == (media_type, (), scans, len(scans))
    assert text.warnings == ()


def test_the_second_view_that_a_telephone_puts_behind_its_picture_is_no_page() -> None:
    content = saved(paper(), "MPO", save_all=True, append_images=[paper()])

    assert read_image(content) == Pages((), 1, scans=(1,))


@pytest.mark.parametrize("name", ["scan.png", "scan.jpg", "scan.tiff"])
def test_a_picture_that_was_cut_off_is_corrupt(name: str) -> None:
    content = (FORMATS / name).read_bytes()

    code, message = refusal(content[: len(content) // 2])

    assert code == "corrupt"
    assert "damaged" in message


def test_a_header_without_a_picture_is_corrupt() -> None:
    assert refusal(b"\x89PNG\r\n\x1a\n" + bytes(100)) == (
        "corrupt",
        "The picture is damaged and cannot be opened. Please save it anew and send it again.",
    )


def test_an_icon_is_no_page() -> None:
    assert refusal(saved(paper(64, 48), "PNG")) == (
        "illegible",
        "The picture is too small for a page of text to be read: 64 by 48 pixels; both sides must have 300 at least."
        " Please send the document itself, or a scan of it.",
    )


def test_what_moves_is_no_page() -> None:
    content = saved(paper(), "PNG", save_all=True, append_images=[Image.new("L", (600, 800), 0)])

    assert refusal(content) == (
        "illegible",
        "The picture is animated. Please send the document itself, or a scan of it.",
    )


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_a_picture_of_too_many_pixels_is_refused_undecoded(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "PIXELS", 600 * 800 - 1)

    assert refusal(saved(paper(), kind)) == (
        "too_large",
        "The picture has more than 479,999 pixels. Please scan the page with 300 dots an inch and send it again.",
    )


def test_what_pillow_itself_takes_for_a_bomb_is_too_large() -> None:
    bomb = saved(Image.new("1", (16_000, 16_000)), "TIFF", compression="group4")

    assert refusal(bomb)[0] == "too_large"
    assert len(bomb) < 20_000


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "FRAMES", 1)

    assert refusal((FORMATS / "scan.tiff").read_bytes()) == (
        "too_large",
        "The picture has 2 pages; up to 1 can be read. Please send it in parts.",
    )


def test_pages_that_are_large_only_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "ALL_PIXELS", 2_000_000)

    assert refusal((FORMATS / "scan.tiff").read_bytes()) == (
        "too_large",
        "The pages of the picture have more than 2,000,000 pixels together. Please send them in parts.",
    )
