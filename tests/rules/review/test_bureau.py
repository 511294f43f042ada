"""The forms of one bureau beside each other: only what should be the same must be the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from jixiao.parameters.review import review_parameters
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review import check_bureau
from tests.support.clean_forms import clean_form
from tests.support.forms import indicator, with_rows

PARAMETERS = review_parameters(date(2022, 1, 1))


def two(first: Indicator, second: Indicator) -> list[Form]:
    """Two projects of one bureau and year, one indicator each."""
    one, other = clean_form(1), clean_form(1)
    names = ("河道巡护", "泵站检修")
    rows = (first, second)
    return [
        with_rows(replace(form, unit="临江区水务局", project_name=name, narratives={}), [row])
        for form, name, row in zip((one, other), names, rows, strict=True)
    ]


def ratio(name: str, sign: str, op: str, value: str, **more: Any) -> Indicator:
    return indicator(
        1, "产出指标", "质量指标", name, f"{sign}{value}", {"op": op, "value": value, "unit": "ratio"}, **more
    )


def codes(forms: list[Form]) -> list[str]:
    return [finding.code for finding in check_bureau(forms, PARAMETERS)]


def test_one_rate_with_two_targets_is_found() -> None:
    forms = two(ratio("故障修复率", "≥", ">=", "0.99"), ratio("故障修复率", "≥", ">=", "0.9"))
    assert codes(forms) == ["bureau.targets_differ"]


def test_the_same_target_in_two_spellings_is_the_same() -> None:
    forms = two(ratio("故障修复率", "≥", ">=", "0.99"), ratio("故障修复率", ">=", ">=", "0.990"))
    assert codes(forms) == []


def test_counts_rightly_differ_from_project_to_project() -> None:
    first = indicator(1, "产出指标", "数量指标", "巡查次数", "≥6次", {"op": ">=", "value": "6", "unit": "次"})
    second = indicator(1, "产出指标", "数量指标", "巡查次数", "≥48次", {"op": ">=", "value": "48", "unit": "次"})
    assert codes(two(first, second)) == []


def test_other_bureaus_and_other_years_do_not_meet() -> None:
    one, other = two(ratio("故障修复率", "≥", ">=", "0.99"), ratio("故障修复率", "≥", ">=", "0.9"))
    assert codes([one, replace(other, unit="青石县教育局")]) == []
    assert codes([one, replace(other, year=2021)]) == []


def test_two_names_for_one_thing_are_brought_together() -> None:
    forms = two(ratio("用户满意度", "≥", ">=", "0.9"), ratio("用户满意率", "≥", ">=", "0.9"))
    assert codes(forms) == ["bureau.near_duplicate_names"]


def test_a_goal_with_only_the_name_changed_is_copied() -> None:
    rows = ratio("故障修复率", "≥", ">=", "0.99"), ratio("水位达标率", "≥", ">=", "0.9")
    goal = "通过落实责任、完善台账、加强检查，保障{}全年安全平稳，隐患及时发现、及时处置，群众生产生活用水不受影响。"
    forms = [replace(form, narratives={"年度目标": goal.format(form.project_name)}) for form in two(*rows)]
    assert codes(forms) == ["bureau.copied_text"]


def test_what_a_bureau_is_for_may_stand_in_all_its_forms() -> None:
    rows = ratio("故障修复率", "≥", ">=", "0.99"), ratio("水位达标率", "≥", ">=", "0.9")
    duty = "负责全区水资源统一管理和保护，组织编制水利规划并监督实施，承担防汛抗旱日常工作。"
    assert codes([replace(form, narratives={"部门职能职责概述": duty}) for form in two(*rows)]) == []


def test_common_rules_are_only_noted() -> None:
    rows = ratio("故障修复率", "≥", ">=", "0.99"), ratio("水位达标率", "≥", ">=", "0.9")
    rules = "《区级财政专项资金管理办法》《水利工程维修养护定额》《政府采购内部控制规程》"
    forms = [replace(form, narratives={"立项依据": rules}) for form in two(*rows)]
    (finding,) = check_bureau(forms, PARAMETERS)
    assert (finding.code, finding.severity) == ("bureau.copied_text", "note")


def test_clean_forms_of_different_projects_give_nothing() -> None:
    forms = [clean_form(seed) for seed in range(20)]
    different = {form.project_name: replace(form, unit="临江区人民政府", narratives={}) for form in forms}
    names = [finding.code for finding in check_bureau(list(different.values()), PARAMETERS)]
    assert "bureau.near_duplicate_names" not in names
    assert "bureau.copied_text" not in names


def test_the_same_form_given_twice_is_one_form() -> None:
    form = clean_form(1)
    assert codes([form, replace(form, source="同一张表.docx")]) == []


def test_two_thousand_forms_are_compared_in_seconds() -> None:
    goal = "通过落实责任、完善台账、加强检查，保障{}全年安全平稳，隐患及时发现、及时处置，群众生产生活用水不受影响。"
    base = with_rows(clean_form(1), [ratio("故障修复率", "≥", ">=", "0.99")])
    names = [f"第{n}泵站检修" for n in range(2000)]
    forms = [replace(base, project_name=name, narratives={"年度目标": goal.format(name)}) for name in names]
    (finding,) = check_bureau(forms, PARAMETERS)
    assert finding.code == "bureau.copied_text"
    assert len(finding.message) < 2000


def test_last_year_s_form_in_the_same_pile_is_compared() -> None:
    now, _ = two(ratio("故障修复率", "≥", ">=", "0.9"), ratio("水位达标率", "≥", ">=", "0.9"))
    before = with_rows(replace(now, year=2021), [ratio("故障修复率", "≥", ">=", "0.95")])
    assert codes([now, before]) == ["target.softened"]
