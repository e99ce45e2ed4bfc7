"""Numbers as office programs write them in lists and notes."""

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def roman(number: int) -> str:
    """In small letters; a number from 4,000 on, which has none, in digits."""
    if not 0 < number < 4_000:
        return str(number)
    signs = ""
    for worth, sign in _ROMAN:
        signs += sign * (number // worth)
        number %= worth
    return signs


def letters(number: int) -> str:
    """a to z, then aa to zz; a number beyond 780, or none, in digits."""
    if not 0 < number <= 780:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord("a") + place) * (times + 1)
