"""财政项目支出绩效目标表 of the Shanghai finance bureau, as its departments published it for 2020.

A page of head, narratives and money, two fields a line and each narrative under its label, then 绩效目标 on a page of
its own with 一级目标, 二级目标, 三级目标 and 指标目标值.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.documents.writers.layouts.columns import Column, indicator_cells
from jixiao.documents.writers.layouts.pieces import heading_lines, label, money_cell, target_of
from jixiao.documents.writers.page import Line, PageCell, PageRow, PrintedForm, Table
from jixiao.rules.forms import Form

TITLE = "财政项目支出绩效目标表"
NARRATIVES = (
    "项目概况",
    "立项依据",
    "项目设立的必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
    "总目标及阶段性目标",
)
MONEY_SECTION = "本项目上年度市级财政资金使用情况"
MONEY_LABELS = ("项目总预算", "项目当年预算", "同名项目上年预算额", "同名项目上年预算执行数")
INDICATOR_COLUMNS = ("一级目标", "二级目标", "三级目标", "指标目标值")

#: Six columns, so that the longer labels of the money stand in the same table as the head: a head label takes the
#: first of three, a money label the first two.
_HEAD_WIDTHS = (46, 11, 37, 46, 11, 29)
_INDICATOR_WIDTHS = (23, 23, 75, 59)
_FULL = len(_HEAD_WIDTHS)


def shanghai_page(form: Form) -> PrintedForm:
    """The form on two or more portrait pages."""
    blocks: list[Line | Table] = [*heading_lines(form, TITLE)]
    blocks.append(Line(f"申报单位名称：{form.unit or ''}"))
    blocks.append(Table(_HEAD_WIDTHS, (*_head_rows(form), *_narrative_rows(form), *_money_rows(form))))
    table_title = form.indicator_table_title or (f"{form.year}年绩效目标" if form.year else "绩效目标")
    blocks.append(Line(table_title, "subtitle", "center", new_page=True))
    blocks.append(_indicator_table(form))
    return PrintedForm(form.project_name or TITLE, "portrait", tuple(blocks))


def _head_rows(form: Form) -> Iterator[PageRow]:
    pairs = [
        ("项目名称", form.project_name),
        ("项目类别", form.category),
        ("计划开始日期", form.start_date),
        ("计划完成日期", form.end_date),
        ("是否含有政府购买服务", form.gov_purchase_service),
        ("绩效类型", form.performance_type),
    ]
    if form.supervising_department is not None:
        pairs.append(("主管部门", form.supervising_department))
    pairs.extend(form.fields.items())
    for index in range(0, len(pairs), 2):
        right = _pair(pairs[index + 1], 3) if index + 1 < len(pairs) else (PageCell("", 3, 3),)
        yield PageRow((*_pair(pairs[index], 0), *right))


def _pair(pair: tuple[str, str | None], column: int) -> tuple[PageCell, PageCell]:
    return label(f"{pair[0]}：", column, align="left"), PageCell(pair[1] or "", column + 1, 2)


def _narrative_rows(form: Form) -> Iterator[PageRow]:
    """Every official narrative, blank where the form says nothing, then those it adds."""
    for name in (*NARRATIVES, *(name for name in form.narratives if name not in NARRATIVES)):
        yield PageRow((label(f"{name}：", 0, _FULL, align="left"),), keep_with_next=True)
        yield PageRow((PageCell(form.narratives.get(name, ""), 0, _FULL),))


def _money_rows(form: Form) -> Iterator[PageRow]:
    budget = form.budget
    sums = (
        budget.total_budget_yuan,
        budget.current_year_budget_yuan,
        budget.prev_year_same_name_budget_yuan,
        budget.prev_year_same_name_executed_yuan,
    )
    yield PageRow((label(MONEY_SECTION, 0, _FULL),), keep_with_next=True)
    for index in (0, 2):
        cells = (*_money_pair(form, index, sums[index], 0), *_money_pair(form, index + 1, sums[index + 1], 3))
        yield PageRow(cells, keep_with_next=index == 0)


def _money_pair(form: Form, index: int, yuan: Decimal | None, column: int) -> tuple[PageCell, PageCell]:
    text = f"{MONEY_LABELS[index]}（{form.money_unit}）："
    return label(text, column, 2, align="left"), money_cell(yuan, form.money_unit, column + 2, align="left")


def _indicator_table(form: Form) -> Table:
    columns = form.indicator_columns if len(form.indicator_columns) == 4 else INDICATOR_COLUMNS
    head = PageRow(tuple(label(text, column) for column, text in enumerate(columns)))
    printed = (Column(columns[2], 75, lambda indicator: indicator.level3), Column(columns[3], 59, target_of))
    rows = (PageRow(tuple(cells)) for cells in indicator_cells(form.indicators, 0, printed))
    return Table(_INDICATOR_WIDTHS, (head, *rows), header_rows=1)
