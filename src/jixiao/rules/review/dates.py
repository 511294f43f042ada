"""Dates of the plan, the form's year, and the days that targets name."""

from __future__ import annotations

import re
from calendar import IllegalMonthError, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form
from jixiao.rules.review.names import bare_name, form_place, place_of
from jixiao.rules.review.parameters import ReviewParameters

_DAY = re.compile(
    r"(?P<y>(?:19|20)\d{2})\s*(?:年?$|[-./年]\s*(?P<m>\d{1,2})\s*(?:[-./月]\s*(?P<d>\d{1,2})\s*日?|月)?\s*$)"
)
_ANY_DAY = re.compile(
    r"(?:19|20)\d{2}\s*(?:年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?|[./]\s*\d{1,2}(?:\s*[./]\s*\d{1,2})?"
    r"|-\d{1,2}-\d{1,2}|-(?:0\d|1[0-2])(?!\d)|年|(?!\d))"
)
#: Labels of fields that state a period of the plan in one text: 起止时间, 项目期限.
SPAN_LABELS = ("起止", "项目期", "实施期限", "实施周期", "项目周期")
_DATE_IN_TEXT = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d{2})\s*(?:年(?:\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*日)?)?|[-./]\d{1,2}(?:[-./]\d{1,2})?)(?!\d)"
)
_COMPACT = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_BASIS = "绩效目标审核要点“规范完整性”：内容规范，前后一致"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan's first and last day as far as they could be read."""

    start: date | None
    end: date | None

    @property
    def one_year(self) -> bool:
        """Whether it begins and ends in one calendar year."""
        return self.start is not None and self.end is not None and self.start.year == self.end.year


def plan_of(form: Form) -> Plan:
    """The plan's dates out of the head of the form: two dates, or one field such as 起止时间."""
    if form.start_date or form.end_date:
        return Plan(read_day(form.start_date), read_day(form.end_date, last=True))
    for label, text in form.fields.items():
        if any(word in label for word in SPAN_LABELS):
            found = [match[0] for match in _ANY_DAY.finditer(text)]
            if len(found) == 2:
                return Plan(read_day(found[0]), read_day(found[1], last=True))
    return Plan(None, None)


def trusted_plan_of(form: Form) -> Plan:
    """The plan's dates where they can be true; an empty plan where they contradict each other or the form's year.

    One wrong date is one finding: nothing else is held against it.
    """
    plan = plan_of(form)
    if plan.start and plan.end and plan.end < plan.start:
        return Plan(None, None)
    return Plan(None, None) if _misses_year(plan, form.year) else plan


def _misses_year(plan: Plan, year: int | None) -> bool:
    if year is None:
        return False
    return bool((plan.end and plan.end.year < year) or (plan.start and plan.start.year > year))


def read_day(text: str | None, *, last: bool = False) -> date | None:
    """``2020-01-01``, ``2020年1月1日``, ``20200101``, ``2020.1``, ``2020年``; None for what is no date.

    Of a month or a year the first day, or with ``last`` the last.
    """
    plain = (text or "").strip()
    found = _DAY.match(plain) or _COMPACT.match(plain)
    if not found:
        return None
    year, month, day = int(found["y"]), found["m"], found["d"]
    month_no = int(month) if month else 12 if last else 1
    try:
        return date(year, month_no, int(day) if day else monthrange(year, month_no)[1] if last else 1)
    except (ValueError, IllegalMonthError):
        return None


def check_dates(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """What is wrong with the dates."""
    return [*_plan(form), *_years(form), *_due(form, parameters), *_other_years(form, parameters)]


def _plan(form: Form) -> Iterator[Finding]:
    plan = plan_of(form)
    for title, printed, day in (
        ("计划开始日期", form.start_date, plan.start),
        ("计划完成日期", form.end_date, plan.end),
    ):
        if printed and printed.strip() and day is None:
            message = f"“{title}”写作“{printed.strip()}”，不是一个日期。"
            yield _finding("date.unreadable", "error", form, title, message, "请写成“2020-01-01”的样式，并核对月、日。")
    if plan.start and plan.end and plan.end < plan.start:
        message = f"计划完成日期{plan.end.isoformat()}早于计划开始日期{plan.start.isoformat()}。"
        yield _finding("date.reversed", "error", form, "计划完成日期", message, "请核对两个日期。")
    elif _misses_year(plan, form.year):
        message = f"本表为{form.year}年度，计划却在{form.start_date}至{form.end_date}，不含该年度。"
        yield _finding("date.outside_year", "error", form, "计划开始日期", message, "请核对年度与计划日期。")


def _years(form: Form) -> Iterator[Finding]:
    stated: dict[int, str] = {}
    for title, text in (
        ("年度", form.form_year),
        ("指标表标题", form.indicator_table_title),
        ("表名", form.form_title),
    ):
        for year in _YEAR.findall(text or ""):
            stated.setdefault(int(year), title)
    if form.year is not None:
        stated.setdefault(form.year, "年度")
    if len(stated) > 1:
        listed = "、".join(f"“{title}”为{year}年" for year, title in stated.items())
        yield _finding("date.years_differ", "error", form, "年度", f"同一张表的年度不一致：{listed}。", "请统一年度。")


def _due(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    plan = trusted_plan_of(form)
    for row in form.indicators:
        for value in row.parsed:
            printed = value.deadline or (value.value if value.unit == "date" else None)
            day = read_day(printed) if isinstance(printed, str) else None
            if day is None:
                continue
            name = bare_name(row, parameters.words)
            if plan.end and day > plan.end:
                message = f"“{name}”的期限{row.target_text}晚于计划完成日期{plan.end.isoformat()}。"
                yield Finding("target.due_after_end", "warning", place_of(form, row), message, _BASIS, "请核对期限。")
            elif plan.start and (day.year, day.month) < (plan.start.year, plan.start.month):
                message = f"“{name}”的期限{row.target_text}早于计划开始日期{plan.start.isoformat()}。"
                yield Finding(
                    "target.due_before_start", "warning", place_of(form, row), message, _BASIS, "请核对期限。"
                )


def _other_years(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    plan = trusted_plan_of(form)
    if form.year is None:
        return
    first = plan.start.year if plan.start else form.year
    last = plan.end.year if plan.end else form.year
    for row in form.indicators:
        name = bare_name(row, parameters.words)
        others = [year for year in map(int, _YEAR.findall(name)) if not first <= year <= last]
        if others:
            message = f"“{name}”写的是{others[0]}年，本表为{form.year}年度。"
            fix = "若是上年沿用而未改的，请更正；若为跨年任务，请写明本年度应完成的部分。"
            yield Finding("indicator.other_year", "note", place_of(form, row), message, _BASIS, fix)


def check_last_years_dates(form: Form, last_year: Form) -> Iterator[Finding]:
    """Dates of last year that a narrative has word for word as last year's had: copied, and perhaps never looked at.

    A date may rightly stay (what was done that year), so this is a note to the drafter; nothing changes it for them.
    """
    for label, text in form.narratives.items():
        before = {match[0] for match in _DATE_IN_TEXT.finditer(last_year.narratives.get(label, ""))}
        now = dict.fromkeys(match[0] for match in _DATE_IN_TEXT.finditer(text) if int(match["y"]) == last_year.year)
        kept = [each for each in now if each in before]
        if kept:
            message = f"“{label}”中的{'、'.join(f'“{each}”' for each in kept)}与上年的表相同，是上年的日期。"
            fix = f"若是沿用而未改的，请改为{form.year}年度的日期；若说的是上年已做的事，可以保留。"
            yield _finding("date.of_last_year", "note", form, label, message, fix)


def _finding(code: str, severity: Severity, form: Form, field: str, message: str, fix: str) -> Finding:
    return Finding(code, severity, f"{form_place(form)} {field}", message, _BASIS, fix)
