"""Weights (权重) that a target form prints, and its annual half against its whole-term half (中期、年度)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review.names import bare_name, comparable, form_place, place_of
from jixiao.rules.review.parameters import ReviewParameters
from jixiao.rules.values import TargetValue

_ADDS_UP = (">=", ">", "=")


def check_weights(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """Weights that add up to none of the sums a declaration may have."""
    weights = [row.weight for row in form.indicators if row.weight is not None]
    if len(weights) < 2:
        return []
    total = sum(weights, Decimal(0))
    if total in parameters.weight_sums:
        return []
    without = [str(row.no) for row in form.indicators if row.weight is None]
    allowed = "或".join(f"{value:f}" for value in parameters.weight_sums)
    blank = f"，另有第{'、'.join(without)}条没有权重" if without else ""
    message = f"各指标权重之和为{total.normalize():f}，应为{allowed}{blank}。"
    basis = str(parameters.weight_citation)
    return [Finding("indicator.weights_sum", "warning", form_place(form), message, basis, "请核对各指标的权重。")]


def check_halves(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    """A year that is to do more than the whole term: counts only, a share may well be higher in one year."""
    whole = {comparable(bare_name(row, parameters.words), parameters.words): row for row in form.midterm_indicators}
    for row in form.indicators:
        name = bare_name(row, parameters.words)
        term = whole.get(comparable(name, parameters.words))
        if term is None or len(row.parsed) != 1 or len(term.parsed) != 1:
            continue
        if _more(row.parsed[0], term.parsed[0], parameters):
            message = f"“{name}”的年度指标值{row.target_text}大于整个实施期的{term.target_text}。"
            fix = "请核对两个指标值；实施期指标值应不小于各年度之和。"
            basis = "绩效目标审核要点“明确清晰性”：年度目标由实施期目标分解而来"
            yield Finding("target.above_whole_term", "warning", place_of(form, row), message, basis, fix)


def _more(year: TargetValue, term: TargetValue, parameters: ReviewParameters) -> bool:
    same = (year.unit, year.per, year.period) == (term.unit, term.per, term.period)
    counts = year.unit not in ("ratio", "date", "分", *parameters.words.duration_units) and not year.per
    if not same or not counts or year.op not in _ADDS_UP or year.relative_to or year.direction:
        return False
    return isinstance(year.value, Decimal) and isinstance(term.value, Decimal) and year.value > term.value
