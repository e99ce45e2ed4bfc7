"""HTML pages that read well on screen, on paper and aloud. No script, nothing fetched from elsewhere."""

from collections.abc import Iterable, Sequence
from html import escape

STYLE = """
body { font: 1.0625rem/1.5 Georgia, "Times New Roman", serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem;
       color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5rem; line-height: 1.25; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { text-align: left; font-weight: bold; padding-bottom: .5rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid #999; }
td.number, th.number { text-align: right; }
blockquote { margin: .75rem 0; padding-left: .75rem; border-left: .25rem solid #999; } blockquote p { margin: 0; }
footer { font-size: .9em; color: #444; } summary { cursor: pointer; }
.wide { max-width: 64rem; } .note { border-left: .25rem solid #1a1a1a; padding-left: .75rem; }
tr.illustrative td, tr.illustrative th { font-style: italic; font-weight: normal; }
@media print { body { margin: 0; max-width: none; font-size: 10.5pt; } thead { display: table-header-group; }
               tr { break-inside: avoid; } }
""".strip()


def page(title: str, body: Iterable[str], *, wide: bool = False) -> str:
    """A whole page; `body` is of finished HTML, `title` plain text."""
    lines = "\n".join(body)
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n</head>\n"
        f"<body{_class('wide' if wide else '')}>\n<main>\n{lines}\n</main>\n</body>\n</html>\n"
    )


def paragraph(words: str, kind: str = "") -> str:
    return f"<p{_class(kind)}>{escape(words)}</p>"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def heading(words: str, level: int = 2) -> str:
    return f"<h{level}>{escape(words)}</h{level}>"


def listed(items: Iterable[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{escape(words)}</li>" for words in items) + "\n</ul>"


def table(
    caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Sequence[int] = (),
    kinds: Sequence[str] = (),
) -> str:  # fmt: skip
    """A table with its caption; the first cell of each row heads it. `numbers` are columns of figures, `kinds` the
    classes of the rows."""

    def place(at: int) -> str:
        return _class("number" if at in numbers else "")

    lines = [f"<table>\n<caption>{escape(caption)}</caption>\n<thead>\n<tr>"]
    lines += [f'<th scope="col"{place(at)}>{escape(words)}</th>' for at, words in enumerate(head)]
    lines.append("</tr>\n</thead>\n<tbody>")
    for number, row in enumerate(rows):
        kind = kinds[number] if number < len(kinds) else ""
        cells = "".join(f"<td{place(at)}>{escape(words)}</td>" for at, words in enumerate(row[1:], start=1))
        lines.append(f'<tr{_class(kind)}><th scope="row">{escape(row[0])}</th>{cells}</tr>')
    return "\n".join([*lines, "</tbody>\n</table>"])
