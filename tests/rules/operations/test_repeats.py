"""Which faults repeat an earlier one, and which only look like it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.rules.operations import LOCAL, Fault, FaultRecurrence, OperationsError, fault_recurrences

DAYS = 30


def on(text: str) -> datetime:
    return datetime.fromisoformat(f"2020-{text}").replace(tzinfo=LOCAL)


def fault(name: str, occurred: str, resolved: str | None, **told: Any) -> Fault:
    told = {"configuration_item": "支付库", "root_cause": "连接数耗尽", **told}
    return Fault(id=name, occurred=on(occurred), resolved=on(resolved) if resolved else None, **told)


FIRST = fault("F1", "03-02 09:00", "03-02 11:00")


def said(*faults: Fault, days: int = DAYS) -> dict[str, tuple[str, str | None]]:
    return {each.fault: (each.recurrence, each.repeats) for each in fault_recurrences(faults, days)}


def test_the_same_item_failing_again_from_the_same_cause_is_a_repeat() -> None:
    assert said(FIRST, fault("F2", "03-09 09:00", "03-09 10:00")) == {"F1": ("first", None), "F2": ("repeat", "F1")}


@pytest.mark.parametrize(
    ("why", "other"),
    [
        ("another cause of the same symptom", {"root_cause": "磁盘写满"}),
        ("the same cause on another item", {"configuration_item": "非税库"}),
    ],
)
def test_what_only_looks_like_a_repeat_is_none(why: str, other: dict[str, Any]) -> None:
    assert said(FIRST, fault("F2", "03-09 09:00", "03-09 10:00", **other))["F2"] == ("first", None), why


@pytest.mark.parametrize("exclusion", ["test", "planned_work", "force_majeure"])
def test_tests_planned_work_and_force_majeure_neither_repeat_nor_are_repeated(exclusion: Any) -> None:
    aside = fault("F2", "03-09 09:00", "03-09 10:00", exclusion=exclusion)
    later = fault("F3", "03-20 09:00", "03-20 10:00")
    assert said(FIRST, aside, later) == {"F1": ("first", None), "F2": ("excluded", None), "F3": ("repeat", "F1")}
    assert said(aside, later)["F3"] == ("first", None)


def test_each_recurrence_counts_and_names_the_one_resolved_last_before_it() -> None:
    assert said(
        FIRST,
        fault("F2", "03-09 09:00", "03-09 10:00"),
        fault("F3", "03-10 09:00", "03-10 10:00"),
        fault("F4", "03-11 09:00", None),
    ) == {"F1": ("first", None), "F2": ("repeat", "F1"), "F3": ("repeat", "F2"), "F4": ("repeat", "F3")}


def test_the_days_are_local_dates_after_the_day_of_the_resolution() -> None:
    assert said(FIRST, fault("F2", "04-01 23:59", None))["F2"] == ("repeat", "F1")  # the thirtieth day
    assert said(FIRST, fault("F2", "04-02 00:00", None))["F2"] == ("first", None)
    assert said(FIRST, fault("F2", "03-02 23:59", None), days=0)["F2"] == ("repeat", "F1")


def test_a_chain_of_repeats_outlasts_the_days_of_its_first() -> None:
    second, third = fault("F2", "03-30 09:00", "03-30 10:00"), fault("F3", "04-20 09:00", None)
    assert said(FIRST, second, third)["F3"] == ("repeat", "F2")
    assert said(FIRST, third)["F3"] == ("first", None)


def test_while_the_earlier_one_is_open_there_is_nothing_to_repeat() -> None:
    still_open = fault("F1", "03-02 09:00", None)
    assert said(still_open, fault("F2", "03-09 09:00", None))["F2"] == ("first", None)
    assert said(fault("F1", "03-02 09:00", "03-10 09:00"), fault("F2", "03-09 09:00", None))["F2"] == ("first", None)
    assert said(FIRST, fault("F2", "03-02 11:00", None))["F2"] == ("repeat", "F1")  # the moment it was resolved


def test_a_fault_whose_cause_is_unknown_is_not_proven_either_way() -> None:
    unknown = fault("F2", "03-09 09:00", "03-09 10:00", root_cause=None)
    assert said(FIRST, unknown, fault("F3", "03-10 09:00", None)) == {
        "F1": ("first", None),
        "F2": ("cause_unknown", None),
        "F3": ("repeat", "F1"),
    }


def test_two_that_begin_and_end_in_one_second_do_not_repeat_each_other() -> None:
    one, two = fault("F1", "03-02 09:00", "03-02 09:00"), fault("F2", "03-02 09:00", "03-02 09:00")
    assert said(one, two) == {"F1": ("first", None), "F2": ("first", None)}


def test_a_fault_resolved_before_it_occurred_is_refused() -> None:
    with pytest.raises(OperationsError, match="F9") as refused:
        fault("F9", "03-02 09:00", "03-01 09:00")
    assert refused.value.code == "fault.resolved_before_it_occurred"


@st.composite
def many_faults(draw: st.DrawFn) -> list[Fault]:
    told = draw(
        st.lists(
            st.tuples(
                st.integers(0, 60 * 24),
                st.none() | st.integers(0, 20 * 24),
                st.sampled_from(["甲", "乙"]),
                st.sampled_from(["一", "二", None]),
                st.sampled_from([None, None, None, "test"]),
            ),
            max_size=12,
        )
    )
    begin = on("01-06 00:00")
    return [
        Fault(
            f"F{number}",
            item,
            cause,
            begin + timedelta(hours=start),
            None if lasts is None else begin + timedelta(hours=start + lasts),
            exclusion,
        )
        for number, (start, lasts, item, cause, exclusion) in enumerate(told)
    ]


@given(many_faults(), st.integers(0, 40))
def test_comparing_every_fault_with_every_other_gives_the_same(faults: list[Fault], days: int) -> None:
    for fault_, answer in zip(faults, fault_recurrences(faults, days), strict=True):
        earlier = [
            other
            for other in faults
            if other.exclusion is fault_.exclusion is None
            and (other.configuration_item, other.root_cause) == (fault_.configuration_item, fault_.root_cause)
            and None not in (fault_.root_cause, other.resolved)
            and other.resolved <= fault_.occurred
            and other.occurred < fault_.occurred
            and (fault_.occurred.date() - other.resolved.date()).days <= days
        ]
        assert (answer.recurrence == "repeat") == bool(earlier)
        if earlier:
            assert answer.repeats == max(earlier, key=lambda other: (other.resolved, other.occurred, other.id)).id


@given(many_faults(), st.integers(0, 40), st.randoms(use_true_random=False))
def test_the_order_of_the_records_does_not_matter(faults: list[Fault], days: int, chance: Any) -> None:
    shuffled = list(faults)
    chance.shuffle(shuffled)
    assert set(fault_recurrences(shuffled, days)) == set(fault_recurrences(faults, days))


@given(many_faults(), st.integers(0, 40))
def test_more_days_never_make_fewer_repeats(faults: list[Fault], days: int) -> None:
    def repeats(answers: tuple[FaultRecurrence, ...]) -> set[str]:
        return {answer.fault for answer in answers if answer.recurrence == "repeat"}

    assert repeats(fault_recurrences(faults, days)) <= repeats(fault_recurrences(faults, days + 1))
