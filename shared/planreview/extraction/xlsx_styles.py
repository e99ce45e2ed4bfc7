"""The styles of a workbook: the format of a number, the fill, and of a font what tells something."""

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlrd.formatting import excel_default_palette_b8, std_format_strings

from planreview.extraction.package import Package
from planreview.extraction.sheet_values import Rgb, rag
from planreview.extraction.symbols import draws_signs
from planreview.extraction.xml import child, is_on, local_name, value

_THEME = (*("lt1", "dk1", "lt2", "dk2"), *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order in which a workbook counts them, which is not the order of the theme."""

_EASTERN_DATES = frozenset((*range(27, 37), *range(50, 59)))
"""Formats that are dates in the East Asian versions of Excel and have no code of their own."""


@dataclass(frozen=True, slots=True)
class Style:
    """`code` is the number format's; `colour` the fill's: "red", "amber", "green" or empty. `font` is the name of one
    that draws signs, in small letters, else empty."""

    code: str = "General"
    is_bold: bool = False
    colour: str = ""
    is_struck: bool = False
    font: str = ""


def styles_of(package: Package, main: str) -> list[Style]:
    """The styles by the numbers that cells give them; none for a workbook without any."""
    targets = {relation.kind: relation.target for relation in package.relations(main)}
    part = targets.get("styles", "")
    if part not in package:
        return []
    root = package.xml(part)
    palette = _palette(root)
    theme = _theme(package, targets.get("theme", ""))
    codes = {value(node, "numFmtId"): value(node, "formatCode") or "" for node in listed(root, "numFmts")}
    fonts = listed(root, "fonts")
    bold = [is_on(child(font, "b")) for font in fonts]
    struck = [is_on(child(font, "strike")) for font in fonts]
    drawing_signs = [_drawing_signs(value(child(font, "name"), "val") or "") for font in fonts]
    fills = [rag(_fill(fill, palette, theme)) for fill in listed(root, "fills")]
    return [
        Style(
            _code(value(xf, "numFmtId") or "0", codes),
            _at(bold, xf, "fontId", False),
            _at(fills, xf, "fillId", ""),
            _at(struck, xf, "fontId", False),
            _at(drawing_signs, xf, "fontId", ""),
        )
        for xf in listed(root, "cellXfs")
    ]


def listed(root: Any, name: str) -> Sequence[Any]:
    """What the first child of that name holds; nothing where there is none."""
    found = child(root, name)
    return () if found is None else list(found)


def _drawing_signs(font: str) -> str:
    return font.lower() if draws_signs(font) else ""


def _at(values: Sequence[Any], xf: Any, name: str, default: Any) -> Any:
    index = int(value(xf, name) or 0)
    return values[index] if 0 <= index < len(values) else default


def _code(number: str, codes: dict[str | None, str]) -> str:
    if number in codes:
        return codes[number]
    if number.isdigit() and int(number) in _EASTERN_DATES:
        return "yyyy-mm-dd"
    return std_format_strings.get(int(number), "General") if number.isdigit() else "General"


def _palette(root: Any) -> list[Rgb]:
    """The workbook's own indexed colours, or the usual ones, of which the first eight are there twice."""
    own = [_hex(value(node, "rgb")) for node in listed(child(root, "colors"), "indexedColors")]
    usual = [*excel_default_palette_b8[:8], *excel_default_palette_b8]
    return [mine or theirs for mine, theirs in zip(own, usual, strict=False)] + usual[len(own) :]


def _theme(package: Package, part: str) -> list[Rgb | None]:
    if part not in package:
        return []
    scheme = next((node for node in package.xml(part).iter() if local_name(node) == "clrScheme"), None)
    colours = {local_name(node): node[0] for node in (() if scheme is None else scheme) if len(node)}
    return [_hex(value(colours.get(name), "lastClr") or value(colours.get(name), "val")) for name in _THEME]


def _fill(fill: Any, palette: Sequence[Rgb], theme: Sequence[Rgb | None]) -> Rgb | None:
    pattern = child(fill, "patternFill")
    if value(pattern, "patternType") != "solid":
        return None
    return _colour(child(pattern, "fgColor"), palette, theme)


def _colour(node: Any, palette: Sequence[Rgb], theme: Sequence[Rgb | None]) -> Rgb | None:
    rgb = _hex(value(node, "rgb"))
    for name, colours in (("theme", theme), ("indexed", palette)):
        number = value(node, name)
        if rgb is None and number is not None and number.isdigit() and int(number) < len(colours):
            rgb = colours[int(number)]
    tint = float(value(node, "tint") or 0)
    return _tinted(rgb, tint) if rgb and tint else rgb


def _hex(digits: str | None) -> Rgb | None:
    """Of `FFC000`, or of `FFFFC000` with its opacity first."""
    try:
        whole = bytes.fromhex(digits or "")
    except ValueError:
        return None
    return (whole[-3], whole[-2], whole[-1]) if len(whole) in (3, 4) else None


def _tinted(rgb: Rgb, tint: float) -> Rgb:
    """Lighter towards 1, darker towards -1: ECMA-376, 18.8.3, on `bgColor`."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*(part / 255 for part in rgb))
    lightness = lightness * (1 + tint) if tint < 0 else lightness * (1 - tint) + tint
    red, green, blue = colorsys.hls_to_rgb(hue, min(1, max(0, lightness)), saturation)
    return round(red * 255), round(green * 255), round(blue * 255)
