"""The two kinds that every installation has: organisations, and people without roles.

Roles are the security administrator's to grant; whoever makes accounts cannot give them power.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
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

_HASHING_THREADS = 2


def _check_organisations(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    existing = list(Organisation.objects.filter(active=True))
    kinds = {each.name: each.kind for each in existing}
    doubled = {name for name, count in Counter(each.name for each in existing).items() if count > 1}
    codes = {each.credit_code: each.name for each in existing if each.credit_code}
    for row in rows:
        name, parent, code = row.values["name"], row.values["parent"], row.values["credit_code"]
        if parent in doubled:
            said = f"有两个以上单位叫“{parent}”"
            yield row.problem(ORGANISATIONS, "parent", "import.parent_ambiguous", said, "请先在页面上改名，或逐个添加")
        elif parent not in kinds:
            said = f"没有单位“{parent}”，前面的行里也没有"
            yield row.problem(ORGANISATIONS, "parent", "import.parent_unknown", said, "请核对全称，上级写在下级前面")
        elif kinds[parent] not in PARENTS[row.values["kind"]]:
            said = f"{Kind(row.values['kind']).label}不能设在{Kind(kinds[parent]).label}“{parent}”之下"
            yield row.problem(ORGANISATIONS, "parent", "import.parent_wrong", said, "请核对类型和上级单位")
        if name in kinds:
            yield row.problem(ORGANISATIONS, "name", "import.exists", f"已经有单位“{name}”", "请删去这一行")
        else:
            kinds[name] = row.values["kind"]
        if code and code in codes:
            said = f"已由“{codes[code]}”使用"
            yield row.problem(ORGANISATIONS, "credit_code", "import.exists", said, "请核对")
        elif code:
            codes[code] = name


def _save_organisations(rows: Sequence[Row], context: Context) -> None:
    hold_tree()
    places = {each.name: each for each in Organisation.objects.filter(active=True)}
    for row in rows:
        values = row.values
        told = Particulars(values["name"], values["short_name"] or "", values["credit_code"] or "")
        places[told.name] = place(places.get(values["parent"]), values["kind"], told, context.now)


ORGANISATIONS = register(
    ImportKind(
        name="organisations",
        title="单位",
        columns=(
            Column("name", "单位名称", Text(100), help="全称", example="市教育委员会"),
            Column("kind", "类型", Choice({kind.label: kind.value for kind in Kind if kind is not Kind.BUREAU})),
            Column("parent", "上级单位", Text(100), help="全称；在本表中时写在前面的行", example="市财政局"),
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
        about="上级单位写全称。单位名称在全系统内不要重复。",
    )
)


def _details(row: Row) -> Details:
    values = {key: value or "" for key, value in row.values.items() if key != "organisation"}
    return Details(**values)


def _check_people(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    places = Counter(Organisation.objects.filter(active=True).values_list("name", flat=True))
    usernames = set(
        Person.objects.filter(username__in=[row.values["username"] for row in rows]).values_list("username", flat=True)
    )
    for row in rows:
        for key, fault in faults_of(_details(row)).items():
            yield row.problem(PEOPLE, key, f"import.{key}_wrong", fault, "请核对")
        if row.values["username"] in usernames:
            yield row.problem(PEOPLE, "username", "import.exists", "用户名已有人使用", "请换一个用户名")
        name = row.values["organisation"]
        if places[name] != 1:
            said = f"没有单位“{name}”" if not places[name] else f"有两个以上单位叫“{name}”"
            yield row.problem(PEOPLE, "organisation", "import.organisation_unknown", said, "请核对全称")


def _save_people(rows: Sequence[Row], context: Context) -> None:
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
            Column("email", "电子邮箱", Text(254), required=False, is_personal=True),
        ),
        roles=frozenset({Role.SYSTEM_ADMINISTRATOR}),
        check=_check_people,
        save=_save_people,
        tables=("person",),
        key=("username",),
        as_system=True,
        about="导入的人员还没有角色，由安全管理员另行授予。初始密码导入后只显示一次。",
        handed=("姓名", "用户名", "单位", "一次性密码"),
    )
)
