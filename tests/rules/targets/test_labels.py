"""The published label format: exact numbers, absent parts left out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("≤3‰", "0.003"),
        ("100.00%", "1"),
        ("1.5亿元", "150000000"),
        ("-0%", "0"),
        ("12345678901234567890.1234567890123456789%", "123456789012345678.901234567890123456789"),
    ],
)
def test_a_number_is_exact_and_has_no_exponent_and_no_trailing_zeros(text: str, value: str) -> None:
    (read,) = parse_target(text).values
    assert read.to_label()["value"] == value


def test_absent_parts_are_left_out_and_value_and_unit_always_stand() -> None:
    assert TargetValue("qualitative", text="健全").to_label() == {
        "op": "qualitative",
        "value": None,
        "unit": None,
        "text": "健全",
    }
    assert TargetValue("=", Decimal("6")).to_label() == {"op": "=", "value": "6", "unit": None}


def test_hours_may_be_labelled_as_numbers_or_as_text() -> None:
    label = {"op": "schedule", "value": "40", "unit": "小时", "period": "周", "hours_per_day": "8", "text": "5*8小时"}
    assert TargetValue.from_label({**label, "days_per_week": 5}) == TargetValue.from_label(
        {**label, "days_per_week": "5"}
    )


@pytest.mark.parametrize(
    "label",
    [
        {"op": "~", "value": "1", "unit": None},
        {"op": "=", "value": 0.5, "unit": None},
        {"op": "=", "value": "many", "unit": None},
        {"op": "=", "value": "NaN", "unit": None},
        {"op": "=", "value": True, "unit": None},
        {"op": "=", "value": "1", "unit": None, "colour": "red"},
    ],
)
def test_a_label_that_states_no_exact_value_is_refused(label: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"没有这|确切"):
        TargetValue.from_label(label)
