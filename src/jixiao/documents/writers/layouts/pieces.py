"""What every layout is put together from: money and other numbers as text, merged level cells, labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Literal

from jixiao.documents.writers.page import Align, PageCell, PageRow
from jixiao.rules.forms import Form, Indicator

MoneyUnit = Literal["元", "万元"]

#: What stands where the official form has no figure to give.
NOT_SCORED = "—"


def exact(value: Decimal) -> str:
    """The number with thousands separators and without trailing zeros: 8825000.50 → 8,825,000.5."""
    text = format(value, ",f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def money(yuan: Decimal, unit: MoneyUnit) -> Decimal:
    """Yuan in the unit the form prints, exactly."""
    return moved(yuan, -4) if unit == "万元" else yuan


def moved(number: Decimal, places: int) -> Decimal:
    """The number times ten to the power of ``places``, on its digits, because ``scaleb`` would round long ones."""
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def percent(ratio: Decimal) -> str:
    """0.8619 → 86.19%."""
    return exact(moved(ratio, 2)) + "%"


def label(text: str, column: int, column_span: int = 1, row_span: int = 1, align: Align = "center") -> PageCell:
    """A printed label, in the label face."""
    return PageCell(text, column, column_span, row_span, bold=True, align=align)


def number_cell(value: Decimal | None, column: int, column_span: int = 1, align: Align = "center") -> PageCell:
    """A number as it is, or an empty cell."""
    if value is None:
        return PageCell("", column, column_span, align=align)
    return PageCell(exact(value), column, column_span, align=align, number=value)


def money_cell(
    yuan: Decimal | None, unit: MoneyUnit, column: int, column_span: int = 1, align: Align = "right"
) -> PageCell:
    """A sum of money in the form's unit, or an empty cell where none is stated."""
    return number_cell(None if yuan is None else money(yuan, unit), column, column_span, align)


def target_of(indicator: Indicator) -> str:
    """指标值 as it was printed, surrounding full-width spaces included."""
    return indicator.target_raw or indicator.target_text


def runs(values: Sequence[object]) -> list[tuple[int, int]]:
    """Start and length of each run of equal neighbours: a a b → (0, 2) (2, 1). ``None`` never joins its neighbour."""
    found: list[tuple[int, int]] = []
    for index, value in enumerate(values):
        if found and value is not None and values[index - 1] == value:
            start, length = found[-1]
            found[-1] = (start, length + 1)
        else:
            found.append((index, 1))
    return found


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


def indicator_rows(
    indicators: Sequence[Indicator], column: int, cells_after_levels: Callable[[Indicator], Iterable[PageCell]]
) -> list[PageRow]:
    """One row an indicator: merged levels in ``column`` and the next, then what the layout prints."""
    levels = level_cells(indicators, column)
    return [
        PageRow((*starting, *cells_after_levels(indicator)))
        for starting, indicator in zip(levels, indicators, strict=True)
    ]


def year_of(form: Form) -> str:
    """（2020年度） as printed, or made from the year, or empty."""
    return form.form_year or (f"（{form.year}年度）" if form.year else "")
