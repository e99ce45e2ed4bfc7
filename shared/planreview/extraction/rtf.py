"""Rich text (RTF 1.9), in reading order; each row of a table is one line, `cell | cell | cell`.

Headers, footers, notes and comments stand on the page where they first belong: see `asides`. What is inserted,
deleted, hidden or struck through is marked: see `marks`. A page begins where its author broke the page or a section
begins on one. Text that Outlook has turned from a web page into rich text (MS-OXRTFEX) is turned back, and read as a
web page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from planreview.errors import Unreadable
from planreview.extraction import marks, office
from planreview.extraction.asides import Asides, Place, reference
from planreview.extraction.fields import fetching, symbol
from planreview.extraction.html import html_pages
from planreview.extraction.pages import Pages, numbered
from planreview.extraction.rows import row
from planreview.extraction.rtf_forms import FormField
from planreview.extraction.stream import Stream
from planreview.extraction.symbols import draws_signs, seen
from planreview.text import Caution

DEPTH = 10_000
"""Groups within groups. Word writes some tens; each costs a little memory, and its writer a single byte."""

_TOKEN = re.compile(
    r"\\([A-Za-z]{1,32})(-?\d{1,10})? ?"  # a control word with its number
    r"|\\'([0-9A-Fa-f]{2})"  # a byte
    r"|\\(.)"  # a control symbol
    r"|([{}])"
    r"|[\r\n\x00]+"
    r"|([^\\{}\r\n\x00]+)"
    r"|\\",  # at the end of a file that was cut off
    re.DOTALL,
)
_SAID = {
    "tab": "\t",
    "line": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_PARAGRAPH_SYMBOLS = ("\n", "\r")
_UNSEEN = frozenset(
    {
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "objclass", "objname", "listtable"),
        *("listoverridetable", "rsidtbl", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl"),
        *("generator", "filetbl", "revtbl", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "tc", "tcn"),
        *("xe", "rxe", "nonshppict", "shprslt", "nonesttables", "bkmkstart", "bkmkend", "template", "private"),
        *("atrfstart", "atrfend"),
    }
)
"""Groups of which a reader sees nothing, or only a second copy for older programs."""

_OPENED = frozenset({"shpinst", "shp", "do", "nesttableprops"})
"""Groups that begin with the mark for "skip me if you do not know me", and hold what is read."""

_ASIDES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), Place.HEADER),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), Place.FOOTER),
    "footnote": Place.FOOTNOTE,
    "annotation": Place.COMMENT,
}
_TEXT_BOXES = frozenset({"shptxt", "dptxbxtext"})
_CHARACTER_SETS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
_FONT_CODE_PAGES = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
"""By \\fcharset. A font of another character set takes the code page of the document."""

_FONT_NAME = 64
"""Characters read of the name of a font; Windows allows for 31."""


def read_rtf(content: bytes) -> Pages:
    texts, cautions = rtf_pages(content, named="rich text document")
    pages = numbered(texts)
    return Pages(pages, len(pages), cautions)


def rtf_pages(content: bytes, *, named: str) -> tuple[list[str], tuple[Caution, ...]]:
    """The texts of the pages and what one should know. Raises Unreadable where there is nothing to read."""
    reader = _Reader(named)
    reader.read(content.decode("latin-1"))
    if reader.html is not None:
        return html_pages("".join(reader.html), named=named)
    texts = reader.asides.pages(reader.sinks[0].stream.text())
    if not any(text.strip() for text in texts):
        raise office.nothing_in(named, drawn=reader.drawn)
    return texts, tuple(reader.cautions())


@dataclass(frozen=True)
class _State:
    """What holds until the end of a group."""

    unseen: bool = False
    closed: bool = False  # nothing that begins in here is seen either
    destination: str = ""
    fallbacks: int = 1  # characters after each \u for readers that do not know Unicode
    hidden: bool = False
    deleted: bool = False
    inserted: bool = False
    strikes: frozenset[str] = frozenset()  # those of \strike and \striked that are on
    in_table: bool = False
    code_page: str = ""
    font: str = ""  # the name of one that draws signs
    rich_only: bool = False  # between \htmlrtf and \htmlrtf0

    @property
    def signs(self) -> str:
        changes = ((self.deleted, marks.DELETED), (self.inserted, marks.INSERTED), (self.hidden, marks.HIDDEN))
        return "".join(sign for is_so, sign in (*changes, (self.strikes, marks.STRUCK)) if is_so)


@dataclass
class _Sink:
    """Where text goes: the body, or a note, a comment, a header, a text box of its own."""

    place: Place | None = None
    stream: Stream = field(default_factory=Stream)
    words: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)

    def taken(self) -> str:
        text, self.words = "".join(self.words), []
        return text

    def finished(self) -> str:
        if self.cells:
            self.end_row()
        if self.words:
            self.stream.paragraph(self.taken())
        return self.stream.text()

    def end_row(self) -> None:
        if any(self.words):
            self.cells.append(self.taken())
        self.stream.row(row([cell.removesuffix("; ") for cell in self.cells]))
        self.cells = []


class _Reader:
    """One document while its tokens are read, with a stack of its own for the groups."""

    def __init__(self, named: str) -> None:
        self.named = named
        self.state = _State()
        self.stack: list[tuple[_State, int]] = []
        self.sinks = [_Sink()]
        self.asides = Asides()
        self.keys: dict[tuple[Place, str], str] = {}
        self.code_page = "cp1252"
        self.fonts: dict[int, str] = {}
        self.font_names: dict[int, str] = {}
        self.font = 0
        self.default_font = 0
        self.bytes = bytearray()
        self.skip = 0
        self.half = 0
        self.ignorable = False
        self.begins_section = False
        self.author: list[str] = []
        self.instruction: list[str] = []
        self.fields: list[str] = []
        self.form = FormField()
        self.objects = False
        self.drawn = False
        self.is_endnote = False
        self.html: list[str] | None = None

    def read(self, source: str) -> None:
        position = 0
        while found := _TOKEN.match(source, position):
            position = found.end()
            word, number, byte, symbol, brace, text = found.groups()
            if text is not None:
                self._characters(text)
            elif byte is not None:
                self._byte(int(byte, 16))
            elif word is not None:
                if word == "bin" and number:
                    position += max(0, int(number))
                elif self.skip:
                    self.skip -= 1
                else:
                    self._word(word, int(number) if number else None)
            elif brace is not None:
                self._flush()
                self.skip = 0
                self._open() if brace == "{" else self._close()
            elif symbol is not None:
                self._symbol(symbol)
        self._flush()
        while len(self.sinks) > 1:
            self._end_sink()
        self.sinks[0].finished()

    def cautions(self) -> Iterator[Caution]:
        yield from marks.cautions(self.asides.changes)
        if links := fetching(self.fields):
            yield office.external_links(self.named, links)
        if self.objects:
            yield Caution(
                code="members_unread", message=f"The {self.named} holds embedded objects, which were not opened."
            )

    def _open(self) -> None:
        if len(self.stack) >= DEPTH:
            raise Unreadable(
                "too_large",
                f"The {self.named} nests more than {DEPTH:,} groups in each other. Please send it as a PDF.",
            )
        self.stack.append((self.state, len(self.sinks)))
        self.ignorable = False

    def _close(self) -> None:
        if not self.stack:
            return
        before, sinks = self.stack.pop()
        ends_instruction = self.state.destination == "fldinst" != before.destination
        while len(self.sinks) > sinks:
            self._end_sink()
        self.state = before
        if ends_instruction:
            self._end_instruction()

    def _end_instruction(self) -> None:
        """Where an instruction tells what its field shows, what was saved as the result is a second copy."""
        instruction, self.instruction = "".join(self.instruction), []
        form, self.form = self.form, FormField()
        self.fields.append(instruction)
        is_form = instruction.lstrip().startswith("FORM")
        if self.state.destination == "field" and (shown := form.shown() if is_form else symbol(instruction)):
            self._emit(shown)
            self.state = replace(self.state, unseen=True)

    def _end_sink(self) -> None:
        """A text box stands where it is anchored; all else beside the text becomes an aside."""
        sink = self.sinks.pop()
        text = sink.finished().strip("\n")
        if not text.strip():
            return
        if sink.place is None:
            self.sinks[-1].words.append(f"\n{text}\n")
            return
        author = "".join(self.author) if sink.place is Place.COMMENT else ""
        place = Place.ENDNOTE if sink.place is Place.FOOTNOTE and self.is_endnote else sink.place
        repeats = place in (Place.HEADER, Place.FOOTER) and (place, text) in self.keys
        if not repeats:
            self.keys[(place, text)] = f"{place.value} {len(self.keys)}"
            self.asides.add(self.keys[(place, text)], place, text, author)
        self.is_endnote = False
        self.sinks[-1].words.append(reference(self.keys[(place, text)]))

    def _symbol(self, symbol: str) -> None:
        if self.skip:
            self.skip -= 1
        elif symbol == "*":
            self.ignorable = True
        elif symbol in _PARAGRAPH_SYMBOLS:
            self._word("par", None)
        elif symbol in _SYMBOLS:
            self._say(_SYMBOLS[symbol])

    def _characters(self, text: str) -> None:
        if self.skip:
            text, self.skip = text[self.skip :], max(0, self.skip - len(text))
        self.bytes += text.encode("latin-1")

    def _byte(self, byte: int) -> None:
        if self.skip:
            self.skip -= 1
        else:
            self.bytes.append(byte)

    def _flush(self) -> None:
        """Bytes are decoded together, since a character of some code pages has two."""
        if self.bytes:
            text = bytes(self.bytes).decode(self._code_page(), errors="replace")
            self.bytes.clear()
            self._emit(text)

    def _code_page(self) -> str:
        if self.state.font:
            return "cp1252"  # whatever the document's is: the codes of signs are no letters of a language
        return self.state.code_page or self.fonts.get(self.default_font, "") or self.code_page

    def _say(self, text: str) -> None:
        self._flush()
        self._emit(text)

    def _emit(self, text: str) -> None:
        state = self.state
        if state.destination == "fldinst":
            self.instruction.append(text)
        elif state.destination == "atnauthor":
            self.author.append(text)
        elif state.destination == "ffl":
            self.form.say(text)
        elif state.destination == "fonttbl":
            self.font_names[self.font] = (self.font_names.get(self.font, "") + text)[:_FONT_NAME]
        elif self.html is not None:
            if not state.rich_only and (not state.unseen or state.destination == "htmltag"):
                self.html.append(text)
        elif not state.unseen:
            shown = seen(text, state.font)
            clean = "".join(character for character in shown if character >= " " or character in "\t\n")
            if clean.strip():
                self.begins_section = False
            self.sinks[-1].words.append(marks.marked(clean, state.signs) if clean.strip() else clean)

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        ignorable, self.ignorable = self.ignorable, False
        if word == "u" and number is not None:
            self._unicode(number)
        elif word in _SAID:
            self._emit(_SAID[word])
        elif self._is_destination(word, ignorable):
            pass
        elif word in ("fftype", "ffres", "ffdefres"):
            self.form.tell(word, number)
        elif word == "uc":
            self.state = replace(self.state, fallbacks=max(0, min(number or 0, 10)))
        elif word in ("f", "fcharset", "deff", "ansicpg", "cpg") or word in _CHARACTER_SETS:
            self._encoding(word, number)
        elif word == "fromhtml" and number:
            self.html = []
        elif word == "htmlrtf":
            self.state = replace(self.state, rich_only=number != 0)
        elif not self._is_character_property(word, number) and not self.state.unseen:
            self._layout(word)

    def _unicode(self, number: int) -> None:
        unit = number & 0xFFFF
        self.skip = self.state.fallbacks
        if 0xD800 <= unit < 0xDC00:  # the first half of a character; the second follows
            self.half = unit
        elif 0xDC00 <= unit < 0xE000:
            self._emit(chr(0x10000 + ((self.half - 0xD800) << 10) + (unit - 0xDC00)) if self.half else "\ufffd")
            self.half = 0
        else:
            self._emit(chr(unit))

    def _is_destination(self, word: str, ignorable: bool) -> bool:
        """Whether the word begins a group of another use than its surroundings, which is then noted."""
        state = self.state
        if word in _ASIDES and not state.unseen and not state.closed:
            self.sinks.append(_Sink(_ASIDES[word]))
            self.state = replace(_State(), code_page=state.code_page, destination=word)
        elif word in _TEXT_BOXES and state.unseen and not state.closed:
            self.sinks.append(_Sink())
            self.state = replace(_State(), code_page=state.code_page, destination=word)
        elif word in ("fldinst", "atnauthor"):
            if word == "atnauthor":
                self.author = []
            self.state = replace(state, unseen=True, destination=word)
        elif word in _OPENED:
            seen = word == "nesttableprops" and not state.unseen
            self.state = replace(state, unseen=not seen, destination=word)
        elif word in _UNSEEN or ignorable:
            self.drawn = self.drawn or word in ("pict", "shppict")
            if word == "ffl":
                self.form.entry()
            self.state = replace(state, unseen=True, closed=True, destination=word)
        elif word == "field" and not state.unseen:
            self.state = replace(state, destination=word)
        elif word == "object":
            self.objects = self.drawn = True
        else:
            return False
        return True

    def _encoding(self, word: str, number: int | None) -> None:
        if word in _CHARACTER_SETS:
            self.code_page = _CHARACTER_SETS[word]
        elif word == "ansicpg" and number:
            self.code_page = _known(f"cp{number}", "utf-8" if number == 65001 else self.code_page)
        elif word == "deff":
            self.default_font = number or 0
        elif word == "f":
            self.font = number or 0
            if self.state.destination != "fonttbl":
                code_page, name = self.fonts.get(self.font, self.code_page), self._font_name()
                self.state = replace(self.state, code_page=code_page, font=name if draws_signs(name) else "")
        elif word == "fcharset":
            self.fonts[self.font] = _FONT_CODE_PAGES.get(number or 0, self.code_page)
        elif word == "cpg" and number:
            self.fonts[self.font] = _known(f"cp{number}", self.code_page)

    def _font_name(self) -> str:
        return self.font_names.get(self.font, "").partition(";")[0].strip()

    def _is_character_property(self, word: str, number: int | None) -> bool:
        is_on = number != 0
        if word == "v":
            self.state = replace(self.state, hidden=is_on)
        elif word == "deleted":
            self.state = replace(self.state, deleted=is_on)
        elif word == "revised":
            self.state = replace(self.state, inserted=is_on)
        elif word in ("strike", "striked"):
            strikes = self.state.strikes
            self.state = replace(self.state, strikes=strikes | {word} if is_on else strikes - {word})
        elif word == "plain":
            self.state = replace(
                self.state, hidden=False, deleted=False, inserted=False, strikes=frozenset(), code_page="", font=""
            )
        elif word == "intbl":
            self.state = replace(self.state, in_table=True)
        elif word == "pard":
            self.state = replace(self.state, in_table=False)
        elif word == "ftnalt":
            self.is_endnote = True
        else:
            return False
        return True

    def _layout(self, word: str) -> None:
        sink = self.sinks[-1]
        if self.html is not None:
            if word in ("par", "line") and not self.state.rich_only:
                self.html.append("\n")
        elif word == "par":
            if self.state.in_table or sink.cells:
                sink.words.append("\n")
            else:
                sink.stream.paragraph(sink.taken())
        elif word == "cell":
            sink.cells.append(sink.taken().removesuffix("; "))
        elif word == "nestcell":
            sink.words.append(" / ")
        elif word == "nestrow":
            sink.words = ["".join(sink.words).removesuffix(" / "), "; "]
        elif word == "row":
            sink.end_row()
        elif word in ("page", "pagebb", "sect") and len(self.sinks) == 1:
            self._begin_page(word)
        elif word in ("sbknone", "sbkcol") and self.begins_section:
            sink.stream.unbreak()
            self.begins_section = False

    def _begin_page(self, word: str) -> None:
        sink = self.sinks[-1]
        if self.state.in_table and word != "sect":
            return  # within a row; its line is not parted
        if sink.words:
            sink.stream.paragraph(sink.taken())
        sink.stream.page()
        self.begins_section = word == "sect"


def _known(name: str, otherwise: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return otherwise
    return name
