"""Simulated tickets: 16,000 of them, their moments made from the minutes that each was to take."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from jixiao.systems.operations.demo.clock import LAST, YEAR, at, busy_moments, local, place_of
from jixiao.systems.operations.demo.service import ALWAYS, Served
from jixiao.systems.operations.demo.world import BUDGET, NON_TAX, PROCUREMENT, Row, World

#: Tickets by system, 16,000 in all.
COUNTS = {"WL": 700, "FS": 4_000, "YS": 6_300, "CG": 5_000}
_TABLE = "operations_ticket"
_HANDLED, _RESPONSE, _ORDER = "运维工单处理率", "运维平均响应时间", "系统运维规范性"
_SEVERITIES = (("minor", 60), ("partial", 28), ("major", 10), ("outage", 2))
#: Mean minutes to the first response and, after that, to the resolution.
_PACE = {"minor": (50, 240), "partial": (26, 130), "major": (13, 80), "outage": (9, 60)}
_CHANNELS = (("phone", 45), ("web", 30), ("mail", 10), ("onsite", 5), ("monitoring", 10))
_CATEGORIES = (("question", 35), ("request", 40), ("incident", 25))
_SUMMARIES = ("不能登录", "查询超时", "打印格式不对", "权限开通", "口径咨询", "数据不一致", "附件传不上", "流程退不回")
_TIMEOUT = timedelta(days=12)
_SECONDS = 60
_OVER_THE_FESTIVAL = 12


@dataclass
class _Sum:
    """The figures of one desk, as they are planted."""

    handled: int = 0
    raised: int = 0
    seconds: int = 0
    answered: int = 0


def simulate_desk(world: World, served: Mapping[str, Served]) -> None:
    """Tickets of every system with what was planted among them."""
    for key, each in served.items():
        moments = busy_moments(world.chance, COUNTS[key] - _OVER_THE_FESTIVAL)
        numbers = [_ticket(world, each, place, moment) for place, moment in enumerate(moments, 1)]
        _plant(world, each, numbers)
        _sum_up(world, each, numbers)


def _ticket(world: World, each: Served, place: int, opened: datetime) -> int:
    """An ordinary ticket: answered, resolved, confirmed, closed. ``minutes`` is how long the first answer took."""
    chance = world.chance
    severity = _one_of(world, _SEVERITIES)
    respond, resolve = (1 + int(chance.expovariate(1 / mean)) for mean in _PACE[severity])
    always = each.window == ALWAYS or severity == "outage"
    opened = opened if opened.date() < LAST else local(LAST, 10 * 60)
    responded, started, resolved = (
        _after(opened, minutes, always) for minutes in (respond, respond + resolve // 4, respond + resolve)
    )
    by_user = chance.random() < 0.9  # nine in ten answer
    confirmed = resolved + timedelta(minutes=chance.randrange(5, 60 * 20)) if by_user else None
    closed = confirmed + timedelta(minutes=chance.randrange(1, 90)) if confirmed else resolved + _TIMEOUT
    channel = _one_of(world, _CHANNELS)
    user = "监控平台" if channel == "monitoring" else f"模拟用户{chance.randrange(900):03d}"
    number = world.add(
        _TABLE, each.programme, opened, recorded=closed + timedelta(minutes=5),
        number=f"GD-{each.key}-{place:05d}", system_id=each.system, channel=channel, user_name=user,
        department=chance.choice(world.departments), severity=severity, category=_one_of(world, _CATEGORIES),
        summary=f"{chance.choice(_SUMMARIES)}（模拟）", engineer_id=chance.choice(each.engineer_numbers),
        opened_at=opened, assigned_at=opened + (responded - opened) / 3, responded_at=responded, started_at=started,
        resolved_at=resolved, confirmed_at=confirmed, closed_at=closed, confirmation="user" if by_user else "timeout",
        is_test=False,
    )  # fmt: skip
    world.row(_TABLE, number)["~minutes"] = respond
    world.row(_TABLE, number)["~handled"] = True
    return number


def _after(opened: datetime, minutes: int, always: bool) -> datetime:
    """So many minutes of service after an opening."""
    return opened + timedelta(minutes=minutes) if always else at(place_of(opened) + minutes)


def _one_of(world: World, weighted: tuple[tuple[str, int], ...]) -> str:
    return world.chance.choices([each for each, _ in weighted], [weight for _, weight in weighted])[0]


def _plant(world: World, each: Served, numbers: list[int]) -> None:
    """What is out of the ordinary, each in tickets of its own: the first of a month that fit."""
    free = [number for number in numbers if _is_ordinary(world.row(_TABLE, number))]
    world.chance.shuffle(free)
    taken = iter(free)
    for _unused in range(8):
        _test(world.row(_TABLE, next(taken)))
    for _unused in range(60):
        _hold_before_answer(world, each, next(taken))
    for _unused in range(40):
        _reopen(world, each, next(taken))
    for _unused in range(50):
        _regrade(world, each, next(taken))
    _over_spring_festival(world, each)
    if each.programme in (NON_TAX, BUDGET, PROCUREMENT):
        _incomplete(world, each, next(taken))
    if each.programme == BUDGET:
        for _unused in range(2):
            _never_resolved(world, next(taken))
        _reopened_for_good(world, each, next(taken))
    if each.programme == NON_TAX:
        _never_answered(world, next(taken))
    _late_paper(world, next(taken))
    _backdated(world, next(taken))
    for _unused in range(3):
        _corrected(world, next(taken))


def _is_ordinary(row: Row) -> bool:
    """Opened in service hours of a spring to autumn day, so that a plant stays within the year."""
    opened = row["opened_at"]
    return (
        row["severity"] in ("minor", "partial")
        and opened.year == YEAR
        and 3 <= opened.month <= 10  # spring to autumn
        and row["confirmation"] == "user"
        and place_of(opened) < place_of(opened + timedelta(minutes=1))
    )


def _test(row: Row) -> None:
    row |= {"is_test": True, "summary": "拨测（模拟）", "~test": True}


def _shift(row: Row, names: tuple[str, ...], by: timedelta) -> None:
    for name in names:
        if row[name] is not None:
            row[name] += by
    row["recorded_at"] += by


def _settle_after(row: Row, resolved: datetime) -> None:
    """Confirmed and closed a while after the last resolution."""
    row["confirmed_at"] = resolved + timedelta(hours=1)
    row["closed_at"] = resolved + timedelta(hours=2)
    row["recorded_at"] = resolved + timedelta(hours=2, minutes=5)


def _hold_before_answer(world: World, each: Served, number: int) -> None:
    """The user could not be reached: the clock stood still before the first answer, which took as long as wanted."""
    row, always = world.row(_TABLE, number), each.window == ALWAYS
    minutes, held, opened = row["~minutes"] + 3, world.chance.randrange(30, 900), row["opened_at"]
    since, until = (_after(opened, after, always) for after in (2, 2 + held))
    row["~minutes"] = minutes
    row["assigned_at"] = opened + timedelta(seconds=30)
    row["responded_at"] = _after(opened, held + minutes, always)
    row["started_at"] = _after(opened, held + minutes + 5, always)
    row["resolved_at"] = _after(opened, held + minutes + 45, always)
    _settle_after(row, row["resolved_at"])
    _hold(world, each, number, since, until, "报障人联系不上（模拟）")


def _hold(world: World, each: Served, number: int, since: datetime, until: datetime, reason: str) -> None:
    world.add(
        "operations_hold", each.programme, since, ticket_id=number, number="1", from_at=since, until_at=until,
        reason=reason, approved_by="模拟主管",
    )  # fmt: skip


def _reopen(world: World, each: Served, number: int) -> None:
    """Not solved after all, and solved again: it was raised once and is handled."""
    row = world.row(_TABLE, number)
    reopened = row["resolved_at"] + timedelta(minutes=20)
    again = at(place_of(reopened) + 90)
    world.add(
        "operations_reopening", each.programme, reopened, ticket_id=number, number="1", reopened_at=reopened,
        resolved_at=again, reason="问题再次出现（模拟）",
    )  # fmt: skip
    _settle_after(row, again)


def _regrade(world: World, each: Served, number: int) -> None:
    row = world.row(_TABLE, number)
    changed = row["responded_at"] + (row["resolved_at"] - row["responded_at"]) / 2
    world.add(
        "operations_severity_change", each.programme, changed, ticket_id=number, number="1", changed_at=changed,
        severity="major", reason="影响扩大（模拟）",
    )  # fmt: skip


def _over_spring_festival(world: World, each: Served) -> None:
    """Opened on the last afternoon, answered, held over the holiday that was prolonged, solved afterwards."""
    for place in range(1, _OVER_THE_FESTIVAL + 1):
        opened = local(date(YEAR, 1, 23), 15 * 60 + place)
        number = _ticket(world, each, COUNTS[each.key] - _OVER_THE_FESTIVAL + place, opened)
        row = world.row(_TABLE, number)
        row |= {"severity": "minor", "~minutes": 30, "confirmation": "user"}
        row["assigned_at"], row["responded_at"] = opened + timedelta(minutes=2), opened + timedelta(minutes=30)
        row["started_at"], until = opened + timedelta(minutes=35), local(date(YEAR, 2, 3), 9 * 60)
        row["resolved_at"] = until + timedelta(minutes=40)
        _settle_after(row, row["resolved_at"])
        _hold(world, each, number, local(date(YEAR, 1, 23), 17 * 60), until, "春节放假，报障单位无人（模拟）")


def _incomplete(world: World, each: Served, number: int) -> None:
    """Planted: nobody is named who worked on it."""
    world.row(_TABLE, number)["engineer_id"] = None
    world.fails(each.programme, _ORDER, _TABLE, number)


def _open_again(row: Row, *names: str) -> None:
    row |= dict.fromkeys((*names, "confirmed_at", "closed_at"), None)
    row |= {"confirmation": "", "~handled": False}
    row["recorded_at"] = row["opened_at"] + timedelta(days=2)


def _never_resolved(world: World, number: int) -> None:
    _open_again(world.row(_TABLE, number), "resolved_at")


def _never_answered(world: World, number: int) -> None:
    row = world.row(_TABLE, number)
    _open_again(row, "responded_at", "started_at", "resolved_at")
    row["~minutes"] = None


def _reopened_for_good(world: World, each: Served, number: int) -> None:
    row = world.row(_TABLE, number)
    reopened = row["resolved_at"] + timedelta(minutes=20)
    world.add(
        "operations_reopening", each.programme, reopened, ticket_id=number, number="1", reopened_at=reopened,
        resolved_at=None, reason="问题再次出现（模拟）",
    )  # fmt: skip
    _open_again(row)
    row["recorded_at"] = reopened + timedelta(hours=1)


def _late_paper(world: World, number: int) -> None:
    """Planted: it came to the records only after the year was over."""
    world.row(_TABLE, number)["recorded_at"] = local(date(YEAR + 1, 1, 12), 10 * 60)


def _backdated(world: World, number: int) -> None:
    """Planted: written down in February for the autumn before."""
    world.row(_TABLE, number)["recorded_at"] = local(date(YEAR + 1, 2, 20), 16 * 60)


def _corrected(world: World, number: int) -> None:
    """Planted: the first answer was one minute later than first recorded; the later version holds."""
    row = world.row(_TABLE, number)
    right = row["responded_at"]
    if place_of(right) - place_of(row["opened_at"]) > 1:
        world.correct(_TABLE, number, local(date(YEAR + 1, 1, 20), 11 * 60), responded_at=right)
        row["responded_at"] = right - timedelta(minutes=1)
        row["assigned_at"] = min(row["assigned_at"], row["responded_at"])


def _sum_up(world: World, each: Served, numbers: list[int]) -> None:
    """What the measures must find, and nothing of the way there stays in the rows."""
    found = _Sum()
    for row in world.rows[_TABLE]:
        minutes, handled, test = row.pop("~minutes", None), row.pop("~handled", None), row.pop("~test", False)
        if handled is None or test or row["opened_at"].year != YEAR:
            continue
        found.raised += 1
        found.handled += handled
        found.answered += minutes is not None
        found.seconds += (minutes or 0) * _SECONDS
    if each.programme in (NON_TAX, BUDGET, PROCUREMENT):
        world.counts(each.programme, _HANDLED, found.handled, found.raised)
    if each.programme in (NON_TAX, BUDGET):
        world.counts(each.programme, _RESPONSE, found.seconds, found.answered)
