"""Simulated work around the desk: inspections, changes, releases, features, emergencies, security, users."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from jixiao.systems.operations.demo.clock import OF_THE_YEAR, YEAR, local
from jixiao.systems.operations.demo.contracts import ARCHIVE, file_papers
from jixiao.systems.operations.demo.service import Served
from jixiao.systems.operations.demo.world import BUDGET, NETWORK, PROCUREMENT, World

_ORDER, _CHANGES = "系统运维规范性", "工程变更规范性"
_CHECKLIST = ("机房环境", "设备告警", "日志容量", "备份结果", "账号清理", "时间同步")
MONTHS = range(1, 13)


def working_day(month: int, day: int) -> date:
    """The working day on a date, or the first after it."""
    return next(each for each in OF_THE_YEAR if each >= date(YEAR, month, day))


def simulate_work(world: World, served: Mapping[str, Served]) -> None:
    """Everything that is done for the systems beside tickets and faults."""
    for each in served.values():
        _inspections(world, each)
        _changes(world, each)
    _engineering(world, served["CG"])
    _security(world, served)
    _departments(world, served["YS"])
    _users(world, served["CG"])


def _inspections(world: World, each: Served) -> None:
    """Network: six inspections every other month and one unfinished. Procurement: twelve self-checks and one
    unfinished, one of the twelve not passed. The others: four inspections.
    """
    kind, months = {
        NETWORK: ("inspection", (1, 3, 5, 7, 9, 11)),
        PROCUREMENT: ("self_check", tuple(MONTHS)),
    }.get(each.programme, ("inspection", (3, 6, 9, 12)))
    for month in months:
        failed = each.programme == PROCUREMENT and month == 5  # planted
        _inspection(world, each, kind, working_day(month, 9), passed=not failed)
    if each.programme in (NETWORK, PROCUREMENT):
        number = _inspection(world, each, kind, working_day(12, 21), answered=4)
        world.fails(each.programme, _ORDER, "operations_inspection", number)
    if each.programme == NETWORK:
        world.counts(NETWORK, "巡检次数", len(months))
    if each.programme == PROCUREMENT:
        world.counts(PROCUREMENT, "系统自检次数", len(months))
        world.counts(PROCUREMENT, "自检通过率", len(months) - 1, len(months))


def _inspection(
    world: World, each: Served, kind: str, day: date, *, passed: bool = True, answered: int = len(_CHECKLIST)
) -> int:
    number = f"XJ-{each.key}-{day:%m%d}"
    made = world.add(
        "operations_inspection", each.programme, day, number=number, system_id=each.system, kind=kind, planned_on=day,
        done_on=day, engineer_id=each.engineer_numbers[0], result="passed" if passed else "failed",
        report=f"检查报告 {number}（模拟）", signed_on=day,
    )  # fmt: skip
    for place, item in enumerate(_CHECKLIST, 1):
        wrong = not passed and place == 1
        answer = "" if place > answered else "abnormal" if wrong else "normal"
        world.add(
            "operations_inspection_item", each.programme, day, inspection_id=made, number=str(place), item=item,
            answer=answer, note="已报修（模拟）" if wrong else "",
        )  # fmt: skip
    file_papers(world, each.programme, "inspection", number, day + timedelta(days=5))
    return made


def _changes(world: World, each: Served) -> None:
    """One a month, in the order that is asked for. Planted: network's of June was deployed before it was approved,
    procurement's of September has no way back; releases follow the changes.
    """
    for month in MONTHS:
        day = working_day(month, 15)
        asked = local(day, 9 * 60)
        steps = [asked + timedelta(hours=hours) for hours in (2, 4, 8, 24, 36, 60)]
        assessed, approved, built, tested, deployed, reviewed = steps
        early = each.programme == NETWORK and month == 6  # planted
        no_way_back = each.programme == PROCUREMENT and month == 9  # planted
        if early:
            approved = deployed + timedelta(hours=5)
        number = world.add(
            "operations_change", each.programme, asked, recorded=reviewed + timedelta(minutes=30),
            number=f"BG-{each.key}-{month:02d}", system_id=each.system, item_id=each.item_numbers[month % 8],
            title="参数调整（模拟）", risk="low" if month % 3 else "medium", requested_by="模拟申请人",
            requested_at=asked,
            assessed_at=assessed, approved_at=approved, approved_by="模拟批准人", built_at=built, tested_at=tested,
            deployed_at=deployed, reviewed_at=reviewed, rolled_back_at=None,
            rollback_plan="" if no_way_back else "恢复变更前配置（模拟）", is_emergency=False,
        )  # fmt: skip
        if (early or no_way_back) and each.programme in (NETWORK, PROCUREMENT):
            world.fails(each.programme, _CHANGES, "operations_change", number)
            if early:
                world.fails(each.programme, _ORDER, "operations_change", number)
        file_papers(world, each.programme, "change", f"BG-{each.key}-{month:02d}", reviewed.date() + timedelta(days=4))
        release = _release(world, each, month, number, deployed)
        if early:  # what followed an unapproved change was not approved either
            world.fails(each.programme, _CHANGES, "operations_release", release)


def _release(world: World, each: Served, month: int, change: int, deployed: datetime) -> int:
    number = f"FB-{each.key}-{month:02d}"
    release = world.add(
        "operations_release", each.programme, deployed, number=number, system_id=each.system, change_id=change,
        version=f"5.{month}（模拟）", released_at=deployed, approved_by="模拟批准人",
    )  # fmt: skip
    kept: dict[str, Any] = {}
    if each.programme == PROCUREMENT and month == 4:  # planted: nobody said how long to keep it
        kept = {"retention": ""}
    made = file_papers(world, each.programme, "release", number, deployed.date() + timedelta(days=4), **kept)
    if kept:
        world.fails(each.programme, ARCHIVE, "archive_file", made)
    return release


def _engineering(world: World, each: Served) -> None:
    """Ten features: one late, one refused, one delivered next year. Three tunings, one late."""
    for place in range(1, 11):
        planned = working_day(place + 1, 20)
        delivered: date | None = planned + timedelta(days=6 if place == 7 else -2)  # planted: late
        if place == 10:  # planted for next year
            planned, delivered = date(YEAR + 1, 1, 25), None
        accepted = delivered + timedelta(days=5) if delivered else None
        number = world.add(
            "operations_feature", each.programme, delivered or working_day(12, 1), number=f"GN-{place:02d}",
            system_id=each.system, name=f"功能{place}（模拟）", planned_on=planned, delivered_on=delivered,
            accepted_on=accepted, is_accepted=None if accepted is None else place != 4,  # planted
        )  # fmt: skip
        if place == 7:  # the late one
            world.fails(each.programme, "系统功能开发完工及时性", "operations_feature", number)
    world.counts(each.programme, "系统功能开发验收通过率", 8, 9)
    for place, month in enumerate((4, 8, 11), 1):
        planned = working_day(month, 25)
        late = place == 2  # planted
        number = world.add(
            "operations_tuning", each.programme, planned, number=f"TY-{place:02d}", system_id=each.system,
            name="查询调优（模拟）", planned_on=planned, completed_on=planned + timedelta(days=8 if late else -1),
            before_value="3.2 秒", after_value="0.8 秒",
        )  # fmt: skip
        if late:
            world.fails(each.programme, "系统性能调优完工及时性", "operations_tuning", number)


def _security(world: World, served: Mapping[str, Served]) -> None:
    """Procurement: one confirmed incident, one that was none; two records missing and one altered among four checks."""
    procurement = served["CG"]
    for place, confirmed in enumerate((True, False), 1):
        at = local(working_day(4 * place, 14), 11 * 60)
        world.add(
            "operations_incident", PROCUREMENT, at, recorded=at + timedelta(days=3), number=f"SJ-{place}",
            system_id=procurement.system, occurred_at=at, level="一般（模拟）", is_confirmed=confirmed,
            closed_on=at.date() + timedelta(days=2),
        )  # fmt: skip
    world.counts(PROCUREMENT, "安全事故发生率", 1)
    for quarter, (missing, altered) in enumerate(((0, 0), (2, 0), (0, 1), (0, 0)), 1):
        day = working_day(3 * quarter, 25)
        world.add(
            "operations_integrity_check", PROCUREMENT, day, number=f"HC-{quarter}", system_id=procurement.system,
            checked_on=day, records_checked=25_000, records_missing=missing, records_altered=altered,
            evidence="审计链批次（模拟）",
        )  # fmt: skip
    world.counts(PROCUREMENT, "重要信息存储丢失率", 3, 100_000)


def _departments(world: World, each: Served) -> None:
    """Every department every month; planted: one of them with nothing but zeros."""
    idle = world.departments[len(world.departments) // 2]
    for month in MONTHS:
        day = working_day(month, 25)
        for place, department in enumerate(world.departments, 1):
            world.add(
                "operations_department_use", BUDGET, day, number=f"BM-{month:02d}-{place:03d}", system_id=each.system,
                department=department, used_on=day,
                transactions=0 if department == idle else world.chance.randrange(1, 400),
            )  # fmt: skip
    world.counts(BUDGET, "系统服务部门数", len(world.departments) - 1)


#: Accounts of procurement: signed in during the year; never; only the year before; only after they were disabled.
USERS = (("used", 50_120), ("never", 180), ("before", 90), ("disabled", 60))


def _users(world: World, each: Served) -> None:
    """The accounts, and one sign-in in twelve a second one."""
    chance, place = world.chance, 0
    for kind, count in USERS:
        for _unused in range(count):
            place += 1
            day = chance.choice(OF_THE_YEAR)
            if kind == "before":
                day = date(YEAR - 1, 11, 1 + place % 28)
            account = world.add(
                "operations_user", PROCUREMENT, date(2018, 1, 2), number=f"U{place:05d}", system_id=each.system,
                department=chance.choice(world.departments), enabled_on=date(2018, 1, 2),
                disabled_on=day - timedelta(days=1) if kind == "disabled" else None,
            )  # fmt: skip
            if kind == "never":
                continue
            for number in range(1, 3 if place % 12 == 0 else 2):
                at = local(day, chance.randrange(8 * 60, 18 * 60) + number)
                world.add(
                    "operations_sign_in", PROCUREMENT, at, user_id=account, number=str(number), signed_in_at=at
                )  # fmt: skip
    world.counts(PROCUREMENT, "系统服务用户数", dict(USERS)["used"])
