"""Whether text can be read, or is what a PDF gives whose fonts do not say which letters they draw."""

import re

SAMPLE = 6_000
"""Characters that are looked at; a page of prose has 3,000."""

_COMMON = (" the ", " of ", " and ", " to ")
_ODD = re.compile(r"[\x00\x01\x03-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufff0-\ufffd]")
_LEADERS = re.compile(r"[\s._\-–—•·|…=*\x02\ufffe]+")
_MOJIBAKE = re.compile(r"[ÂÃÐÑâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
_UPPER_LATIN_1 = re.compile(r"[\xc0-\xff]")
_NO_LETTERS = re.compile(r"[^A-Za-z]+")
_VOWELS = "AEIOUYaeiouy"


def legible(text: str) -> bool:
    """True for prose in English, Welsh or another language, tables of numbers and short titles; False for garbage.

    The shares are taken of the characters that are not white space or dots of a table of contents:

    - prose has common English words, one in 45 characters; with one in 120 there is nothing more to ask;
    - marks of an unknown letter are few: bullets of symbol fonts are among them;
    - half are letters or digits, which symbols in place of letters are not;
    - UTF-8 read as another encoding, and letters with accents, are not the most;
    - where most letters are Latin, 20 to 67 % of those are vowels (A, E, I, O, U, Y): English has 38 %, Welsh 40 %, a
      table of initials 25 %, and letters that are moved along the alphabet 15 %.
    """
    text = text[:SAMPLE]
    if sum(map(text.count, _COMMON)) * 120 > len(text):
        return True
    solid = _LEADERS.sub("", text)
    if not solid:
        return False
    odd = len(_ODD.findall(solid))
    if 5 * odd > len(solid) or 2 * sum(map(str.isalnum, solid)) < len(solid):
        return False
    if 8 * len(_MOJIBAKE.findall(solid)) > len(solid) or 3 * len(_UPPER_LATIN_1.findall(solid)) > len(solid):
        return False
    letters = _NO_LETTERS.sub("", solid)
    if len(letters) < 40 or 2 * len(letters) < sum(map(str.isalpha, solid)):
        return True
    return 0.2 <= sum(map(letters.count, _VOWELS)) / len(letters) <= 0.67
