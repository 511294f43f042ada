"""What was understood is read back in words an official uses."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jixiao.rules.values import TargetValue
from jixiao.rules.values.decimals import plain_text
from jixiao.rules.values.words import in_words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (TargetValue(">=", Decimal("0.98"), "ratio"), "不低于98%"),
        (TargetValue("<=", Decimal("0.003"), "ratio"), "不高于3‰"),
        (TargetValue("<=", Decimal("0.0001"), "ratio"), "不高于0.01%"),
        (TargetValue("=", Decimal(0), "ratio"), "等于0%"),
        (TargetValue("=", Decimal("0.97"), "ratio", implicit_op=True), "97%"),
        (TargetValue("=", Decimal(6)), "等于6"),
        (TargetValue(">=", Decimal(50000), "个"), "不低于5万个"),
        (TargetValue("<=", Decimal(530), "元", per="人", period="月"), "不高于530元每人每月"),
        (TargetValue("<=", Decimal(12345600), "元"), "不高于1234.56万元"),
        (TargetValue("<=", "2020-12-31", "date", deadline="2020-12-31"), "不晚于2020年12月31日"),
        (TargetValue("<", "--10-01", "date", deadline="--10-01"), "早于10月1日"),
        (TargetValue("between", None, "ratio", Decimal("0.9"), Decimal("0.95")), "90%至95%"),
        (TargetValue("between", None, "date", "2023-07", "2024-01"), "2023年7月至2024年1月"),
        (TargetValue("<", None, "date", period="月", day_of_month=10), "每月早于10日"),
        (
            TargetValue("=", Decimal("0.05"), "ratio", implicit_op=True, relative_to="上年", direction="增长"),
            "较上年增长5%",
        ),
        (TargetValue("=", Decimal(10), "人", implicit_op=True, approx=True), "约10人"),
        (
            TargetValue(
                "schedule",
                Decimal(40),
                "小时",
                period="周",
                days_per_week=Decimal(5),
                hours_per_day=Decimal(8),
                text="5*8小时",
            ),
            "每周5天、每天8小时",
        ),
        (TargetValue("qualitative", text="健全"), "定性：健全"),
    ],
)
def test_one_value(value: TargetValue, words: str) -> None:
    assert in_words([value]) == words


def test_a_compound_names_each_part() -> None:
    values = [
        TargetValue(">=", Decimal(2000000), "笔", subject="支付业务量"),
        TargetValue(">=", Decimal(140000), "笔", subject="非税"),
    ]
    assert in_words(values) == "支付业务量不低于200万笔，且非税不低于14万笔"


def test_a_word_with_a_number_behind_it_says_so() -> None:
    implied = TargetValue("=", Decimal(1), "ratio")
    value = TargetValue("qualitative", text="实现全覆盖", implies=implied)
    assert in_words([value]) == "定性：实现全覆盖（可理解为等于100%）"


@pytest.mark.parametrize(
    ("number", "text"), [("1.50", "1.5"), ("1E+2", "100"), ("-0", "0"), ("0.0000001", "0.0000001")]
)
def test_numbers_have_no_exponent_and_no_trailing_zero(number: str, text: str) -> None:
    assert plain_text(Decimal(number)) == text


def test_numbers_longer_than_the_context_are_not_rounded() -> None:
    assert plain_text(Decimal("1234567890123456789012345678901234567890.10")) == (
        "1234567890123456789012345678901234567890.1"
    )
