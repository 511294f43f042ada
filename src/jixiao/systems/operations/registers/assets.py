"""Assets and facilities, and the papers of the long run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, in_future
from jixiao.systems.operations.models import Asset, LongTermPaper
from jixiao.systems.operations.registers.service import SYSTEM


def _check_assets(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("inspected_on",))
    yield from backwards(register, rows, "in_service_on", "retired_on")


def _check_papers(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("approved_on",))
    yield from backwards(register, rows, "valid_from", "valid_to")


ASSETS = Register(
    name="assets",
    title=gettext_noop("资产与设施"),
    model=Asset,
    system=SYSTEM,
    about=gettext_noop("设备和设施：投用、停用、保修、维保和最近一次检查。"),
    fields=(
        "number", "name", "programme", "kind", "is_required", "in_service_on", "retired_on", "warranty_to",
        "maintenance_to", "inspected_on",
    ),
    identity=("number",),
    happened="in_service_on",
    stages=(
        Stage("put-in-service", gettext_noop("投用"), gettext_noop("在用"), "in_service_on"),
        Stage("retire", gettext_noop("停用"), gettext_noop("已停用"), "retired_on", "●"),
    ),
    check=_check_assets,
    listed=("number", "name", "kind", "in_service_on", "warranty_to", "maintenance_to", "inspected_on"),
    searched=("number", "name", "kind"),
)  # fmt: skip

LONG_TERM_PAPERS = Register(
    name="long-term-papers",
    title=gettext_noop("长效管理文件"),
    model=LongTermPaper,
    system=SYSTEM,
    about=gettext_noop("长期规划、年度评估、移交材料，批准日和有效期。"),
    fields=("number", "programme", "kind", "name", "approved_on", "valid_from", "valid_to"),
    identity=("number",),
    happened="valid_from",
    stages=(Stage("approve", gettext_noop("批准"), gettext_noop("已批准"), "approved_on", "●"),),
    check=_check_papers,
    searched=("number", "name"),
)

register(ASSETS, LONG_TERM_PAPERS)
