"""Lines and single cells that hold their label and value together: ``项目名称：… 项目类别：…``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from jixiao.documents.forms.text import label_of

_COLON = re.compile("[：:]")
_GAP = re.compile(r"[\s\u3000]+")
_AMOUNT = re.compile(r"\s*[\d,.]+\s*(?:亿元|万元|千元|元)?(?=\s|\Z|[；;，,。])")
_LONGEST = 40


def _never(_label: str) -> bool:
    return False


def labelled_parts(
    text: str, is_label: Callable[[str], bool], is_source: Callable[[str], bool] = _never
) -> Iterator[tuple[str, str]]:
    """Every ``label：value`` of a text whose label is known, in order; the value runs to the next known label.

    ``is_source`` knows the sources of money (其中：财政拨款), which are labels only where an amount follows.

    Nothing is given when the text does not begin with a known label.
    """
    marks = list(_marks(text, is_label, is_source))
    if not marks or text[: marks[0][0]].strip():
        return
    for (start, colon), following in zip(marks, [*marks[1:], None], strict=True):
        end = following[0] if following else len(text)
        yield text[start:colon], text[colon + 1 : end]


def _marks(text: str, is_label: Callable[[str], bool], is_source: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Start of each known label and its colon."""
    edge = 0
    for match in _COLON.finditer(text):
        colon = match.start()
        line_start = max(edge, text.rfind("\n", 0, colon) + 1, colon - _LONGEST)
        starts = [line_start, *(line_start + gap.end() for gap in _GAP.finditer(text[line_start:colon]))]
        labels = [(at, label_of(text[at:colon])) for at in starts if at < colon]
        amount = _AMOUNT.match(text, colon + 1) is not None
        start = next(
            (at for at, label in labels if is_label(label) or (amount and label[:1].isalpha() and is_source(label))),
            None,
        )
        if start is not None:
            yield start, colon
            edge = colon + 1


def loose_pair(text: str) -> tuple[str, str] | None:
    """One short ``label：value`` whose label nobody knows, or None: a sentence with a colon is not one."""
    match = re.fullmatch(r"\s*([\u4e00-\u9fff（）()、/及和\s]{2,14}?)\s*[：:]\s*([^\n]{1,60})", text)
    return (match[1], match[2]) if match and not re.search("[。；;]", match[2]) else None
