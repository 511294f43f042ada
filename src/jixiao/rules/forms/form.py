"""The typed form: head, money, narrative, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from jixiao.rules.values import TargetValue

#: 绩效目标表, 绩效自评表, 绩效监控表.
FormKind = Literal["target", "self_evaluation", "monitoring"]


@dataclass(frozen=True, slots=True)
class Monitoring:
    """The columns of the monitoring form beside an indicator (财预〔2019〕136号 and its local mirrors)."""

    interim_actual_text: str | None = None  # 1-7月执行情况
    expected_text: str | None = None  # 全年预计完成情况
    causes: Mapping[str, str] = field(default_factory=dict)  # 偏差原因: 经费保障 … → what is printed there
    cause_note: str | None = None  # 原因说明
    likelihood: str | None = None  # 完成目标可能性: 确定能 / 有可能 / 完全不可能
    remark: str | None = None  # 备注


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the indicator table (一级/二级/三级指标, 指标值 and what a self-evaluation adds)."""

    no: int
    level1: str | None
    level2: str | None
    level3: str | None
    target_raw: str  # the cell, only line breaks taken out
    target_text: str  # target_raw without surrounding space; split columns joined: operator + value + unit
    parsed: tuple[TargetValue, ...] = ()
    target_cells: tuple[str, ...] | None = None  # operator, value, unit in printed order where they stand apart
    direction: Literal["正向", "反向"] | None = None  # where a column states it
    actual_text: str | None = None
    weight: Decimal | None = None
    score: Decimal | None = None
    score_text: str | None = None  # what stands in the score column where it is no number
    deviation_reason: str | None = None
    monitoring: Monitoring | None = None
    details: Mapping[str, str] = field(default_factory=dict)  # every other column, by its printed heading
    place: str = ""  # where it stands, for findings: "第2页 C7"


@dataclass(frozen=True, slots=True)
class FundRow:
    """One row of the money block: 年度资金总额, 其中：当年财政拨款, 上年结转资金, 其他资金. Money in yuan."""

    label: str
    initial_yuan: Decimal | None = None  # 年初预算数
    adjusted_yuan: Decimal | None = None  # 全年预算数
    executed_yuan: Decimal | None = None  # 全年执行数
    weight: Decimal | None = None
    execution_rate: Decimal | None = None  # a ratio: 86.19% → 0.8619
    score: Decimal | None = None
    expected_yuan: Decimal | None = None  # 全年预计执行数 (monitoring)


@dataclass(frozen=True, slots=True)
class Budget:
    """The money of the form as totals, in yuan; None = not stated, which is not zero."""

    total_budget_yuan: Decimal | None = None
    current_year_budget_yuan: Decimal | None = None
    prev_year_same_name_budget_yuan: Decimal | None = None
    prev_year_same_name_executed_yuan: Decimal | None = None
    adjusted_budget_yuan: Decimal | None = None
    executed_yuan: Decimal | None = None
    execution_rate: Decimal | None = None  # as printed, a ratio: 86.19% → 0.8619


@dataclass(frozen=True, slots=True)
class Form:
    """One official form. ``fields`` holds every head field without a place of its own, by its printed label."""

    kind: FormKind
    layout: str  # which official layout it was recognised as: "shanghai-2020", "national-self-evaluation", …
    form_title: str
    form_year: str | None = None  # as printed: （2020年度）
    year: int | None = None
    indicator_table_title: str | None = None
    unit: str | None = None  # 申报单位, 实施单位
    supervising_department: str | None = None  # 主管部门
    project_name: str | None = None
    category: str | None = None
    start_date: str | None = None
    end_date: str | None = None
    gov_purchase_service: str | None = None
    performance_type: str | None = None
    narratives: Mapping[str, str] = field(default_factory=dict)
    budget: Budget = Budget()
    budget_labels: tuple[str, ...] = ()
    money_unit: Literal["元", "万元"] = "元"  # what the form prints
    funds: tuple[FundRow, ...] = ()
    indicator_columns: tuple[str, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    midterm_indicators: tuple[Indicator, ...] = ()
    total_score: Decimal | None = None
    grade: str | None = None  # 优 良 中 差 where printed
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)  # field name → where it stands
    table_no: int = 1  # position among the forms of its file
    source: str = ""  # file name
