"""项目支出绩效监控表 (财预〔2019〕136号 and its local mirrors): the approved targets, how far they are, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from jixiao.documents.writers.layouts.columns import (
    Column,
    further_columns,
    indicator_cells,
    name_column,
    shared_out,
    target_columns,
)
from jixiao.documents.writers.layouts.pieces import (
    PairColumns,
    beside,
    heading_lines,
    label,
    money_cell,
    other_fields,
    percent,
    under_heading,
)
from jixiao.documents.writers.layouts.self_evaluation import fund_rows_of
from jixiao.documents.writers.page import TEXT_WIDTH, Line, PageCell, PageRow, PrintedForm, Table
from jixiao.rules.forms import Form, Indicator, Monitoring

TITLE = "项目支出绩效目标执行监控表"
FUND_LABELS = ("年度资金总额", "其中：财政拨款", "其他资金")
CAUSES = ("经费保障", "制度保障", "人员保障", "硬件条件保障", "其他")
LIKELIHOODS = ("确定能", "有可能", "完全不可能")
TICK = "√"
_INTERIM = "1—7月执行情况"

_HEAD_SHARES = (32, 45, 46, 46, 46, 46)
_PAIRS = PairColumns((0, 1), (1, 2), (3, 1), (4, 2))
_NOTHING = Monitoring()


def monitoring_page(form: Form) -> PrintedForm:
    """On the wide side: the table has up to seventeen columns."""
    width = TEXT_WIDTH["landscape"]
    head = Table(shared_out(width, _HEAD_SHARES), (*_head_rows(form), *_fund_rows(form), *_narrative_rows(form)))
    blocks: tuple[Line | Table, ...] = (*heading_lines(form, TITLE), head, _indicator_table(form, width))
    return PrintedForm(form.project_name or TITLE, "landscape", blocks, Decimal("8.5"))


def _head_rows(form: Form) -> Iterator[PageRow]:
    yield _PAIRS.row("项目名称", form.project_name)
    yield from _PAIRS.rows(other_fields(form, (("主管部门", form.supervising_department), ("实施单位", form.unit))))


def _fund_rows(form: Form) -> list[PageRow]:
    period = _interim_heading(form).removesuffix("执行情况")
    headings = ("年初预算数", f"{period}执行数", "执行率", "全年预计执行数")
    rows = [[label("", 1), *(label(text, 2 + at) for at, text in enumerate(headings))]]
    for fund in fund_rows_of(form, FUND_LABELS):
        rate = "" if fund.execution_rate is None else percent(fund.execution_rate)
        rows.append(
            [
                PageCell(fund.label, 1, align="center"),
                money_cell(fund.initial_yuan, form.money_unit, 2),
                money_cell(fund.executed_yuan, form.money_unit, 3),
                PageCell(rate, 4, align="center"),
                money_cell(fund.expected_yuan, form.money_unit, 5),
            ]
        )
    return beside(f"项目资金（{form.money_unit}）", rows)


def _narrative_rows(form: Form) -> Iterator[PageRow]:
    for name, text in (form.narratives or {"年度总体目标": ""}).items():
        yield _PAIRS.row(name, text)


def _interim_heading(form: Form) -> str:
    """1—7月执行情况, or the period the form prints."""
    return next((name for name in form.indicator_columns if name.endswith("执行情况")), _INTERIM)


def _indicator_table(form: Form, width: int) -> Table:
    plain = [
        name_column(32),
        *target_columns(form, form.indicators, "年度指标值", 23),
        Column(_interim_heading(form), 25, _of(lambda row: row.interim_actual_text)),
        Column("全年预计完成情况", 27, _of(lambda row: row.expected_text)),
    ]
    causes = [Column(name, 9, _of(_cause(name)), "center") for name in _cause_names(form)]
    causes.append(Column("原因说明", 20, _of(lambda row: row.cause_note)))
    likelihoods = [Column(name, 9, _of(_likelihood(name)), "center") for name in _likelihood_names(form)]
    last = [Column("备注", 17, _of(lambda row: row.remark)), *further_columns(form.indicators, 14)]
    columns = [*plain, *causes, *likelihoods, *last]
    shares = [9, 18, 24, *(column.share for column in columns)]
    upper, lower = _heading_rows(plain, causes, likelihoods, last)
    head, *rows = under_heading(upper, 2, indicator_cells(form.indicators, 1, columns))
    return Table(shared_out(width, shares), (head, lower, *rows), header_rows=2)


def _heading_rows(
    plain: list[Column], causes: list[Column], likelihoods: list[Column], last: list[Column]
) -> tuple[PageRow, PageRow]:
    """Two rows: 偏差原因分析 and 完成目标可能性 stand over what they divide into."""
    names = ("一级指标", "二级指标", *(column.heading for column in plain))
    upper = [label(name, 1 + at, row_span=2) for at, name in enumerate(names)]
    lower: list[PageCell] = []
    at = 1 + len(names)
    for name, group in (("偏差原因分析", causes), ("完成目标可能性", likelihoods)):
        upper.append(label(name, at, len(group)))
        lower.extend(label(column.heading, at + offset) for offset, column in enumerate(group))
        at += len(group)
    upper.extend(label(column.heading, at + offset, row_span=2) for offset, column in enumerate(last))
    return PageRow(tuple(upper), keep_with_next=True), PageRow(tuple(lower))


def _of(value: Callable[[Monitoring], str | None]) -> Callable[[Indicator], str | None]:
    return lambda indicator: value(indicator.monitoring or _NOTHING)


def _cause(name: str) -> Callable[[Monitoring], str | None]:
    return lambda row: row.causes.get(name)


def _cause_names(form: Form) -> list[str]:
    printed = (name for row in form.indicators if row.monitoring for name in row.monitoring.causes)
    return list(dict.fromkeys((*CAUSES, *printed)))


def _likelihood(name: str) -> Callable[[Monitoring], str | None]:
    return lambda row: TICK if row.likelihood == name else None


def _likelihood_names(form: Form) -> list[str]:
    printed = (row.monitoring.likelihood for row in form.indicators if row.monitoring)
    return list(dict.fromkeys((*LIKELIHOODS, *filter(None, printed))))
