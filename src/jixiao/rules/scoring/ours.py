"""Rules that no ministry text read so far contains; each is a parameter marked ours and never the default."""

from __future__ import annotations

from fractions import Fraction

from jixiao.rules.regulations import DatedValue
from jixiao.rules.scoring.facts import IndicatorFacts, Points
from jixiao.rules.scoring.rounding import percent, plain


def reverse_score_ours(facts: IndicatorFacts, rule: DatedValue) -> Points:
    """Smaller is better (反向指标): met ⇒ w; not met ⇒ w × A/B, within [0, w]. Seen on one local form."""
    name, source = "reverse_score_ours", str(rule.citation)
    weight = Fraction(facts.weight)
    if facts.verdict == "met":
        return Points(weight, weight, f"达到指标值，得满分{plain(weight)}分（{source}）", name, source)
    if facts.target is None or facts.actual is None or facts.actual <= 0:
        return Points(
            None, None, f"未达标，但指标值和实际值不是可以相除的两个数，{source}的公式算不出得分", name, source
        )
    ratio = min(max(Fraction(facts.target) / Fraction(facts.actual), Fraction(0)), Fraction(rule.value["cap"]))
    points = weight * ratio
    why = f"反向指标未达标，{plain(weight)}分×指标值÷实际值（{percent(ratio)}）={plain(points)}分（{source}）"
    return Points(points, points, why, name, source)
