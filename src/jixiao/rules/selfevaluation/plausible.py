"""Figures that cannot be points or money are left out before anything is computed with them, and named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from jixiao.rules.forms import Form

#: Ten to this power is more than any budget in yuan, and finer than any printed figure.
_DIGITS_MAX = 24
_POINTS = ("weight", "score")
_FUNDS = ("initial_yuan", "adjusted_yuan", "executed_yuan", "weight", "execution_rate", "score")
_BUDGET = ("current_year_budget_yuan", "adjusted_budget_yuan", "executed_yuan", "execution_rate")


def plausible(form: Form) -> tuple[Form, tuple[str, ...]]:
    """The form without absurd figures (a misread cell, a number of a thousand digits), and where they stood."""
    left_out: list[str] = []
    changes: dict[str, Any] = {}
    indicators = tuple(_without(row, _POINTS, f"第{row.no}项", left_out) for row in form.indicators)
    funds = tuple(_without(row, _FUNDS, f"“{row.label}”一行", left_out) for row in form.funds)
    budget = _without(form.budget, _BUDGET, "预算情况", left_out)
    if _absurd(form.total_score):
        left_out.append("总分")
        changes["total_score"] = None
    if not left_out:
        return form, ()
    return replace(form, indicators=indicators, funds=funds, budget=budget, **changes), tuple(dict.fromkeys(left_out))


def _without(item: Any, fields: tuple[str, ...], where: str, left_out: list[str]) -> Any:
    absurd = [name for name in fields if _absurd(getattr(item, name))]
    if not absurd:
        return item
    left_out.append(where)
    return replace(item, **dict.fromkeys(absurd))


def _absurd(figure: Decimal | None) -> bool:
    if figure is None:
        return False
    if not figure.is_finite():
        return True
    exponent = figure.as_tuple().exponent
    printed_so = isinstance(exponent, int) and -_DIGITS_MAX <= exponent <= _DIGITS_MAX
    return not printed_so or (figure != 0 and figure.adjusted() >= _DIGITS_MAX)
