"""A message as a person reads it: the same words as plain text and as HTML."""

from collections.abc import Sequence
from html import escape
from textwrap import fill

from planreview.value import Value

WIDTH = 76
"""Columns of the plain text, so that no mail program needs to wrap a line itself (RFC 5322 advises 78)."""

STYLE = (
    "body{font:16px/1.5 Arial,Helvetica,sans-serif;color:#0b0c0c;max-width:40em;margin:1.5em}"
    "table{border-collapse:collapse;margin:1em 0}"
    "th,td{text-align:left;vertical-align:top;padding:.4em .8em .4em 0;border-bottom:1px solid #b1b4b6}"
    "td{overflow-wrap:anywhere}"
)


class Heading(Value):
    """A heading within a message, of one line."""

    words: str


class Facts(Value):
    """Label and value, row by row."""

    rows: tuple[tuple[str, str], ...]


class Grid(Value):
    """A table with a heading for each column."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Part = str | Heading | Facts | Grid


class Message(Value):
    """`subject` is one line; parts are paragraphs and tables in reading order."""

    subject: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        return "\n\n".join(_text(part) for part in self.parts) + "\n"

    @property
    def html(self) -> str:
        body = "\n".join(_html(part) for part in self.parts)
        return (
            f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><title>{escape(self.subject)}</title>'
            f"<style>{STYLE}</style></head>\n<body>\n{body}\n</body></html>\n"
        )


def one_line(words: str) -> str:
    """Words fit for a header: no line breaks or other control characters, whatever a file was called."""
    return " ".join("".join(c if c.isprintable() else " " for c in words).split())


def message(subject: str, parts: Sequence[Part]) -> Message:
    return Message(subject=one_line(subject), parts=tuple(parts))


def _text(part: Part) -> str:
    if isinstance(part, str):
        return fill(part, WIDTH, break_long_words=False, break_on_hyphens=False)
    if isinstance(part, Heading):
        return f"{part.words}\n{'-' * min(len(part.words), WIDTH)}"
    if isinstance(part, Facts):
        width = max(len(label) for label, _ in part.rows) + 2
        return "\n".join(f"{label + ':':<{width}}{one_line(value)}" for label, value in part.rows)
    rows = (part.head, *part.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(part.head))]
    return "\n".join(
        "  ".join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def _html(part: Part) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    if isinstance(part, Heading):
        return f"<h2>{escape(part.words)}</h2>"
    if isinstance(part, Facts):
        rows = "".join(
            f'<tr><th scope="row">{escape(label)}</th><td>{escape(one_line(value))}</td></tr>'
            for label, value in part.rows
        )
        return f"<table>{rows}</table>"
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in part.head)
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in part.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
