"""Characters → runs → printed lines → text.

A run is a stretch of characters without a gap; runs are what is put into cells, so that a number that spills over its
cell's edge stays in one piece. Spaces: those the file prints are kept; a gap alone makes a space only where the
writing needs one (between Latin words), never between Chinese characters set apart to fill a line.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from jixiao.documents.readers.pdf.pdfium import Glyphs

_SAME_LINE = 0.42  # of the type size: how far two baselines of one line may be apart (superscripts, mixed fonts)
_RUN_GAP = 0.12  # of the type size: a wider gap ends a run
_WORD_GAP = 0.18  # of the type size: a gap that parts two Latin words where the file prints no spaces at all
_COLUMN_GAP = 1.5  # of the type size: parts of a line that are set apart on purpose
_TYPED_GAP = 0.19  # of the type size: a gap this much wider than the line's usual one was typed
_SLANTED_MIN = 4  # letters
_PARTED_MIN = 4  # of every five neighbours of Chinese and Latin, where the program parts them by itself
_IDEOGRAPH = re.compile("[\u3400-\u9fff0-9A-Za-z)%‰]")
_MIXED = re.compile("[\u3400-\u9fff][0-9A-Za-z]|[0-9A-Za-z%][\u3400-\u9fff]")
_LATIN = re.compile(r"[!-~\u00a1-\u024f]")


@dataclass(frozen=True, slots=True)
class SpacingHabit:
    """How the printing program of a page parts words."""

    prints_spaces: bool  # spaces are characters of the page (else only gaps, as in Chromium's Type 3 fonts)
    parts_latin: bool  # Latin letters and digits stand a little apart from Chinese without a space being written


@dataclass(slots=True)
class Run:
    """Characters drawn one after another without a gap. y is the baseline, growing down the page."""

    text: str
    starts: list[float]
    ends: list[float]
    baseline: float
    size: float
    order: int  # position in the order of drawing

    @property
    def left(self) -> float:
        return self.starts[0]

    @property
    def right(self) -> float:
        return self.ends[-1]

    @property
    def middle(self) -> float:
        """A height inside the letters, by which the run is put into a row."""
        return self.baseline - 0.35 * self.size

    def split(self, index: int) -> tuple[Run, Run]:
        """Two runs, parted before the character at ``index``."""
        return (
            Run(self.text[:index], self.starts[:index], self.ends[:index], self.baseline, self.size, self.order),
            Run(self.text[index:], self.starts[index:], self.ends[index:], self.baseline, self.size, self.order),
        )


@dataclass(slots=True)
class Line:
    """Runs on one baseline, from left to right."""

    runs: list[Run]

    @property
    def left(self) -> float:
        return self.runs[0].left

    @property
    def right(self) -> float:
        return max(run.right for run in self.runs)

    @property
    def baseline(self) -> float:
        return max(self.runs, key=lambda run: run.size * len(run.text)).baseline

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def top(self) -> float:
        return self.baseline - 0.88 * self.size

    @property
    def bottom(self) -> float:
        return self.baseline + 0.15 * self.size

    def segments(self, gap: float = _COLUMN_GAP) -> list[Line]:
        """The line cut where its parts are set apart by more than ``gap`` type sizes."""
        parts: list[list[Run]] = [[self.runs[0]]]
        end = self.runs[0].right
        for run in self.runs[1:]:
            if not run.text.strip() or run.left - end <= gap * max(run.size, parts[-1][-1].size):
                parts[-1].append(run)
            else:
                parts.append([run])
            if run.text.strip():
                end = max(end, run.right)
        return [Line(part) for part in parts]

    def text(self, habit: SpacingHabit, *, in_cell: bool) -> str:
        """The characters with the spaces that were printed, and those that the writing needs."""
        parts = [self.runs[0].text]
        usual = median(_gaps(self.runs)) if len(self.runs) > 1 and not habit.prints_spaces else 0.0
        for before, after in pairwise(self.runs):
            gap = (after.left - before.right) / max(before.size, after.size)
            parts.append(_space(parts[-1][-1:], after.text[0], gap, habit, usual, in_cell))
            parts.append(after.text)
        return "".join(parts)


def _gaps(runs: Sequence[Run]) -> list[float]:
    """The gaps between the characters of a line, those within runs being none."""
    between = [(after.left - before.right) / max(before.size, after.size) for before, after in pairwise(runs)]
    return between + [0.0] * sum(len(run.text) - 1 for run in runs)


def page_runs(glyphs: Glyphs) -> list[Run]:
    """The runs of a page in the order of drawing."""
    runs: list[Run] = []
    if not glyphs.text:
        return runs
    size = _type_size(glyphs)
    heights, baselines, starts, rights = glyphs.height, glyphs.baseline, glyphs.start, glyphs.right
    first, highest, floor = 0, max(heights[0], 0.6 * size), 0.6 * size
    count = len(glyphs.text)
    for index in range(1, count):
        height, start = heights[index], starts[index]
        unit = height if height > highest else highest
        pen, end = starts[index - 1], rights[index - 1]
        gap = start - (end if end > pen else pen)
        if (
            start > pen - 0.01
            and -0.5 * unit <= gap <= _RUN_GAP * unit
            and abs(baselines[index] - baselines[index - 1]) <= 0.1 * unit
        ):
            highest = unit
            continue
        runs.append(_run(glyphs, first, index, highest))
        first, highest = index, height if height > floor else floor
    runs.append(_run(glyphs, first, count, highest))
    return _without_slanted(runs)


def _type_size(glyphs: Glyphs) -> float:
    """The usual height of a character on the page, in points."""
    return median(glyphs.height) or 1.0


def _run(glyphs: Glyphs, first: int, end: int, size: float) -> Run:
    starts = glyphs.start[first:end]
    ends = [max(start, right) for start, right in zip(starts, glyphs.right[first:end], strict=True)]
    if glyphs.left[first] < starts[0] - 0.5 * size:  # turned to read upwards: the letter stands left of the pen
        starts = glyphs.left[first:end]
        ends = [start + size for start in starts]
    return Run("".join(glyphs.text[first:end]), starts, ends, glyphs.baseline[first], size, first)


def _without_slanted(runs: list[Run]) -> list[Run]:
    """Without watermarks printed across the page: single letters that climb or fall evenly."""
    kept: list[Run] = []
    slope: list[Run] = []

    def settle() -> None:
        if len(slope) < _SLANTED_MIN:
            kept.extend(slope)
        slope.clear()

    for run in runs:
        if slope and not (len(run.text) == 1 and _is_slanted(slope, run)):
            settle()
        if len(run.text) == 1:
            slope.append(run)
        else:
            kept.append(run)
    settle()
    return kept


def _is_slanted(slope: Sequence[Run], run: Run) -> bool:
    """Whether a letter stands obliquely beside the one before, in the direction of those before it."""
    last = slope[-1]
    step = (run.left - last.left, run.baseline - last.baseline)
    reach = math.hypot(*step)
    if min(abs(step[0]), abs(step[1])) < 0.15 * reach or reach > 3 * max(run.size, last.size):
        return False
    if len(slope) == 1:
        return True
    before = (last.left - slope[-2].left, last.baseline - slope[-2].baseline)
    return abs(step[0] * before[1] - step[1] * before[0]) < 0.2 * reach * math.hypot(*before)


def lines_of(runs: Sequence[Run]) -> list[Line]:
    """Runs gathered into lines, from top to bottom; blank runs go with the line they stand on."""
    lines: list[list[Run]] = []
    levels: list[float] = []
    # Large type first at each level would be exact; sorting by baseline and allowing for superscripts is enough.
    for run in sorted(runs, key=lambda run: (run.baseline, run.left)):
        if lines and run.baseline - levels[-1] <= _SAME_LINE * max(run.size, lines[-1][-1].size):
            lines[-1].append(run)
            if run.size > max(other.size for other in lines[-1][:-1]):
                levels[-1] = run.baseline
        else:
            lines.append([run])
            levels.append(run.baseline)
    found = []
    for line in lines:
        if any(run.text.strip(" \u00a0") for run in line):
            found.append(Line(sorted(line, key=lambda run: (run.left, run.order))))
    return found


def _space(before: str, after: str, gap: float, habit: SpacingHabit, usual: float, in_cell: bool) -> str:
    """What stands between two runs: nothing, or the space that a reader sees. ``gap`` is in type sizes."""
    if not before or before in " \u3000" or after in " \u3000":
        return ""
    latin = bool(_LATIN.match(before)), bool(_LATIN.match(after))
    if habit.prints_spaces:
        wanted = 0.6 if all(latin) else (3.0 if in_cell else _COLUMN_GAP)
    elif all(latin):
        wanted = _WORD_GAP
    elif any(latin) and habit.parts_latin:
        wanted = 0.6
    else:
        wanted = usual + (_TYPED_GAP if _IDEOGRAPH.match(before) else 0.8)
    if gap <= wanted:
        return ""
    return "\u3000" if not habit.prints_spaces and not any(latin) and 0.9 <= gap <= 1.1 else " "


def spacing_habit(runs: Sequence[Run]) -> SpacingHabit:
    """How the page parts words, as its own runs show it."""
    prints_spaces = any(" " in run.text for run in runs)
    apart = close = 0
    for before, after in pairwise(runs):
        if abs(before.baseline - after.baseline) > 0.1 * after.size:
            continue
        mixed = bool(_LATIN.match(before.text[-1])) != bool(_LATIN.match(after.text[0]))
        if mixed and 0 <= after.left - before.right <= 0.5 * after.size:
            apart += 1
    for run in runs:
        close += len(_MIXED.findall(run.text))
    return SpacingHabit(prints_spaces, apart > _PARTED_MIN * close)
