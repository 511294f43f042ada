"""Lines of a cell → its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.documents.readers.pdf.runs import Line, SpacingHabit

_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,.;:)]\Z"), re.compile(r"[A-Za-z(]")


def cell_text(lines: Sequence[Line], right: float, habit: SpacingHabit) -> str:
    """The lines of a cell joined by ``\\n``. ``right`` is the cell's right edge in points.

    Where a line was broken at a space the space is kept before the ``\\n``, so that taking the line breaks out gives
    back what was written.
    """
    if not lines:
        return ""
    if _reads_upwards(lines):
        return "".join(line.text(habit, in_cell=True) for line in reversed(lines))
    parts = [lines[0].text(habit, in_cell=True)]
    for before, after in pairwise(lines):
        kept = parts[-1].rstrip(" \u00a0")
        spaced = kept != parts[-1] or _broken_at_space(before, after, right)
        parts[-1] = kept
        parts.append((" \n" if spaced else "\n") + after.text(habit, in_cell=True))
    return "".join(parts).strip(" \u00a0\n")


def _broken_at_space(before: Line, after: Line, right: float) -> bool:
    """Whether a space between two Latin words fell to the line break.

    The line has room left for the first letter of the next: a word was moved down whole.
    """
    end, start = before.runs[-1].text, after.runs[0].text
    if not (_LATIN_END.search(end) and _LATIN_START.match(start)):
        return False
    return right - before.right > before.size


def _reads_upwards(lines: Sequence[Line]) -> bool:
    """Letters turned to read from bottom to top: one a line, drawn from the lowest."""
    if len(lines) < 2 or any(len(line.runs) != 1 or len(line.runs[0].text) != 1 for line in lines):
        return False
    orders = [line.runs[0].order for line in lines]
    return all(after < before for before, after in pairwise(orders))
