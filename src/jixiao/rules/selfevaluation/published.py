"""What the form itself says about points: weights, scores, the money behind 预算执行率, and how finely it prints."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from jixiao.rules.forms import Form, FundRow, Indicator
from jixiao.rules.scoring import decimals_of
from jixiao.rules.selfevaluation.groups import group_of, is_sub_row, points_in_label
from jixiao.rules.selfevaluation.inputs import SelfEvaluationWords

_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")
_TEN_THOUSAND = Decimal(10000)


@dataclass(frozen=True, slots=True)
class Execution:
    """预算执行率 as the form prints it. Money in yuan; ``step`` is the smallest step the form prints money in."""

    initial: Decimal | None
    budget: Decimal | None
    executed: Decimal | None
    rate: Decimal | None  # a ratio
    weight: Decimal | None
    score: Decimal | None
    step: Decimal
    only_budget: bool  # the form prints one budget figure, not 年初 and 全年 apart


@dataclass(frozen=True, slots=True)
class Published:
    """The form's own points by indicator number; ``places``: the decimals it prints scores in."""

    scores: dict[int, Decimal]
    weights: dict[int, Decimal]
    on_scale_of_100: bool
    places: int
    execution: Execution | None

    def places_of(self, printed: Decimal | None) -> int:
        """The decimals a score was rounded to: its own from two on, since 9.5 may be a 9.50 without its zero."""
        own = decimals_of(printed) if printed is not None else 0
        return own if own >= 2 else self.places

    @property
    def execution_weight(self) -> Decimal | None:
        """The points of 预算执行率 where the form prints them in the money block."""
        return self.execution.weight if self.execution else None


def published(form: Form, words: SelfEvaluationWords) -> Published:
    """Collects what is printed; a score on a scale of 100 beside a weight is turned into points."""
    weights = {row.no: row.weight for row in form.indicators if row.weight is not None}
    weights |= _label_weights(form, words, weights)
    scores = {row.no: score for row in form.indicators if (score := _score(row, words)) is not None}
    scaled = _scale_of_100(scores, weights)
    execution = _execution(form, words)
    places = max((decimals_of(score) for score in scores.values()), default=0)
    if scaled:
        scores = {no: score * weights[no] / 100 for no, score in scores.items() if no in weights}
        places += 2
    return Published(scores, weights, scaled, places, execution)


def scored_rows(form: Form, words: SelfEvaluationWords) -> tuple[Indicator, ...]:
    """Rows that should carry points: not 其中 rows without any."""
    return tuple(
        row for row in form.indicators if not (is_sub_row(row, words) and row.weight is None and row.score is None)
    )


def has_execution_row(form: Form, words: SelfEvaluationWords) -> bool:
    """Whether 预算执行率 stands among the indicators."""
    return any(group_of(row, words) == "execution" for row in form.indicators)


def total_row(funds: Iterable[FundRow], words: SelfEvaluationWords) -> FundRow | None:
    """年度资金总额: the row named so, else the one with points, else the first."""
    rows = list(funds)
    for row in rows:
        if any(word in "".join(row.label.split()) for word in words.total_rows):
            return row
    return next((row for row in rows if row.weight is not None or row.score is not None), rows[0] if rows else None)


def _label_weights(form: Form, words: SelfEvaluationWords, weights: dict[int, Decimal]) -> dict[int, Decimal]:
    """Points of rows that stand alone under a label with points: 数量指标（15分） with one row gives it 15."""
    rows = scored_rows(form, words)
    found: dict[int, Decimal] = {}
    for row in rows:
        second, first = points_in_label(row.level2), points_in_label(row.level1)
        if row.no in weights or (second is None and first is None):
            continue
        same = [
            other for other in rows if other.level1 == row.level1 and (second is None or other.level2 == row.level2)
        ]
        points = second if second is not None else first
        if len(same) == 1 and points is not None:
            found[row.no] = points
    return found


def _score(row: Indicator, words: SelfEvaluationWords) -> Decimal | None:
    """The score in points: a column 折算得分 goes before a raw one."""
    for heading, text in row.details.items():
        if any(word in heading for word in words.converted_scores) and _NUMBER.match(text.strip()):
            return Decimal(text.strip())
    return row.score


def _scale_of_100(scores: dict[int, Decimal], weights: dict[int, Decimal]) -> bool:
    """Most scores above their weight, none above 100: the form scores each indicator out of 100."""
    pairs = [(scores[no], weights[no]) for no in scores if no in weights]
    above = [score for score, weight in pairs if score > weight]
    return len(pairs) > 1 and 2 * len(above) > len(pairs) and all(score <= 100 for score, _ in pairs)


def _execution(form: Form, words: SelfEvaluationWords) -> Execution | None:
    row = total_row(form.funds, words) or FundRow("")
    budget = form.budget
    initial = _first(row.initial_yuan, budget.current_year_budget_yuan)
    adjusted = _first(row.adjusted_yuan, budget.adjusted_budget_yuan)
    executed = _first(row.executed_yuan, budget.executed_yuan)
    rate = _first(row.execution_rate, budget.execution_rate)
    weight = _first(row.weight, _label_points(form))
    score = row.score
    if all(part is None for part in (executed, rate, score, weight)):
        return None
    return Execution(
        initial=initial,
        budget=_first(adjusted, initial),
        executed=executed,
        rate=rate,
        weight=weight,
        score=score,
        step=_money_step(form),
        only_budget=adjusted is None,
    )


def _label_points(form: Form) -> Decimal | None:
    """预算执行情况（20分） printed as a label of the head."""
    for label in form.fields:
        if "执行" in label and (points := points_in_label(label)) is not None:
            return points
    return None


def _money_step(form: Form) -> Decimal:
    """The smallest step in which the form prints money, in yuan: two decimals of 万元 are steps of 100 yuan."""
    unit = _TEN_THOUSAND if form.money_unit == "万元" else Decimal(1)
    figures = [figure for row in form.funds for figure in (row.initial_yuan, row.adjusted_yuan, row.executed_yuan)]
    figures += [form.budget.current_year_budget_yuan, form.budget.adjusted_budget_yuan, form.budget.executed_yuan]
    # Printed zeros count (250000.00 is exact to the cent); they are lost where a form came through JSON.
    places = [max(decimals_of((figure / unit).normalize()), decimals_of(figure)) for figure in figures if figure]
    return unit.scaleb(-max(places, default=0))


def _first(*figures: Decimal | None) -> Decimal | None:
    return next((figure for figure in figures if figure is not None), None)
