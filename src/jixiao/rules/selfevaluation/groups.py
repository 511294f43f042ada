"""Which group of points an indicator belongs to, and the points printed inside a level's label."""

from __future__ import annotations

import re
from decimal import Decimal

from jixiao.rules.forms import Indicator
from jixiao.rules.scoring import Group
from jixiao.rules.selfevaluation.inputs import SelfEvaluationWords

_POINTS = re.compile(r"(?P<points>\d{1,3}(?:[.．]\d+)?)\s*分(?![钟之])")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def group_of(indicator: Indicator, words: SelfEvaluationWords) -> Group | None:
    """The group by 一级指标, then by 二级指标; None where neither tells.

    满意度 printed under 效果 or 效益 is 满意度; 成本 printed under 产出 is 产出 (10号 附1), on its own it is 成本
    (101号); a row 预算执行率 under 投入与管理 is 预算执行率.
    """
    first, second = _named(indicator.level1, words), _named(indicator.level2, words)
    if second == "satisfaction":
        return second
    if not indicator.level1 and not indicator.level2:
        named = _named(indicator.level3, words)  # layouts without levels: only these names are clear by themselves
        return named if named in {"satisfaction", "execution"} else None
    if first in {"condition", None} and any(word in (indicator.level3 or "") for word in words.execution_rows):
        return "execution"
    if first is not None:
        return first
    if second == "cost" and not any(word in (indicator.level2 or "") for word in words.own_costs):
        return "output"
    return second


def points_in_label(label: str | None) -> Decimal | None:
    """The points a level's label carries: 产出指标（50分） → 50; None without."""
    found = _POINTS.search((label or "").translate(_DIGITS))
    return Decimal(found["points"].replace("．", ".")) if found else None


def is_sub_row(indicator: Indicator, words: SelfEvaluationWords) -> bool:
    """A row that details another (其中：…) and carries no points of its own."""
    name = (indicator.level3 or "").lstrip("★☆*· \u3000")
    return name.startswith(words.sub_rows)


def _named(label: str | None, words: SelfEvaluationWords) -> Group | None:
    if not label:
        return None
    name = "".join(label.split())
    return next((group for group, marks in words.groups if any(mark in name for mark in marks)), None)
