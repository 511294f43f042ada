"""Drawn marks → rulings: thin straight lines along the page, however the printing program drew them.

Word and LibreOffice stroke lines, Chromium and WPS fill thin rectangles (one a cell's edge, or a row of dashes in one
path), others stroke whole boxes or fill a frame between two rectangles.
"""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any

import pypdfium2.raw as raw

#: A thin rectangle (x0, y0, x1, y1); the longer side says which way it runs.
Ruling = tuple[float, float, float, float]

#: Thickest line of a table; a filled mark that is thicker is a background.
THICKNESS_MAX = 4.0
#: A path of more points is a drawing (a map, a seal, outlined letters); it is looked at only when small in points.
_SEGMENTS_MAX = 4_000
_NEARLY_WHITE = 250
_NOT_FILLED: int = raw.FPDF_FILLMODE_NONE
_FRAME_WIDTH_MAX = 5.0

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]


class PathReader:
    """Reads path objects with reused buffers."""

    def __init__(self) -> None:
        self._bounds = [ctypes.c_float() for _ in range(4)]
        self._x, self._y = ctypes.c_float(), ctypes.c_float()
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._color = [ctypes.c_uint() for _ in range(4)]
        self._matrix = raw.FS_MATRIX()

    def combined(self, item: Any, outer: Matrix | None) -> Matrix:
        """The matrix of an object seen from the page."""
        raw.FPDFPageObj_GetMatrix(ctypes.cast(item, raw.FPDF_PAGEOBJECT), self._matrix)
        m = self._matrix
        own = (m.a, m.b, m.c, m.d, m.e, m.f)
        return own if outer is None else _multiplied(own, outer)

    def read(self, item: Any, outer: Matrix | None, rulings: list[Ruling]) -> None:
        """Adds the rulings that a path draws to ``rulings``."""
        path = ctypes.cast(item, raw.FPDF_PAGEOBJECT)
        if not raw.FPDFPath_GetDrawMode(path, self._fill, self._stroke):
            return
        filled, stroked = self._fill.value != _NOT_FILLED, bool(self._stroke.value)
        if not (filled or stroked) or self._is_white(path, stroked):
            return
        box = self._box(path, outer)
        if box and is_thin(box):  # a line, or the dashes of one
            rulings.append(box)
            return
        count = raw.FPDFPath_CountSegments(path)
        if 2 < count <= _SEGMENTS_MAX:
            self._subpaths(path, count, self.combined(item, outer), filled, stroked, rulings)

    def _is_white(self, path: Any, stroked: bool) -> bool:
        get = raw.FPDFPageObj_GetStrokeColor if stroked else raw.FPDFPageObj_GetFillColor
        red, green, blue, alpha = self._color
        if not get(path, red, green, blue, alpha):
            return False
        return alpha.value == 0 or min(red.value, green.value, blue.value) >= _NEARLY_WHITE

    def _box(self, path: Any, outer: Matrix | None) -> Box | None:
        left, bottom, right, top = self._bounds
        if not raw.FPDFPageObj_GetBounds(path, left, bottom, right, top):
            return None
        box = (left.value, bottom.value, right.value, top.value)
        return box if outer is None else _moved(box, outer)

    def _subpaths(
        self, path: Any, count: int, matrix: Matrix, filled: bool, stroked: bool, rulings: list[Ruling]
    ) -> None:
        """The pieces of a compound path: dashes, boxes, frames."""
        boxes: list[Box] = []
        for points in self._point_lists(path, count, matrix):
            box = _bounding(points)
            if is_thin(box):
                rulings.append(box)
            elif stroked:
                rulings.extend(_straight_edges(points))
            else:
                boxes.append(box)
        if filled and len(boxes) > 1:
            rulings.extend(_frame_edges(boxes))

    def _point_lists(self, path: Any, count: int, matrix: Matrix) -> list[list[tuple[float, float]]]:
        a, b, c, d, e, f = matrix
        lists: list[list[tuple[float, float]]] = []
        current: list[tuple[float, float]] = []
        for index in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, index)
            raw.FPDFPathSegment_GetPoint(segment, self._x, self._y)
            x, y = self._x.value, self._y.value
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                current = []
                lists.append(current)
            elif not lists:
                lists.append(current)
            current.append((a * x + c * y + e, b * x + d * y + f))
            if raw.FPDFPathSegment_GetClose(segment):
                current.append(current[0])
        return [points for points in lists if len(points) > 1]


def is_thin(box: Box) -> bool:
    """Whether a box looks like a line and not like a square dot, a letter's stroke or a background."""
    width, height = box[2] - box[0], box[3] - box[1]
    if width < height:
        width, height = height, width
    return height <= THICKNESS_MAX and width >= 2 * height


def _bounding(points: list[tuple[float, float]]) -> Box:
    xs = [point[0] for point in points]
    ys = [point[1] for point in points]
    return (min(xs), min(ys), max(xs), max(ys))


def _straight_edges(points: list[tuple[float, float]]) -> list[Ruling]:
    edges = []
    for (x0, y0), (x1, y1) in pairwise(points):
        if abs(x0 - x1) <= 0.5 or abs(y0 - y1) <= 0.5:
            edges.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))
    return edges


def _frame_edges(boxes: list[Box]) -> list[Ruling]:
    """The four rulings of each frame: a rectangle filled except for a slightly smaller one inside."""
    edges: list[Ruling] = []
    for outer in boxes:
        for inner in boxes:
            margins = (inner[0] - outer[0], inner[1] - outer[1], outer[2] - inner[2], outer[3] - inner[3])
            if outer is not inner and all(0 < margin <= _FRAME_WIDTH_MAX for margin in margins):
                x0, y0, x1, y1 = outer
                edges += [(x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)]
    return edges


def _multiplied(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _moved(box: Box, matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box[0], box[2]) for y in (box[1], box[3])]
    return _bounding([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])
