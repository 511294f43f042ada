"""One record of every noun of changes, engineering, emergencies, training, cooperation, security, assets and use."""

from __future__ import annotations

from tests.systems.operations.desk import Desk

PROGRAMME = "非税系统运维"
CHANGE = {
    "number": "BG1",
    "system": "S1",
    "item": "CI1",
    "title": "升级数据库补丁",
    "risk": "中",
    "requested_by": "甲",
    "requested_at": "2020-06-01 09:00",
    "assessed_at": "2020-06-02 09:00",
    "approved_at": "2020-06-03 09:00",
    "approved_by": "乙",
    "tested_at": "2020-06-04 09:00",
    "rollback_plan": "恢复快照",
}
EMERGENCY = {"number": "SJ1", "system": "S1", "plan": "YA1", "occurred_at": "2020-07-01 02:00"}
SHARING = {
    "number": "GX1",
    "entry": "ML1",
    "department": "市税务局",
    "asked_on": "2020-05-06",
    "due_on": "2020-05-20",
}
#: In the order in which they can be entered: what is referred to first.
ENTERED: tuple[tuple[str, dict[str, str]], ...] = (
    ("changes", CHANGE),
    (
        "releases",
        {"number": "FB1", "system": "S1", "change": "BG1", "version": "3.2.1", "released_at": "2020-06-05 20:00"},
    ),
    ("features", {"number": "GN1", "system": "S1", "name": "批量对账", "planned_on": "2020-09-30"}),
    ("tunings", {"number": "TY1", "system": "S1", "name": "查询提速", "planned_on": "2020-08-31"}),
    (
        "emergency-plans",
        {
            "number": "YA1",
            "programme": PROGRAMME,
            "name": "系统中断处置",
            "approved_on": "2019-12-20",
            "valid_from": "2020-01-01",
            "valid_to": "2020-12-31",
            "response_minutes": "30",
            "restore_minutes": "240",
        },
    ),
    ("plan-contacts", {"plan": "YA1", "number": "1", "name": "某某某", "duty": "总协调", "checked_on": "2020-03-01"}),
    ("drills", {"number": "YL1", "plan": "YA1", "planned_on": "2020-05-15", "held_on": "2020-05-14"}),
    ("drill-findings", {"drill": "YL1", "number": "1", "content": "切换脚本过期", "due_on": "2020-06-15"}),
    ("emergencies", EMERGENCY),
    ("training-plans", {"number": "PX2020", "programme": PROGRAMME, "year": "2020", "approved_on": "2020-01-10"}),
    (
        "trainings",
        {"engineer": "E1", "number": "1", "plan": "PX2020", "topic": "信息安全", "held_on": "2020-03-10"},
    ),
    ("security-incidents", {"number": "AQ1", "system": "S1", "occurred_at": "2020-04-01 10:00"}),
    (
        "integrity-checks",
        {
            "number": "HC1",
            "system": "S1",
            "checked_on": "2020-06-30",
            "records_checked": "1000",
            "records_missing": "1",
            "records_altered": "2",
        },
    ),
    ("meetings", {"number": "HY1", "programme": PROGRAMME, "planned_on": "2020-04-15", "held_on": "2020-04-16"}),
    (
        "action-items",
        {"meeting": "HY1", "number": "1", "content": "统一编码", "department": "市税务局", "due_on": "2020-05-16"},
    ),
    (
        "cooperation-requests",
        {
            "number": "XZ1",
            "programme": PROGRAMME,
            "department": "市税务局",
            "content": "提供对账文件",
            "asked_on": "2020-04-20",
            "due_on": "2020-04-30",
        },
    ),
    ("assets", {"number": "ZC1", "name": "机房空调", "programme": PROGRAMME, "kind": "机房设施"}),
    (
        "long-term-papers",
        {
            "number": "CX1",
            "programme": PROGRAMME,
            "kind": "长期规划",
            "name": "三年运维规划",
            "valid_from": "2020-01-01",
        },
    ),
    ("catalogue-entries", {"number": "ML1", "system": "S1", "name": "缴款明细", "published_on": "2020-02-01"}),
    ("interface-checks", {"entry": "ML1", "number": "1", "checked_on": "2020-03-01", "is_up": "是"}),
    ("sharing-requests", SHARING),
    ("system-users", {"system": "S1", "number": "U1", "department": "某局", "enabled_on": "2020-01-01"}),
    ("sign-ins", {"user": "S1/U1", "number": "1", "signed_in_at": "2020-01-02 09:00"}),
    (
        "department-use",
        {"number": "SY1", "system": "S1", "department": "某局", "used_on": "2020-01-31", "transactions": "120"},
    ),
)


def enter_all(desk: Desk) -> None:
    """Enters all of them."""
    for noun, filled in ENTERED:
        desk.enter(noun, **filled)
