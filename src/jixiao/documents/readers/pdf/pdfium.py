"""PDFium through its plain functions: characters and drawn marks of a page, in batches.

One call a character is what PDFium offers, so the calls are kept cheap: own prototypes that write into preallocated
arrays by address, and no objects a character. Coordinates are turned once, here: points, x to the right, y **down**,
the way the text reads (a page printed sideways is turned upright).
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections import Counter
from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2.raw as raw

from jixiao.documents.readers.limits import Limits
from jixiao.documents.readers.pdf.rulings import PathReader, Ruling
from jixiao.documents.readers.pdf.unified import as_unified

#: PDFium keeps global state and may not be entered by two threads at once.
_ONE_READER = threading.RLock()

_GENERATED_SPACE = 0x20
_LINE_ENDS = frozenset((0x0A, 0x0D))
_HYPHEN_AT_LINE_END = 0x02  # PDFium's own mark for a hyphen that it takes for a hyphenation
_NO_TEXT = frozenset((0x00, 0xFFFE, 0xFFFF, 0xFFFD))
_ANGLES_SAMPLED = 48
_ANGLE_SHARE = 0.7
_GLYPHS_SAMPLED = 64
_INK_OFFSET, _INK_SHARE = 0.05, 0.3  # points between pen and box, and how many characters show it
_FULL_WIDTH_FROM = 0x2E80  # CJK radicals, punctuation, ideographs, full-width forms


class PdfError(Exception):
    """PDFium refuses the file. ``reason`` is ``password``, ``format`` or ``other``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _prototype(name: str, result: Any, *arguments: Any) -> Any:
    """A second, cheaper prototype of a PDFium function: addresses as plain integers."""
    original = getattr(raw, name)
    address = ctypes.cast(original, ctypes.c_void_p).value
    if address is None:
        raise ImportError(name)
    return ctypes.CFUNCTYPE(result, *arguments)(address)


_handle, _number, _pointer = ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p
_unicode = _prototype("FPDFText_GetUnicode", ctypes.c_uint, _handle, _number)
_loose_box = _prototype("FPDFText_GetLooseCharBox", _number, _handle, _number, _pointer)
_origin = _prototype("FPDFText_GetCharOrigin", _number, _handle, _number, _pointer, _pointer)
_font_size = _prototype("FPDFText_GetFontSize", ctypes.c_double, _handle, _number)
_matrix = _prototype("FPDFText_GetMatrix", _number, _handle, _number, _pointer)
_is_generated = _prototype("FPDFText_IsGenerated", _number, _handle, _number)
_text_object = _prototype("FPDFText_GetTextObject", ctypes.c_void_p, _handle, _number)
_render_mode = _prototype("FPDFTextObj_GetTextRenderMode", _number, _handle)
_object_at = _prototype("FPDFPage_GetObject", ctypes.c_void_p, _handle, _number)
_object_in_form = _prototype("FPDFFormObj_GetObject", ctypes.c_void_p, _handle, ctypes.c_ulong)
_object_type = _prototype("FPDFPageObj_GetType", _number, _handle)

# pypdfium2 looks its names up at each use; those asked for every object are looked up once.
_TEXT: int = raw.FPDF_PAGEOBJ_TEXT
_PATH: int = raw.FPDF_PAGEOBJ_PATH
_INVISIBLE: int = raw.FPDF_TEXTRENDERMODE_INVISIBLE

_FORMS_NESTED_MAX = 6
_OBJECTS_MAX = 200_000  # of one page; a form has hundreds, a map has more and holds no table


@dataclass(slots=True)
class Glyphs:
    """The printed characters of a page in the order they were drawn, as parallel lists."""

    text: list[str] = field(default_factory=list)
    start: list[float] = field(default_factory=list)  # where the pen stood
    baseline: list[float] = field(default_factory=list)
    left: list[float] = field(default_factory=list)
    right: list[float] = field(default_factory=list)
    height: list[float] = field(default_factory=list)
    index: list[int] = field(default_factory=list)  # PDFium's number of the character
    unmapped: int = 0  # characters whose font does not say what they mean


@dataclass(slots=True)
class PageContent:
    """What is drawn on a page."""

    number: int
    width: float
    height: float
    glyphs: Glyphs
    rulings: list[Ruling]
    clipping: _Clipping  # usable while the page is open
    has_image: bool = False
    too_long: bool = False


class PdfFile:
    """An open PDF; pages are loaded one at a time and closed before the next."""

    def __init__(self, handle: Any, limits: Limits) -> None:
        self._handle = handle
        self._limits = limits
        self.page_count: int = raw.FPDF_GetPageCount(handle)

    def pages(self) -> Iterator[PageContent | None]:
        """Every page in order, open until the next is asked for; None for one that PDFium cannot load."""
        for index in range(self.page_count):
            page = raw.FPDF_LoadPage(self._handle, index)
            if not page:
                yield None
                continue
            text_page = raw.FPDFText_LoadPage(page)
            try:
                yield _page_content(page, text_page, index + 1, self._limits)
            finally:
                raw.FPDFText_ClosePage(text_page)
                raw.FPDF_ClosePage(page)


@contextmanager
def open_pdf(data: bytes, limits: Limits) -> Iterator[PdfFile]:
    """Opens PDF bytes; raises :class:`PdfError` when PDFium refuses them. An owner password alone does not stop it."""
    with _ONE_READER:
        handle = raw.FPDF_LoadMemDocument64(data, len(data), None)
        if not handle:
            reasons = {
                raw.FPDF_ERR_PASSWORD: "password",
                raw.FPDF_ERR_SECURITY: "password",
                raw.FPDF_ERR_FORMAT: "format",
            }
            raise PdfError(reasons.get(raw.FPDF_GetLastError(), "other"))
        try:
            yield PdfFile(handle, limits)
        finally:
            raw.FPDF_CloseDocument(handle)


def _page_content(page: Any, text_page: Any, number: int, limits: Limits) -> PageContent:
    box = raw.FS_RECTF()
    raw.FPDF_GetPageBoundingBox(page, box)
    objects = _PageObjects(page)
    count = max(raw.FPDFText_CountChars(text_page), 0)
    too_long = count > limits.page_characters_max
    if too_long:
        count = 0
    stored = raw.FPDFPage_GetRotation(page) * 90
    turn = _Turn(_reading_angle(text_page, count, stored), box.left, box.bottom, box.right, box.top)
    hidden: Set[int] = objects.invisible if objects.has_visible_text else frozenset()
    glyphs = _glyphs(text_page, count, turn, hidden)
    rulings = [turn.ruling(ruling) for ruling in objects.rulings]
    return PageContent(
        number, turn.width, turn.height, glyphs, rulings, _Clipping(text_page), objects.has_image, too_long
    )


class _Clipping:
    """Tells text that is cut away from text that is seen.

    LibreOffice Calc prints the text of a merged cell on each page the cell reaches, in the middle of the whole, and
    clips it to the part of the cell on that page.
    """

    def __init__(self, text_page: Any) -> None:
        self._handle = ctypes.cast(text_page, ctypes.c_void_p).value
        self._sides = [ctypes.c_float() for _ in range(4)]

    def hides(self, index: int) -> bool:
        """Whether the text object of a character (by PDFium's number) lies outside its clipping."""
        item = ctypes.cast(_text_object(self._handle, index), raw.FPDF_PAGEOBJECT)
        if not item or not raw.FPDFPageObj_GetBounds(item, *self._sides):
            return False
        left, bottom, right, top = (side.value for side in self._sides)
        x, y = (left + right) / 2, (bottom + top) / 2
        clip = raw.FPDFPageObj_GetClipPath(item)
        for path in range(max(raw.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            points = self._points(clip, path)
            if len(points) > 2 and not (
                min(point[0] for point in points) <= x <= max(point[0] for point in points)
                and min(point[1] for point in points) <= y <= max(point[1] for point in points)
            ):
                return True
        return False

    def _points(self, clip: Any, path: int) -> list[tuple[float, float]]:
        points = []
        x, y = self._sides[:2]
        for segment in range(max(raw.FPDFClipPath_CountPathSegments(clip, path), 0)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, segment), x, y)
            points.append((x.value, y.value))
        return points


class _PageObjects:
    """One walk over the page's objects: rulings, invisible text, whether there is a picture."""

    def __init__(self, page: Any) -> None:
        self.rulings: list[Ruling] = []
        self.invisible: set[int] = set()
        self.has_visible_text = False
        self.has_image = False
        self._left = _OBJECTS_MAX
        self._paths = PathReader()
        handle = ctypes.cast(page, ctypes.c_void_p).value
        self._walk(handle, raw.FPDFPage_CountObjects(page), _object_at, None, 0)

    def _walk(self, container: int | None, count: int, get: Any, matrix: Any, depth: int) -> None:
        for index in range(count):
            self._left -= 1
            if self._left < 0:
                return
            item = get(container, index)
            kind = _object_type(item)
            if kind == _TEXT:
                if _render_mode(item) == _INVISIBLE:
                    self.invisible.add(item)
                else:
                    self.has_visible_text = True
            elif kind == _PATH:
                self._paths.read(item, matrix, self.rulings)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self.has_image = True
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _FORMS_NESTED_MAX:
                inner = self._paths.combined(item, matrix)
                form = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
                self._walk(item, raw.FPDFFormObj_CountObjects(form), _object_in_form, inner, depth + 1)


def _reading_angle(text_page: Any, count: int, stored: int) -> int:
    """The direction in which the page reads, in degrees counter-clockwise: 0, 90, 180, 270.

    It is the one most characters have; where they are divided (labels turned on their side), the page's own.
    """
    step = max(1, count // _ANGLES_SAMPLED)
    angles: Counter[int] = Counter()
    for index in range(0, count, step):
        radians = raw.FPDFText_GetCharAngle(text_page, index)
        if radians >= 0:
            angles[-round(math.degrees(radians) / 90) % 4 * 90] += 1  # PDFium counts clockwise
    if not angles:
        return 0
    angle, number = angles.most_common(1)[0]
    return angle if stored not in angles or number > _ANGLE_SHARE * angles.total() else stored


class _Turn:
    """From the file's coordinates (y up, perhaps sideways) to the reader's (y down, upright)."""

    def __init__(self, angle: int, left: float, bottom: float, right: float, top: float) -> None:
        self.angle, self.left, self.bottom, self.right, self.top = angle, left, bottom, right, top
        upright = angle in (0, 180)
        self.width = right - left if upright else top - bottom
        self.height = top - bottom if upright else right - left

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.angle == 0:
            return x - self.left, self.top - y
        if self.angle == 90:
            return y - self.bottom, x - self.left
        if self.angle == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def ruling(self, ruling: Ruling) -> Ruling:
        x0, y0 = self.point(ruling[0], ruling[1])
        x1, y1 = self.point(ruling[2], ruling[3])
        return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _glyphs(text_page: Any, count: int, turn: _Turn, hidden: Set[int]) -> Glyphs:
    """The characters that the file prints; those that PDFium adds by itself (spaces, line ends) are left out."""
    handle = ctypes.cast(text_page, ctypes.c_void_p).value
    boxes = (ctypes.c_float * (4 * count))()
    origins = (ctypes.c_double * (2 * count))()
    box, origin = ctypes.addressof(boxes), ctypes.addressof(origins)
    codes: list[int] = []
    places: list[int] = []
    unmapped = 0
    for index in range(count):
        code = _unicode(handle, index)
        if code <= _GENERATED_SPACE:
            if code in _LINE_ENDS or (code == _GENERATED_SPACE and _is_generated(handle, index)):
                continue
            if code == _HYPHEN_AT_LINE_END:
                code = 0x2D
        if code in _NO_TEXT:
            unmapped += 1
            continue
        if hidden and _text_object(handle, index) in hidden:
            continue
        _loose_box(handle, index, box)
        _origin(handle, index, origin, origin + 8)
        box += 16
        origin += 16
        codes.append(code)
        places.append(index)
    glyphs = _turned(codes, places, boxes, origins, turn)
    glyphs.unmapped = unmapped
    if _boxes_are_ink(boxes, origins, len(codes)):
        _give_type_sizes(glyphs, handle)
    _drop_unseen(glyphs, turn)
    return glyphs


def _boxes_are_ink(boxes: Any, origins: Any, count: int) -> bool:
    """Whether the boxes hold the letters' ink and not their full width, as with Type 3 fonts (Chromium)."""
    sample = range(0, count, max(1, count // _GLYPHS_SAMPLED))
    ink: int = sum(abs(boxes[4 * index] - origins[2 * index]) > _INK_OFFSET for index in sample)
    return ink > _INK_SHARE * len(sample)


def _give_type_sizes(glyphs: Glyphs, handle: int | None) -> None:
    """Replaces ink heights by type sizes and lets full-width characters take their full width."""
    matrix = (ctypes.c_float * 6)()
    address = ctypes.addressof(matrix)
    for at, index in enumerate(glyphs.index):
        _matrix(handle, index, address)
        size = _font_size(handle, index) * math.hypot(matrix[2], matrix[3])
        glyphs.height[at] = size
        if ord(glyphs.text[at][0]) >= _FULL_WIDTH_FROM:
            glyphs.right[at] = glyphs.start[at] + size


def _turned(codes: list[int], places: list[int], boxes: Any, origins: Any, turn: _Turn) -> Glyphs:
    """The characters in the reader's coordinates; whole columns of numbers at a time, which is what makes it fast."""
    count = len(codes)
    x0, top = boxes[0 : 4 * count : 4], boxes[1 : 4 * count : 4]
    x1, bottom = boxes[2 : 4 * count : 4], boxes[3 : 4 * count : 4]
    x, y = origins[0 : 2 * count : 2], origins[1 : 2 * count : 2]
    glyphs = Glyphs([as_unified(chr(code)) for code in codes], index=places)
    # From-to along the line, the pen along the line, the pen down the page: what turn.point does, for each angle.
    if turn.angle in (0, 180):
        glyphs.height = [abs(a - b) for a, b in zip(top, bottom, strict=True)]
    else:
        glyphs.height = [abs(a - b) for a, b in zip(x1, x0, strict=True)]
    if turn.angle == 0:
        glyphs.left, glyphs.right = [v - turn.left for v in x0], [v - turn.left for v in x1]
        glyphs.start, glyphs.baseline = [v - turn.left for v in x], [turn.top - v for v in y]
    elif turn.angle == 90:
        glyphs.left, glyphs.right = [v - turn.bottom for v in bottom], [v - turn.bottom for v in top]
        glyphs.start, glyphs.baseline = [v - turn.bottom for v in y], [v - turn.left for v in x]
    elif turn.angle == 180:
        glyphs.left, glyphs.right = [turn.right - v for v in x1], [turn.right - v for v in x0]
        glyphs.start, glyphs.baseline = [turn.right - v for v in x], [v - turn.bottom for v in y]
    else:
        glyphs.left, glyphs.right = [turn.top - v for v in top], [turn.top - v for v in bottom]
        glyphs.start, glyphs.baseline = [turn.top - v for v in y], [turn.right - v for v in x]
    return glyphs


def _drop_unseen(glyphs: Glyphs, turn: _Turn) -> None:
    """Takes out what is printed beside the page."""
    seen = [
        at
        for at, (x, y) in enumerate(zip(glyphs.start, glyphs.baseline, strict=True))
        if -1 <= x <= turn.width + 1 and -1 <= y <= turn.height + 1
    ]
    if len(seen) < len(glyphs.text):
        for name in ("text", "start", "baseline", "left", "right", "height", "index"):
            column = getattr(glyphs, name)
            setattr(glyphs, name, [column[at] for at in seen])
