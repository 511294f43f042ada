"""Points of the groups (一级指标分值): which a profile gives when some groups are missing from a form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring.facts import GROUP_NAMES, Group

_SCORED: tuple[Group, ...] = ("execution", "cost", "output", "benefit", "satisfaction")


@dataclass(frozen=True, slots=True)
class GroupWeights:
    """Points of each group present, what they add up to, and the groups that are missing without a rule for it."""

    weights: Mapping[Group, Decimal]
    out_of: Decimal
    missing: tuple[Group, ...]
    why: str
    citation: str
    #: groups whose indicators share another group's points: 成本 within 产出 under 10号.
    counted_as: Mapping[Group, Group] = field(default_factory=dict)


def weights_mof_2020_10(present: Iterable[Group], rule: DatedValue) -> GroupWeights:
    """预算执行率 10, 产出 50, 效益 30, 满意度 10 (第十三条).

    The document has no rule for a missing group: its points are not given to others, and the total is out of less
    than 100. Its 成本 is a part of 产出, so a 成本 group counts there.
    """
    counted_as: Mapping[Group, Group] = rule.value.get("counted_as", {})
    groups = {counted_as.get(group, group) for group in present}
    table: Mapping[Group, Decimal] = rule.value["weights"]
    weights = {group: table[group] for group in _SCORED if group in table and group in groups}
    missing = tuple(group for group in _SCORED if group in table and group not in groups)
    total = sum(weights.values(), Decimal(0))
    why = f"按{rule.citation}分配"
    if missing:
        names = "、".join(GROUP_NAMES[group] for group in missing)
        why += f"；表中没有{names}，该办法没有把其分值转给其他指标的规定，总分按{total}分计"
    return GroupWeights(weights, total, missing, why, str(rule.citation), counted_as)


def weights_mof_2021_101(present: Iterable[Group], rule: DatedValue) -> GroupWeights:
    """The four cases of 三（六）: with or without 成本, with or without 满意度.

    Only these two may be absent; a missing 产出 or 效益 is named, and its points go nowhere.
    """
    groups = set(present)
    case = next(
        case
        for case in rule.value
        if case["cost"] == ("cost" in groups) and case["satisfaction"] == ("satisfaction" in groups)
    )
    table: Mapping[Group, Decimal] = case["weights"]
    weights = {group: table[group] for group in _SCORED if group in table and group in groups}
    missing = tuple(group for group in _SCORED if group in table and group not in groups)
    total = sum(weights.values(), Decimal(0))
    why = f"按{rule.citation}“{case['name']}”一种情形分配"
    if missing:
        names = "、".join(GROUP_NAMES[group] for group in missing)
        why += f"；表中没有{names}，其分值不能转给其他指标，总分按{total}分计"
    return GroupWeights(weights, total, missing, why, str(rule.citation))


def weights_shanghai_2020(present: Iterable[Group], rule: DatedValue) -> GroupWeights:
    """Ours, for the Shanghai form of 2020 that prints no points: 10 / 50 / 30 / 10; conditions carry none."""
    return weights_mof_2020_10((group for group in present if group != "condition"), rule)
