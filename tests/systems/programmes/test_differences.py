"""What differs between two forms is named with before and after, and nothing else is."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

import pytest

from jixiao.rules.forms import Form
from jixiao.systems.programmes.differences import differences
from tests.support.samples import sample_forms

FORM = sample_forms()[0]


def with_rows(form: Form, rows: list) -> Form:  # type: ignore[type-arg]
    return replace(form, indicators=tuple(replace(row, no=number) for number, row in enumerate(rows, 1)))


def test_a_form_does_not_differ_from_itself() -> None:
    assert not differences(FORM, FORM)


def test_a_new_target_a_new_sum_and_a_new_text_are_named_before_and_after() -> None:
    rows = list(FORM.indicators)
    rows[1] = replace(rows[1], target_text="≥98%")
    after = replace(
        with_rows(FORM, rows),
        budget=replace(FORM.budget, current_year_budget_yuan=Decimal("8000000")),
        narratives={**FORM.narratives, "项目概况": "改写"},
    )
    found = differences(FORM, after)
    fields = {change.label: (change.before, change.after) for change in found.fields}
    assert fields["项目当年预算（元）"] == ("8,825,000", "8,000,000")
    assert fields["项目概况"][1] == "改写"
    assert len(fields) == 2
    (row,) = found.rows
    assert (row.kind, row.name) == ("changed", "预算执行率")
    assert [(cell.label, cell.before, cell.after) for cell in row.cells] == [("指标值", "=100%", "≥98%")]


def test_indicators_that_come_and_go_are_told_from_those_that_changed() -> None:
    rows = list(FORM.indicators)
    gone = rows.pop(4)
    new = replace(rows[0], level3="新增指标", target_text="≥5次")
    found = differences(FORM, with_rows(FORM, [*rows, new]))
    assert {(row.kind, row.name) for row in found.rows} == {("removed", gone.level3), ("added", "新增指标")}
    assert found.moved == 0


def test_a_renamed_indicator_with_the_same_target_in_its_place_is_one_change() -> None:
    rows = list(FORM.indicators)
    rows[0] = replace(rows[0], level3="预算编制的合理性")
    found = differences(FORM, with_rows(FORM, rows))
    assert [(row.kind, len(row.cells)) for row in found.rows] == [("changed", 1)]


@pytest.mark.parametrize("seed", range(5))
def test_rows_in_another_order_are_moved_and_not_changed(seed: int) -> None:
    rows = list(FORM.indicators)
    place = random.Random(seed).randrange(len(rows) - 3)
    rows.insert(place + 3, rows.pop(place))
    found = differences(FORM, with_rows(FORM, rows))
    assert (found.rows, found.moved) == ((), 1)
