"""Engineers, what they are qualified for and promised, the rota, and who was there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, register
from jixiao.systems.operations.checking import backwards, engineers_away, in_future
from jixiao.systems.operations.models import Attendance, Duty, Engineer, Qualification, ServiceDay, Undertaking
from jixiao.systems.operations.registers.service import SYSTEM

_A_DAY_MINUTES = 24 * 60
#: Nobody is on site for longer at a stretch: a longer one is a forgotten leaving.
_STRETCH_MAX = timedelta(hours=24)


def _check_engineers(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from backwards(register, rows, "joined_on", "left_on")


def _check_validity(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from backwards(register, rows, "valid_from", "valid_to")


def _check_undertakings(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("signed_on",))
    yield from backwards(register, rows, "signed_on", "valid_to")


def _check_rota(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from engineers_away(register, rows, context, ("day_on",))
    for row in rows:
        first, last = row.values["from_minute"], row.values["to_minute"]
        if not 0 <= first < last <= _A_DAY_MINUTES:
            said, fix = "班次应在同一天内，结束晚于开始", "按当日第几分钟填写，如 540 至 1080；跨夜的分两条"
            yield row.problem(register.kind, "to_minute", "operations.turn_wrong", said, fix)


def _check_attendance(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("arrived_at", "left_at"))
    yield from engineers_away(register, rows, context, ("arrived_at",))
    for row in rows:
        if not timedelta(0) < row.values["left_at"] - row.values["arrived_at"] <= _STRETCH_MAX:
            said, fix = "离开应晚于到达，且不超过 24 小时", "请核对两个时间"
            yield row.problem(register.kind, "left_at", "operations.stretch_wrong", said, fix)


ENGINEERS = Register(
    name="engineers",
    title=gettext_noop("运维人员"),
    model=Engineer,
    system=SYSTEM,
    about=gettext_noop("为系统服务的工程师，属于哪个供应商，到岗和离岗。"),
    fields=("number", "name", "programme", "supplier_name", "joined_on", "left_on"),
    identity=("number",),
    happened="joined_on",
    check=_check_engineers,
    searched=("number", "name", "supplier_name"),
)

QUALIFICATIONS = Register(
    name="qualifications",
    title=gettext_noop("人员资格"),
    model=Qualification,
    system=SYSTEM,
    about=gettext_noop("工程师持有的资格证书和有效期。"),
    fields=("engineer", "number", "kind", "valid_from", "valid_to"),
    identity=("engineer", "number"),
    happened="valid_from",
    check=_check_validity,
    searched=("number", "kind"),
)

UNDERTAKINGS = Register(
    name="undertakings",
    title=gettext_noop("保密承诺"),
    model=Undertaking,
    system=SYSTEM,
    about=gettext_noop("工程师签署的保密承诺和有效期。"),
    fields=("engineer", "number", "signed_on", "valid_to"),
    identity=("engineer", "number"),
    happened="signed_on",
    check=_check_undertakings,
)

ROTA = Register(
    name="rota",
    title=gettext_noop("值班表"),
    model=Duty,
    system=SYSTEM,
    about=gettext_noop("哪天谁在哪个时段值班，是否在现场。"),
    fields=("engineer", "number", "system", "day_on", "from_minute", "to_minute", "is_on_site"),
    identity=("engineer", "number"),
    happened="day_on",
    check=_check_rota,
)

ATTENDANCE = Register(
    name="attendance",
    title=gettext_noop("出勤"),
    model=Attendance,
    system=SYSTEM,
    about=gettext_noop("工程师到达和离开现场的时刻。"),
    fields=("engineer", "number", "system", "arrived_at", "left_at"),
    identity=("engineer", "number"),
    happened="arrived_at",
    check=_check_attendance,
)

SERVICE_DAYS = Register(
    name="service-days",
    title=gettext_noop("现场服务日"),
    model=ServiceDay,
    system=SYSTEM,
    about=gettext_noop("在系统的页面上由“结算出勤”按值班和出勤算出，不能填写，也不能导入。"),
    fields=(
        "system", "number", "day_on", "workday_ordinal", "calendar_version", "required_seconds", "covered_seconds",
        "is_covered", "qualified_engineers",
    ),
    identity=("system", "number"),
    happened="day_on",
    listed=("system", "number", "required_seconds", "covered_seconds", "is_covered", "qualified_engineers"),
    roles=frozenset(),
)  # fmt: skip

register(ENGINEERS, QUALIFICATIONS, UNDERTAKINGS, ROTA, ATTENDANCE, SERVICE_DAYS)
