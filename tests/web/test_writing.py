"""Amounts, numbers of persons, days, marks and targets as pages write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import HttpRequest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from jixiao.foundation.transitions import Refused
from jixiao.foundation.web.amounts import written
from jixiao.foundation.web.marks import VERDICTS
from jixiao.foundation.web.masking import masked
from jixiao.systems.programmes.states import VERSION


def rendered(source: str, unit: str = "yuan", **context: object) -> str:
    request = HttpRequest()
    request.COOKIES["jixiao_unit"] = unit
    return Template("{% load jixiao %}" + source).render(Context({"request": request, **context}))


@pytest.mark.parametrize(
    ("yuan", "unit", "text"),
    [
        ("2058000", "yuan", "2,058,000.00"),
        ("2058000", "wan", "205.80"),
        ("12345.67", "wan", "1.234567"),
        ("0", "yuan", "0.00"),
        ("0.01", "wan", "0.000001"),
        ("-2000", "wan", "-0.20"),
    ],
)
def test_amounts_are_written_exactly(yuan: str, unit: str, text: str) -> None:
    assert written(Decimal(yuan), unit) == text  # type: ignore[arg-type]


@given(st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False))
def test_no_fen_is_lost_in_ten_thousands(yuan: Decimal) -> None:
    assert Decimal(written(yuan, "wan").replace(",", "")) * 10_000 == yuan
    assert Decimal(written(yuan).replace(",", "")) == yuan


def test_money_follows_the_switch_of_the_person() -> None:
    assert "2,058,000.00" in rendered("{% money x %}", x=Decimal(2058000))
    assert "205.80" in rendered("{% money x %}", "wan", x=Decimal(2058000))
    assert "万元" in rendered("{% money_unit %}", "wan")


def test_no_amount_is_a_dash_and_zero_is_zero() -> None:
    assert "—" in rendered("{% money x %}", x=None)
    assert "0.00" in rendered("{% money x %}", x=Decimal(0))


@pytest.mark.parametrize(
    ("number", "shown"),
    [("13812345678", "138****5678"), ("310101199001011234", "310***********1234"), ("12345", "*****"), ("", "")],
)
def test_personal_numbers_lose_their_middle(number: str, shown: str) -> None:
    assert masked(number) == shown


@given(st.text(alphabet="0123456789X", max_size=30))
def test_at_least_four_signs_of_any_number_stay_hidden(number: str) -> None:
    hidden = masked(number)
    assert len(hidden) == len(number)
    assert hidden.count("*") >= min(4, len(number))


def test_every_verdict_has_a_shape_and_a_word_of_its_own() -> None:
    assert len({mark.shape for mark in VERDICTS.values()}) == len(VERDICTS) == 8
    assert "●" in rendered('{% status "met" %}')
    assert "达标" in rendered('{% status "met" %}')


def test_every_state_of_a_form_can_be_shown() -> None:
    for name, state in VERSION.states.items():
        assert state.word in rendered("{% status name table %}", name=name, table=VERSION)


def test_an_unknown_status_is_an_error_and_no_empty_mark() -> None:
    with pytest.raises(ValueError, match="neither a verdict"):
        rendered('{% status "fine" %}')


def test_days_and_moments_are_local() -> None:
    assert rendered("{{ x|day }}", x=date(2020, 1, 20)) == '<time datetime="2020-01-20">2020-01-20</time>'
    assert "2020-01-20 00:30" in rendered("{{ x|moment }}", x=datetime(2020, 1, 19, 16, 30, tzinfo=UTC))
    assert rendered("{{ x|day }}", x=None) == "—"


def test_a_target_is_read_back_in_words() -> None:
    assert rendered("{{ x|in_words }}", x=[{"op": "<=", "value": "0.003", "unit": "ratio"}]) == "不高于3‰"
    assert rendered("{{ x|in_words }}", x=[{"op": "?"}]) == ""


def test_what_people_typed_is_never_markup() -> None:
    refused = Refused("x.y", "<b>不行</b>")
    assert "&lt;b&gt;" in rendered("{% refusal x %}", x=refused)
    assert "<b>" not in rendered("{% life x %}", x=[{"word": "<b>申报</b>", "state": "now", "note": "<b>"}])
