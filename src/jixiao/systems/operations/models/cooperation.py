"""Working with other departments (跨部门沟通协作): meetings, what was agreed there, and requests."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jixiao.foundation.registers.models import Record
from jixiao.systems.operations.models.parts import number, once, ordered, to


class Meeting(Record):
    """A meeting with other departments: planned, held, with its minutes."""

    number = number("会议编号")
    programme = to("programmes.Programme", "所属项目")
    planned_on = models.DateField("计划日")
    held_on = models.DateField("召开日", null=True, blank=True)
    minutes = models.TextField("会议纪要", max_length=200, blank=True, default="", help_text="文号或文件名")
    departments = models.TextField("参加部门", max_length=500, blank=True, default="")

    class Meta:
        db_table = "operations_meeting"
        constraints = (
            once("meeting"),
            models.CheckConstraint(
                condition=Q(minutes="") | Q(held_on__isnull=False), name="operations_meeting_minutes_of_one_held"
            ),
        )

    def __str__(self) -> str:
        return self.number


class ActionItem(Record):
    """What a meeting agreed that somebody does by a day (议定事项)."""

    NAMED_BY = ("meeting__number", "number")

    meeting = to("operations.Meeting", "会议")
    number = number("序号")
    content = models.TextField("事项", max_length=500)
    department = models.TextField("责任部门", max_length=200, blank=True, default="")
    due_on = models.DateField("期限")
    closed_on = models.DateField("办结日", null=True, blank=True)

    class Meta:
        db_table = "operations_action_item"
        constraints = (once("action_item", "meeting", "number"),)

    def __str__(self) -> str:
        return self.number


class CooperationRequest(Record):
    """What another department asked for (协作请求), and when it was answered."""

    number = number("请求编号")
    programme = to("programmes.Programme", "所属项目")
    department = models.TextField("提出部门", max_length=200)
    content = models.TextField("内容", max_length=500)
    asked_on = models.DateField("提出日")
    due_on = models.DateField("答复期限")
    answered_on = models.DateField("答复日", null=True, blank=True)

    class Meta:
        db_table = "operations_cooperation_request"
        constraints = (
            once("cooperation_request"),
            ordered("cooperation_request", "asked_on", "due_on"),
            ordered("cooperation_request", "asked_on", "answered_on"),
        )

    def __str__(self) -> str:
        return self.number
