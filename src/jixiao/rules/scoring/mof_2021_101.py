"""The scoring rules of 财预〔2021〕101号 三（七）, one function each.

The document gives them as examples ("如"), so every number is a parameter; what it leaves open is said, not filled.
"""

from __future__ import annotations

from fractions import Fraction

from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring.bands import band_of, bands_in
from jixiao.rules.scoring.facts import ExecutionFacts, IndicatorFacts, Points
from jixiao.rules.scoring.mof_2020_10 import qualitative_score_mof_2020_10
from jixiao.rules.scoring.rounding import percent, plain


def direct_score_mof_2021_101(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """直接赋分: yes ⇒ w; no ⇒ 0, or a partial deduction that a person decides."""
    name, source = "direct_score_mof_2021_101", str(rule.citation)
    weight = Fraction(facts.weight)
    if facts.verdict == "met":
        return Points(weight, weight, f"符合要求，直接赋满分{plain(weight)}分（{source}）", name, source)
    if facts.verdict == "partly":
        why = f"部分符合要求，酌情扣分，得分在[0, {plain(weight)})分之内，由评价人定（{source}）"
        return Points(Fraction(0), weight, why, name, source, high_open=True)
    if facts.verdict == "not_met":
        return Points(Fraction(0), Fraction(0), f"不符合要求，直接赋0分（{source}）", name, source)
    return Points(None, None, f"没有判定结果，不能按{source}直接赋分", name, source)


def completion_score_mof_2021_101(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """完成比例 with a pass gate g: r < g ⇒ 0; else w × (r − g)/(1 − g), r = B/A capped at 1."""
    name, source = "completion_score_mof_2021_101", str(rule.citation)
    weight, gate = Fraction(facts.weight), Fraction(rule.value["gate"])
    if facts.verdict == "met":
        return Points(weight, weight, f"达到指标值，得满分{plain(weight)}分（{source}）", name, source)
    if facts.target is None or facts.actual is None or facts.target <= 0:
        return Points(
            None, None, f"未达标，但指标值和实际值不是可以相除的两个数，{source}的公式算不出得分", name, source
        )
    ratio = min(Fraction(facts.actual) / Fraction(facts.target), Fraction(rule.value["cap"]))
    if ratio < gate:
        why = f"完成{percent(ratio)}，不到{percent(gate)}，得0分（{source}）"
        return Points(Fraction(0), Fraction(0), why, name, source)
    points = weight * (ratio - gate) / (1 - gate)
    why = f"完成{percent(ratio)}，扣除{percent(gate)}及格线后按比例得{plain(points)}分（{source}）"
    return Points(points, points, why, name, source)


def qualitative_score_mof_2021_101(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """评判等级: the three bands of 10号 with this document's citation."""
    points = qualitative_score_mof_2020_10(facts, rule)
    return Points(
        points.low, points.high, points.why, "qualitative_score_mof_2021_101", points.citation, points.high_open
    )


def satisfaction_score_mof_2021_101(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """满意度: by the absolute level, whatever the target: ≥90% 10, [80,90) 8, [60,80) 5, <60% 0 of 10 points.

    Scaling to other weights by w/10 is our inference.
    """
    name, source = "satisfaction_score_mof_2021_101", str(rule.citation)
    if facts.actual is None or not facts.is_ratio or not 0 <= facts.actual <= 1:
        return Points(None, None, f"实际满意度不是百分比，{source}的分档无法套用", name, source)
    band = band_of(Fraction(facts.actual), bands_in(rule.value))
    points = Fraction(facts.weight) * (band.share or Fraction(0))
    why = f"满意度{percent(facts.actual)}，属于“{band.name}”一档，得{plain(points)}分，与指标值无关（{source}）"
    return Points(points, points, why, name, source)


def execution_score_mof_2021_101(facts: ExecutionFacts, rule: DatedValue) -> Points:
    """预算执行率 by bands: project complete within the budget ⇒ 10; not complete: [80,100)% 7, [60,80)% 5, <60% 0.

    Needs to know whether the project is complete; a project that is not complete at 100% or more, or complete beyond
    its budget, is not provided for.
    """
    name, source = "execution_score_mof_2021_101", str(rule.citation)
    rate, weight = facts.rate, Fraction(facts.weight)
    if rate is None:
        return Points(None, None, "全年预算数为零或缺失，执行率算不出", name, source)
    if facts.project_complete is None:
        why = f"执行率{percent(rate)}；{source}按项目是否完成分别给分，表中没有写明项目是否完成"
        return Points(None, None, why, name, source)
    if facts.project_complete:
        if rate > 1:
            return Points(None, None, f"执行率{percent(rate)}，项目完成但超出预算，{source}没有规定", name, source)
        points = weight * Fraction(rule.value["complete_share"])
        return Points(points, points, f"项目完成且未超预算，得{plain(points)}分（{source}）", name, source)
    if rate >= 1:
        return Points(None, None, f"执行率{percent(rate)}而项目未完成，{source}没有规定", name, source)
    band = band_of(rate, bands_in(rule.value["incomplete"]))
    points = weight * (band.share or Fraction(0))
    return Points(points, points, f"项目未完成，执行率{percent(rate)}，得{plain(points)}分（{source}）", name, source)
