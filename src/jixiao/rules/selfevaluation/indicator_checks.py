"""Each indicator's published score against its own target and actual value, under every profile in force."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form
from jixiao.rules.scoring import plain
from jixiao.rules.selfevaluation.assess import Assessed
from jixiao.rules.selfevaluation.groups import points_in_label
from jixiao.rules.selfevaluation.inputs import SelfEvaluationRules
from jixiao.rules.selfevaluation.recompute import FOLLOWING, IndicatorScore, Recomputation
from jixiao.rules.selfevaluation.sentences import expected, numbers, place_of, points_text

_SCORING = "财预〔2020〕10号 第十六条"
_REASONS = "财预〔2020〕10号 第十一、十六条"

#: One indicator under every profile.
_Views = Sequence[tuple[Recomputation, IndicatorScore]]


def check_indicators(form: Form, recomputations: Sequence[Recomputation], rules: SelfEvaluationRules) -> list[Finding]:
    """Scores, reasons for deviations, and what the actual value itself leaves open."""
    findings: list[Finding] = []
    if not recomputations:
        return findings
    for place_in_form, row in enumerate(recomputations[0].indicators):
        views = [(whole, whole.indicators[place_in_form]) for whole in recomputations]
        findings += _check_score(form, views, rules)
        findings += _check_actual(form, row)
        findings += _check_overshoot(form, row, rules)
    findings += _labels_lost_though_met(form, recomputations[0].indicators)
    findings += _reasons_missing(form, recomputations[0].indicators, rules)
    findings += _only_words(form, recomputations[0].indicators)
    findings += _only_progress(form, recomputations[0].indicators)
    return [*findings, *_not_scored(form, recomputations)]


def _check_score(form: Form, views: _Views, rules: SelfEvaluationRules) -> list[Finding]:
    """At most one finding on a published score; none where it follows under some profile in force."""
    row = views[0][1]
    if row.published is None or row.weight is None:
        return []
    weight, score = Fraction(row.weight), Fraction(row.published)
    if score > weight:
        text = f"得{plain(score)}分，超过分值{plain(weight)}分。"
        return [_finding("score.above_weight", "error", form, row, text, "", "请核对得分或分值。")]
    cut_off = any(view.relation == "truncated" for _, view in views)
    if any(view.relation in FOLLOWING for _, view in views) and row.relation != "truncated":
        return _follows(form, views, weight, score)
    if cut_off:
        text = f"得分印为{plain(score)}分，是去尾的结果；四舍五入后，{expected(views)}。"
        return [_finding("score.truncated", "note", form, row, text, _SCORING, "请统一按四舍五入计分。")]
    verdict = row.assessed.verdict
    if "direction_unknown" in row.assessed.flags and verdict == "not_met":
        return []  # no rule scores it, which is said once for all such rows
    if verdict in {"not_met", "partly"} and score == weight:
        text = f"{row.assessed.why}，却得满分{plain(weight)}分；{expected(views)}。"
        return [_finding("score.full_but_missed", "warning", form, row, text, _SCORING, "请按完成情况重新计分。")]
    if verdict == "met" and row.points.decided:
        return [_lost_though_met(form, views, weight, score, rules)]
    if any(view.points.decided for _, view in views):
        # Which band of words is reached is a person's choice; only a score as if achieved contradicts the words.
        chosen = row.assessed.kind == "words" and score < weight * Fraction(4, 5)
        text = f"{row.assessed.why}，得分印为{plain(score)}分；{expected(views)}。"
        severity: Severity = "review" if chosen else "warning"
        return [_finding("score.differs", severity, form, row, text, _SCORING, "请核对实际完成值和得分。")]
    return []


def _follows(form: Form, views: _Views, weight: Fraction, score: Fraction) -> list[Finding]:
    """The score follows: a note only where rounding to whole points did it, or where only 101号 gives it."""
    row = views[0][1]
    if row.relation in FOLLOWING:
        to_whole_points = row.points.exact is not None and weight - row.points.exact >= Fraction(1, 20)
        if row.relation == "rounded" and score == weight and to_whole_points:
            text = f"{row.assessed.why}；{points_text(row.points)}四舍五入后成为满分{plain(weight)}分。"
            return [_finding("score.full_by_rounding", "review", form, row, text, _SCORING, "请保留小数计分。")]
        return []
    profile = next(whole for whole, view in views if view.relation in FOLLOWING)
    text = f"得{plain(score)}分只合{profile.profile_title}；{expected(views)}。"
    return [_finding("score.follows_other_profile", "note", form, row, text, _SCORING, "请在表中写明所用计分办法。")]


def _lost_though_met(
    form: Form, views: _Views, weight: Fraction, score: Fraction, rules: SelfEvaluationRules
) -> Finding:
    """Points may be taken from a met target only where it was overshot because it was set too low."""
    row = views[0][1]
    lost = f"却扣了{plain(weight - score)}分（得{plain(score)}分，分值{plain(weight)}分）"
    text = f"{row.assessed.why}，{lost}；{expected(views)}。"
    if _overshoot(row.assessed, rules) is not None:
        fix = "如因指标值明显偏低而扣分，请写明理由；否则应得满分。"
        return _finding("score.reduced_after_overshoot", "review", form, row, text, _SCORING, fix)
    fix = "达到指标值应得满分；如实际并未达到，请更正实际完成值。"
    return _finding("score.lost_but_met", "warning", form, row, text, _SCORING, fix)


def _labels_lost_though_met(form: Form, rows: Sequence[IndicatorScore]) -> list[Finding]:
    """产出指标（50分） whose rows print no points of their own: all met in numbers, and less than 50 given."""
    labels: dict[str, list[IndicatorScore]] = {}
    for row in rows:
        if points_in_label(row.indicator.level1) is not None:
            labels.setdefault(row.indicator.level1 or "", []).append(row)
    findings = []
    for label, members in labels.items():
        points = points_in_label(label)
        scores = [row.published for row in members if row.weight is None and row.published is not None]
        certain = all(row.assessed.verdict == "met" and row.assessed.kind != "words" for row in members)
        if points is None or len(scores) != len(members) or not certain or sum(scores) >= points:
            continue
        text = f"“{label}”下各项均达到指标值，得分合计{plain(Fraction(sum(scores)))}分，少于{plain(points)}分。"
        place = place_of(form, members[0].indicator)
        fix = "达到指标值应得满分；如实际并未达到，请更正实际完成值。"
        findings.append(Finding("score.label_lost_but_met", "warning", place, text, _SCORING, fix))
    return findings


def _check_actual(form: Form, row: IndicatorScore) -> list[Finding]:
    """No actual value, another unit than the target's, or a copy of the target with its sign."""
    seen, flags = row.assessed, row.assessed.flags
    if row.published is None and (row.indicator.score_text or "").strip(" 　/-—"):
        text = f"得分栏印的是“{row.indicator.score_text}”，不是数。"
        return [_finding("score.not_a_number", "note", form, row, text, "财预〔2020〕10号 附1", "请填写得分。")]
    target, actual = row.indicator.target_text, (row.indicator.actual_text or "").strip()
    if seen.verdict == "not_reported":
        if row.published is None and not row.weight:
            return []
        text = "没有填实际完成值" + (f"，却有得分{plain(row.published)}分。" if row.published else "。")
        fix = "请填写实际完成值；没有发生的，请说明原因。"
        return [_finding("actual.missing", "warning", form, row, text, "财预〔2020〕10号 附1", fix)]
    if seen.unit_differs:
        text = f"实际完成值“{actual}”的单位与指标值“{target}”不同。{seen.why}。"
        return [_finding("actual.unit_differs", "warning", form, row, text, "", "请按指标值的单位填写实际完成值。")]
    if "repeats_target" in flags and seen.kind == "number":
        text = f"实际完成值“{actual}”照抄指标值“{target}”，看不出实际数。"
        fix = "请填写实际发生的数，不带≥、≤或“以上”。"
        return [_finding("actual.repeats_target", "review", form, row, text, "财预〔2020〕10号 附1", fix)]
    return []


def _check_overshoot(form: Form, row: IndicatorScore, rules: SelfEvaluationRules) -> list[Finding]:
    """10号 wants a far overshoot explained and names no number; ours is a prompt, never a deduction."""
    beyond = _overshoot(row.assessed, rules)
    if beyond is None or _has_reason(row) or rules.overshoot_prompt is None:
        return []
    actual, target = row.indicator.actual_text, row.indicator.target_text
    text = f"实际完成值“{actual}”大幅好于指标值“{target}”（相差{plain(beyond * 100)}%），没有说明原因。"
    basis = f"{_SCORING}；界限为{rules.overshoot_prompt.citation}"
    fix = "请说明超额完成的原因；指标值明显偏低的，应酌情扣分并在下年调整。"
    return [_finding("deviation.overshoot_unexplained", "review", form, row, text, basis, fix)]


def _overshoot(seen: Assessed, rules: SelfEvaluationRules) -> Fraction | None:
    """How far above its target a met larger-is-better indicator went, as a ratio of the target, where that is far.

    Staying far below an upper limit (no complaint where 3% were allowed) needs no explanation.
    """
    if seen.verdict != "met" or not seen.target or seen.actual is None or rules.overshoot_prompt is None:
        return None
    if seen.direction != "higher":
        return None
    beyond = abs(Fraction(seen.actual) - Fraction(seen.target)) / abs(Fraction(seen.target))
    return beyond if beyond > Fraction(rules.overshoot_prompt.value["beyond"]) else None


def _reasons_missing(form: Form, rows: Sequence[IndicatorScore], rules: SelfEvaluationRules) -> list[Finding]:
    """偏差原因 where the actual value misses the target: per row where the form has the column, once where not."""
    missed = [
        row
        for row in rows
        if row.assessed.verdict in {"not_met", "partly"}
        and "direction_unknown" not in row.assessed.flags
        and not _has_reason(row)
    ]
    if not missed:
        return []
    code, fix = "deviation.reason_missing", "请填写偏差原因和改进措施。"
    if form.indicator_columns and not _has_reason_column(form, rules):
        text = f"{numbers(row.indicator for row in missed)}没有达到指标值，表中没有偏差原因一栏。"
        return [Finding(code, "warning", place_of(form, missed[0].indicator), text, _REASONS, fix)]
    return [
        _finding(code, "warning", form, row, f"{row.assessed.why}，没有填偏差原因。", _REASONS, fix) for row in missed
    ]


def _has_reason(row: IndicatorScore) -> bool:
    return bool((row.indicator.deviation_reason or "").strip(" 　/-—无"))


def _has_reason_column(form: Form, rules: SelfEvaluationRules) -> bool:
    if any(row.deviation_reason is not None for row in form.indicators):
        return True
    return any(word in column for column in form.indicator_columns for word in rules.words.reason_columns)


def _only_words(form: Form, rows: Sequence[IndicatorScore]) -> list[Finding]:
    """Actual values that say no more than the words of the target: met by assertion, once for the whole form."""
    asserted = [row.indicator for row in rows if row.assessed.verdict == "met" and row.assessed.kind == "words"]
    repeated = [row for row in asserted if _same(row.actual_text, row.target_text)]
    if not repeated:
        return []
    text = f"{numbers(repeated)}的实际完成值只是重复指标值的文字，是单位自述，表内没有佐证。"
    fix = "请写明依据（调查结果、验收文件、统计数），或改为可衡量的指标。"
    return [
        Finding("actual.repeats_words", "review", place_of(form, repeated[0]), text, "财预〔2021〕101号 三（八）", fix)
    ]


def _only_progress(form: Form, rows: Sequence[IndicatorScore]) -> list[Finding]:
    """已完成100% where the target is a number of something: progress, not the value; once for the whole form."""
    found = [row.indicator for row in rows if "completion_rate" in row.assessed.flags]
    if not found:
        return []
    text = f"{numbers(found)}的实际完成值只写完成进度，没有写实际达到的数值。"
    fix = "请按指标值的单位填写实际数值。"
    return [Finding("actual.only_progress", "review", place_of(form, found[0]), text, "财预〔2020〕10号 附1", fix)]


def _not_scored(form: Form, recomputations: Sequence[Recomputation]) -> list[Finding]:
    """What could not be recomputed, by reason: nobody should think that it was checked."""
    whole = recomputations[0]
    reasons: dict[str, list[IndicatorScore]] = {}
    for place_in_form, row in enumerate(whole.indicators):
        missed = row.assessed.verdict in {"not_met", "partly"} and "direction_unknown" not in row.assessed.flags
        named_already = missed and row.published == row.weight
        elsewhere = any(other.indicators[place_in_form].relation in FOLLOWING for other in recomputations)
        if row.relation == "undecided" and not named_already and not elsewhere:
            reasons.setdefault(row.points.why, []).append(row)
    return [
        Finding(
            "score.cannot_recompute",
            "note",
            place_of(form, rows[0].indicator),
            f"{numbers(row.indicator for row in rows)}的得分不能重算：{why}。",
            whole.profile_title,
            "请人工核对。",
        )
        for why, rows in reasons.items()
    ]


def _same(first: str | None, second: str | None) -> bool:
    return "".join((first or "").split()).rstrip("。.") == "".join((second or "").split()).rstrip("。.")


def _finding(
    code: str, severity: Severity, form: Form, row: IndicatorScore, message: str, basis: str, fix: str
) -> Finding:
    return Finding(code, severity, place_of(form, row.indicator), message, basis, fix)
