"""The scoring rules of 财预〔2020〕10号《项目支出绩效评价管理办法》, one function each.

Every function has the name of its parameter (``parameters/tree/scoring``) and of its case file
(``tests/rules/scoring/cases``). The parameter in force on the day comes in as an argument.
"""

from __future__ import annotations

from fractions import Fraction

from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring.bands import band_of, bands_in
from jixiao.rules.scoring.facts import ExecutionFacts, IndicatorFacts, Points
from jixiao.rules.scoring.rounding import percent, plain

_BAND_OF_VERDICT = {"met": 0, "partly": 1, "not_met": 2}


def forward_score_mof_2020_10(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """Quantitative indicator, larger is better: met ⇒ w; not met ⇒ w × B/A, within [0, w] (第十六条).

    Without a positive target (A ≤ 0) or a number for B the ratio has no meaning and nothing is scored.
    """
    name, source = "forward_score_mof_2020_10", str(rule.citation)
    weight = Fraction(facts.weight)
    if facts.verdict == "met":
        return Points(weight, weight, f"达到指标值，得满分{plain(weight)}分（{source}）", name, source)
    if facts.target is None or facts.actual is None or facts.target <= 0:
        return Points(
            None, None, f"未达标，但指标值和实际值不是可以相除的两个数，{source}的公式算不出得分", name, source
        )
    ratio = min(max(Fraction(facts.actual) / Fraction(facts.target), Fraction(0)), Fraction(rule.value["cap"]))
    points = weight * ratio
    why = f"未达标，完成{percent(ratio)}，{plain(weight)}分×{percent(ratio)}={plain(points)}分（{source}）"
    return Points(points, points, why, name, source)


def qualitative_score_mof_2020_10(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """Qualitative indicator, of w: achieved [80,100]%, partly [60,80)%, not [0,60)%; a person picks (第十六条)."""
    name, source = "qualitative_score_mof_2020_10", str(rule.citation)
    place = _BAND_OF_VERDICT.get(facts.verdict)
    if place is None:
        return Points(None, None, f"没有判定结果，不能在{source}的三档中定档", name, source)
    band = bands_in(rule.value)[place]
    weight = Fraction(facts.weight)
    low, high = weight * band.at_least, weight * band.below
    closing = "）" if band.open_above else "]"
    why = f"定性指标“{band.name}”，得分应在[{plain(low)}, {plain(high)}{closing}分之内，由评价人定（{source}）"
    return Points(low, high, why, name, source, high_open=band.open_above)


def execution_score_mof_2020_10(facts: ExecutionFacts, rule: DatedValue) -> Points:
    """预算执行率: w × 全年执行数 ÷ 全年预算数, within [0, w], from the unrounded rate.

    Spending beyond the adjusted budget gives no more than w; the excess is a finding of its own.
    """
    name, source = "execution_score_mof_2020_10", str(rule.citation)
    rate = facts.rate
    if rate is None:
        return Points(None, None, "全年预算数为零或缺失，执行率算不出", name, source)
    weight = Fraction(facts.weight)
    points = weight * min(max(rate, Fraction(0)), Fraction(rule.value["cap"]))
    return Points(
        points, points, f"执行率{percent(rate)}，{plain(weight)}分按比例得{plain(points)}分（{source}）", name, source
    )


def grade_mof_2020_10(total: Fraction, rule: DatedValue) -> str:
    """评价等次 of an unrounded total on a scale of 100: [90,100] 优, [80,90) 良, [60,80) 中, <60 差 (第十八条).

    Half-open, so that 89.5 has a grade. Never give it a rounded total.
    """
    return band_of(total / 100, bands_in(rule.value)).name
