"""Lines and single cells that hold their label and value together: ``项目名称：… 项目类别：…``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jixiao.documents.forms.text import label_of

_COLON = re.compile("[：:]")
_GAP = re.compile(r"[\s\u3000]+")
_LONGEST = 40


def labelled_parts(text: str, is_label: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """Every ``label：value`` of a text whose label is known, in order; the value runs to the next known label.

    Nothing is given when the text does not begin with a known label.
    """
    marks = list(_marks(text, is_label))
    if not marks or text[: marks[0][0]].strip():
        return
    for (start, colon), following in zip(marks, [*marks[1:], None], strict=True):
        end = following[0] if following else len(text)
        yield text[start:colon], text[colon + 1 : end]


def _marks(text: str, is_label: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Start of each known label and its colon."""
    edge = 0
    for match in _COLON.finditer(text):
        colon = match.start()
        line_start = max(edge, text.rfind("\n", 0, colon) + 1, colon - _LONGEST)
        starts = [line_start, *(line_start + gap.end() for gap in _GAP.finditer(text[line_start:colon]))]
        start = next((at for at in starts if at < colon and is_label(label_of(text[at:colon]))), None)
        if start is not None:
            yield start, colon
            edge = colon + 1


def loose_pair(text: str) -> tuple[str, str] | None:
    """One short ``label：value`` whose label nobody knows, or None: a sentence with a colon is not one."""
    match = re.fullmatch(r"\s*([\u4e00-\u9fff（）()、/及和\s]{2,14}?)\s*[：:]\s*([^\n]{1,60})", text)
    return (match[1], match[2]) if match and not re.search("[。；;]", match[2]) else None
