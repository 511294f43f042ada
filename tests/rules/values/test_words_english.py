"""What was understood is read back in English too, with the same figures."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from jixiao.parameters.english import english_words
from jixiao.rules.targets.words import AVERAGES_PER, PERIODS, SAME_PERIOD, UNITS
from jixiao.rules.values import TargetValue
from jixiao.rules.values.words_english import in_english

WORDS = english_words()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (TargetValue(">=", Decimal("0.98"), "ratio"), "at least 98%"),
        (TargetValue("<=", Decimal("0.003"), "ratio"), "at most 3‰"),
        (TargetValue("=", Decimal("0.97"), "ratio", implicit_op=True), "97%"),
        (TargetValue("=", Decimal(6)), "exactly 6"),
        (TargetValue("=", Decimal(1), "次"), "exactly 1 time"),
        (TargetValue("<=", Decimal(2), "小时"), "at most 2 hours"),
        (TargetValue(">=", Decimal("-1234.5"), "元"), "at least -1,234.5 yuan"),
        (TargetValue(">=", Decimal(50000), "个"), "at least 50,000 items"),
        (TargetValue("<=", Decimal(530), "元", per="人", period="月"), "at most 530 yuan per person per month"),
        (TargetValue("<=", Decimal(3), "闰秒"), "at most 3 闰秒"),
        (TargetValue("<=", "2020-12-31", "date", deadline="2020-12-31"), "by 31 December 2020"),
        (TargetValue("<", "--10-01", "date", deadline="--10-01"), "before 1 October"),
        (TargetValue("=", "2020-12", "date"), "in December 2020"),
        (TargetValue("=", "2020-12-31", "date"), "on 31 December 2020"),
        (TargetValue("=", Decimal(1), "ratio", deadline="2020-06-30"), "exactly 100%, by 30 June 2020"),
        (TargetValue("between", None, "ratio", Decimal("0.9"), Decimal("0.95")), "90% to 95%"),
        (TargetValue("between", None, "date", "2023-07", "2024-01"), "July 2023 to January 2024"),
        (TargetValue("<", None, "date", period="月", day_of_month=10), "before day 10 of each month"),
        (
            TargetValue(">=", Decimal("0.05"), "ratio", relative_to="上年", direction="增长"),
            "up at least 5% on last year",
        ),
        (TargetValue("=", Decimal(10), "人", implicit_op=True, approx=True), "about 10 people"),
        (
            TargetValue("schedule", Decimal(40), "小时", days_per_week=Decimal(5), hours_per_day=Decimal(8)),
            "5 days a week, 8 hours a day",
        ),
        (TargetValue("qualitative", text="健全"), "in words: “健全”"),
        (
            TargetValue("qualitative", text="实现全覆盖", implies=TargetValue("=", Decimal(1), "ratio")),
            "in words: “实现全覆盖” (can be read as exactly 100%)",
        ),
    ],
)
def test_one_value(value: TargetValue, words: str) -> None:
    assert in_english([value], WORDS) == words


def test_a_compound_names_each_part() -> None:
    values = [
        TargetValue(">=", Decimal(2000000), "笔", subject="支付业务量"),
        TargetValue(">=", Decimal(140000), "笔", subject="非税"),
    ]
    said = "“支付业务量”: at least 2,000,000 transactions; and “非税”: at least 140,000 transactions"
    assert in_english(values, WORDS) == said


def test_every_unit_and_period_that_is_understood_has_english_words() -> None:
    assert set(UNITS.values()) <= WORDS.units.keys()
    assert {*PERIODS.values(), *AVERAGES_PER.values()} <= WORDS.units.keys() | WORDS.per.keys()
    assert {"上年", *SAME_PERIOD.values()} <= WORDS.earlier.keys()
    for said in (
        *WORDS.per.values(),
        *WORDS.earlier.values(),
        *(word for pair in WORDS.units.values() for word in pair),
    ):
        assert re.fullmatch(r"[^\u4e00-\u9fff]+", said)
