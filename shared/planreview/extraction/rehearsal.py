"""A page of ours, of the kind that forces send: prose, words parted by a line end, a ruled table, a comment.

What a process makes with the first page that it ever reads, it has already when it has read this one.
"""

from collections.abc import Iterator

_PROSE = (
    "We will brief every team on the new policy by the end of June 2017, and have begun to check",
    "what officers and staff look up in our systems. The counter-corruption unit has met the ser-",
    "vices that support vulnerable people; monitoring is in place and reviewed each quarter.",
)
_TABLE = (("Action", "Owner", "Due", "Status"), ("Brief every team", "Head of PSD", "June 2017", "In progress"))


def rehearsal() -> bytes:
    """A PDF, without a table of where its objects are: pdfium looks for them by itself."""
    drawn = "\n".join((*_text(), *_table()))
    objects = (
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>/Annots[6 0 R]>>",
        f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        "<</Type/Annot/Subtype/Text/Rect[9 9 29 29]/Contents(By when?)>>",
    )
    numbered = "\n".join(f"{number} 0 obj{value}endobj" for number, value in enumerate(objects, start=1))
    return f"%PDF-1.4\n{numbered}\ntrailer<</Root 1 0 R>>\n".encode()


def _text() -> Iterator[str]:
    yield "BT /F 9 Tf 12 TL 60 800 Td"
    yield from (f"({line})'" for line in _PROSE)
    yield "ET"


def _table() -> Iterator[str]:
    for row, cells in enumerate(_TABLE):
        for column, words in enumerate(cells):
            x, y = 60 + 110 * column, 600 - 30 * row
            yield f"{x} {y} 110 30 re S BT /F 9 Tf {x + 4} {y + 12} Td ({words})Tj ET"
