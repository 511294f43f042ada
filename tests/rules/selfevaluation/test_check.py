"""The check of a self-evaluation: a clean form is silent; one planted error is named, with what should stand there."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from jixiao.parameters.selfevaluation import self_evaluation_rules, self_evaluation_rules_for
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.selfevaluation import check_self_evaluation
from tests.support.selfevaluations import clean_form, clean_rows, money, row, with_row

RULES = self_evaluation_rules(date(2023, 3, 31))
RULES_OF_2020 = self_evaluation_rules(date(2021, 3, 31))


def check(form: Form) -> list[Finding]:
    return check_self_evaluation(form, RULES)


def the_only(form: Form, code: str) -> Finding:
    findings = check(form)
    assert [finding.code for finding in findings] == [code], [finding.message for finding in findings]
    return findings[0]


def test_a_clean_form_is_silent() -> None:
    assert check(clean_form()) == []


def test_the_rules_of_a_form_are_those_of_the_year_after_it() -> None:
    assert [profile.id for profile in self_evaluation_rules_for(clean_form(year=2020), date(2026, 1, 1)).profiles] == [
        "mof_2020_10"
    ]


def test_before_any_rule_was_in_force_nothing_is_scored_and_it_says_so() -> None:
    findings = check_self_evaluation(clean_form(year=2018), self_evaluation_rules(date(2019, 3, 31)))
    assert [finding.code for finding in findings] == ["score.no_rule_in_force"]
    assert "财预〔2011〕285号" in findings[0].message


# --- points -----------------------------------------------------------------------------------------------------


def test_points_that_do_not_add_up_to_100() -> None:
    form = with_row(clean_form(), 3, weight=Decimal(9), score=Decimal(9))
    codes = [finding.code for finding in check(dataclasses.replace(form, total_score=Decimal("98.82")))]
    assert codes[0] == "weights.sum"


def test_points_moved_between_groups_are_for_a_person_to_confirm() -> None:
    form = with_row(
        with_row(clean_form(), 1, weight=Decimal(10), score=Decimal(10)), 4, weight=Decimal(40), score=Decimal(40)
    )
    finding = the_only(form, "weights.groups_differ")
    assert finding.severity == "review"
    assert "产出40分（应为50分）" in finding.message
    assert "效益40分（应为30分）" in finding.message


def test_the_four_groups_of_101_are_as_right_as_those_of_10() -> None:
    rows = (
        row(1, "≤100万元", "98万元", "20", "20", level1="成本指标", level2="经济成本指标", level3="培训成本"),
        row(2, "≥20场", "21场", "40", "40", level3="举办培训场次"),
        row(3, "≥90%", "93%", "20", "20", level1="效益指标", level2="社会效益指标", level3="政策知晓率"),
        row(4, "≥90%", "95%", "10", "10", level1="满意度指标", level2="满意度指标", level3="学员满意度"),
    )
    assert check(clean_form(indicators=rows)) == []


def test_points_in_the_level_label_are_compared_with_its_rows() -> None:
    rows = tuple(
        dataclasses.replace(item, level1="产出指标（60分）") if item.no <= 3 else item for item in clean_rows()
    )
    finding = the_only(clean_form(indicators=rows), "weights.label_differs")
    assert "印为60分" in finding.message
    assert "合计50分" in finding.message


def test_points_that_hold_100_without_a_money_block_are_right() -> None:
    rows = tuple(
        dataclasses.replace(item, weight=Decimal(60) if item.no == 1 else Decimal(10), score=None)
        for item in clean_rows()
    )
    codes = {item.code for item in check(clean_form(indicators=rows, funds=(), total_score=None, grade=None))}
    assert codes == {"weights.groups_differ"}
    fewer = tuple(dataclasses.replace(item, weight=Decimal(10)) for item in rows)
    codes = {item.code for item in check(clean_form(indicators=fewer, funds=(), total_score=None, grade=None))}
    assert codes == {"weights.sum"}


def test_minutes_in_a_label_are_no_points() -> None:
    rows = tuple(dataclasses.replace(item, level2="响应（5分钟内）") if item.no == 4 else item for item in clean_rows())
    assert check(clean_form(indicators=rows)) == []


def test_a_form_without_points_is_not_guessed_at() -> None:
    rows = tuple(dataclasses.replace(item, weight=None) for item in clean_rows())
    finding = the_only(clean_form(indicators=rows), "weights.not_printed")
    assert "无从判断" in finding.message


def test_points_printed_only_in_a_label_over_one_row_are_that_row_s() -> None:
    rows = tuple(
        dataclasses.replace(item, weight=None, level2=f"{item.level2}（{item.weight}分）") for item in clean_rows()
    )
    assert check(clean_form(indicators=rows)) == []
    form = with_row(clean_form(indicators=rows, total_score=Decimal("98.82")), 5, score=Decimal(9))
    assert check(form)[0].code == "score.lost_but_met"


def test_rows_without_points_that_are_all_met_may_not_get_less_than_their_label() -> None:
    rows = tuple(
        dataclasses.replace(item, weight=None, level1=f"{item.level1}（{points}分）")
        for item, points in zip(clean_rows(), (50, 50, 50, 30, 10), strict=True)
    )
    form = clean_form(indicators=rows)
    codes = [finding.code for finding in check(form)]
    assert "score.label_lost_but_met" not in codes
    lost = with_row(form, 1, score=Decimal(15))
    assert "score.label_lost_but_met" in {finding.code for finding in check(lost)}


def test_a_row_that_only_details_another_needs_no_points() -> None:
    rows = (*clean_rows(), row(6, "≥5场", "6场", None, None, level3="其中：线上场次"))
    assert check(clean_form(indicators=rows)) == []


def test_a_row_without_points_is_named() -> None:
    finding = the_only(
        with_row(clean_form(total_score=Decimal("89.82"), grade="良"), 5, weight=None, score=None), "weights.missing"
    )
    assert "第5项" in finding.message


def test_points_in_a_cell_merged_over_two_rows_are_not_called_missing() -> None:
    rows = (*clean_rows(), row(6, "≥5场", "6场", None, None, level3="线上场次"))
    assert the_only(clean_form(indicators=rows), "weights.shared").severity == "note"


# --- money ------------------------------------------------------------------------------------------------------

PUTUO = money("250000.00", "215457.6", "0.8619", "8.62")


def test_putuo_prints_86_19_for_86_18() -> None:
    form = clean_form(funds=PUTUO, total_score=Decimal("98.62"))
    finding = the_only(form, "execution.rate_differs")
    assert "86.19%" in finding.message
    assert "86.18%" in finding.message
    assert "进一" in finding.message


def test_a_rate_rounded_as_it_should_be_is_silent() -> None:
    assert check(clean_form(funds=money("20000", "9034", "0.4517", "4.52"), total_score=Decimal("94.52"))) == []


def test_money_printed_in_ten_thousands_is_not_held_against_a_rate_made_from_yuan() -> None:
    form = clean_form(
        funds=money("250000", "215500", "0.8618", "8.62"), money_unit="万元", total_score=Decimal("98.62")
    )
    assert check(form) == []


def test_a_rate_over_the_first_budget_instead_of_the_adjusted_one_is_explained() -> None:
    (total,) = money("800000", "600000", "0.6", "6")
    form = clean_form(funds=(dataclasses.replace(total, initial_yuan=Decimal(1000000)),), total_score=Decimal("96"))
    messages = {finding.code: finding.message for finding in check(form)}
    assert "年初预算数" in messages["execution.rate_differs"]
    assert "75%" in messages["execution.rate_differs"]
    assert "7.50分" in messages["execution.score_differs"]


def test_full_execution_points_for_a_complete_project_follow_101_only() -> None:
    form = clean_form(funds=money("1000000", "860000", "0.86", "10"), total_score=Decimal(100))
    finding = the_only(form, "execution.completion_not_stated")
    assert "项目已完成" in finding.message
    assert {finding.code for finding in check_self_evaluation(form, RULES_OF_2020)} == {
        "execution.score_differs",
        "total.not_recomputed",
    }


def test_an_execution_score_cut_off_instead_of_rounded_is_only_noted() -> None:
    form = clean_form(funds=money("250000.00", "215457.6", "0.8618", "8.61"), total_score=Decimal("98.61"))
    finding = the_only(form, "execution.score_differs")
    assert finding.severity == "note"
    assert "去尾" in finding.message


def test_an_execution_score_without_points_is_held_against_the_usual_ten() -> None:
    rows = tuple(dataclasses.replace(item, weight=None) for item in clean_rows())
    usual = clean_form(indicators=rows, funds=money("1000", "900", "0.9", "9", None), total_score=Decimal(99))
    assert the_only(usual, "weights.not_printed")
    other = clean_form(indicators=rows, funds=money("1000", "900", "0.9", "18", None), total_score=Decimal(108))
    assert [finding.code for finding in check(other)] == ["execution.weight_not_printed", "weights.not_printed"]


def test_spending_beyond_the_budget_is_named() -> None:
    form = clean_form(funds=money("1000000", "1100000", "1.1", "10"), total_score=Decimal(100))
    assert the_only(form, "execution.over_budget")


def test_twenty_points_for_execution_are_scored_as_printed() -> None:
    rows = tuple(
        dataclasses.replace(item, weight=Decimal(20), score=Decimal(20)) if item.no == 4 else item
        for item in clean_rows()
    )
    form = clean_form(indicators=rows, funds=money("1000", "900", "0.9", "18", "20"), total_score=Decimal(98))
    assert the_only(form, "weights.groups_differ").severity == "review"


def test_more_execution_points_than_there_are() -> None:
    form = clean_form(funds=money("1000000", "982000", "0.982", "11"), total_score=Decimal(101))
    assert check(form)[0].code == "execution.score_above_weight"


def test_a_rate_without_a_budget_cannot_be_computed() -> None:
    form = clean_form(funds=money(None, "982000", "0.982", "9.82"), budget=clean_form().budget.__class__())
    assert the_only(form, "execution.not_computable").severity == "warning"


# --- each indicator ---------------------------------------------------------------------------------------------


def missed(**changes: object) -> Form:
    fields = {"actual_text": "18场", "score": Decimal(18), "deviation_reason": "疫情影响"}
    form = with_row(clean_form(), 1, **{**fields, **changes})
    score = changes.get("score", Decimal(18))
    assert isinstance(score, Decimal)
    return dataclasses.replace(form, total_score=Decimal("79.82") + score)


def test_points_in_proportion_to_the_actual_are_right() -> None:
    assert check(missed()) == []


def test_full_marks_where_the_actual_misses_the_target() -> None:
    finding = next(item for item in check(missed(score=Decimal(20))) if item.code == "score.full_but_missed")
    assert finding.severity == "warning"
    assert "按财预〔2020〕10号口径应为18分" in finding.message
    assert "按财预〔2021〕101号口径应为15分" in finding.message
    assert "第1项“举办培训场次”" in finding.place


def test_points_by_the_gate_of_101_follow_101_and_say_so() -> None:
    assert the_only(missed(score=Decimal(15)), "score.follows_other_profile").severity == "note"


def test_points_that_follow_under_no_profile() -> None:
    codes = [finding.code for finding in check(missed(score=Decimal(17)))]
    assert "score.differs" in codes


def test_points_cut_off_instead_of_rounded_are_only_noted() -> None:
    form = missed(actual_text="19场", target_text="≥21场", score=Decimal("18.09"))
    assert the_only(form, "score.truncated").severity == "note"


def test_points_lost_where_the_target_is_met() -> None:
    form = with_row(clean_form(total_score=Decimal("98.82")), 5, score=Decimal(9))
    codes = [finding.code for finding in check(form)]
    assert codes[0] == "score.lost_but_met"


def test_a_missed_target_without_a_reason() -> None:
    finding = the_only(missed(deviation_reason=""), "deviation.reason_missing")
    assert "第十一、十六条" in finding.basis


def test_a_far_overshoot_wants_a_reason_and_costs_nothing_by_itself() -> None:
    form = with_row(clean_form(), 1, actual_text="96场")
    finding = the_only(form, "deviation.overshoot_unexplained")
    assert finding.severity == "review"
    assert "本项目采用" in finding.basis
    assert check(with_row(form, 1, deviation_reason="新增线上班")) == []


def test_points_taken_after_a_far_overshoot_are_for_a_person_to_judge() -> None:
    form = with_row(clean_form(), 1, actual_text="96场", score=Decimal(15), deviation_reason="原指标值偏低")
    findings = check(dataclasses.replace(form, total_score=Decimal("94.82")))
    assert [(item.code, item.severity) for item in findings] == [("score.reduced_after_overshoot", "review")]


def test_progress_in_place_of_a_value_is_named_once_and_is_no_other_unit() -> None:
    form = with_row(with_row(clean_form(), 1, actual_text="已完成100%"), 3, actual_text="已完成100%")
    codes = [item.code for item in check(form)]
    assert codes.count("actual.only_progress") == 1
    assert "actual.unit_differs" not in codes


def test_the_level_2_name_tells_that_less_is_better_where_the_name_does_not() -> None:
    form = with_row(clean_form(), 3, level3="15万元", target_text="15万元", actual_text="10.5万元")
    assert check(form) == []


def test_another_value_without_any_direction_is_said_not_to_be_scored() -> None:
    form = with_row(clean_form(), 3, level2="其他", level3="15万元", target_text="15万元", actual_text="10.5万元")
    assert "方向不明" in the_only(form, "score.cannot_recompute").message


def test_a_stated_direction_goes_before_a_guess_from_the_name() -> None:
    form = with_row(clean_form(), 1, target_text="20场", actual_text="18场", direction="反向")
    assert check(form) == []


def test_a_row_that_does_not_apply_with_its_reason_is_not_scored() -> None:
    form = with_row(clean_form(), 1, actual_text="0/0", deviation_reason="本年没有举办")
    finding = next(item for item in check(form) if item.code == "score.cannot_recompute")
    assert "不适用" in finding.message


def test_a_missed_reverse_indicator_cannot_be_scored_and_the_profile_that_could_is_named() -> None:
    form = with_row(clean_form(), 3, actual_text="120万元", score=Decimal(8), deviation_reason="材料涨价")
    finding = next(item for item in check(form) if item.code == "score.cannot_recompute")
    assert "反向指标" in finding.message
    assert "mof_2020_10_reverse_ours" in finding.message


def test_full_marks_for_a_missed_reverse_indicator_are_named_although_there_is_no_formula() -> None:
    form = with_row(clean_form(), 3, actual_text="120万元", deviation_reason="材料涨价")
    assert "score.full_but_missed" in {item.code for item in check(form)}


def test_an_actual_that_copies_the_sign_of_its_target() -> None:
    assert "≥90%" in the_only(with_row(clean_form(), 5, actual_text="≥90%"), "actual.repeats_target").message


def test_an_actual_in_another_unit() -> None:
    finding = next(item for item in check(with_row(clean_form(), 1, actual_text="21公里")) if "unit" in item.code)
    assert finding.code == "actual.unit_differs"


def test_an_actual_that_was_not_filled_in() -> None:
    finding = next(item for item in check(with_row(clean_form(), 1, actual_text="")) if item.code.startswith("actual"))
    assert finding.code == "actual.missing"
    assert "却有得分20分" in finding.message


def test_words_repeated_from_the_target_are_named_once_for_the_form() -> None:
    form = with_row(clean_form(), 4, target_text="有效提升", actual_text="有效提升")
    assert the_only(form, "actual.repeats_words").severity == "review"


def test_a_qualitative_score_may_lie_anywhere_in_its_band() -> None:
    form = with_row(
        clean_form(total_score=Decimal("95.82")), 4, target_text="有效提升", actual_text="有效提升", score=Decimal(26)
    )
    assert the_only(form, "actual.repeats_words")


def test_a_lower_band_for_words_is_a_persons_choice_and_the_upper_one_a_contradiction() -> None:
    words = {"target_text": "有效提升", "actual_text": "部分达成预期指标", "deviation_reason": "进度滞后"}
    chosen = with_row(clean_form(total_score=Decimal("81.82"), grade="良"), 4, **words, score=Decimal(12))
    assert the_only(chosen, "score.differs").severity == "review"
    too_good = with_row(clean_form(total_score=Decimal("95.82")), 4, **words, score=Decimal(26))
    assert "score.differs" in {item.code for item in check(too_good) if item.severity == "warning"}


def test_how_late_a_date_was_decides_a_deduction_that_no_formula_gives() -> None:
    late = {"target_text": "12月底前完成", "actual_text": "2023年1月", "deviation_reason": "雨雪天气"}
    form = with_row(clean_form(total_score=Decimal("94.82")), 1, level3="完成时间", **late, score=Decimal(15))
    assert the_only(form, "score.follows_other_profile").severity == "note"
    (only,) = check_self_evaluation(form, RULES_OF_2020)
    assert only.code == "score.cannot_recompute"


def test_a_score_above_its_points_is_an_error() -> None:
    form = with_row(clean_form(total_score=Decimal("100.82")), 5, score=Decimal(11))
    assert check(form)[0].code == "score.above_weight"


def test_a_figure_nobody_could_mean_is_left_out_and_named() -> None:
    findings = check(with_row(clean_form(), 2, weight=Decimal("1E+100000")))
    assert findings[0].code == "score.implausible_figure"
    assert "第2项" in findings[0].message


def test_scores_out_of_100_beside_points_are_converted() -> None:
    rows = tuple(dataclasses.replace(item, score=Decimal(100)) for item in clean_rows())
    assert the_only(clean_form(indicators=rows), "score.on_scale_of_100").severity == "note"


def test_goals_that_were_reached_word_for_word_are_for_a_person_to_look_at() -> None:
    repeated = {"预期目标": "培训一千人次。", "实际完成情况": "培训一千人次"}
    assert the_only(clean_form(narratives=repeated), "actual.goals_repeated").severity == "review"
    told = {"预期目标": "培训一千人次。", "实际完成情况": "举办21场，培训1082人次"}
    assert check(clean_form(narratives=told)) == []


# --- total and grade --------------------------------------------------------------------------------------------


def test_a_total_that_does_not_add_up() -> None:
    findings = check(clean_form(total_score=Decimal("99.28")))
    assert findings[0].code == "total.differs"
    assert "合计99.82分" in findings[0].message


def test_a_total_without_the_execution_points_says_so() -> None:
    findings = check(clean_form(total_score=Decimal(90)))
    assert "没有计入预算执行率" in findings[0].message


def test_a_difference_that_rounding_can_make_is_only_noted() -> None:
    form = with_row(missed(actual_text="19场", target_text="≥21场", score=Decimal("18.1")), 1, weight=Decimal(20))
    finding = the_only(dataclasses.replace(form, total_score=Decimal("97.915")), "total.rounding")
    assert finding.severity == "note"


def test_the_grade_of_a_total_just_below_the_edge_is_the_lower_one() -> None:
    form = with_row(clean_form(), 1, actual_text="10场", score=Decimal("10"), deviation_reason="疫情影响")
    findings = check(dataclasses.replace(form, total_score=Decimal("89.82"), grade="优"))
    assert [item.code for item in findings] == ["grade.differs"]
    assert "应为“良”" in findings[0].message


def test_a_total_printed_with_fewer_decimals_is_right() -> None:
    assert check(clean_form(total_score=Decimal("99.8"))) == []


@pytest.mark.parametrize(("grade", "right"), [("优秀", True), ("优", True), ("良好", False), ("差", False)])
def test_the_grade_follows_from_the_total(grade: str, right: bool) -> None:
    codes = [finding.code for finding in check(clean_form(grade=grade))]
    assert codes == ([] if right else ["grade.differs"])


def test_a_grade_taken_from_a_rounded_total() -> None:
    rows = tuple(
        dataclasses.replace(
            item, target_text="≥1000人", actual_text="899人", score=Decimal("17.98"), deviation_reason="报名不足"
        )
        if item.no == 1
        else item
        for item in clean_rows()
    )
    rows = tuple(
        dataclasses.replace(item, actual_text="66%", score=Decimal("22.00"), deviation_reason="宣传不足")
        if item.no == 4
        else item
        for item in rows
    )
    form = clean_form(indicators=rows, total_score=Decimal("90"), grade="优")
    assert Decimal("17.98") + 20 + 10 + 22 + 10 + Decimal("9.82") == Decimal("89.80")
    finding = next(item for item in check(form) if item.code.startswith("grade"))
    assert finding.code == "grade.from_rounded_total"
    assert "“良”" in finding.message
