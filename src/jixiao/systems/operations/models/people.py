"""Who does the work: engineers, what they are qualified for, and what they promised."""

from __future__ import annotations

from django.db import models

from jixiao.foundation.registers.fields import PersonalText
from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, ordered, to


class Engineer(Record):
    """An engineer (运维人员) of a supplier, at work for one programme."""

    number = number("人员编号")
    name = PersonalText("姓名", max_length=50)
    programme = to("programmes.Programme", "服务项目")
    supplier_name = models.TextField("所属单位", max_length=200)
    joined_on = models.DateField("到岗日")
    left_on = models.DateField("离岗日", null=True, blank=True)

    class Meta:
        db_table = "operations_engineer"
        constraints = (once("engineer"), ordered("engineer", "joined_on", "left_on"))

    def __str__(self) -> str:
        return self.number
