"""Chinese numerals that count something, as digits: 每周五天 → 每周5天, 百分之九十 → 90%, 半小时 → 0.5小时.

Numerals inside words stay: 统一, 一户一策, 三公经费, 第一时间, 数十次.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from jixiao.rules.targets.numerals import NUMERAL, digits_of, fraction_of
from jixiao.rules.targets.words import AFTER, APPROXIMATE_AFTER, APPROXIMATE_BEFORE, BEFORE, UNITS, alternatives

_CN = f"[{NUMERAL}]{{1,12}}(?:点[{NUMERAL}]{{1,6}})?"
_CN_LONG = f"[{NUMERAL}万亿]{{1,20}}(?:点[{NUMERAL}]{{1,6}})?"
_END = rf"(?=$|[,;。、:()/~\-每*]|{alternatives([*AFTER, *APPROXIMATE_AFTER, '含', '不含'])})"
_UNIT = f"(?:{alternatives(UNITS)})"
_TIMES = f"(?=(?:{alternatives(BEFORE)})?(?:[{NUMERAL}]{{1,4}}|\\d{{1,4}})(?:次|场|期|回|批|轮))"
_OPENERS = ("完成", "开展", "举办", "组织", "召开", "每年", "每月", "全年")
_COUNTING = alternatives([*BEFORE, *APPROXIMATE_BEFORE, *_OPENERS])


def _percent(match: re.Match[str]) -> str:
    sign = {"百": "%", "千": "‰", "万": "‱"}[match[1]]
    read = match[2] if match[2][0].isdigit() else digits_of(match[2])
    return match[0] if read is None else read + sign


def _share(match: re.Match[str]) -> str:
    below, above = digits_of(match[1]), digits_of(match[2])
    share = None if below is None or above is None else fraction_of(above, below)
    return match[0] if share is None else f"{share.scaleb(2):f}%"


def _tenths(match: re.Match[str]) -> str:
    read = match[1] if match[1][0].isascii() else digits_of(match[1])
    if read is None:
        return match[0]
    more = "5" if match[2] == "半" else digits_of(match[2] or "零") or "0"
    return f"{Decimal(read) * 10 + Decimal(more):f}%"


def _digits(match: re.Match[str]) -> str:
    return digits_of(match[1]) or match[0]


def _counted(match: re.Match[str]) -> str:
    """A numeral before a unit counts when a lead stands before it or the statement ends with the unit."""
    if match["lead"] is None and match["end"] is None:
        return match[0]
    number, scale = match["number"], ""
    while number and number[-1] in "万亿":
        number, scale = number[:-1], number[-1] + scale
    read = digits_of(number)
    return match[0] if read is None else f"{match['lead'] or ''}{read}{scale}"


_Reading = tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]]

#: Trigger, what is looked for, what stands for it.
_READINGS: tuple[_Reading, ...] = (
    ("百分百", re.compile("百分百"), "100%"),
    ("分之", re.compile(rf"([百千万])分之({_CN}|\d+(?:\.\d+)?)"), _percent),
    ("分之", re.compile(rf"({_CN})分之({_CN})"), _share),
    ("成", re.compile(rf"({_CN}|\d(?:\.\d)?)成([{NUMERAL}半])?{_END}"), _tenths),
    # 上百人
    ("上", re.compile(r"(?<![一-鿿])上(?=[百千万][^分])"), "约"),
    # 一半, 过半, 翻一番, 半年, 半小时
    ("半", re.compile(rf"(?:一半|半数){_END}"), "50%"),
    ("半", re.compile(r"(?:过|超)半(?:数)?$"), ">50%"),
    ("翻", re.compile(r"翻(?:一|1)?番"), "增长100%"),
    ("半年", re.compile(r"(?<![每/·*.上下个])半年"), "6个月"),
    ("半", re.compile(rf"(?<![每/·*.上下{NUMERAL}\d])半(?={_UNIT}{_END})"), "0.5"),
    # 一年四次, 两年一次, 每三个月
    ("", re.compile(rf"(?<![{NUMERAL}\d第])[一1](年|个?月|周|天|日|季度?){_TIMES}"), r"每\1"),
    (
        "",
        re.compile(rf"(?<![{NUMERAL}\d第每])([两二三四五六七八九])(?=(?:年|个月|周|天)[一1](?:次|场|期|回|批|轮))"),
        r"每\1",
    ),
    ("每", re.compile(rf"(?<=每)([{NUMERAL}]{{1,3}})(?=年|个?月|周|天|日|季度|小时)"), _digits),
    # 一至两次
    (
        "",
        re.compile(rf"(?<![{NUMERAL}第\d])([{NUMERAL}])(?=[至到\-~][{NUMERAL}](?:{alternatives(UNITS)}))"),
        _digits,
    ),
    # 二〇二〇年十二月三十一日
    ("年", re.compile(r"([一二]{1,2}[〇零一二三四五六七八九]{2,3})(?=年)"), _digits),
    ("月", re.compile(rf"([{NUMERAL}]{{1,3}})(?=月(?:底|末|份|初|中旬|上旬|下旬|前|之前|[{NUMERAL}\d]))"), _digits),
    ("月", re.compile(rf"(?<=月)([{NUMERAL}]{{1,3}})(?=[日号])"), _digits),
    # 安全事故为零
    ("零", re.compile(r"(?<=[为是])零$"), "0"),
)
_COUNT = re.compile(
    rf"(?P<lead>{_COUNTING})?(?<![第统同唯之数好/{NUMERAL}])(?P<number>{_CN_LONG})(?={_UNIT}(?P<end>{_END})?)"
)
_WHOLE = re.compile(rf"(?P<lead>{alternatives(BEFORE)})?(?P<number>{_CN})")


def count(text: str) -> str:
    """The text with digits for the numerals that count."""
    for trigger, pattern, plain in _READINGS:
        if trigger in text:
            text = pattern.sub(plain, text)
    whole = _WHOLE.fullmatch(text)
    if whole and (read := digits_of(whole["number"])) is not None:
        return (whole["lead"] or "") + read
    return _COUNT.sub(_counted, text)
