"""总分 and 等次 of a self-evaluation: do they follow from the scores that the form prints, and from the figures?"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.scoring import decimals_of, plain, shown
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.published import Published, has_execution_row, scored_rows
from jixiao.rules.selfevaluation.recompute import Recomputation
from jixiao.rules.selfevaluation.sentences import form_place

_SUM = "财预〔2020〕10号 第十六条：总分为各项得分之和"


def check_totals(
    form: Form,
    seen: Published,
    recomputations: Sequence[Recomputation],
    rules: SelfEvaluationRules,
    *,
    scores_differ: bool,
) -> list[Finding]:
    """The printed total and grade against the printed scores, then against what the figures give.

    ``scores_differ``: some published score was found wrong; where none was, the total needs no second opinion.
    """
    return [
        *_check_sum(form, seen, rules),
        *_check_grade(form, seen, recomputations, rules),
        *(_check_recomputed(form, recomputations) if scores_differ else []),
    ]


def _printed_sum(form: Form, seen: Published, rules: SelfEvaluationRules) -> Decimal | None:
    """Sum of the printed scores with 预算执行率; None where one that carries points has none."""
    for row in scored_rows(form, rules.words):
        if row.no not in seen.scores and (row.no in seen.weights or not seen.weights):
            return None
    return _sum_of_scores(form, seen, rules) if seen.scores or seen.execution else None


def _sum_of_scores(form: Form, seen: Published, rules: SelfEvaluationRules) -> Decimal:
    """What is printed, added up."""
    money = seen.execution
    apart = money.score if money and not has_execution_row(form, rules.words) else None
    return sum(seen.scores.values(), apart or Decimal(0))


def _check_sum(form: Form, seen: Published, rules: SelfEvaluationRules) -> list[Finding]:
    total, summed = form.total_score, _printed_sum(form, seen, rules)
    if total is None:
        return []
    place = form_place(form, "total_score")
    if summed is None:
        if not seen.scores or total == _sum_of_scores(form, seen, rules):
            return []
        text = f"总分印为{plain(total)}分，但有的指标没有得分，总分不能核对。"
        return [Finding("total.cannot_add", "note", place, text, _SUM, "请补填得分。")]
    if total == summed or total == shown(Fraction(summed), decimals_of(total)):
        return []
    text = f"总分印为{plain(total)}分，各项得分合计{plain(summed)}分。"
    money = seen.execution.score if seen.execution else None
    if money is not None and total == summed - money:
        text += f"总分没有计入预算执行率的{plain(money)}分。"
    if seen.on_scale_of_100:
        text += "（得分按百分制印出，已按分值折算。）"
    if abs(total - summed) <= _rounding_room(seen):
        text += "差额可由各项得分的舍入造成。"
        return [Finding("total.rounding", "note", place, text, _SUM, "请用未舍入的得分相加。")]
    return [Finding("total.differs", "error", place, text, _SUM, f"请把总分改为{plain(summed)}分，或核对各项得分。")]


def _rounding_room(seen: Published) -> Decimal:
    """Half a last digit for every score that has decimals."""
    rounded = [score for score in seen.scores.values() if decimals_of(score)]
    if seen.execution and seen.execution.score is not None and decimals_of(seen.execution.score):
        rounded.append(seen.execution.score)
    return sum((Decimal(1).scaleb(-decimals_of(score)) / 2 for score in rounded), Decimal(0))


def _check_grade(
    form: Form, seen: Published, recomputations: Sequence[Recomputation], rules: SelfEvaluationRules
) -> list[Finding]:
    """The printed grade against the printed total (or the sum of the scores), unrounded."""
    if not form.grade or not rules.profiles:
        return []
    profile, place = rules.profiles[0], form_place(form, "grade", "total_score")
    printed = rules.words.grades.get("".join(form.grade.split()))
    if printed is None:
        text = f"等次印为“{form.grade}”，不在优、良、中、差之列，不能核对。"
        return [
            Finding("grade.unknown", "note", place, text, str(profile.grade.value.citation), "请写明优、良、中、差。")
        ]
    summed = _printed_sum(form, seen, rules)
    total = form.total_score if form.total_score is not None else summed
    if total is None or (recomputations and recomputations[0].out_of not in {Fraction(100), Fraction(0)}):
        return []
    should = profile.grade_of(Fraction(total))
    basis = f"{profile.grade.value.citation}：90分及以上优，80分及以上良，60分及以上中，不足60分差；按未舍入的总分"
    if should != printed:
        text = f"等次印为“{form.grade}”，总分{plain(total)}分应为“{should}”。"
        return [Finding("grade.differs", "error", place, text, basis, f"请把等次改为“{should}”，或核对总分。")]
    if summed is not None and profile.grade_of(Fraction(summed)) != printed and abs(total - summed) < 1:
        true = profile.grade_of(Fraction(summed))
        text = f"等次“{form.grade}”取自舍入后的总分{plain(total)}分；各项得分合计{plain(summed, 4)}分，应为“{true}”。"
        return [Finding("grade.from_rounded_total", "warning", place, text, basis, f"请把等次改为“{true}”。")]
    return []


def _check_recomputed(form: Form, recomputations: Sequence[Recomputation]) -> list[Finding]:
    """The published total where no profile reaches it from the form's own figures."""
    total = form.total_score
    usable = [whole for whole in recomputations if whole.out_of == 100]
    if total is None or not usable:
        return []
    room = Fraction(1, 10 ** decimals_of(total)) / 2
    if any(whole.low - room <= Fraction(total) <= whole.high + room for whole in usable):
        return []
    parts = "；".join(f"按{whole.profile_title}应为{_range(whole)}" for whole in usable)
    grades = {whole.grade for whole in usable}
    only = grades.pop() if len(grades) == 1 else None
    grade = f"，等次应为“{only}”" if only and only != form.grade else ""
    text = f"按表内数字重算，总分不是{plain(total)}分：{parts}{grade}。"
    return [Finding("total.not_recomputed", "warning", form_place(form, "total_score"), text, _SUM, "请逐项核对得分。")]


def _range(whole: Recomputation) -> str:
    if whole.low == whole.high:
        return f"{shown(whole.low):f}分"
    return f"{shown(whole.low):f}至{shown(whole.high):f}分"
