"""The words of a page that stand: not what was deleted, hidden, struck through, or said about it.

Where a document has such words, its reader shows them in brackets, `[Deleted: …]`, `[Comment by Ada on “words”: …]`.
Nothing in them is evidence of what a force plans; words that are crossed out may be done or dropped. Inserted words
stand, and lose only their brackets.
"""

import re

_NOT_STANDING = re.compile(r"\[(?:Deleted|Hidden|Struck through|[Cc]omment)\b[^\[\]]*\]")
_INSERTED = re.compile(r"(\[Inserted: )([^\[\]]*)\]")
_VISIBLE = re.compile(r"[^\n\r\f]")


def standing(page_text: str) -> str:
    """The page's text with blanks for what does not stand, so that every other character keeps its place."""
    inserted = _INSERTED.sub(lambda found: f"{' ' * len(found[1])}{found[2]} ", page_text)
    return _NOT_STANDING.sub(lambda found: _VISIBLE.sub(" ", found.group()), inserted)
