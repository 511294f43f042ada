"""Training of engineers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.columns import Integer
from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import engineers_away, in_future
from jixiao.systems.operations.models import Training, TrainingPlan
from jixiao.systems.operations.registers.service import SYSTEM


def _check_plans(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("approved_on",))


def _check_trainings(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("held_on",))
    yield from engineers_away(register, rows, context, ("held_on",))
    for row in rows:
        if row.values["is_passed"] is not None and not row.values["is_assessed"]:
            said, fix = "没有考核，不会有考核结果", "请把“已考核”改为“是”，或留空考核结果"
            yield row.problem(register.kind, "is_passed", "operations.not_assessed_yet", said, fix)


TRAINING_PLANS = Register(
    name="training-plans",
    title=gettext_noop("人员培训计划"),
    model=TrainingPlan,
    system=SYSTEM,
    about=gettext_noop("项目每年的运维人员培训计划，何时批准。"),
    fields=("number", "programme", "year", "approved_on"),
    identity=("number",),
    happened="approved_on",
    stages=(Stage("approve", gettext_noop("批准"), gettext_noop("已批准"), "approved_on", "●"),),
    check=_check_plans,
    readers={"year": Integer(least=2000, most=2100)},
)

TRAININGS = Register(
    name="trainings",
    title=gettext_noop("人员培训"),
    model=Training,
    system=SYSTEM,
    about=gettext_noop("工程师参加的培训，是否考核、是否通过。"),
    fields=("engineer", "number", "plan", "topic", "held_on", "is_assessed", "is_passed"),
    identity=("engineer", "number"),
    happened="held_on",
    check=_check_trainings,
    searched=("number", "topic"),
)

register(TRAINING_PLANS, TRAININGS)
