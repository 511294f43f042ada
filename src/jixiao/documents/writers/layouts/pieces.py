"""What every layout is put together from: money and other numbers as text, merged level cells, labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from jixiao.documents.writers.page import Align, Line, PageCell, PageRow
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


def year_of(form: Form) -> str:
    """（2020年度） as printed, or made from the year, or empty."""
    return form.form_year or (f"（{form.year}年度）" if form.year else "")


def heading_lines(form: Form, title: str) -> Iterator[Line]:
    """The title as the form prints it, and its year."""
    yield Line(form.form_title or title, "title", "center")
    if year_of(form):
        yield Line(year_of(form), "subtitle", "center")


def other_fields(form: Form, named: Iterable[tuple[str, str | None]]) -> list[tuple[str, str | None]]:
    """The fields a layout names, those of the head that are filled in, and every other by its printed label."""
    pairs = list(named)
    taken = {name for name, _ in pairs}
    head = (
        ("项目类别", form.category),
        ("计划开始日期", form.start_date),
        ("计划完成日期", form.end_date),
        ("是否含有政府购买服务", form.gov_purchase_service),
        ("绩效类型", form.performance_type),
    )
    pairs.extend((name, value) for name, value in head if value is not None and name not in taken)
    taken.update(name for name, _ in head)
    pairs.extend((name, value) for name, value in form.fields.items() if name not in taken)
    return pairs


@dataclass(frozen=True, slots=True)
class PairColumns:
    """Where label and value stand in a head row of two fields: column and span of each of the four cells."""

    label1: tuple[int, int]
    value1: tuple[int, int]
    label2: tuple[int, int]
    value2: tuple[int, int]

    @property
    def whole(self) -> tuple[int, int]:
        """Column and span of a value that has the row for itself."""
        last, span = self.value2
        return self.value1[0], last + span - self.value1[0]

    def row(self, name: str, value: str | None) -> PageRow:
        """One field over the whole row."""
        return PageRow((label(name, *self.label1), PageCell(value or "", *self.whole)))

    def rows(self, pairs: Sequence[tuple[str, str | None]]) -> Iterator[PageRow]:
        """Two fields a row; the last of an odd number has its row for itself."""
        for index in range(0, len(pairs) - 1, 2):
            (name1, text1), (name2, text2) = pairs[index], pairs[index + 1]
            yield PageRow(
                (
                    label(name1, *self.label1),
                    PageCell(text1 or "", *self.value1),
                    label(name2, *self.label2),
                    PageCell(text2 or "", *self.value2),
                )
            )
        if len(pairs) % 2:
            yield self.row(*pairs[-1])


def beside(side: str, rows: Sequence[list[PageCell]], column: int = 0, column_span: int = 1) -> list[PageRow]:
    """The rows with one label merged down their left side."""
    made = [PageRow(tuple(cells)) for cells in rows]
    if made:
        made[0] = PageRow((label(side, column, column_span, len(made)), *made[0].cells))
    return made


def heading(*names: str) -> PageRow:
    """The heading of an indicator table from its second column on."""
    return PageRow(tuple(label(name, 1 + at) for at, name in enumerate(names)))


def under_heading(head: PageRow, heads: int, rows: Sequence[list[PageCell]]) -> list[PageRow]:
    """The indicator rows under their heading, with 绩效指标 down the left side.

    The official form merges that label over heading and rows. A heading that is printed again on every page cannot be
    merged with what follows, so the label stands in it and the room below is left open towards it.
    """
    side = PageCell("绩效指标", 0, row_span=heads, bold=True, align="center", open_below=bool(rows))
    made = [PageRow((side, *head.cells), head.keep_with_next), *(PageRow(tuple(cells)) for cells in rows)]
    if rows:
        room = PageCell("", 0, row_span=len(rows), open_above=True)
        made[1] = PageRow((room, *made[1].cells))
    return made


def narrative(form: Form, *stems: str) -> tuple[str, str] | None:
    """The first narrative whose printed label begins with one of the stems, tried in their order."""
    for stem in stems:
        for name, text in form.narratives.items():
            if name.startswith(stem):
                return name, text
    return None
