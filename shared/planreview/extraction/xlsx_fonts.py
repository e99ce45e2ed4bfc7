"""The fonts of a workbook's cells that draw signs in place of letters: see `symbols`."""

from planreview.extraction.package import Package
from planreview.extraction.symbols import draws_signs
from planreview.extraction.xlsx_styles import listed
from planreview.extraction.xml import child, value


def fonts_of(package: Package, main: str) -> list[str]:
    """The names in small letters by the numbers of the styles that cells give; empty for a font that draws letters."""
    part = next((relation.target for relation in package.relations(main) if relation.kind == "styles"), "")
    if part not in package:
        return []
    root = package.xml(part)
    names = (value(child(font, "name"), "val") or "" for font in listed(root, "fonts"))
    fonts = {str(number): name.lower() for number, name in enumerate(names) if draws_signs(name)}
    return [fonts.get(value(xf, "fontId") or "0", "") for xf in listed(root, "cellXfs")]
