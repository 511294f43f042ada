"""What a cell holds becomes an exact value, or an error that says what to write."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.foundation.imports.checking import preview
from jixiao.foundation.imports.columns import Amount, Choice, Day, Integer, Text, Wrong, moment_text, yes_or_no
from jixiao.foundation.imports.kinds import Context
from tests.foundation.imports.conftest import SUPPLIERS
from tests.foundation.imports.test_imports import book


@pytest.mark.parametrize(
    ("reads", "text", "value"),
    [
        (Amount(), "1,234.50", Decimal("1234.50")),
        (Amount(), "１２３４", Decimal(1234)),
        (Amount(), "1234元", Decimal(1234)),
        (Amount(may_be_negative=True), "-0.01", Decimal("-0.01")),
        (Integer(), "1,000", 1000),
        (Day(), "2026-1-3", date(2026, 1, 3)),
        (Day(), "2026/01/03", date(2026, 1, 3)),
        (Day(), "2026年1月3日", date(2026, 1, 3)),
        (Day(), "20260103", date(2026, 1, 3)),
        (yes_or_no(), " 是 ", True),
        (Choice({"甲": 1}), "甲", 1),
        (Text(3), "甲乙丙", "甲乙丙"),
    ],
)
def test_a_value_is_read_exactly(reads: Any, text: str, value: object) -> None:
    assert reads(text) == value


@pytest.mark.parametrize(
    ("reads", "text", "code"),
    [
        (Amount(), "1.234", "import.too_many_places"),
        (Amount(), "-1", "import.negative"),
        (Amount(), "12万元", "import.not_amount"),
        (Amount(), "1,23", "import.not_amount"),
        (Amount(), "1.2E+05", "import.number_lost"),
        (Amount(digits_max=3), "1000", "import.out_of_range"),
        (Amount(), "NaN", "import.not_amount"),
        (Integer(), "1.0", "import.not_integer"),
        (Integer(1, 9), "10", "import.out_of_range"),
        (Day(), "2026-02-30", "import.no_such_day"),
        (Day(), "明天", "import.not_a_date"),
        (Day(), "2026-01-03 10:00", "import.not_a_date"),
        (yes_or_no(), "Y", "import.not_a_choice"),
        (Text(3), "甲乙丙丁", "import.too_long"),
        (Text(), "甲\n乙", "import.line_break"),
        (Text(), "3.10101E+17", "import.number_lost"),
    ],
)
def test_what_cannot_be_taken_says_so_with_a_code(reads: Any, text: str, code: str) -> None:
    with pytest.raises(Wrong) as wrong:
        reads(text)
    assert wrong.value.code == code
    assert wrong.value.fix


@given(st.decimals(min_value=0, max_value=10**14, places=2))
def test_money_written_with_separators_comes_back_to_the_cent(number: Decimal) -> None:
    assert Amount()(f"{number:,.2f}") == number


@given(st.dates())
def test_a_day_in_any_of_the_four_ways_is_the_same_day(day: date) -> None:
    year = f"{day.year:04}"
    for text in (
        day.isoformat(),
        f"{year}/{day.month}/{day.day}",
        f"{year}年{day.month}月{day.day}日",
        f"{year}{day.month:02}{day.day:02}",
    ):
        assert Day()(text) == day


@given(st.text(max_size=30))
def test_no_text_breaks_a_column(text: str) -> None:
    for reads in (Amount(), Integer(), Day(), yes_or_no(), Text(5)):
        with contextlib.suppress(Wrong):
            reads(text)


def codes(name: str, content: bytes) -> list[str]:
    context = Context(None, None, None)  # type: ignore[arg-type]
    return [problem.code for problem in preview(_unchecked(), name, content, context).problems]


def _unchecked():  # type: ignore[no-untyped-def]
    return replace(SUPPLIERS, check=lambda rows, context: ())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("名称,金额（元）\n甲,1\n", []),
        ("供应商登记表,\n名称*,合同金额\n甲,1\n", []),
        ("名 称（必填）,金额(元)\n甲,1\n", []),
        ("名称,金额（元）\n甲,\n", ["import.required"]),
        ("名称,金额（元）\n,1\n", ["import.required"]),
        ("名称,金额（元）\n甲,1\n甲,2\n", ["import.twice_in_file"]),
        ("名称,金额（元）,备注\n甲,1,x\n", ["import.column_unknown"]),
        ("名称,金额（元）,合同金额\n甲,1,1\n", ["import.column_twice"]),
        ("名称,份数\n甲,1\n", ["import.column_missing"]),
        ("名称,金额（元）\n", ["import.no_rows"]),
        ("一,二\n三,四\n", ["import.headings_missing"]),
        ("", ["file.empty"]),
    ],
)
def test_a_file_is_read_by_its_headings(text: str, wrong: list[str]) -> None:
    assert codes("供应商.csv", text.encode()) == wrong


def test_a_file_in_the_encoding_of_old_programs_is_read() -> None:
    assert codes("供应商.csv", "名称,金额（元）\n甲公司,1\n".encode("gb18030")) == []


def test_numbers_and_dates_of_a_workbook_are_taken_as_shown() -> None:
    content = book(("名称", "金额（元）", "签订日期"), ("甲公司", 1234.5, date(2026, 1, 3)))
    context = Context(None, None, None)  # type: ignore[arg-type]
    found = preview(_unchecked(), "表.xlsx", content, context)
    assert found.problems == []
    assert (found.good[0].values["amount"], found.good[0].values["signed"]) == (Decimal("1234.5"), date(2026, 1, 3))


def test_a_picture_or_a_letter_is_no_table() -> None:
    assert codes("图.csv", b"\x89PNG\r\n\x1a\n" + bytes(20)) == ["file.picture"]
    assert codes("信.txt", "没有表格的一封信\n".encode()) == ["import.headings_missing"]


def test_rows_are_named_as_the_file_numbers_them_in_spite_of_blank_ones() -> None:
    content = book(("供应商登记表",), ("名称", "金额（元）"), (), (), ("甲公司", "很多"))
    context = Context(None, None, None)  # type: ignore[arg-type]
    (problem,) = preview(_unchecked(), "表.xlsx", content, context).problems
    assert problem.place == "第 5 行“金额（元）”（B5）"


def test_a_personal_number_is_not_repeated_in_its_error() -> None:
    content = "名称,金额（元）,手机\n甲,1,1381234567890\n".encode()
    context = Context(None, None, None)  # type: ignore[arg-type]
    (problem,) = preview(_unchecked(), "表.csv", content, context).problems
    assert "138" not in problem.message + problem.value


def test_a_moment_is_written_by_the_local_clock() -> None:
    assert moment_text(datetime(2020, 12, 29, 2, 0, tzinfo=UTC)) == "2020-12-29 10:00"
    assert moment_text(datetime(2020, 12, 29, 16, 0, 5, tzinfo=UTC)) == "2020-12-30 00:00:05"
