"""The draw, the mean and the agreement of panels, worked out by hand."""

from __future__ import annotations

import hashlib
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.rules.panels import (
    Trim,
    UnknownGrade,
    alpha,
    counted,
    in_drawn_order,
    pool_digest,
    reaches,
    sealed,
    within_one_panel,
)

FIVE = Trim(1, 5)
points = st.lists(st.integers(0, 100), min_size=2, max_size=9)


def test_the_draw_is_repeated_with_sha256_alone() -> None:
    by_hand = sorted((hashlib.sha256(f"ab:{number}".encode()).hexdigest(), number) for number in (3, 14, 159))
    assert in_drawn_order([159, 3, 14, 3], "ab") == tuple(number for _digest, number in by_hand)


@given(st.sets(st.integers(1, 10**6), min_size=1), st.text(min_size=1))
def test_who_leaves_does_not_change_the_order_of_the_others(pool: set[int], seed: str) -> None:
    drawn = in_drawn_order(pool, seed)
    assert set(drawn) == pool
    assert in_drawn_order(pool - {drawn[0]}, seed) == drawn[1:]


def test_another_seed_draws_others_and_none_draws_nobody() -> None:
    pool = range(1, 31)
    assert in_drawn_order(pool, "one") != in_drawn_order(pool, "two")
    with pytest.raises(ValueError, match="seed"):
        in_drawn_order(pool, "")


def test_the_digest_of_a_pool_knows_no_order_and_every_member() -> None:
    assert pool_digest([3, 1, 2]) == pool_digest([1, 2, 3]) == hashlib.sha256(b"1,2,3").hexdigest()
    assert pool_digest([1, 23]) != pool_digest([12, 3])


def test_a_seal_holds_every_part_of_an_opinion() -> None:
    kept = ("salt", "achieved", 85, "理由", "证据")
    changed = [("Salt", *kept[1:]), (kept[0], "partly", *kept[2:]), (*kept[:2], 86, *kept[3:]), (*kept[:4], "")]
    assert len({sealed(*kept), *(sealed(*each) for each in changed)}) == 5


def test_four_judges_all_count_and_of_five_the_middle_three() -> None:
    assert counted({1: 90, 2: 10, 3: 80, 4: 70}, FIVE) == {1, 2, 3, 4}
    assert counted({1: 90, 2: 10, 3: 80, 4: 70, 5: 60}, FIVE) == {3, 4, 5}
    assert counted({1: 80, 2: 80, 3: 80, 4: 80, 5: 80}, FIVE) == {2, 3, 4}
    assert counted({1: 90, 2: 10, 3: 80, 4: 70, 5: 60}, Trim(0, 5)) == {1, 2, 3, 4, 5}


def test_trimming_that_leaves_nobody_is_no_trimming() -> None:
    with pytest.raises(ValueError, match="leave"):
        Trim(1, 2)


@given(st.dictionaries(st.integers(1, 99), st.integers(0, 100), min_size=5))
def test_one_outlier_cannot_move_a_trimmed_mean_beyond_the_others(given_points: dict[int, int]) -> None:
    kept = [given_points[judge] for judge in counted(given_points, FIVE)]
    ordered = sorted(given_points.values())
    assert ordered[1] <= Fraction(sum(kept), len(kept)) <= ordered[-2]


def test_agreement_within_one_panel() -> None:
    assert within_one_panel([85, 85, 85]) == 1
    # mean 80, variance (100 + 0 + 100) / 2 = 100; blind points: (101² - 1) / 12 = 850
    assert within_one_panel([70, 80, 90]) == 1 - Fraction(100, 850)
    assert within_one_panel([0, 100]) == 1 - Fraction(5000, 850)
    assert within_one_panel([85]) is None


def test_alpha_of_a_published_example() -> None:
    """Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C with interval data: 0.849."""
    units = [[1, 1, 1], [2, 2, 3, 2], [3] * 4, [3] * 4, [2] * 4, [1, 2, 3, 4], [4] * 4, [1, 1, 2, 1], [2] * 4, [5] * 3]
    found = alpha([*units, [1, 1], [3]])
    assert found is not None
    assert round(found, 3) == Fraction(849, 1000)


def test_alpha_needs_two_panels_that_differ() -> None:
    assert alpha([[80, 80, 90]]) is None
    assert alpha([[80, 80], [80, 80]]) is None
    assert alpha([[80, 80], [60, 60]]) == 1


@given(st.lists(points, min_size=2, max_size=6))
def test_alpha_does_not_depend_on_any_order(panels: list[list[int]]) -> None:
    assert alpha(panels) == alpha([sorted(each) for each in reversed(panels)])


def test_a_grade_reaches_the_wanted_one_or_does_not() -> None:
    scale = ("优秀", "良好", "合格", "不合格")
    assert reaches("优秀", "良好", scale)
    assert reaches("良好", "良好", scale)
    assert not reaches("合格", "良好", scale)
    with pytest.raises(UnknownGrade, match="较好"):
        reaches("较好", "良好", scale)
