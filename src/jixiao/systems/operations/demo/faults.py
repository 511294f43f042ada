"""Simulated faults: 400, most with an item and a cause of their own; repeats, and look-alikes that are none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jixiao.systems.operations.demo.clock import OF_THE_YEAR, WORKING_DAYS, YEAR, at, local, place_of
from jixiao.systems.operations.demo.service import ALWAYS, Served
from jixiao.systems.operations.demo.world import BUDGET, NETWORK, NON_TAX, PROCUREMENT, World

#: Faults by system, 400 in all.
COUNTS = {"WL": 340, "FS": 14, "YS": 20, "CG": 26}
_TABLE = "operations_fault"
_REPEATS, _HANDLED, _CLEARED, _IN_TIME = "故障重复发生率", "故障处理率", "系统故障排除率", "故障处理及时率"
_SYMPTOMS = ("无响应", "丢包", "响应慢", "报错退出", "数据不同步")
_SEVERITIES = (("minor", 55), ("partial", 35), ("major", 10))
#: A repeat comes at most so many days after the earlier one was resolved (operations.repeat_days as of 2020).
REPEAT_DAYS = 90
Pair = tuple[int, int | None]


@dataclass
class _Sum:
    """The figures of one system's faults, as they are planted."""

    faults: int = 0
    repeats: int = 0
    resolved: int = 0
    due: int = 0
    in_time: int = 0


class _Desk:
    """Where one system's faults are written down, and counted while they are planted."""

    def __init__(self, world: World, served: Served) -> None:
        self.world, self.served, self.sum, self.count = world, served, _Sum(), 0
        pairs = [(item, cause) for item in served.item_numbers for cause in served.cause_numbers]
        world.chance.shuffle(pairs)
        self.fresh: Iterator[Pair] = iter(pairs)

    def fault(
        self, pair: Pair, occurred: datetime, minutes: int | None, *, exclusion: str = "", repeat: bool = False,
        symptom: str = "", severity: str = "minor", by_year_end: bool = True,
    ) -> int:  # fmt: skip
        """One fault, resolved after so many minutes of service (None: never)."""
        self.count += 1
        item, cause = pair
        always = self.served.window == ALWAYS
        resolved = None if minutes is None else _after(occurred, minutes, always)
        closed = resolved + timedelta(hours=3) if resolved and cause is not None else None
        number = self.world.add(
            _TABLE, self.served.programme, occurred, recorded=(closed or resolved or occurred) + timedelta(minutes=10),
            number=f"GZ-{self.served.key}-{self.count:03d}", system_id=self.served.system, item_id=item, ticket_id=None,
            severity=severity, symptom=f"{symptom or self.world.chance.choice(_SYMPTOMS)}（模拟）", cause_id=cause,
            occurred_at=occurred, resolved_at=resolved, closed_at=closed, exclusion=exclusion, business_impact="",
        )  # fmt: skip
        if occurred.year == YEAR and not exclusion:
            self.sum.faults += 1
            self.sum.repeats += repeat
            self.sum.resolved += resolved is not None and by_year_end
            self.sum.due += 1
            self.sum.in_time += minutes is not None and minutes <= _LIMIT[severity]
        return number


#: Minutes to resolve, as agreed; faults are planted on one side of it or the other, never on it.
_LIMIT = {"minor": 960, "partial": 480, "major": 240}
#: Non-tax agrees on half of it from July on: its faults are resolved within that.
_SHORTEST = 2
_BEFORE_THE_LAST_NIGHT = [day for day in OF_THE_YEAR if day < date(YEAR, 12, 30)]
_TO_NOVEMBER = [day for day in WORKING_DAYS if day < date(YEAR, 12, 1)]


def simulate_faults(world: World, served: Mapping[str, Served]) -> None:
    """Faults of every system, the planted first; and outages."""
    for key, each in served.items():
        desk = _Desk(world, each)
        _look_alikes(desk)
        _repeats(desk)
        if each.programme == NETWORK:
            _late(desk)
        if each.programme == PROCUREMENT:
            desk.fault(next(desk.fresh), _day(11, 20), None)  # planted: never resolved
        while desk.count < COUNTS[key]:
            _ordinary(desk)
        _sum_up(world, each.programme, desk.sum)
        _outages(world, each)


def _after(moment: datetime, minutes: int, always: bool) -> datetime:
    return moment + timedelta(minutes=minutes) if always else at(place_of(moment) + minutes)


def _day(month: int, day: int, hour: int = 10) -> datetime:
    return local(date(YEAR, month, day), hour * 60)


def _ordinary(desk: _Desk) -> None:
    """A fault of an item and a cause that no other fault has together, resolved in time."""
    chance = desk.world.chance
    day = chance.choice(_BEFORE_THE_LAST_NIGHT if desk.served.programme == NETWORK else _TO_NOVEMBER)
    severity = chance.choices([each for each, _ in _SEVERITIES], [weight for _, weight in _SEVERITIES])[0]
    minutes = chance.randrange(10, _LIMIT[severity] // _SHORTEST - 5)
    desk.fault(next(desk.fresh), local(day, chance.randrange(9 * 60, 12 * 60)), minutes, severity=severity)


def _look_alikes(desk: _Desk) -> None:
    """Pairs that look like a repeat and are none, and faults that do not count."""
    item, cause = next(desk.fresh)
    assert cause is not None
    other_item = next(each for each in desk.served.item_numbers if each != item)
    other_cause = next(each for each in desk.served.cause_numbers if each != cause)
    same = "无响应"
    desk.fault((item, cause), _day(3, 2), 60, symptom=same)
    desk.fault((item, other_cause), _day(3, 16), 60, symptom=same)  # the same symptom, another cause
    desk.fault((other_item, cause), _day(3, 23), 60, symptom=same)  # the same cause, another item
    desk.fault((item, None), _day(4, 1), 60, symptom=same)  # its cause was never found
    desk.fault((item, cause), _day(4, 8), 60, symptom=same, exclusion="test")
    desk.fault((item, cause), _day(4, 15), 60, symptom=same, exclusion="planned")
    desk.fault((item, cause), _day(4, 22), 60, symptom=same, exclusion="force_majeure")
    after = date(YEAR, 3, 2) + timedelta(days=REPEAT_DAYS + 1)
    desk.fault((item, cause), local(after, 10 * 60), 60, symptom=same)  # one day after the time for repeats
    still_open = next(desk.fresh)
    desk.fault(still_open, _day(9, 14), 400, symptom=same)
    desk.fault(still_open, _day(9, 14, 11), 200, symptom=same)  # while the earlier one was open


def _repeats(desk: _Desk) -> None:
    """Network: one, of a fault of the year before. Budget: one on the last day that counts. Procurement: two."""
    programme = desk.served.programme
    if programme == NETWORK:
        pair = next(desk.fresh)
        desk.fault(pair, local(date(YEAR - 1, 12, 18), 10 * 60), 60)
        desk.fault(pair, _day(2, 19), 60, repeat=True)
    elif programme == BUDGET:
        pair = next(desk.fresh)
        desk.fault(pair, _day(5, 18), 60)
        desk.fault(pair, local(date(YEAR, 5, 18) + timedelta(days=REPEAT_DAYS), 10 * 60), 60, repeat=True)
    elif programme == PROCUREMENT:
        pair = next(desk.fresh)
        desk.fault(pair, _day(6, 8), 60)
        desk.fault(pair, _day(7, 6), 60, repeat=True)
        desk.fault(pair, _day(9, 28), 60, repeat=True)
    elif programme == NON_TAX:
        pair = next(desk.fresh)
        desk.fault(pair, _day(6, 8), 60, exclusion="test")
        desk.fault(pair, _day(6, 22), 60)  # what it would repeat was a test


def _late(desk: _Desk) -> None:
    """Planted: one resolved after its limit; one of the last night, resolved in time but after the year's end."""
    desk.fault(next(desk.fresh), _day(8, 5), 300, severity="major")
    desk.fault(next(desk.fresh), local(date(YEAR, 12, 31), 23 * 60 + 30), 70, by_year_end=False)


def _sum_up(world: World, programme: str, found: _Sum) -> None:
    world.counts(programme, _REPEATS, found.repeats, found.faults)
    if programme == NETWORK:
        world.counts(programme, _HANDLED, found.resolved, found.faults)
        world.counts(programme, _IN_TIME, found.in_time, found.due)
    if programme == PROCUREMENT:
        world.counts(programme, _CLEARED, found.resolved, found.faults)


def _outages(world: World, each: Served) -> None:
    """Three short ones and a planned night."""
    for place, (month, day) in enumerate(((3, 11), (6, 17), (10, 21)), 1):
        began = _day(month, day)
        world.add(
            "operations_outage", each.programme, began, number=f"TJ-{each.key}-{place}", system_id=each.system,
            began_at=began, ended_at=began + timedelta(minutes=15 * place), is_planned=False, fault_id=None,
        )  # fmt: skip
    night = _day(7, 18, 22)
    world.add(
        "operations_outage", each.programme, night, recorded=night + timedelta(hours=9), number=f"TJ-{each.key}-4",
        system_id=each.system, began_at=night, ended_at=night + timedelta(hours=6), is_planned=True, fault_id=None,
    )  # fmt: skip
