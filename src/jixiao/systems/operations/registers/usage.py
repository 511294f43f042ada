"""Accounts, sign-ins, and what departments do in a system."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext_noop

from jixiao.foundation.imports.kinds import Context, Row
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.registers.register import Register, Stage, register
from jixiao.systems.operations.checking import backwards, before_whole, in_future, out_of_service
from jixiao.systems.operations.derivations import review_of_sign_in
from jixiao.systems.operations.models import DepartmentUse, SignIn, User
from jixiao.systems.operations.registers.service import SYSTEM


def _check_users(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("enabled_on",))
    yield from backwards(register, rows, "enabled_on", "disabled_on")


def _check_sign_ins(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("signed_in_at",))
    yield from before_whole(register, rows, context, "user", "enabled_on", ("signed_in_at",))


def _check_use(register: Register, rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    yield from in_future(register, rows, context, ("used_on",))
    yield from out_of_service(register, rows, context, "system", "used_on")


USERS = Register(
    name="system-users",
    title=gettext_noop("系统账号"),
    model=User,
    system=SYSTEM,
    about=gettext_noop("系统的账号，哪个部门用，何时启用和停用。"),
    fields=("system", "number", "department", "enabled_on", "disabled_on"),
    identity=("system", "number"),
    happened="enabled_on",
    stages=(
        Stage("enable", gettext_noop("启用"), gettext_noop("在用"), "enabled_on"),
        Stage("disable", gettext_noop("停用"), gettext_noop("已停用"), "disabled_on", "●"),
    ),
    check=_check_users,
    searched=("number", "department"),
)

SIGN_INS = Register(
    name="sign-ins",
    title=gettext_noop("账号登录"),
    model=SignIn,
    system=SYSTEM,
    about=gettext_noop("账号每次登录的时刻。"),
    fields=("user", "number", "signed_in_at"),
    identity=("user", "number"),
    happened="signed_in_at",
    check=_check_sign_ins,
    review=review_of_sign_in,
    searched=("number", "user__number"),
)

DEPARTMENT_USE = Register(
    name="department-use",
    title=gettext_noop("部门使用量"),
    model=DepartmentUse,
    system=SYSTEM,
    about=gettext_noop("某日某部门办理了多少笔业务。"),
    fields=("number", "system", "department", "used_on", "transactions"),
    identity=("number",),
    happened="used_on",
    check=_check_use,
    searched=("number", "department"),
)

register(USERS, SIGN_INS, DEPARTMENT_USE)
