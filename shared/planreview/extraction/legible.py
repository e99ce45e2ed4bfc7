"""Whether text can be read, or is what a PDF gives whose fonts do not say which letters they draw."""

import re
import string

SAMPLE = 6_000
"""Characters that are looked at; a page of prose has 3,000."""

_COMMON = (" the ", " of ", " and ", " to ")
_ODD = re.compile(r"[\x80-\x9f\ue000-\uf8ff\ufff0-\ufffd]")
_LEADERS = re.compile(r"[\s._\-–—•·|…=*\x02\ufffe]+")
_MOJIBAKE = re.compile(r"[ÂÃÐÑâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹Œ‘’“”•–—˜™š›œžŸ]")
_UPPER_LATIN_1 = re.compile(r"[\xc0-\xff]")
_ASCII = re.compile(r"[\x00-\x7f]+")

# The same of ASCII, as bytes: to count them takes a tenth of the time.
_LEADING = bytes(code for code in range(128) if _LEADERS.match(chr(code)))
_CONTROLS = bytes({*range(32), 127} - {*b"\t\n\r\x02"})
_LETTERS = string.ascii_letters.encode()
_LETTERS_AND_DIGITS = _LETTERS + string.digits.encode()
_VOWELS = b"AEIOUYaeiouy"


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
    ascii_ = text.encode("ascii", "ignore").translate(None, _LEADING)
    others = "" if text.isascii() else _LEADERS.sub("", _ASCII.sub("", text))
    solid = len(ascii_) + len(others)
    if not solid:
        return False
    odd = _count(_CONTROLS, ascii_) + len(_ODD.findall(others))
    if 5 * odd > solid or 2 * (_count(_LETTERS_AND_DIGITS, ascii_) + sum(map(str.isalnum, others))) < solid:
        return False
    is_spoilt = 4 * len(others) > solid and 8 * len(_MOJIBAKE.findall(_LEADERS.sub("", text))) > solid
    if is_spoilt or 3 * len(_UPPER_LATIN_1.findall(others)) > solid:
        return False
    letters = _count(_LETTERS, ascii_)
    if letters < 40 or letters < sum(map(str.isalpha, others)):
        return True
    return 0.2 <= _count(_VOWELS, ascii_) / letters <= 0.67


def _count(wanted: bytes, text: bytes) -> int:
    return len(text) - len(text.translate(None, wanted))
