"""Names that others gave to files, made harmless: a name is shown and stored, and never used as a path."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePosixPath

from planreview.listing import listed

_DRIVE = re.compile(r"^[A-Za-z]:")
_TURNS = frozenset("\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
"""Characters that turn the direction of writing, so that an ending looks like another, and those of no width."""


def harmless(name: str) -> str:
    """The name without what leads out of a folder, begins another line, or hides or turns around its own letters.

    Folders are kept, parted by `/`. A name of nothing else becomes "unnamed".
    """
    parts = (_clean(part) for part in name.replace("\\", "/").split("/"))
    path = "/".join(part for part in parts if part not in ("", ".", ".."))
    within = _DRIVE.sub("", path)
    return path or "unnamed" if within == path else harmless(within)


def is_odd(name: str) -> bool:
    """Whether `harmless` takes anything away but the `.` of "this folder" and superfluous spaces."""
    path = name.replace("\\", "/")
    leads_out = path.startswith("/") or _DRIVE.match(path) or ".." in path.split("/")
    return bool(leads_out) or any(_is_unseen(character) for character in path)


def apart(names: list[str]) -> list[str]:
    """The names with a number where one is there already: `plan.pdf`, `plan (2).pdf`."""
    seen: set[str] = set()
    numbers: Counter[str] = Counter()
    told = []
    for name in names:
        path, wanted = PurePosixPath(name), name
        while wanted in seen:
            numbers[name] += 1
            wanted = str(path.with_name(f"{path.stem} ({numbers[name] + 1}){path.suffix}"))
        seen.add(wanted)
        told.append(wanted)
    return told


def names_listed(names: Iterable[str], most: int = 10) -> str:
    """Names for a sentence, of each what a sentence can hold: it may be as long as its writer pleased."""
    return listed([name[:200] for name in names], most)


def _clean(part: str) -> str:
    seen = "".join(" " if character.isspace() else character for character in part if not _is_unseen(character))
    return " ".join(seen.split())


def _is_unseen(character: str) -> bool:
    """Line breaks and other controls, what turns letters around, and halves of characters."""
    return character in _TURNS or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
