"""What the indicator's name (三级指标) says about its value: operator, unit, rate.

Two ways are read: a template that the form prints in the name, 成活率(≥**%), 保障退休职工人数(人); and the name's own
last word where it is one of counting, 人数 or 率. The cell's own words always come first.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jixiao.rules.targets.quantities import rate_of, unit_of
from jixiao.rules.targets.words import EITHER_UNITS, RATIOS, SCALES, SIGNS, UNITS, alternatives
from jixiao.rules.values import Operator, TargetValue

_UNIT_WORD = rf"(?:(?:{alternatives(SCALES)})?(?:{alternatives(UNITS)})|{alternatives(RATIOS)})"
_RATE = r"(?:/|每)(?P<rate>[^()（）]{1,12})"
_TEMPLATE = re.compile(
    rf"[(（]?(?P<op>{alternatives(SIGNS)})[*×xX_ ]{{1,8}}(?P<unit>{_UNIT_WORD})?(?:{_RATE})?[)）]?(?:$|[^\d])"
)
#: The name repeats the value: 满意度≥90%.
_REPEATED = re.compile(rf"[(（]?(?P<op>{alternatives(SIGNS)})[\d.]{{1,12}}(?P<unit>{_UNIT_WORD})(?:{_RATE})?[)）]?$")
_IN_PARENTHESES = re.compile(
    rf"[(（](?:单位[:：])?(?P<op>{alternatives(SIGNS)})?(?P<unit>{_UNIT_WORD})(?:{_RATE})?[)）]$"
)
#: 满意度%
_SIGN_BEHIND = re.compile(r"(?<=[一-鿿])(?P<op>(?!))?(?P<unit>[%‰])(?P<rate>(?!))?$")
_TRAILING_PARENTHESES = re.compile(r"[(（][^()（）]{0,40}[)）]$")
_EACH = re.compile(
    r"每(?P<per>人|户|亩|名|生|村|校|个|位|家|头|件|台|公里|平方米)(?:每(?P<period>年|月|季度|周|天|日|次|学期))?"
    r"(?P<money>(?:平均|补助|补贴|发放|救助|资助|奖励|生活|养护|建设|培训|资金|经费|成本|造价|费用|费|金额|价格|标准)*)$"
)

#: The name's last word is a share. 频率, 效率, 汇率 are not.
_SHARE = re.compile(r"(?:(?<![频效功速汇利费税斜曲分])率|比例|比重|占比|百分比|满意度|知晓度|支持度|认可度)$")
#: Persons and households by the ending of their word: 学生数量, 参合人数, 受益户数.
_PERSONS = re.compile(
    r"(?:人次(?P<visits>数|数量)?|(?:人员?|人口|[学考师新]生|毕业生|教师|医师|职工|员工|农民工|党员|[队会官社学成演运]员|者|居民|村民|农民|渔民"
    r"|儿童|干部|群众|民警|士兵|患者|病人|对象人)(?:总)?数(?:量)?|(?P<households>(?<![用客账])户)(?:总)?数(?:量)?)$"
)
#: 天数, 公里数: measures, which unlike 次数 and 件数 can count only themselves.
_MEASURES = re.compile(r"(?P<unit>天|月|小时|学时|课时|公里|亩|吨|平方米|立方米)数$")
#: A sum of money; 数 and 量 count something else.
_MONEY = re.compile(r"成本|经费|资金|金额|预算|投资|支出|费用|费$|收入|产值|补助|补贴|价|款|额")
_COUNTS = re.compile(r"(?:数|数量|量|面积|人|次|里程|规模|长度|户|率|例|距离|时间|时长)$")
_YEARS = re.compile(r"20[0-4]\d")
_DURATION = re.compile(r"(?:期限|时长|月数|周期|工期|服务期|月份数)$")
_TIME = re.compile(r"时间|年度|年份|日期|时限|期限|周期")
#: What stands earlier in a name says nothing about the unit.
LONGEST = 200
_FULL_DIGITS = 9
_HUNDREDTH = Decimal("0.0001")
_NEAR = Decimal("0.000002")


class NameHint(NamedTuple):
    """What a name states by a template in it."""

    op: Operator | None
    unit: str | None
    power: int
    per: str | None
    period: str | None


def share_named(value: TargetValue, name: str) -> TargetValue:
    """A bare number whose subject is a share: 违规率0, 合格率98."""
    if value.unit is not None or not _SHARE.search(name):
        return value
    return _share(value, name)._replace(unit_from=None)


def complete(values: tuple[TargetValue, ...], name: str, printed: str) -> tuple[TargetValue, ...]:
    """The values with what only the indicator's name says. Compounds with subjects speak for themselves."""
    name = name.strip()[-LONGEST:]
    value = values[0]
    if len(values) != 1 or value.op in ("qualitative", "schedule"):
        return values
    if value.unit == "date":
        return (_months(value, name),)
    hint = _hint(name)
    if value.unit is None and value.implicit_op and _YEARS.fullmatch(printed.strip()) and _TIME.search(name):
        year = printed.strip()
        return (TargetValue("between", None, "date", f"{year}-01", f"{year}-12", unit_from="name"),)
    if value.unit is None:
        value = _with_unit(value, name, hint, printed)
    if hint is not None and hint.op is not None and value.implicit_op:
        value = value._replace(op=hint.op, implicit_op=False, op_from="name")
    if (
        value.per is None
        and value.period is None
        and value.unit is not None
        and (each := _EACH.search(name))
        and (not each["money"] or value.unit == "元")
    ):
        period = each["period"]
        value = value._replace(per=each["per"], period="日" if period == "天" else period)
    return (value,)


def _months(value: TargetValue, name: str) -> TargetValue:
    """12月 under 服务期限 are twelve months, not December."""
    month = value.value if isinstance(value.value, str) else ""
    if value.implicit_op and month.startswith("--") and len(month) == 4 and _DURATION.search(name):
        return TargetValue("=", Decimal(int(month[2:])), "月", implicit_op=True)
    return value


def _hint(name: str) -> NameHint | None:
    templates = list(_TEMPLATE.finditer(name))
    match = (
        templates[-1]
        if templates
        else _IN_PARENTHESES.search(name) or _REPEATED.search(name) or _SIGN_BEHIND.search(name)
    )
    if match is None:
        return None
    known = unit_of(match["unit"]) if match["unit"] else None
    per, period = rate_of(match["rate"]) if match["rate"] else (None, None)
    if known and per and any({known[0], per} <= set(words) for words in EITHER_UNITS):
        return NameHint(None, f"{known[0]}/{per}", 0, None, None)
    op = SIGNS[match["op"]] if match["op"] else None
    return NameHint(op, known[0] if known else None, known[1] if known else 0, per, period)


def _with_unit(value: TargetValue, name: str, hint: NameHint | None, printed: str) -> TargetValue:
    if hint is not None and hint.unit is not None:
        value = _scaled(value, hint.power, hint.unit)._replace(unit_from="name")
        if value.per is None and value.period is None:
            value = value._replace(per=hint.per, period=hint.period)
        return value
    plain = _TRAILING_PARENTHESES.sub("", name)
    scaled = printed.rstrip("。 元左右以内上下").endswith(("万", "亿"))
    if scaled:
        is_money = _MONEY.search(plain) is not None or _COUNTS.search(plain) is None
        return value._replace(unit="元") if is_money else _counted(value, plain)
    if _SHARE.search(plain):
        return _share(value, plain)
    return _counted(value, plain)


def _counted(value: TargetValue, name: str) -> TargetValue:
    if match := _PERSONS.search(name):
        unit = "户" if match["households"] else "人次" if match[0].startswith("人次") else "人"
        return value._replace(unit=unit, unit_from="name")
    if match := _MEASURES.search(name):
        return value._replace(unit=UNITS[match["unit"]], unit_from="name")
    return value


def _share(value: TargetValue, name: str) -> TargetValue:
    """A bare number under a share: a percentage above one, a fraction of one up to it."""
    number = value.value if isinstance(value.value, Decimal) else value.value_max
    if not isinstance(number, Decimal):
        return value
    if not number:
        return value._replace(unit="ratio", unit_from="name")
    if artifact := _float32_artifact(number):
        return value._replace(unit="ratio", note=f"float32_artifact_of_{artifact}%")
    if abs(number) <= 1:
        return value._replace(unit="ratio", note="cell_is_a_fraction")
    if abs(number) <= 5 and name.endswith("度"):
        return value  # a scale of five points, not five percent
    return _scaled(value, -2, "ratio")._replace(unit_from="name")


def _float32_artifact(number: Decimal) -> str | None:
    """0.0900000762939453 → "9": what a spreadsheet made of a percentage in single precision."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or exponent > -_FULL_DIGITS or abs(number) > 1000:
        return None
    rounded = number.quantize(_HUNDREDTH)
    if abs(number - rounded) > _NEAR * max(Decimal(1), abs(rounded)):
        return None
    written = f"{rounded * 100:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _scaled(value: TargetValue, power: int, unit: str) -> TargetValue:
    return value._replace(
        value=_shifted(value.value, power),
        unit=unit,
        value_min=_shifted(value.value_min, power),
        value_max=_shifted(value.value_max, power),
    )


def _shifted(number: Decimal | str | None, power: int) -> Decimal | str | None:
    return Decimal(f"{number:f}E{power}") if power and isinstance(number, Decimal) else number
