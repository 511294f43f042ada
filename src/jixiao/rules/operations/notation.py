"""Service windows as contracts write them: “5*8”, “7×24小时”, “5*8（9:00-12:00，13:00-18:00）”, “工作日8:30-17:30”."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.windows import Hours, ServiceWindow, day_hours, seconds_of

_PAIR = re.compile(r"(\d{1,2})(?:天|日)?[*×xX✕✖·﹡∗](\d{1,2})(?:个?小时|[hH])?")
_CLOCK = r"(\d{1,2})[:点时](\d{2})?分?"
_SPAN = re.compile(_CLOCK + r"(?:-|—|–|~|至|到)+" + _CLOCK)
_AROUND_THE_CLOCK = re.compile(r"全天候|(?:每天|每日|全天|全年)*24(?:个?小时|[hH])(?:不间断)?")
_WORKING_DAYS = re.compile(r"(?:法定)?工作日|(?:国家)?(?:法定)?节假日除外")
_EVERY_DAY = re.compile(r"每天|每日")
_FILLER = re.compile(
    r"[()\[\]【】、,，;；。和及与\s]|提供|现场|运行|维护|运维|技术|支持|响应|服务|时间|模式|标准|不间断|每周|一周"
)
_HOUR = 3600
_WORKDAYS_A_WEEK, _DAYS_A_WEEK, _DAY_HOURS = 5, 7, 24


def parse_window(text: str, hours_by_number: Mapping[int, Hours]) -> ServiceWindow:
    """The window that a contract's words mean.

    Five days are the working days of the calendar (with made-up weekends, without holidays), seven are all days.
    ``hours_by_number`` says which hours a bare number stands for (8 → 09–12 and 13–18, 24 → the whole day). Raises
    :class:`OperationsError` for words that leave the days or the hours open: they are never guessed.
    """
    rest = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    spans = [_span(found, text) for found in _SPAN.finditer(rest)]
    rest = _SPAN.sub("", rest)
    number: int | None
    pair = _PAIR.search(rest)
    if pair:
        days, number = _days_and_hours(int(pair[1]), int(pair[2]), text)
        rest = _PAIR.sub("", rest, count=1)
    elif _AROUND_THE_CLOCK.search(rest) and not spans:
        days, number = _DAYS_A_WEEK, _DAY_HOURS
        rest = _AROUND_THE_CLOCK.sub("", rest, count=1)
    elif _WORKING_DAYS.search(rest):
        days, number = _WORKDAYS_A_WEEK, None
    elif _EVERY_DAY.search(rest) and spans:
        days, number = _DAYS_A_WEEK, None
    else:
        raise _unreadable(text)
    _must_be_filler(rest, days, text)
    hours = _hours(number, spans, hours_by_number, text)
    name = f"{days}*{number}" if number and not spans else text.strip()
    return (
        ServiceWindow.on_working_days(name, hours) if days == _WORKDAYS_A_WEEK else ServiceWindow.every_day(name, hours)
    )


def _days_and_hours(first: int, second: int, text: str) -> tuple[int, int]:
    days, hours = (first, second) if first <= _DAYS_A_WEEK else (second, first)  # “24*7” is said too
    if days not in (_WORKDAYS_A_WEEK, _DAYS_A_WEEK):
        raise OperationsError(
            "window.days_open",
            f"服务时间“{text}”：看不出是一周中的哪几天。请写成“5*8”（工作日）、“7*24”（每天），或逐日录入。",
        )
    return days, hours


def _hours(number: int | None, spans: list[tuple[int, int]], hours_by_number: Mapping[int, Hours], text: str) -> Hours:
    if spans:
        hours = day_hours(spans, text)
        if number is not None and seconds_of(hours) != number * _HOUR:
            raise OperationsError(
                "window.hours_differ",
                f"服务时间“{text}”：写明的时段合计不是{number}小时。请核对合同，改正小时数或时段。",
            )
        return hours
    if number is None or number not in hours_by_number:
        raise OperationsError(
            "window.hours_open",
            f"服务时间“{text}”：没有说明从几点到几点。请补上时段，如“5*9（9:00-18:00）”。",
        )
    return hours_by_number[number]


def _span(found: re.Match[str], text: str) -> tuple[int, int]:
    hours, minutes, until_hours, until_minutes = (int(part or 0) for part in found.groups())
    first, last = hours * _HOUR + minutes * 60, until_hours * _HOUR + until_minutes * 60
    if minutes >= 60 or until_minutes >= 60 or not first < last <= _DAY_HOURS * _HOUR:
        raise OperationsError(
            "window.hours_wrong",
            f"服务时间“{text}”：“{found[0]}”不是同一天内的一段时间。跨夜的请分成两段（如 0:00-6:00、22:00-24:00）。",
        )
    return first, last


def _must_be_filler(rest: str, days: int, text: str) -> None:
    rest = (_WORKING_DAYS if days == _WORKDAYS_A_WEEK else _EVERY_DAY).sub("", rest)
    if _FILLER.sub("", rest):
        raise _unreadable(text)


def _unreadable(text: str) -> OperationsError:
    return OperationsError(
        "window.unreadable",
        f"服务时间“{text}”：读不懂。请写成“5*8”“7*24”，或带时段，如“5*8（9:00-12:00，13:00-18:00）”。",
    )
