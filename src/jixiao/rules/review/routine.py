"""Routine management (日常管理): no indicator under 财预〔2021〕101号, a block of its own in Shanghai's 2020 form."""

from __future__ import annotations

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review.names import bare_name, head_of, place_of
from jixiao.rules.review.parameters import Framework, ReviewParameters, RoutineWords


def check_routine_management(form: Form, framework: Framework, parameters: ReviewParameters) -> list[Finding]:
    """Indicators that only state how any project is managed, where the framework does not want them."""
    if not framework.flags_routine_management:
        return []
    return [
        Finding(
            "indicator.routine_management",
            "warning",
            place_of(form, row),
            f"“{bare_name(row, parameters.words)}”是项目日常管理要求，不反映本项目的产出和效益。",
            str(parameters.routine.citation),
            "请改设反映核心产出或效益的指标；管理要求留在内部控制中检查。",
        )
        for row in form.indicators
        if is_routine(row, bare_name(row, parameters.words), parameters.routine)
    ]


def is_routine(row: Indicator, name: str, words: RoutineWords) -> bool:
    """By the level-1 block it stands in, by its head (预算执行率), or by a managed thing with a quality of it."""
    level1 = (row.level1 or "").strip()
    output = any(word in (row.level2 or "") for word in words.output_levels)  # 宣传次数 under 项目决策
    if level1.removesuffix("指标").removesuffix("目标") in words.levels and not output:
        return True
    if head_of(name, words.heads):
        return True
    return any(subject in name for subject in words.subjects) and head_of(name, words.qualities) is not None
