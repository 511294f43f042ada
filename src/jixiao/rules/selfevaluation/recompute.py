"""A self-evaluation computed again from its own figures, under one profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.scoring import ExecutionFacts, Group, IndicatorFacts, Points, ScoringProfile, decimals_of, follows
from jixiao.rules.selfevaluation.assess import Assessed, assess
from jixiao.rules.selfevaluation.groups import group_of
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.plausible import plausible
from jixiao.rules.selfevaluation.published import Published, published, scored_rows

#: How the published score stands to the recomputed one: it is it; it is it rounded; cut off; it lies in the band the
#: rule leaves to a person; it differs; the rule cannot say; there is no score, or no weight to score with.
Relation = Literal["exact", "rounded", "truncated", "in_band", "differs", "undecided", "no_score", "no_weight"]

#: Points by indicator number; those of the money block under ``"execution"``.
WeightTable = Mapping[int | Literal["execution"], Decimal | Fraction]

FOLLOWING: frozenset[Relation] = frozenset({"exact", "rounded", "in_band"})


@dataclass(frozen=True, slots=True)
class IndicatorScore:
    """One indicator: what was published, what the profile gives, and why."""

    indicator: Indicator
    group: Group | None
    weight: Decimal | Fraction | None
    weight_source: Literal["printed", "profile", "none"]
    published: Decimal | None
    assessed: Assessed
    points: Points
    relation: Relation

    @property
    def name(self) -> str:
        """The indicator's own name, else that of its level."""
        row = self.indicator
        return row.level3 or row.level2 or row.level1 or row.target_text


@dataclass(frozen=True, slots=True)
class ExecutionScore:
    """预算执行率: the same for the money.

    ``choices`` are what a profile gives where it depends on something the form does not say (101号: whether the project
    is complete) and no choice gives the published score; they bound the total.
    """

    weight: Decimal | Fraction
    published: Decimal | None
    points: Points
    relation: Relation
    choices: tuple[Fraction, ...] = ()


@dataclass(frozen=True, slots=True)
class Recomputation:
    """The whole form under one profile.

    ``low`` and ``high`` bound the total: bands count from edge to edge (a published score inside its band counts as
    itself), undecided lines from nothing to their weight; ``undecided`` has their numbers, 0 for 预算执行率. ``grade``
    stands only where both ends have the same one and the points add up to 100; ``grade_why`` says so otherwise.
    """

    profile: str
    profile_title: str
    indicators: tuple[IndicatorScore, ...]
    execution: ExecutionScore | None
    out_of: Fraction
    low: Fraction
    high: Fraction
    undecided: tuple[int, ...]
    grade: str | None
    grade_why: str
    weights_why: str


def recompute_all(form: Form, rules: SelfEvaluationRules) -> tuple[Recomputation, ...]:
    """The form under every profile in force; each row is judged once."""
    form, _ = plausible(form)
    assessed = _assessed(form, rules)
    return tuple(_recompute(form, profile, rules, assessed) for profile in rules.profiles)


def recompute(form: Form, profile: ScoringProfile, rules: SelfEvaluationRules) -> Recomputation:
    """Every figure that follows from the form's own figures under ``profile``.

    Weights are those printed; a form that prints neither weights nor scores gets the profile's, shared out equally
    within a group, and says so. A form that prints scores but no weights cannot be scored: each row says so.
    """
    form, _ = plausible(form)
    return _recompute(form, profile, rules, _assessed(form, rules))


_AssessedRow = tuple[Indicator, Assessed]


def _assessed(form: Form, rules: SelfEvaluationRules) -> tuple[_AssessedRow, ...]:
    return tuple((row, assess(row, rules, form.year)) for row in scored_rows(form, rules.words))


def _recompute(
    form: Form, profile: ScoringProfile, rules: SelfEvaluationRules, assessed: tuple[_AssessedRow, ...]
) -> Recomputation:
    seen = published(form, rules.words)
    weights, why = _weights(form, profile, rules, seen)
    rows = tuple(_indicator(row, judged, weights, seen, profile, rules) for row, judged in assessed)
    return _totals(profile, rows, _execution(seen, profile, weights), why)


def relation_of(points: Points, printed: Decimal | None, places: int) -> Relation:
    """How a published score stands to what the rule gives."""
    if printed is None:
        return "no_score"
    if points.exact is not None:
        how = follows(printed, points.exact, places)
        return "differs" if how == "no" else how
    if not points.decided:
        return "undecided"
    return "in_band" if points.allows(Fraction(printed)) else "differs"


def _weights(
    form: Form, profile: ScoringProfile, rules: SelfEvaluationRules, seen: Published
) -> tuple[WeightTable, str]:
    """The points to score with, and where they come from."""
    printed: dict[int | Literal["execution"], Decimal | Fraction] = {no: seen.weights[no] for no in seen.weights}
    if seen.weights or seen.scores:
        given = seen.execution_weight
        if given is None and seen.execution and seen.weights and sum(seen.weights.values()) == 90:
            given = Decimal(10)
        if given is not None:
            printed["execution"] = given
        return printed, "按表中所印分值" if seen.weights else "表中没有分值"
    groups = {row.no: group_of(row, rules.words) for row in scored_rows(form, rules.words)}
    present = {group for group in groups.values() if group is not None}
    if seen.execution:
        present.add("execution")
    shared = profile.group_weights(present)
    final = {no: shared.counted_as.get(group, group) for no, group in groups.items() if group is not None}
    sizes = Counter(final.values())
    result: dict[int | Literal["execution"], Decimal | Fraction] = {
        no: Fraction(shared.weights[group]) / sizes[group] for no, group in final.items() if group in shared.weights
    }
    if seen.execution and not sizes["execution"] and "execution" in shared.weights:
        result["execution"] = shared.weights["execution"]
    return result, f"表中没有分值，{shared.why}，组内平均"


def _indicator(
    row: Indicator,
    assessed: Assessed,
    weights: WeightTable,
    seen: Published,
    profile: ScoringProfile,
    rules: SelfEvaluationRules,
) -> IndicatorScore:
    weight, printed = weights.get(row.no), seen.scores.get(row.no)
    group = group_of(row, rules.words)
    if weight is None:
        points = Points(None, None, "没有分值，得分无从重算", "", "")
        relation: Relation = "no_score" if printed is None else "no_weight"
        return IndicatorScore(row, group, None, "none", printed, assessed, points, relation)
    facts = IndicatorFacts(
        weight=weight,
        verdict=assessed.verdict,
        kind=assessed.kind,
        target=assessed.target,
        actual=assessed.actual,
        direction=assessed.direction,
        group=group,
        is_ratio=assessed.is_ratio,
    )
    points = profile.score(facts)
    source: Literal["printed", "profile"] = "printed" if row.no in seen.weights else "profile"
    return IndicatorScore(
        row, group, weight, source, printed, assessed, points, relation_of(points, printed, seen.places_of(printed))
    )


def _execution(seen: Published, profile: ScoringProfile, weights: WeightTable) -> ExecutionScore | None:
    money, weight = seen.execution, weights.get("execution")
    if money is None or weight is None:
        return None
    printed, places = money.score, decimals_of(money.score or Decimal(0))
    if money.executed is None or money.budget is None:
        points = Points(None, None, "缺少全年预算数或全年执行数，执行率得分无从重算", "", "")
        return ExecutionScore(weight, printed, points, relation_of(points, printed, places))
    facts = ExecutionFacts(weight, money.executed, money.budget)
    points = profile.score_execution(facts)
    if points.decided:
        return ExecutionScore(weight, printed, points, relation_of(points, printed, places))
    choices = [profile.score_execution(replace(facts, project_complete=complete)) for complete in (True, False)]
    for choice in choices:
        if relation_of(choice, printed, places) in FOLLOWING:
            return ExecutionScore(weight, printed, choice, relation_of(choice, printed, places))
    given = tuple(choice.exact for choice in choices if choice.exact is not None)
    return ExecutionScore(weight, printed, points, relation_of(points, printed, places), given)


def _totals(
    profile: ScoringProfile, rows: tuple[IndicatorScore, ...], execution: ExecutionScore | None, weights_why: str
) -> Recomputation:
    scored: list[IndicatorScore | ExecutionScore] = [row for row in rows if row.weight is not None]
    scored += [execution] if execution else []
    bounds = [_bounds(line) for line in scored]
    out_of = sum((Fraction(line.weight or 0) for line in scored), Fraction(0))
    low, high = sum((low for low, _ in bounds), Fraction(0)), sum((high for _, high in bounds), Fraction(0))
    undecided = tuple(
        line.indicator.no if isinstance(line, IndicatorScore) else 0 for line in scored if not line.points.decided
    )
    grade, why = _grade(profile, low, high, out_of)
    return Recomputation(
        profile.version, profile.title, rows, execution, out_of, low, high, undecided, grade, why, weights_why
    )


def _bounds(line: IndicatorScore | ExecutionScore) -> tuple[Fraction, Fraction]:
    """The least and the most a line can add: a published score inside its band counts as itself."""
    if line.relation == "in_band" and line.published is not None:
        return Fraction(line.published), Fraction(line.published)
    if line.points.low is not None and line.points.high is not None:
        return line.points.low, line.points.high
    if isinstance(line, ExecutionScore) and line.choices:
        return min(line.choices), max(line.choices)
    return Fraction(0), Fraction(line.weight or 0)


def _grade(profile: ScoringProfile, low: Fraction, high: Fraction, out_of: Fraction) -> tuple[str | None, str]:
    if out_of == 0:
        return None, "表中没有分值，总分和等次不能重算"
    if out_of != 100:
        return None, f"分值合计不是100分，等次标准按百分制，{profile.title}没有折算的规定，不评等次"
    lowest, highest = profile.grade_of(low), profile.grade_of(high)
    if lowest != highest:
        return None, f"按{profile.title}重算的总分可在“{lowest}”至“{highest}”之间，由评价人定分后才能定等次"
    return lowest, f"按未舍入的总分定为“{lowest}”（{profile.grade.value.citation}）"
