"""A small kind of the tests' own: suppliers, which are organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pytest

from jixiao.foundation.imports import kinds
from jixiao.foundation.imports.actions import Importer
from jixiao.foundation.imports.columns import Amount, Choice, Code, Column, Day, Integer, Text, yes_or_no
from jixiao.foundation.imports.kinds import Context, ImportKind, Row, register
from jixiao.foundation.imports.table import Problem
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import HeldRole
from tests.support.office import Office


def save(rows: Sequence[Row], context: Context) -> None:
    Organisation.objects.bulk_create(
        Organisation(
            name=row.values["name"],
            kind="supplier",
            parent_id=context.owner_id,
            credit_code=row.values["code"],
            sort_key=row.values["name"],
            happened_at=context.now,
        )
        for row in rows
    )


def check(rows: Sequence[Row], context: Context) -> Iterable[Problem]:
    names = set(Organisation.objects.filter(kind="supplier").values_list("name", flat=True))
    for row in rows:
        if row.values["name"] in names:
            yield row.problem(SUPPLIERS, "name", "import.exists", "已经有这家供应商", "请删去这一行")


SUPPLIERS = ImportKind(
    name="test-suppliers",
    title="供应商（测试）",
    columns=(
        Column("name", "名称", Text(20), help="营业执照上的名称", example="甲公司"),
        Column("code", "统一社会信用代码", Code("统一社会信用代码", lambda code: None), required=False),
        Column("amount", "金额（元）", Amount(), also=("合同金额",)),
        Column("count", "份数", Integer(1, 99), required=False),
        Column("signed", "签订日期", Day(), required=False),
        Column("small", "小微企业", yes_or_no(), required=False),
        Column("grade", "等级", Choice({"甲": "A", "乙": "B"}), required=False),
        Column("phone", "手机", Text(11), required=False, is_personal=True),
    ),
    roles=frozenset({Role.SYSTEM_ADMINISTRATOR}),
    save=save,
    check=check,
    tables=("organisation",),
    key=("name",),
    as_system=True,
)


@pytest.fixture(autouse=True)
def kind_of_these_tests() -> Iterator[None]:
    """Known in these tests only: every other test sees the kinds that an installation has."""
    register(SUPPLIERS)
    yield
    del kinds._kinds[SUPPLIERS.name]


@pytest.fixture
def importer(office: Office) -> Importer:
    """孙系统, who may import."""
    return importer_of(office, "孙系统", Role.SYSTEM_ADMINISTRATOR)


def importer_of(office: Office, name: str, role: Role) -> Importer:
    person = office.people[name]
    return Importer(person.pk, frozenset({HeldRole(role, person.owner_id)}))
