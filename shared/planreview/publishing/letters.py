"""A letter in its three forms, all of the same words."""

import io
import json
from collections.abc import Iterator
from itertools import groupby

from planreview.letter import LEVELS, Kind, Letter
from planreview.publishing.pages import heading, listed, page, paragraph

_TYPST = """
#let it = json(bytes(sys.inputs.letter))
#set document(title: it.subject, author: it.inspectorate)
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", region: "GB")
#set par(justify: false, spacing: 1.2em)
#show heading: set text(size: 11pt)
#show heading: set block(above: 1.6em, below: 0.8em)
#if it.banner != none [#block(stroke: 1pt, inset: 8pt, width: 100%)[#strong(it.banner)]]
#for run in it.runs {
  if run.level != none { for words in run.words { heading(level: run.level, words) } }
  else if run.kind == "item" { list(..run.words.map(words => [#words])) }
  else { for words in run.words { par(words) } }
}
"""


def all_forms(letter: Letter) -> dict[str, bytes]:
    """Each form by the ending of its file's name."""
    return {"html": as_html(letter).encode(), "docx": as_docx(letter), "pdf": as_pdf(letter)}


def _runs(letter: Letter) -> Iterator[tuple[Kind, list[str]]]:
    """Neighbours of one kind together, so that the items of a list are one list."""
    for kind, blocks in groupby(letter.blocks, key=lambda block: block.kind):
        yield kind, [block.words for block in blocks]


def as_html(letter: Letter) -> str:
    parts = [paragraph(letter.banner, "note")] if letter.banner else []
    for kind, run in _runs(letter):
        if kind is Kind.ITEM:
            parts.append(listed(run))
        else:
            parts += [heading(words, LEVELS[kind]) if kind in LEVELS else paragraph(words) for words in run]
    return page(f"{letter.subject} ({letter.force})", parts)


def as_docx(letter: Letter) -> bytes:
    """A document that an office can edit, with true headings and its language set."""
    from docx import Document  # noqa: PLC0415  only who writes letters waits for it

    made = Document()
    made.core_properties.title = letter.subject
    made.core_properties.author = letter.inspectorate
    made.core_properties.language = "en-GB"
    if letter.banner:
        made.add_paragraph(letter.banner, style="Intense Quote")
    for block in letter.blocks:
        if block.kind in LEVELS:
            made.add_heading(block.words, LEVELS[block.kind])
        else:
            made.add_paragraph(block.words, style="List Bullet" if block.kind is Kind.ITEM else None)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_pdf(letter: Letter) -> bytes:
    """A tagged PDF. It claims PDF/UA-1 unless that would be untrue, as with a character that no font here has."""
    import typst  # noqa: PLC0415  only who writes letters waits for it

    runs = [{"kind": kind, "level": LEVELS.get(kind), "words": run} for kind, run in _runs(letter)]
    told = {"subject": letter.subject, "inspectorate": letter.inspectorate, "banner": letter.banner, "runs": runs}
    source, inputs = _TYPST.encode(), {"letter": json.dumps(told)}
    try:
        made = typst.compile(source, sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:  # a character that the font lacks: the letter matters more than the claim
        made = typst.compile(source, sys_inputs=inputs)
    return bytes(made)
