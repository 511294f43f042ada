"""Copies: last year's form for this year, and an approved version for its change."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from jixiao.foundation.transitions import Refused
from jixiao.rules.forms import Form, Indicator
from jixiao.systems.programmes.actions.drafting import begin_form, next_number, write_version
from jixiao.systems.programmes.actions.taking import locked
from jixiao.systems.programmes.forms import DETAILS, form_of, register_of
from jixiao.systems.programmes.models import FormVersion, TargetForm
from jixiao.systems.programmes.policies import Asker, Refusal, can_draft_at, facts_of, may

_DUE = next(heading for heading, column in DETAILS.items() if column == "due_on")


def copy_to_year(asker: Asker, version_id: int, year: int) -> FormVersion:
    """A draft for ``year`` out of a version of another year, in the framework that version was made in.

    Dates move by the years between; this year's money becomes last year's, and this year's is left to be filled in.
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
    return begin_form(
        asker, version.owner, target.programme, year, target.framework, moved, is_key=target.is_key, copied_from=version
    )


def start_change(asker: Asker, version_id: int, reason: str) -> FormVersion:
    """A new draft beside the approved version, which stays in force until the new one is approved."""
    version = locked(version_id)
    facts = facts_of(version)
    may(asker, "change", version, facts)
    if not reason.strip():
        raise Refused("version.change_reason_missing", _("变更已批复的目标必须写明理由。"), status=422)
    form = form_of(version, version.indicators.all(), register_of(version.form, facts.department))
    number = next_number(version.form)
    return write_version(asker, version.form, number, form, based_on=version, change_reason=reason.strip())


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
        budget=budget,
        funds=(),
        indicators=tuple(_row_of_year(row, ahead) for row in form.indicators),
        total_score=None,
        grade=None,
        places={},
        source="",
        table_no=1,
    )


def _row_of_year(row: Indicator, ahead: int) -> Indicator:
    due = _later(row.details.get(_DUE), ahead)
    details = {heading: text for heading, text in row.details.items() if heading != _DUE}
    return replace(
        row,
        details=details | ({_DUE: due} if due else {}),
        actual_text=None,
        score=None,
        score_text=None,
        deviation_reason=None,
        place="",
    )


def _later(day: str | None, years: int) -> str | None:
    """An ISO date the same day so many years later (29 February becomes the 28th); any other text goes."""
    if not day or len(day) != 10 or not day[:4].isdigit():
        return None
    moved = f"{int(day[:4]) + years:04d}{day[4:]}"
    return moved.replace("-02-29", "-02-28")
