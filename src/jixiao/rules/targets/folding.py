"""One plain notation for all printed ones: width, signs, spaces, numerals, rewordings.

The grammar reads only what leaves here. A rewriting says the same in other words; it is tried only where its trigger
stands, and is linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from jixiao.rules.targets.counting import count
from jixiao.rules.targets.numerals import NUMERAL, fraction_of
from jixiao.rules.targets.words import AFTER, APPROXIMATE_AFTER, DIRECTIONS, RATIOS, SCALES, UNITS, alternatives

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
_ODD_SIGN = re.compile(f"[{re.escape(''.join(_PLAIN_SIGNS.values()))}]")

#: A sign of money before a number that names no unit: ￥155,000.00, ¥12万.
_MONEY_SIGN = re.compile(r"[￥¥]\s*(\d[\d,]*(?:\.\d+)?[万亿]?)(?!\d|[万亿元])")
_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+)(?![\d,])")
_DIGIT_GROUPS = re.compile(r"(?<![\d.])(\d{1,3}(?:[  ]\d{3})+)(?!\d)")
#: 1 2 0: a copy that put a space after every character.
_SPACED_DIGITS = re.compile(r"(?<![\d.])\d(?: \d){2,}(?![\d.])")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)\s+(?=\d)")
_SPACE = re.compile(r"\s+")
#: Only texts with one of these can need the reading of numerals.
_NUMERALS_POSSIBLE = re.compile(f"[{NUMERAL}半翻]")


def _without_commas(match: re.Match[str]) -> str:
    return match[1].replace(",", "")


def _around(match: re.Match[str]) -> str:
    """20±2 → 18~22."""
    if match[1].count(".") > 1 or match[3].count(".") > 1:
        return match[0]
    centre, distance = Decimal(match[1].rstrip(".")), Decimal(match[3].rstrip("."))
    return f"{centre - distance:f}~{centre + distance:f}"


def _fraction(match: re.Match[str]) -> str:
    share = fraction_of(match[1], match[2])
    return match[0] if share is None else f"{share.scaleb(2):f}%"


def _per_hundred_thousand(match: re.Match[str]) -> str:
    """16/10万 is a share as 16‰ is."""
    return match[0] if match[1].count(".") > 1 else f"{Decimal(match[1].rstrip('.')).scaleb(-3):f}%"


def _enclosed(match: re.Match[str]) -> str:
    """90%≤合格率≤95% → 合格率90%~95%; a letter between, 90%≤X≤95%, names nothing."""
    return f"{'' if match[2].isascii() else match[2]}{match[1]}~"


_END = rf"(?=$|[,;。、()~]|{alternatives([*AFTER, *APPROXIMATE_AFTER])})"
_THINGS = "个名人位所处支套辆座家间台件次场"
_Rewriting = tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]]

#: Trigger, what is looked for, what stands for it.
_REWRITINGS: tuple[_Rewriting, ...] = (
    # 1. 培训 2) 演练: numbers of a list
    (".", re.compile(r"(?:(?<=^)|(?<=[;,。]))\(?\d{1,2}\.(?!\d)(?=[^\d%])"), ""),
    ("、", re.compile(r"(?:(?<=^)|(?<=[;,。]))\d{1,2}、(?=[^\d%])"), ""),
    (")", re.compile(r"(?:(?<=^)|(?<=[;,。]))\(?\d{1,2}\)(?=[^\d%])"), ""),
    # 由80%提高到95%: where it starts from is no target
    ("由", re.compile(rf"由[^,;。]{{0,14}}?\d[^,;。]{{0,8}}?(?=(?:{alternatives(DIRECTIONS)})(?:到|至))"), ""),
    ("从", re.compile(rf"从[^,;。]{{0,14}}?\d[^,;。]{{0,8}}?(?=(?:{alternatives(DIRECTIONS)})(?:到|至))"), ""),
    # 》 is what the > key types in Chinese; a title has both marks
    ("》", re.compile(r"^([^《]{0,40})》(?=[=\d])"), r"\1>"),
    ("《", re.compile(r"《(?=[=\d])(?!.*》)"), "<"),
    # 提高2个点
    ("个点", re.compile(rf"((?:{alternatives(DIRECTIONS)})[^\d,;。]{{0,4}}\d[\d.]{{0,8}})个点"), r"\1个百分点"),
    # 8万人(次)
    ("人(次)", re.compile(r"(?<=[\d百千万亿])人\(次\)"), "人次"),
    # 500+人
    ("+", re.compile(r"(?<=[\d万亿])\+(?=[一-鿿]|$)"), "余"),
    # 5(8)mg/L: the second holds for other water
    ("(", re.compile(r"(?<=\d)\([\d.]{1,8}\)(?=[A-Za-zμ毫微])"), ""),
    # 上下半年各1次
    ("上下半年", re.compile("上下半年各?"), "每半年"),
    # 500人·次, 22年12月底
    ("人·次", re.compile("人·次"), "人次"),
    ("年", re.compile(r"(?<![\d.])([1-4]\d)年(?=(?:1[0-2]|0?[1-9])月)"), r"20\1年"),
    # 120(人), 15.5(万元): the unit in parentheses
    (
        ")",
        re.compile(rf"(?<=\d)\(((?:{alternatives(SCALES)})?(?:{alternatives(UNITS)})|{alternatives(RATIOS)})\)"),
        r"\1",
    ),
    # 80%(含)-90%: where a range begins is in it
    ("(含)", re.compile(r"\(含\)(?=[-~至到]\d)"), ""),
    # 90(含)以上, 不少于(含)10次
    ("(含)", re.compile(r"\(含\)"), "含"),
    ("含", re.compile(r"(?<=[于过])含(?=\d)"), ""),
    # 85%(及以上)
    ("以上)", re.compile(r"\(([及或]?以上)\)"), r"\1"),
    # [90%,100%], 90%≤合格率≤95%, 介于90%和95%之间
    ("]", re.compile(r"[\[(](-?[\d.]{1,20}%?)[,~](-?[\d.]{1,20}%?)\]"), r"\1~\2"),
    (")", re.compile(r"[\[(](-?[\d.]{1,20}%?)[,~](-?[\d.]{1,20}%?)\)"), r"\1~\2"),
    ("≤", re.compile(r"(-?[\d.]{1,20}%?)(?:≤|<)([^\d<>=≤≥≦≧]{1,20})(?:≤|<)(?=-?\d)"), _enclosed),
    ("<", re.compile(r"(-?[\d.]{1,20}%?)<=?([^\d<>=≤≥≦≧]{1,20})<=?(?=-?\d)"), _enclosed),
    ("之间", re.compile(r"(\d[%‰]?)(?:和|与|及)(?=\d)(.{0,12}?)之间"), r"\1~\2"),
    # 第一、二季度
    ("季度", re.compile(r"第?([一二三四1-4])(?:季度)?[、,和及\-~至到]第?([一二三四1-4])季度"), r"第\1季度至第\2季度"),
    # 20±2℃, ±5%
    ("±", re.compile(r"(\d[\d.]{0,9})([^\d±,;]{0,3})±(\d[\d.]{0,9})(?=\2)"), _around),
    ("±", re.compile(r"±(\d[\d.]{0,20}(?:%|‰)?)"), r"-\1~\1"),
    ("+", re.compile(r"\+/?-(\d[\d.]{0,20}(?:%|‰)?)"), r"-\1~\1"),
    # 16/10万, 1/3
    ("/10万", re.compile(r"(\d[\d.]{0,9})/10万(?!元)"), _per_hundred_thousand),
    ("/", re.compile(rf"(?<![\d/.\-])(\d{{1,3}})/(\d{{1,3}})(?![\d/.年月\-]){_END}"), _fraction),
    # 一村一个 is one in each village; 1人1档 counts nothing
    ("一", re.compile(rf"(?:(?<=^)|(?<=[,;、]))一([一-鿿]{{1,2}})一([{_THINGS}])(?=$|[,;、])"), r"每\g<1>1\2"),
    ("1", re.compile(rf"(?:(?<=^)|(?<=[,;、]))1([一-鿿]{{1,2}})1([{_THINGS}])(?=$|[,;、])"), r"每\g<1>1\2"),
    ("1", re.compile(r"(?:(?<=^)|(?<=[,;、]))1([一-鿿])1([一-鿿])(?=$|[,;、])"), r"一\1一\2"),
)
#: The last character of each trigger, one of which a text must have; 1 alone is too frequent to say anything.
_REWORDING_POSSIBLE = re.compile(
    r"[.、)由从含\]≤<间度±+/一《》]|个点|[·(]次|下半年|[\d]\([\d.]+\)[A-Za-zμ毫微]|年\d|1[一-鿿]{1,2}1"
)


def fold(text: str) -> str:
    """The text in the notation of the grammar; never longer than a few times the text, never an error."""
    if "," in text:
        text = _THOUSANDS.sub(_without_commas, text)
    if "￥" in text or "¥" in text:
        text = _MONEY_SIGN.sub(r"\1元", text)
    if _ODD_SIGN.search(text):
        text = text.translate(_SIGNS)
    if not unicodedata.is_normalized("NFKC", text):
        text = unicodedata.normalize("NFKC", text)
    if _SPACE.search(text):
        text = _SPACED_DIGITS.sub(lambda match: match[0].replace(" ", ""), text)
        text = _DIGIT_GROUPS.sub(lambda match: _SPACE.sub("", match[1]), text)
        text = _SPACE.sub("", _BETWEEN_DIGITS.sub(";", text))
    text = text.strip(";")
    if _REWORDING_POSSIBLE.search(text):
        for trigger, pattern, plain in _REWRITINGS:
            if trigger in text:
                text = pattern.sub(plain, text)
    return count(text) if _NUMERALS_POSSIBLE.search(text) else text
