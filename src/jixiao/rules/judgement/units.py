"""Units of targets and actuals, and the conversions that are exact (万元 is multiplied out by the readers already).

A conversion is a :class:`~fractions.Fraction`, so one 亩 is exactly 2000/3 平方米. Units that only look alike are kept
apart in families: 次 and 场 count events and may be compared with a mark, 家 and 公里 may not be compared at all.
"""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from jixiao.rules.judgement.verdicts import Flag
from jixiao.rules.targets.words import RATIOS, UNITS

#: unit → (what it measures, its size in that dimension's base unit); only exact sizes.
_SIZES: dict[str, tuple[str, Fraction]] = {
    "秒": ("time", Fraction(1)),
    "分钟": ("time", Fraction(60)),
    "小时": ("time", Fraction(3600)),
    "日": ("time", Fraction(86400)),
    "自然日": ("time", Fraction(86400)),
    "日历天": ("time", Fraction(86400)),
    "周": ("time", Fraction(604800)),
    "月": ("months", Fraction(1)),
    "季度": ("months", Fraction(3)),
    "年": ("months", Fraction(12)),
    "毫米": ("length", Fraction(1, 1000)),
    "厘米": ("length", Fraction(1, 100)),
    "米": ("length", Fraction(1)),
    "延米": ("length", Fraction(1)),
    "公里": ("length", Fraction(1000)),
    "平方米": ("area", Fraction(1)),
    "亩": ("area", Fraction(2000, 3)),
    "公顷": ("area", Fraction(10000)),
    "平方公里": ("area", Fraction(1000000)),
    "克": ("mass", Fraction(1, 1000)),
    "斤": ("mass", Fraction(1, 2)),
    "公斤": ("mass", Fraction(1)),
    "吨": ("mass", Fraction(1000)),
    "升": ("volume", Fraction(1, 1000)),
    "立方米": ("volume", Fraction(1)),
    "元": ("money", Fraction(1)),
    "千瓦时": ("energy", Fraction(1)),
    "度": ("energy", Fraction(1)),
    "千瓦": ("power", Fraction(1)),
    "兆瓦": ("power", Fraction(1000)),
    "工作日": ("workdays", Fraction(1)),
}

#: Measure words that count the same kind of thing. 个 counts anything.
_FAMILIES = (
    frozenset(
        {"次", "起", "例", "件", "场", "期", "批", "批次", "场次", "届", "回", "宗", "桩", "单", "笔", "项", "班"}
    ),
    frozenset({"人", "名", "位", "人次", "学员", "人数", "口"}),
    frozenset({"家", "户", "所", "处", "座", "栋", "间", "村", "点", "站", "单位", "部门", "企业", "学校"}),
    frozenset({"台", "套", "辆", "艘", "架", "部", "件", "组", "台套", "台(套)", "批", "条"}),
    frozenset({"份", "册", "本", "套", "篇", "条", "则", "期", "张", "部", "项", "件", "种", "类", "幅", "块"}),
    frozenset({"只", "头", "羽", "匹", "尾", "株", "棵", "粒", "苗"}),
)
_COUNTS = frozenset().union(*_FAMILIES) | {"个"}

#: How many periods a year holds, where that is exact.
PERIODS_IN_YEAR = {"年": 1, "半年": 2, "季度": 4, "季": 4, "月": 12}


class Measured(NamedTuple):
    """A number brought to a target's unit, with the marks of how."""

    value: Fraction
    flags: tuple[str, ...] = ()


def canonical(unit: str | None) -> str | None:
    """The one spelling of a unit."""
    if unit in RATIOS:
        return "ratio"
    return UNITS.get(unit, unit) if unit else None


def is_duration(unit: str | None) -> bool:
    """True for hours, days, working days, months."""
    return _SIZES.get(canonical(unit) or "", ("", 0))[0] in ("time", "months", "workdays")


def is_count(unit: str | None) -> bool:
    """True for measure words of things, people and events."""
    return canonical(unit) in _COUNTS


def dimension(unit: str | None) -> str:
    """``ratio``, ``count``, ``money``, ``time``, …; empty where nothing is known of the unit."""
    unit = canonical(unit)
    if unit == "ratio":
        return "ratio"
    if unit in _SIZES:
        return _SIZES[unit][0]
    return "count" if unit in _COUNTS else ""


def convert(value: Fraction, unit: str | None, wanted: str | None) -> Measured | None:
    """``value`` of ``unit`` in the ``wanted`` unit; None where the two cannot be compared.

    A number without a unit takes the wanted one, except for ratios, which :func:`ratio_readings` decides.
    """
    unit, wanted = canonical(unit), canonical(wanted)
    if unit == wanted:
        return Measured(value)
    if wanted is None:
        return None if unit in ("ratio", "date") else Measured(value, (Flag.UNIT_ASSUMED,))
    if unit is None:
        return Measured(value, (Flag.UNIT_ASSUMED,))
    if unit in _SIZES and wanted in _SIZES:
        (kind, size), (wanted_kind, wanted_size) = _SIZES[unit], _SIZES[wanted]
        if kind == wanted_kind:
            return Measured(value * size / wanted_size, (Flag.UNIT_CONVERTED,))
        return None
    if {unit, wanted} == {"ratio", "百分点"}:
        return Measured(value * 100 if wanted == "百分点" else value / 100, (Flag.UNIT_DIFFERS,))
    if _same_family(unit, wanted):
        return Measured(value, (Flag.UNIT_DIFFERS,))
    return None


def _same_family(unit: str, wanted: str) -> bool:
    if "个" in (unit, wanted) and _COUNTS.issuperset({unit, wanted}):
        return True
    return any(unit in family and wanted in family for family in _FAMILIES)


def ratio_readings(value: Fraction, target: Fraction, *, per_mille: bool = False) -> tuple[Measured, ...]:
    """What a number without a unit can mean where a ratio is wanted: "98.6" is a percentage, "0.986" a fraction.

    One reading where only one is sensible; several (the likeliest first) where more are, and the caller compares them.
    ``per_mille``: the target is printed in ‰.
    """
    parts = Measured(value / (1000 if per_mille else 100), (Flag.PERCENT_ASSUMED,))
    fraction = Measured(value)
    if value == 0:
        return (fraction,)
    if value > 2 or (per_mille and value > 1):
        return (parts,)
    if target >= Fraction(1, 2):
        return (fraction,)
    return (parts, fraction)
