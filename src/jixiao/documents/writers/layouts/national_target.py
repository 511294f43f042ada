"""项目支出绩效目标表 in the ministry's pattern (财预〔2015〕88号): head, money, goals, indicators.

Where the form has a whole term beside the year, goals and indicators stand in two halves side by side, the term's on
the left, with 一级指标 shared by both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.documents.writers.layouts.columns import (
    Column,
    further_columns,
    indicator_cells,
    name_column,
    shared_out,
    target_columns,
    weight_column,
)
from jixiao.documents.writers.layouts.halves import half_rows
from jixiao.documents.writers.layouts.pieces import (
    PairColumns,
    beside,
    heading,
    heading_lines,
    label,
    money_cell,
    narrative,
    other_fields,
    under_heading,
)
from jixiao.documents.writers.layouts.self_evaluation import fund_rows_of
from jixiao.documents.writers.page import TEXT_WIDTH, Orientation, PageCell, PageRow, PrintedForm, Table
from jixiao.rules.forms import Form

TITLE = "项目支出绩效目标表"
FUND_LABELS = ("年度资金总额", "其中：财政拨款", "其他资金")
#: What a whole department's form (部门整体支出) divides the money into where it names no parts of its own.
DEPARTMENT_FUND_LABELS = ("年度资金总额", "其中：基本支出", "项目支出")
_TERM_MONEY = ("中期资金总额", "其中：财政拨款", "其他资金")
#: Labels under which forms print the goals of the whole term, and of the year; the first is the official one.
TERM_GOALS = ("中期目标", "实施期目标", "实施周期总目标", "长期")
YEAR_GOALS = ("年度目标", "年度绩效目标", "年度总体目标", "总体目标", "绩效目标")

_SIMPLE_HEAD = (18, 22, 28, 40, 22, 50)
_SIMPLE_PAIRS = PairColumns((0, 2), (2, 2), (4, 1), (5, 1))
#: More columns than this beside the levels want the wide side of the paper.
_UPRIGHT_COLUMNS = 4
_HALVES = (16, 20, 26, 53, 36, 26, 53, 37)
_HALVES_PAIRS = PairColumns((0, 2), (2, 3), (5, 1), (6, 2))


def national_target_page(form: Form) -> PrintedForm:
    """Upright with one set of indicators in the official columns, wide with more columns or two halves."""
    name = form.project_name or TITLE
    if form.midterm_indicators:
        rows = (*_head_rows(form, _HALVES_PAIRS), *_halves_money(form), *_halves_goals(form))
        tables = (Table(_HALVES, rows), _halves_indicators(form))
        return PrintedForm(name, "landscape", (*heading_lines(form, TITLE), *tables), Decimal(9))
    columns = _columns(form)
    orientation: Orientation = "portrait" if len(columns) <= _UPRIGHT_COLUMNS else "landscape"
    width = TEXT_WIDTH[orientation]
    head = (*_head_rows(form, _SIMPLE_PAIRS), *_money(form), *_goals(form))
    tables = (Table(shared_out(width, _SIMPLE_HEAD), head), _indicators(form, columns, width))
    return PrintedForm(name, orientation, (*heading_lines(form, TITLE), *tables))


def _head_rows(form: Form, pairs: PairColumns) -> Iterator[PageRow]:
    yield pairs.row("项目名称", form.project_name)
    yield from pairs.rows(other_fields(form, (("主管部门", form.supervising_department), ("实施单位", form.unit))))


def _money(form: Form) -> list[PageRow]:
    rows = [
        [label(fund.label, 2, 2), money_cell(fund.initial_yuan, form.money_unit, 4, 2, "left")]
        for fund in fund_rows_of(form, DEPARTMENT_FUND_LABELS if "整体支出" in form.form_title else FUND_LABELS)
    ]
    return beside(f"项目资金（{form.money_unit}）", rows, 0, 2)


def _goals(form: Form) -> Iterator[PageRow]:
    goal = narrative(form, *YEAR_GOALS) or ("年度目标", "")
    yield from _other_narratives(form, _SIMPLE_PAIRS, {goal[0]})
    yield _SIMPLE_PAIRS.row(*goal)


def _other_narratives(form: Form, pairs: PairColumns, used: set[str]) -> Iterator[PageRow]:
    for name, text in form.narratives.items():
        if name not in used:
            yield pairs.row(name, text)


def _columns(form: Form) -> list[Column]:
    return [
        name_column(62),
        *target_columns(form, form.indicators, "指标值", 50),
        *([weight_column(12)] if any(row.weight is not None for row in form.indicators) else []),
        *further_columns(form.indicators, 22),
    ]


def _indicators(form: Form, columns: Sequence[Column], width: int) -> Table:
    head = heading("一级指标", "二级指标", *(column.heading for column in columns))
    rows = under_heading(head, 1, indicator_cells(form.indicators, 1, columns))
    widths = shared_out(width, [18, 22, 28, *(column.share for column in columns)])
    return Table(widths, tuple(rows), header_rows=1)


def _halves_money(form: Form) -> list[PageRow]:
    """The term's total on the left, the year's rows on the right."""
    rows: list[list[PageCell]] = []
    funds = fund_rows_of(form, FUND_LABELS)
    for index, fund in enumerate(funds):
        term_label = _TERM_MONEY[index] if index < len(_TERM_MONEY) else fund.label
        term_sum = form.budget.total_budget_yuan if index == 0 else None
        rows.append(
            [
                label(term_label, 2),
                money_cell(term_sum, form.money_unit, 3, 2, "left"),
                label(fund.label, 5),
                money_cell(fund.initial_yuan, form.money_unit, 6, 2, "left"),
            ]
        )
    return beside(f"项目资金（{form.money_unit}）", rows, 0, 2)


def _halves_goals(form: Form) -> Iterator[PageRow]:
    term = narrative(form, *TERM_GOALS) or ("中期目标", "")
    year = narrative(form, *YEAR_GOALS) or ("年度目标", "")
    yield from _other_narratives(form, _HALVES_PAIRS, {term[0], year[0]})
    goals = [
        [label(term[0], 2, 3), label(year[0], 5, 3)],
        [PageCell(term[1], 2, 3), PageCell(year[1], 5, 3)],
    ]
    yield from beside("总体目标", goals, 0, 2)


def _halves_indicators(form: Form) -> Table:
    head = heading("一级指标", *("二级指标", "三级指标", "指标值") * 2)
    rows = under_heading(head, 1, half_rows(form.midterm_indicators, form.indicators, 1))
    return Table(_HALVES, tuple(rows), header_rows=1)
