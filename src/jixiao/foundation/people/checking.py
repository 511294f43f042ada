"""Is a workbook of organisations and people one that can be stored? All faults at once, each with its cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from jixiao.foundation.organisations.actions import PARENTS
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.organisations.names import credit_code_fault, tidy_credit_code
from jixiao.foundation.people.details import Details, faults_of
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.roles import KINDS, RULES, Role, may_be_held_together
from jixiao.foundation.people.workbook import Row
from jixiao.rules.findings import Finding

_KIND_OF = {kind.label: kind for kind in Kind}
_ROLE_OF = {rule.name: role for role, rule in RULES.items()}
_BETWEEN_ROLES = re.compile(r"[、,，;；/\s]+")
_COLUMN_OF = {
    "username": "用户名",
    "name": "姓名",
    "mobile": "手机号",
    "identity_number": "居民身份证号",
    "email": "邮箱",
}


@dataclass(frozen=True, slots=True)
class OrganisationPlan:
    """An organisation to be stored; parents come before their children."""

    name: str
    parent: str  # empty for the bureau
    kind: Kind
    credit_code: str
    short_name: str


@dataclass(frozen=True, slots=True)
class PersonPlan:
    """A person to be stored."""

    details: Details
    organisation: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What would be stored."""

    organisations: list[OrganisationPlan]
    people: list[PersonPlan]


def check(organisations: Sequence[Row], people: Sequence[Row], year: int) -> tuple[Checked, list[Finding]]:
    """The plan, and everything that speaks against it. The caller acts as a system actor."""
    faults: list[Finding] = []
    known = {each.name: Kind(each.kind) for each in Organisation.objects.filter(active=True)}
    names = Counter(Organisation.objects.order_by().values_list("name", flat=True))
    twice = {name for name, times in names.items() if times > 1}
    planned = [plan for row in organisations if (plan := _organisation(row, known, faults))]
    _check_once(organisations, "单位名称", known, faults)
    _check_codes(organisations, faults)
    kinds = known | {plan.name: plan.kind for plan in planned}
    for row in organisations:
        _check_parent(row, kinds, faults)
    ordered = _parents_first(planned, known)
    for plan in set(planned) - set(ordered):
        row = next(row for row in organisations if row.cells["单位名称"] == plan.name)
        if row.cells["上级单位"] in kinds:
            faults.append(row.finding("parents_in_circle", "上级单位", "上级单位互为上级，绕成了一圈。"))
    persons = [_person(row, kinds, twice, faults) for row in people]
    _check_once(people, "用户名", set(Person.objects.values_list("username", flat=True)), faults)
    return Checked(ordered, [each for each in persons if each]), faults


def _organisation(row: Row, known: dict[str, Kind], faults: list[Finding]) -> OrganisationPlan | None:
    name, kind = row.cells["单位名称"], _KIND_OF.get(row.cells["类型"])
    if row.cells["类型"] and (kind is None or kind is Kind.BUREAU):
        words = "、".join(label for label, each in _KIND_OF.items() if each is not Kind.BUREAU)
        faults.append(row.finding("kind_unknown", "类型", f"没有“{row.cells['类型']}”这种类型。", f"请用：{words}。"))
    if not name or kind is None or kind is Kind.BUREAU:
        return None
    return OrganisationPlan(name, row.cells["上级单位"], kind, row.cells["统一社会信用代码"], row.cells["简称"])


def _check_parent(row: Row, kinds: dict[str, Kind], faults: list[Finding]) -> None:
    parent, kind = row.cells["上级单位"], _KIND_OF.get(row.cells["类型"])
    if parent and parent not in kinds:
        fix = "请先在本表中列出上级单位；空白表示财政局。"
        faults.append(row.finding("parent_unknown", "上级单位", f"没有名为“{parent}”的单位。", fix))
    elif kind is not None and kind is not Kind.BUREAU:
        above = kinds[parent] if parent else Kind.BUREAU
        if above not in PARENTS[kind]:
            message = f"{kind.label}不能设在{above.label}之下。"
            faults.append(row.finding("wrong_parent", "上级单位", message))


def _check_codes(rows: Sequence[Row], faults: list[Finding]) -> None:
    taken = dict(Organisation.objects.filter(credit_code__isnull=False).values_list("credit_code", "name"))
    for row in rows:
        code = tidy_credit_code(row.cells["统一社会信用代码"])
        if code is None:
            continue
        if fault := credit_code_fault(code):
            faults.append(row.finding("credit_code_wrong", "统一社会信用代码", fault))
        elif code in taken:
            message = f"已由“{taken[code]}”使用。"
            faults.append(row.finding("credit_code_taken", "统一社会信用代码", message))
        taken.setdefault(code, row.cells["单位名称"])


def _check_once(rows: Sequence[Row], column: str, present: Iterable[str], faults: list[Finding]) -> None:
    seen = dict.fromkeys(present, 0)
    for row in rows:
        value = row.cells[column]
        if value and value in seen:
            where = f"第{seen[value]}行" if seen[value] else "系统中"
            faults.append(row.finding("twice", column, f"{where}已有“{value}”。"))
        seen.setdefault(value, row.number)


def _parents_first(plans: Sequence[OrganisationPlan], known: Iterable[str]) -> list[OrganisationPlan]:
    placed, ordered, waiting = {"", *known}, [], list(plans)
    while ready := [plan for plan in waiting if plan.parent in placed]:
        ordered += ready
        placed |= {plan.name for plan in ready}
        waiting = [plan for plan in waiting if plan not in ready]
    return ordered


def _person(row: Row, kinds: dict[str, Kind], twice: set[str], faults: list[Finding]) -> PersonPlan | None:
    details = Details(
        row.cells["用户名"], row.cells["姓名"], row.cells["手机号"], row.cells["居民身份证号"], row.cells["邮箱"]
    )
    wrong = {
        field: fault
        for field, fault in faults_of(details).items()
        if row.cells[_COLUMN_OF[field]]  # an empty cell was said to be empty
    }
    for field, fault in wrong.items():
        faults.append(row.finding("details_wrong", _COLUMN_OF[field], fault))
    at = row.cells["单位"]
    if at and at not in kinds:
        faults.append(row.finding("organisation_unknown", "单位", f"没有名为“{at}”的单位。", "请先在“单位”表中列出。"))
    if at in twice:
        faults.append(row.finding("organisation_ambiguous", "单位", f"有几个单位都叫“{at}”。", "请在页面上添加此人。"))
    roles = _roles(row, kinds.get(at), faults)
    return None if wrong or at not in kinds else PersonPlan(details, at, roles)


def _roles(row: Row, kind: Kind | None, faults: list[Finding]) -> tuple[Role, ...]:
    words = [word for word in _BETWEEN_ROLES.split(row.cells["角色"]) if word]
    for word in words:
        if word not in _ROLE_OF:
            fix = f"请用：{'、'.join(_ROLE_OF)}。"
            faults.append(row.finding("role_unknown", "角色", f"没有“{word}”这个角色。", fix))
    roles = tuple(dict.fromkeys(_ROLE_OF[word] for word in words if word in _ROLE_OF))
    for role in roles:
        if kind is not None and kind not in KINDS[role]:
            faults.append(row.finding("role_wrong_place", "角色", f"{RULES[role].name}不能设在{kind.label}。"))
    if not may_be_held_together(frozenset(roles)):
        message = "系统、安全、审计三类管理员须由三个人分别担任，且不能办理业务。"
        faults.append(row.finding("role_not_together", "角色", message))
    return roles
