"""Numbers under format codes, as a person sees them in the program."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.readers.number_formats import BUILTIN, displayed, displayed_text, stored_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.985", "0%", "99%"),
        ("0.985", "0.0%", "98.5%"),
        ("-0.05", "0%", "-5%"),
        ("0.003", '0.0"‰"', "0.0‰"),
        ("3", '0"‰"', "3‰"),
        ("5", '"≥"0', "≥5"),
        ("0.9", '"≥"0%', "≥90%"),
        ("1234567", "0.00,,", "1.23"),
        ("123456", '0!.0,"万"', "12.3万"),
        ("123456", '0\\.0,"万元"', "12.3万元"),
        ("12345", "000-000", "012-345"),
        ("0.5", "#.##", ".5"),
        ("5", "0.##", "5"),
        ("0", "#,##0", "0"),
        ("0", "#", ""),
        ("1234.5", BUILTIN[43], "1,234.50"),
        ("-1234.5", BUILTIN[43], "-1,234.50"),
        ("0", BUILTIN[43], "-"),
        ("-5", "0;(0)", "(5)"),
        ("-5", "0_);[Red](0)", "(5)"),
        ("95", '[>=90]"优";[>=80]"良";"差"', "优"),
        ("85", '[>=90]"优";[>=80]"良";"差"', "良"),
        ("10", '[>=90]"优";[>=80]"良";"差"', "差"),
        ("7", ";;;", ""),
        ("1E-7", "General", "0.0000001"),
        ("12345678901234", "General", "12345678901234"),
        ("2500", "@", "2500"),
        ("12.5", "[$¥-804]#,##0.00", "¥12.50"),
        ("12.5", '0.0"元/人"', "12.5元/人"),
        ("12.5", "G/通用格式", "12.5"),
        ("12.5", 'General"元"', "12.5元"),
        ("0.25", "# ?/?", "0.25"),
    ],
)
def test_numbers(value: str, code: str, shown: str) -> None:
    assert displayed(Decimal(value), code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("43831", BUILTIN[14], "2020/1/1"),
        ("43831", BUILTIN[31], "2020年1月1日"),
        ("43831", BUILTIN[57], "2020年1月"),
        ("44166", BUILTIN[58], "12月1日"),
        ("44178", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二〇年十二月十三日"),
        ("43831", "aaaa", "星期三"),
        ("43831.5", "yyyy-mm-dd hh:mm", "2020-01-01 12:00"),
        ("0.75", "h:mm", "18:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.75", BUILTIN[55], "下午6时00分"),
        ("1.5", "[h]:mm", "36:00"),
        ("0.0006944444444444", "mm:ss", "01:00"),
        ("1", "yyyy/m/d", "1900/1/1"),
        ("61", "yyyy/m/d", "1900/3/1"),
        ("43889", "yyyy/m/d", "2020/2/28"),
        ("99999999", "yyyy/m/d", "99999999"),
        ("-1", "yyyy/m/d", "-1"),
    ],
)
def test_dates_and_times(value: str, code: str, shown: str) -> None:
    assert displayed(Decimal(value), code) == shown


def test_a_number_keeps_the_digits_a_workbook_is_exact_to() -> None:
    assert stored_number("7.000000000000001E-2") == Decimal("0.07")
    assert stored_number("0.0900000762939453") == Decimal("0.0900000762939453")
    assert stored_number("不是数") is stored_number("NaN") is stored_number("1E999") is None


def test_texts_under_format_codes() -> None:
    assert displayed_text("5", '@"次"') == "5次"
    assert displayed_text("5", '0;-0;0;"指标："@') == "指标：5"
    assert displayed_text("密", ";;;") == ""
    assert displayed_text("≥5", "0.00") == "≥5"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**14), max_value=10**14, places=4),
    st.one_of(st.sampled_from(sorted(BUILTIN.values())), st.text('0#?.,%;"\\_*[]<>=-ymdhs年月日@ E+/万', max_size=20)),
)
def test_no_format_code_breaks_the_reading(value: Decimal, code: str) -> None:
    assert isinstance(displayed(value, code), str)


@given(st.integers(-(10**12), 10**12), st.integers(0, 4))
def test_a_number_with_as_many_places_as_its_code_loses_nothing(cents: int, places: int) -> None:
    value = Decimal(cents).scaleb(-places)
    code = "#,##0" + ("." + "0" * places if places else "")
    assert Decimal(displayed(value, code).replace(",", "")) == value
