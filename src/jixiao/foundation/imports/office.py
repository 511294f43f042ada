"""The two kinds that every installation has: organisations, and people without roles.

Roles are the security administrator's to grant; whoever makes accounts cannot give them power.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.contrib.auth.hashers import make_password

from jixiao.foundation.imports.columns import Choice, Code, Column, Text
from jixiao.foundation.imports.kinds import Context, ImportKind, Row, register
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.organisations.actions import PARENTS, Particulars, hold_tree, place
from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.organisations.names import credit_code_fault, sort_key
from jixiao.foundation.people.details import Details, faults_of
from jixiao.foundation.people.events import note
from jixiao.foundation.people.models import Person
from jixiao.foundation.people.passwords import one_time_password
from jixiao.foundation.people.roles import Role
from jixiao.foundation.transitions import Refused

_HASHING_THREADS = 2


def _check_organisations(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    existing = list(Organisation.objects.filter(active=True))
    kinds = {each.name: each.kind for each in existing}
    wrong = [*_taken(rows, existing), *_wrong_parents(rows, existing)]
    yield from wrong
    refused = {problem.row for problem in wrong}
    _, unplaced = parents_first([row for row in rows if row.number not in refused], kinds)
    listed = {row.values["name"] for row in unplaced}
    below_refused, in_circles = parents_first(unplaced, {row.values["parent"] for row in unplaced} - listed)
    for row in below_refused:
        said = f"上级单位“{row.values['parent']}”所在的行有错误"
        yield row.problem(ORGANISATIONS, "parent", "import.parent_refused", said, "请先改正那一行")
    for row in in_circles:
        said = "上级单位互为上级，绕成了一圈"
        yield row.problem(ORGANISATIONS, "parent", "import.parents_in_circle", said, "请核对这几行的上级单位")


def _taken(rows: Sequence[Row], existing: Sequence[Organisation]) -> Iterable[Problem]:
    """Names and codes that somebody has already, here or in an earlier row."""
    names = {each.name for each in existing}
    codes = {each.credit_code: each.name for each in existing if each.credit_code}
    for row in rows:
        name, code = row.values["name"], row.values["credit_code"]
        if name in names:
            yield row.problem(ORGANISATIONS, "name", "import.exists", f"已经有单位“{name}”", "请删去这一行")
        if code and code in codes:
            said = f"已由“{codes[code]}”使用"
            yield row.problem(ORGANISATIONS, "credit_code", "import.exists", said, "请核对")
        elif code:
            codes[code] = name


def _wrong_parents(rows: Sequence[Row], existing: Sequence[Organisation]) -> Iterable[Problem]:
    """Parents that are not there, are there twice, or may not stand above. No parent means the bureau."""
    kinds = {row.values["name"]: row.values["kind"] for row in rows} | {each.name: each.kind for each in existing}
    doubled = {name for name, count in Counter(each.name for each in existing).items() if count > 1}
    for row in rows:
        parent, kind = row.values["parent"], row.values["kind"]
        above = kinds.get(parent) if parent else Kind.BUREAU
        if parent in doubled:
            said = f"有两个以上单位叫“{parent}”"
            yield row.problem(ORGANISATIONS, "parent", "import.parent_ambiguous", said, "请先在页面上改名，或逐个添加")
        elif above is None:
            said = f"没有单位“{parent}”，本表中也没有"
            yield row.problem(ORGANISATIONS, "parent", "import.parent_unknown", said, "请核对全称；空白表示财政局")
        elif above not in PARENTS[kind]:
            said = f"{Kind(kind).label}不能设在{Kind(above).label}“{parent or ''}”之下".replace("“”", "")
            yield row.problem(ORGANISATIONS, "parent", "import.parent_wrong", said, "请核对类型和上级单位")


def parents_first(rows: Sequence[Row], present: Iterable[str]) -> tuple[list[Row], list[Row]]:
    """Rows of organisations so that each comes after the one above it; and those that hang on none of ``present``."""
    placed: set[str | None] = {None, *present}
    ordered: list[Row] = []
    waiting = list(rows)
    while ready := [row for row in waiting if row.values["parent"] in placed]:
        waiting = [row for row in waiting if row.values["parent"] not in placed]
        ordered += ready
        placed |= {row.values["name"] for row in ready}
    return ordered, waiting


def _save_organisations(rows: Sequence[Row], context: Context) -> None:
    hold_tree()
    places: dict[str | None, Organisation] = {each.name: each for each in Organisation.objects.filter(active=True)}
    places[None] = Organisation.objects.get(parent=None)
    ordered, unplaced = parents_first(rows, [name for name in places if name])
    for row in ordered:
        values = row.values
        told = Particulars(values["name"], values["short_name"] or "", values["credit_code"] or "")
        places[told.name] = place(places[values["parent"]], values["kind"], told, context.now)
    if unplaced:
        named = "、".join(row.values["name"] for row in unplaced[:5])
        raise Refused("import.parent_refused", f"上级单位没有导入，因此不能导入：{named}。", status=422)


ORGANISATIONS = register(
    ImportKind(
        name="organisations",
        title="单位",
        columns=(
            Column("name", "单位名称", Text(100), help="全称", example="市实验学校"),
            Column("kind", "类型", Choice({kind.label: kind.value for kind in Kind if kind is not Kind.BUREAU})),
            Column(
                "parent", "上级单位", Text(100), required=False, help="全称；空白表示财政局", example="市教育委员会"
            ),
            Column("short_name", "简称", Text(30), required=False),
            Column(
                "credit_code",
                "统一社会信用代码",
                Code("统一社会信用代码", credit_code_fault),
                required=False,
                help="18 位；处室没有",
            ),
        ),
        roles=frozenset({Role.SYSTEM_ADMINISTRATOR}),
        check=_check_organisations,
        save=_save_organisations,
        tables=("organisation",),
        key=("name",),
        as_system=True,
        about="上级单位写全称，行的先后不论。单位名称在全系统内不要重复。",
    )
)


def _details(row: Row) -> Details:
    keys = ("username", "name", "mobile", "identity_number", "email")
    return Details(*(row.values[key] or "" for key in keys))


def _check_people(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    return people_faults(PEOPLE, rows, Counter(Organisation.objects.filter(active=True).values_list("name", flat=True)))


def people_faults(kind: ImportKind, rows: Sequence[Row], places: Mapping[str, int]) -> Iterable[Problem]:
    """What speaks against the people: ``places`` says how many organisations of a name there are."""
    usernames = set(
        Person.objects.filter(username__in=[row.values["username"] for row in rows]).values_list("username", flat=True)
    )
    for row in rows:
        for key, fault in faults_of(_details(row)).items():
            yield row.problem(kind, key, f"import.{key}_wrong", fault, "请核对")
        if row.values["username"] in usernames:
            yield row.problem(kind, "username", "import.exists", "用户名已有人使用", "请换一个用户名")
        name = row.values["organisation"]
        if places.get(name, 0) != 1:
            said = f"有两个以上单位叫“{name}”" if places.get(name) else f"没有单位“{name}”"
            yield row.problem(kind, "organisation", "import.organisation_unknown", said, "请核对全称")


def save_people(rows: Sequence[Row], context: Context) -> None:
    """Accounts with a password for one use each, which are handed out by row and kept nowhere."""
    places = dict(Organisation.objects.filter(active=True).values_list("name", "id"))
    passwords = [one_time_password() for _ in rows]
    with ThreadPoolExecutor(_HASHING_THREADS) as threads:
        sealed = list(threads.map(make_password, passwords))
    made = []
    for row, password, hashed in zip(rows, passwords, sealed, strict=True):
        told = _details(row)
        made.append(
            Person(
                owner_id=places[row.values["organisation"]],
                username=told.username,
                name=told.name,
                sort_key=sort_key(told.name),
                mobile=told.mobile,
                identity_number=told.identity_number.upper(),
                email=told.email,
                password=hashed,
                happened_at=context.now,
            )
        )
        context.hand_out[row.number] = (told.name, told.username, row.values["organisation"], password)
    Person.objects.bulk_create(made)
    note("people.imported", None, people=len(made))


PEOPLE = register(
    ImportKind(
        name="people",
        title="人员",
        columns=(
            Column("name", "姓名", Text(50), example="李编制"),
            Column("username", "用户名", Text(64), help="小写字母开头，登录时用", example="li.bianzhi"),
            Column("organisation", "单位", Text(100), help="全称", example="国库处"),
            Column("mobile", "手机号", Text(20), required=False, is_personal=True),
            Column("identity_number", "居民身份证号", Text(18), required=False, is_personal=True),
            Column("email", "电子邮箱", Text(254), required=False, also=("邮箱",), is_personal=True),
        ),
        roles=frozenset({Role.SYSTEM_ADMINISTRATOR}),
        check=_check_people,
        save=save_people,
        tables=("person",),
        key=("username",),
        as_system=True,
        about="导入的人员还没有角色，由安全管理员另行授予。初始密码导入后只显示一次。",
        handed=("姓名", "用户名", "单位", "一次性密码"),
    )
)
