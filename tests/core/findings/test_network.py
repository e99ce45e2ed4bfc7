"""The network is shown windows of pieces; each passage of a page is in exactly one of them."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.findings.network import LONGEST, Network, Pieces, Window, numbers

KNOWN = ["[CLS]", "[SEP]", "[UNK]", "the", "review", "##ed", "##s", "began", "in", "may", "2017", ".", ",", "cafe"]
PIECES = Pieces(KNOWN)
SENTENCE = "The review began in May 2017."


def shown(window: Window) -> list[str]:
    return [KNOWN[number] for number in window.pieces]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Reviewed, reviews", ["review", "##ed", ",", "review", "##s"]),
        ("CAFÉ", ["cafe"]),
        ("in May.", ["in", "may", "."]),
        ("an unknown", ["[UNK]", "[UNK]"]),
        ("review" * 30, ["[UNK]"]),
        ("", []),
    ],
)
def test_a_word_is_cut_into_the_longest_pieces_that_are_known(text: str, pieces: list[str]) -> None:
    assert [KNOWN[number] for number in PIECES.numbers_of(text)] == pieces


def test_a_window_has_edges_and_knows_where_its_passages_are() -> None:
    [window] = PIECES.windows(f"In May. {SENTENCE}", [(0, 7), (8, 37)])

    assert shown(window) == ["[CLS]", "in", "may", ".", "the", "review", "began", "in", "may", "2017", ".", "[SEP]"]
    assert (window.first, window.spans) == (0, ((1, 4), (4, 11)))


def test_a_long_page_is_read_in_windows_that_begin_with_what_stands_before() -> None:
    page = " ".join([SENTENCE] * 60)
    spans = [(at, at + len(SENTENCE)) for at in range(0, len(page), len(SENTENCE) + 1)]

    first, second, *_ = PIECES.windows(page, spans)

    assert first.first == 0
    assert second.first == len(first.spans)
    assert second.spans[0][0] > 1


@given(st.lists(st.sampled_from(["The review began", "in May 2017.", "…", "reviews " * 400, "x"]), min_size=1))
def test_each_passage_is_in_one_window_and_has_a_piece(passages: Sequence[str]) -> None:
    page, spans = "", []
    for passage in passages:
        spans.append((len(page), len(page) + len(passage)))
        page += passage + "\n"

    windows = list(PIECES.windows(page, spans))

    assert [window.first + n for window in windows for n in range(len(window.spans))] == list(range(len(passages)))
    assert all(0 <= start < end <= len(window.pieces) for window in windows for start, end in window.spans)
    assert all(len(window.pieces) <= LONGEST + 2 for window in windows)


def test_numbers_are_floats_or_bytes_with_a_scale_for_each_row_or_column() -> None:
    plain = np.array([1.5, -2.5], "<f4")
    scales, rows = np.array([0.5, 2.0], "<f4"), np.array([[1, -2], [3, 4]], "i1")
    heads: list[dict[str, object]] = [
        {"name": "plain", "shape": [2]},
        {"name": "rows", "shape": [2, 2], "scaled": 0},
        {"name": "columns", "shape": [2, 2], "scaled": 1},
    ]
    body = plain.tobytes() + 2 * (scales.tobytes() + rows.tobytes())

    found = numbers(heads, body)

    assert {name: matrix.tolist() for name, matrix in found.items()} == {
        "plain": [1.5, -2.5],
        "rows": [[0.5, -1.0], [6.0, 8.0]],
        "columns": [[0.5, -4.0], [1.5, 8.0]],
    }


def a_network(width: int = 4, layers: int = 2) -> Network:
    chance = np.random.default_rng(1)
    shapes = {"words": (len(KNOWN), width), "places": (LONGEST + 2, width), "told.w": (2 * width, 3), "told.b": (3,)}
    for n in range(layers):
        shapes |= {f"{n}.asked.w": (width, 3 * width), f"{n}.asked.b": (3 * width,)}
        shapes |= {f"{n}.seen.w": (width, width), f"{n}.seen.b": (width,)}
        shapes |= {f"{n}.wide.w": (width, 8), f"{n}.wide.b": (8,), f"{n}.back.w": (8, width), f"{n}.back.b": (width,)}
        shapes |= {f"{n}.{norm}.norm.{part}": (width,) for norm in ("seen", "back") for part in ("w", "b")}
    shapes |= {"normed.w": (width,), "normed.b": (width,)}
    return Network(KNOWN, 2, {name: chance.normal(size=shape).astype("f4") for name, shape in shapes.items()})


def test_there_is_a_row_for_each_passage_and_it_depends_on_those_around() -> None:
    network = a_network()
    [alone] = network.pieces.windows(SENTENCE, [(0, 29)])
    [among] = network.pieces.windows(f"{SENTENCE} In May.", [(0, 29), (30, 37)])

    told = network.told(among)

    assert told.shape == (2, 3)
    assert not np.allclose(told[0], network.told(alone)[0])
    assert np.array_equal(told, network.told(among))
