"""A typed form goes into columns and comes back the same, whatever it states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.rules.forms import Budget, Form, FundRow, Indicator
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.forms import DETAILS, NARRATIVES, Register, columns_of, form_of
from jixiao.systems.programmes.models import FormVersion, TargetIndicator
from tests.support.office import Office
from tests.support.samples import sample_forms
from tests.systems.programmes.cast import asks, drafted

REGISTER = Register(2020, "上海市财政局", "shanghai-2020")


def through_columns(form: Form) -> Form:
    columns = columns_of(form, REGISTER)
    rows = [TargetIndicator(**row) for row in columns.indicators]
    return form_of(FormVersion(**columns.version), rows, REGISTER)


@pytest.mark.parametrize("form", sample_forms(), ids=lambda form: form.project_name)
def test_every_published_form_survives(form: Form) -> None:
    back = through_columns(form)
    assert back == form
    assert list(back.narratives) == list(form.narratives)


@pytest.mark.parametrize("form", sample_forms(), ids=lambda form: form.project_name)
def test_a_published_form_needs_little_beside_the_columns(form: Form) -> None:
    beside = columns_of(form, REGISTER).version["printed"]
    assert not beside.keys() & {"project_name", "start_date", "end_date", "narratives", "gov_purchase_service", "unit"}


def test_what_no_column_takes_is_kept_as_printed() -> None:
    base = sample_forms()[0]
    odd = replace(
        base,
        start_date="年初",
        gov_purchase_service="部分",
        unit="上海市财政局国库处",
        narratives={"项目概况": "甲", "绩效目标": "乙", "立项依据": ""},
        budget=Budget(current_year_budget_yuan=Decimal("-5"), total_budget_yuan=Decimal("0.001")),
        funds=(FundRow("财政拨款", initial_yuan=Decimal("1.5")),),
        fields={"项目编码": "310000"},
    )
    back = through_columns(odd)
    assert back == odd
    assert list(back.narratives) == ["项目概况", "绩效目标", "立项依据"]


def test_an_end_before_the_start_is_kept_as_printed_and_not_as_a_date() -> None:
    form = replace(sample_forms()[0], start_date="2020-12-31", end_date="2020-01-01")
    columns = columns_of(form, REGISTER)
    assert (columns.version["start_date"], columns.version["end_date"]) == (date(2020, 12, 31), None)
    assert through_columns(form).end_date == "2020-01-01"


def test_a_version_read_from_the_database_is_the_form_that_was_written(office: Office) -> None:
    form = sample_forms()[3]
    version = drafted(office, number=3)
    with asks(office, "李编制"):
        stored = FormVersion.objects.get(pk=version.pk)
        back = form_of(stored, stored.indicators.all(), REGISTER)
    assert back == form
    assert list(back.narratives) == list(form.narratives)


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
TEXT = st.none() | WORDS
AMOUNT = st.none() | st.decimals(-10, 10**18, places=3) | st.decimals(0, 10**9, places=2)
DAY = st.none() | st.dates().map(date.isoformat) | WORDS
TARGETS = st.sampled_from(["≥95%", "=0起", "≤3‰", "规范", "200万笔", "12月底前", "5*8小时", "≤2小时", ""]) | WORDS


@st.composite
def indicators(draw: Any) -> Indicator:
    text = draw(TARGETS)
    headings = st.sampled_from([*DETAILS, "备注"])
    return Indicator(
        no=draw(st.integers(0, 99)),
        level1=draw(TEXT),
        level2=draw(TEXT),
        level3=draw(TEXT),
        target_raw=draw(st.just(text) | st.just(f" {text}")) or text,
        target_text=text,
        parsed=parse_target(text).values,
        direction=draw(st.sampled_from([None, "正向", "反向"])),
        weight=draw(st.none() | st.decimals(0, 10**5, places=3)),
        details=draw(st.dictionaries(headings, WORDS | st.just("2020-06-30"), max_size=4)),
    )


FORMS = st.builds(
    Form,
    kind=st.just("target"),
    layout=st.sampled_from(["shanghai-2020", "national-target"]),
    form_title=WORDS,
    form_year=TEXT,
    year=st.none() | st.integers(2000, 2100),
    unit=TEXT,
    supervising_department=TEXT,
    project_name=TEXT,
    category=TEXT,
    start_date=DAY,
    end_date=DAY,
    gov_purchase_service=TEXT | st.sampled_from(["是", "否"]),
    performance_type=TEXT,
    narratives=st.dictionaries(st.sampled_from([*NARRATIVES, "年度目标"]), WORDS, max_size=5),
    budget=st.builds(Budget, *(AMOUNT for _ in range(6))),
    money_unit=st.sampled_from(["元", "万元"]),
    indicators=st.lists(indicators(), max_size=4).map(tuple),
    fields=st.dictionaries(WORDS, WORDS, max_size=2),
)


@given(FORMS)
@settings(max_examples=150)
def test_any_target_form_survives(form: Form) -> None:
    assert through_columns(form) == form
