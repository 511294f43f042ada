"""Supervision, its reports and their findings."""

from __future__ import annotations

from django.utils.translation import gettext_noop

from jixiao.foundation.registers.register import Register, Stage
from jixiao.systems.contracts import checks
from jixiao.systems.contracts.models import Supervision, SupervisionFinding, SupervisionReport
from jixiao.systems.contracts.registers.common import SYSTEM

SUPERVISIONS = Register(
    name="supervisions",
    title=gettext_noop("监理委托"),
    model=Supervision,
    system=SYSTEM,
    about=gettext_noop("委托谁监理这份合同，何时开始。"),
    fields=("contract", "number", "supervisor_name", "appointed_on", "work_started_on"),
    identity=("contract", "number"),
    happened="work_started_on",
    searched=("contract__number", "supervisor_name"),
)
REPORTS = Register(
    name="supervision-reports",
    title=gettext_noop("监理报告"),
    model=SupervisionReport,
    system=SYSTEM,
    about=gettext_noop("监理按期提交的报告，应交日和实交日。"),
    fields=("supervision", "number", "period_from", "period_to", "due_on", "submitted_on", "document"),
    identity=("supervision", "number"),
    happened="period_to",
    searched=("supervision__contract__number", "number", "document"),
    stages=(Stage("submit", gettext_noop("提交"), gettext_noop("已提交"), "submitted_on", "●", asks=("document",)),),
    check=checks.report,
)
FINDINGS = Register(
    name="supervision-findings",
    title=gettext_noop("监理问题"),
    model=SupervisionFinding,
    system=SYSTEM,
    about=gettext_noop("监理报告提出的问题，何时关闭。"),
    fields=("report", "number", "content", "raised_on", "due_on", "closed_on"),
    identity=("report", "number"),
    happened="raised_on",
    searched=("report__supervision__contract__number", "content"),
    stages=(
        Stage("raise", gettext_noop("提出"), gettext_noop("未关闭"), "raised_on", "◔"),
        Stage("close", gettext_noop("关闭"), gettext_noop("已关闭"), "closed_on", "●"),
    ),
)
REGISTERS = (SUPERVISIONS, REPORTS, FINDINGS)
