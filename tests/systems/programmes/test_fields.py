"""Every field of every framework's form can be typed, is stored, is shown in the diff, and stands on paper."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document
from jixiao.documents.writers import write_forms
from jixiao.foundation.transitions import Refused
from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.differences import differences
from jixiao.systems.programmes.editing import Tables, edited
from jixiao.systems.programmes.fields import sections_of, text_of
from jixiao.systems.programmes.models import FormVersion, Framework
from jixiao.systems.programmes.versions import typed
from jixiao.systems.programmes.web.typed_texts import texts_of
from tests.support.office import Office
from tests.support.samples import sample_forms
from tests.systems.programmes.cast import asks

ROW = Indicator(1, "产出指标", "数量指标", "培训期数", "≥5次", "≥5次", weight=Decimal("12.5"))
NATIONAL = Form(
    kind="target",
    layout="national-target",
    form_title="项目支出绩效目标申报表",
    year=2021,
    form_year="（2021年度）",
    unit="市教育委员会",
    supervising_department="市教育委员会",
    project_name="教师培训",
    narratives={"年度总体目标": "办五期培训。", "实施期目标": "三年轮训一遍。"},
    fields={"项目负责人": "王老师"},
    budget=Budget(total_budget_yuan=Decimal(3_000_000), current_year_budget_yuan=Decimal(1_000_000)),
    funds=(
        FundRow("年度资金总额", Decimal(1_000_000)),
        FundRow("其中：财政拨款", Decimal(900_000)),
        FundRow("其他资金", Decimal(100_000)),
    ),
    indicators=(replace(ROW, details={"备注": "含网络班", "完成时限": "2021年6月"}),),
    midterm_indicators=(ROW,),
)
DEPARTMENT = "市教育委员会"


@pytest.mark.parametrize("framework", list(Framework))
@pytest.mark.parametrize("form", [NATIONAL, *sample_forms()], ids=lambda form: form.project_name)
def test_saving_a_form_as_it_stands_on_the_page_changes_nothing(form: Form, framework: str) -> None:
    texts = texts_of(form, sections_of(form, framework))
    made, problems = edited(form, texts.fields, texts.typed_tables())
    assert (made, problems) == (form, [])


def test_every_text_of_a_form_is_a_field_or_a_cell_of_its_page() -> None:
    texts = texts_of(NATIONAL, sections_of(NATIONAL, Framework.MOF_2021_101))
    shown = {
        *texts.fields.values(),
        *(text for each in texts.tables.values() for row in each.rows for text in row.values()),
    }
    stated = {
        *NATIONAL.narratives.values(),
        *NATIONAL.fields.values(),
        "教师培训",
        "市教育委员会",
        "含网络班",
        "2021年6月",
    }
    assert stated | {"3,000,000.00", "900,000.00", "其他资金", "12.5", "≥5次"} <= shown
    assert [each.narrative for each in sections_of(NATIONAL, "mof-2021-101").narratives] == [
        "年度总体目标",
        "实施期目标",
    ]


def test_each_field_typed_anew_differs_in_itself_alone() -> None:
    for each in sections_of(NATIONAL, Framework.MOF_2015_88).all():
        new = {"money": "2,000.00", "date": "2021-05-06", "yes_no": "是"}.get(each.kind, "改写")
        made, problems = edited(NATIONAL, {each.key: new})
        assert (text_of(made, each.key), problems) == (new, []), each.key
        assert len(differences(NATIONAL, made).fields) == 1, each.key


def test_the_parts_of_the_money_are_typed_and_the_total_follows_the_years_sum() -> None:
    rows = [
        {"no": "1", "label": "其中：财政拨款", "initial_yuan": "80万元"},
        {"label": "社会捐赠", "initial_yuan": "5000"},
    ]
    made, problems = edited(NATIONAL, {"current_year_budget_yuan": "805,000"}, Tables(funds=rows))
    assert problems == []
    assert [(row.label, row.initial_yuan) for row in made.funds] == [
        ("年度资金总额", 805_000),
        ("其中：财政拨款", 800_000),
        ("社会捐赠", 5_000),
    ]
    labels = {change.label: (change.before, change.after) for change in differences(NATIONAL, made).fields}
    assert labels["其中：财政拨款"] == ("900,000", "800,000")
    assert labels["其他资金"] == ("100,000", "")
    assert labels["社会捐赠"] == ("", "5,000")


def test_a_part_without_a_name_or_with_a_sum_that_is_none_is_named_and_the_rest_is_kept() -> None:
    rows = [{"no": "1", "label": "其中：财政拨款", "initial_yuan": "很多"}, {"label": "", "initial_yuan": "5"}]
    made, problems = edited(NATIONAL, {}, Tables(funds=rows))
    assert [(each.field, each.code) for each in problems] == [
        ("funds.1", "form.money_unreadable"),
        ("funds.2", "form.fund_without_name"),
    ]
    assert made.funds[1].initial_yuan == Decimal(900_000)


def test_an_empty_national_form_prints_the_official_rows_without_storing_them() -> None:
    empty = replace(NATIONAL, funds=())
    texts = texts_of(empty, sections_of(empty, Framework.MOF_2015_88))
    assert [row["label"] for row in texts.tables["funds"].rows] == ["其中：财政拨款", "其他资金"]
    assert edited(empty, texts.fields, texts.typed_tables())[0].funds == ()


def test_indicators_of_the_term_and_columns_of_a_form_s_own_are_typed_too() -> None:
    year = [{"no": "1", "details.备注": "含函授", "due_on": "2021年6月30日"}]
    made, _problems = edited(NATIONAL, {}, Tables(year, [{"no": "1", "target_text": "≥15次"}]))
    assert made.indicators[0].details == {"备注": "含函授", "完成时限": "2021-06-30"}
    assert made.midterm_indicators[0].target_text == "≥15次"
    assert [(row.of_term, row.name) for row in differences(NATIONAL, made).rows] == [
        (False, "培训期数"),
        (True, "培训期数"),
    ]


def test_a_target_typed_into_a_table_of_split_cells_stays_on_paper() -> None:
    split = replace(ROW, target_cells=("≥", "5", "次"))
    form = replace(NATIONAL, midterm_indicators=(), indicators=(split, replace(split, no=2, level3="结业率")))
    made, _problems = edited(form, {}, [{"no": "1", "level3": "培训期数"}, {"no": "2", "target_text": "≥98%"}])
    (again,) = read_forms(read_document("表.xlsx", data=write_forms([made], "xlsx"))).forms
    assert [row.target_text for row in again.indicators] == ["≥5次", "≥98%"]


def test_no_request_adds_a_narrative_or_a_field_that_the_form_does_not_have() -> None:
    made, _problems = edited(
        NATIONAL, {"narratives.附加条款": "x", "fields.秘密": "y", "printed": "z", "form_title": "t"}
    )
    assert made == NATIONAL


def test_a_whole_departments_form_is_typed_stored_compared_and_written(office: Office) -> None:
    owner = office.organisations[DEPARTMENT].pk
    with asks(office, "赵外单位") as asker:
        version = actions.create_department_form(asker, owner, 2021, "mof-2021-101")
        before = typed(version)
        sections = sections_of(before, "mof-2021-101", whole_department=True)
        labels = {each.narrative: each.key for each in sections.narratives}
        fields = {
            labels["年度主要任务"]: "改善办学条件，建设数字校园。",
            labels["年度总体目标"]: "新增学位五千个。",
            "current_year_budget_yuan": "1.2亿元",
        }
        funds = [
            {"label": "其中：基本支出", "initial_yuan": "5000万元"},
            {"label": "项目支出", "initial_yuan": "7000万元"},
        ]
        rows = [{"level1": "产出指标", "level2": "数量指标", "level3": "新增学位", "target_text": "≥5000个"}]
        saved = actions.save_draft(asker, version.pk, 1, fields, Tables(rows, funds=funds))
        with pytest.raises(Refused) as late:
            actions.save_draft(asker, version.pk, 1, {labels["年度总体目标"]: "后来的"})
        stored = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
        after = typed(stored)
    assert (saved.problems, late.value.code) == ([], "form.changed_meanwhile")
    assert {change.label for change in differences(before, after).fields} == {
        "项目当年预算（元）",
        "其中：基本支出",
        "项目支出",
        "年度主要任务",
        "年度总体目标",
    }
    (again,) = read_forms(read_document("表.docx", data=write_forms([after], "docx"))).forms
    assert again.form_title == "部门整体支出绩效目标申报表"
    assert {"新增学位五千个。", "改善办学条件，建设数字校园。"} <= set(again.narratives.values())
    assert again.budget.current_year_budget_yuan == Decimal(120_000_000)
