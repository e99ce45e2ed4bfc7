"""What counts as text that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planreview.extraction.legible import legible

ENGLISH = (
    "Monitoring of staff use of IT systems has started. Software was bought in March 2017 and half of all terminals"
    " are covered; the rest will follow."
)
WELSH = (
    "Mae'r gwaith o fonitro'r defnydd o systemau TG gan swyddogion a staff wedi dechrau. Prynwyd meddalwedd ym mis"
    " Mawrth 2017, ac mae hanner y terfynellau wedi'u cynnwys eisoes. Bydd y gweddill yn dilyn."
)
FRENCH = "La surveillance de l’usage des systèmes a commencé ; les logiciels ont été achetés en mars, à l’été prêts."


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        WELSH,
        FRENCH,
        "Мониторинг использования систем начался в марте две тысячи семнадцатого года.",
        "Annual plan 2017",
        "PSD CCU DCC DCI",
        "PSD | DCI Marsh | RTF | Complete\n" * 8,
        "白细胞计数(WBC) 中性粒细胞计数(NEU) 淋巴细胞计数(LYM) 单核细胞计数" * 8,
        "1,450 | 2,900 | 50.0%\n£12,400 | (£3,100) | –\n31/03/2017 | 30/09/2017",
        "Background ........................ 3\nNational strategy .................. 4",
        "ACTION | OWNER | STATUS\nREVIEW THE UNIT | HEAD OF PSD | COMPLETE",
        " Review the unit\n Train all supervisors\n Meet partners",
        "The forceâ€™s plan â€“ agreed in May 2017 â€“ is the chief officerâ€™s own and covers each of the units.",
        "7",
    ],
    ids=[
        "English prose",
        "Welsh prose",
        "French prose",
        "another alphabet",
        "a title",
        "initials",
        "a table of abbreviations",
        "another script with abbreviations",
        "a table of numbers",
        "a table of contents",
        "capitals",
        "bullets of a symbol font",
        "English with spoilt quotation marks",
        "a page number",
    ],
)
def test_what_a_person_can_read_is_legible(text: str) -> None:
    assert legible(text)


def moved_along_the_alphabet(text: str) -> str:
    """What the glyphs of a font are numbered, where the numbers are taken for letters."""
    return "".join(chr(ord(letter) - 29) if letter.isalpha() else letter for letter in text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "    ............ ____ \n",
        "\ue012\ue044\ue0a1\ue033 \ue055\ue066\ue012",
        "\ufffd\ufffd\ufffd\ufffd \ufffd\ufffd",
        "!\"#$%&' ()*+,-./ :;<=>?@ [\\]^_` {|}~!\"# $%&'()",
        "\x01\x03\x04\x05\x06 \x07\x08\x0e\x0f\x10",
        moved_along_the_alphabet(WELSH),
        moved_along_the_alphabet("This plan was agreed by the chief constable; it answers what was asked in 2016."),
        "Ðœð¾Ð½Ð¸Ñ‚Ð¾Ñ€Ð¸Ð½Ð³ Ð¸ÑÐ¿Ð¾Ð»ÑŒÐ·Ð¾Ð²Ð°Ð½Ð¸Ñ",
        "þÿéèêë ìíîï ðñòó ôõöø ùúûü ýþÿà áâãä åæçè",
    ],
    ids=[
        "nothing",
        "dots alone",
        "private characters",
        "replacement characters",
        "symbols",
        "control characters",
        "Welsh letters moved along the alphabet",
        "English letters moved along the alphabet",
        "UTF-8 in another encoding",
        "letters with accents alone",
    ],
)
def test_garbage_is_not_legible(text: str) -> None:
    assert not legible(text)


@given(st.lists(st.sampled_from(ENGLISH.split() + WELSH.split()), min_size=1, max_size=300))
def test_words_of_english_and_welsh_are_legible_in_any_order(words: list[str]) -> None:
    assert legible(" ".join(words))


@given(st.text("\ue000\uf0ff\ufffd\x01\x0e", min_size=1))
def test_marks_of_unknown_letters_are_never_legible(text: str) -> None:
    assert not legible(text)


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    assert legible(text) in (True, False)
