"""Simulated service: systems with their agreements and limits, configuration items, causes, engineers, rota."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from jixiao.systems.operations.demo.clock import EVERY_DAY, OF_THE_YEAR, YEAR, local
from jixiao.systems.operations.demo.world import BUDGET, NETWORK, NON_TAX, PROCUREMENT, World

ALWAYS, HOURS = "7*24", "5*8"
#: severity: window where it is not the agreement's, minutes to respond, minutes to resolve
_LIMITS = (
    ("outage", ALWAYS, 30, 240),
    ("major", "", 30, 240),
    ("partial", "", 60, 480),
    ("minor", "", 120, 960),
)


@dataclass
class Served:
    """A system as the rest of the simulation needs it."""

    key: str
    name: str
    programme: str
    window: str
    items: int
    engineers: int
    system: int = 0
    item_numbers: list[int] = field(default_factory=list)
    cause_numbers: list[int] = field(default_factory=list)
    engineer_numbers: list[int] = field(default_factory=list)


def simulate_service(world: World, contracts: Mapping[str, int]) -> dict[str, Served]:
    """The four systems with all that stands below them, and an old one that went out of service in March."""
    served = (
        Served("WL", "财政网络基础平台（模拟）", NETWORK, ALWAYS, 48, 6),
        Served("FS", "非税收入管理系统（模拟）", NON_TAX, HOURS, 8, 8),
        Served("YS", "预算管理系统（模拟）", BUDGET, HOURS, 8, 7),
        Served("CG", "政府采购管理系统（模拟）", PROCUREMENT, HOURS, 8, 22),
    )
    for each in served:
        each.system = _system(world, each.key, each.name, each.programme, date(2016, 1, 4), None)
        _items_and_causes(world, each)
        _engineers(world, each)
    _agreements(world, {each.key: each for each in served}, contracts)
    _old_system(world, served[2], contracts)
    for each in served:
        _rota(world, each)
    _attendance(world, served[-1])
    for programme, indicator in ((NON_TAX, "系统维护数量"), (BUDGET, "系统维护数量"), (PROCUREMENT, "系统运维数量")):
        world.counts(programme, indicator, 1)
    return {each.key: each for each in served}


def _system(world: World, key: str, name: str, programme: str, since: date, until: date | None) -> int:
    return world.add(
        "operations_system", programme, since, number=f"XT-{key}", name=name, programme=programme,
        in_service_on=since, retired_on=until,
    )  # fmt: skip


def _agreements(world: World, served: Mapping[str, Served], contracts: Mapping[str, int]) -> None:
    """One for each contract's term: non-tax changes contract and its limits in the middle of the year."""
    year_before, year = (date(2019, 1, 1), date(2019, 12, 31)), (date(2020, 1, 1), date(2020, 12, 31))
    terms = (
        ("WL", "WL-2019", *year_before), ("WL", "WL-2020", *year),
        ("FS", "FS-2019", date(2019, 7, 1), date(2020, 6, 30)), ("FS", "FS-2020", date(2020, 7, 1), date(2021, 6, 30)),
        ("YS", "YS-2019", *year_before), ("YS", "YS-2020", *year),
        ("CG", "CG-2019", *year_before), ("CG", "CG-2020", *year),
    )  # fmt: skip
    for key, contract, first, last in terms:
        each = served[key]
        tighter = 2 if contract == "FS-2020" else 1
        _agreement(world, each.programme, each.system, contract, contracts[contract], each.window, first, last, tighter)


def _agreement(
    world: World,
    of: str,
    system: int,
    number: str,
    contract: int,
    window: str,
    first: date,
    last: date,
    tighter: int = 1,
) -> None:
    agreement = world.add(
        "operations_agreement", of, first, number=f"FW-{number}", system_id=system, contract_id=contract, window=window,
        starts_on=first, ends_on=last,
    )  # fmt: skip
    for place, (severity, own, respond, resolve) in enumerate(_LIMITS, 1):
        world.add(
            "operations_limit", of, first, agreement_id=agreement, number=str(place), severity=severity, window=own,
            response_minutes=respond // tighter, resolution_minutes=resolve // tighter,
        )  # fmt: skip


def _old_system(world: World, successor: Served, contracts: Mapping[str, int]) -> None:
    """Planted: its predecessor was served until the end of March, so it was not maintained all year."""
    until = date(YEAR, 3, 31)
    old = _system(world, "YS-OLD", "预算管理系统旧版（模拟）", BUDGET, date(2010, 1, 4), until)
    _agreement(world, BUDGET, old, "YS-2020-OLD", contracts["YS-2020"], HOURS, date(YEAR, 1, 1), until)
    for day in OF_THE_YEAR:
        if day <= until:
            _turn(world, BUDGET, successor.engineer_numbers[0], old, day, "-旧", is_on_site=False)


_CAUSES = (
    *("内存泄漏", "磁盘故障", "端口松动", "配置错误", "证书到期"),
    *("连接数不足", "索引缺失", "固件缺陷", "供电异常", "程序缺陷"),
)


def _items_and_causes(world: World, each: Served) -> None:
    kinds = ("network", "hardware", "software", "data")
    since = date(2018, 1, 2)
    for place in range(1, each.items + 1):
        kind = kinds[place % 4]
        number = world.add(
            "operations_item", each.programme, since, number=f"PZ-{each.key}-{place:03d}",
            name=f"{each.key} 配置项 {place}（模拟）", system_id=each.system, kind=kind, in_service_on=since,
            retired_on=None,
        )  # fmt: skip
        each.item_numbers.append(number)
    for place, name in enumerate(_CAUSES, 1):
        number = world.add(
            "operations_cause", each.programme, since, number=f"GY-{each.key}-{place:02d}", name=f"{name}（模拟）",
            found_on=since,
        )  # fmt: skip
        each.cause_numbers.append(number)


def _engineers(world: World, each: Served) -> None:
    """Qualified and bound to secrecy; the last of procurement has no certificate and does not count."""
    joined = date(2019, 1, 2)
    for place in range(1, each.engineers + 1):
        number = world.add(
            "operations_engineer", each.programme, joined, number=f"GC-{each.key}-{place:02d}",
            name=f"模拟工程师{each.key}{place}", programme=each.programme, supplier_name="示范软件公司（模拟）",
            joined_on=joined, left_on=None,
        )  # fmt: skip
        each.engineer_numbers.append(number)
        world.add(
            "operations_undertaking", each.programme, joined, engineer_id=number, number="BM-1", signed_on=joined,
            valid_to=None,
        )  # fmt: skip
        if not (each.programme == PROCUREMENT and place == each.engineers):
            world.add(
                "operations_qualification", each.programme, date(2018, 5, 1), engineer_id=number, number="ZG-1",
                kind="运维工程师（模拟）", valid_from=date(2018, 5, 1), valid_to=date(2021, 12, 31),
            )  # fmt: skip


#: Planted: on this day one of the twenty-one is missing on the rota.
SHORT_DAY = date(YEAR, 7, 15)
#: Planted: both people on site leave at four; nobody comes; and, which is no gap, one takes over from the other at one.
LEFT_EARLY, NOBODY, HANDED_OVER = date(YEAR, 8, 12), date(YEAR, 3, 9), date(YEAR, 11, 5)
_OPENS, _CLOSES = 9 * 60, 18 * 60


def _rota(world: World, each: Served) -> None:
    """Everybody of procurement on every working day; of the others one or two; of the network one every day."""
    days = [day for day in EVERY_DAY if day.year == YEAR] if each.window == ALWAYS else OF_THE_YEAR
    for place, day in enumerate(days):
        team = each.engineer_numbers
        if each.programme != PROCUREMENT:
            team = [team[place % len(team)], team[(place + 1) % len(team)]]
        for seat, engineer in enumerate(team):
            if each.programme == PROCUREMENT and day == SHORT_DAY and seat == 5:  # any seat but on site
                continue
            _turn(world, each.programme, engineer, each.system, day, "", is_on_site=seat < 2)  # two on site
    if each.programme == PROCUREMENT:
        world.counts(PROCUREMENT, "运维人员配备数量", 20)


def _turn(world: World, of: str, engineer: int, system: int, day: date, mark: str, *, is_on_site: bool) -> None:
    """A turn of the rota, written down three days ahead."""
    world.add(
        "operations_duty", of, day, recorded=local(day - timedelta(days=3), _OPENS), engineer_id=engineer,
        number=f"{day.isoformat()}{mark}", system_id=system, day_on=day, from_minute=_OPENS, to_minute=_CLOSES,
        is_on_site=is_on_site,
    )  # fmt: skip


def _attendance(world: World, each: Served) -> None:
    """The two on site, who come before nine and leave after six but on the planted days."""
    chance = world.chance
    for day in OF_THE_YEAR:
        if day == NOBODY:
            continue
        spans = [(_OPENS - chance.randrange(1, 25), _CLOSES + chance.randrange(1, 40)) for _unused in range(2)]
        if day == LEFT_EARLY:
            spans = [(first, 16 * 60) for first, _last in spans]
        if day == HANDED_OVER:
            spans = [(spans[0][0], 13 * 60), (13 * 60, spans[1][1])]
        for engineer, (first, last) in zip(each.engineer_numbers[:2], spans, strict=True):
            world.add(
                "operations_attendance", each.programme, day, engineer_id=engineer, number=day.isoformat(),
                system_id=each.system, arrived_at=local(day, first), left_at=local(day, last),
            )  # fmt: skip
    world.counts(PROCUREMENT, "现场维护服务时长", len(OF_THE_YEAR) - 2, len(OF_THE_YEAR))
