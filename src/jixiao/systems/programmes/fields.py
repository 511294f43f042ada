"""What each official form asks for, field by field: of its framework, and whatever else a form of its own prints.

A field's key is the column of a version (``overview``, ``current_year_budget_yuan``); where there is none, ``fields.``
or ``narratives.`` with the printed label. Nothing here touches the database.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from jixiao.documents.writers.layouts.national_target import (
    DEPARTMENT_FUND_LABELS,
    FUND_LABELS,
    TERM_GOALS,
    YEAR_GOALS,
)
from jixiao.parameters.forms import form_labels
from jixiao.rules.forms import Form, FundRow
from jixiao.systems.programmes.forms import MONEY as MONEY_COLUMNS
from jixiao.systems.programmes.forms import NARRATIVES as NARRATIVE_COLUMNS
from jixiao.systems.programmes.models import Framework

Kind = Literal["text", "long", "date", "yes_no", "category", "performance_type", "money"]
#: 年度主要任务 of a whole department (财预〔2015〕88号), told in words; its money stands in the rows of funds.
TASKS = "年度主要任务"
DEPARTMENT_GOALS = "年度总体目标"
#: What an empty form prints under the total.
OFFICIAL_PARTS = frozenset((*FUND_LABELS[1:], *DEPARTMENT_FUND_LABELS[1:]))
_NARRATIVE, _FIELD = "narratives.", "fields."


@dataclass(frozen=True, slots=True)
class FormField:
    """One field: its key, what the form calls it, how it is filled in."""

    key: str
    label: Any  # text, or a lazy translation of it
    kind: Kind = "text"

    @property
    def narrative(self) -> str | None:
        """The printed label of the narrative that this field is; None for other fields."""
        if self.key.startswith(_NARRATIVE):
            return self.key.removeprefix(_NARRATIVE)
        return _LABEL_OF_COLUMN.get(self.key)


@dataclass(frozen=True, slots=True)
class Sections:
    """The fields of one form in its order; which tables it has beside the year's indicators."""

    head: tuple[FormField, ...]
    narratives: tuple[FormField, ...]
    money: tuple[FormField, ...]
    funds: tuple[FundRow, ...] | None  # parts of the year's money; None where the form prints none
    has_term: bool  # goals and indicators of the whole term (实施期) beside the year's

    def all(self) -> Iterator[FormField]:
        """Every field."""
        yield from (*self.head, *self.narratives, *self.money)


_LABEL_OF_COLUMN = {column: label for label, column in NARRATIVE_COLUMNS.items()}
_SHANGHAI_HEAD = (
    FormField("project_name", _("项目名称")),
    FormField("category", _("项目类别"), "category"),
    FormField("start_date", _("计划开始日期"), "date"),
    FormField("end_date", _("计划完成日期"), "date"),
    FormField("gov_purchase_service", _("是否含有政府购买服务"), "yes_no"),
    FormField("performance_type", _("绩效类型"), "performance_type"),
)
_SHANGHAI_NARRATIVES = (
    FormField("overview", _("项目概况"), "long"),
    FormField("legal_basis", _("立项依据"), "long"),
    FormField("necessity", _("项目设立的必要性"), "long"),
    FormField("safeguards", _("保证项目实施的制度、措施"), "long"),
    FormField("plan", _("项目实施计划"), "long"),
    FormField("goals", _("总目标及阶段性目标"), "long"),
)
_SHANGHAI_MONEY = (
    FormField("total_budget_yuan", _("项目总预算（元）"), "money"),
    FormField("current_year_budget_yuan", _("项目当年预算（元）"), "money"),
    FormField("prev_year_same_name_budget_yuan", _("同名项目上年预算额（元）"), "money"),
    FormField("prev_year_same_name_executed_yuan", _("同名项目上年预算执行数（元）"), "money"),
)
_NATIONAL_HEAD = (
    FormField("project_name", _("项目名称")),
    FormField("supervising_department", _("主管部门")),
    FormField("unit", _("实施单位")),
    *_SHANGHAI_HEAD[1:4],
)
_TERM_MONEY = FormField("total_budget_yuan", _("实施期资金总额（元）"), "money")
_YEAR_MONEY = FormField("current_year_budget_yuan", _("年度资金总额（元）"), "money")
_TERM_GOAL = FormField(_NARRATIVE + TERM_GOALS[0], _("中期目标"), "long")
_YEAR_GOAL = FormField(_NARRATIVE + YEAR_GOALS[0], _("年度目标"), "long")
_DEPARTMENT_HEAD = (FormField("project_name", _("整体支出名称")), FormField("unit", _("部门（单位）名称")))
_DEPARTMENT_NARRATIVES = (
    FormField(_NARRATIVE + TASKS, _("年度主要任务"), "long"),
    FormField(_NARRATIVE + DEPARTMENT_GOALS, _("年度总体目标"), "long"),
)
#: Every narrative that some form offers empty; others are taken only where a form prints them already.
OFFERED = frozenset(each.narrative for each in (*_SHANGHAI_NARRATIVES, _TERM_GOAL, _YEAR_GOAL, *_DEPARTMENT_NARRATIVES))


def sections_of(form: Form, framework: str, *, whole_department: bool = False) -> Sections:
    """What the form of a framework asks for, and every further field that this form prints or states."""
    if framework == Framework.SHANGHAI_2020:
        sections = Sections(_SHANGHAI_HEAD, _SHANGHAI_NARRATIVES, _SHANGHAI_MONEY, None, has_term=False)
    elif whole_department:
        goals = _offered(form, _DEPARTMENT_NARRATIVES)
        sections = Sections(
            _DEPARTMENT_HEAD, goals, (_YEAR_MONEY,), _parts(form, DEPARTMENT_FUND_LABELS), has_term=False
        )
    else:
        term = framework == Framework.MOF_2015_88 or _states_term(form)
        goals = _offered(form, (*((_TERM_GOAL,) if term else ()), _YEAR_GOAL))
        money = (*((_TERM_MONEY,) if term else ()), _YEAR_MONEY)
        sections = Sections(_NATIONAL_HEAD, goals, money, _parts(form, FUND_LABELS), has_term=term)
    return _with_further(form, sections)


def text_of(form: Form, key: str) -> str:
    """What the form states there, as one types it."""
    stem, dot, label = key.partition(".")
    if dot:
        return str(getattr(form, stem).get(label, ""))
    if key in _LABEL_OF_COLUMN:
        return form.narratives.get(_LABEL_OF_COLUMN[key], "")
    return written(getattr(form.budget, key) if key in MONEY_COLUMNS else getattr(form, key))


def written(value: str | Decimal | None) -> str:
    """A value as people write it: sums with separators and two decimals, small figures without idle zeros."""
    if not isinstance(value, Decimal):
        return value or ""
    plain = f"{value:,.2f}"
    if Decimal(plain.replace(",", "")) != value:
        return f"{value:,f}"  # never rounded, also where a form states parts of a fen
    return plain if value >= 1000 else plain.rstrip("0").rstrip(".")


def total_row(funds: tuple[FundRow, ...]) -> FundRow | None:
    """The row that states the whole: the one called so, else the first, as the reader takes it."""
    return next((row for row in funds if _is_total(row.label)), funds[0] if funds else None)


def fund_parts(funds: tuple[FundRow, ...]) -> list[tuple[int, FundRow]]:
    """The rows beside the total, each with its place in the form."""
    total = total_row(funds)
    return [(place, row) for place, row in enumerate(funds) if row is not total]


def _is_total(label: str) -> bool:
    return form_labels().fund_rows.role("".join(label.split())) == "total"


def _parts(form: Form, official: tuple[str, ...]) -> tuple[FundRow, ...]:
    """The form's own parts of the money, else the official ones, empty."""
    return tuple(row for _place, row in fund_parts(form.funds)) or tuple(FundRow(label) for label in official[1:])


def _states_term(form: Form) -> bool:
    return bool(form.midterm_indicators) or any(_begins(label, TERM_GOALS) for label in form.narratives)


def _offered(form: Form, wanted: Iterable[FormField]) -> tuple[FormField, ...]:
    """The framework's narratives, leaving out one that the form prints under another of its names."""
    names = {TERM_GOALS[0]: TERM_GOALS, YEAR_GOALS[0]: YEAR_GOALS}
    made = []
    for each in wanted:
        label = each.narrative or ""
        if label in form.narratives or not any(_begins(own, names.get(label, ())) for own in form.narratives):
            made.append(each)
    return tuple(made)


def _begins(label: str, stems: Iterable[str]) -> bool:
    return any(label.startswith(stem) for stem in stems)


def _with_further(form: Form, sections: Sections) -> Sections:
    known = {each.key for each in sections.all()}
    head = [each for each in (*_NATIONAL_HEAD, *_SHANGHAI_HEAD) if each.key not in known | {"unit"}]
    stated = [each for each in head if text_of(form, each.key)]
    stated += [FormField(_FIELD + label, label) for label in form.fields]
    labels = {each.narrative for each in sections.narratives}
    more = [
        FormField(NARRATIVE_COLUMNS.get(label) or _NARRATIVE + label, label, "long")
        for label in form.narratives
        if label not in labels
    ]
    sums = [each for each in (_TERM_MONEY, *_SHANGHAI_MONEY) if each.key not in known and text_of(form, each.key)]
    return Sections(
        (*sections.head, *_once(stated)),
        (*sections.narratives, *more),
        (*sections.money, *_once(sums)),
        sections.funds if sections.funds is not None or not form.funds else _parts(form, ()),
        sections.has_term or bool(form.midterm_indicators),
    )


def _once(fields: Iterable[FormField]) -> list[FormField]:
    return list({each.key: each for each in fields}.values())
