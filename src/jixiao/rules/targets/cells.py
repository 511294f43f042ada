"""Operator, number and unit in columns of their own (指标性质 ≥ | 指标值 98 | 度量单位 %), joined into one notation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from jixiao.rules.targets.dates import find_dates
from jixiao.rules.targets.folding import fold
from jixiao.rules.targets.numerals import NUMERAL
from jixiao.rules.targets.quantities import unit_of
from jixiao.rules.targets.words import BEFORE, alternatives

#: 指标性质 and 指标方向 where they are words; they say how to read, not what.
NATURES = frozenset(
    (
        "正向",
        "反向",
        "正向指标",
        "反向指标",
        "逆向",
        "逆向指标",
        "负向",
        "定量",
        "定性",
        "定量指标",
        "定性指标",
        "适度",
        "文字描述",
        "定性描述",
        "文字",
        "其他",
        "其它",
        "是否",
    )
)
_QUALITATIVE = frozenset(("定性", "定性指标"))
_OPERATOR = re.compile(alternatives(BEFORE))
_NUMBER = re.compile(r"-?[\d.,]+")
#: 百分比 printed after the sign it names, 单位: before the unit.
_GLOSS = re.compile(r"\((?:百分比|百分数|千分比|[%‰])\)$|^单位:")
#: Numerals: words that may state a number keep the operator (= | 一年).
_STATES = re.compile(f"[{NUMERAL}半]")
_ENDING = re.compile(r"[\d.]([^\d.]{1,8})$")
_PERCENT = frozenset(("百分之", "百分率", "百分数"))
_BLANK = frozenset(("", "-", "--", "/", "无", "—"))


class Joined(NamedTuple):
    """The cells as one text, and what was odd about them."""

    text: str
    note: str | None
    #: A number with a unit column of its own is a quantity, never a date: 12 | 月.
    number: str | None
    unit: str | None


def join(cells: Sequence[str]) -> Joined:
    """One text out of the cells of one row, in the order of the grammar whatever the order of the columns."""
    plain = [cell.strip() for cell in cells]
    operator = ""
    values: list[str] = []
    for cell in plain:
        folded = fold(cell)
        if folded in NATURES or (cell in _BLANK and (not cell or values or operator)):
            continue
        if not operator and _OPERATOR.fullmatch(folded):
            operator = cell
        else:
            values.append(cell)
    if len(values) > 1:
        return _with_unit(operator, values)
    if not values or unit_of(fold(values[0])) is not None:
        return Joined("", None, None, None)
    if any(character.isdigit() for character in fold(values[0])):
        return Joined(operator + values[0], None, None, None)
    return Joined(_worded(operator, values[0]), None, None, None)


def _worded(operator: str, words: str) -> str:
    """= in the column before words (= | 优) says nothing that the words do not; ≥ before 良好 does."""
    return words if BEFORE.get(fold(operator)) == "=" and not _STATES.search(words) else operator + words


def _with_unit(operator: str, values: list[str]) -> Joined:
    """The last cell is the unit when it is one; a value that states a unit itself keeps it."""
    value, unit = "".join(values[:-1]), _GLOSS.sub("", fold(values[-1]))
    unit = "%" if unit in _PERCENT else unit
    folded = fold(value)
    if _NUMBER.fullmatch(folded):
        return Joined(f"{operator}{value}{unit}", None, folded, unit)
    if not any(character.isdigit() for character in folded):
        return Joined(_worded(operator, value), None, None, None)
    if find_dates(folded):
        return Joined(operator + value, None, None, None)
    own = _own_unit(folded)
    if own is None or own[0] is None:
        return Joined(f"{operator}{value}{unit}", None, None, None)
    note = None if own == unit_of(unit) else f"unit_column_says_{unit}_but_cell_has_own_unit"
    return Joined(operator + value, note, None, None)


def _own_unit(folded: str) -> tuple[str | None, int] | None:
    """The unit that ends the cell, or its beginning (90分以上)."""
    match = _ENDING.search(folded)
    if match is None:
        return None
    for length in range(len(match[1]), 0, -1):
        if (known := unit_of(match[1][:length])) is not None:
            return known
    return None
