"""The columns of an indicator table: which a layout prints, how wide they are, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from jixiao.documents.writers.layouts.pieces import exact, runs, target_of
from jixiao.documents.writers.page import Align, PageCell
from jixiao.rules.forms import Form, Indicator

#: Headings of the three cells a target is split into by the integrated budget system (预算一体化).
SPLIT_HEADINGS = ("指标性质", "指标值", "度量单位")
_SIGN_HEADINGS = ("指标性质", "计算符号", "符号", "指标方向")
_VALUE_HEADINGS = ("指标值", "目标值", "年度指标值", "年初指标值", "预期指标值", "值")
_UNIT_HEADINGS = ("度量单位", "计量单位", "单位")


@dataclass(frozen=True, slots=True)
class Column:
    """One column beside the levels: its heading, its share of the width, and the text (or number) of a row."""

    heading: str
    share: int
    shown: Callable[[Indicator], str | Decimal | None]
    align: Align = "left"

    def cell(self, indicator: Indicator, at: int) -> PageCell:
        """The indicator's cell in this column."""
        value = self.shown(indicator)
        if isinstance(value, Decimal):
            return PageCell(exact(value), at, align=self.align, number=value)
        return PageCell(value or "", at, align=self.align)


def shared_out(total: int, shares: Sequence[int]) -> tuple[int, ...]:
    """``total`` millimetres by shares, in whole ones and with nothing left over."""
    edges = [total * sum(shares[:count]) // sum(shares) for count in range(len(shares) + 1)]
    return tuple(after - before for before, after in pairwise(edges))


def name_column(share: int) -> Column:
    """三级指标."""
    return Column("三级指标", share, lambda indicator: indicator.level3)


def target_columns(form: Form, indicators: Iterable[Indicator], heading: str, share: int) -> list[Column]:
    """指标值 as one column, or as sign, value and unit where the form keeps them apart in every row."""
    rows = [indicator for indicator in indicators if indicator.target_cells or indicator.target_text]
    sizes = {len(indicator.target_cells or ()) for indicator in rows}
    if len(sizes) != 1 or 0 in sizes:
        return [Column(heading, share, target_of)]
    size = sizes.pop()
    known = (*_SIGN_HEADINGS, *_VALUE_HEADINGS, *_UNIT_HEADINGS)
    headings = [name for name in form.indicator_columns if name in known]
    if len(headings) != size:
        headings = list(SPLIT_HEADINGS) if size == 3 else [heading] * size
    return [Column(name, max(1, share // 2), _target_cell(at), "center") for at, name in enumerate(headings)]


def _target_cell(at: int) -> Callable[[Indicator], str]:
    return lambda indicator: indicator.target_cells[at] if indicator.target_cells else ""


def weight_column(share: int, heading: str = "分值") -> Column:
    """分值."""
    return Column(heading, share, lambda indicator: indicator.weight, "center")


def score_column(share: int) -> Column:
    """得分, or what stands there where it is no number."""
    return Column(
        "得分",
        share,
        lambda indicator: indicator.score if indicator.score is not None else indicator.score_text,
        "center",
    )


def further_columns(indicators: Sequence[Indicator], share: int) -> Iterator[Column]:
    """What the form prints beside the official columns: direction, and every other column by its heading."""
    if any(indicator.direction for indicator in indicators):
        yield Column("指标方向性", share, lambda indicator: indicator.direction, "center")
    names = dict.fromkeys(name for indicator in indicators for name in indicator.details)
    for name in names:
        yield Column(name, share, _detail(name))


def _detail(name: str) -> Callable[[Indicator], str]:
    return lambda indicator: indicator.details.get(name, "")


def level_cells(indicators: Sequence[Indicator], column: int) -> list[list[PageCell]]:
    """For each indicator the 一级 and 二级 cells that begin in its row; equal neighbours share one merged cell.

    一级 stands in ``column``, 二级 in the one after it; 二级 merges only inside one 一级.
    """
    starting: list[list[PageCell]] = [[] for _ in indicators]
    levels = [indicator.level1 for indicator in indicators]
    for start, length in runs(levels):
        starting[start].append(PageCell(levels[start] or "", column, row_span=length, align="center"))
        inner = [indicator.level2 for indicator in indicators[start : start + length]]
        for inner_start, inner_length in runs(inner):
            cell = PageCell(inner[inner_start] or "", column + 1, row_span=inner_length, align="center")
            starting[start + inner_start].append(cell)
    return starting


def indicator_cells(indicators: Sequence[Indicator], column: int, columns: Sequence[Column]) -> list[list[PageCell]]:
    """One list of cells an indicator: merged levels in ``column`` and the next, then the layout's columns."""
    rows = level_cells(indicators, column)
    for cells, indicator in zip(rows, indicators, strict=True):
        cells.extend(each.cell(indicator, column + 2 + at) for at, each in enumerate(columns))
    return rows
