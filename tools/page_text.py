"""A Shanghai 2020 target form as page text, the way a page looks once its table is lost.

Long text is wrapped in the middle of words, two fields share a line, a merged level cell leaves its label on its first
row only, and each form's first page ends with its number. The bureau publishes its forms like this; the samples
need the same, and the reader's tests write forms of their own with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from jixiao.rules.forms import Form

LINE_WIDTH = 80  # half-width columns
NAME_WIDTH = 42  # the 三级目标 column wraps here


def page_text(form: Form) -> str:
    """The form as lines of text; reading it gives the same form."""
    lines = [form.form_title, form.form_year or "", "", f"申报单位名称：{form.unit or ''}", ""]
    lines += [f"项目名称： {form.project_name or ''} 项目类别： {form.category or ''}", ""]
    lines += [f"计划开始日期： {form.start_date or ''} 计划完成日期： {form.end_date or ''}", ""]
    lines += [f"是否含有政府购买服务： {form.gov_purchase_service or ''} 绩效类型： {form.performance_type or ''}", ""]
    for label, text in form.narratives.items():
        if _width(label + text) <= LINE_WIDTH - 4:
            lines += [f"{label}： {text}", ""]
        else:
            lines += [f"{label}：", *_wrapped(text, LINE_WIDTH), ""]
    lines += ["本项目上年度市级财政资金使用情况", *_money(form), "", f"- {form.table_no} -", ""]
    lines += [form.indicator_table_title or "", " ".join(form.indicator_columns), "", *_indicator_lines(form)]
    return "\n".join(lines) + "\n"


def _money(form: Form) -> Iterator[str]:
    sums = (
        form.budget.total_budget_yuan,
        form.budget.current_year_budget_yuan,
        form.budget.prev_year_same_name_budget_yuan,
        form.budget.prev_year_same_name_executed_yuan,
    )
    printed = [
        f"{label}： {'' if amount is None else f'{amount:,}'}"
        for label, amount in zip(form.budget_labels, sums, strict=True)
    ]
    yield " ".join(printed[:2])
    yield ""
    yield " ".join(printed[2:])


def _indicator_lines(form: Form) -> Iterator[str]:
    last: tuple[str | None, str | None] = (None, None)
    for row in form.indicators:
        if row.level1 != last[0]:
            yield from (row.level1 or "", "")
        if (row.level1, row.level2) != last:
            yield from (row.level2 or "", "")
        last = (row.level1, row.level2)
        name = row.level3 or ""
        if _width(name) > NAME_WIDTH:
            yield from (*_wrapped(name, NAME_WIDTH), "", row.target_raw, "")
        else:
            yield from (f"{name} {row.target_raw}", "")


def _wrapped(text: str, width: int) -> Iterator[str]:
    line, used = "", 0
    for sign in text:
        if used + _width(sign) > width:
            yield line
            line, used = "", 0
        line += sign
        used += _width(sign)
    if line:
        yield line


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
