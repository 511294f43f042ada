"""The check of one target form (绩效目标表): every check, in the order a reviewer reads the form."""

from __future__ import annotations

from datetime import date

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.promises import check_promises
from jixiao.rules.review.codes import check_codes
from jixiao.rules.review.completeness import check_completeness
from jixiao.rules.review.copied import check_copied_text
from jixiao.rules.review.dates import check_dates, trusted_plan_of
from jixiao.rules.review.documents import check_cited_documents
from jixiao.rules.review.money import check_money
from jixiao.rules.review.names import form_place
from jixiao.rules.review.parameters import Framework, ReviewParameters
from jixiao.rules.review.routine import check_routine_management
from jixiao.rules.review.sixteen import ReviewAnswer, review_findings, review_sheet
from jixiao.rules.review.softened import check_against_last_year, check_execution_target
from jixiao.rules.review.targets import check_targets
from jixiao.rules.review.weights import check_halves, check_weights

_MAIN_CONTENT = "绩效目标审核要点“明确清晰性”：指标应反映项目的主要内容和预期效果"


def check_target_form(
    form: Form, parameters: ReviewParameters, *, framework: str | None = None, last_year: Form | None = None
) -> list[Finding]:
    """Every finding on a target form, then what the sixteen review checks leave to the reviewer.

    ``framework`` names the indicator framework (``shanghai-2020``, ``mof-2015-88``, ``mof-2021-101``); without it the
    layout and the year decide. ``last_year`` is the same project's form of the year before. Raises :class:`KeyError`
    only for a framework name that does not exist.
    """
    findings = form_findings(form, parameters, framework=framework, last_year=last_year)
    return [*findings, *review_findings(form, review_sheet(findings, parameters), parameters)]


def review_of(
    form: Form, parameters: ReviewParameters, *, framework: str | None = None, last_year: Form | None = None
) -> tuple[ReviewAnswer, ...]:
    """The sixteen checks with their answers, also those that are met."""
    return review_sheet(form_findings(form, parameters, framework=framework, last_year=last_year), parameters)


def form_findings(
    form: Form, parameters: ReviewParameters, *, framework: str | None = None, last_year: Form | None = None
) -> list[Finding]:
    """The findings without the sixteen review checks."""
    chosen = parameters.frameworks[framework] if framework else framework_of(form, parameters)
    plan = trusted_plan_of(form)
    findings = [
        *check_completeness(form, chosen, parameters),
        *check_money(form, plan.one_year, parameters),
        *check_dates(form, parameters),
        *check_codes(form, parameters),
        *check_targets(form, parameters),
        *check_weights(form, parameters),
        *check_halves(form, parameters),
        *check_routine_management(form, chosen, parameters),
        *check_copied_text(form, parameters),
        *check_cited_documents(form, parameters),
        *check_promises(form, parameters.promises, basis=_MAIN_CONTENT, place=form_place(form), end=plan.end),
        *check_execution_target(form, parameters),
    ]
    if last_year is not None:
        findings += check_against_last_year(form, last_year, parameters)
    return list(dict.fromkeys(findings))


def framework_of(form: Form, parameters: ReviewParameters) -> Framework:
    """The framework that a form follows: by its layout, else the latest in force when its year began.

    A form without a year is taken as following the framework that its level-1 names show.
    """
    if form.layout.startswith("shanghai"):
        return parameters.frameworks["shanghai-2020"]
    national = [parameters.frameworks["mof-2015-88"], parameters.frameworks["mof-2021-101"]]
    if form.year is None:
        cost_leads = any("成本" in (row.level1 or "") for row in form.indicators)
        return national[1] if cost_leads else national[0]
    begun = date(form.year, 1, 1)
    return max((f for f in national if f.effective <= begun), key=lambda f: f.effective, default=national[0])
