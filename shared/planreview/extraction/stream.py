"""Paragraphs and rows of a document as one stream of text, as `asides` takes it."""

from planreview.extraction.asides import BREAK


class Stream:
    """Paragraphs are parted by a blank line; the rows of a table follow each other line by line."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._after_row = False

    def paragraph(self, text: str) -> None:
        self._add(text, "\n\n")
        self._after_row = False

    def row(self, line: str) -> None:
        self._add(line, "\n" if self._after_row else "\n\n")
        self._after_row = True

    def page(self) -> None:
        """Begins a page."""
        self._pieces.append(BREAK)
        self._after_row = False

    def unbreak(self) -> None:
        """Takes the last beginning of a page back, if nothing has followed it yet."""
        if self._pieces and self._pieces[-1] == BREAK:
            self._pieces.pop()

    def text(self) -> str:
        return "".join(self._pieces)

    def _add(self, text: str, before: str) -> None:
        if self._pieces and self._pieces[-1] != BREAK:
            self._pieces.append(before)
        self._pieces.append(text)
