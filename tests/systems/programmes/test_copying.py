"""Last year's form for this year: dates of the plan move, nothing else does, and what was kept is named."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion
from jixiao.systems.programmes.versions import findings_of, typed
from tests.support.office import Office
from tests.systems.programmes.cast import asks

PLAN = "2019年6月完成招标；沿用财预〔2019〕10号的办法；2018年已完成一期。"


def due(text: str) -> Indicator:
    return Indicator(1, "产出指标", "时效指标", "2019年招标完成率", "=100%", "=100%", details={"完成时限": text})


FORM = Form(
    kind="target",
    layout="national-target",
    form_title="项目支出绩效目标申报表",
    year=2019,
    project_name="系统升级",
    start_date="2019-01-01",
    end_date="2020-02-29",
    narratives={"年度目标": PLAN},
    fields={"起止时间": "2019.1-2019.12", "立项时间": "2015年3月"},
    budget=Budget(current_year_budget_yuan=Decimal(50)),
    funds=(FundRow("年度资金总额", Decimal(50)), FundRow("其中：财政拨款", Decimal(50))),
    indicators=(due("2019年6月"),),
    midterm_indicators=(due("2019年底"),),
)


def copied(office: Office, form: Form) -> tuple[Form, list[tuple[str, str]]]:
    """The copy for 2020, and the findings about last year's dates: place and message."""
    with asks(office, "李编制") as asker:
        owner = office.organisations["国库处"].pk
        former = actions.create_programme(asker, owner, "系统升级", 2019, "mof-2015-88", form=form)
        made = actions.copy_to_year(asker, former.pk, 2020)
        version = FormVersion.objects.select_related("form", "owner").get(pk=made.pk)
        found = [each for each in findings_of(version, asker.today) if each.code == "date.of_last_year"]
        return typed(version), [(each.place, each.message) for each in found]


def test_dates_of_the_plan_move_and_names_narratives_and_history_stay(office: Office) -> None:
    form, found = copied(office, FORM)
    assert (form.start_date, form.end_date) == ("2020-01-01", "2021-02-28")
    assert form.fields == {"起止时间": "2020.1-2020.12", "立项时间": "2015年3月"}
    assert form.indicators[0].details == {"完成时限": "2020年6月"}
    assert form.midterm_indicators[0].details == {"完成时限": "2020年底"}
    assert form.indicators[0].level3 == "2019年招标完成率"
    assert form.narratives == {"年度目标": PLAN}
    [(place, message)] = found
    assert place.endswith("年度目标")
    assert "“2019年6月”" in message
    assert "2018年" not in message
    assert "〔2019〕" not in message


def test_a_date_that_was_mended_is_named_no_more(office: Office) -> None:
    form, _found = copied(office, FORM)
    with asks(office, "李编制") as asker:
        version = FormVersion.objects.get(form__year=2020)
        actions.save_draft(asker, version.pk, 1, {"narratives.年度目标": PLAN.replace("2019年6月", "2020年6月")})
        again = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
        codes = {each.code for each in findings_of(again, asker.today)}
    assert form.year == 2020
    assert "date.of_last_year" not in codes


def test_the_money_is_left_to_be_filled_in_under_the_same_names(office: Office) -> None:
    form, _found = copied(office, FORM)
    assert [(row.label, row.initial_yuan) for row in form.funds] == [("年度资金总额", None), ("其中：财政拨款", None)]
    assert form.budget.prev_year_same_name_budget_yuan == Decimal(50)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("2019-06-30", "2020-06-30"),
        ("2019年6月30日前", "2020年6月30日前"),
        ("2019/6", "2020/6"),
        ("20190630", "20200630"),
        ("2019年1月至2020年2月29日", "2020年1月至2021年2月28日"),
        ("每季度末", "每季度末"),
        ("12019年", "12019年"),
    ],
)
def test_a_due_day_moves_however_it_is_written(office: Office, was: str, becomes: str) -> None:
    form, _found = copied(office, replace(FORM, indicators=(due(was),)))
    assert form.indicators[0].details["完成时限"] == becomes
