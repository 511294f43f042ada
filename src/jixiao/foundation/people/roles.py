"""Roles: what a person may do at an organisation in a year, and how far the person sees."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Role(StrEnum):
    """A role is held at an organisation for a fiscal year."""

    DRAFTER = "drafter"
    DEPARTMENT_REVIEWER = "department_reviewer"
    FINANCE_REVIEWER = "finance_reviewer"
    APPROVER = "approver"
    RECORDER = "recorder"
    READER = "reader"
    AGENT_BANK_OFFICER = "agent_bank_officer"
    SUPPLIER_OFFICER = "supplier_officer"
    EVALUATOR = "evaluator"
    AUDITOR = "auditor"
    PUBLIC = "public"
    SYSTEM_ADMINISTRATOR = "system_administrator"
    SECURITY_ADMINISTRATOR = "security_administrator"
    AUDIT_ADMINISTRATOR = "audit_administrator"


#: How far a role sees and writes: nothing, its organisation, the subtree below it, or the whole bureau.
Reach = Literal["none", "own", "subtree", "bureau"]


@dataclass(frozen=True, slots=True)
class RoleRule:
    """What goes with a role."""

    name: str  # the Chinese word on pages
    sees: Reach
    writes: Reach
    second_factor: bool = False
    administrator: bool = False


RULES: dict[Role, RoleRule] = {
    Role.DRAFTER: RoleRule("编制人", "own", "own"),
    Role.DEPARTMENT_REVIEWER: RoleRule("部门审核人", "subtree", "subtree"),
    Role.FINANCE_REVIEWER: RoleRule("财政审核人", "bureau", "bureau", second_factor=True),
    Role.APPROVER: RoleRule("批复人", "bureau", "bureau", second_factor=True),
    Role.RECORDER: RoleRule("业务经办", "own", "own"),
    Role.READER: RoleRule("查阅人", "subtree", "none"),
    Role.AGENT_BANK_OFFICER: RoleRule("代理银行经办", "own", "own"),
    Role.SUPPLIER_OFFICER: RoleRule("供应商经办", "own", "own"),
    Role.EVALUATOR: RoleRule("第三方评价人", "own", "own"),
    Role.AUDITOR: RoleRule("审计人员", "bureau", "none", second_factor=True),
    Role.PUBLIC: RoleRule("社会公众", "none", "none"),
    Role.SYSTEM_ADMINISTRATOR: RoleRule("系统管理员", "none", "none", second_factor=True, administrator=True),
    Role.SECURITY_ADMINISTRATOR: RoleRule("安全管理员", "none", "none", second_factor=True, administrator=True),
    Role.AUDIT_ADMINISTRATOR: RoleRule("审计管理员", "none", "none", second_factor=True, administrator=True),
}

_OFFICES = frozenset({"bureau", "division", "department", "unit"})

#: At which kinds of organisation a role may be held: a role that sees the whole bureau is no department's.
KINDS: dict[Role, frozenset[str]] = {
    Role.DRAFTER: _OFFICES,
    Role.DEPARTMENT_REVIEWER: _OFFICES,
    Role.FINANCE_REVIEWER: frozenset({"bureau", "division"}),
    Role.APPROVER: frozenset({"bureau", "division"}),
    Role.RECORDER: _OFFICES,
    Role.READER: _OFFICES,
    Role.AGENT_BANK_OFFICER: frozenset({"agent_bank"}),
    Role.SUPPLIER_OFFICER: frozenset({"supplier"}),
    Role.EVALUATOR: frozenset({"evaluator"}),
    Role.AUDITOR: frozenset({"bureau", "division", "department"}),
    Role.PUBLIC: frozenset({"public"}),
    Role.SYSTEM_ADMINISTRATOR: frozenset({"bureau"}),
    Role.SECURITY_ADMINISTRATOR: frozenset({"bureau"}),
    Role.AUDIT_ADMINISTRATOR: frozenset({"bureau"}),
}

ADMINISTRATORS = frozenset(role for role, rule in RULES.items() if rule.administrator)
BUSINESS = frozenset(RULES) - ADMINISTRATORS


def may_be_held_together(roles: frozenset[Role]) -> bool:
    """The three administrators are three people, and none of them does business work (GB/T 22239-2019 8.1.4)."""
    return not roles & ADMINISTRATORS or len(roles) == 1
