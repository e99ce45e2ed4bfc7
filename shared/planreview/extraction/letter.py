"""An e-mail, whichever program saved it: its headers first, then its words, and its attachments as documents."""

from dataclasses import dataclass

from planreview.errors import Unreadable
from planreview.extraction.html import html_pages
from planreview.extraction.marks import unhidden
from planreview.extraction.names import apart, harmless
from planreview.extraction.office import LARGE_PICTURE
from planreview.extraction.pages import Attachment, Pages, tidy
from planreview.extraction.rtf import rtf_pages
from planreview.text import Caution, Page

HEADERS = ("From", "To", "Cc", "Date", "Subject")
"""What an inspector needs of a message's headers, in this order."""

_CROSSED_OUT = frozenset({"struck_through", "tracked_changes"})
"""Cautions of words that the plain form of a message shows like any other."""


@dataclass(frozen=True)
class Body:
    """The same words in up to three forms; empty where the message has none of the kind."""

    plain: str = ""
    html: str = ""
    rtf: bytes = b""


@dataclass(frozen=True)
class Letter:
    """`pictures` are those within the text, mostly logos: they count if they are large, or there is nothing else."""

    headers: dict[str, str]
    bodies: tuple[Body, ...]
    attachments: tuple[Attachment, ...] = ()
    pictures: tuple[Attachment, ...] = ()
    cautions: tuple[Caution, ...] = ()

    def documents(self) -> tuple[Attachment, ...]:
        has_more = self.attachments or any(body.plain.strip() or body.html.strip() or body.rtf for body in self.bodies)
        large = (picture for picture in self.pictures if not has_more or len(picture.content) >= LARGE_PICTURE)
        return (*self.attachments, *large)


def letter_pages(letter: Letter) -> Pages:
    """A message is one page. Raises Unreadable for one in which there is nothing."""
    words, cautions = [], list(letter.cautions)
    for body in letter.bodies:
        text, more = _words(body)
        words.append(text)
        cautions += more
    head = "\n".join(f"{name}: {letter.headers[name]}" for name in HEADERS if letter.headers.get(name))
    text = tidy("\n\n".join(part for part in (head, *words) if part.strip()))
    documents = letter.documents()
    if not any(map(str.strip, words)) and not documents:
        raise Unreadable("empty", "The message holds no text and no attachments. Please send it again.")
    names = apart([harmless(attachment.name) for attachment in documents])
    attachments = (Attachment(name, found.content) for name, found in zip(names, documents, strict=True))
    page = Page(number=1, text=text, source="message")
    return Pages((page,), 1, tuple(dict.fromkeys(cautions)), attachments=tuple(attachments))


def _words(body: Body) -> tuple[str, tuple[Caution, ...]]:
    """The plain form, as it was written, except where another keeps the rows of a table together or tells what is
    crossed out, or says far more.

    Far more is more than twice the words, counted as they are read: beside such a form the plain one only points to
    it, as in "View this e-mail in your browser", or is a signature.
    """
    texts, cautions = _marked_up(body)
    text = "\n\n".join(texts)
    crosses_out = any(caution.code in _CROSSED_OUT for caution in cautions)
    says_far_more = len(unhidden(text).split()) > 2 * len(body.plain.split())
    if " | " in text or crosses_out or says_far_more or not body.plain.strip():
        return text, cautions
    return tidy(body.plain), ()


def _marked_up(body: Body) -> tuple[list[str], tuple[Caution, ...]]:
    try:
        if body.html.strip():
            return html_pages(body.html, named="message")
        return rtf_pages(body.rtf, named="message") if body.rtf else ([], ())
    except Unreadable:
        if body.plain.strip():
            return [], ()
        raise
