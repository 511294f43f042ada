"""Engineers on the rota (值班) and on site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, least, share
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir


@measure(
    "operations.on_site_cover",
    "现场维护服务时长",
    formula="现场服务覆盖全部约定时间的工作日 ÷ 工作日",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.rota,
)
def on_site_cover(records: Records) -> Population:
    """现场维护服务时长: working days on which attendance on site spans the agreed window ÷ working days.

    Every working day of the year counts for every system with a 5*8 agreement on it; one on which nobody was there
    has no record of a service day, so it is shown as the working day that it is.
    """
    days = required_days(records, "5*8")
    held = records.table("operations_service_day")
    held = held.select(
        held_system="system_id", held_day="day_day", is_covered="is_covered", id="id", newest="recorded_at"
    )
    joined = days.left_join(held, [days.system_id == held.held_system, days.day == held.held_day])
    rows = joined.select("programme_id", "is_covered", "day", "id", recorded_at=joined.newest)
    there = rows.filter(rows.id.notnull())
    nobody = rows.filter(rows.id.isnull()).mutate(id=rows.day)
    settled = share(there, "operations_service_day", there.is_covered)
    empty = share(nobody, "working_day", nobody.is_covered)
    return Population("share", settled.rows.union(empty.rows))


@measure(
    "operations.qualified_engineers",
    "运维人员配备数量",
    formula="各工作日值班的持证人员数的最小值",
    unit="人",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.rota,
)
def qualified_engineers(records: Records) -> Population:
    """运维人员配备数量: qualified people on the rota, the year's minimum on any working day, not the maximum.

    Qualified is who holds a certificate valid on that day. A working day with an agreement, of whatever hours, and
    nobody on the rota has zero.
    """
    days = required_days(records).select("programme_id", "day").distinct()
    on_duty = _qualified_duty(records)
    counted = on_duty.group_by("duty_programme", "duty_day").aggregate(
        people=on_duty.engineer_id.nunique(), first_id=on_duty.id.min(), newest=on_duty.recorded_at.max()
    )
    joined = days.left_join(counted, [days.programme_id == counted.duty_programme, days.day == counted.duty_day])
    rows = joined.select(
        "programme_id", "day", id=joined.first_id, recorded_at=joined.newest, people=joined.people.fill_null(0)
    )
    return least(rows, "operations_duty", rows.people)


def engineers(records: Records) -> ir.Table:
    """The engineers of the year, keyed by themselves, with their first and final day in it."""
    import ibis

    rows = records.in_force("operations_engineer", "joined_day", "left_day")
    asked = records.asked
    first = ibis.greatest(rows.joined_day, asked.first_day)
    last = ibis.least(rows.left_day.fill_null(asked.last_day), asked.last_day)
    return rows.mutate(key=rows.id, first_day=first, final_day=last)


def required_days(records: Records, *windows: str) -> ir.Table:
    """Working days of the year on which a system has an agreement, of one of the windows where any are named."""
    agreements = records.in_force("operations_agreement", "starts_day", "ends_day")
    if windows:
        agreements = agreements.filter(agreements.window.isin(windows))
    days = records.working_days().select("day")
    within = [days.day >= agreements.starts_day, days.day <= agreements.ends_day]
    return agreements.inner_join(days, within).select("programme_id", "system_id", "day").distinct()


def _qualified_duty(records: Records) -> ir.Table:
    """Entries of the rota of people whose certificate is valid on that day."""
    duty = records.in_year("operations_duty", "day_day")
    duty = duty.select("id", "engineer_id", "recorded_at", duty_programme=duty.programme_id, duty_day=duty.day_day)
    held = records.table("operations_qualification")
    held = held.select(holder=held.engineer_id, first=held.valid_from_day, last=held.valid_to_day)
    valid = [
        duty.engineer_id == held.holder,
        duty.duty_day >= held["first"],
        held["last"].isnull() | (duty.duty_day <= held["last"]),
    ]
    return duty.inner_join(held, valid)
