"""Points of a self-evaluation form: their sum, the groups against the profiles, and the points inside level labels."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.scoring import GROUP_NAMES, Group, plain
from jixiao.rules.selfevaluation.groups import group_of, points_in_label
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.published import Published, has_execution_row, scored_rows
from jixiao.rules.selfevaluation.sentences import form_place, numbers

_SUM_BASIS = "财预〔2020〕10号 第十三条、附1：各项分值连同预算执行率合计100分"
_NO_POINTS = Decimal(0)


def check_weights(form: Form, seen: Published, rules: SelfEvaluationRules) -> list[Finding]:
    """Everything about points; a form that prints none gets one finding and no guess."""
    rows = scored_rows(form, rules.words)
    labels = [*_check_labels(form, rows, seen, "level1"), *_check_labels(form, rows, seen, "level2")]
    if not seen.weights:
        return [*_none_printed(form, seen, rows), *labels]
    without = [row for row in rows if row.no not in seen.weights]
    wrong_sum = _check_sum(form, seen, rules)
    if without:
        return [_some_missing(form, without, whole=not wrong_sum), *labels]
    # the groups of a wrong sum differ anyway
    return [*(wrong_sum or _check_groups(form, rows, seen, rules)), *labels]


def _none_printed(form: Form, seen: Published, rows: Sequence[Indicator]) -> list[Finding]:
    if not rows:
        return []
    printed = any(points_in_label(row.level1) or points_in_label(row.level2) for row in rows)
    text = "各项指标没有印分值" + ("（只在指标级别名称中印有小计）" if printed else "")
    text += (
        "，得分是否满分、扣分是否恰当无从判断。"
        if seen.scores
        else "，也没有得分；重算的总分按计分口径分配各组分值、组内平均，仅供参考。"
    )
    return [
        Finding(
            "weights.not_printed",
            "warning" if seen.scores else "note",
            form_place(form, "indicators"),
            text,
            "财预〔2020〕10号 附1：每项指标应有分值",
            "请在指标表中补印分值一栏。",
        )
    ]


def _some_missing(form: Form, without: Sequence[Indicator], *, whole: bool) -> Finding:
    """Rows without points; where the others make up the whole, these share a merged cell or only detail another."""
    if whole:
        text = f"{numbers(without)}没有自己的分值，其他各项已合计满分，应是与相邻指标合并计分；其得分不能单独核对。"
        return Finding("weights.shared", "note", form_place(form, "indicators"), text, "", "请分别列出各项指标的分值。")
    return Finding(
        "weights.missing",
        "warning",
        form_place(form, "indicators"),
        f"{numbers(without)}没有分值，分值合计不能核对。",
        "财预〔2020〕10号 附1：每项指标应有分值",
        "请补填分值；只作说明、不单独计分的行请注明“其中”。",
    )


def _check_sum(form: Form, seen: Published, rules: SelfEvaluationRules) -> list[Finding]:
    """100 with 预算执行率; without it 90 is the indicators' own share."""
    total = sum(seen.weights.values(), _NO_POINTS)
    execution = seen.execution_weight
    if execution is not None and not has_execution_row(form, rules.words):
        if total + execution == 100:
            return []
        text = (
            f"指标分值合计{plain(total)}分，预算执行率{plain(execution)}分，共{plain(total + execution)}分，应为100分。"
        )
    else:
        if total == 100 or (total == 90 and not has_execution_row(form, rules.words)):
            return []
        text = f"指标分值合计{plain(total)}分，应为100分（预算执行率的10分另列时为90分）。"
    return [Finding("weights.sum", "error", form_place(form, "indicators"), text, _SUM_BASIS, "请核对各项分值。")]


def _check_groups(form: Form, rows: Sequence[Indicator], seen: Published, rules: SelfEvaluationRules) -> list[Finding]:
    """Group sums against every profile in force; one that fits is enough."""
    sums: dict[Group, Decimal] = {}
    for row in rows:
        group = group_of(row, rules.words)
        if group is None or group == "condition":
            return []  # another framework of indicators: these profiles say nothing about it
        sums[group] = sums.get(group, _NO_POINTS) + seen.weights[row.no]
    if seen.execution_weight is not None:
        sums["execution"] = sums.get("execution", _NO_POINTS) + seen.execution_weight
    found: list[Finding] = []
    differences: list[str] = []
    for profile in rules.profiles:
        given = profile.group_weights(sums.keys())
        counted: dict[Group, Decimal] = {}
        for group, points in sums.items():
            group = given.counted_as.get(group, group)
            counted[group] = counted.get(group, _NO_POINTS) + points
        off = [group for group, points in given.weights.items() if counted.get(group, _NO_POINTS) != points]
        lacking = [group for group in given.missing if group != "execution"]
        if not off and not lacking:
            return found
        parts = [
            f"{GROUP_NAMES[group]}{plain(counted.get(group, _NO_POINTS))}分（应为{plain(given.weights[group])}分）"
            for group in off
        ]
        parts += [f"缺{GROUP_NAMES[group]}" for group in lacking]
        differences.append(f"按{profile.title}：{'，'.join(parts)}")
    if not differences:
        return []
    return [
        Finding(
            "weights.groups_differ",
            "review",
            form_place(form, "indicators"),
            f"一级指标分值与规定的比例不同。{'；'.join(differences)}。",
            "财预〔2020〕10号 第十三条（特殊情况可以调整）",
            "请确认调整分值的依据；缺少的一组不能把分值转给其他组。",
        )
    ]


def _check_labels(form: Form, rows: Sequence[Indicator], seen: Published, level: str) -> list[Finding]:
    """产出指标（50分）: the points of its rows must add up to what the label says, and their scores may not pass it."""
    groups: dict[str, list[Indicator]] = {}
    for row in rows:
        label = getattr(row, level)
        if label and points_in_label(label) is not None:
            key = label if level == "level1" else f"{row.level1}/{label}"
            groups.setdefault(key, []).append(row)
    findings: list[Finding] = []
    for label, members in groups.items():
        points = points_in_label(label.split("/")[-1])
        if points is None:
            continue
        name = label.split("/")[-1]
        place = f"{form_place(form, 'indicators')} “{name}”"
        weights = [seen.weights[row.no] for row in members if row.no in seen.weights]
        scores = [seen.scores[row.no] for row in members if row.no in seen.scores]
        if len(weights) == len(members) and sum(weights, _NO_POINTS) != points:
            text = f"“{name}”印为{plain(points)}分，其下各项分值合计{plain(sum(weights, _NO_POINTS))}分。"
            findings.append(Finding("weights.label_differs", "error", place, text, "", "请核对分值。"))
        if not weights and sum(scores, _NO_POINTS) > points:
            text = f"“{name}”共{plain(points)}分，其下各项得分合计{plain(sum(scores, _NO_POINTS))}分，超过分值。"
            findings.append(Finding("score.above_label", "error", place, text, "", "请核对得分。"))
    return findings
