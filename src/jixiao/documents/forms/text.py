"""Printed text as labels and as numbers: folding, brackets, letter-spaced words, money, ratios."""

from __future__ import annotations

import itertools
import re
import unicodedata
from decimal import Decimal, InvalidOperation

_SPACE = re.compile(r"\s+")
_LEADING = re.compile(r"(?:[*★☆●▲※]+|[一二三四五六七八九十]+、|\d{1,2}[.、](?!\d)|\([一二三四五六七八九十\d]{1,2}\))+")
_NUMBERING = re.compile(
    r"\A(?:[一二三四五六七八九十]+、|\d{1,2}[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[）)])\s*"
)
_TRAILING = re.compile(r"\((?:[^()]|\([^()]*\))*\)\Z")
_LETTER_SPACED = re.compile(r"[\u4e00-\u9fff](?:[ \u3000\u00a0]+[\u4e00-\u9fff])+[（(\w）)]*\Z")
_BREAK = re.compile(r"[ \t]*[\r\n\v\f\u2028]+[ \t]*")
_ITEM = re.compile(
    r"目标\s*\d+|\d{1,2}\s*[.、．](?!\d)|[（(][一二三四五六七八九十\d]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|[①-⑳]"
)
_NUMBER = re.compile(r"([-+]?)(\d[\d,]*(?:\.\d+)?|\.\d+)")
_MONEY_UNIT = re.compile(r"(亿元|万元|千元|元|万)")

_ABOVE_A_TITLE = re.compile(
    r"附[件表][\d一二三四五六七八九十\-.]*:?|(公开|预算|表)[\d\-.]+表?|[(\[]?(金额|计量)?单位:(人民币)?(亿|万|千)?元[)\]]?"
)

#: Yuan in one unit of what a cell or a label prints.
YUAN = {
    "元": Decimal(1),
    "千元": Decimal(1000),
    "万元": Decimal(10_000),
    "万": Decimal(10_000),
    "亿元": Decimal(10) ** 8,
}


def fold(text: str) -> str:
    """Width and spaces folded away: the form in which labels are compared. Never shown to people."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def label_of(text: str) -> str:
    """A printed label without numbering in front, colon and brackets behind: ``一、项目资金（万元）：`` → 项目资金."""
    label = _LEADING.sub("", fold(text), count=1).rstrip(":;")
    while (bare := _TRAILING.sub("", label).rstrip(":")) != label and bare:
        label = bare
    return label


def flat(text: str) -> str:
    """The cell with only its line breaks taken out; Latin words at a break keep a space between them."""

    def joined(match: re.Match[str]) -> str:
        before, after = text[: match.start()][-1:], text[match.end() :][:1]
        return " " if before.isascii() and before.isalpha() and after.isascii() and after.isalpha() else ""

    return _BREAK.sub(joined, text)


def unwrapped(text: str) -> str:
    """A cell whose lines a renderer wrapped: joined, but for a numbered item after a line that ended early."""
    lines = [line.strip(" \t") for line in text.splitlines()]
    full = max((_width(line) for line in lines), default=0)
    joined = lines[0] if lines else ""
    for before, line in itertools.pairwise(lines):
        goal = re.match(r"目标\s*\d", line) is not None and before.endswith(("。", "；", ";"))
        ended_early = goal or (_width(before) < full - 4 and _ITEM.match(line) is not None)
        joined = f"{joined}\n{line}" if ended_early else flat(f"{joined}\n{line}")
    return joined


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)


def printed_label(text: str) -> str:
    """A label as people know it: ``项 目\\n名 称：`` → 项目名称. Brackets stay as printed."""
    return unspaced(_NUMBERING.sub("", flat(text).strip().rstrip("：: \u3000")))


def level_name(text: str) -> str:
    """The name of a level: line breaks and the spaces between its characters are the page's, not the name's."""
    return re.sub(r"(?<=[\u4e00-\u9fff])[ \u3000\u00a0]+(?=[\u4e00-\u9fff])", "", flat(text)).strip()


def unspaced(text: str) -> str:
    """A letter-spaced word closed up (``产 出 指 标``); any other text unchanged."""
    return re.sub(r"[ \u3000\u00a0]+", "", text) if _LETTER_SPACED.match(text) else text


def number_in(text: str) -> Decimal | None:
    """The number a cell states ("9.5", "9.5分", "１００"), or None when it states none or more than a number."""
    folded = fold(text)
    match = _NUMBER.match(folded)
    if not match or re.search(r"\d", folded[match.end() :]):
        return None
    try:
        return Decimal(match[1] + match[2].replace(",", ""))
    except InvalidOperation:
        return None


def points_in(text: str) -> Decimal | None:
    """Points of a weight or score column: a number, at most with 分 or % behind it."""
    return number_in(text) if re.fullmatch(r"[-+]?[\d,.]+(分|%)?", fold(text)) else None


def ratio_in(text: str) -> Decimal | None:
    """A rate as a ratio: ``86.19%`` → 0.8619, ``0.8619`` → 0.8619, ``86.19`` (a bare number over 2) → 0.8619."""
    folded = fold(text)
    number = number_in(folded)
    if number is None or not re.fullmatch(r"[-+]?[\d,.]+%?", folded):
        return None
    return number / 100 if folded.endswith("%") or number > 2 else number


def money_unit_in(text: str) -> str | None:
    """元, 万元, … where a label or a unit line names it in brackets or after 单位."""
    folded = fold(text)
    match = re.search(r"\((?:[^()]*[:、,，单位])?(亿元|万元|千元|元)\)|单位[:]?(?:人民币)?(亿元|万元|千元|元)", folded)
    return (match[1] or match[2]) if match else None


def money_in(text: str, unit: str) -> Decimal | None:
    """Money in yuan: a number with its own unit ("25万元") or in ``unit``; None when the cell states no amount."""
    folded = fold(text).lstrip("¥￥")
    match = re.fullmatch(r"([-+]?)(\d[\d,]*(?:\.\d+)?|\.\d+)\(?(亿元|万元|千元|元|万)?\)?(?:整)?", folded)
    if not match:
        return None
    return Decimal(match[1] + match[2].replace(",", "")) * YUAN[match[3] or unit]


def is_above_a_title(text: str) -> bool:
    """附件3, 公开14表 or 单位：万元: what stands alone above a title and names nothing of the form."""
    return _ABOVE_A_TITLE.fullmatch(fold(text)) is not None


def is_doing_unit(label: str) -> bool:
    """The label of the unit that carries the project out, rather than of the one that fills in the form."""
    return re.search("实施|申报|使用|承担|项目单位", label) is not None


def is_blank_amount(text: str) -> bool:
    """A dash, slash or nothing where money or points would stand."""
    return re.fullmatch(r"[-—–－/\\―一无]*", fold(text)) is not None
