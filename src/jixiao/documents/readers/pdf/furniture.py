"""Page numbers, running heads and feet: what belongs to the page and not to the form."""

from __future__ import annotations

import re

from jixiao.documents.readers.pdf.page_parts import PageLayout, Table, TextLine

#: "- 1 -", "— 12 —", "第1页", "第 1 页 共 3 页", "第1页/共3页", "1 / 3", "1".
_PAGE_NUMBER = re.compile(
    r"[-—–－─·•~\s]*第?\s*(\d{1,4}|[一二三四五六七八九十百]{1,5})\s*页?[-—–－─·•~，,、/\s]*((/|共|of)\s*\d{1,4}\s*页?)?[-—–－─·•~\s]*",
    re.IGNORECASE,
)
_CHINESE_ALONE = re.compile(r"[一二三四五六七八九十百]+")
_HEAD, _FOOT = 0.09, 0.88  # of the page's height: above and below stand page numbers
_RUNNING_HEAD, _RUNNING_FOOT = 0.2, 0.85
_SAME_HEIGHT = 4.0  # points
_CONTINUATION_MARK = re.compile(
    r"[（(]?\s*(续上?表?|接上[页表]|续\s*\d*)\s*[）)]?|续表.{0,8}|.{0,20}[（(]续[表]?\d*[）)]"
)


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page number."""
    text = text.strip()
    return bool(_PAGE_NUMBER.fullmatch(text)) and not _CHINESE_ALONE.fullmatch(text)


def is_continuation_mark(text: str) -> bool:
    """Whether a line says that the table below goes on from the page before: 续表, （续）."""
    return bool(_CONTINUATION_MARK.fullmatch(text.strip()))


def without_page_numbers(layout: PageLayout) -> None:
    """Takes the page number at the head or foot of a page out of it."""
    elements = layout.elements
    for at, edge in ((-1, "foot"), (0, "head")):
        if not elements:
            return
        line = elements[at]
        if not isinstance(line, TextLine) or not is_page_number(line.text):
            continue
        outside = line.bottom > _FOOT * layout.height if edge == "foot" else line.top < _HEAD * layout.height
        if outside:
            elements.pop(at)


def repeated_lines(before: PageLayout, after: PageLayout) -> tuple[set[int], set[int]]:
    """Running heads of the later page and running feet of the earlier one, as identities of their lines."""
    heads, feet = set(), set()
    for line in after.elements:
        if isinstance(line, Table) or line.top > _RUNNING_HEAD * after.height:
            break
        if any(_same(line, other) for other in before.elements):
            heads.add(id(line))
    for line in reversed(before.elements):
        if isinstance(line, Table) or line.top < _RUNNING_FOOT * before.height:
            break
        if any(_same(line, other) for other in after.elements):
            feet.add(id(line))
    return heads, feet


def _same(line: TextLine, other: Table | TextLine) -> bool:
    return (
        isinstance(other, TextLine)
        and abs(line.top - other.top) <= _SAME_HEIGHT
        and re.sub(r"\d+", "0", line.text) == re.sub(r"\d+", "0", other.text)
    )
