"""Lines of a cell → its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from jixiao.documents.readers.pdf.runs import Line

_LATIN_END, _LATIN_START = re.compile(r"[A-Za-z,.;:)]\Z"), re.compile(r"[A-Za-z(]")


def cell_text(lines: Sequence[Line], right: float) -> str:
    """The lines of a cell joined by ``\\n``. ``right`` is the cell's right edge in points.

    Where a line was broken at a space between Latin words the space is kept before the ``\\n``, so that taking the line
    breaks out gives back what was written.
    """
    if not lines:
        return ""
    if _reads_upwards(lines):
        return "".join(line.text(in_cell=True) for line in reversed(lines))
    parts = [lines[0].text(in_cell=True)]
    for before, after in pairwise(lines):
        text = after.text(in_cell=True)
        parts.append((" \n" if _broken_at_space(before, after, right) else "\n") + text)
    return "".join(parts).strip(" \u00a0\n")


def _broken_at_space(before: Line, after: Line, right: float) -> bool:
    """Whether a space between two Latin words fell to the line break.

    Either its glyph still ends the line, or the line has room left for the first letter of the next: then a word was
    moved down whole.
    """
    end, start = before.runs[-1].text, after.runs[0].text
    if end.endswith((" ", "\u00a0")):
        return bool(_LATIN_START.match(start) and _LATIN_END.search(end.rstrip(" \u00a0")))
    if not (_LATIN_END.search(end) and _LATIN_START.match(start)):
        return False
    return right - before.right > before.size


def _reads_upwards(lines: Sequence[Line]) -> bool:
    """Letters turned to read from bottom to top: one a line, drawn from the lowest."""
    if len(lines) < 2 or any(len(line.runs) != 1 or len(line.runs[0].text) != 1 for line in lines):
        return False
    orders = [line.runs[0].order for line in lines]
    return all(after < before for before, after in pairwise(orders))
