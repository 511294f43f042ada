"""Who uses what is served."""

from __future__ import annotations

from jixiao.measures.catalogue.operations import kept
from jixiao.measures.measure import measure
from jixiao.measures.population import Population, distinct
from jixiao.measures.records import Records


@measure(
    "operations.departments_served",
    "系统服务部门数",
    formula="当年至少办理一笔业务的部门",
    unit="个",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.department_use,
)
def departments_served(records: Records) -> Population:
    """系统服务部门数: different departments with at least one business transaction in the year."""
    used = records.in_year("operations_department_use", "used_day")
    used = used.filter(used.transactions > 0)
    return distinct(used, "operations_department_use", used.department)


@measure(
    "operations.users_served",
    "系统服务用户数",
    formula="当年登录过的启用账号",
    unit="个",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.sign_ins,
)
def users_served(records: Records) -> Population:
    """系统服务用户数: different accounts that signed in during the year on a day on which they were enabled."""
    signed_in = records.in_year("operations_sign_in", "signed_in_day")
    users = records.table("operations_user")
    users = users.select(account=users.id, first=users.enabled_day, last=users.disabled_day)
    enabled = [
        signed_in.user_id == users.account,
        signed_in.signed_in_day >= users["first"],
        users["last"].isnull() | (signed_in.signed_in_day <= users["last"]),
    ]
    rows = signed_in.inner_join(users, enabled)
    return distinct(rows, "operations_sign_in", rows.account)
