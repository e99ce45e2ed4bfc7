"""A letter in its three forms, all of the same words."""

import io
import json

from planreview.deadline import day_shown
from planreview.letter import Letter
from planreview.publishing.pages import heading, page, paragraph

_TYPST = """
#let it = json(bytes(sys.inputs.letter))
#set document(title: it.subject, author: it.inspectorate)
#set page(paper: "a4", margin: 2.5cm, numbering: "1")
#set text(font: "Libertinus Serif", size: 11pt, lang: "en", region: "GB")
#set par(justify: false, spacing: 1.2em)
#show heading: set text(size: 11pt)
#show heading: set block(above: 1.6em, below: 0.8em)
#text(weight: "bold")[#it.inspectorate]

#it.day

#it.to \\
Copied to: #it.copied_to

#it.salutation

= #it.subject
#for words in it.opening [#par[#words]]

== What we found
#for point in it.points [
  === #point.title
  #par[#point.sentence]
]

#if it.closing.len() > 0 [== What comes next]
#for words in it.closing [#par[#words]]

Yours sincerely

#it.signatory \\
#it.inspectorate
"""


def all_forms(letter: Letter) -> dict[str, bytes]:
    """Each form by the ending of its file's name."""
    return {"html": as_html(letter).encode(), "docx": as_docx(letter), "pdf": as_pdf(letter)}


def as_html(letter: Letter) -> str:
    return page(
        f"{letter.subject} ({letter.force})",
        [
            paragraph(letter.inspectorate),
            paragraph(day_shown(letter.day)),
            paragraph(letter.to),
            paragraph(f"Copied to: {letter.copied_to}"),
            paragraph(letter.salutation),
            heading(letter.subject, 1),
            *map(paragraph, letter.opening),
            heading("What we found"),
            *(part for point in letter.points for part in (heading(point.title, 3), paragraph(point.sentence))),
            *((heading("What comes next"),) if letter.closing else ()),
            *map(paragraph, letter.closing),
            paragraph("Yours sincerely"),
            paragraph(letter.signatory),
            paragraph(letter.inspectorate),
        ],
    )


def as_docx(letter: Letter) -> bytes:
    """A document that an office can edit, with true headings and its language set."""
    from docx import Document  # noqa: PLC0415  only who writes letters waits for it

    made = Document()
    made.core_properties.title = letter.subject
    made.core_properties.author = letter.inspectorate
    made.core_properties.language = "en-GB"
    for words in (letter.inspectorate, day_shown(letter.day), letter.to, f"Copied to: {letter.copied_to}"):
        made.add_paragraph(words)
    made.add_paragraph(letter.salutation)
    made.add_heading(letter.subject, 1)
    for words in letter.opening:
        made.add_paragraph(words)
    made.add_heading("What we found", 2)
    for point in letter.points:
        made.add_heading(point.title, 3)
        made.add_paragraph(point.sentence)
    if letter.closing:
        made.add_heading("What comes next", 2)
    for words in (*letter.closing, "Yours sincerely", letter.signatory, letter.inspectorate):
        made.add_paragraph(words)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def as_pdf(letter: Letter) -> bytes:
    """A tagged PDF. It claims PDF/UA-1 unless that would be untrue, as with a character that no font here has."""
    import typst  # noqa: PLC0415  only who writes letters waits for it

    told = letter.model_dump(mode="json") | {"day": day_shown(letter.day), "salutation": letter.salutation}
    source, inputs = _TYPST.encode(), {"letter": json.dumps(told)}
    try:
        made = typst.compile(source, sys_inputs=inputs, pdf_standards=["ua-1"])
    except typst.TypstError:  # a character that the font lacks: the letter matters more than the claim
        made = typst.compile(source, sys_inputs=inputs)
    return bytes(made)
