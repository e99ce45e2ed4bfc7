"""What pdfium says of a page, by its C functions.

The bindings make a Python object for every pointer, which on a page of a thousand objects takes longer than reading
the page. Here a handle is a plain number, and the functions that are called for every object take and give numbers.
Those called for every letter take arguments that were made once: to check and convert them takes longer than the call.
"""

import ctypes
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium_c

OBJECTS = 5_000
"""Objects of a page that are looked at. Pages of plans have hundreds; maps and drawings a hundred thousand."""

DEPTH = 3
"""How deep forms inside forms are followed. Programs that print a page into another make one or two."""

FORMS = 200
"""Forms of a page that are looked at; a page has a few, a form that is filled in one for each answer."""

DRAWN = 400
"""Pixels of a side of a page that is only drawn to see whether anything is on it."""

THIN = 4.0
"""Points. A shape thinner than this is a line; the thickest borders of office programs are 6 points, and rare."""

SMALL = 10.0
"""Points. What is smaller in both ways is a bullet, a letter or a box to tick, and no line of a table."""

SIDES = 2_000
"""Sides of one shape that may be the whole ruling of a table; what has more is a drawing."""

Box = tuple[float, float, float, float]
"""Left, bottom, right and top, in points of the page."""

Matrix = tuple[float, float, float, float, float, float]

LEAST = 72.0
"""Points, an inch. A shape of many sides that is less wide is a sign or a letter, and not the ruling of a table."""

Placed = tuple[int, Matrix]
"""An object of a page, and the matrix that brings it there."""

_TEXT = pdfium_c.FPDF_PAGEOBJ_TEXT
_PATH, _IMAGE, _FORM = pdfium_c.FPDF_PAGEOBJ_PATH, pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_FORM
_CURVE, _MOVE = pdfium_c.FPDF_SEGMENT_BEZIERTO, pdfium_c.FPDF_SEGMENT_MOVETO
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)


def _address(handle: Any) -> int:
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def _plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of the bindings, that takes and gives plain numbers.

    Without types of arguments it takes only handles that `_made` made, places of `_places` and small numbers, of which
    nothing is checked.
    """
    return ctypes.PYFUNCTYPE(result, *arguments)(_address(function))


def _places(numbers: Any) -> tuple[Any, ...]:
    """Where pdfium is to write each of some numbers, for functions without types of arguments."""
    size = ctypes.sizeof(numbers) // len(numbers)
    return tuple(ctypes.byref(numbers, size * index) for index in range(len(numbers)))


_made = ctypes.c_void_p.from_param
_handle, _int = ctypes.c_void_p, ctypes.c_int
_page_object = _plain(pdfium_c.FPDFPage_GetObject, _handle)
_form_object = _plain(pdfium_c.FPDFFormObj_GetObject, _handle, _handle, ctypes.c_ulong)
_form_count = _plain(pdfium_c.FPDFFormObj_CountObjects, _int, _handle)
_object_type = _plain(pdfium_c.FPDFPageObj_GetType, _int, _handle)
_bounds = _plain(pdfium_c.FPDFPageObj_GetBounds, _int)
_matrix = _plain(pdfium_c.FPDFPageObj_GetMatrix, _int)
_segment_count = _plain(pdfium_c.FPDFPath_CountSegments, _int, _handle)
_segment = _plain(pdfium_c.FPDFPath_GetPathSegment, _handle, _handle, _int)
_segment_type = _plain(pdfium_c.FPDFPathSegment_GetType, _int, _handle)
_segment_point = _plain(pdfium_c.FPDFPathSegment_GetPoint, _int)
_segment_closes = _plain(pdfium_c.FPDFPathSegment_GetClose, _int)
_char_box = _plain(pdfium_c.FPDFText_GetCharBox, _int)
_char_angle = _plain(pdfium_c.FPDFText_GetCharAngle, ctypes.c_float)
_char_index = _plain(pdfium_c.FPDFText_GetCharIndexFromTextIndex, _int)

# Where pdfium writes its answers; a process reads one page at a time.
_floats = (ctypes.c_float * 6)()
_doubles = (ctypes.c_double * 4)()
_FLOAT = _places(_floats)
_POINT, _SIDES = _FLOAT[:2], _FLOAT[:4]
_DOUBLE = _places(_doubles)
_two_floats = struct.Struct("2f").unpack_from
_four_floats = struct.Struct("4f").unpack_from
_six_floats = struct.Struct("6f").unpack_from
_four_doubles = struct.Struct("4d").unpack_from


@contextmanager
def opened_page(document: Any, index: int) -> Iterator[Any]:
    """A page's handle; None where pdfium cannot load the page."""
    page = pdfium_c.FPDF_LoadPage(document, index)
    try:
        yield page or None
    finally:
        if page:
            pdfium_c.FPDF_ClosePage(page)


class PageText:
    """The text of a page with the place of each of its characters."""

    def __init__(self, page: Any) -> None:
        self._handle = pdfium_c.FPDFText_LoadPage(page)
        self._made = _made(_address(self._handle))
        self._page = page
        self._count = max(pdfium_c.FPDFText_CountChars(self._handle), 0) if self._handle else 0

    def close(self) -> None:
        if self._handle:
            pdfium_c.FPDFText_ClosePage(self._handle)

    def visible(self) -> str:
        """The text inside the page's box: what lies outside it no one sees."""
        return self.inside(page_box(self._page)) if self._count else ""

    def inside(self, box: Box) -> str:
        """The text of which each character is inside a box, be it with a part."""
        left, bottom, right, top = box
        size = 2 * self._count + 2  # every character, and a line end in place of each that is left out
        buffer = (ctypes.c_ushort * size)()
        length = pdfium_c.FPDFText_GetBoundedText(self._handle, left, top, right, bottom, buffer, size)
        return _decoded(buffer, length)

    def whole(self) -> str:
        """All of the text, each character at the index by which `boxes` know it."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        length = pdfium_c.FPDFText_GetText(self._handle, 0, self._count, buffer)
        self._indices_differ = length - 1 != self._count
        return _decoded(buffer, length - 1)

    def boxes(self) -> Callable[[int], Box]:
        """What gives the box of the character at an index."""
        made, indices_differ = self._made, self._indices_differ

        def box(index: int) -> Box:
            if indices_differ:
                index = _char_index(made, index)
            _char_box(made, index, *_DOUBLE)
            left, right, bottom, top = _four_doubles(_doubles)
            return left, bottom, right, top

        return box

    def angle(self, index: int) -> float:
        """Radians, clockwise from the horizontal; -1 where unknown."""
        return float(_char_angle(self._made, index))


class Objects(NamedTuple):
    paths: list[Placed]
    pictures: list[Placed]
    has_letters: bool


def objects(page: Any) -> Objects:
    """What is drawn on a page, and in those forms on it that fill much of it.

    Programs that print a page into another, or stamp it, make such a form; smaller ones are figures.
    """
    count = min(pdfium_c.FPDFPage_CountObjects(page), OBJECTS)
    inner = [([*map(_page_object, repeat(_made(_address(page)), count), range(count))], _IDENTITY)]
    paths: list[Placed] = []
    pictures: list[Placed] = []
    has_letters = False
    for _ in range(1 + DEPTH):
        forms: list[Placed] = []
        for found, matrix in inner:
            kinds = [*map(_object_type, found)]
            has_letters = has_letters or _TEXT in kinds
            for kind, placed in ((_PATH, paths), (_IMAGE, pictures), (_FORM, forms)):
                if kind in kinds:
                    placed += [
                        (handle, matrix) for handle, its_kind in zip(found, kinds, strict=True) if its_kind == kind
                    ]
        if not forms:
            break
        much = _area(page_box(page)) / 2
        large = [form for form in forms[:FORMS] if (box := bounds(*form)) and _area(box) > much]
        inner = [(_inside(form), product(matrix_of(form), matrix)) for form, matrix in large]
    return Objects(paths, pictures, has_letters)


def page_box(page: Any) -> Box:
    """What of a page is shown."""
    rect = pdfium_c.FS_RECTF()
    pdfium_c.FPDF_GetPageBoundingBox(page, rect)
    return rect.left, rect.bottom, rect.right, rect.top


def is_blank(page: Any) -> bool:
    """Whether a page is white all over. It is drawn small, so this is for pages without pictures."""
    bitmap = pdfium_c.FPDFBitmap_Create(DRAWN, DRAWN, 0)
    try:
        pdfium_c.FPDFBitmap_FillRect(bitmap, 0, 0, DRAWN, DRAWN, 0xFFFFFFFF)
        pdfium_c.FPDF_RenderPageBitmap(bitmap, page, 0, 0, DRAWN, DRAWN, 0, 0)
        size = DRAWN * pdfium_c.FPDFBitmap_GetStride(bitmap)
        return bool(ctypes.string_at(pdfium_c.FPDFBitmap_GetBuffer(bitmap), size) == b"\xff" * size)
    finally:
        pdfium_c.FPDFBitmap_Destroy(bitmap)


def _inside(form: int) -> list[int]:
    return [_form_object(form, index) for index in range(min(_form_count(form), OBJECTS))]


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def matrix_of(handle: int) -> Matrix:
    if not _matrix(_made(handle), _FLOAT[0]):
        return _IDENTITY
    a, b, c, d, e, f = _six_floats(_floats)
    return a, b, c, d, e, f


def product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def bounds(handle: int, matrix: Matrix) -> Box | None:
    if not _bounds(_made(handle), *_SIDES):
        return None
    left, bottom, right, top = _four_floats(_floats)
    if matrix is _IDENTITY:
        return left, bottom, right, top
    corners = [moved(x, y, matrix) for x in (left, right) for y in (bottom, top)]
    xs, ys = zip(*corners, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def outlines(paths: Iterable[Placed]) -> Iterator[Box]:
    """What shapes show of lines, as boxes: themselves, or their sides where they have many that are all upright."""
    for handle, matrix in paths:
        box = bounds(handle, matrix)
        if box is None:
            continue
        left, bottom, right, top = box
        width, height = right - left, top - bottom
        if width < THIN or height < THIN:
            yield box
        elif width >= SMALL or height >= SMALL:
            count = _segment_count(handle)
            if count <= 5:
                yield box
            elif count <= SIDES and width > LEAST:
                yield from _sides(handle, matrix, count)


def _sides(handle: int, matrix: Matrix, count: int) -> list[Box]:
    found: list[Box] = []
    whole = product(matrix_of(handle), matrix)
    start = point = (0.0, 0.0)
    segments = [*map(_segment, repeat(handle, count), range(count))]
    kinds = [*map(_segment_type, segments)]
    if _CURVE in kinds:
        return []
    for segment, kind in zip(map(_made, segments), kinds, strict=True):
        _segment_point(segment, *_POINT)
        x, y = _two_floats(_floats)
        before, point = point, moved(x, y, whole)
        if kind == _MOVE:
            start = point
        elif min(abs(point[0] - before[0]), abs(point[1] - before[1])) > 1:
            return []
        else:
            found.append(_box(before, point))
        if _segment_closes(segment):
            found.append(_box(point, start))
    return found


def _box(one: tuple[float, float], other: tuple[float, float]) -> Box:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _decoded(buffer: Any, length: int) -> str:
    return bytes(memoryview(buffer)[: max(length, 0)]).decode("utf-16-le", "ignore").rstrip("\x00")
