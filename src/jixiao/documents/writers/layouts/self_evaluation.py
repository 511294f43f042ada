"""项目支出绩效自评表, 财预〔2020〕10号 附1: head, money with 执行率 and its score, goals, indicators, 总分."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from jixiao.documents.writers.layouts.columns import (
    Column,
    further_columns,
    indicator_cells,
    name_column,
    score_column,
    shared_out,
    target_columns,
    weight_column,
)
from jixiao.documents.writers.layouts.pieces import (
    NOT_SCORED,
    PairColumns,
    beside,
    exact,
    heading,
    heading_lines,
    label,
    money,
    money_cell,
    narrative,
    number_cell,
    other_fields,
    percent,
    under_heading,
)
from jixiao.documents.writers.page import TEXT_WIDTH, Line, Orientation, PageCell, PageRow, PrintedForm, Table
from jixiao.rules.forms import Form, FundRow

TITLE = "项目支出绩效自评表"
FUND_LABELS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
#: A reason or an actual value longer than this wants the wide side of the paper.
_SHORT_TEXT = 24
#: So does a sum of more digits than this.
_SHORT_SUM = 10

#: Head and indicators stand on the same nine columns; the wide side gives its room to the reasons.
_SHARES: dict[Orientation, tuple[int, ...]] = {
    "portrait": (16, 19, 26, 30, 24, 23, 11, 14, 17),
    "landscape": (16, 22, 27, 46, 34, 36, 13, 17, 56),
}
_PAIRS = PairColumns((0, 2), (2, 3), (5, 1), (6, 3))
_FUND_HEADINGS = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")


def self_evaluation_page(form: Form) -> PrintedForm:
    """Upright, or wide where the texts beside the indicators or the sums of money are long."""
    orientation: Orientation = "landscape" if _has_long_texts(form) or _has_long_sums(form) else "portrait"
    width, shares = TEXT_WIDTH[orientation], _SHARES[orientation]
    head = Table(shared_out(width, shares), (*_head_rows(form), *_fund_rows(form), *_goal_rows(form)))
    blocks: tuple[Line | Table, ...] = (*heading_lines(form, TITLE), head, _indicator_table(form, width, shares))
    return PrintedForm(form.project_name or TITLE, orientation, blocks, Decimal(9))


def _has_long_texts(form: Form) -> bool:
    texts = (text for row in form.indicators for text in (row.actual_text, row.deviation_reason, *row.details.values()))
    return any(len(text or "") > _SHORT_TEXT for text in texts)


def _has_long_sums(form: Form) -> bool:
    sums = (sum_ for fund in form.funds for sum_ in (fund.initial_yuan, fund.adjusted_yuan, fund.executed_yuan))
    return any(sum_ is not None and len(exact(money(sum_, form.money_unit))) > _SHORT_SUM for sum_ in sums)


def _head_rows(form: Form) -> Iterator[PageRow]:
    yield _PAIRS.row("项目名称", form.project_name)
    yield from _PAIRS.rows(other_fields(form, (("主管部门", form.supervising_department), ("实施单位", form.unit))))


def fund_rows_of(form: Form, labels: Sequence[str]) -> tuple[FundRow, ...]:
    """The form's own rows of money, or the official ones with the total out of the form's sums."""
    if form.funds:
        return form.funds
    budget = form.budget
    total = FundRow(
        labels[0],
        initial_yuan=budget.current_year_budget_yuan,
        adjusted_yuan=budget.adjusted_budget_yuan,
        executed_yuan=budget.executed_yuan,
        execution_rate=budget.execution_rate,
    )
    return (total, *(FundRow(name) for name in labels[1:]))


def _fund_rows(form: Form) -> list[PageRow]:
    head = [label("", 1, 2), *(label(text, 3 + at) for at, text in enumerate(_FUND_HEADINGS))]
    rows = [head]
    for index, fund in enumerate(fund_rows_of(form, FUND_LABELS)):
        absent = "" if index == 0 else NOT_SCORED
        rate = "" if fund.execution_rate is None else percent(fund.execution_rate)
        rows.append(
            [
                PageCell(fund.label, 1, 2, align="center"),
                money_cell(fund.initial_yuan, form.money_unit, 3),
                money_cell(fund.adjusted_yuan, form.money_unit, 4),
                money_cell(fund.executed_yuan, form.money_unit, 5),
                _points(fund.weight, 6, absent),
                PageCell(rate, 7, align="center"),
                _points(fund.score, 8, absent),
            ]
        )
    return beside(f"项目资金\n（{form.money_unit}）", rows)


def _points(value: Decimal | None, column: int, absent: str) -> PageCell:
    return PageCell(absent, column, align="center") if value is None else number_cell(value, column)


def _goal_rows(form: Form) -> Iterator[PageRow]:
    expected = narrative(form, "预期目标", "年度总体目标", "年度目标", "总体目标")
    reached = narrative(form, "实际完成情况", "全年实际完成情况", "年度总体目标完成情况")
    if expected == reached:
        expected = None
    rows = [
        [label("预期目标", 1, 4), label("实际完成情况", 5, 4)],
        [PageCell(expected[1] if expected else "", 1, 4), PageCell(reached[1] if reached else "", 5, 4)],
    ]
    yield from beside("年度总体目标", rows)
    used = {named[0] for named in (expected, reached) if named}
    for name, text in form.narratives.items():
        if name not in used:
            yield _PAIRS.row(name, text)


def _indicator_table(form: Form, width: int, shares: Sequence[int]) -> Table:
    columns = [
        name_column(shares[3]),
        *target_columns(form, form.indicators, "年度指标值", shares[4]),
        Column("实际完成值", shares[5], lambda indicator: indicator.actual_text),
        weight_column(shares[6]),
        score_column(shares[7]),
        Column("偏差原因分析及改进措施", shares[8], lambda indicator: indicator.deviation_reason),
        *further_columns(form.indicators, shares[7]),
    ]
    head = heading("一级指标", "二级指标", *(column.heading for column in columns))
    rows = under_heading(head, 1, indicator_cells(form.indicators, 1, columns))
    total = _total_row(
        form, 3 + next(at for at, column in enumerate(columns) if column.heading == "分值"), 3 + len(columns)
    )
    widths = shared_out(width, (*shares[:3], *(column.share for column in columns)))
    return Table(widths, (*rows, total), header_rows=1)


def _total_row(form: Form, weight_column_at: int, count: int) -> PageRow:
    """总分: the sum of all points where every row has some, and the score."""
    weights = [*(row.weight for row in form.indicators), *(row.weight for row in form.funds[:1])]
    whole = sum((weight for weight in weights if weight is not None), Decimal(0))
    complete = bool(form.funds) and None not in weights
    cells = [
        label("总分", 0, weight_column_at),
        number_cell(whole if complete else None, weight_column_at),
        number_cell(form.total_score, weight_column_at + 1),
        PageCell(form.grade or "", weight_column_at + 2, count - weight_column_at - 2, align="center"),
    ]
    return PageRow(tuple(cells))
