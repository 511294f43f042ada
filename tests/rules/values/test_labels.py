"""Labels that somebody else wrote: what is no value is refused with a reason, before it can do harm."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.rules.values import TargetValue
from jixiao.rules.values.words import number_in_words


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        ({"op": "?", "value": "1"}, "没有这种 op"),
        ({"op": ">=", "value": "1", "size": "1"}, "没有这些键：size"),
        ({"op": ">=", "value": "abc"}, "不是确切的数字"),
        ({"op": ">=", "value": "1e999999999"}, "数字超过 60 位"),
        ({"op": ">=", "value": "1", "unit": ["个"]}, "unit 应为文字"),
        ({"op": ">=", "value": "1", "subject": 7}, "subject 应为文字"),
        ({"op": "<=", "value": "2023-02-31", "unit": "date"}, "没有这样的日期：2023-02-31"),
        ({"op": "<=", "value": "年底", "unit": "date"}, "没有这样的日期"),
        ({"op": "<=", "value": "5", "unit": "日", "deadline": "2023-13"}, "没有这样的日期"),
    ],
)
def test_a_label_that_states_no_value_is_refused_with_the_reason(label: dict[str, object], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        TargetValue.from_label(label)


@pytest.mark.parametrize("stated", ["2024-02-29", "2024-02", "--02-29", "--12"])
def test_a_date_may_be_stated_in_part(stated: str) -> None:
    assert TargetValue.from_label({"op": "<=", "value": stated, "unit": "date"}).value == stated


def test_a_number_of_any_length_is_told_in_words() -> None:
    assert number_in_words(Decimal("1" * 40), "个") == "1" * 40 + "个"
