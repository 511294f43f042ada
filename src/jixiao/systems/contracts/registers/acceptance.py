"""Acceptances, their panels and their criteria."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.registers.register import Register, Stage
from jixiao.systems.contracts import checks
from jixiao.systems.contracts.models import Acceptance, AcceptanceCriterion, AcceptanceMember
from jixiao.systems.contracts.registers.common import SYSTEM

_DAYS = ("acceptance__held_on", "acceptance__planned_on")

ACCEPTANCES = Register(
    name="acceptances",
    title=gettext_noop("验收"),
    model=Acceptance,
    system=SYSTEM,
    about=gettext_noop("先登记验收方案，再登记验收组成员和验收内容，开会之后登记结论。"),
    fields=(
        "contract", "number", "name", "milestone", "planned_on", "plan_document", "held_on", "minutes_document",
        "concluded_on", "conclusion", "rectified_on",
    ),
    identity=("contract", "number"),
    happened="planned_on",
    listed=("contract", "number", "name", "planned_on", "held_on", "conclusion"),
    searched=("contract__number", "number", "name"),
    stages=(
        Stage("plan", gettext_noop("方案"), gettext_noop("待开会"), "planned_on", "◔"),
        Stage("hold", gettext_noop("开验收会"), gettext_noop("待结论"), "held_on", asks=("minutes_document",)),
        Stage(
            "conclude",
            gettext_noop("下结论"),
            gettext_noop("已有结论"),
            "concluded_on",
            "●",
            asks=("conclusion", "minutes_document"),
        ),
    ),
    check=checks.acceptance,
)  # fmt: skip
MEMBERS = Register(
    name="acceptance-members",
    title=gettext_noop("验收组成员"),
    model=AcceptanceMember,
    system=SYSTEM,
    about=gettext_noop("验收组的人：来自哪里，是否不属承建方，是否签字。"),
    fields=("acceptance", "number", "name", "organisation", "is_independent", "signed"),
    identity=("acceptance", "number"),
    happened=_DAYS,
    searched=("acceptance__contract__number", "organisation"),
    check=checks.member,
)
CRITERIA = Register(
    name="acceptance-criteria",
    title=gettext_noop("验收内容"),
    model=AcceptanceCriterion,
    system=SYSTEM,
    about=gettext_noop("验收时逐条核对的要求，是否达到。"),
    fields=("acceptance", "number", "requirement", "result", "is_met"),
    identity=("acceptance", "number"),
    happened=_DAYS,
    searched=("acceptance__contract__number", "requirement"),
)
REGISTERS = (ACCEPTANCES, MEMBERS, CRITERIA)
