"""Two sets of indicators side by side: the whole term's left, the year's right, 一级指标 shared.

Both keep their order. Runs of the same 一级 stand beside each other, inside them runs of the same 二级; the shorter
run is filled with blank cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from jixiao.documents.writers.layouts.pieces import runs, target_of
from jixiao.documents.writers.page import PageCell
from jixiao.rules.forms import Indicator

Run = Sequence[Indicator]


def half_rows(left: Run, right: Run, column: int) -> list[list[PageCell]]:
    """The cells of each row: 一级 in ``column``, then 二级, 三级 and 指标值 of the left, then of the right."""
    rows: list[list[PageCell]] = []
    for left_run, right_run in paired_runs(left, right, lambda indicator: indicator.level1):
        inner = paired_runs(left_run, right_run, lambda indicator: indicator.level2)
        block = [row for pair in inner for row in _inner_rows(*pair, column + 1)]
        first = (*left_run, *right_run)[0]
        block[0].insert(0, PageCell(first.level1 or "", column, row_span=len(block), align="center"))
        rows.extend(block)
    return rows


def paired_runs(left: Run, right: Run, level: Callable[[Indicator], str | None]) -> list[tuple[Run, Run]]:
    """Runs of equal level, paired where both sides have the level in the same order, alone where only one has."""
    lefts, rights = _runs(left, level), _runs(right, level)
    pairs: list[tuple[Run, Run]] = []
    while lefts or rights:
        names_right = [level(run[0]) for run in rights]
        if lefts and rights and level(lefts[0][0]) == names_right[0]:
            pairs.append((lefts.pop(0), rights.pop(0)))
        elif not lefts or (rights and level(lefts[0][0]) in names_right):
            pairs.append(((), rights.pop(0)))
        else:
            pairs.append((lefts.pop(0), ()))
    return pairs


def _runs(indicators: Run, level: Callable[[Indicator], str | None]) -> list[Run]:
    found = runs([level(indicator) for indicator in indicators])
    return [indicators[start : start + length] for start, length in found]


def _inner_rows(left: Run, right: Run, column: int) -> list[list[PageCell]]:
    count = max(len(left), len(right))
    rows: list[list[PageCell]] = [[] for _ in range(count)]
    for side, at in ((left, column), (right, column + 3)):
        level2 = side[0].level2 if side else None
        rows[0].append(PageCell(level2 or "", at, row_span=count, align="center"))
        for index, row in enumerate(rows):
            indicator = side[index] if index < len(side) else None
            row.append(PageCell((indicator.level3 or "") if indicator else "", at + 1))
            row.append(PageCell(target_of(indicator) if indicator else "", at + 2))
    return rows
