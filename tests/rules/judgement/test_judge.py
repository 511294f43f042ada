"""What a reader of a judgement is told beside the verdict."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import (
    ActualValue,
    Direction,
    Judgement,
    Quantity,
    Verdict,
    direction_of,
    judge,
    parse_actual,
)
from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue

LEXICON = direction_lexicon(date(2021, 1, 1))


def judged(target: str, actual: str | None, **given: Any) -> Judgement:
    return judge(parse_target(target, name=given.get("name")), actual, lexicon=LEXICON, **given)


def test_every_verdict_has_its_chinese_word() -> None:
    assert [verdict.word for verdict in Verdict] == [
        "达标", "部分", "未达", "未到期", "未证实", "未报告", "不适用", "无法判定",
    ]  # fmt: skip


# --- direction ---------------------------------------------------------------------------------------------------


def test_the_operator_gives_the_direction_and_a_contrary_column_is_marked() -> None:
    judgement = judged("≤5%", "3%", direction=Direction.HIGHER)
    assert (judgement.verdict, judgement.direction, judgement.direction_source) == ("met", "lower", "operator")
    assert "direction_conflict" in judgement.flags


def test_a_stated_direction_goes_before_the_name() -> None:
    judgement = judged("12次", "10次", name="检查次数", direction=Direction.LOWER)
    assert (judgement.verdict, judgement.direction_source) == ("met", "stated")


def test_a_direction_printed_in_the_target_counts_as_stated() -> None:
    assert judged("反向等于10", "8").direction_source == "stated"


def test_a_direction_from_the_name_is_marked_inferred_and_said() -> None:
    judgement = judged("5%", "3%", name="投诉率")
    assert (judgement.verdict, judgement.direction_source) == ("met", "inferred")
    assert "推断越低越好" in judgement.why


def test_an_operator_against_the_name_is_marked() -> None:
    assert "operator_against_name" in judged("≥5%", "6%", name="投诉率").flags
    assert "operator_against_name" not in judged("≤5%", "3%", name="投诉率").flags


def test_without_a_direction_only_equality_meets_and_the_reason_says_so() -> None:
    judgement = judged("100元", "120元")
    assert judgement.verdict == "not_met"
    assert "direction_unknown" in judgement.flags
    assert "方向不明" in judgement.why
    assert judged("100元", "100元").verdict == "met"


def test_beyond_an_explicit_equals_is_met_and_flagged_but_not_beyond_a_bare_value() -> None:
    assert judged("=12次", "13次", name="检查次数").flags == ("beyond_target",)
    assert judged("12次", "13次", name="检查次数").flags == ()
    assert judged("=12次", "11次", name="检查次数").verdict == "not_met"


def test_a_range_passed_on_its_better_side_is_met_and_flagged() -> None:
    assert judged("40%-60%", "35%", name="资产负债率").flags == ("beyond_target",)
    assert judged("40%-60%", "65%", name="资产负债率").verdict == "not_met"
    assert judged("90%-95%", "98%", name="合格率").flags == ("beyond_target",)


def test_a_target_of_none_never_wants_more() -> None:
    judgement = judged("0次", "1次", name="补考次数")
    assert (judgement.verdict, judgement.direction) == ("not_met", "lower")


# --- exactness and small counts ----------------------------------------------------------------------------------


def test_three_in_a_thousand_exactly_meets_at_most_three_in_a_thousand() -> None:
    assert judged("≤3‰", "0.3%").verdict == "met"
    assert judged("≤3‰", "0.30000001%").verdict == "not_met"
    assert judged("≤3‰", None, numerator=3, denominator=1000).verdict == "met"
    assert judged("≤3‰", None, numerator=1, denominator=333).verdict == "not_met"
    assert judged("≤3‰", None, numerator=1, denominator=334).verdict == "met"


@pytest.mark.parametrize(("count", "verdict"), [(4, "not_proven"), (333, "not_proven"), (334, "met")])
def test_no_repetition_among_few_faults_proves_no_rate(count: int, verdict: str) -> None:
    judgement = judged("≤3‰", "0", numerator=0, denominator=count)
    assert judgement.verdict == verdict
    assert ("count_small" in judgement.flags) is (verdict == "not_proven")


def test_one_failure_among_few_is_not_met_and_says_that_any_failure_would_have_been() -> None:
    judgement = judged("≤3‰", "1/4")
    assert judgement.verdict == "not_met"
    assert "334" in judgement.why


def test_a_flawless_small_sample_does_not_prove_a_high_rate_either_but_exactly_all_is_decided() -> None:
    assert judged("≥98%", "20/20").verdict == "not_proven"
    assert judged("≥98%", "50/50").verdict == "met"
    assert judged("=100%", "4/4", name="合格率").verdict == "met"
    assert judged("=0%", "0/4", name="投诉率").verdict == "met"


def test_a_printed_rate_that_contradicts_its_own_counts_is_marked() -> None:
    judgement = judged("≥95%", "95.2%（94/100）")
    assert judgement.verdict == "not_met"
    assert "count_disagrees" in judgement.flags


def test_a_zero_denominator_is_not_applicable_and_asks_for_the_reason() -> None:
    assert judged("≤3‰", "0", numerator=0, denominator=0).flags == ("reason_missing",)
    with_reason = judged("≤3‰", "0", numerator=0, denominator=0, reason="全年无故障")
    assert (with_reason.verdict, with_reason.flags) == ("not_applicable", ())
    assert "全年无故障" in with_reason.why


# --- what an actual leaves open ----------------------------------------------------------------------------------


def test_an_actual_that_repeats_the_bound_is_met_and_marked() -> None:
    assert judged("≥266米", "≥266米").flags == ("repeats_target",)
    assert judged("≥266米", "266米").flags == ()


def test_reached_is_a_value_and_no_bound() -> None:
    assert judged("≤100万元", "达到98万元").verdict == "met"
    assert judged("≤100万元", "98万元以上").verdict == "not_proven"


def test_the_noise_of_a_spreadsheet_is_no_excess() -> None:
    assert judged("≤9%", "0.0900000035762787").verdict == "met"
    assert judged("≤9%", "0.0910000035762787").verdict == "not_met"


def test_a_fall_is_no_growth_however_large() -> None:
    assert judged("较上年增长5%", "下降6%").verdict == "not_met"
    assert judged("较上年下降5%", "下降6%").verdict == "met"


def test_a_bound_that_does_not_reach_the_target_proves_nothing() -> None:
    assert judged("≥300米", "≥266米").verdict == "not_proven"
    assert judged("≤300米", "≥301米").verdict == "not_met"


def test_several_numbers_that_could_answer_are_not_guessed_at() -> None:
    judgement = judged("≥10次", "甲组12次，乙组8次")
    assert (judgement.verdict, judgement.flags) == ("cannot_tell", ("several_values",))


def test_a_number_against_its_own_words_is_a_contradiction() -> None:
    judgement = judged("≥90%", "95%，未完成")
    assert (judgement.verdict, judgement.flags) == ("cannot_tell", ("contradiction",))


def test_a_claim_is_met_on_the_units_own_word() -> None:
    assert judged("≥90%", "达成预期指标").flags == ("self_asserted",)
    assert judged("健全", "健全").flags == ("self_asserted",)


def test_units_are_converted_exactly_or_not_at_all() -> None:
    assert judged("≤1日", "24小时").verdict == "met"
    assert judged("≤1日", "24.0001小时").verdict == "not_met"
    assert judged("≤5个工作日", "40小时").verdict == "cannot_tell"
    assert judged("≥2000平方米", "3亩").verdict == "met"
    assert judged("≥2000.01平方米", "3亩").verdict == "not_met"


def test_an_approximate_target_has_a_tolerance_of_ours_and_none_without_a_parameter() -> None:
    assert judged("约200家", "180家").verdict == "met"
    assert judged("约200家", "179家").verdict == "not_met"
    undecided = judge(parse_target("约200家"), "180家", lexicon=direction_lexicon())
    assert (undecided.verdict, undecided.flags[-1]) == ("cannot_tell", "approximate")


# --- time --------------------------------------------------------------------------------------------------------


def test_before_the_due_date_nothing_is_missed_yet() -> None:
    given = {"due": date(2020, 12, 31), "name": "培训人数"}
    assert judged("≥2500人", "1200人", as_of=date(2020, 6, 30), **given).verdict == "not_due"
    assert judged("≥2500人", "", as_of=date(2020, 6, 30), **given).verdict == "not_due"
    assert judged("≥2500人", "2600人", as_of=date(2020, 6, 30), **given).verdict == "met"
    assert judged("≥2500人", "1200人", as_of=date(2020, 12, 31), **given).verdict == "not_met"
    assert judged("≥2500人", "1200人", **given).verdict == "not_met"


def test_money_already_overspent_is_lost_before_the_due_date_and_money_kept_is_kept_so_far() -> None:
    given = {"due": date(2020, 12, 31), "as_of": date(2020, 6, 30)}
    assert judged("≤10万元", "11万元", **given).verdict == "not_met"
    assert judged("≤10万元", "4万元", **given).flags == ("so_far",)


def test_the_deadline_in_the_target_is_its_due_date() -> None:
    assert judged("2020年12月底前", "未完成", as_of=date(2020, 11, 1)).verdict == "not_due"
    assert judged("2020年12月底前", "未完成", as_of=date(2021, 1, 4)).verdict == "not_met"
    assert judged("12月底前", "未完成", as_of=date(2020, 11, 1), year=2019).verdict == "not_met"


def test_a_number_reached_after_its_deadline_is_not_met() -> None:
    assert judged("11月底完成100%", "12月15日完成100%").verdict == "not_met"
    assert judged("11月底完成100%", "11月15日完成100%").verdict == "met"
    assert judged("11月底完成100%", "100%").flags == ("time_not_stated",)


def test_the_day_named_by_before_counts_and_is_marked() -> None:
    judgement = judged("2020年12月31日前", "2020年12月31日")
    assert (judgement.verdict, judgement.flags) == ("met", ("on_the_day",))
    assert judged("2020年12月31日前", "2021年1月1日").verdict == "not_met"


def test_a_year_nobody_stated_is_assumed_and_marked_unless_the_budget_year_is_given() -> None:
    assert "year_assumed" in judged("12月底前", "2021年3月").flags
    assert judged("12月底前", "2021年3月", year=2020).verdict == "not_met"


# --- compounds ---------------------------------------------------------------------------------------------------


def test_a_compound_needs_every_part_and_names_the_one_that_fails() -> None:
    judgement = judged("支付业务量达到200万笔、非税14万笔", "支付业务量210万笔、非税13万笔")
    assert judgement.verdict == "not_met"
    assert [str(part.verdict) for part in judgement.parts] == ["met", "not_met"]
    assert "13万笔" in judgement.why


def test_parts_without_subjects_are_matched_in_order() -> None:
    parts = [TargetValue(">=", Decimal(3), "次"), TargetValue(">=", Decimal(5), "次")]
    assert judge(parts, "3次、5次", lexicon=LEXICON).verdict == "met"
    assert judge(parts, "5次、3次", lexicon=LEXICON).verdict == "not_met"


def test_parts_of_like_units_are_matched_by_the_unit_itself() -> None:
    parts = [TargetValue(">=", Decimal(3), "场"), TargetValue(">=", Decimal(5), "次")]
    assert judge(parts, "5次、3场", lexicon=LEXICON).verdict == "met"


# --- measured values ---------------------------------------------------------------------------------------------


def test_a_measured_value_is_judged_without_any_text() -> None:
    measured = ActualValue("", (Quantity(TargetValue("=", Decimal("1.6"), "小时")),))
    assert judge(parse_target("≤2小时"), measured, lexicon=LEXICON).verdict == "met"
    assert judge(parse_target("≤1小时"), measured, lexicon=LEXICON).verdict == "not_met"


def test_an_actual_is_scanned_for_numbers_dates_and_fractions() -> None:
    actual = parse_actual("2021年12月25日完成，共培训2,510余人，满意率98.6%（148/150）")
    assert [(q.value.op, q.value.value, q.value.unit) for q in actual.quantities] == [
        (">", Decimal("2510"), "人"),
        ("=", Decimal("0.986"), "ratio"),
    ]
    assert [value.value for value in actual.dates] == ["2021-12-25"]
    assert (actual.numerator, actual.denominator) == (148, 150)


# --- what the reason must not leave out --------------------------------------------------------------------------


@pytest.mark.parametrize("actual", ["4次中0次", "共4次，其中0次", "4次，其中0次"])
def test_none_of_four_in_words_is_none_of_four(actual: str) -> None:
    judgement = judged("≤3‰", actual, name="故障重复发生率")
    assert judgement.verdict == "not_proven"
    assert "4中0" in judgement.why


def test_a_part_larger_than_the_whole_is_no_share() -> None:
    judgement = judged("≥98%", "5/4", name="合格率")
    assert judgement.verdict == "cannot_tell"
    assert "分子5大于分母4" in judgement.why


def test_a_fall_is_retold_as_a_fall() -> None:
    assert "下降5%" in judged("下降5%", "3%", name="能耗").why
    assert "下降5%" in judged("下降5%", "下降6%", name="能耗").why


def test_a_stated_direction_is_said_in_the_reason() -> None:
    assert "反向" in judged("10次", "12次", name="检查次数", direction=Direction.LOWER).why


def test_hours_of_service_without_printed_words_are_retold_from_their_numbers() -> None:
    value = TargetValue("schedule", Decimal(40), "小时", days_per_week=Decimal(5), hours_per_day=Decimal(8))
    why = judge([value], "5*6小时", lexicon=LEXICON).why
    assert "None" not in why
    assert "每周5天、每天8小时" in why


def test_an_amount_saved_wants_more_as_its_rate_does() -> None:
    assert direction_of("成本节约额", LEXICON, unit="元") is Direction.HIGHER
    assert direction_of("经济损失额", LEXICON, unit="元") is Direction.LOWER


def test_so_many_of_a_hundred_thousand_are_counted_of_a_hundred_thousand() -> None:
    assert judged("≤18/10万", "20/10万", name="孕产妇死亡率").verdict == "not_met"
    assert judged("≤18/10万", "15/10万", name="孕产妇死亡率").verdict == "met"
