"""Targets with a number against actuals with a number: exact comparison, also of bounds and ranges."""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction

from jixiao.rules.judgement.actuals import Quantity
from jixiao.rules.judgement.case import Case, Way
from jixiao.rules.judgement.intervals import Interval, point
from jixiao.rules.judgement.units import PERIODS_IN_YEAR, Measured, convert, ratio_readings
from jixiao.rules.judgement.verdicts import Direction, Flag, Judgement, Verdict
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import in_words, number_in_words

#: Single-precision numbers in decimal: this many digits, of which so many mean something.
_NOISY_DIGITS = 12
_SHORT = Context(prec=4)
_SCALES = (("亿", Fraction(100_000_000)), ("万", Fraction(10_000)))


def accepted(value: TargetValue, direction: Direction | None, tolerance: Decimal | None = None) -> Interval:
    """The numbers that meet a target, in its own unit. Beyond an "=" or a range counts on its better side."""
    if value.op == "between":
        low, high = _number(value.value_min), _number(value.value_max)
        if low == -high:
            return Interval(low, high)  # ±5%: too far is too far on either side
        return Interval(None if direction is Direction.LOWER else low, None if direction is Direction.HIGHER else high)
    stated = _number(value.value)
    slack = abs(stated) * Fraction(tolerance) if value.approx and tolerance else Fraction(0)
    if value.op in (">", "<"):
        return Interval(low=stated, low_open=True) if value.op == ">" else Interval(high=stated, high_open=True)
    if value.op == ">=" or (value.op == "=" and direction is Direction.HIGHER):
        return Interval(low=stated - slack)
    if value.op == "<=" or (value.op == "=" and direction is Direction.LOWER):
        return Interval(high=stated + slack)
    return Interval(stated - slack, stated + slack)


def judge_quantity(value: TargetValue, quantity: Quantity, way: Way, case: Case) -> Judgement:
    """One number against one target value, in every sensible reading of the number; readings must agree."""
    readings = _readings(value, quantity.value, case)
    if not readings:
        return _incomparable(value, quantity.value)
    judged = [_judge_reading(value, reached, flags, quantity.value, way, case) for reached, flags in readings]
    if len({judgement.verdict for judgement in judged}) == 1:
        return judged[0]
    flag = Flag.PERCENT_ASSUMED if value.unit == "ratio" else Flag.PERIOD_ASSUMED
    what = "是百分数还是小数" if value.unit == "ratio" else f"是每{value.period}的数还是全年的数"
    return Judgement(
        Verdict.CANNOT_TELL,
        f"实际“{shown(quantity.value)}”没有写明{what}，两种读法结论不同；请补上单位。",
        way.direction,
        way.source,
        (flag,),
    )


def _judge_reading(
    value: TargetValue, reached: Interval, flags: tuple[str, ...], actual: TargetValue, way: Way, case: Case
) -> Judgement:
    flags += way.flags
    meets = accepted(value, way.direction, case.lexicon.approximate_tolerance)
    said, wanted = shown(actual), in_words([value])
    if actual.approx:
        flags += (Flag.APPROXIMATE,)
        if reached.is_point and reached.low in (meets.low, meets.high):
            return Judgement(
                Verdict.NOT_PROVEN,
                f"实际只说约{said}，正在目标“{wanted}”的界上，不能证实。",
                way.direction,
                way.source,
                flags,
            )
    if reached.within(meets):
        return _met(value, reached, said, wanted, way, flags)
    if not reached.apart_from(meets):
        return Judgement(
            Verdict.NOT_PROVEN,
            f"实际只写“{said}”，是一个范围，不能证实达到目标“{wanted}”。",
            way.direction,
            way.source,
            flags,
        )
    if value.approx and case.lexicon.approximate_tolerance is None:
        return Judgement(
            Verdict.CANNOT_TELL,
            f"目标“{wanted}”是约数，没有规定允许偏差，实际{said}是否算达到无法判定。",
            way.direction,
            way.source,
            (*flags, Flag.APPROXIMATE),
        )
    if way.direction is None and value.op == "=":
        flags += (Flag.DIRECTION_UNKNOWN,)
        why = f"实际{said}与目标{wanted}不相等，指标方向不明，只有相等才算达标。"
    else:
        why = f"实际{said}，没有达到目标“{wanted}”{_side(way)}。"
    return Judgement(Verdict.NOT_MET, why, way.direction, way.source, flags)


def _met(value: TargetValue, reached: Interval, said: str, wanted: str, way: Way, flags: tuple[str, ...]) -> Judgement:
    why = f"实际{said}，达到目标“{wanted}”{_side(way)}。"
    exact = accepted(value, None)
    if value.approx:
        flags += (Flag.APPROXIMATE,)
        why = f"实际{said}，与约数目标“{wanted}”相当。"
    elif not reached.is_point and reached == accepted(value, way.direction):
        flags += (Flag.REPEATS_TARGET,)
        why = f"实际照写了目标的界限“{said}”，按其字面达标，不能证明更多。"
    elif ((value.op == "=" and not value.implicit_op) or value.op == "between") and not reached.within(exact):
        flags += (Flag.BEYOND_TARGET,)
        why = f"实际{said}，超出目标“{wanted}”，方向有利，按达标计。"
    return Judgement(Verdict.MET, why, way.direction, way.source, flags)


def _side(way: Way) -> str:
    if way.source == "stated" and way.direction:
        return f"（表中写明{way.direction.word}，越{'高' if way.direction is Direction.HIGHER else '低'}越好）"
    if way.source == "inferred" and way.direction:
        return f"（从指标名称推断越{'高' if way.direction is Direction.HIGHER else '低'}越好）"
    return ""


# --- what the number can mean -----------------------------------------------------------------------------------


def _readings(value: TargetValue, actual: TargetValue, case: Case) -> list[tuple[Interval, tuple[str, ...]]]:
    """The sets of numbers, in the target's unit and period, that the actual can stand for; none if incomparable."""
    if value.per and actual.per and value.per != actual.per:
        return []
    measured = [_measured(end, value, actual, case) for end in _ends(actual)]
    if not all(measured):
        return []
    readings = []
    for choice in range(min(len(options) for options in measured)):
        chosen = [options[choice] for options in measured]
        for factor, flags in _period_factors(value, actual):
            reached = [end.value * factor for end in chosen]
            readings.append((_interval(actual, reached), tuple(dict.fromkeys((*chosen[0].flags, *flags)))))
    return readings


def _measured(
    printed: Decimal | str | None, value: TargetValue, actual: TargetValue, case: Case
) -> tuple[Measured, ...]:
    number = _number(printed)
    wanted = _number(value.value if value.op != "between" else value.value_max)
    if value.unit == "ratio" and actual.unit is None:
        if isinstance(printed, Decimal) and len(printed.as_tuple().digits) >= _NOISY_DIGITS and number < 1:
            return (Measured(number),)  # nobody types twelve digits of a percentage: a spreadsheet's fraction
        return ratio_readings(number, abs(wanted), per_mille="‰" in case.target_text)
    if value.unit is None and actual.unit == "ratio":
        # "≥95" against "96%": the unit was left out of the target
        return (
            (Measured(number * 100, (Flag.UNIT_ASSUMED,)),) if wanted > 2 else (Measured(number, (Flag.UNIT_ASSUMED,)),)
        )
    converted = convert(number, actual.unit, value.unit)
    if converted is None:
        return ()
    if actual.unit is None and number:
        for word, scale in _SCALES:
            # "15万元" against "10.5": the form prints 万元
            if word in case.target_text and wanted and number * scale <= abs(wanted) * 10:
                return (Measured(number * scale, (Flag.UNIT_ASSUMED,)),)
    return (converted,)


def _period_factors(value: TargetValue, actual: TargetValue) -> list[tuple[Fraction, tuple[str, ...]]]:
    """By how much to multiply to get from the actual's period to the target's."""
    same = [(Fraction(1), ())]
    wanted, stated = value.period, actual.period
    if value.unit == "ratio":
        return same  # type: ignore[return-value]  # 每季度合格率≥95%: shares of several periods do not add up
    if wanted == stated or (wanted in (None, "年") and stated in (None, "年")):
        return same  # type: ignore[return-value]
    year_of_wanted = PERIODS_IN_YEAR.get(wanted or "年")
    year_of_stated = PERIODS_IN_YEAR.get(stated or "年")
    if year_of_wanted is None or year_of_stated is None or (value.unit == "元" and stated is None):
        return [(Fraction(1), (Flag.PERIOD_ASSUMED,))]
    if stated:
        return [(Fraction(year_of_stated, year_of_wanted), (Flag.PERIOD_CONVERTED,))]
    return [(Fraction(1), (Flag.PERIOD_ASSUMED,)), (Fraction(1, year_of_wanted), (Flag.PERIOD_ASSUMED,))]


def _ends(actual: TargetValue) -> list[Decimal | str | None]:
    return [actual.value_min, actual.value_max] if actual.op == "between" else [actual.value]


def _interval(actual: TargetValue, ends: list[Fraction]) -> Interval:
    if actual.op == "between":
        return Interval(min(ends), max(ends))
    if actual.op in (">=", ">"):
        return Interval(low=ends[0], low_open=actual.op == ">")
    if actual.op in ("<=", "<"):
        return Interval(high=ends[0], high_open=actual.op == "<")
    return point(ends[0])


def _incomparable(value: TargetValue, actual: TargetValue) -> Judgement:
    return Judgement(
        Verdict.CANNOT_TELL,
        f"目标“{in_words([value])}”与实际“{shown(actual)}”单位不同，不能换算；请按目标的单位填写实际完成值。",
        flags=(Flag.UNIT_DIFFERS,),
    )


def _number(number: Decimal | str | None) -> Fraction:
    if not isinstance(number, Decimal) or not number.is_finite():
        return Fraction(0)
    return Fraction(_without_noise(number))


def _without_noise(number: Decimal) -> Decimal:
    """Spreadsheets print 9% as 0.0900000076293945: a long number a millionth beside a short one is the short one."""
    if len(number.as_tuple().digits) < _NOISY_DIGITS:
        return number
    short = _SHORT.create_decimal(number)
    return short if abs(number - short) * 1_000_000 <= abs(number) else number


def shown(actual: TargetValue) -> str:
    """An actual's number as it would be written, with its sign."""
    tail = (f"/{actual.per}" if actual.per else "") + (f"/{actual.period}" if actual.period else "")
    if actual.op == "between":
        return "至".join(number_in_words(end, actual.unit) for end in _ends(actual) if isinstance(end, Decimal)) + tail
    sign = {"=": "", ">=": "≥", "<=": "≤", ">": ">", "<": "<"}.get(actual.op, "")
    return sign + (number_in_words(actual.value, actual.unit) if isinstance(actual.value, Decimal) else "") + tail
