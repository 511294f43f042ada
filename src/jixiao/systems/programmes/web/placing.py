"""Findings put beside what they are about: a field of the form, or one indicator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from jixiao.rules.findings import Finding

#: Words at the end of a finding's place → the column of the field.
FIELD_OF_PLACE = {
    "项目名称": "project_name",
    "项目类别": "category",
    "计划开始日期": "start_date",
    "计划完成日期": "end_date",
    "是否含有政府购买服务": "gov_purchase_service",
    "绩效类型": "performance_type",
    "项目概况": "overview",
    "立项依据": "legal_basis",
    "项目设立的必要性": "necessity",
    "保证项目实施的制度、措施": "safeguards",
    "项目实施计划": "plan",
    "总目标及阶段性目标": "goals",
    "项目总预算": "total_budget_yuan",
    "项目当年预算": "current_year_budget_yuan",
    "资金": "current_year_budget_yuan",
}
_INDICATOR = re.compile(r"指标(\d+)“")
_ORDER = {"error": 0, "warning": 1, "review": 2, "note": 3}


@dataclass(slots=True)
class Placed:
    """Findings by field, by number of indicator, and of the form as a whole."""

    fields: dict[str, list[Finding]] = field(default_factory=dict)
    indicators: dict[int, list[Finding]] = field(default_factory=dict)
    whole: list[Finding] = field(default_factory=list)


def placed(findings: Iterable[Finding], more: Mapping[str, str] | None = None) -> Placed:
    """Every finding in one of the three, the gravest first. ``more``: label → field, for a form's own fields."""
    field_of = {**(more or {}), **FIELD_OF_PLACE}
    made = Placed()
    for each in sorted(findings, key=lambda found: _ORDER[found.severity]):
        indicator = _INDICATOR.search(each.place)
        name = field_of.get(each.place.rpartition(" ")[2])
        if indicator:
            made.indicators.setdefault(int(indicator[1]), []).append(each)
        elif name:
            made.fields.setdefault(name, []).append(each)
        else:
            made.whole.append(each)
    return made


def counted(findings: Iterable[Finding]) -> dict[str, int]:
    """How many of each severity."""
    counts = dict.fromkeys(_ORDER, 0)
    for each in findings:
        counts[each.severity] += 1
    return counts
