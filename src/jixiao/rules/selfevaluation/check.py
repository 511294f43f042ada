"""The check of a self-evaluation form (绩效自评表): everything from the form's own figures, nothing raised."""

from __future__ import annotations

from dataclasses import dataclass

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.selfevaluation.execution_checks import check_execution
from jixiao.rules.selfevaluation.indicator_checks import check_indicators
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.plausible import plausible
from jixiao.rules.selfevaluation.published import published
from jixiao.rules.selfevaluation.recompute import Recomputation, recompute_all
from jixiao.rules.selfevaluation.sentences import form_place
from jixiao.rules.selfevaluation.total_checks import check_totals
from jixiao.rules.selfevaluation.weight_checks import check_weights

_WRONG_SCORES = {
    "execution.score_differs",
    "score.above_weight",
    "score.differs",
    "score.full_but_missed",
    "score.lost_but_met",
}


@dataclass(frozen=True, slots=True)
class Examined:
    """What the check says of a form, and its figures computed again under every profile in force."""

    findings: list[Finding]
    recomputations: tuple[Recomputation, ...]


def check_self_evaluation(form: Form, rules: SelfEvaluationRules) -> list[Finding]:
    """The findings of :func:`examine` alone."""
    return examine(form, rules).findings


def examine(form: Form, rules: SelfEvaluationRules) -> Examined:
    """Findings on weights, 预算执行率, each indicator, total and grade, in the order of the form.

    A published score is only called wrong where it follows under no profile in force on ``rules.day``. Without any
    national rule in force nothing is scored, and one finding says so.
    """
    form, left_out = plausible(form)
    seen = published(form, rules.words)
    findings: list[Finding] = []
    if left_out:
        text = f"{'、'.join(left_out)}有位数不合理的数，没有参加核对。"
        findings.append(
            Finding("score.implausible_figure", "error", form_place(form), text, "", "请核对表中的数字或读入结果。")
        )
    if not rules.profiles:
        findings.append(_no_rule(form, rules))
    if seen.on_scale_of_100:
        findings.append(
            Finding(
                "score.on_scale_of_100",
                "note",
                form_place(form, "indicators"),
                "各项得分按百分制印出，已按“得分×分值÷100”折算后核对。",
                "",
                "请在表中写明得分的口径。",
            )
        )
    recomputations = recompute_all(form, rules)
    findings += check_execution(form, seen, rules)
    findings += check_weights(form, seen, rules)
    findings += check_indicators(form, recomputations, rules)
    findings += _goals_repeated(form, rules)
    differ = any(found.severity in {"error", "warning"} and found.code in _WRONG_SCORES for found in findings)
    findings += check_totals(form, seen, recomputations, rules, scores_differ=differ)
    return Examined(findings, recomputations)


def _goals_repeated(form: Form, rules: SelfEvaluationRules) -> list[Finding]:
    """年度总体目标: 实际完成情况 that is 预期目标 word for word says nothing of what was done."""
    words = rules.words
    reached = {
        label: _bare(text)
        for label, text in form.narratives.items()
        if any(word in label for word in words.reached_goals)
    }
    expected = {
        _bare(text)
        for label, text in form.narratives.items()
        if label not in reached and any(word in label for word in words.expected_goals)
    }
    repeated = next((label for label, text in reached.items() if text and text in expected), None)
    if repeated is None:
        return []
    text = f"“{repeated}”与预期目标一字不差，看不出实际完成了什么。"
    fix = "请写明实际完成的数量、质量、时间和效果。"
    return [Finding("actual.goals_repeated", "review", form_place(form, repeated), text, "财预〔2020〕10号 附1", fix)]


def _bare(text: str) -> str:
    return "".join(text.split()).rstrip("。.；;")


def _no_rule(form: Form, rules: SelfEvaluationRules) -> Finding:
    document = rules.regulation.value["document"] if rules.regulation else ""
    then = f"当时施行的是{document}，其计分规则未见原文" if document else "没有查到当时施行的办法"
    text = f"按{rules.day.isoformat()}没有可用的计分规则：{then}，得分没有重算。"
    return Finding("score.no_rule_in_force", "note", form_place(form), text, document, "请按当时有效的办法人工核对。")
