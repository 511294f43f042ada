"""What the program finds in a form: the checks of ``documents.checks`` and the sixteen answers of ``rules.review``.

A version's content under one revision never changes, so its findings are worked out once a process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jixiao.documents.checks import check_form
from jixiao.parameters.review import review_parameters
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review import ReviewAnswer, framework_of, review_of

_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Checked:
    """The findings of a form, and the sixteen checks with their answers."""

    findings: Sequence[Finding]
    sheet: Sequence[ReviewAnswer]


_checked: OrderedDict[tuple[object, ...], Checked] = OrderedDict()


def checked(form: Form, framework: str, last_year: Form | None, today: date, *, key: tuple[int, ...]) -> Checked:
    """Findings and review sheet of a form; ``key`` names version and revision (and last year's)."""
    known = (framework, today, *key)
    if known not in _checked:
        found = check_form(form, today, framework=framework, last_year=last_year).findings
        first_day = date(form.year, 1, 1) if form.year else today
        sheet = review_of(form, review_parameters(first_day), framework=framework, last_year=last_year)
        _checked[known] = Checked(tuple(found), sheet)
        while len(_checked) > _REMEMBERED:
            _checked.popitem(last=False)
    return _checked[known]


def framework_shown(form: Form) -> str:
    """The framework that a form follows by its layout and year."""
    first_day = date(form.year, 1, 1) if form.year else date(2000, 1, 1)
    return framework_of(form, review_parameters(first_day)).id
