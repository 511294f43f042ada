"""Numbers of a workbook as they are displayed: 0.95 under ``0%`` is 95%, 43831 under ``yyyy/m/d`` is 2020/1/1.

A workbook stores a number and a format code; the person who filled the form saw the two together, so the two together
are its text. Codes follow ECMA-376 part 1, 18.8.30 and 18.8.31, with the Chinese meanings of the built-in ones.
Under the format General a number keeps the 15 digits a workbook is exact to, so 0.07 that was stored as
7.000000000000001E-2 is 0.07 again.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import lru_cache

_ACCOUNTING = '_ * #,##0{0}_ ;_ * -#,##0{0}_ ;_ * "-"{1}_ ;_ @_ '
_CURRENCY = '"¥"#,##0{0};"¥"-#,##0{0}'

#: Built-in codes by number, in their Chinese form where they have one.
BUILTIN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: _CURRENCY.format(""),
    6: _CURRENCY.format(""),
    7: _CURRENCY.format(".00"),
    8: _CURRENCY.format(".00"),
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: _ACCOUNTING.format("", ""),
    42: _ACCOUNTING.format("", "").replace("* ", '"¥"* ', 2),
    43: _ACCOUNTING.format(".00", "??"),
    44: _ACCOUNTING.format(".00", "??").replace("* ", '"¥"* ', 2),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}

_TOKEN = re.compile(
    r"""
      "(?P<quoted>[^"]*)"?            # literal text
    | [\\!](?P<escaped>.)              # one literal character (! in Chinese and Japanese Excel)
    | _(?P<space>.)                   # a space as wide as a character
    | \*(?P<fill>.)                   # a character that fills the cell
    | \[(?P<bracket>[^\]]*)\]         # colour, condition, locale, elapsed time
    | (?P<general>General|G/通用格式)
    | (?P<noon>AM/PM|A/P|上午/下午)
    | (?P<date>yyyy|yyy|yy|y|m{1,5}|d{1,4}|aaaa|aaa|h{1,2}|s{1,2}(?:\.0+)?|e{1,4})
    | (?P<exponent>E[+-])
    | (?P<digit>[0#?])
    | (?P<mark>[.,%@])
    | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\Z")
_COMPARE: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_STORED = Context(prec=15, rounding=ROUND_HALF_UP)
_WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
_LAST_DAY = 2_958_465  # 9999-12-31
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_NUMERALS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Section:
    """One of up to four parts of a code: its tokens as (kind, text)."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, Decimal] | None
    chinese_numerals: bool

    def has(self, *kinds: str) -> bool:
        """Whether a token of such a kind is in it."""
        return any(kind in kinds for kind, _ in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a date or a time; a code with digits and a stray letter does not."""
        return self.has("date", "elapsed") and not self.has("digit", "general")


#: What a workbook keeps of a number. The last digits of a longer one (a number of a card or a project) are not what was
#: typed, whatever the format shows: an exponent says so, as it does in the program.
_DIGITS_KEPT = 15


def stored_number(text: str) -> Decimal | None:
    """A number as stored, rounded to the digits a workbook is exact to; None for what is no number."""
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return _STORED.plus(value) if value.is_finite() and abs(value.adjusted()) < 300 else None


def displayed(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """A number under a format code."""
    sections = _sections(code)
    section, absolute = _section_for(value, sections)
    shown = abs(value) if absolute else value
    if section.is_date:
        return _date(shown, section, since_1904)
    if shown.adjusted() >= _DIGITS_KEPT:
        return format(shown.normalize(), "E")
    if section.has("general") or (not section.tokens and not code):
        return _literals(section, _plain(shown), "general")
    if section.has("at"):
        return _literals(section, _plain(shown), "at")
    if not section.has("digit"):
        return "".join(text for kind, text in section.tokens if kind == "literal").strip(" ")
    return _number(shown, section)


def displayed_text(text: str, code: str) -> str:
    """A text under a format code: ``@"元"`` adds, ``;;;`` hides."""
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if section.has("at"):
        return _literals(section, text, "at")
    return "" if len(sections) > 3 and not section.tokens else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[tuple[str, str]]] = [[]]
    conditions: list[tuple[str, Decimal] | None] = [None]
    numerals = False
    for match in _TOKEN.finditer(code[:1000]):
        kind, text = match.lastgroup or "", match.group(match.lastgroup or 0)
        if kind == "other" and text == ";":
            parts.append([])
            conditions.append(None)
        elif kind == "bracket":
            condition = _CONDITION.match(text)
            if condition:
                conditions[-1] = (condition.group(1), Decimal(condition.group(2)))
            elif text.lower() in ("h", "hh", "m", "mm", "s", "ss"):
                parts[-1].append(("elapsed", text.lower()))
            elif text.startswith("$"):
                parts[-1].append(("literal", text[1:].partition("-")[0]))
            numerals = numerals or text.upper() == "DBNUM1"
        elif kind in ("quoted", "escaped", "other"):
            parts[-1].append(("literal", text))
        elif kind == "space":
            parts[-1].append(("literal", " "))
        elif kind == "mark":
            parts[-1].append(({".": "point", ",": "comma", "%": "percent", "@": "at"}[text], text))
        elif kind != "fill":
            parts[-1].append((kind, text.lower() if kind == "date" else text))
    return tuple(_Section(tuple(part), limit, numerals) for part, limit in zip(parts, conditions, strict=True))


def _section_for(value: Decimal, sections: tuple[_Section, ...]) -> tuple[_Section, bool]:
    """The section that shows a number, and whether it shows it without its sign."""
    numeric = sections[:3]
    if any(section.condition for section in numeric):
        for section in numeric:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, False
        return numeric[-1], False
    if len(numeric) > 1 and value < 0:
        return numeric[1], True
    if len(numeric) > 2 and value == 0:
        return numeric[2], False
    return numeric[0], False


def _plain(value: Decimal) -> str:
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _literals(section: _Section, text: str, place: str) -> str:
    return "".join(text if kind == place else part if kind == "literal" else "" for kind, part in section.tokens).strip(
        " "
    )


def _number(value: Decimal, section: _Section) -> str:
    if section.has("exponent") or ("literal", "/") in section.tokens:
        return _plain(value)  # scientific and fraction codes round too much to read a target from
    kinds = [kind for kind, _ in section.tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    scaled = value.scaleb(2 * kinds.count("percent"), _WIDE).scaleb(-3 * _scaling_commas(kinds), _WIDE)
    places = kinds[point:].count("digit")
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
    whole, _, fraction = format(abs(rounded), "f").partition(".")
    head = _whole(section.tokens[:point], whole if whole != "0" else "", _has_thousands(kinds[:point]))
    tail = _fraction(section.tokens[point:], fraction)
    sign = "-" if value < 0 and rounded != 0 else ""
    return sign + (head + tail).strip(" ")


def _digit_places(kinds: list[str]) -> list[int]:
    return [place for place, kind in enumerate(kinds) if kind == "digit"]


def _has_thousands(kinds: list[str]) -> bool:
    places = _digit_places(kinds)
    return bool(places) and "comma" in kinds[places[0] : places[-1]]


def _scaling_commas(kinds: list[str]) -> int:
    """Commas right behind the last digit, or the last digit before the point, divide by a thousand each."""
    point = kinds.index("point") if "point" in kinds else len(kinds)
    count = 0
    for last in {max(places) for places in (_digit_places(kinds[:point]), _digit_places(kinds)) if places}:
        for kind in kinds[last + 1 :]:
            if kind != "comma":
                break
            count += 1
    return count


def _whole(tokens: Iterable[tuple[str, str]], digits: str, thousands: bool) -> str:
    """Digits from the right into their places; the leftmost place takes all that are left."""
    tokens = list(tokens)
    first = next((place for place, (kind, _) in enumerate(tokens) if kind == "digit"), None)
    out: list[str] = []
    shown = 0

    def put(digit: str) -> None:
        nonlocal shown
        if thousands and shown and shown % 3 == 0:
            out.append(",")
        out.append(digit)
        shown += 1

    for place in range(len(tokens) - 1, -1, -1):
        kind, text = tokens[place]
        if kind == "digit":
            if digits:
                put(digits[-1])
                digits = digits[:-1]
            elif text == "0":
                put("0")
            while place == first and digits:
                put(digits[-1])
                digits = digits[:-1]
        elif kind in ("literal", "percent"):
            out.append(text[::-1])
    return "".join(out)[::-1]


def _fraction(tokens: tuple[tuple[str, str], ...], digits: str) -> str:
    """The point and the digits behind it; places marked # and ? show no trailing zero."""
    places = [text for kind, text in tokens if kind == "digit"]
    kept = len(places)
    while kept and places[kept - 1] != "0" and digits[kept - 1 : kept] == "0":
        kept -= 1
    out: list[str] = []
    used = 0
    for kind, text in tokens:
        if kind == "point" and kept:
            out.append(".")
        elif kind == "digit" and used < kept:
            out.append(digits[used])
            used += 1
        elif kind in ("literal", "percent"):
            out.append(text)
    return "".join(out)


def _date(value: Decimal, section: _Section, since_1904: bool) -> str:
    moment = moment_of(value, since_1904)
    if moment is None:
        return _plain(value)
    tokens = [token for token in section.tokens if token[0] != "comma"]
    twelve_hours = section.has("noon")
    out: list[str] = []
    for place, (kind, text) in enumerate(tokens):
        if kind == "date":
            shown = _date_part(moment, text, _is_minute(tokens, place), twelve_hours)
            out.append(_chinese(shown, len(text)) if section.chinese_numerals and shown.isdecimal() else shown)
        elif kind == "elapsed":
            seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
            out.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text)))
        elif kind == "noon":
            out.append(("上午" if moment.hour < 12 else "下午") if text == "上午/下午" else f"{moment:%p}")
        elif kind in ("literal", "point"):
            out.append(text)
    return "".join(out).strip(" ")


def moment_of(value: Decimal, since_1904: bool = False) -> datetime | None:
    """The date and time of a serial number, to the second; None outside the calendar of workbooks.

    Workbooks that count from 1900 hold a 29 February of that year which never was: numbers up to it are a day off.
    """
    if not 0 <= value <= _LAST_DAY:
        return None
    start = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 31 if value < 60 else 30)
    seconds = int((value * 86_400).to_integral_value(ROUND_HALF_UP))
    try:
        return start + timedelta(seconds=seconds)
    except OverflowError:
        return None


def _is_minute(tokens: list[tuple[str, str]], place: int) -> bool:
    """m is a minute after hours and before seconds, else a month."""

    def neighbour(others: Iterable[tuple[str, str]]) -> str:
        return next((text[0] for kind, text in others if kind in ("date", "elapsed")), "")

    return neighbour(reversed(tokens[:place])) == "h" or neighbour(tokens[place + 1 :]) == "s"


def _date_part(moment: datetime, code: str, is_minute: bool, twelve_hours: bool) -> str:
    letter, width = code[0], len(code)
    if letter in "ye":
        return f"{moment.year % 100:02d}" if code in ("y", "yy") else f"{moment.year:04d}"
    if letter == "m" and not is_minute:
        return _MONTHS[moment.month - 1] if width > 2 else str(moment.month).zfill(width)
    if (letter == "d" and width > 2) or letter == "a":
        return ("星期" if width == 4 else "周" if letter == "d" else "") + _WEEKDAYS[moment.weekday()]
    if letter == "d":
        return str(moment.day).zfill(width)
    if letter == "h":
        hour = (moment.hour % 12 or 12) if twelve_hours else moment.hour
        return str(hour).zfill(width)
    if letter == "s":
        whole, _, fraction = code.partition(".")
        return str(moment.second).zfill(len(whole)) + ("." + "0" * len(fraction) if fraction else "")
    return str(moment.minute).zfill(width)


def _chinese(digits: str, width: int) -> str:
    """二〇二〇 for a year, 十二 for a month or day."""
    if width > 2:
        return "".join(_NUMERALS[int(digit)] for digit in digits)
    tens, ones = divmod(int(digits), 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_NUMERALS[tens]}十"
    return head + (_NUMERALS[ones] if ones or not tens else "")
