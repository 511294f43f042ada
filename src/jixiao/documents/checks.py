"""Which checks a typed form gets, under the parameters in force for its year.

The law itself is in ``rules.review`` and ``rules.selfevaluation``; here the day is chosen and the parameters are taken
out of the tree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from jixiao.parameters.review import review_parameters
from jixiao.parameters.scoring import scoring_profile
from jixiao.parameters.selfevaluation import self_evaluation_rules_for
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.regulations import NoRuleInForce
from jixiao.rules.review import check_bureau, check_target_form
from jixiao.rules.scoring import ScoringProfile
from jixiao.rules.selfevaluation import Recomputation, examine, recompute


@dataclass(frozen=True, slots=True)
class Checked:
    """What the checks say of a form; ``recomputations``: a self-evaluation's scores under each profile in force,
    then under those asked for.
    """

    findings: list[Finding]
    recomputations: list[Recomputation]
    ours: frozenset[str] = frozenset()  # ``profile`` of those that are this project's own, no official rule


def check_form(
    form: Form,
    today: date,
    *,
    framework: str | None = None,
    last_year: Form | None = None,
    profiles: Sequence[str] = (),
) -> Checked:
    """Every check that fits the kind of the form.

    ``today`` stands in for the year where a form prints none, and the form gets a note that says so. ``framework`` and
    ``last_year`` are for target forms, see :func:`jixiao.rules.review.check_target_form`. ``profiles`` names further
    scoring profiles under which a self-evaluation is computed again, without any say in the findings; one not in force
    for the form is left out.
    """
    findings = [] if _stated_year(form) else [_without_year(form, today)]
    if form.kind == "self_evaluation":
        rules = self_evaluation_rules_for(replace(form, year=_stated_year(form)), today)
        examined = examine(form, rules)
        asked = [profile for profile in _asked(profiles, rules.day) if profile not in rules.profiles]
        further = [recompute(form, profile, rules) for profile in asked]
        ours = frozenset(
            score.profile for profile, score in zip(asked, further, strict=True) if profile.value.origin == "ours"
        )
        return Checked([*findings, *examined.findings], [*examined.recomputations, *further], ours)
    if form.kind == "target":
        parameters = review_parameters(_first_day(form, today))
        findings += check_target_form(form, parameters, framework=framework, last_year=last_year)
    return Checked(findings, [])


def _asked(names: Sequence[str], day: date) -> list[ScoringProfile]:
    """The named profiles, each once, that are in force on ``day``."""
    found = []
    for name in dict.fromkeys(names):
        try:
            found.append(scoring_profile(name, day))
        except NoRuleInForce:
            continue
    return found


def check_together(forms: Sequence[Form], today: date) -> list[Finding]:
    """What no single form shows: the same indicator with other targets, copied text, a target softened since last year.

    Forms of other units and years may be among them; they do not meet each other.
    """
    targets = [form for form in forms if form.kind == "target"]
    if len(targets) < 2:
        return []
    return check_bureau(targets, review_parameters(max(_first_day(form, today) for form in targets)))


def _first_day(form: Form, today: date) -> date:
    year = _stated_year(form)
    return date(year, 1, 1) if year else today


def _stated_year(form: Form) -> int | None:
    """The year of the form; one outside any budget's time was misprinted or misread."""
    return form.year if form.year and 1950 <= form.year <= 2100 else None


def _without_year(form: Form, today: date) -> Finding:
    return Finding(
        code="form.year_missing",
        severity="note",
        place=f"{form.source} {form.project_name or form.form_title}".strip(),
        message=f"表中没有读到年度，按{today.isoformat()}有效的规则检查。",
        fix="请在标题下写明年度，如“（2020年度）”。",
    )
