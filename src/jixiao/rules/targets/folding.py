"""One plain notation for all printed ones: width, signs, spaces, numerals, rewordings.

The grammar reads only what leaves here. Each rewriting says the same in other words and is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from jixiao.rules.targets.numerals import NUMERAL, digits_of, fraction_of
from jixiao.rules.targets.words import (
    AFTER,
    APPROXIMATE_AFTER,
    APPROXIMATE_BEFORE,
    BEFORE,
    DIRECTIONS,
    UNITS,
    alternatives,
)

#: Signs that NFKC leaves alone, or changes into something else than is meant.
_PLAIN_SIGNS = {
    "*": "×✕✖＊∗﹡",
    "·": "⋅•・‧",
    ".": "．",
    "-": "—–―‒−‐─－﹣",
    "~": "～〜∼",
    ":": "∶︰",
    ";": "；" + "".join(chr(0x2460 + index) for index in range(20)),  # ① begins a statement
    "[": "【",
    "]": "】",
    "(": "〔",
    ")": "〕",
    "%": "％﹪",
    "": "￥¥★☆●■◆▲\u200b\ufeff\xad",
}
_SIGNS = str.maketrans({sign: plain for plain, signs in _PLAIN_SIGNS.items() for sign in signs})

_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?![\d,])")
_DIGIT_GROUPS = re.compile(r"(?<![\d.])(\d{1,3}(?:[  ]\d{3})+)(?!\d)")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_SPACE = re.compile(r"\s+")
_LIST_NUMBER = re.compile(r"(?:(?<=^)|(?<=[;,。]))\(?\d{1,2}(?:[.、](?!\d)|\))(?=[^\d%])")

_CN = f"[{NUMERAL}]{{1,12}}(?:点[{NUMERAL}]{{1,6}})?"
_CN_LONG = f"[{NUMERAL}万亿]{{1,20}}(?:点[{NUMERAL}]{{1,6}})?"
_END = rf"(?=$|[,;。、:()/~\-每*]|{alternatives([*AFTER, *APPROXIMATE_AFTER, '含', '不含'])})"
_UNIT = f"(?:{alternatives(UNITS)})"

#: Only texts with one of these can need the rewording of numerals.
_NUMERALS_POSSIBLE = re.compile(f"[{NUMERAL}半成翻]")

_PARTS_OF_HUNDRED = re.compile(rf"([百千万])分之({_CN}|\d+(?:\.\d+)?)")
_PARTS = re.compile(rf"({_CN})分之({_CN})")
_TENTHS = re.compile(rf"({_CN}|\d(?:\.\d)?)成{_END}")
_HALF = re.compile(rf"(?:一半|半数){_END}")
_OVER_HALF = re.compile(r"(?:过|超)半(?:数)?$")
_HALF_YEAR = re.compile(r"(?<![每/·*.上下个])半年")
_HALF_UNIT = re.compile(rf"(?<![每/·*.上下{NUMERAL}\d])半(?={_UNIT}{_END})")
_ONCE_A_PERIOD = re.compile(
    rf"(?<![{NUMERAL}\d第])[一1](年|个?月|周|天|日|季度?)(?=(?:[{NUMERAL}]{{1,4}}|\d{{1,4}})(?:次|场|期|回|批|轮))"
)
_MONTH = re.compile(rf"([{NUMERAL}]{{1,3}})(?=月(?:底|末|份|初|中旬|上旬|下旬|前|之前|[{NUMERAL}\d]))")
_DAY = re.compile(rf"(?<=月)([{NUMERAL}]{{1,3}})(?=[日号])")
_YEAR = re.compile(r"([一二]{1,2}[〇零一二三四五六七八九]{2,3})(?=年)")
_OPENERS = ("完成", "开展", "举办", "组织", "召开", "每年", "每月", "全年")
_COUNTING = alternatives([*BEFORE, *APPROXIMATE_BEFORE, *_OPENERS])
_COUNT = re.compile(
    rf"(?P<lead>{_COUNTING})?(?<![第统同唯之{NUMERAL}])(?P<number>{_CN_LONG})(?={_UNIT}(?P<end>{_END})?)"
)
_BARE_COUNT = re.compile(rf"(?P<lead>{alternatives(BEFORE)})?(?P<number>{_CN})")
_HUNDREDS = re.compile(r"(?<![一-鿿])上(?=[百千万][^分])")
_DOUBLED = re.compile(r"翻(一|1)?番")

_INTERVAL = re.compile(r"[\[(](-?[\d.]{1,20}%?)[,~](-?[\d.]{1,20}%?)[\])]")
_CHAIN = re.compile(r"(-?[\d.]{1,20}%?)(?:≤|<|<=|≦)([^\d<>=≤≥≦≧]{1,20})(?:≤|<|<=|≦)(?=-?\d)")
_PLUS_MINUS = re.compile(r"(?:±|\+/?-)(\d[\d.]{0,20}(?:%|‰)?)")
_AROUND = re.compile(r"(\d[\d.]{0,9})([^\d±,;]{0,3})±(\d[\d.]{0,9})(?=\2)")
_QUARTERS = re.compile(r"第?([一二三四1-4])(?:季度)?[、,和及\-~至到]第?([一二三四1-4])季度")
_IN_BETWEEN = re.compile(r"(\d[%‰]?)(?:和|与|及)(?=\d)(.{0,12}?)之间")
#: 由80%提高到95%: where it starts from is no target.
_FROM_TO = re.compile(rf"(?:由|从)[^,;。]{{0,14}}?\d[^,;。]{{0,8}}?(?=(?:{alternatives(DIRECTIONS)})(?:到|至))")
#: 不少于(含)10次: what 不少于 says already.
_INCLUDED_FIRST = re.compile(r"(?<=[于过])含(?=\d)")
_FRACTION = re.compile(rf"(?<![\d/.\-])(\d{{1,3}})/(\d{{1,3}})(?![\d/.年月\-]){_END}")


def fold(text: str) -> str:
    """The text in the notation of the grammar; never longer than a few times the text, never an error."""
    text = _THOUSANDS.sub(lambda match: match[1].replace(",", ""), text)
    text = _DIGIT_GROUPS.sub(lambda match: _SPACE.sub("", match[1]), text)
    text = text.translate(_SIGNS)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    text = _SPACE.sub("", _BETWEEN_DIGITS.sub(";", text)).strip(";")
    if _NUMERALS_POSSIBLE.search(text):
        text = _numerals(text)
    return _reworded(text)


def _numerals(text: str) -> str:
    """Chinese numerals that count something, as digits; those inside words (统一, 一户一策, 三公) stay."""
    text = _PARTS_OF_HUNDRED.sub(_percent, text.replace("百分百", "100%"))
    text = _PARTS.sub(_share, text)
    text = _TENTHS.sub(_tenths, text)
    text = _HUNDREDS.sub("约", text)
    text = _OVER_HALF.sub(">50%", _HALF.sub("50%", text))
    text = _DOUBLED.sub("增长100%", text)
    text = _HALF_UNIT.sub("0.5", _HALF_YEAR.sub("6个月", text))
    text = _ONCE_A_PERIOD.sub(r"每\1", text)
    text = _DAY.sub(_as_digits, _MONTH.sub(_as_digits, _YEAR.sub(_as_digits, text)))
    whole = _BARE_COUNT.fullmatch(text)
    if whole and (read := digits_of(whole["number"])) is not None:
        return (whole["lead"] or "") + read
    return _COUNT.sub(_counted, text)


def _reworded(text: str) -> str:
    """Intervals and fractions in other notations."""
    text = _LIST_NUMBER.sub("", text)
    text = _FROM_TO.sub("", text)
    text = text.replace("(含)", "含") if "(含)" in text else text
    text = _INCLUDED_FIRST.sub("", text)
    text = _INTERVAL.sub(r"\1~\2", text)
    text = _CHAIN.sub(r"\2\1~", text)
    text = _IN_BETWEEN.sub(r"\1~\2", text)
    if "季度" in text:
        text = _QUARTERS.sub(r"第\1季度至第\2季度", text)
    if "±" in text:
        text = _AROUND.sub(_around, text)
    if "±" in text or "+" in text:
        text = _PLUS_MINUS.sub(r"-\1~\1", text)
    if "/" in text:
        text = _FRACTION.sub(_fraction, text)
    return text


def _around(match: re.Match[str]) -> str:
    """20±2 → 18~22."""
    if match[1].count(".") > 1 or match[3].count(".") > 1:
        return match[0]
    centre, distance = Decimal(match[1].rstrip(".")), Decimal(match[3].rstrip("."))
    return f"{centre - distance}~{centre + distance}"


def _percent(match: re.Match[str]) -> str:
    sign = {"百": "%", "千": "‰", "万": "‱"}[match[1]]
    read = match[2] if match[2][0].isdigit() else digits_of(match[2])
    return match[0] if read is None else read + sign


def _share(match: re.Match[str]) -> str:
    below, above = digits_of(match[1]), digits_of(match[2])
    return match[0] if below is None or above is None else _written_share(above, below, match[0])


def _fraction(match: re.Match[str]) -> str:
    return _written_share(match[1], match[2], match[0])


def _written_share(above: str, below: str, printed: str) -> str:
    share = fraction_of(above, below)
    return printed if share is None else f"{share.scaleb(2):f}%"


def _tenths(match: re.Match[str]) -> str:
    read = match[1] if match[1][0].isascii() else digits_of(match[1])
    return match[0] if read is None else f"{Decimal(read) * 10:f}%"


def _as_digits(match: re.Match[str]) -> str:
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
