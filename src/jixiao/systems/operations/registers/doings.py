"""What is done to a record of operations beside its life, as its page asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.imports.columns import Column, Integer, Text
from jixiao.foundation.registers.register import Doing
from jixiao.systems.operations import actions

_YEAR = Column("year", gettext_noop("年度"), Integer(least=1990, most=2100), example="2020")
_REASON = Column("reason", gettext_noop("理由"), Text(200))


def _recompute(number: int, asked: Mapping[str, Any], recorder: Importer) -> str:
    made = actions.recompute(number, asked["year"], asked["reason"], recorder)
    return _(
        "%(year)d 年已按约定重算：工单 %(tickets)d 张，改动 %(tickets_changed)d 张；故障 %(faults)d 件，"
        "改动 %(faults_changed)d 件；停机 %(outages)d 次，改动 %(outages_changed)d 次。"
    ) % {
        "year": asked["year"],
        "tickets": made.tickets,
        "tickets_changed": made.tickets_changed,
        "faults": made.faults,
        "faults_changed": made.faults_changed,
        "outages": made.outages,
        "outages_changed": made.outages_changed,
    }


def _settle(number: int, asked: Mapping[str, Any], recorder: Importer) -> str:
    days = actions.settle_attendance(number, asked["year"], recorder)
    return _("%(year)d 年的出勤已结算，共 %(days)d 个现场服务日。") % {"year": asked["year"], "days": days}


RECOMPUTE = Doing(
    verb="recompute",
    word=gettext_noop("按约定重算"),
    about=gettext_noop(
        "这一年这个系统的工单、故障和停机按现在的约定和时限重新计时。以前的版本保留，已出的分数仍可复核。"
    ),
    asks=(_YEAR, _REASON),
    does=_recompute,
)
SETTLE = Doing(
    verb="settle",
    word=gettext_noop("结算出勤"),
    about=gettext_noop("按这一年的值班和出勤算出每个现场服务日。再次结算以新的为准，以前的版本保留。"),
    asks=(_YEAR,),
    does=_settle,
)
