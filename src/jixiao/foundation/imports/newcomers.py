"""The workbook of a new installation: organisations and people with their roles, all of it or nothing.

The same columns and checks as the two kinds of :mod:`jixiao.foundation.imports.office`; only here do people come with
roles, since nobody grants any yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from django.utils import timezone

from jixiao.documents.readers import read_document
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.imports.checking import Preview, checked
from jixiao.foundation.imports.columns import Column, Several
from jixiao.foundation.imports.kinds import Context, ImportKind, Row
from jixiao.foundation.imports.office import ORGANISATIONS, PEOPLE, people_faults
from jixiao.foundation.imports.table import LIMITS, Problem, Table, read_workbook
from jixiao.foundation.imports.template import workbook_template
from jixiao.foundation.organisations.actions import hold_tree
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import KINDS, RULES, may_be_held_together
from jixiao.rules.findings import Finding

_ROLES = Column(
    "roles",
    "角色",
    Several({rule.name: role for role, rule in RULES.items()}),
    required=False,
    help="可写几个，用顿号隔开",
    example="编制人",
)


class ImportRefused(Exception):
    """Nothing was stored; ``findings`` say what is wrong with which cell."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(f"{len(findings)} faults")
        self.findings = list(findings)


@dataclass(frozen=True, slots=True)
class NewAccount:
    """What is handed to a new person, once."""

    username: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Imported:
    """What was stored, and what was noticed on the way (hidden rows left out)."""

    organisations: int = 0
    accounts: list[NewAccount] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)


def write_template(path: Path) -> None:
    """An empty workbook to fill in: a sheet of organisations, one of people, one that explains both."""
    path.write_bytes(workbook_template((ORGANISATIONS, _people_with_roles({}))))


def import_people(path: Path, now: datetime | None = None) -> Imported:
    """Stores the organisations and people of the workbook. Raises :class:`ImportRefused` with every fault."""
    context = Context(None, None, now or timezone.now())
    with acting_as(system_actor("import")):
        hold_tree()
        tables = _read(path)
        organisations = checked(ORGANISATIONS, tables[ORGANISATIONS.title], context)
        people = checked(_people_with_roles(_kinds_with(organisations.kind, tables)), tables[PEOPLE.title], context)
        _must_be_right(organisations, people)
        for found in (organisations, people):
            if found.good:
                found.kind.save(found.good, context)
        notes = [finding for found in (organisations, people) for finding in found.notes]
        return Imported(len(organisations.good), _accounts(people.good, context), list(dict.fromkeys(notes)))


def _read(path: Path) -> dict[str, Table]:
    try:
        with path.open("rb") as file:
            content = file.read(LIMITS.file_bytes_max + 1)  # one more than is read: the reader says that it is too much
    except OSError as error:
        raise ImportRefused(read_document(path).findings) from error  # it knows the reasons, and says them
    columns = {kind.title: kind.columns for kind in (ORGANISATIONS, _people_with_roles({}))}
    tables, problems = read_workbook(path.name, content, columns)
    if problems:
        raise ImportRefused([replace(problem.to_finding(), place=path.name) for problem in problems])
    return tables


def _must_be_right(*found: Preview) -> None:
    findings = [
        replace(problem.to_finding(), place=f"{each.kind.title} {problem.place}" if problem.row else each.kind.title)
        for each in found
        for problem in each.problems
    ]
    if findings:
        raise ImportRefused(findings)


def _kinds_with(kind: ImportKind, tables: Mapping[str, Table]) -> dict[str, list[str]]:
    """The kinds of the organisations by name: those that are there, and those of the workbook, right or wrong.

    A person at an organisation whose own line is wrong is not wrong for that.
    """
    words = next(column.reads for column in kind.columns if column.key == "kind")
    found: dict[str, list[str]] = {}
    for name, its_kind in Organisation.objects.filter(active=True).values_list("name", "kind"):
        found.setdefault(name, []).append(its_kind)
    for row in tables[kind.title].rows:
        name, word = (row.cells.get(key, ("", ""))[0] for key in ("name", "kind"))
        found.setdefault(name, [words.words.get(word, "")])
    return found


def _people_with_roles(kinds: Mapping[str, Sequence[str]]) -> ImportKind:
    """The kind 人员 with a column of roles, at organisations of these kinds."""

    def check(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
        yield from people_faults(kind, rows, Counter({name: len(found) for name, found in kinds.items()}))
        yield from _role_faults(kind, rows, kinds)

    about = "角色可在此写明，也可由安全管理员以后授予。一次性密码导入后只显示一次。"
    columns = (*PEOPLE.columns[:3], _ROLES, *PEOPLE.columns[3:])
    kind = replace(PEOPLE, columns=columns, check=check, save=_save_with_roles, about=about)
    return kind


def _role_faults(kind: ImportKind, rows: Sequence[Row], kinds: Mapping[str, Sequence[str]]) -> Iterable[Problem]:
    for row in rows:
        roles = row.values["roles"] or ()
        at = next(iter(kinds.get(row.values["organisation"], ())), "")
        for role in roles:
            if at and at not in KINDS[role]:
                said = f"{RULES[role].name}不能设在{Kind(at).label}"
                yield row.problem(kind, "roles", "import.role_wrong_place", said, "请核对单位和角色")
        if not may_be_held_together(frozenset(roles)):
            said = "系统、安全、审计三类管理员须由三个人分别担任，且不能办理业务"
            yield row.problem(kind, "roles", "import.role_not_together", said, "请分给几个人")


def _save_with_roles(rows: Sequence[Row], context: Context) -> None:
    PEOPLE.save(rows, context)
    people = Person.objects.in_bulk([row.values["username"] for row in rows], field_name="username")
    year = timezone.localdate(context.now).year
    RoleGrant.objects.bulk_create(
        RoleGrant(owner_id=person.owner_id, person=person, role=role, year=year, happened_at=context.now)
        for row in rows
        for person in (people[row.values["username"]],)
        for role in row.values["roles"] or ()
    )


def _accounts(rows: Sequence[Row], context: Context) -> list[NewAccount]:
    told = ((context.hand_out[row.number], row.values["roles"] or ()) for row in rows)
    return [
        NewAccount(username, name, organisation, tuple(RULES[role].name for role in roles), password)
        for (name, username, organisation, password), roles in told
    ]
