"""The signs that some fonts draw in place of letters, with which plans tell what is done: a tick, a cross, a box."""

_SYMBOLS: dict[str, dict[int, str]] = {
    font: dict(zip(bytes.fromhex(codes), signs, strict=True))
    for font, codes, signs in (
        ("wingdings", "fc fe fb fd 78 a8 6f 71 e0 e8 4a 4c 6c 6e a7 d8 76", "✓☑✗☒☒☐☐☐→➔☺☹●■▪➢❖"),
        ("wingdings 2", "50 52 4f 51 53 54 a3", "✓☑✗☒☒☒☐"),
        ("webdings", "61 72 63 67 6e", "✓✗☐■●"),
        ("symbol", "b3 a3 b9 bb b0 b1 b4 ae ac de d6 b7", "≥≤≠≈°±×→←⇒√•"),
    )
}
"""The signs of each font by their codes."""

PRIVATE = 0xF000
"""Where Unicode leaves room for the 256 codes of such a font, at which they are written too."""


def draws_signs(font: str) -> bool:
    """Whether it is one of the fonts whose letters `seen` replaces."""
    return font.lower() in _SYMBOLS


def seen(text: str, font: str) -> str:
    """What a font shows for a text: of most the text itself, as is what we know no sign for."""
    signs = _SYMBOLS.get(font.lower())
    return text if signs is None else "".join(signs.get(_code_of(letter), letter) for letter in text)


def _code_of(letter: str) -> int:
    """The code of a letter in a font of signs; what is no code of it stays beyond them."""
    return ord(letter) - PRIVATE if ord(letter) >= PRIVATE else ord(letter)
