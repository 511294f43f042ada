"""Repeated faults (故障重复发生): the same item fails again from the same cause, soon after it was resolved."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from jixiao.rules.operations.errors import OperationsError
from jixiao.rules.operations.windows import DAY_SECONDS
from jixiao.rules.operations.worktime import local_second

#: Why a fault does not count at all: a test (测试), planned work (计划内停机), force majeure (不可抗力).
Exclusion = Literal["test", "planned_work", "force_majeure"]

#: ``repeat`` of an earlier fault · ``first`` of its kind · ``excluded`` from the faults counted · ``cause_unknown``:
#: not proven either way.
Recurrence = Literal["repeat", "first", "excluded", "cause_unknown"]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault: on which configuration item, from which root cause (``None`` while unknown), and when."""

    id: str
    configuration_item: str
    root_cause: str | None
    occurred: datetime
    resolved: datetime | None = None
    exclusion: Exclusion | None = None

    def __post_init__(self) -> None:
        if self.resolved is not None and local_second(self.resolved) < local_second(self.occurred):
            raise OperationsError(
                "fault.resolved_before_it_occurred",
                f"故障 {self.id}：解决时间 {self.resolved} 早于发生时间 {self.occurred}。请核对两个时间。",
            )


@dataclass(frozen=True, slots=True)
class FaultRecurrence:
    """What a fault is, and the id of the earlier one that it repeats."""

    fault: str
    recurrence: Recurrence
    repeats: str | None = None


def fault_recurrences(faults: Iterable[Fault], days: int) -> tuple[FaultRecurrence, ...]:
    """For each fault, in the order given, whether it repeats an earlier one.

    A repeat has the configuration item and the root cause of a fault resolved before it occurred, at most ``days``
    local dates before (the day of the resolution does not count). Of several it repeats the one resolved last, so that
    each recurrence counts once. The same symptom from another cause is no repeat, nor is a fault that occurs while the
    earlier one is still open. Excluded faults neither repeat nor are repeated.
    """
    given = tuple(faults)
    by_kind: dict[tuple[str, str], list[tuple[int, int, str]]] = defaultdict(list)
    for fault in given:
        if fault.exclusion is None and fault.root_cause is not None and fault.resolved is not None:
            kind = (fault.configuration_item, fault.root_cause)
            by_kind[kind].append((local_second(fault.resolved), local_second(fault.occurred), fault.id))
    for resolved in by_kind.values():
        resolved.sort()
    return tuple(_recurrence(fault, by_kind, days) for fault in given)


def _recurrence(fault: Fault, by_kind: dict[tuple[str, str], list[tuple[int, int, str]]], days: int) -> FaultRecurrence:
    if fault.exclusion is not None:
        return FaultRecurrence(fault.id, "excluded")
    if fault.root_cause is None:
        return FaultRecurrence(fault.id, "cause_unknown")
    earlier = by_kind.get((fault.configuration_item, fault.root_cause), [])
    occurred = local_second(fault.occurred)
    place = bisect_right(earlier, occurred, key=lambda each: each[0])
    for resolved, began, earlier_id in reversed(earlier[:place]):
        if occurred // DAY_SECONDS - resolved // DAY_SECONDS > days:
            break
        if began < occurred:  # two that begin and end in one second do not repeat each other
            return FaultRecurrence(fault.id, "repeat", earlier_id)
    return FaultRecurrence(fault.id, "first")
