"""A form computed again: weights printed, weights shared out by a profile, groups, totals and grades."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import simplejson

from jixiao.documents.forms.json import form_from_json
from jixiao.parameters.scoring import scoring_profile
from jixiao.parameters.selfevaluation import self_evaluation_rules
from jixiao.rules.forms import Form
from jixiao.rules.scoring import shown
from jixiao.rules.selfevaluation import group_of, recompute
from tests.support.selfevaluations import clean_form, clean_rows, money, row, with_row

DAY = date(2023, 3, 31)
RULES = self_evaluation_rules(DAY)
MOF_10 = scoring_profile("mof_2020_10", DAY)
MOF_101 = scoring_profile("mof_2021_101", DAY)
SHANGHAI = scoring_profile("shanghai_2020", date(2021, 3, 31))
SAMPLES = Path(__file__).parents[3] / "samples" / "shanghai-2020" / "forms.json"


def without_points(form: Form) -> Form:
    rows = tuple(dataclasses.replace(item, weight=None, score=None) for item in form.indicators)
    return dataclasses.replace(form, indicators=rows, total_score=None, grade=None)


def test_the_putuo_form_comes_to_98_62() -> None:
    form = clean_form(funds=money("250000.00", "215457.6", "0.8619", "8.62"))
    whole = recompute(form, MOF_10, RULES)
    assert shown(whole.low) == shown(whole.high) == Decimal("98.62")
    assert whole.low != Fraction("98.62")  # kept exact: 8.618304
    assert (whole.out_of, whole.grade, whole.undecided) == (100, "优", ())


def test_every_score_names_its_profile_and_version() -> None:
    assert recompute(clean_form(), MOF_101, RULES).profile == "mof_2021_101@2021-08-18"


def test_a_grade_that_hangs_on_a_persons_choice_is_left_open() -> None:
    form = with_row(clean_form(), 4, target_text="有效提升", actual_text="有效提升", score=None)
    form = with_row(form, 1, actual_text="12场")
    whole = recompute(form, MOF_10, RULES)
    assert (whole.low, whole.high) == (Fraction("85.82"), Fraction("91.82"))
    assert whole.grade is None
    assert "由评价人定分" in whole.grade_why


def test_an_open_grade_names_the_lowest_and_the_highest_it_can_be() -> None:
    form = clean_form()
    for number in (1, 4, 5):
        form = with_row(form, number, actual_text=None, score=None)
    assert "总分可在“差”至“优”之间" in recompute(form, MOF_10, RULES).grade_why


def test_a_published_score_inside_its_band_counts_as_it_is() -> None:
    form = with_row(clean_form(), 4, target_text="有效提升", actual_text="有效提升", score=Decimal(26))
    whole = recompute(form, MOF_10, RULES)
    assert whole.low == whole.high == Fraction("95.82")


def test_101_bounds_execution_by_whether_the_project_is_complete() -> None:
    open_case = recompute(clean_form(), MOF_101, RULES)
    assert (open_case.low, open_case.high, open_case.undecided) == (97, 100, (0,))
    finished = recompute(clean_form(funds=money("1000", "900", "0.9", "10")), MOF_101, RULES)
    assert (finished.low, finished.high, finished.undecided) == (100, 100, ())
    assert finished.execution is not None
    assert "项目完成" in finished.execution.points.why


def test_an_indicator_nobody_reported_is_neither_zero_nor_full() -> None:
    whole = recompute(with_row(clean_form(), 5, actual_text=None), MOF_10, RULES)
    assert whole.undecided == (5,)
    assert whole.high - whole.low == 10


def test_without_printed_points_the_profile_shares_them_out_equally_within_a_group() -> None:
    whole = recompute(without_points(clean_form()), MOF_10, RULES)
    assert [item.weight for item in whole.indicators] == [Fraction(50, 3)] * 3 + [30, 10]
    assert {item.weight_source for item in whole.indicators} == {"profile"}
    assert whole.out_of == 100
    assert "组内平均" in whole.weights_why


def test_10_has_no_rule_for_a_missing_satisfaction_and_101_gives_its_points_to_benefit() -> None:
    form = without_points(clean_form(indicators=clean_rows()[:4]))
    under_10, under_101 = (recompute(form, profile, RULES) for profile in (MOF_10, MOF_101))
    assert under_10.out_of == 90
    assert under_10.grade is None
    assert "总分按90分计" in under_10.weights_why
    assert under_101.out_of == 100
    assert under_101.indicators[3].weight == 40


def test_scores_without_points_are_not_scored_again() -> None:
    rows = tuple(dataclasses.replace(item, weight=None) for item in clean_rows())
    whole = recompute(clean_form(indicators=rows), MOF_10, RULES)
    assert {item.relation for item in whole.indicators} == {"no_weight"}


@pytest.mark.parametrize(
    ("level1", "level2", "level3", "group"),
    [
        ("产出指标（50分）", "成本指标", "培训成本", "output"),
        ("成本指标", "经济成本指标", "培训成本", "cost"),
        ("效益指标", "服务对象满意度指标", "学员满意度", "satisfaction"),
        ("效果目标", "社会效益", "故障处理率", "benefit"),
        ("影响力目标", "长效管理", "制度健全性", "benefit"),
        ("投入与管理", "投入管理", "预算执行率", "execution"),
        ("投入与管理", "实施管理", "政府采购规范性", "condition"),
        ("项目完成指标", "质量指标", "合格率", "output"),
        ("项目\n效益", "可持续影响指标", "持续时间", "benefit"),
        ("满意度", None, "满意度", "satisfaction"),
        (None, "成本指标", "培训成本", "output"),
        (None, "社会成本指标", "影响居民户数", "cost"),
        (None, None, "培训人数", None),
        ("绩效指标", None, "培训人数", None),
    ],
)
def test_an_indicator_belongs_to_the_group_its_levels_name(
    level1: str | None, level2: str | None, level3: str, group: str | None
) -> None:
    assert group_of(row(1, "", None, None, None, level1=level1, level2=level2, level3=level3), RULES.words) == group


def _check_seven(forms: list[Form]) -> None:
    assert len(forms) == 7
    for form in forms:
        whole = recompute(form, SHANGHAI, RULES)
        by_group: dict[str | None, Fraction] = {}
        for item in whole.indicators:
            by_group[item.group] = by_group.get(item.group, Fraction(0)) + Fraction(item.weight or 0)
        present = {item.group for item in whole.indicators}
        points = {"execution": 10, "output": 50, "benefit": 30, "satisfaction": 10}
        assert {group: by_group[group] for group in points if group in present} == {
            group: points[group]
            for group in points
            if group in present  # type: ignore[index]
        }
        assert by_group.get("condition", Fraction(0)) == 0
        assert None not in present
        assert whole.out_of == sum(points[group] for group in points if group in present)


def test_the_seven_shanghai_forms_get_the_points_of_their_groups_and_conditions_get_none() -> None:
    _check_seven([form_from_json(item) for item in simplejson.loads(SAMPLES.read_text(), use_decimal=True)])


def test_the_seven_published_forms_too(seeds_folder: Path) -> None:
    gold = simplejson.loads((seeds_folder / "shanghai-2020-gold.json").read_text(encoding="utf-8"), use_decimal=True)
    _check_seven([form_from_json(table) for table in gold["tables"]])
