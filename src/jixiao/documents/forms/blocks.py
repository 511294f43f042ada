"""Small tables inside a head, under a title on their left: read by row and column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jixiao.documents.forms.money import Money
from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import flat, is_blank_amount, label_of, money_in, money_unit_in, printed_label
from jixiao.parameters.forms import FormLabels
from jixiao.rules.forms import FundRow

#: What the rows of 资金申请 are called, and which sum their total is.
_YEARS = {"上年": "prev_budget", "上年度": "prev_budget", "本年": "initial", "本年度": "initial", "当年": "initial"}


def read_block(rows: Sequence[Row], index: int, words: FormLabels, money: Money, fields: dict[str, str]) -> int:
    """The index of the first row after a small table that begins at ``index``; ``index`` itself where there is none."""
    block = block_under_title(rows, index)
    if read_years(block, words, money) or read_amounts(block, words, money):
        return index + len(block)
    found = answers(block, words) or listing(block)
    fields.update(found)
    return index + len(block) if found else index


def block_under_title(rows: Sequence[Row], index: int) -> Sequence[Row]:
    """The heading row and the rows below it beside one tall title cell; none where there is no such title."""
    row = rows[index]
    if row.is_line or not row.written or row.written[0].cell.row_span < 3 or row.written[0].start != row.spans[0].start:
        return ()
    title = row.written[0].cell
    end = index + 1
    while end < len(rows) and rows[end].spans and rows[end].spans[0].cell is title:
        end += 1
    return rows[index:end] if end - index > 2 else ()


def read_years(block: Sequence[Row], words: FormLabels, money: Money) -> bool:
    """资金申请: 上年度 and 本年度 as rows, 资金总额 and its sources as columns."""
    if len(block) < 2:
        return False
    columns = [span for span in block[0].written[1:] if _is_sum(span, words)]
    years = [(row, name) for row in block[1:] if (name := _row_name(row)) is not None]
    if len(columns) < 2 or not years or any(label_of(name.text) not in _YEARS for _, name in years):
        return False
    for span in block[0].written:
        money.note_unit(span.text)
    for row, name in years:
        year = _YEARS[label_of(name.text)]
        for column in columns:
            value = row.at(column.start)
            if value is None or value.blank:
                continue
            total = words.fund_rows.role(label_of(column.text)) == "total" or words.money.role(label_of(column.text))
            label = "上年度预算数" if year == "prev_budget" else "年度预算总额"
            if total:
                money.take_sum(label, value.text, value.cell.address, words)
            elif year == "initial":
                money.take_sum(column.text, value.text, value.cell.address, words)
            else:
                money.others[f"{printed_label(name.text)}·{printed_label(column.text)}"] = value.text.strip()
    return True


def read_amounts(block: Sequence[Row], words: FormLabels, money: Money) -> bool:
    """预算整体情况: names with their 预算金额 to the right, once or twice beside each other, and a 合计."""
    if len(block) < 3:
        return False
    heading = block[0].written[1:]
    columns = [n for n, span in enumerate(heading) if words.money.role(label_of(span.text)) == "initial"]
    pairs = [(heading[n - 1], heading[n]) for n in columns if n > 0 and n - 1 not in columns]
    if not pairs or 2 * len(pairs) != len(heading):
        return False
    found = [(row.at(name.start), row.at(amount.start)) for row in block[1:] for name, amount in pairs]
    cells = [(name, amount) for name, amount in found if name is not None and amount is not None and not name.blank]
    if not cells or any(not _is_amount(amount.text) for _, amount in cells):
        return False
    for name, amount in cells:
        total = words.fund_rows.role(label_of(name.text)) == "total"
        value = money_in(amount.text, money_unit_in(pairs[0][1].text) or money.used_unit)
        if total:
            money.take_sum(pairs[0][1].text, amount.text, amount.cell.address, words)
        elif value is not None:
            money.rows.append(FundRow(printed_label(name.text), initial_yuan=value))
    return True


_LISTED = re.compile("(.*(名称|内容|任务|事项|类别|明细))|项目|用途|序号")


def listing(block: Sequence[Row]) -> dict[str, str]:
    """年度重点工作任务, 支出明细: things row by row under a heading of three columns or more, kept by title and row."""
    if len(block) < 2 or len(heading := block[0].written[1:]) < 3:
        return {}
    rows = [[row.at(column.start) for column in heading] for row in block[1:]]
    same = all(cell is not None and cell.start == c.start for row in rows for cell, c in zip(row, heading, strict=True))
    labels = [label_of(span.text) for span in heading]
    if not same or not _LISTED.fullmatch(labels[0]) or any(re.search(r"\d|[:：]", label) for label in labels):
        return {}
    title = printed_label(block[0].written[0].text)
    found: dict[str, str] = {}
    for number, row in enumerate(rows, 1):
        texts = [flat(cell.text).strip() if cell is not None else "" for cell in row]
        stated = [f"{label}：{text}" for label, text in zip(labels[1:], texts[1:], strict=True) if text]
        if texts[0] or stated:
            key = f"{title}·{texts[0] or number}"
            found[key if key not in found else f"{key}·{number}"] = "；".join(stated)
    return found


def answers(block: Sequence[Row], words: FormLabels) -> dict[str, str]:
    """资金管理情况: questions as rows, 情况说明 and 存在问题和改进措施 as columns; empty where the block is none.

    The first column is the answer to the question, the others are kept by question and column.
    """
    if len(block) < 2:
        return {}
    columns = block[0].written[1:]
    corner = block[0].at(block[0].written[0].end)
    if len(columns) < 2 or corner is None or not corner.blank:
        return {}
    found: dict[str, str] = {}
    for row in block[1:]:
        name = _row_name(row)
        if name is None or name.end > columns[0].start or not _is_text(row, columns):
            return {}
        for number, column in enumerate(columns):
            value = row.at(column.start)
            if value is not None and not value.blank:
                question = printed_label(name.text)
                found[question if number == 0 else f"{question}·{printed_label(column.text)}"] = value.text.strip()
    return found


def _row_name(row: Row) -> Span | None:
    return row.here[0] if row.here and not row.here[0].blank else None


def _is_sum(span: Span, words: FormLabels) -> bool:
    label = label_of(span.text)
    return words.money.role(label) is not None or words.fund_rows.role(label) is not None


def _is_amount(text: str) -> bool:
    return is_blank_amount(text) or money_in(text, "元") is not None


def _is_text(row: Row, columns: Sequence[Span]) -> bool:
    values = [row.at(column.start) for column in columns]
    return all(v is not None and (is_blank_amount(v.text) or money_in(v.text, "元") is None) for v in values)
