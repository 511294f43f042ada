"""Simulated mechanisms: emergency plans and drills, training, meetings, assets, sharing, long-term papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from jixiao.systems.operations.demo.clock import YEAR, local
from jixiao.systems.operations.demo.service import Served
from jixiao.systems.operations.demo.work import working_day
from jixiao.systems.operations.demo.world import BUDGET, NETWORK, NON_TAX, PROCUREMENT, World

_SHARING = "信息共享情况"
#: The forms do not call these the same.
_NAMES = {
    NETWORK: ("应急响应机制健全性", "运维人员培训机制健全性", "跨部门沟通协作机制健全性"),
    PROCUREMENT: ("应急响应机制", "运维人员培训机制", "跨部门沟通协作机制"),
}
_FIRST, _LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)


def simulate_mechanisms(world: World, served: Mapping[str, Served]) -> None:
    """What the network and procurement forms ask of mechanisms; sharing, which all four ask for."""
    for key in ("WL", "CG"):
        each = served[key]
        emergency, training, cooperation = _NAMES[each.programme]
        _emergencies(world, each, emergency)
        _training(world, each, training)
        _cooperation(world, each, cooperation)
        _assets(world, each)
    for each in served.values():
        _sharing(world, each)
    _papers(world)


def _emergencies(world: World, each: Served, indicator: str) -> None:
    """A plan, its contacts, a drill with a finding, two emergencies. Planted: network's second contact cannot be
    reached; procurement's finding is open; procurement's second emergency was restored too late.
    """
    of = each.programme
    plan = world.add(
        "operations_plan", of, _FIRST, number=f"YA-{each.key}", programme=of, name="应急预案（模拟）",
        approved_on=date(YEAR - 1, 12, 20), valid_from=_FIRST, valid_to=_LAST, response_minutes=30, restore_minutes=240,
    )  # fmt: skip
    for place in range(1, 5):
        gone = of == NETWORK and place == 2  # planted
        contact = world.add(
            "operations_plan_contact", of, working_day(11, 16), plan_id=plan, number=str(place),
            name=f"模拟联系人{place}", duty="值班（模拟）", checked_on=working_day(11, 16), is_valid=not gone,
        )  # fmt: skip
        if gone:
            world.fails(of, indicator, "operations_plan_contact", contact)
    held = working_day(6, 10)
    drill = world.add(
        "operations_drill", of, held, number=f"YL-{each.key}", plan_id=plan, planned_on=held, held_on=held,
        report="演练报告（模拟）",
    )  # fmt: skip
    is_open = of == PROCUREMENT
    finding = world.add(
        "operations_drill_finding", of, held, drill_id=drill, number="1", content="通讯录过期（模拟）",
        due_on=held + timedelta(days=20), closed_on=None if is_open else held + timedelta(days=9),
    )  # fmt: skip
    if is_open:
        world.fails(of, indicator, "operations_drill_finding", finding)
    for place, minutes in enumerate((120, 300 if of == PROCUREMENT else 200), 1):
        began = local(working_day(5 * place, 19), 15 * 60)
        emergency = world.add(
            "operations_emergency", of, began, recorded=began + timedelta(days=1), number=f"YJ-{each.key}-{place}",
            system_id=each.system, plan_id=plan, occurred_at=began, responded_at=began + timedelta(minutes=12),
            restored_at=began + timedelta(minutes=minutes),
        )  # fmt: skip
        if minutes > 240:  # the plan's
            world.fails(of, "应急处理及时性", "operations_emergency", emergency)


def _training(world: World, each: Served, indicator: str) -> None:
    """A plan, and everybody trained and assessed in March. Planted: one of the network was never assessed, one of
    procurement did not pass.
    """
    of = each.programme
    plan = world.add(
        "operations_training_plan", of, date(YEAR, 1, 10), number=f"PX-{each.key}", programme=of, year=YEAR,
        approved_on=date(YEAR, 1, 10),
    )  # fmt: skip
    held = working_day(3, 18)
    for place, engineer in enumerate(each.engineer_numbers, 1):
        assessed = not (of == NETWORK and place == 4)  # planted
        passed = not (of == PROCUREMENT and place == 3)  # planted
        world.add(
            "operations_training", of, held, engineer_id=engineer, number="PX-1", plan_id=plan,
            topic="运维规范（模拟）",
            held_on=held, is_assessed=assessed, is_passed=passed if assessed else None,
        )  # fmt: skip
        if not (assessed and passed):
            world.fails(of, indicator, "operations_engineer", engineer)


def _cooperation(world: World, each: Served, indicator: str) -> None:
    """A meeting each quarter with an item, two requests of other departments. Planted: the network's third meeting has
    no minutes; procurement's second item is open; procurement answered one request too late.
    """
    of = each.programme
    for quarter in range(1, 5):
        day = working_day(3 * quarter - 1, 24)
        silent = of == NETWORK and quarter == 3  # planted
        meeting = world.add(
            "operations_meeting", of, day, number=f"HY-{each.key}-{quarter}", programme=of, planned_on=day, held_on=day,
            minutes="" if silent else f"会议纪要{quarter}（模拟）", departments="、".join(world.departments[:3]),
        )  # fmt: skip
        if silent:
            world.fails(of, indicator, "operations_meeting", meeting)
        is_open = of == PROCUREMENT and quarter == 2  # planted
        item = world.add(
            "operations_action_item", of, day, meeting_id=meeting, number="1", content="核对接口清单（模拟）",
            department=world.departments[0], due_on=day + timedelta(days=14),
            closed_on=None if is_open else day + timedelta(days=10),
        )  # fmt: skip
        if is_open:
            world.fails(of, indicator, "operations_action_item", item)
    for place in range(1, 3):
        asked = working_day(4 * place, 8)
        late = of == PROCUREMENT and place == 2  # planted
        request = world.add(
            "operations_cooperation_request", of, asked, number=f"XZ-{each.key}-{place}", programme=of,
            department=world.departments[place], content="开放测试环境（模拟）", asked_on=asked,
            due_on=asked + timedelta(days=10), answered_on=asked + timedelta(days=15 if late else 6),
        )  # fmt: skip
        if late:
            world.fails(of, indicator, "operations_cooperation_request", request)


def _assets(world: World, each: Served) -> None:
    """Ten of them. Planted: the network's fifth ran out of warranty, procurement's eighth was not looked at."""
    of, indicator = each.programme, "配套设施完备性"
    for place in range(1, 11):
        lapsed = of == NETWORK and place == 5  # planted
        unseen = of == PROCUREMENT and place == 8  # planted
        number = world.add(
            "operations_asset", of, date(2018, 3, 1), number=f"ZC-{each.key}-{place:02d}", programme=of,
            name=f"服务器{place}（模拟）", kind="服务器", is_required=True, in_service_on=date(2018, 3, 1),
            retired_on=None, warranty_to=date(YEAR, 5, 31) if lapsed else date(YEAR + 1, 12, 31),
            maintenance_to=None if lapsed else date(YEAR + 1, 12, 31),
            inspected_on=None if unseen else working_day(10, 20),
            recorded=local(working_day(10, 20), 16 * 60),
        )  # fmt: skip
        if lapsed or unseen:
            world.fails(of, indicator, "operations_asset", number)


def _sharing(world: World, each: Served) -> None:
    """A data set with an interface looked at each month, three requests. Planted: non-tax answered one too late,
    budget's interface was down in August, procurement has a data set that was not published.
    """
    of = each.programme
    entry = _entry(world, each, 1, date(2019, 3, 1))
    if of == PROCUREMENT:
        world.fails(of, _SHARING, "operations_catalogue_entry", _entry(world, each, 2, None))
    for month in range(1, 13):
        day = working_day(month, 5)
        down = of == BUDGET and month == 8  # planted
        checked = world.add(
            "operations_interface_check", of, day, entry_id=entry, number=f"{month:02d}", checked_on=day, is_up=not down
        )  # fmt: skip
        if down:
            world.fails(of, _SHARING, "operations_interface_check", checked)
    for place in range(1, 4):
        asked = working_day(3 * place, 12)
        late = of == NON_TAX and place == 2  # planted
        refused = place == 3  # a refusal in time, with its reason, is an answer
        request = world.add(
            "operations_sharing_request", of, asked, number=f"GX-{each.key}-{place}", entry_id=entry,
            department=world.departments[place], asked_on=asked, due_on=asked + timedelta(days=15),
            answered_on=asked + timedelta(days=21 if late else 9), answer="refused" if refused else "provided",
            reason="涉及个人信息（模拟）" if refused else "",
        )  # fmt: skip
        if late:
            world.fails(of, _SHARING, "operations_sharing_request", request)


def _entry(world: World, each: Served, place: int, published: date | None) -> int:
    return world.add(
        "operations_catalogue_entry", each.programme, date(2019, 3, 1), number=f"ML-{each.key}-{place}",
        system_id=each.system, name=f"业务数据{place}（模拟）", published_on=published, retired_on=None,
    )  # fmt: skip


def _papers(world: World) -> None:
    """Plan, review and handover papers of procurement. Planted: nobody approved the review, so the plan has none."""
    papers = {
        kind: world.add(
            "operations_long_term_paper", PROCUREMENT, date(2019, 6, 3), number=f"CX-{kind}", programme=PROCUREMENT,
            kind=kind, name=f"{name}（模拟）", approved_on=approved, valid_from=date(YEAR, 1, 1),
            valid_to=date(2023, 12, 31),
        )
        for kind, name, approved in (
            ("plan", "三年运维规划", date(2019, 6, 3)),
            ("review", "年度评估", None),
            ("handover", "移交清单", date(2020, 2, 3)),
        )
    }  # fmt: skip
    world.fails(PROCUREMENT, "长效管理机制健全性", "operations_long_term_paper", papers["plan"])
