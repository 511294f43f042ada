"""What holds for every text and every value."""

from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from jixiao.rules.targets import format_target, measurability, parse_target
from jixiao.rules.values import TargetValue

# --- every value that a text can state by itself ------------------------------------------------------------------

NOUNS = st.text(alphabet="道路桥梁学生床位档案课程社区医院林木", min_size=2, max_size=8)
COUNTED = st.sampled_from(
    ["人", "人次", "个", "次", "套", "元", "户", "公里", "平方米", "工作日", "小时", "日", "月", "分", "岁", "ppm"]
)
NUMBERS = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False).map(lambda number: number + 0)
SIGNED = st.decimals(min_value=-(10**6), max_value=10**6, places=6, allow_nan=False).map(lambda number: number + 0)
MONTHS = st.dates().filter(lambda day: 1950 <= day.year <= 2049).map(lambda day: f"{day:%Y-%m}")
DAYS = st.dates().filter(lambda day: 1950 <= day.year <= 2049).map(lambda day: f"{day:%Y-%m-%d}")
YEARLESS = st.dates().map(lambda day: f"--{day:%m-%d}")
SIGNS = st.sampled_from([">=", "<=", "=", ">", "<"])
CHANGES = st.sampled_from(
    [(None, None), (None, "增长"), ("上年", "下降"), ("上期", "增长"), ("2019年", "下降"), ("全省平均水平", "增长")]
)


@st.composite
def quantities(draw: st.DrawFn) -> TargetValue:
    unit = draw(st.one_of(st.none(), st.just("ratio"), st.just("百分点"), COUNTED))
    numbers = SIGNED if unit in ("ratio", None) else NUMBERS
    op = draw(st.one_of(SIGNS, st.just("between")))
    low, high = sorted((draw(numbers), draw(numbers)))
    deadline = draw(st.one_of(st.none(), DAYS, YEARLESS))
    relative_to, direction = draw(CHANGES)
    return TargetValue(
        op,
        None if op == "between" else low,
        unit,
        low if op == "between" else None,
        high if op == "between" else None,
        draw(st.booleans()) if op == "=" and deadline is None else False,
        draw(st.one_of(st.none(), NOUNS)),
        draw(st.sampled_from([None, "人", "亩", "人次", "学生"])) if unit else None,
        draw(st.sampled_from([None, "月", "年", "季度", "半年", "日"])) if unit else None,
        deadline,
        relative_to=relative_to,
        direction=direction,
        approx=draw(st.booleans()),
    )


@st.composite
def dates(draw: st.DrawFn) -> TargetValue:
    subject = draw(st.one_of(st.none(), NOUNS))
    kind = draw(st.sampled_from(["by", "bare", "before", "from", "after", "days", "months"]))
    if kind in ("by", "bare"):
        day = draw(st.one_of(DAYS, YEARLESS, MONTHS))
        return TargetValue("<=", day, "date", implicit_op=kind == "bare", subject=subject, deadline=day)
    day = draw(st.one_of(DAYS, YEARLESS))
    if kind == "before":
        return TargetValue("<", day, "date", subject=subject, deadline=day)
    if kind in ("from", "after"):
        return TargetValue(">=" if kind == "from" else ">", day, "date", subject=subject)
    ends = DAYS if kind == "days" else MONTHS
    return TargetValue("between", None, "date", draw(ends), draw(ends), subject=subject)


DAYS_OF_MONTH = st.builds(
    lambda day, before: TargetValue(
        "<" if before else "<=", None, "date", implicit_op=not before, period="月", day_of_month=day
    ),
    st.integers(1, 31),
    st.booleans(),
)
SCHEDULES = st.builds(
    lambda days, hours: TargetValue(
        "schedule",
        Decimal(days * hours),
        "小时",
        period="周",
        days_per_week=Decimal(days),
        hours_per_day=Decimal(hours),
        text=f"{days}*{hours}小时",
    ),
    st.integers(1, 7),
    st.integers(1, 24),
)
WORDS = NOUNS.map(lambda text: TargetValue("qualitative", text=text))

ALONE = st.one_of(quantities(), dates(), DAYS_OF_MONTH, SCHEDULES, WORDS).map(lambda value: (value,))
#: Words between statements are kept where a number stands with them; words alone are one text.
COMPOUNDS = st.tuples(quantities(), st.lists(st.one_of(quantities(), dates(), WORDS), max_size=4)).map(
    lambda parts: (parts[0], *parts[1])
)


@given(st.one_of(ALONE, COMPOUNDS))
def test_a_value_that_is_written_and_read_again_is_the_same(values: tuple[TargetValue, ...]) -> None:
    written = format_target(values)
    assert parse_target(written).values == values, written


@given(st.one_of(ALONE, COMPOUNDS))
def test_a_label_gives_back_its_value(values: tuple[TargetValue, ...]) -> None:
    for value in values:
        assert TargetValue.from_label(value.to_label()) == value


# --- every text -------------------------------------------------------------------------------------------------

PIECES = [
    *"≥≤=<>%‰.,，、；。()（）[]~-*×/·5零一二两十百千万半成年月日底前内每人次元个以上下含不约近度季周天至到由较比同①㎡±\n\ue000",
    *(
        "2020",
        "12",
        "20201231",
        "2020年12月",
        "24小时",
        "5*8",
        "五天",
        "第一",
        "百分之",
        "分之",
        "(含)",
        "不含",
        "不低于",
        "以内",
    ),
    *("每年", "每人", "季度", "同比增长", "上年", "全覆盖", "达到", "完成", "优良"),
]
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))


@given(TEXTS, st.one_of(st.none(), TEXTS), st.one_of(st.none(), st.lists(TEXTS, max_size=5)))
@example("99999999999999999999999999999999999999%", None, None)
@example("1/0", None, None)
@example("2021年2月30日前", None, None)
@example("±.5", "(≥**%)", ["", "", ""])
def test_nothing_raises_and_something_always_comes_back(text: str, name: str | None, cells: list[str] | None) -> None:
    parsed = parse_target(text, name=name, cells=cells)
    assert parsed.values
    assert parsed.text == text
    assert measurability(parsed).reason
    for value in parsed.values:
        assert TargetValue.from_label(value.to_label()) == value
    format_target(parsed.values)


@given(TEXTS)
def test_what_has_no_number_and_no_date_keeps_its_words(text: str) -> None:
    parsed = parse_target(text)
    if len(parsed.values) == 1 and parsed.values[0].op == "qualitative":
        assert parsed.values[0].text == text.strip()


@given(TEXTS, st.sampled_from([" ", "　", "\n"]))
def test_space_around_a_target_changes_nothing(text: str, space: str) -> None:
    assert parse_target(f"{space}{text}{space}").values == parse_target(text).values


@given(NUMBERS, COUNTED)
def test_full_width_digits_and_signs_are_read_like_plain_ones(number: Decimal, unit: str) -> None:
    plain = f">={number:f}"
    wide = "".join(chr(ord(character) + 0xFEE0) for character in plain)
    assert parse_target(wide + unit).values == parse_target(plain + unit).values


@pytest.mark.parametrize("piece", [*PIECES, "达到", "≥5%", "5人", "每人", "(1", "约", "一万", "，5%", "含5", " "])
def test_a_very_long_text_takes_no_time(piece: str) -> None:
    started = time.process_time()
    parse_target(piece * 50_000, name=piece * 50_000)
    parse_target((piece * 1000)[:1000], name=piece * 50_000)
    assert time.process_time() - started < 2
