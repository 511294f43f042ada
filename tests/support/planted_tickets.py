"""Files of tickets with faults planted in known places. Does not import the code that finds them."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HEADINGS = (
    "工单编号", "系统", "受理渠道", "报障人", "报障部门", "级别", "类别", "摘要", "处理人", "受理时间", "派单时间",
    "首次响应时间", "开始处理时间", "解决时间", "用户确认时间", "关闭时间", "确认方式", "测试工单",
)  # fmt: skip
_SEVERITIES = ("系统中断", "重大", "部分功能", "一般及咨询")
_MOMENTS = HEADINGS[9:16]

Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fault:
    """One way to spoil a good row: where it must be found, by which code, and how it is made."""

    column: str
    code: str
    spoil: Callable[[Cells], None]


@dataclass
class PlantedTickets:
    """A file, the faults in it as (row, column, code), and the numbers of the tickets without any."""

    content: bytes = b""
    faults: set[tuple[int, str, str]] = field(default_factory=set)
    good: list[str] = field(default_factory=list)


def _put(column: str, text: str) -> Callable[[Cells], None]:
    return lambda cells: cells.__setitem__(column, text)


def _shift(column: str, other: str, minutes: int) -> Callable[[Cells], None]:
    """Puts a moment so many minutes after (before, where negative) another."""

    def spoil(cells: Cells) -> None:
        moment = datetime.fromisoformat(cells[other]) + timedelta(minutes=minutes)
        cells[column] = moment.isoformat(sep=" ", timespec="minutes")

    return spoil


def _unconfirmed(cells: Cells) -> None:
    cells["用户确认时间"] = cells["确认方式"] = ""


def _too_early(cells: Cells) -> None:
    cells["用户确认时间"], cells["确认方式"] = "", "逾期未答复"
    _shift("关闭时间", "解决时间", 24 * 60)(cells)


def _without(*columns: str) -> Callable[[Cells], None]:
    def spoil(cells: Cells) -> None:
        cells.update(dict.fromkeys(columns, ""))

    return spoil


#: Forty faults: what people really get wrong in a desk's exported file.
FAULTS = (
    Fault("工单编号", "import.required", _put("工单编号", "")),
    Fault("工单编号", "import.too_long", _put("工单编号", "单" * 61)),
    Fault("系统", "import.required", _put("系统", "")),
    Fault("系统", "import.reference_unknown", _put("系统", "S9")),
    Fault("系统", "import.reference_unknown", _put("系统", "非税系统")),
    Fault("受理渠道", "import.required", _put("受理渠道", "")),
    Fault("受理渠道", "import.not_a_choice", _put("受理渠道", "微信")),
    Fault("级别", "import.required", _put("级别", "")),
    Fault("级别", "import.not_a_choice", _put("级别", "严重")),
    Fault("级别", "import.not_a_choice", _put("级别", "1")),
    Fault("类别", "import.required", _put("类别", "")),
    Fault("类别", "import.not_a_choice", _put("类别", "投诉")),
    Fault("摘要", "import.required", _put("摘要", "")),
    Fault("摘要", "import.too_long", _put("摘要", "长" * 501)),
    Fault("处理人", "import.reference_unknown", _put("处理人", "E9")),
    Fault("处理人", "operations.engineer_away", _put("处理人", "E2")),
    Fault("受理时间", "import.required", _put("受理时间", "")),
    Fault("受理时间", "import.not_a_moment", _put("受理时间", "2020-03-05")),
    Fault("受理时间", "import.no_such_day", _put("受理时间", "2020-02-30 10:00")),
    Fault("受理时间", "import.no_such_day", _put("受理时间", "2020-03-05 25:00")),
    Fault("受理时间", "operations.not_in_service", _put("受理时间", "2017-06-01 10:00")),
    Fault("派单时间", "register.stage_order", _shift("派单时间", "受理时间", -1)),
    Fault("派单时间", "import.not_a_moment", _put("派单时间", "上午")),
    Fault("首次响应时间", "register.stage_order", _shift("首次响应时间", "派单时间", -1)),
    Fault("首次响应时间", "import.not_a_moment", _put("首次响应时间", "半小时后")),
    Fault("开始处理时间", "register.stage_skipped", _without("首次响应时间")),
    Fault("开始处理时间", "register.stage_order", _shift("开始处理时间", "首次响应时间", -1)),
    Fault("解决时间", "register.stage_order", _shift("解决时间", "开始处理时间", -1)),
    Fault("解决时间", "import.not_a_moment", _put("解决时间", "20200305")),
    Fault("用户确认时间", "register.stage_skipped", _without("解决时间")),
    Fault("用户确认时间", "register.stage_order", _shift("用户确认时间", "解决时间", -1)),
    Fault("关闭时间", "register.stage_order", _shift("关闭时间", "用户确认时间", -1)),
    Fault("关闭时间", "operations.in_future", _put("关闭时间", "2099-01-01 10:00")),
    Fault("关闭时间", "operations.timeout_too_early", _too_early),
    Fault("确认方式", "operations.closed_unconfirmed", _unconfirmed),
    Fault("确认方式", "operations.confirmation_contradicts", _without("用户确认时间")),
    Fault("确认方式", "operations.confirmation_contradicts", _put("确认方式", "逾期未答复")),
    Fault("确认方式", "import.not_a_choice", _put("确认方式", "电话")),
    Fault("测试工单", "import.not_a_choice", _put("测试工单", "也许")),
    Fault("摘要", "import.line_break", _put("摘要", "上\n下")),
)


def planted_tickets(seed: int, rows: int = 200, faults: tuple[Fault, ...] = FAULTS) -> PlantedTickets:
    """A file of so many tickets, one fault of each kind in a row of its own."""
    chance = random.Random(seed)
    spoilt = dict(zip(chance.sample(range(rows), len(faults)), faults, strict=True))
    made, out = PlantedTickets(), io.StringIO(newline="")
    table = csv.DictWriter(out, HEADINGS)
    table.writeheader()
    for place in range(rows):
        cells = good_ticket(chance, place)
        if (fault := spoilt.get(place)) is None:
            made.good.append(cells["工单编号"])
        else:
            fault.spoil(cells)
            made.faults.add((place + 2, fault.column, fault.code))
        table.writerow(cells)
    made.content = out.getvalue().encode()
    return made


def good_ticket(chance: random.Random, place: int) -> Cells:
    """A closed ticket of 2020 with everything in order."""
    moment = datetime(2020, 1, 6, 9) + timedelta(minutes=chance.randrange(340 * 24 * 60))
    cells = {
        "工单编号": f"GD{place:06d}",
        "系统": "S1",
        "受理渠道": chance.choice(("电话", "网上", "现场", "邮件", "监控")),
        "报障人": f"用户{place % 97}",
        "报障部门": f"第{place % 160}部门",
        "级别": chance.choice(_SEVERITIES),
        "类别": chance.choice(("故障", "服务请求", "咨询")),
        "摘要": "不能登录",
        "处理人": "E1",
        "确认方式": "用户确认",
        "测试工单": "",
    }
    for column in _MOMENTS:
        cells[column] = moment.isoformat(sep=" ", timespec="minutes")
        moment += timedelta(minutes=chance.randint(2, 400))
    return cells
