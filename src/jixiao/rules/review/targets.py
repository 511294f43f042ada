"""Each target: measurable, with a unit, in the right direction, with a due date where it promises time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review.completeness import lacks_target
from jixiao.rules.review.names import bare_name, bracketed, form_place, head_of, place_of, plain_name
from jixiao.rules.review.parameters import ReviewParameters, ReviewWords
from jixiao.rules.review.rewording import suggest
from jixiao.rules.values import TargetValue

_MEASURABLE = "绩效目标审核要点“指标科学性”：指标应当量化，或定性而具体；财预〔2021〕101号 一（二）：可量化"
_UNIT = "绩效目标审核要点“指标科学性”：指标值应当明确"
_AT_LEAST = (">=", ">")
_AT_MOST = ("<=", "<")
_SIGN_IN_NAME = re.compile(r"[（(]\s*(?P<sign>≥|≧|>=|＞=|大于等于|不低于|≤|≦|<=|小于等于|不超过)")
_OWN_UNIT = re.compile(r"\d\s*(?P<unit>%|‰|[万亿]?元)")


def check_targets(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """What is wrong with single targets. Indicators without a target are the completeness check's."""
    findings: list[Finding] = []
    for row in form.indicators:
        if lacks_target(row, parameters) or not row.parsed:
            continue
        findings += _measurable(form, row, parameters)
        findings += _unit(form, row, parameters)
        findings += _direction(form, row, parameters)
        findings += _bounds(form, row, parameters)
        findings += _dimension(form, row, parameters)
    findings += _implicit(form, parameters)
    return findings


def measurable(row: Indicator) -> bool:
    """Whether every stated value can be compared with an actual: a number, a date, a schedule, or a grade."""
    return bool(row.parsed) and any(_measurable_value(value) for value in row.parsed)


def _measurable_value(value: TargetValue) -> bool:
    return value.op != "qualitative" or value.grade_min is not None


def states_time(row: Indicator, parameters: ReviewParameters) -> bool:
    """Whether a 时效 indicator says when or how fast: a date, a duration, a schedule, or a share done in time."""
    words = parameters.words
    if any(
        value.unit in ("date", "ratio", *words.duration_units) or value.deadline or value.op == "schedule"
        for value in row.parsed
    ):
        return True
    if any(re.search(pattern, row.target_text) for pattern in words.time_words):
        return True
    return any(re.search(pattern, row.level3 or "") for pattern in words.time_words_in_name)


def _measurable(form: Form, row: Indicator, parameters: ReviewParameters) -> Iterator[Finding]:
    name = bare_name(row, parameters.words)
    about_time = "时效" in (row.level2 or "")
    if measurable(row):
        if about_time and not states_time(row, parameters):
            message = f"时效指标“{name}”的目标值“{row.target_text}”没有写明完成日期或时长。"
            fix = f"请写明日期或期限，如“{form.year or 'XXXX'}年X月X日前完成”，数量另设数量指标。"
            yield Finding("target.due_missing", "warning", place_of(form, row), message, _UNIT, fix)
        return
    implied = next((value.implies for value in row.parsed if value.implies is not None), None)
    if implied is not None:
        message = f"“{name}”的目标值“{row.target_text}”含义相当于{_plain(implied)}，但没有写成数值。"
        fix = f"建议改为：{suggest(form, row, parameters).text}"
        yield Finding("target.number_implied", "note", place_of(form, row), message, _MEASURABLE, fix)
        return
    suggestion = suggest(form, row, parameters)
    fix = f"建议改为：{suggestion.text}"
    if about_time and not states_time(row, parameters):
        message = f"时效指标“{name}”的目标值“{row.target_text}”无法衡量：没有写明完成日期或时长。"
        yield Finding("target.due_missing", "warning", place_of(form, row), message, _MEASURABLE, fix)
        return
    message = f"“{name}”的目标值“{row.target_text}”无法直接衡量：{suggestion.why}。"
    yield Finding("target.not_measurable", "warning", place_of(form, row), message, _MEASURABLE, fix)


def _plain(value: TargetValue) -> str:
    if value.unit == "ratio" and isinstance(value.value, Decimal):
        return f"{(value.value * 100).normalize():f}%"
    return f"{value.value}{value.unit or ''}"


def _unit(form: Form, row: Indicator, parameters: ReviewParameters) -> Iterator[Finding]:
    words = parameters.words
    name = bare_name(row, words)
    place = place_of(form, row)
    if cells := _cells_disagree(row):
        message = f"“{name}”的指标值“{cells[0]}”与单位栏“{cells[1]}”不一致。"
        yield Finding(
            "target.unit_cell_differs", "warning", place, message, _UNIT, "请核对指标值和计量单位栏，只保留一处单位。"
        )
        return
    numbers = [v for v in row.parsed if isinstance(v.value_min if v.value is None else v.value, Decimal)]
    if any(value.unit is None and not _grade_or_rank(row) for value in numbers):
        unit = _unit_of(name, parameters)
        message = f"“{name}”的目标值“{row.target_text}”没有计量单位。"
        fix = f"请补充单位，如“{row.target_text.strip()}{unit}”。" if unit else "请补充计量单位。"
        yield Finding("target.unit_missing", "warning", place, message, _UNIT, fix)
        return
    if any(_unit_only_in_name(value) for value in numbers) and bracketed(row, words) is None and not row.target_cells:
        guessed = next(str(value.unit) for value in numbers if _unit_only_in_name(value))
        unit = "%" if guessed == "ratio" else guessed
        message = f"“{name}”的目标值“{row.target_text}”没有写单位，只能从名称推断为“{unit}”。"
        fix = f"请写明单位，如“{row.target_text.strip()}{unit}”。"
        yield Finding("target.unit_only_in_name", "note", place, message, _UNIT, fix)
    yield from _unit_against_name(form, row, numbers, parameters)


def _unit_only_in_name(value: TargetValue) -> bool:
    """A nought needs no unit: 0 is 0%."""
    return value.unit_from == "name" and value.value != 0


def counting_head(name: str, words: ReviewWords) -> str | None:
    """The head by which a name counts (人数, 数量), None for 指数 and 系数."""
    return None if head_of(name, words.not_countable) else head_of(name, words.countable_only)


def _grade_or_rank(row: Indicator) -> bool:
    return bool(re.search(r"[级名位等]", row.target_text))


def _unit_of(name: str, parameters: ReviewParameters) -> str:
    if head_of(name, parameters.words.rate_heads):
        return "%"
    heads = {word: entry.unit for entry in parameters.words.count_heads for word in entry.words}
    head = head_of(name, heads)
    return heads[head] if head else ""


def _cells_disagree(row: Indicator) -> tuple[str, str] | None:
    """A value cell that prints its own unit beside a unit cell that says another, or a unit beside mere words."""
    cells = [cell.strip() for cell in row.target_cells or () if cell.strip()]
    if len(cells) < 2:
        return None
    value, unit = cells[-2], cells[-1]
    own = _OWN_UNIT.search(value)
    if own and own["unit"] not in unit and unit not in value and len(unit) <= 8 and not re.search(r"\d", unit):
        return value, unit
    if unit in ("%", "％", "‰") and not re.search(r"[\d一二三四五六七八九十百全零]", value):
        return value, unit
    return None


def _unit_against_name(
    form: Form, row: Indicator, numbers: list[TargetValue], parameters: ReviewParameters
) -> Iterator[Finding]:
    words = parameters.words
    name, place = bare_name(row, words), place_of(form, row)
    units = {value.unit for value in numbers if value.relative_to is None and value.direction is None}
    units.discard(None)
    units.discard("date")
    if not units or len(units) > 1:
        return
    unit = str(units.pop())
    rate = head_of(name, words.rate_heads) or head_of(name, words.satisfaction_heads)
    if rate and unit != "ratio" and unit not in words.rate_units:
        message = f"“{name}”是比率，目标值“{row.target_text}”却以“{unit}”计。"
        sign = "≤" if parameters.direction_of(name) == "lower" else "≥"
        fix = f"请改为比率（如“{sign}X%”），或把名称改为“{name.removesuffix(rate)}数”一类的数量。"
        yield Finding("target.unit_contradicts_name", "warning", place, message, _UNIT, fix)
    elif unit == "ratio" and (head := counting_head(name, words)):
        message = f"“{name}”以“{head}”计数，目标值“{row.target_text}”却是比率。"
        fix = "请改为数量（写明单位），或把名称改为完成率。"
        yield Finding("target.unit_contradicts_name", "warning", place, message, _UNIT, fix)
    else:
        stated = bracketed(row, words)
        if stated and _plainly_another_unit(stated, unit, row.target_text):
            full, printed = plain_name(row, words), row.target_text
            message = f"“{full}”的名称写明单位为“{stated}”，目标值“{printed}”却以“{_shown(unit)}”计。"
            fix = "请统一名称与目标值的单位。"
            yield Finding("target.unit_contradicts_name", "warning", place, message, _UNIT, fix)


def _plainly_another_unit(stated: str, unit: str, target: str) -> bool:
    """The bracket holds nothing but a unit, and another than the target's."""
    scaled = re.sub(r"^[万亿]", "", stated)
    if len(stated) > 4 or re.search(r"[\d*＊/、]", stated) or stated in target or scaled in (unit, ""):
        return False
    if unit == "ratio":
        return scaled in (
            "人",
            "人次",
            "次",
            "个",
            "户",
            "元",
            "件",
            "套",
            "台",
            "家",
            "亩",
            "天",
            "小时",
            "公里",
            "场",
        )
    return stated in ("%", "％", "‰") or (scaled in ("元", "人次", "亩", "天", "小时") and unit != scaled)


def _shown(unit: str) -> str:
    return "百分比" if unit == "ratio" else unit


def _direction(form: Form, row: Indicator, parameters: ReviewParameters) -> Iterator[Finding]:
    name, place = bare_name(row, parameters.words), place_of(form, row)
    signs = {"up" if v.op in _AT_LEAST else "down" for v in row.parsed if v.op in _AT_LEAST + _AT_MOST}
    if len(signs) != 1 or any(value.direction or value.relative_to or value.unit == "date" for value in row.parsed):
        return
    sign = signs.pop()
    if row.direction is not None and (row.direction == "正向") != (sign == "up"):
        message = f"“{name}”标明为{row.direction}指标，目标值“{row.target_text}”的符号却相反。"
        fix = "请核对指标方向与符号。"
        yield Finding("target.direction_contradicts", "warning", place, message, _MEASURABLE, fix)
        return
    in_name = _SIGN_IN_NAME.search(row.level3 or "")
    if in_name and (in_name["sign"] in "≥≧>=＞=大于等于不低于") != (sign == "up"):
        message = f"“{name}”的名称写“{in_name['sign']}”，目标值“{row.target_text}”的符号却相反。"
        fix = "请统一名称与目标值的符号。"
        yield Finding("target.direction_contradicts", "warning", place, message, _MEASURABLE, fix)
        return
    better = parameters.direction_of(name)
    if better == "lower" and sign == "up" and row.direction is None:
        message = f"“{name}”越低越好，目标值“{row.target_text}”却规定了下限。"
        fix = f"请核对符号，如“≤{row.target_text.lstrip('≥≧>=＞ 　不低于少')}”。"
        yield Finding("target.direction_contradicts", "warning", place, message, _MEASURABLE, fix)
    elif better != "lower" and sign == "down" and head_of(name, parameters.words.rates_at_least_better):
        if row.direction == "反向":
            return
        message = f"“{name}”越高越好，目标值“{row.target_text}”却规定了上限。"
        fix = f"请核对符号，如“≥{row.target_text.lstrip('≤≦<=＜ 　不高于超过')}”。"
        yield Finding("target.direction_contradicts", "warning", place, message, _MEASURABLE, fix)
    elif better == "higher" and sign == "down" and row.direction is None and _more_is_wanted(name, parameters):
        message = f"“{name}”一般越多越好，目标值“{row.target_text}”却规定了上限。"
        fix = "请确认是控制数还是应完成数；应完成数请用“≥”。"
        yield Finding("target.upper_bound_on_output", "review", place, message, _MEASURABLE, fix)


def _more_is_wanted(name: str, parameters: ReviewParameters) -> bool:
    words = parameters.words
    return counting_head(name, words) is not None and not any(word in name for word in words.controlled)


def _bounds(form: Form, row: Indicator, parameters: ReviewParameters) -> Iterator[Finding]:
    name = bare_name(row, parameters.words)
    head = head_of(name, parameters.words.rates_at_most_one)
    for value in row.parsed:
        number = value.value
        if value.unit == "ratio" and isinstance(number, Decimal) and number > 1 and head:
            message = f"“{name}”不可能超过100%，目标值却是“{row.target_text}”。"
            yield Finding("target.above_hundred", "error", place_of(form, row), message, _UNIT, "请核对目标值。")
        elif value.unit == "ratio" and number == 1 and value.op == ">" and head:
            message = f"“{name}”不可能大于100%，目标值却是“{row.target_text}”，永远不能达到。"
            yield Finding("target.above_hundred", "error", place_of(form, row), message, _UNIT, "请改为“=100%”。")
        elif value.op == "between" and _reversed(value):
            message = f"“{name}”的目标值“{row.target_text}”下限大于上限。"
            yield Finding("target.range_reversed", "error", place_of(form, row), message, _UNIT, "请核对上下限。")


def _reversed(value: TargetValue) -> bool:
    low, high = value.value_min, value.value_max
    return isinstance(low, Decimal) and isinstance(high, Decimal) and low > high


def _dimension(form: Form, row: Indicator, parameters: ReviewParameters) -> Iterator[Finding]:
    """A share under 数量, a complaint rate under 满意度: allowed, but it is scored as what it is not."""
    words = parameters.words
    name = bare_name(row, words)
    units = {value.unit for value in row.parsed}
    level2 = row.level2 or ""
    message = ""
    if "数量" in level2 and units == {"ratio"} and head_of(name, words.rate_heads):
        message = f"“{name}”是比率，却归在“{level2}”下；数量指标应反映产出的数量。"
    elif "满意" in level2 and units == {"ratio"} and "投诉" in name:
        message = f"“{name}”是投诉率，不是满意度；没有投诉不等于满意。"
    if message:
        fix = "请归入相应的类别，或改设名副其实的指标。"
        yield Finding("indicator.dimension_doubtful", "note", place_of(form, row), message, _MEASURABLE, fix)


def _implicit(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    rows = [
        row
        for row in form.indicators
        if any(v.implicit_op and v.unit != "date" and isinstance(v.value, Decimal) for v in row.parsed)
    ]
    if rows:
        listed = "、".join(
            f"{row.no}“{bare_name(row, parameters.words)} {row.target_text.strip()}”" for row in rows[:5]
        )
        more = f"等{len(rows)}条" if len(rows) > 5 else ""
        message = f"目标值没有写符号，是“至少”“至多”还是“等于”要靠推断：指标{listed}{more}。"
        fix = "请写明≥、≤或=。"
        yield Finding("target.sign_missing", "note", form_place(form), message, _UNIT, fix)
