"""Faults of a round or forces file in plain words, each beginning with its place, such as `criteria[2].id`."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, TypeVar

from pydantic import ValidationError

from planreview.errors import RoundFileInvalid
from planreview.value import Value

V = TypeVar("V", bound=Value)

Wording = Callable[[Mapping[str, Any]], str]

_ID = "must be lower-case letters or digits, joined by - or _"
_PATTERNS = {
    "@": "must be one e-mail address, such as 'reviews@force.example'",
    r"\r\n": "must be one line of text and not empty",
    "a-z0-9": _ID,
    "[A-Z]{2}": "must be the code of a country or of a part of one, such as 'GB-ENG'",
}
_KINDS = {
    "string": "must be text in quotation marks",
    "int": "must be a whole number",
    "tuple": "must be a list in square brackets",
    "date": "must be a day, written as 2017-05-31",
    "time": "must be a time of day, written as 09:00:00",
    "model": "must be a table of keys and values",
}
_WORDS: dict[str, Wording] = {
    "missing": lambda _: "is missing",
    "extra_forbidden": lambda _: "is no key that is known here; check its spelling or remove it",
    "enum": lambda told: f"must be {told['expected']}",
    "greater_than_equal": lambda told: f"must be {told['ge']} or more",
    "less_than_equal": lambda told: f"must be {told['le']} or less",
    "string_too_short": lambda _: "must not be empty",
    "string_too_long": lambda told: f"must have at most {told['max_length']} characters",
    "too_short": lambda told: f"must hold {told['min_length']} or more; it holds {told['actual_length']}",
    "string_pattern_mismatch": lambda told: next(
        (words for part, words in _PATTERNS.items() if part in told["pattern"]), f"must match {told['pattern']}"
    ),
    "value_error": lambda told: str(told["error"]),
}


def parsed(kind: type[V], source: str, file: str) -> V:
    """The value that a TOML text describes. Raises RoundFileInvalid with every fault, each with its place."""
    try:
        return kind.model_validate(tomllib.loads(source))
    except tomllib.TOMLDecodeError as error:
        raise RoundFileInvalid(file, [f"not TOML: {error}"]) from error
    except ValidationError as error:
        raise RoundFileInvalid(file, list(faults_of(error))) from error


def faults_of(error: ValidationError) -> Iterator[str]:
    """One sentence for each fault that a model found."""
    faults = error.errors()
    places = [fault["loc"] for fault in faults]
    for fault in faults:
        # Pydantic counts only the sound items of a list, and calls it too short when what is wrong is an item.
        if fault["type"] == "too_short" and any(
            place[: len(fault["loc"])] == fault["loc"] != place for place in places
        ):
            continue
        yield f"{_place(fault['loc'])}: {_words(fault['type'], fault.get('ctx', {}), fault['msg'])}{_given(fault)}"


def _place(parts: tuple[int | str, ...]) -> str:
    """A path that counts from 1, as people do."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in parts)
    return place.lstrip(".") or "the whole file"


def _words(kind: str, told: Mapping[str, Any], message: str) -> str:
    if kind in _WORDS:
        return _WORDS[kind](told)
    return next((words for start, words in _KINDS.items() if kind.startswith(start)), message)


def _given(fault: Mapping[str, Any]) -> str:
    """What stands there now, where it is short enough to help and the words do not say it themselves."""
    value = fault["input"]
    if fault["type"] in ("missing", "value_error", "too_short") or isinstance(value, dict | list | tuple):
        return ""
    shown = str(value) if isinstance(value, date) else repr(value)
    return f" (given: {shown})" if len(shown) <= 80 else ""
