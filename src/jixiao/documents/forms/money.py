"""The money of a form: labelled sums, and the block of 年初预算数, 全年预算数, 执行数 by source. Always in yuan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.documents.forms.rows import Row, Span
from jixiao.documents.forms.text import (
    fold,
    is_blank_amount,
    label_of,
    money_in,
    money_unit_in,
    points_in,
    printed_label,
    ratio_in,
)
from jixiao.parameters.forms import FormLabels
from jixiao.rules.forms import Budget, FundRow

#: Which budget key a labelled sum fills.
_BUDGET_KEYS = {
    "total": "total_budget_yuan",
    "initial": "current_year_budget_yuan",
    "adjusted": "adjusted_budget_yuan",
    "executed": "executed_yuan",
    "prev_budget": "prev_year_same_name_budget_yuan",
    "prev_executed": "prev_year_same_name_executed_yuan",
    "rate": "execution_rate",
}
_TOTALS = {"total_budget_yuan", "current_year_budget_yuan", "adjusted_budget_yuan"}
_ROW_KEYS = {
    "total": "initial_yuan",
    "initial": "initial_yuan",
    "adjusted": "adjusted_yuan",
    "executed": "executed_yuan",
    "expected": "expected_yuan",
    "rate": "execution_rate",
    "weight": "weight",
    "score": "score",
}


@dataclass(slots=True)
class Money:
    """What was read of the money, before it becomes a Budget and FundRows."""

    unit: str | None = None  # as printed somewhere; None = not printed
    elsewhere: str | None = None  # on a line of its own, perhaps below the table
    total: Decimal | None = None  # a bare 合计 among the sources, for a form that states no other total
    sums: dict[str, Decimal] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    rows: list[FundRow] = field(default_factory=list)
    others: dict[str, str] = field(default_factory=dict)  # columns of the block without a place of their own
    unreadable: list[Span] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)

    @property
    def stated_unit(self) -> str | None:
        """The unit printed with the money, else on a line of its own anywhere in the form."""
        return self.unit or self.elsewhere

    @property
    def used_unit(self) -> str:
        return self.stated_unit or "元"

    def note_unit(self, text: str) -> None:
        """Remembers the unit a label or line prints; the first one printed holds."""
        self.unit = self.unit or money_unit_in(text)

    def budget(self) -> Budget:
        """The totals: labelled sums, and what the total row of the block states."""
        sums = dict(self.sums)
        if self.total is not None and not sums.keys() & _TOTALS:
            sums["current_year_budget_yuan"] = self.total
        return Budget(**sums)

    def take_sum(
        self, label: str, text: str, address: str, words: FormLabels, key_of_row: str = "initial_yuan"
    ) -> bool:
        """A labelled sum (年度资金总额 | 100). False when the text is no amount, so that it is kept as a field.

        ``key_of_row`` is what a source of the money (其中：财政拨款) states there: budgeted, adjusted or executed.
        """
        folded = label_of(label)
        role, row_role = words.money.role(folded), words.fund_rows.role(folded)
        if role == "annual":
            role = "adjusted" if "current_year_budget_yuan" in self.sums else "initial"
        unit = money_unit_in(label) or self.used_unit
        if money_in(text, "元") is not None and (own := re.search("[亿万千]?元", fold(text))):
            self.unit = self.unit or own[0]
        amount = ratio_in(text) if role == "rate" else money_in(text, unit)
        if amount is None and not is_blank_amount(text):
            return False
        key = _BUDGET_KEYS.get(role or "")
        if key is not None and key not in self.places:
            self.places[key] = address
        if key is not None and amount is not None:
            self.sums.setdefault(key, amount)
        if key is not None and row_role is None:
            self.labels.append(printed_label(label))
        if row_role is not None and role in (None, "initial"):
            self._take_source(printed_label(label), key_of_row, amount)
            if row_role == "total" and role is None and self.total is None:
                self.total = amount
        return True

    def _take_source(self, label: str, key: str, amount: Decimal | None) -> None:
        """预算数 and 执行数 of one source printed beside each other are one row."""
        last = self.rows[-1] if self.rows else None
        if last is not None and last.label == label and getattr(last, key) is None and key != "initial_yuan":
            self.rows[-1] = replace(last, **{key: amount})  # type: ignore[arg-type]  # key is a money field
        else:
            self.rows.append(FundRow(label, **{key: amount}))


def funds_heading(rows: Sequence[Row], index: int, words: FormLabels) -> dict[str, Span] | None:
    """The columns of a money block by role, when the row heads one: two or more money labels and no figure."""
    row = rows[index]
    if row.is_line or any(_is_figure(span.text) for span in row.written):
        return None
    roles: dict[str, Span] = {}
    for span in row.written:
        label = label_of(span.text)
        if span is row.written[0] and len(row.written) > 2 and words.fund_sections.fullmatch(label):
            continue  # 项目资金: the title of the block
        role = words.money_columns.role(label)
        if role is not None and not (not roles and _heads_names(rows, index, span)):
            roles.setdefault(role, span)
    if "annual" in roles:
        roles.setdefault("adjusted" if "initial" in roles else "initial", roles.pop("annual"))
    adjacent = [span.start for span in roles.values()]
    if len(roles) < 2 or not {"initial", "adjusted", "executed", "total"} & roles.keys():
        return None
    # Labels with room for values between them are pairs, not a heading.
    gaps = [s for s in row.here if s.blank and min(adjacent) < s.start < max(adjacent)]
    if len(gaps) < len(roles) - 1:
        return roles
    below = rows[index + 1] if index + 1 < len(rows) else None
    under = [below.at(span.start) for span in roles.values()] if below is not None else []
    return roles if any(span is not None and _is_figure(span.text) for span in under) else None


def _heads_names(rows: Sequence[Row], index: int, span: Span) -> bool:
    """The first column of the block may be headed like money and hold the names of the rows."""
    below = rows[index + 1].at(span.start) if index + 1 < len(rows) else None
    if below is None or not below.first or below.blank or _is_figure(below.text):
        return False
    return any(_is_figure(other.text) for other in rows[index + 1].written)


def _is_figure(text: str) -> bool:
    return money_in(text, "元") is not None or ratio_in(text) is not None


def read_funds(rows: Sequence[Row], start: int, columns: dict[str, Span], words: FormLabels, money: Money) -> int:
    """Reads the rows under a money heading into ``money``; gives the index of the first row after them."""
    heading = rows[start]
    for span in heading.spans:
        money.note_unit(span.text)
    first = min(span.start for span in columns.values())
    index = start + 1
    while index < len(rows) and _is_fund_row(rows[index], heading, columns, first, words):
        _take_row(rows[index], heading, columns, first, words, money)
        index += 1
    _take_totals(money, words)
    return index


def _is_fund_row(row: Row, heading: Row, columns: dict[str, Span], first: int, words: FormLabels) -> bool:
    if row.is_line or row.table != heading.table or not row.written:
        return False
    if len(row.here) == 1 and row.width > 1:
        return False
    label = _row_label(row, heading, first)
    text = label_of(label.text) if label is not None else ""
    if label is not None and label.first and not words.fund_rows.role(text):
        return False
    under = [row.at(span.start) for span in columns.values()]
    texts = [span.text for span in under if span is not None and span.first]
    return bool(texts) and all(_is_figure(text) or is_blank_amount(text) or _is_points(text) for text in texts)


def _is_points(text: str) -> bool:
    return points_in(text) is not None


def _row_label(row: Row, heading: Row, first: int) -> Span | None:
    """The nearest text left of the figures; a section title reaching down from the heading names no row."""
    left = [span for span in row.spans if span.end <= first and not span.blank]
    own = [span for span in left if span.first]
    return own[-1] if own else left[-1] if left else None


def _take_row(row: Row, heading: Row, columns: dict[str, Span], first: int, words: FormLabels, money: Money) -> None:
    label = _row_label(row, heading, first)
    name = printed_label(label.text) if label is not None else "合计"
    values: dict[str, Decimal | None] = {}
    for role, column in columns.items():
        span = row.at(column.start)
        if span is None or not span.first:
            continue
        unit = money_unit_in(column.text) or money.used_unit
        value = _value(role, span.text, unit)
        if value is None and not is_blank_amount(span.text):
            money.unreadable.append(span)
        if role in _ROW_KEYS:
            values.setdefault(_ROW_KEYS[role], value)
        elif span.text.strip() and not is_blank_amount(span.text):
            money.others[f"{name}·{printed_label(column.text)}"] = span.text.strip()
    money.rows.append(FundRow(name, **values))
    if len(money.rows) == 1 or _is_total(name, words):
        money.places.setdefault("funds", (row.written[0]).cell.address)
    _keep_the_rest(row, heading, columns, name, money)


def _keep_the_rest(row: Row, heading: Row, columns: dict[str, Span], name: str, money: Money) -> None:
    """Columns of the block that are no money (到位数, 原因 …) are kept by row and column."""
    taken = {id(span.cell) for span in columns.values()}
    for head in heading.written:
        cell = row.at(head.start)
        if id(head.cell) in taken or cell is None or not cell.first or is_blank_amount(cell.text):
            continue
        if head.start >= min(span.start for span in columns.values()):
            money.others[f"{name}·{printed_label(head.text)}"] = cell.text.strip()


def _value(role: str, text: str, unit: str) -> Decimal | None:
    if role == "rate":
        return ratio_in(text)
    if role in ("weight", "score"):
        return points_in(text)
    return money_in(text, unit)


def _is_total(name: str, words: FormLabels) -> bool:
    return words.fund_rows.role(label_of(name)) == "total"


def _take_totals(money: Money, words: FormLabels) -> None:
    """The total row counts; without one, the first row."""
    if not money.rows:
        return
    total = next((row for row in money.rows if _is_total(row.label, words)), money.rows[0])
    figures = {
        "current_year_budget_yuan": total.initial_yuan,
        "adjusted_budget_yuan": total.adjusted_yuan,
        "executed_yuan": total.executed_yuan,
        "execution_rate": total.execution_rate,
    }
    for key, value in figures.items():
        if value is not None:
            money.sums.setdefault(key, value)


def read_tasks(rows: Sequence[Row], start: int, columns: dict[str, Span], words: FormLabels, money: Money) -> int:
    """A whole department's tasks with their money (任务名称, 主要内容, 预算数 …), kept row by row; their total counts.

    Gives the index of the first row after them: the block reaches as far as the title cell on its left.
    """
    title = rows[start].written[0].cell
    end = start + 1
    while end < len(rows) and any(span.cell is title for span in rows[end].spans):
        end += 1
    if end < start + 3:
        return start + 1
    for span in rows[start].written:
        money.note_unit(span.text)
    for row in rows[start + 1 : end]:
        texts = [span for span in row.written if not is_blank_amount(span.text)]
        if not any(_is_figure(span.text) for span in texts):
            continue
        name = printed_label(texts[0].text)
        money.others[name] = "；".join(span.text.strip() for span in texts[1:])
        if "合计" in name or _is_total(name, words):
            _take_task_total(row, columns, money)
    return end


def _take_task_total(row: Row, columns: dict[str, Span], money: Money) -> None:
    for role, column in columns.items():
        span = row.at(column.start)
        amount = money_in(span.text, money.used_unit) if span is not None else None
        if role in _BUDGET_KEYS and amount is not None:
            money.sums.setdefault(_BUDGET_KEYS[role], amount)


def read_sources(rows: Sequence[Row], index: int, words: FormLabels, money: Money) -> bool:
    """Sources beside each other with their sums below: 合计 | 财政资金 | 其他资金."""
    row = rows[index]
    below = rows[index + 1] if index + 1 < len(rows) else None
    labels = [span for span in row.written if span.cell.row_span == 1]
    if below is None or row.is_line or below.table != row.table or len(labels) < 2:
        return False
    folded = [label_of(span.text) for span in labels]
    if not all(words.fund_rows.role(text) or words.money.role(text) for text in folded):
        return False
    under = [below.at(span.start) for span in labels]
    texts = [span.text if span is not None and span.first else "?" for span in under]
    if not any(_is_figure(text) for text in texts) or not all(_is_figure(t) or is_blank_amount(t) for t in texts):
        return False
    for span, text in zip(labels, texts, strict=True):
        money.note_unit(span.text)
        money.take_sum(span.text, text, span.cell.address, words)
    _take_totals(money, words)
    return True
