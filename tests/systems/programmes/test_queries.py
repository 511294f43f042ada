"""Lists and pages: what they show, and that they ask a constant number of queries."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jixiao.foundation.transitions import Refused
from jixiao.systems.programmes import actions, queries
from jixiao.systems.programmes.queries import Filters
from tests.support.office import Office
from tests.systems.programmes.cast import Life, asks, drafted


def test_the_list_shows_each_form_once_by_its_newest_version(office: Office) -> None:
    version = drafted(office)
    Life(office).approved(version)
    with asks(office, "李编制") as asker:
        change = actions.start_change(asker, version.pk, "预算调减")
        page = queries.listed(Filters())
    assert [row.pk for row in page.rows] == [change.pk]
    assert page.rows[0].approved_number == 1
    assert page.rows[0].indicator_count == 18


def test_another_unit_sees_an_empty_list_and_no_page(office: Office) -> None:
    version = drafted(office)
    with asks(office, "赵外单位") as asker:
        assert queries.listed(Filters()).total == 0
        with pytest.raises(Refused) as refused:
            queries.opened(version.pk, asker)
    assert (refused.value.code, refused.value.status) == ("version.not_found", 404)


def test_filters_narrow_and_sorting_turns_round(office: Office) -> None:
    small, large = drafted(office, number=1), drafted(office, number=0)
    with asks(office, "王审核"):
        everything = queries.listed(Filters(), "budget")
        assert [row.pk for row in everything.rows] == [small.pk, large.pk]
        assert everything.budget_yuan == sum(row.current_year_budget_yuan for row in everything.rows)
        assert [row.pk for row in queries.listed(Filters(), "-budget").rows] == [large.pk, small.pk]
        assert queries.listed(Filters(text="国库业务")).total == 1
        assert queries.listed(Filters(text="caizhengguoku")).total == 1
        assert queries.listed(Filters(unit=office.organisations["国库处"].pk)).total == 2
        assert queries.listed(Filters(unit=office.organisations["市教育委员会"].pk)).total == 0
        assert queries.listed(Filters(year=2021)).total == 0
        assert queries.listed(Filters(states=("declared",))).budget_yuan == Decimal(0)


def test_every_page_says_what_the_whole_list_adds_up_to_and_past_the_end_is_the_last_one(office: Office) -> None:
    forms = [drafted(office, number=number) for number in range(3)]
    with asks(office, "王审核"):
        everything = queries.listed(Filters(), "-budget")
        pages = [queries.listed(Filters(), "-budget", page, a_page=2) for page in (1, 2, 3, 99)]
        assert queries.listed(Filters(year=2021), page=7).page == 1
    assert [row.pk for page in pages[:2] for row in page.rows] == [row.pk for row in everything.rows]
    assert [page.page for page in pages] == [1, 2, 2, 2]
    assert {(page.total, page.pages, page.budget_yuan) for page in pages} == {(3, 2, everything.budget_yuan)}
    assert everything.budget_yuan == sum(form.current_year_budget_yuan for form in forms)


def test_a_list_can_be_narrowed_to_what_occurs_in_scope(office: Office) -> None:
    versions = [drafted(office, number=number) for number in range(2)]
    with asks(office, "王审核"):
        offered = queries.choices()
    assert offered.years == [2020]
    assert offered.units == [(versions[0].owner_id, versions[0].owner.name)]
    assert offered.categories == sorted({version.category for version in versions} - {""})
    with asks(office, "赵外单位"):
        assert queries.choices() == queries.Choices([], [], [])


def test_list_and_page_ask_as_many_queries_for_seven_programmes_as_for_one(office: Office) -> None:
    def asked() -> tuple[int, int]:
        with asks(office, "王审核") as asker:
            with CaptureQueriesContext(connection) as listing:
                list(queries.listed(Filters()).rows)
            with CaptureQueriesContext(connection) as page:
                queries.opened(first.pk, asker)
        return len(listing), len(page)

    first = drafted(office)
    one = asked()
    for number in range(1, 7):
        drafted(office, number=number)
    Life(office).approved(first)
    with asks(office, "李编制") as asker:
        actions.start_change(asker, first.pk, "预算调减")
    assert asked() == one
    assert one[0] == 2


def test_export_has_a_row_for_each_form_and_each_indicator(office: Office) -> None:
    drafted(office)
    with asks(office, "冯审计"):
        forms = [dict(zip(queries.FORM_HEADINGS, row, strict=True)) for row in queries.export_forms(Filters())]
        rows = list(queries.export_indicators(Filters()))
    assert forms[0]["项目名称"] == "财政国库业务经费"
    assert forms[0]["当年预算（元）"] == Decimal("8825000.00")
    assert len(rows) == forms[0]["指标数"] == 18
