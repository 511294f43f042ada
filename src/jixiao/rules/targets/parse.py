"""Reading a target value. Two ways to the same result: most targets are one sign, one number, one unit and are read
in one step; everything else goes through the whole grammar."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from jixiao.rules.targets.cells import Joined, join
from jixiao.rules.targets.folding import fold
from jixiao.rules.targets.names import complete
from jixiao.rules.targets.numerals import NUMERAL
from jixiao.rules.targets.statements import read_statements
from jixiao.rules.targets.words import BEFORE, CALENDAR_UNITS, RATIOS, SCALES, SIGNS, UNITS, YIELDING, alternatives
from jixiao.rules.values import Operator, ParsedTarget, TargetValue

#: A longer text is an essay, not a target value; it is kept as words.
LONGEST: Final = 1000

_SIMPLE = re.compile(
    rf"(?P<op>{alternatives(BEFORE)})?(?P<number>[0-9]{{1,15}}(?:\.[0-9]{{1,15}})?)"
    r"(?P<unit>[^\d\s.。,，、;；:()（）/*-]{0,7})"
)
#: Unit as printed → canonical unit and power of ten, with every scale in front (万元, 亿立方米).
_SIMPLE_UNITS: dict[str, tuple[str | None, str]] = {
    **{word: ("ratio", f"E{power}") for word, power in RATIOS.items()},
    "％": ("ratio", "E-2"),
    **{word: (unit, "") for word, unit in UNITS.items()},
    **{
        scale + word: (unit, f"E{power}")
        for scale, power in SCALES.items()
        for word, unit in UNITS.items()
        if scale + word not in UNITS
    },
}
_SIMPLE_UNITS = {word: read for word, read in _SIMPLE_UNITS.items() if word not in CALENDAR_UNITS}
_SIGN_IN_NAME = re.compile(f"[{''.join(sign for sign in SIGNS if len(sign) == 1)}]")
#: Words after the number that are read in the same step.
_LIMITS: dict[str, Operator] = {"以上": ">=", "以内": "<="}
#: Characters that may belong to a number, a date, a comparison or a grade.
_TELLING = f"{NUMERAL}半成翻年月日周天季每按零上同比较于全均优良"


def _ideographs_without(characters: str) -> str:
    """The Chinese characters except these, as the inside of a character class."""
    ranges, first = [], ord("一")
    for place in sorted({ord(character) for character in characters if "一" <= character <= "鿿"}):
        ranges.append(f"{chr(first)}-{chr(place - 1)}" if first < place else "")
        first = place + 1
    return "".join(ranges) + f"{chr(first)}-鿿"


#: Words in which nothing can be counted, dated, compared or graded: most targets that are words are such.
_ONLY_WORDS = re.compile(rf"[{_ideographs_without(_TELLING)}，。、；：“”！]+")


def parse_target(text: str, *, name: str | None = None, cells: Sequence[str] | None = None) -> ParsedTarget:
    """What a target value (指标目标值) states.

    ``name`` is the indicator's name (三级指标): it may hold the operator or the unit. ``cells`` are the operator,
    number and unit in printed order where they stand in columns of their own. Never raises; what nobody could measure
    comes back as ``qualitative`` with its words.
    """
    if cells is not None and len(cells) > 1:
        return ParsedTarget(text, _from_cells(text, cells, name))
    return ParsedTarget(text, _from_text(text, name))


def _from_text(text: str, name: str | None) -> tuple[TargetValue, ...]:
    simple = _SIMPLE.fullmatch(text)
    if simple is not None:
        sign, number, unit = simple.groups()
        limit = _LIMITS.get(unit[-2:])
        known = _SIMPLE_UNITS.get(unit if limit is None else unit[:-2])
        if known is not None:
            value = _simple(sign, number, known, limit)
            if name and ("每" in name or (value.implicit_op and _SIGN_IN_NAME.search(name))):
                return complete((value,), name, text)
            return (value,)
    elif _ONLY_WORDS.fullmatch(text):
        return (TargetValue("qualitative", text=text.strip()),)
    if len(text) > LONGEST:
        return (TargetValue("qualitative", text=text.strip()),)
    values = tuple(read_statements(fold(text), text))
    return complete(values, name, text) if name else values


def _simple(sign: str | None, number: str, known: tuple[str | None, str], limit: Operator | None) -> TargetValue:
    unit, power = known
    if limit is not None and (sign is None or sign in YIELDING):
        return TargetValue(limit, Decimal(number + power), unit)
    op: Operator = "=" if sign is None else BEFORE[sign]
    return TargetValue(op, Decimal(number + power), unit, None, None, sign is None)


def _from_cells(text: str, cells: Sequence[str], name: str | None) -> tuple[TargetValue, ...]:
    joined = join(cells)
    if not joined.text:
        return _from_text(text, name)
    values = _from_text(joined.text, name)
    if joined.number is not None and joined.unit in CALENDAR_UNITS:
        values = _calendar_quantity(joined, values)
    if joined.note is not None:
        values = (values[0]._replace(note=joined.note), *values[1:])
    return values


def _calendar_quantity(joined: Joined, values: tuple[TargetValue, ...]) -> tuple[TargetValue, ...]:
    """12 in one column and 月 in the next are twelve months; 2023 and 年 are the year."""
    value, number = values[0], joined.number or ""
    if value.unit != "date" or (joined.unit == "年" and len(number) == 4):
        return values
    op: Operator = value.op if value.op in ("<=", "<") and not value.implicit_op else "="
    return (TargetValue(op, Decimal(number), joined.unit, implicit_op=value.implicit_op),)
