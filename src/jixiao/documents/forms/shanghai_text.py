"""The Shanghai 2020 target form (财政项目支出绩效目标表) out of page text, as the bureau publishes it.

Page text has lost its table: lines are wrapped mid-word, two fields share a line, merged level cells leave their label
on the first row only, and a page number may stand anywhere. What is left to go by are the form's own labels, the names
of its levels, and blank lines between cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from jixiao.documents.sheets import Cell, Sheet
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Budget, Form, Indicator
from jixiao.rules.targets import parse_target

TITLE = "财政项目支出绩效目标表"
LAYOUT = "shanghai-2020"

_HEAD = {
    "申报单位名称": "unit",
    "项目名称": "project_name",
    "项目类别": "category",
    "计划开始日期": "start_date",
    "计划完成日期": "end_date",
    "是否含有政府购买服务": "gov_purchase_service",
    "绩效类型": "performance_type",
}
_NARRATIVES = (
    "项目概况",
    "立项依据",
    "项目设立的必要性",
    "保证项目实施的制度、措施",
    "项目实施计划",
    "总目标及阶段性目标",
)
_MONEY = {
    "项目总预算": "total_budget_yuan",
    "项目当年预算": "current_year_budget_yuan",
    "同名项目上年预算额": "prev_year_same_name_budget_yuan",
    "同名项目上年预算执行数": "prev_year_same_name_executed_yuan",
}
_LEVEL1 = ("投入与管理", "产出目标", "效果目标", "影响力目标")
_LEVEL2 = (
    *("投入管理", "财务管理", "实施管理", "数量", "质量", "时效", "成本"),
    *("社会效益", "经济效益", "环境效益", "生态效益", "可持续影响", "满意度"),
    *("长效管理", "人力资源", "部门协助", "配套设施", "信息共享", "其它", "其他"),
)

_PAGE_NUMBER = re.compile(r"\s*[-—–]+\s*(\d+)\s*[-—–]+\s*\Z|\s*第\s*(\d+)\s*页(\s*[共/].*)?\s*\Z")
_YEAR_LINE = re.compile(r"\s*[（(]\s*(\d{4})\s*年度?\s*[）)]\s*\Z")
_TABLE_TITLE = re.compile(r"\s*\d{4}\s*年(度)?绩效目标\s*\Z")
_COLUMNS = re.compile(r"\s*一级目标\s+二级目标\s+三级目标\s+指标目标值\s*\Z")
_SECTION = re.compile(r"\s*本项目上年度市级财政资金使用情况\s*\Z")
_FIELD = re.compile("(" + "|".join(_HEAD) + r")\s*[：:]\s*")
_NARRATIVE = re.compile(r"\s*(" + "|".join(_NARRATIVES) + r")\s*[：:]\s*")
_SUM = re.compile("(" + "|".join(_MONEY) + r")\s*[（(]\s*(元|万元)\s*[）)]\s*[：:]\s*([\d,，.]*)")
_TARGET_START = re.compile(r"[　]*(?:[<>=≤≥≦≧＜＞＝±\d]|不[少低超高大多]|达到|至少|小于|大于)")


def is_shanghai_text(lines: Sequence[Cell]) -> bool:
    """True when the lines hold the form's title and its column headings."""
    return any(TITLE in cell.text for cell in lines) and any(_COLUMNS.match(cell.text) for cell in lines)


def read_shanghai_text(sheet: Sheet, source: str) -> tuple[list[Form], list[Finding]]:
    """Every Shanghai 2020 target form in lines of text, in order, and what was not understood."""
    forms: list[Form] = []
    findings: list[Finding] = []
    for number, lines in enumerate(_split_at_titles(sheet), 1):
        draft = _Draft(number, source)
        draft.take(lines)
        forms.append(draft.form())
        findings += draft.findings
    return forms, findings


def _split_at_titles(sheet: Sheet) -> Iterator[list[Cell]]:
    """The lines of each form, from its title to the next; what stands before the first title belongs to none."""
    current: list[Cell] | None = None
    for cell in sheet.cells():
        if cell.text.strip() == TITLE:
            if current is not None:
                yield current
            current = []
        if current is not None and not _PAGE_NUMBER.match(cell.text):
            current.append(cell)
    if current is not None:
        yield current


@dataclass
class _Draft:
    """One form while its lines are taken in order."""

    number: int
    source: str
    head: dict[str, str] = field(default_factory=dict)
    narratives: dict[str, str] = field(default_factory=dict)
    money: dict[str, Decimal] = field(default_factory=dict)
    budget_labels: list[str] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    money_unit: str = "元"
    year_text: str | None = None
    table_title: str | None = None
    open_label: str | None = None  # the head field or narrative that a wrapped line continues
    table: list[Cell] | None = None

    def take(self, lines: list[Cell]) -> None:
        for cell in lines[1:]:
            if self.table is not None:
                self.table.append(cell)
            elif cell.text.strip():
                self._take_head_line(cell)

    def _take_head_line(self, cell: Cell) -> None:
        text = cell.text
        if _COLUMNS.match(text):
            self.table = []
        elif _YEAR_LINE.match(text):
            self.year_text = text.strip()
        elif _TABLE_TITLE.match(text):
            self.table_title = text.strip()
        elif _SECTION.match(text):
            self.open_label = None
        elif narrative := _NARRATIVE.match(text):
            self.open_label = narrative[1]
            self.narratives[narrative[1]] = text[narrative.end() :].rstrip(" \n")
            self.places[narrative[1]] = cell.address
        elif _SUM.search(text):
            self._take_money(cell)
        elif _FIELD.match(text.lstrip()):
            self._take_fields(cell)
        elif self.open_label in self.narratives:
            self.narratives[self.open_label] += text.strip(" \n")
        elif self.open_label is not None:
            self.head[self.open_label] += text.strip()
        else:
            self._not_understood(cell)

    def _take_fields(self, cell: Cell) -> None:
        marks = list(_FIELD.finditer(cell.text))
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            end = following.start() if following else len(cell.text)
            name = _HEAD[mark[1]]
            self.head[name] = cell.text[mark.end() : end].strip()
            self.places[name] = cell.address
        self.open_label = _HEAD[marks[-1][1]] if len(marks) == 1 else None

    def _take_money(self, cell: Cell) -> None:
        self.open_label = None
        for label, unit, digits in _SUM.findall(cell.text):
            if not self.budget_labels:
                self.money_unit = unit
            self.budget_labels.append(f"{label}（{unit}）")
            self.places[_MONEY[label]] = cell.address
            if digits:
                factor = 10_000 if unit == "万元" else 1
                self.money[_MONEY[label]] = Decimal(digits.replace(",", "").replace("，", "")) * factor

    def _not_understood(self, cell: Cell) -> None:
        self.findings.append(
            Finding(
                code="form.text_not_understood",
                severity="warning",
                place=f"{self.source} 表{self.number} {cell.address}",
                message=f"这一行不属于表中任何已知栏目，未读入：“{cell.text.strip()[:40]}”。",
                fix="请核对原文；如属于上一栏目，请补上栏目名称与冒号。",
            )
        )

    def form(self) -> Form:
        year = re.search(r"\d{4}", self.year_text or self.table_title or "")
        return Form(
            kind="target",
            layout=LAYOUT,
            form_title=TITLE,
            form_year=self.year_text,
            year=int(year[0]) if year else None,
            indicator_table_title=self.table_title,
            narratives=self.narratives,
            budget=Budget(**self.money),
            budget_labels=tuple(self.budget_labels),
            money_unit="万元" if self.money_unit == "万元" else "元",
            indicator_columns=("一级目标", "二级目标", "三级目标", "指标目标值"),
            indicators=tuple(self._indicators()),
            places=self.places,
            table_no=self.number,
            source=self.source,
            **self.head,  # type: ignore[arg-type]  # the keys are field names of _HEAD, all text
        )

    def _indicators(self) -> Iterator[Indicator]:
        number = 0
        for row in _rows(self.table or []):
            if row.target is None:
                self.findings.append(_without_target(row, f"{self.source} 表{self.number} {row.place}"))
                continue
            number += 1
            target = row.target.strip()
            yield Indicator(
                no=number,
                level1=row.level1,
                level2=row.level2,
                level3=row.name,
                target_raw=row.target,
                target_text=target,
                parsed=parse_target(target, name=row.name).values,
                place=row.place,
            )


@dataclass(frozen=True, slots=True)
class _Row:
    level1: str | None
    level2: str | None
    name: str
    target: str | None
    place: str


def _rows(lines: Sequence[Cell]) -> list[_Row]:
    """Names with their targets, each under the levels that stood last.

    A line with a name alone waits for its target: the rest of the name on the next line, or the target after a blank.
    """
    rows: list[_Row] = []
    level1: str | None = None
    level2: str | None = None
    after_blank = True
    for cell in lines:
        if not cell.text.strip():
            after_blank = True
            continue
        words = cell.text.strip(" \n").split(" ")
        if words[0] in _LEVEL1:
            level1, level2 = words.pop(0), None
        if words and words[0] in _LEVEL2 and (len(words) != 2 or not _TARGET_START.match(words[1])):
            level2 = words.pop(0)
        words = [word for word in words if word]
        if words:
            _take_row(rows, words, after_blank, _Row(level1, level2, "", None, cell.address))
        after_blank = False
    return rows


def _take_row(rows: list[_Row], words: list[str], after_blank: bool, empty: _Row) -> None:
    waiting = bool(rows) and rows[-1].target is None
    if len(words) == 1 and waiting:
        last = rows[-1]
        # The name's own cell goes on without a blank line; after one the target's cell begins.
        rows[-1] = replace(last, target=words[0]) if after_blank else replace(last, name=last.name + words[0])
    elif len(words) == 1 and rows and not after_blank and _continues(rows[-1], empty):
        rows[-1] = replace(rows[-1], target=f"{rows[-1].target}{words[0]}")
    elif len(words) == 1:
        rows.append(replace(empty, name=words[0]))
    else:
        cut = next((n for n in range(1, len(words)) if _TARGET_START.match(words[n])), len(words) - 1)
        name = "".join(words[:cut])
        if waiting and not after_blank:
            name = rows.pop().name + name
        rows.append(replace(empty, name=name, target=" ".join(words[cut:])))


def _continues(last: _Row, here: _Row) -> bool:
    """A lone word right under a full row of the same levels goes on with its words, unless the target is a number."""
    same_levels = (last.level1, last.level2) == (here.level1, here.level2)
    return same_levels and last.target is not None and not _TARGET_START.match(last.target)


def _without_target(row: _Row, place: str) -> Finding:
    return Finding(
        code="form.target_missing",
        severity="warning",
        place=place,
        message=f"指标“{row.name}”没有读到指标目标值，未作为指标读入。",
        fix="请核对原表该行的指标目标值；页面文字有时会漏掉单元格。",
    )
