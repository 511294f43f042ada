"""Copies: last year's form for this year, and an approved version for its change."""

from __future__ import annotations

import re
from calendar import isleap
from dataclasses import replace

from django.utils.translation import gettext as _

from jixiao.foundation.transitions import Refused
from jixiao.rules.forms import Form, FundRow, Indicator
from jixiao.rules.review.dates import SPAN_LABELS
from jixiao.systems.programmes.actions.binding import carry_bindings
from jixiao.systems.programmes.actions.drafting import begin_form, next_number, write_version
from jixiao.systems.programmes.actions.taking import locked
from jixiao.systems.programmes.forms import DETAILS, form_of, register_of
from jixiao.systems.programmes.models import FormVersion, TargetForm
from jixiao.systems.programmes.policies import Asker, Refusal, can_draft_at, facts_of, may

#: Labels of fields and columns that hold dates of the plan.
_PERIODS = (*SPAN_LABELS, *(label for label, column in DETAILS.items() if column == "due_on"), "完成时间", "完成日期")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\D|$|\d{4}(?!\d))")
_LEAP_DAY = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\s*[-./年]?\s*0?2\s*[-./月]?\s*)29(?!\d)")


def copy_to_year(asker: Asker, version_id: int, year: int) -> FormVersion:
    """A draft for ``year`` out of a version of another year, in the framework that version was made in.

    What is a date of the plan moves by the years between: start and end, 起止时间 and its like, and the day by which an
    indicator is due ("2019年6月" → "2020年6月", 29 February → the 28th). Nothing else does: a year in a narrative, an
    indicator's name or in its target may be history, a document or a promise, and who copies must look at it; the check
    against last year's form names the dates that narratives kept (``date.of_last_year``). This year's money
    becomes last year's, and this year's is left to be filled in, under the same names of its parts.
    """
    version = FormVersion.objects.select_related("form__programme", "owner").filter(pk=version_id).first()
    if version is None:
        raise Refused("version.not_found", _("没有这张表，或者不在您的范围内。"), status=404)
    answer = can_draft_at(asker, version.owner)
    if isinstance(answer, Refusal):
        raise answer.raised()
    if version.form.year >= year:
        raise Refused("form.year_not_later", _("只能把表复制到以后的年度。"), status=422)
    facts = facts_of(version)
    form = form_of(version, version.indicators.all(), register_of(version.form, facts.department))
    moved = _of_year(form, year)
    target: TargetForm = version.form
    made = begin_form(
        asker, version.owner, target.programme, year, target.framework, moved, is_key=target.is_key, copied_from=version
    )
    carry_bindings(version, made)
    return made


def start_change(asker: Asker, version_id: int, reason: str) -> FormVersion:
    """A new draft beside the approved version, which stays in force until the new one is approved."""
    version = locked(version_id)
    facts = facts_of(version)
    may(asker, "change", version, facts)
    if not reason.strip():
        raise Refused("version.change_reason_missing", _("变更已批复的目标必须写明理由。"), status=422)
    form = form_of(version, version.indicators.all(), register_of(version.form, facts.department))
    number = next_number(version.form)
    made = write_version(asker, version.form, number, form, based_on=version, change_reason=reason.strip())
    carry_bindings(version, made)
    return made


def _of_year(form: Form, year: int) -> Form:
    ahead = year - (form.year or year)
    budget = replace(
        form.budget,
        total_budget_yuan=None,
        current_year_budget_yuan=None,
        prev_year_same_name_budget_yuan=form.budget.current_year_budget_yuan,
        prev_year_same_name_executed_yuan=None,
        adjusted_budget_yuan=None,
        executed_yuan=None,
        execution_rate=None,
    )
    return replace(
        form,
        year=None,
        form_year=None,
        indicator_table_title=(form.indicator_table_title or "").replace(str(form.year), str(year)) or None,
        start_date=_later(form.start_date, ahead),
        end_date=_later(form.end_date, ahead),
        fields={label: _later(text, ahead) or "" if _is_period(label) else text for label, text in form.fields.items()},
        budget=budget,
        funds=tuple(FundRow(row.label) for row in form.funds),
        indicators=tuple(_row_of_year(row, ahead) for row in form.indicators),
        midterm_indicators=tuple(_row_of_year(row, ahead) for row in form.midterm_indicators),
        total_score=None,
        grade=None,
        places={},
        source="",
        table_no=1,
    )


def _row_of_year(row: Indicator, ahead: int) -> Indicator:
    details = {label: _later(text, ahead) or "" if _is_period(label) else text for label, text in row.details.items()}
    return replace(
        row,
        details=details,
        actual_text=None,
        score=None,
        score_text=None,
        deviation_reason=None,
        place="",
    )


def _is_period(label: str) -> bool:
    return any(word in label for word in _PERIODS)


def _later(text: str | None, years: int) -> str | None:
    """The text with every year in it so many years later; what names no year ("每季度末") stays."""
    moved = _YEAR.sub(lambda found: f"{int(found[0]) + years:04d}", text or "")
    return _LEAP_DAY.sub(_on_the_last_of_february, moved) or None


def _on_the_last_of_february(found: re.Match[str]) -> str:
    return found[0] if isleap(int(found["year"])) else f"{found['year']}{found['month']}28"
