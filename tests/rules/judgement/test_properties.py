"""What must hold of every judgement, whatever is written."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Direction, Judgement, Verdict, direction_of, judge, parse_actual
from jixiao.rules.targets import parse_target
from jixiao.rules.values import TargetValue

LEXICON = direction_lexicon(date(2021, 1, 1))

_PIECES = """
≥ ≤ > = 95% 3‰ 0 1 100 -5 万元 元/人 次/月 2021年12月 12月底 13月32日 前 完成 未 已 不 无 全部 基本 按时 延期 优 良
中 差 提升 下降 满意度 事故 2/300 0/0 5*8小时 约 以上 以内 左右 其中 计划 实际 较上年增长 , 、 ; ( ) / — 。
"""
_WORDS = st.sampled_from(_PIECES.split())
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_WORDS, max_size=8).map("".join))
_NUMBERS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 100)
_DAYS = st.dates(date(2019, 1, 1), date(2023, 12, 31))


def _judged(op: str, target: Decimal, actual: Decimal, unit: str = "元", **given: Direction) -> Judgement:
    value = TargetValue(op, target, unit)  # type: ignore[arg-type]
    return judge([value], f"{actual}{unit}", lexicon=LEXICON, **given)  # type: ignore[arg-type]


@given(_TEXTS, _TEXTS, _TEXTS, st.none() | _DAYS, st.none() | _DAYS, st.none() | st.integers(0, 500))
def test_any_texts_get_a_verdict_and_a_reason(
    target: str, actual: str, name: str, due: date | None, as_of: date | None, count: int | None
) -> None:
    judgement = judge(
        parse_target(target, name=name),
        actual,
        name=name,
        due=due,
        as_of=as_of,
        lexicon=LEXICON,
        numerator=count,
        denominator=count,
    )
    assert isinstance(judgement.verdict, Verdict)
    assert judgement.why
    parse_actual(actual)
    direction_of(name, LEXICON)


_STATED = st.none() | _NUMBERS | st.sampled_from(["2020-12-31", "--12", "2020-02-30", "-", ""])
_VALUES = st.builds(
    TargetValue,
    st.sampled_from([">=", "<=", "=", ">", "<", "between", "qualitative", "schedule"]),
    _STATED,
    st.sampled_from([None, "ratio", "date", "元", "次", "日", "百分点"]),
    _STATED,
    _STATED,
    period=st.sampled_from([None, "月", "周"]),
    deadline=st.sampled_from([None, "2020-12", "--13", "x"]),
    day_of_month=st.sampled_from([None, 10]),
    direction=st.sampled_from([None, "增长", "下降"]),
    approx=st.booleans(),
    text=st.none() | _TEXTS,
)


@given(st.lists(_VALUES, max_size=3), _TEXTS)
def test_any_labels_however_odd_get_a_verdict(values: list[TargetValue], actual: str) -> None:
    judgement = judge(values, actual, as_of=date(2020, 6, 1), year=2020, lexicon=LEXICON)
    assert judgement.why
    assert len(judgement.parts) in (0, len(values))


@given(_TEXTS)
def test_saying_nothing_is_never_met(target: str) -> None:
    assert judge(parse_target(target), "", lexicon=LEXICON).verdict is Verdict.NOT_REPORTED
    assert judge(parse_target(target), None, lexicon=LEXICON).verdict is Verdict.NOT_REPORTED


@given(st.sampled_from([">=", ">", "="]), _NUMBERS, _NUMBERS, _NUMBERS)
def test_more_never_loses_where_more_is_better(op: str, target: Decimal, one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other))
    if _judged(op, target, worse, direction=Direction.HIGHER).verdict is Verdict.MET:
        assert _judged(op, target, better, direction=Direction.HIGHER).verdict is Verdict.MET


@given(st.sampled_from(["<=", "<", "="]), _NUMBERS, _NUMBERS, _NUMBERS)
def test_less_never_loses_where_less_is_better(op: str, target: Decimal, one: Decimal, other: Decimal) -> None:
    better, worse = sorted((one, other))
    if _judged(op, target, worse, direction=Direction.LOWER).verdict is Verdict.MET:
        assert _judged(op, target, better, direction=Direction.LOWER).verdict is Verdict.MET


@given(_NUMBERS)
def test_the_bound_itself_meets_at_least_and_at_most_but_not_more_and_less_than(bound: Decimal) -> None:
    verdicts = {op: _judged(op, bound, bound).verdict for op in (">=", "<=", "=", ">", "<")}
    assert verdicts == {
        ">=": Verdict.MET,
        "<=": Verdict.MET,
        "=": Verdict.MET,
        ">": Verdict.NOT_MET,
        "<": Verdict.NOT_MET,
    }


@given(_NUMBERS, _NUMBERS)
def test_without_a_direction_only_equality_meets(target: Decimal, actual: Decimal) -> None:
    assert (_judged("=", target, actual).verdict is Verdict.MET) is (target == actual or target == actual == 0)


@given(st.integers(1, 3000), st.integers(0, 3000))
def test_a_rate_of_a_count_is_compared_exactly(denominator: int, numerator: int) -> None:
    numerator = min(numerator, denominator)
    verdict = judge(
        [TargetValue("<=", Decimal("0.003"), "ratio")],
        None,
        lexicon=LEXICON,
        numerator=numerator,
        denominator=denominator,
    ).verdict
    if numerator * 1000 > denominator * 3:
        assert verdict is Verdict.NOT_MET
    elif numerator == 0 and denominator < 334:
        assert verdict is Verdict.NOT_PROVEN
    else:
        assert verdict is Verdict.MET


@given(st.permutations(range(3)), st.lists(st.integers(0, 40), min_size=3, max_size=3))
def test_the_order_of_the_parts_of_a_compound_changes_nothing(order: list[int], reached: list[int]) -> None:
    things = ("培训", "调研", "检查")
    parts = [TargetValue(">=", Decimal(20), "次", subject=thing) for thing in things]
    said = "，".join(f"{thing}{count}次" for thing, count in zip(things, reached, strict=True))
    shuffled = "，".join(f"{things[at]}{reached[at]}次" for at in order)
    plain = judge(parts, said, lexicon=LEXICON)
    assert judge([parts[at] for at in order], said, lexicon=LEXICON).verdict is plain.verdict
    assert judge(parts, shuffled, lexicon=LEXICON).verdict is plain.verdict
    assert plain.verdict is (Verdict.MET if min(reached) >= 20 else Verdict.NOT_MET)


@given(_DAYS, _DAYS, _DAYS)
def test_an_earlier_day_never_loses(limit: date, one: date, other: date) -> None:
    earlier, later = sorted((one, other))
    target = [TargetValue("<=", limit.isoformat(), "date")]
    if judge(target, later.isoformat(), lexicon=LEXICON).verdict is Verdict.MET:
        assert judge(target, earlier.isoformat(), lexicon=LEXICON).verdict is Verdict.MET
    assert (judge(target, one.isoformat(), lexicon=LEXICON).verdict is Verdict.MET) is (one <= limit)
