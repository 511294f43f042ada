"""Small tables inside a head, under a title on their left: read by row and column."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.documents.forms.money import Money
from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import is_blank_amount, label_of, money_in, printed_label
from jixiao.parameters.forms import FormLabels

#: What the rows of 资金申请 are called, and which sum their total is.
_YEARS = {"上年": "prev_budget", "上年度": "prev_budget", "本年": "initial", "本年度": "initial", "当年": "initial"}


def read_block(rows: Sequence[Row], index: int, words: FormLabels, money: Money, fields: dict[str, str]) -> int:
    """The index of the first row after a small table that begins at ``index``; ``index`` itself where there is none."""
    block = block_under_title(rows, index)
    if read_years(block, words, money):
        return index + len(block)
    found = answers(block, words)
    fields.update(found)
    return index + len(block) if found else index


def block_under_title(rows: Sequence[Row], index: int) -> Sequence[Row]:
    """The heading row and the rows below it that stand beside one tall title cell; none where there is no such title."""
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


def _is_text(row: Row, columns: Sequence[Span]) -> bool:
    values = [row.at(column.start) for column in columns]
    return all(v is not None and (is_blank_amount(v.text) or money_in(v.text, "元") is None) for v in values)
