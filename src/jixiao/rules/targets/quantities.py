"""A number with its unit, its rate and the words after it: 14万笔, 530元/人·月, 90%以上（不含90%）, 80-100人.

Works on folded text. What stands before the number is read in :mod:`jixiao.rules.targets.leads`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from jixiao.rules.targets.words import (
    AFTER,
    APPROXIMATE_AFTER,
    EITHER_UNITS,
    ORDINALS,
    PERIODS,
    RATIOS,
    SCALES,
    UNITS,
    alternatives,
)
from jixiao.rules.values import Operator

#: Digits beyond this are no target value anybody set.
_DIGITS = r"\d{1,20}(?:\.\d{1,28})?"
_NUMBER = rf"(?:(?<![\d%‰)A-Za-z])-)?{_DIGITS}"
_TO = r"(?:-{1,2}|~|至|到)"

_CJK_UNITS = alternatives(unit for unit in UNITS if not unit[0].isascii())
_LATIN_UNITS = alternatives(unit for unit in UNITS if unit[0].isascii())
UNIT = rf"(?:(?:{_CJK_UNITS})(?![性级])|(?:{_LATIN_UNITS})(?![A-Za-z\d]))"
_RATIO = f"(?:{alternatives(RATIOS)})"
_SCALE = f"(?:{alternatives(SCALES)})"
_STATED_UNIT = rf"(?:{_RATIO}|{UNIT}|{_SCALE}{UNIT}?)"

_LIMIT = rf"(?:{alternatives([*AFTER, *APPROXIMATE_AFTER])})"
_INCLUDING = r"\(?(?:含|包括|包含)(?:本数|本级|当日|当天|[\d.]{1,20}[^()\d]{0,4})?\)?"
_EXCLUDING = r"\(?(?:不含|不包括|不包含)(?:本数|本级|当日|当天|[\d.]{1,20}[^()\d]{0,4})?\)?"
_CLOSE = rf"(?=$|[,;。、()!/·.*~\-]|{_LIMIT}|含|不含)"

#: A unit nobody listed: up to four characters that end the statement (3车皮以上).
_UNLISTED = rf"(?!{_LIMIT}|含|不含)(?P<unlisted>[一-鿿]{{1,4}}?|[A-Za-zμΩ]{{2,6}}){_CLOSE}"
_DENOMINATOR = (
    rf"(?:[人户生亩台][年月天日]|(?:\d{{1,2}}(?:个)?)?(?:{alternatives(PERIODS)}|{UNIT}|[一-鿿]{{1,4}}?{_CLOSE}))"
)
#: 人·月, 人/月, 人.月, 人、月
_AND = r"(?:(?:[/·.每]|\*(?!\d)){1,2}|、(?=[年月天日](?:$|[,;。])))"

#: 10台/套 and 5台(套) are counted by either word; 20套/户 is a rate.
_EITHER = "|".join(rf"(?<=[{words}])(?:/[{words}](?![一-鿿])|\([{words}]\))" for words in EITHER_UNITS)
_QUANTITY = re.compile(
    rf"(?<![\d.第每:：#_])"
    rf"(?:(?P<low>{_NUMBER})(?P<low_unit>{_STATED_UNIT})?{_TO}(?=-?\d))?"
    rf"(?P<number>{_NUMBER})(?![\d:])"
    rf"(?:含(?={UNIT}))?(?P<more>[余多来])?"
    rf"(?:(?P<ratio>{_RATIO})|(?P<unit>{UNIT})|(?P<scale>{_SCALE})(?P<more_scaled>[余多])?(?P<scaled>{UNIT})?|{_UNLISTED})?"
    rf"(?P<either>{_EITHER})?(?:\((?:{_RATIO}|{UNIT})\))?"
    rf"(?P<rate>(?:/|每)每?{_DENOMINATOR}(?:{_AND}{_DENOMINATOR}){{0,2}})?"
    rf"(?P<after>(?:{_EXCLUDING}|{_INCLUDING}|及?{_LIMIT})*)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_LATIN_BEFORE = re.compile(r"[A-Za-z/+]")
_AFTER_WORD = re.compile(rf"{_EXCLUDING}|{_LIMIT}|{_INCLUDING}")
_RATE_SIGN = re.compile(r"[/·.*每、]+|(?<=[人户生亩台])(?=[年月天日](?:$|[/·.*每]))")


class Quantity(NamedTuple):
    """One number as it stands in the folded text, exact and in its canonical unit."""

    begin: int
    end: int
    number: Decimal
    low: Decimal | None
    unit: str | None
    is_scaled_only: bool  # 100万: of what is not said
    is_unlisted: bool  # the unit is none that is known
    per: str | None
    period: str | None
    after: Operator | None
    included: bool | None  # 含 → True, 不含 → False
    approx: bool


def find_quantities(text: str) -> list[Quantity]:
    """Every number that may state something, from left to right; names such as 2号, PM2.5, GB50300 are none."""
    return [
        read
        for match in _QUANTITY.finditer(text)
        if (read := _quantity(match)) is not None and not _is_name(match, read)
    ]


def unit_of(word: str) -> tuple[str | None, int] | None:
    """A unit as printed → canonical unit (None for a scale alone) and power of ten; None when it is no known unit."""
    if word in RATIOS:
        return "ratio", RATIOS[word]
    if word in UNITS:
        return UNITS[word], 0
    for length in (2, 1):
        if word[:length] in SCALES and (len(word) == length or word[length:] in UNITS):
            return UNITS.get(word[length:]), SCALES[word[:length]]
    return None


def rate_of(text: str) -> tuple[str | None, str | None]:
    """``人·月`` → per 人, period 月; ``人/次`` → per 人次."""
    things: list[str] = []
    period: str | None = None
    for part in _RATE_SIGN.split(text):
        if not part:
            continue
        number = part.rstrip("个年月季度周日天小时分钟秒学期旬半星")
        bare = part[len(number) :] if number.isdigit() else part
        if bare in PERIODS and period is None:
            period = f"{number}{bare.lstrip('个')}" if number.isdigit() and number != "1" else PERIODS[bare]
        else:
            things.append(UNITS.get(part, part))
    joined = "".join(things)
    per = joined if joined in UNITS else "·".join(things)
    return per or None, period


def _quantity(match: re.Match[str]) -> Quantity | None:
    ratio, unit, scale, scaled, unlisted = match.group("ratio", "unit", "scale", "scaled", "unlisted")
    if ratio:
        canonical: str | None = "ratio"
        power = RATIOS[ratio]
    else:
        word = unit or scaled or unlisted
        canonical = UNITS.get(word, word) if word else None
        if match["either"] and canonical is not None:
            canonical += match["either"]
        power = SCALES[scale] if scale else 0
    per, period = rate_of(match["rate"]) if match["rate"] else (None, None)
    after, included, approx = _after(match["after"])
    return Quantity(
        match.start(),
        match.end(),
        exact(match["number"], power),
        _low(match, power),
        canonical,
        bool(scale and not scaled),
        bool(unlisted),
        per,
        period,
        after,
        included,
        approx or bool(match["more"] or match["more_scaled"]),
    )


def exact(digits: str, power: int) -> Decimal:
    """The number times a power of ten, without rounding."""
    return Decimal(f"{digits}E{power}") if power else Decimal(digits)


def _low(match: re.Match[str], power: int) -> Decimal | None:
    """The lower end of a range; without a unit of its own it has that of the upper end (2-3万元)."""
    if match["low"] is None:
        return None
    own = unit_of(match["low_unit"]) if match["low_unit"] else None
    return exact(match["low"], power if own is None else own[1])


def _after(words: str) -> tuple[Operator | None, bool | None, bool]:
    operator: Operator | None = None
    included: bool | None = None
    approx = False
    for word in _AFTER_WORD.findall(words):
        bare = word.strip("()")
        if bare.startswith("不"):
            included = False
        elif bare.startswith(("含", "包")):
            included = True
        elif bare in APPROXIMATE_AFTER:
            approx = True
        else:
            operator = AFTER[bare]
    return operator, included, approx


def _is_name(match: re.Match[str], read: Quantity) -> bool:
    """A number inside a name: PM2.5, GB/T19001, 5A级, 2号."""
    text, begin, end = match.string, match.start(), match.end("number")
    before = text[begin - 1] if begin else ""
    after = text[end] if end < len(text) else ""
    if _LATIN_BEFORE.match(before) and (read.unit is None or read.is_unlisted or read.unit.isascii()):
        return True
    if read.unit == "年" and _YEAR.fullmatch(match["number"]) and read.low is None:
        return True
    if text.startswith("年一遇", end) or text.startswith("年1遇", end):
        return True  # a flood of twenty years
    if after in ORDINALS and after and not match["unit"]:
        return True
    return read.unit is None and not match["scale"] and after.isascii() and after.isalnum()
