"""What the marks of a table say: ticks and boxes, and yes or no where a column asks whether something is done."""

import re

from planreview.findings.lexicon import Lexicon, Sign
from planreview.findings.stages import answer_in

_TICKS, _CROSSES = "✓✔☑✅", "✗✘✖❌☐"
_MARKS = {
    **dict.fromkeys(_TICKS, Sign.IN_PLACE),
    **dict.fromkeys(_CROSSES, Sign.PLANNED),
    "☒": Sign.UNCLEAR,  # ticked with a cross, or crossed out
}
_ANSWERS = {
    **dict.fromkeys(("y", "true"), Sign.IN_PLACE),
    **dict.fromkeys(("n", "false", "-", "–"), Sign.PLANNED),
    "n/a": Sign.STOPPED,
}
"""What sheets and forms write for yes and no, in small letters."""

_YES_OR_NO = re.compile(r"\s*\(?y(?:es)?\s?/\s?no?\)?\s*\Z", re.IGNORECASE)
_BESIDE = re.compile(r"\s*\[(?:red|amber|green)\]\Z|\ufe0f")
"""The colour of a cell, which readers write behind its words, and the sign that asks for a mark in colours."""

_BOXES = "☐☑☒"
_BOX_FIRST = re.compile(rf"([{_BOXES}])\s*([^{_BOXES}]+)")
_BOX_LAST = re.compile(rf"([^{_BOXES}]+)([{_BOXES}])")


def is_question(name: str) -> bool:
    """Whether the name of a column ends as a question that is answered by yes or no."""
    return name.endswith("?") or bool(_YES_OR_NO.search(name))


def asks_if_done(name: str, lexicon: Lexicon) -> bool:
    """Whether the name of a column is one such as "Done", "Complete?" or "Implemented (Y/N)"."""
    return bool(lexicon.if_done.fullmatch(_YES_OR_NO.sub("", name).rstrip("? ")))


def asks_something_else(name: str, lexicon: Lexicon) -> bool:
    """Whether it is one such as "Accepted (Y/N)", which is answered and tells no stage."""
    question = _YES_OR_NO.sub("", name)
    return bool(question) and question != name and not asks_if_done(name, lexicon)


def chosen(cell: str) -> str:
    """The words whose box is ticked, of "☑ Yes ☐ No" or "Yes ☐ No ☑"; any other cell as it is."""
    if cell[:1] in _BOXES:
        options = [(words, box) for box, words in _BOX_FIRST.findall(cell)]
    else:
        options = _BOX_LAST.findall(cell)
    ticked = [words.strip() for words, box in options if box != "☐"]
    return ticked[0] if len(options) > 1 and len(ticked) == 1 else cell


def mark_under(name: str, cell: str, lexicon: Lexicon) -> Sign | None:
    """What a status cell says by a mark alone, in the column of that name; None where it says words or nothing."""
    bare = _BESIDE.sub("", cell).rstrip(" .!")
    if bare in _MARKS:
        return _MARKS[bare]
    if not asks_if_done(name, lexicon):
        return None
    answer = answer_in(bare, lexicon)
    if answer:
        return Sign.PLANNED if Sign.DENIED in answer else Sign.IN_PLACE
    return _ANSWERS.get(bare.lower())
