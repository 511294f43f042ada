"""预算执行率 of a self-evaluation: the rate, its denominator and its score, from the form's own money."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form
from jixiao.rules.scoring import ExecutionFacts, decimals_of, follows, percent, plain, shown
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.published import Execution, Published
from jixiao.rules.selfevaluation.sentences import form_place

_RATE_BASIS = "财预〔2020〕10号 附1：执行率＝全年执行数÷全年预算数"


#: Not stated, complete, not complete: as 101号 asks.
_COMPLETION: tuple[tuple[bool | None, str], ...] = ((None, ""), (True, "（项目已完成）"), (False, "（项目未完成）"))


def check_execution(form: Form, seen: Published, rules: SelfEvaluationRules) -> list[Finding]:
    """Rate and score of 预算执行率; nothing where the form prints no money."""
    money = seen.execution
    if money is None:
        return []
    if money.budget is None or money.executed is None:
        if money.score is None and money.rate is None:
            return []
        return [_not_computable(form, money)]
    if money.budget <= 0:
        return [_not_computable(form, money)]
    return [*_check_rate(form, money), *_check_over_budget(form, money), *_check_score(form, money, rules)]


def _not_computable(form: Form, money: Execution) -> Finding:
    missing = "全年预算数" if not money.budget else "全年执行数"
    return Finding(
        "execution.not_computable",
        "warning",
        form_place(form, "execution_rate", "funds"),
        f"印有执行率或其得分，但{missing}缺失或为零，执行率无从重算。",
        _RATE_BASIS,
        f"请补填{missing}。",
    )


def _check_rate(form: Form, money: Execution) -> list[Finding]:
    """The printed rate against the money, allowing for money that the form itself rounds (two decimals of 万元)."""
    if money.rate is None or money.budget is None or money.executed is None:
        return []
    exact = Fraction(money.executed) / Fraction(money.budget)
    places = max(2, decimals_of(money.rate))  # a rate is never printed more coarsely than whole per cents
    if _may_print(money.rate, *_possible_rates(money), places):
        return []
    how = follows(money.rate, exact, places)
    should = f"{plain(money.executed)}元÷{plain(money.budget)}元＝{percent(exact, places - 2)}"
    text = f"执行率印为{percent(money.rate, places - 2)}，按表内数字应为{should}。"
    if how == "truncated":
        text += "所印的是去尾的结果，不是四舍五入。"
    elif Fraction(money.rate) == (exact * 10**places // 1 + 1) / Fraction(10**places):
        text += "所印的是进一的结果，不是四舍五入。"
    elif money.initial and not money.only_budget and _ratio_follows(money.rate, money.executed, money.initial, places):
        text += "所印的是按年初预算数算的；自评表应以全年预算数（调整后）为分母。"
    return [
        Finding(
            "execution.rate_differs",
            "warning",
            form_place(form, "execution_rate", "funds"),
            text,
            _RATE_BASIS,
            f"请把执行率改为{percent(exact, places - 2)}，或核对预算数和执行数。",
        )
    ]


def _possible_rates(money: Execution) -> tuple[Fraction, Fraction]:
    """The least and the greatest rate of money that prints like the form's: 21.55 万元 may be 215,457.6 yuan."""
    if money.budget is None or money.executed is None or money.budget <= 0:
        return Fraction(0), Fraction(0)
    half, executed, budget = Fraction(money.step) / 2, Fraction(money.executed), Fraction(money.budget)
    low = max(executed - half, Fraction(0)) / (budget + half)
    return low, (executed + half) / (budget - half) if budget > half else executed + half


def _may_print(printed: Decimal, low: Fraction, high: Fraction, places: int) -> bool:
    """Whether some figure between ``low`` and ``high`` is printed so when rounded half up."""
    half = Fraction(1, 10**places) / 2
    return low < Fraction(printed) + half and high >= Fraction(printed) - half


def _ratio_follows(rate: Decimal, executed: Decimal, budget: Decimal, places: int) -> bool:
    return budget > 0 and follows(rate, Fraction(executed) / Fraction(budget), places) != "no"


def _check_over_budget(form: Form, money: Execution) -> list[Finding]:
    if money.budget is None or money.executed is None or money.executed <= money.budget:
        return []
    return [
        Finding(
            "execution.over_budget",
            "warning",
            form_place(form, "execution_rate", "funds"),
            f"全年执行数{plain(money.executed)}元超过全年预算数{plain(money.budget)}元，执行率"
            f"{percent(Fraction(money.executed) / Fraction(money.budget))}。",
            _RATE_BASIS,
            "请核对全年预算数是否为调整后的数；确有超支的，应说明依据。",
        )
    ]


class _Version(NamedTuple):
    """The exact score under one profile, and what must be true of the project for it."""

    title: str
    complete: bool | None
    condition: str
    exact: Fraction


def _check_score(form: Form, money: Execution, rules: SelfEvaluationRules) -> list[Finding]:
    """The printed score against each profile; 101号 depends on whether the project is complete, which few forms say."""
    if money.score is None or not rules.profiles:
        return []
    place = form_place(form, "execution_score", "execution_rate", "funds")
    if money.weight is None:
        return _without_weight(place, money, rules)
    if money.score > money.weight:
        message = f"预算执行率得{plain(money.score)}分，超过其分值{plain(money.weight)}分。"
        return [Finding("execution.score_above_weight", "error", place, message, "", "请核对得分或分值。")]
    versions = _versions(money, money.weight, rules)
    fitting = next((version for version in versions if _score_may_print(money, money.weight, version.exact)), None)
    if not versions or (fitting and fitting.complete is None):
        return []
    printed = f"预算执行率得分印为{plain(money.score)}分"
    if fitting:
        message = f"{printed}，只有{fitting.condition}时才合{fitting.title}；表中没有写明项目是否完成。"
        fix = "请写明项目是否完成。"
        return [Finding("execution.completion_not_stated", "note", place, message, fitting.title, fix)]
    reasons = "；".join(f"按{version.title}{version.condition}应为{shown(version.exact):f}分" for version in versions)
    cut = follows(money.score, versions[0].exact, decimals_of(money.score)) == "truncated"
    message = f"{printed}；{reasons}。" + ("所印的是去尾的结果，不是四舍五入。" if cut else "")
    basis = str(rules.profiles[0].execution.value.citation)
    severity: Severity = "note" if cut else "warning"
    return [Finding("execution.score_differs", severity, place, message, basis, "请按执行率重新计算得分。")]


def _versions(money: Execution, weight: Decimal, rules: SelfEvaluationRules) -> list[_Version]:
    """Every score that some profile gives: one where completion does not matter, else one for each case."""
    versions: list[_Version] = []
    if money.budget is None or money.executed is None:
        return versions
    for profile in rules.profiles:
        for complete, condition in _COMPLETION:
            points = profile.score_execution(ExecutionFacts(weight, money.executed, money.budget, complete))
            if points.exact is not None:
                versions.append(_Version(profile.title, complete, condition, points.exact))
                if complete is None:
                    break
    return versions


def _without_weight(place: str, money: Execution, rules: SelfEvaluationRules) -> list[Finding]:
    """A score that is out of nothing printed: silent where the points of 第十三条 give it."""
    profile = rules.profiles[0]
    weight = profile.group_weights(["execution"]).weights["execution"]
    if any(_score_may_print(money, weight, version.exact) for version in _versions(money, weight, rules)):
        return []
    message = (
        f"预算执行率得{plain(money.score or Decimal(0))}分，没有印分值；按{plain(weight)}分算不出这个得分，不能核对。"
    )
    basis = str(profile.weights.value.citation)
    return [Finding("execution.weight_not_printed", "note", place, message, basis, "请补印预算执行率的分值。")]


def _score_may_print(money: Execution, weight: Decimal, exact: Fraction) -> bool:
    """Whether the printed score is the exact one, or that of money which prints like the form's."""
    if money.score is None or money.budget is None or money.executed is None:
        return False
    places, points = decimals_of(money.score), Fraction(weight)
    if follows(money.score, exact, places) in {"exact", "rounded"}:
        return True
    low, high = _possible_rates(money)
    one = Fraction(1)
    proportional = exact == points * min(Fraction(money.executed) / Fraction(money.budget), one)
    return proportional and _may_print(money.score, points * min(low, one), points * min(high, one), places)
