"""Who uses what is served: users, their sign-ins, and departments with their transactions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, ordered, to


class User(Record):
    """A user's account of a served system; the number is the account, no person is named."""

    NAMED_BY = ("system__number", "number")

    number = number("账号")
    system = to("operations.System", "系统")
    department = models.TextField("部门", max_length=200, blank=True, default="")
    enabled_on = models.DateField("启用日")
    disabled_on = models.DateField("停用日", null=True, blank=True)

    class Meta:
        db_table = "operations_user"
        constraints = (once("user", "system", "number"), ordered("user", "enabled_on", "disabled_on"))

    def __str__(self) -> str:
        return self.number


class SignIn(Record):
    """A user signed in."""

    NAMED_BY = ("user__number", "number")

    user = to("operations.User", "账号")
    number = number("序号")
    signed_in_at = models.DateTimeField("登录时间")

    class Meta:
        db_table = "operations_sign_in"
        constraints = (once("sign_in", "user", "number"),)

    def __str__(self) -> str:
        return self.number


class DepartmentUse(Record):
    """How many business transactions a department made in a system on a day, or up to it in its month."""

    number = number("记录编号")
    system = to("operations.System", "系统")
    department = models.TextField("部门", max_length=200)
    used_on = models.DateField("日期")
    transactions = models.IntegerField("业务笔数")

    class Meta:
        db_table = "operations_department_use"
        constraints = (
            once("department_use"),
            models.CheckConstraint(condition=Q(transactions__gte=0), name="operations_department_use_not_negative"),
        )

    def __str__(self) -> str:
        return self.number
