"""What the check says about the seven published forms of the Shanghai finance bureau for 2020."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from jixiao.parameters.review import review_parameters
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.promises import match_promises
from jixiao.rules.review import check_bureau, check_target_form, measurable
from tests.support.forms import seed_forms

PARAMETERS = review_parameters(date(2020, 1, 1))


@pytest.fixture(scope="module")
def forms(seeds_folder: Path) -> list[Form]:
    return seed_forms(seeds_folder)


@pytest.fixture(scope="module")
def findings(forms: list[Form]) -> dict[int, list[Finding]]:
    return {form.table_no: check_target_form(form, PARAMETERS) for form in forms}


@pytest.fixture(scope="module")
def together(forms: list[Form]) -> list[Finding]:
    return check_bureau(forms, PARAMETERS)


def messages(findings: list[Finding], code: str) -> list[str]:
    return [finding.message for finding in findings if finding.code == code]


def test_no_form_has_an_error_because_all_seven_were_published_complete(findings: dict[int, list[Finding]]) -> None:
    assert [f for found in findings.values() for f in found if f.severity == "error"] == []


def test_form_1_promises_eight_trainings_that_no_indicator_holds(findings: dict[int, list[Finding]]) -> None:
    (message,) = messages(findings[1], "promise.without_indicator")
    assert "8个" in message
    assert "培训" in message


def test_form_3_promises_eight_staff_and_data_sharing_that_no_indicator_holds(
    findings: dict[int, list[Finding]],
) -> None:
    eight, shared = messages(findings[3], "promise.without_indicator")
    assert "8名" in eight
    assert "数据共享响应率" in shared


def test_form_3_keeps_its_other_four_numbers_in_its_indicators(forms: list[Form]) -> None:
    matched = {m.promise.printed: m.indicator for m in match_promises(forms[2], PARAMETERS.promises) if m.same}
    assert {printed: row.no for printed, row in matched.items() if row} == {
        "1套": 9,
        "100%": 10,
        "≤2小时": 11,
        "≤3‰": 12,
    }


def test_form_6_promises_two_numbers_of_trainees_that_no_indicator_holds(findings: dict[int, list[Finding]]) -> None:
    few, many = messages(findings[6], "promise.without_indicator")
    assert "240人" in few
    assert "第三方" in few
    assert "2400人" in many
    assert "市级预算部门" in many


def test_form_6_dates_the_same_work_twice(findings: dict[int, list[Finding]]) -> None:
    differ = messages(findings[6], "promise.dates_differ")
    assert any("目标会审" in m and "10月份" in m and "11月底前" in m for m in differ)
    assert any("市级预算部门" in m and "6月份" in m and "6-7月" in m for m in differ)
    assert any("第三方" in m and "5月份" in m and "2季度前" in m for m in differ)
    assert any("再评价" in m and "11月前" in m and "11月底前" in m for m in differ)
    assert len(differ) == 4


def test_form_7_promises_a_response_time_that_no_indicator_holds(findings: dict[int, list[Finding]]) -> None:
    (message,) = messages(findings[7], "promise.without_indicator")
    assert "≤2小时" in message


def test_no_other_form_promises_what_its_indicators_do_not_hold(findings: dict[int, list[Finding]]) -> None:
    silent = [finding for table in (2, 4, 5) for finding in findings[table] if finding.code.startswith("promise.")]
    assert silent == []


def test_form_6_rests_on_a_document_repealed_within_its_year(findings: dict[int, list[Finding]]) -> None:
    (finding,) = [f for f in findings[6] if f.code == "document.repealed_in_year"]
    assert finding.severity == "warning"
    assert all(part in finding.message for part in ("财预〔2011〕285号", "2020-01-01", "2020-02-25"))


def test_form_1_cites_a_document_without_a_year(findings: dict[int, list[Finding]]) -> None:
    (message,) = messages(findings[1], "document.year_missing")
    assert "国务院46号文" in message


def test_form_4_says_one_sentence_twice_and_cites_two_documents_twice(findings: dict[int, list[Finding]]) -> None:
    (sentence,) = messages(findings[4], "text.repeated_sentence")
    assert "优秀会计人才队伍建设" in sentence
    assert len(messages(findings[4], "document.repeated")) == 2


def test_three_overviews_only_repeat_the_name_and_two_necessities_copy_the_overview(
    findings: dict[int, list[Finding]],
) -> None:
    assert [table for table in findings if messages(findings[table], "text.repeats_name")] == [2, 4, 5]
    assert [table for table in findings if messages(findings[table], "text.section_copied")] == [3, 7]


def test_six_inspections_have_no_unit(findings: dict[int, list[Finding]]) -> None:
    (finding,) = [f for found in findings.values() for f in found if f.code == "target.unit_missing"]
    assert "=6次" in finding.fix


def test_an_incident_rate_of_zero_incidents_contradicts_itself(findings: dict[int, list[Finding]]) -> None:
    (message,) = [m for found in findings.values() for m in messages(found, "target.unit_contradicts_name")]
    assert "安全事故发生率" in message
    assert "起" in message


def test_an_execution_target_below_what_last_year_reached_is_noted(findings: dict[int, list[Finding]]) -> None:
    (message,) = [m for found in findings.values() for m in messages(found, "target.below_last_actual")]
    assert "97%" in message
    assert "100.00%" in message


def test_every_word_that_cannot_be_measured_gets_a_rewording(
    forms: list[Form], findings: dict[int, list[Finding]]
) -> None:
    codes = ("target.not_measurable", "target.due_missing", "target.number_implied")
    unmeasurable = sum(not measurable(row) for form in forms for row in form.indicators)
    said = [f for found in findings.values() for f in found if f.code in codes]
    reworded = [f for f in said if f.fix.startswith("建议改为：")]
    assert unmeasurable == len(reworded) == 84
    assert all(any(sign in f.fix for sign in ("=", "≥", "≤", "等级")) for f in reworded)


def test_the_rewordings_are_concrete(findings: dict[int, list[Finding]]) -> None:
    fixes = {f.place.split("“")[1].rstrip("”"): f.fix for f in findings[1] if f.code == "target.not_measurable"}
    assert "应建制度建立率=100%" in fixes["财务管理制度健全性"]
    assert "政府采购合规率=100%" in fixes["政府采购规范性"]
    assert "考核（测评）合格率" in fixes["培训质量"]


def test_the_shanghai_framework_keeps_management_indicators_and_101_flags_them(forms: list[Form]) -> None:
    for form in forms:
        block = [row.no for row in form.indicators if row.level1 == "投入与管理"]
        own = check_target_form(form, PARAMETERS)
        later = check_target_form(form, PARAMETERS, framework="mof-2021-101")
        assert messages(own, "indicator.routine_management") == []
        assert len(messages(later, "indicator.routine_management")) >= len(block) > 0


def test_the_repeat_rate_differs_in_one_of_four_forms(together: list[Finding]) -> None:
    (finding,) = [f for f in together if f.code == "bureau.targets_differ" and "故障重复发生率" in f.message]
    assert "政府采购管理系统运维" in finding.place
    assert finding.message.index("≤3‰") < finding.message.index("<=10%")


def test_the_execution_rate_differs_in_one_of_five_forms(together: list[Finding]) -> None:
    (finding,) = [f for f in together if f.code == "bureau.targets_differ" and "预算执行率" in f.message]
    assert "全市会计管理工作经费" in finding.place


def test_only_those_two_targets_differ(together: list[Finding]) -> None:
    assert Counter(f.code for f in together)["bureau.targets_differ"] == 2


def test_near_duplicate_names_are_brought_together(together: list[Finding]) -> None:
    text = "".join(messages(together, "bureau.near_duplicate_names"))
    for one, other in (
        ("资金使用规范性", "资金使用合规性"),
        ("政府采购规范性", "政府采购合规性"),
        ("应急响应机制", "应急响应机制健全性"),
    ):
        assert f"“{one}”" in text
        assert f"“{other}”" in text


def test_text_copied_from_form_to_form_is_named(together: list[Finding]) -> None:
    copied = [f for f in together if f.code == "bureau.copied_text"]
    overview = [f for f in copied if f.place.endswith("项目概况")]
    assert len(overview) == 1
    assert "非税收入管理系统运维" in overview[0].message
    assert "政府采购管理系统运维" in overview[0].message
    assert all(f.severity == "note" for f in copied if "制度" in f.place)
