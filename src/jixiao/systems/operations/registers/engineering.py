"""Features and tunings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import in_future, incomplete
from jixiao.systems.operations.models import Feature, Tuning
from jixiao.systems.operations.registers.service import SYSTEM


def _check_features(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("delivered_on", "accepted_on"))
    yield from incomplete(register, rows, "accepted_on", "is_accepted", "operations.acceptance_without_result")


def _check_tunings(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("completed_on",))
    for row in rows:
        if row.values["completed_on"] and not row.values["after_value"]:
            said, fix = "完成的调优要有调优后的数值", "请填写实测的数值和单位"
            yield row.problem(register.kind, "after_value", "operations.tuning_without_figure", said, fix)


FEATURES = Register(
    name="features",
    title=gettext_noop("功能开发"),
    model=Feature,
    system=SYSTEM,
    about=gettext_noop("计划开发的功能，何时交付、何时验收。"),
    fields=("number", "system", "name", "planned_on", "delivered_on", "accepted_on", "is_accepted"),
    identity=("number",),
    happened=("delivered_on", "planned_on"),
    stages=(
        Stage("deliver", gettext_noop("交付"), gettext_noop("待验收"), "delivered_on"),
        Stage("accept", gettext_noop("验收"), gettext_noop("已验收"), "accepted_on", "●", asks=("is_accepted",)),
    ),
    check=_check_features,
    searched=("number", "name"),
)

TUNINGS = Register(
    name="tunings",
    title=gettext_noop("性能调优"),
    model=Tuning,
    system=SYSTEM,
    about=gettext_noop("计划的性能调优，何时完成，前后的数值。"),
    fields=("number", "system", "name", "planned_on", "completed_on", "before_value", "after_value"),
    identity=("number",),
    happened=("completed_on", "planned_on"),
    stages=(
        Stage("complete", gettext_noop("完成"), gettext_noop("已完成"), "completed_on", "●", asks=("after_value",)),
    ),
    check=_check_tunings,
    searched=("number", "name"),
)

register(FEATURES, TUNINGS)
