"""What the reader of forms has to say, one function a message."""

from __future__ import annotations

from collections.abc import Sequence

from jixiao.rules.findings import Finding


def none_found(source: str) -> Finding:
    """Nothing in the document looks like a form."""
    return Finding(
        "form.none_found",
        "error",
        source,
        "文件中没有找到绩效目标表、绩效自评表或绩效监控表：没有一张表带有“一级指标……指标值”之类的表头。",
        fix="请确认文件是否选对；如表格是图片，请先转成文字。",
    )


def unknown_layout(place: str, labels: Sequence[str], nearest_title: str) -> Finding:
    """Something that calls itself a form, or speaks like one, but cannot be read as one."""
    found = "、".join(labels[:12]) or "（无）"
    return Finding(
        "form.unknown_layout",
        "error",
        place,
        f"不认识这张表的格式，没有读入。表中认得的栏目：{found}；最接近的格式是“{nearest_title}”。",
        fix="请对照最接近的格式补齐指标表的表头（指标名称与指标值两列至少各有一列），或改用该格式填报。",
    )


def heading_missing(place: str, words: Sequence[str]) -> Finding:
    """Rows with 产出指标, 数量指标 … but no heading above them."""
    return Finding(
        "form.heading_missing",
        "error",
        place,
        f"这里有像指标表的内容（{'、'.join(words[:4])}），但上方没有表头，无法知道哪一列是指标值，没有读入。",
        fix="请在指标上方补上表头，如“一级指标、二级指标、三级指标、指标值”。",
    )


def column_unknown(place: str, labels: Sequence[str]) -> Finding:
    """Columns whose meaning is not known: kept, and named."""
    return Finding(
        "form.column_unknown",
        "note",
        place,
        f"指标表有不认识的列：{'、'.join(labels)}。内容已按列名原样保留，未参与核对。",
        fix="如这些列含有指标值、实际完成值或得分，请改用通行的列名。",
    )


def target_missing(place: str, name: str) -> Finding:
    """A named indicator without a target."""
    return Finding(
        "form.target_missing",
        "warning",
        place,
        f"指标“{name[:40]}”没有填写指标值，未作为指标读入。",
        fix="请填写可衡量的指标值，如“≥90%”；不再考核的指标请删去该行。",
    )


def no_indicators(place: str) -> Finding:
    """A heading with nothing under it."""
    return Finding(
        "form.no_indicators",
        "error",
        place,
        "指标表只有表头，下面没有一行填写了指标值。",
        fix="请填写指标与指标值；如为空白样表，无需处理。",
    )


def money_unit_unstated(place: str) -> Finding:
    """Sums without 元 or 万元."""
    return Finding(
        "form.money_unit_unstated",
        "warning",
        place,
        "表中金额没有注明单位是元还是万元，暂按元读入。",
        fix="请在资金栏或表头注明“单位：元”或“单位：万元”。",
    )


def money_unreadable(place: str, text: str) -> Finding:
    """A cell of the money block that is no number."""
    return Finding(
        "form.money_unreadable",
        "warning",
        place,
        f"资金栏的“{text.strip()[:30]}”不是数字，未读入。",
        fix="请只填写数字，单位写在栏目名称中。",
    )


def number_unreadable(place: str, label: str, text: str) -> Finding:
    """A weight that is no number."""
    return Finding(
        "form.number_unreadable",
        "warning",
        place,
        f"“{label}”一栏的“{text.strip()[:30]}”不是数字，已按原文保留。",
        fix="请在该栏填写数字。",
    )
