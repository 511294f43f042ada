"""Drafting: what is typed is kept, nothing is overwritten, nothing is lost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion, Programme, TargetForm
from jixiao.systems.programmes.versions import findings_of, typed
from tests.support.office import Office
from tests.systems.programmes.cast import Life, asks, drafted


def test_two_people_in_one_form_are_told_and_nothing_is_overwritten(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        actions.save_draft(asker, version.pk, 1, {"goals": "先保存的"})
        with pytest.raises(Refused) as refused:
            actions.save_draft(asker, version.pk, 1, {"goals": "后保存的"})
        assert FormVersion.objects.get(pk=version.pk).goals == "先保存的"
    assert refused.value.code == "form.changed_meanwhile"
    assert "李编制" in refused.value.message


def test_saving_the_same_again_changes_nothing(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        goals = FormVersion.objects.get(pk=version.pk).goals
        saved = actions.save_draft(asker, version.pk, 1, {"goals": goals})
    assert saved.version.revision == 1


@pytest.mark.parametrize(
    ("typed_text", "yuan"),
    [
        ("8,825,000.00", "8825000"),
        ("882.5万元", "8825000"),
        ("８８２５０００", "8825000"),
        ("¥100", "100"),
        ("1.2亿元", "120000000"),
    ],
)
def test_money_is_read_as_people_write_it(office: Office, typed_text: str, yuan: str) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        saved = actions.save_draft(asker, version.pk, 1, {"total_budget_yuan": typed_text})
        assert FormVersion.objects.get(pk=version.pk).total_budget_yuan == Decimal(yuan)
    assert saved.problems == []


@pytest.mark.parametrize("typed_text", ["很多", "1.234", "-5", "99999999999999999", "1,23", "1e5"])
def test_what_is_no_money_stays_as_it_was_and_is_named(office: Office, typed_text: str) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        saved = actions.save_draft(asker, version.pk, 1, {"total_budget_yuan": typed_text, "goals": "照样保存"})
        stored = FormVersion.objects.get(pk=version.pk)
    assert [(problem.field, problem.code) for problem in saved.problems] == [
        ("total_budget_yuan", "form.money_unreadable")
    ]
    assert (stored.total_budget_yuan, stored.goals) == (Decimal("8825000.00"), "照样保存")


def test_a_target_typed_anew_is_understood_anew_and_its_neighbours_stay(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        rows = [
            {"no": str(row.number), "level1": row.level1, "level2": row.level2, "level3": row.level3}
            | {"target_text": "≤3‰" if row.number == 2 else row.target_text}
            for row in version.indicators.all()
        ]
        actions.save_draft(asker, version.pk, 1, {}, [*rows, {"level3": "响应时间", "target_text": "≤2小时"}, {}])
        stored = list(version.indicators.all())
    assert [row.number for row in stored] == list(range(1, 20))
    assert stored[1].parsed == [{"op": "<=", "value": "0.003", "unit": "ratio"}]
    assert (stored[18].level3, stored[18].parsed[0]["unit"]) == ("响应时间", "小时")


def test_a_removed_row_goes_and_the_rest_moves_up(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        before = list(version.indicators.all())
        kept = [{"no": str(row.number)} | {"level3": row.level3} for row in before if row.number != 3]
        actions.save_draft(asker, version.pk, 1, {}, kept)
        after = list(version.indicators.all())
    assert [row.level3 for row in after] == [row.level3 for row in before if row.number != 3]
    assert [row.target_text for row in after] == [row.target_text for row in before if row.number != 3]


def test_texts_that_no_database_takes_are_cleaned_and_dates_are_read(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        fields = {"goals": "甲\x00乙\r\n丙", "start_date": "2020年3月1日", "end_date": "年底"}
        actions.save_draft(asker, version.pk, 1, fields)
        stored = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
        form = typed(stored)
    assert (stored.goals, stored.start_date.isoformat(), stored.end_date) == ("甲乙\n丙", "2020-03-01", None)
    assert form.end_date == "年底"


def test_an_empty_name_does_not_replace_the_name(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        saved = actions.save_draft(asker, version.pk, 1, {"project_name": " "})
    assert [problem.code for problem in saved.problems] == ["form.name_missing"]


def test_a_name_is_given_once_in_a_unit_and_a_form_once_a_year(office: Office) -> None:
    version = drafted(office)
    owner = office.organisations["国库处"].pk
    with asks(office, "李编制") as asker:
        with pytest.raises(Refused) as name:
            actions.create_programme(asker, owner, "财政国库业务经费", 2021, "shanghai-2020")
        actions.copy_to_year(asker, version.pk, 2021)
        with pytest.raises(Refused) as year:
            actions.copy_to_year(asker, version.pk, 2021)
        assert (Programme.objects.count(), TargetForm.objects.count()) == (1, 2)
    assert (name.value.code, year.value.code) == ("programme.name_taken", "form.exists")


def test_last_years_form_becomes_this_years_with_its_money_as_last_years(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        copy = actions.copy_to_year(asker, version.pk, 2021)
        form = typed(FormVersion.objects.select_related("form", "owner").get(pk=copy.pk))
        found = findings_of(FormVersion.objects.select_related("form", "owner").get(pk=copy.pk), asker.today)
    assert (form.year, form.form_year, form.start_date, form.end_date) == (
        2021,
        "（2021年度）",
        "2021-01-01",
        "2021-12-31",
    )
    assert form.budget.prev_year_same_name_budget_yuan == Decimal(8_825_000)
    assert form.budget.current_year_budget_yuan is None
    assert len(form.indicators) == 18
    assert any(finding.code == "form.field_missing" or "当年预算" in finding.message for finding in found)


def test_a_softened_target_is_found_against_last_year(office: Office) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        copy = actions.copy_to_year(asker, version.pk, 2021)
        rows = [
            {"no": str(row.number), "target_text": "=80%" if row.level3 == "预算执行率" else row.target_text}
            for row in copy.indicators.all()
        ]
        actions.save_draft(asker, copy.pk, 1, {}, rows)
        latest = FormVersion.objects.select_related("form", "owner").get(pk=copy.pk)
        codes = {finding.code for finding in findings_of(latest, asker.today)}
    assert "target.softened" in codes


def test_only_the_units_own_drafter_begins_a_programme(office: Office) -> None:
    bureau = office.organisations["国库处"].pk
    for name in ("赵外单位", "钱部门", "王审核", "冯审计", "孙系统"):
        with asks(office, name) as asker, pytest.raises(Refused) as refused:
            actions.create_programme(asker, bureau, "新项目", 2021, "shanghai-2020")
        assert (refused.value.code, refused.value.status) == ("role.missing", 403)


@pytest.mark.parametrize(
    ("year", "framework", "code"),
    [(1999, "shanghai-2020", "form.year_out_of_range"), (2021, "没有", "form.framework_unknown")],
)
def test_a_year_or_framework_that_is_none_is_refused(office: Office, year: int, framework: str, code: str) -> None:
    with asks(office, "李编制") as asker, pytest.raises(Refused) as refused:
        actions.create_programme(asker, office.organisations["国库处"].pk, "新项目", year, framework)
    assert refused.value.code == code


def test_a_whole_departments_targets_are_a_form_of_its_own(office: Office) -> None:
    school = office.organisations["市教育委员会"]
    with asks(office, "赵外单位") as asker:
        version = actions.create_department_form(asker, school.pk, 2021, "mof-2021-101")
        with pytest.raises(Refused) as twice:
            actions.create_department_form(asker, school.pk, 2021, "mof-2021-101")
    assert (version.form.programme_id, version.project_name) == (None, "市教育委员会整体支出")
    assert twice.value.code == "form.exists"
    with asks(office, "李编制") as asker, pytest.raises(Refused) as division:
        actions.create_department_form(asker, office.organisations["国库处"].pk, 2021, "mof-2021-101")
    assert division.value.code == "form.not_a_department"


def test_the_ex_ante_verdict_decides_whether_a_programme_may_be_declared(office: Office) -> None:
    owner = office.organisations["国库处"].pk
    version = drafted(office)
    programme = version.form.programme
    with asks(office, "李编制") as asker:
        fresh = actions.create_programme(asker, owner, "新政策", 2021, "shanghai-2020", needs_ex_ante=True)
        row = {"level3": "培训期数", "target_text": "≥5次"}
        actions.save_draft(asker, fresh.pk, 1, {"current_year_budget_yuan": "100"}, [row])
        with pytest.raises(Refused) as missing:
            actions.declare(asker, fresh.pk)
        record = {"issuer": "市经济和信息化委员会", "document_number": "沪经信〔2019〕1号"}
        actions.record_ex_ante(asker, programme.pk, verdict="support", approved_yuan=Decimal(8_000_000), **record)
        with pytest.raises(Refused) as over:
            actions.declare(asker, version.pk)
        actions.record_ex_ante(asker, programme.pk, verdict="refuse", **record)
        with pytest.raises(Refused) as against:
            actions.declare(asker, version.pk)
        with pytest.raises(Refused) as part:
            actions.record_ex_ante(asker, programme.pk, verdict="partial", **record)
        actions.record_ex_ante(asker, programme.pk, verdict="partial", scope="运维部分", **record)
        assert actions.declare(asker, version.pk).state == "declared"
    codes = [each.value.code for each in (missing, over, against, part)]
    assert codes == ["ex_ante.missing", "ex_ante.over_approved", "ex_ante.refused", "ex_ante.part_missing"]


def test_the_reviewer_who_reads_an_old_page_is_told(office: Office) -> None:
    version = drafted(office)
    Life(office).declared(version)
    with asks(office, "钱部门") as asker, pytest.raises(Refused) as refused:
        actions.decide(asker, version.pk, revision=1, reason="见表")
    assert refused.value.code == "form.changed_meanwhile"


@pytest.mark.parametrize(
    ("name", "code"),
    [("运" * 201, "form.name_too_long"), ("运维\u202e项目", "form.name_invisible"), ("  ", "form.name_missing")],
)
def test_a_name_that_no_list_could_show_is_not_taken(office: Office, name: str, code: str) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        with pytest.raises(Refused) as refused:
            actions.create_programme(asker, office.organisations["国库处"].pk, name, 2020, "shanghai-2020")
        former = FormVersion.objects.get(pk=version.pk).project_name
        saved = actions.save_draft(asker, version.pk, 1, {"project_name": name})
        assert FormVersion.objects.get(pk=version.pk).project_name == former
    assert refused.value.code == code
    assert [problem.code for problem in saved.problems] == [code]


@pytest.mark.parametrize("typed_text", ["昨天", "2020-13-45", "2月30日"])
def test_what_is_no_day_is_kept_as_typed_and_named(office: Office, typed_text: str) -> None:
    version = drafted(office)
    with asks(office, "李编制") as asker:
        saved = actions.save_draft(asker, version.pk, 1, {"start_date": typed_text})
    assert [(problem.field, problem.code) for problem in saved.problems] == [("start_date", "form.date_unreadable")]
    assert typed_text in saved.problems[0].message
