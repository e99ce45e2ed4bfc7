"""Plain text. A form feed begins a new page."""

from planreview.errors import Unreadable
from planreview.extraction.pages import Pages, numbered, tidy


def read_plain(content: bytes) -> Pages:
    parts = [tidy(part) for part in decoded(content).split("\f")]
    pages = numbered(parts, "text")
    if not any(page.text.strip() for page in pages):
        raise Unreadable("empty", "The file holds no text. Please send it again.")
    return Pages(pages, len(pages))


def decoded(content: bytes) -> str:
    """UTF-16 where a mark says so, UTF-8 where it is valid, else Windows-1252, as old office programs write it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
