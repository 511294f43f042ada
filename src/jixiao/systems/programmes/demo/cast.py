"""Who plays: the bureau, its divisions, the simulated departments, and a person in every role."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password
from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import RULES, Role
from jixiao.foundation.people.second_factor import store

BUREAU = "上海市财政局"
SCHOOLS = "市教育事业局（模拟）"
_DIVISIONS = ("国库处", "信息中心", "会计处", "绩效管理处", "政府采购处")
_OUTSIDE = (
    ("示范银行（模拟）", Kind.AGENT_BANK),
    ("示范软件公司（模拟）", Kind.SUPPLIER),
    ("示范评价事务所（模拟）", Kind.EVALUATOR),
    ("社会公众（模拟）", Kind.PUBLIC),
)
_FIELDS = (
    *("教育事业", "卫生健康", "水务", "交通运输", "生态环境", "农业农村", "文化旅游", "体育", "民政", "司法行政"),
    *("科学技术", "应急管理", "市场监督", "退役军人", "医疗保障", "住房建设", "绿化市容", "规划资源", "商务", "统计"),
    *("审计", "档案", "气象", "地震", "海洋", "粮食储备", "知识产权", "信访", "机关事务", "城市管理"),
    *("消防救援", "公安交管", "社会工作", "数据管理", "广播电视", "新闻出版", "文物", "图书馆", "博物馆", "航运"),
)
_BODIES = ("局", "委员会", "中心", "服务站")


@dataclass(frozen=True, slots=True)
class CastMember:
    """Somebody one may sign in as."""

    username: str
    name: str
    at: str
    role: Role

    @property
    def word(self) -> str:
        """The role's word."""
        return RULES[self.role].name


CAST = (
    CastMember("li", "李编制", "国库处", Role.DRAFTER),
    CastMember("he", "何编制", "信息中心", Role.DRAFTER),
    CastMember("lv", "吕编制", "会计处", Role.DRAFTER),
    CastMember("shi", "施编制", "绩效管理处", Role.DRAFTER),
    CastMember("zhang", "张编制", "政府采购处", Role.DRAFTER),
    CastMember("xu", "许经办", "信息中心", Role.RECORDER),
    CastMember("tao", "陶经办", "政府采购处", Role.RECORDER),
    CastMember("qian", "钱部门", BUREAU, Role.DEPARTMENT_REVIEWER),
    CastMember("wang", "王审核", BUREAU, Role.FINANCE_REVIEWER),
    CastMember("chen", "陈批复", BUREAU, Role.APPROVER),
    CastMember("zhao", "赵外单位", SCHOOLS, Role.DRAFTER),
    CastMember("zheng", "郑部门", SCHOOLS, Role.DEPARTMENT_REVIEWER),
    CastMember("chu", "褚查阅", SCHOOLS, Role.READER),
    CastMember("feng", "冯审计", BUREAU, Role.AUDITOR),
    CastMember("wei", "卫银行", "示范银行（模拟）", Role.AGENT_BANK_OFFICER),
    CastMember("jiang", "蒋供应", "示范软件公司（模拟）", Role.SUPPLIER_OFFICER),
    CastMember("shen", "沈评价", "示范评价事务所（模拟）", Role.EVALUATOR),
    CastMember("han", "韩公众", "社会公众（模拟）", Role.PUBLIC),
    CastMember("sun", "孙系统", BUREAU, Role.SYSTEM_ADMINISTRATOR),
    CastMember("zhou", "周安全", BUREAU, Role.SECURITY_ADMINISTRATOR),
    CastMember("wu", "吴审计", BUREAU, Role.AUDIT_ADMINISTRATOR),
)


def make_organisations(chance: random.Random) -> dict[str, Organisation]:
    """The bureau with its divisions, 160 simulated departments with a unit under some, and bodies outside."""
    bureau = _made([(BUREAU, Kind.BUREAU)], None)[BUREAU]
    made = {BUREAU: bureau}
    made |= _made([(name, Kind.DIVISION) for name in _DIVISIONS], bureau)
    departments = [f"市{field}{body}（模拟）" for body in _BODIES for field in _FIELDS]
    assert SCHOOLS in departments
    made |= _made([(name, Kind.DEPARTMENT) for name in departments], bureau)
    made |= _made(_OUTSIDE, bureau)
    for name in sorted(chance.sample(departments, 40)):
        unit = name.replace("市", "市属", 1).replace("（模拟）", "所属单位（模拟）")
        made |= _made([(unit, Kind.UNIT)], made[name])
    return made


def make_people(organisations: dict[str, Organisation], password: str, secret: str) -> dict[str, Person]:
    """The cast, all with the demonstration's password; those whose role wants it with its second factor too."""
    now, people = timezone.now(), {}
    hashed = make_password(password)
    for member in CAST:
        person = Person.objects.create(
            owner=organisations[member.at],
            username=member.username,
            name=member.name,
            sort_key="".join(lazy_pinyin(member.name)),
            password=hashed,
            password_changed_at=now,
            must_change_password=False,
            happened_at=now,
        )
        if RULES[member.role].second_factor:
            store(person, secret)
            person.save(update_fields=["second_factor_secret"])
        people[member.name] = person
    grant_roles(timezone.localdate())
    return people


def grant_roles(today: date) -> None:
    """The cast's roles in the year of ``today``: roles are held for a year, and the demonstration goes on."""
    people = {
        person.username: person for person in Person.objects.filter(username__in=[each.username for each in CAST])
    }
    places = dict(Organisation.objects.filter(name__in={each.at for each in CAST}).values_list("name", "pk"))
    held = set(RoleGrant.objects.filter(year=today.year, ended_at__isnull=True).values_list("person_id", "role"))
    for member in CAST:
        person = people.get(member.username)
        if person is None:  # a demonstration that was built before this member joined the cast
            continue
        if (person.pk, member.role.value) not in held:
            RoleGrant.objects.create(
                owner_id=places[member.at],
                person=person,
                role=member.role.value,
                year=today.year,
                happened_at=timezone.now(),
            )


def _made(
    names: list[tuple[str, str]] | tuple[tuple[str, str], ...], parent: Organisation | None
) -> dict[str, Organisation]:
    now = timezone.now()
    rows = [
        Organisation(name=name, kind=kind, parent=parent, sort_key="".join(lazy_pinyin(name)), happened_at=now)
        for name, kind in names
    ]
    Organisation.objects.bulk_create(rows)
    for row in rows:
        row.path = f"{parent.path if parent else '.'}{row.pk}."
    Organisation.objects.bulk_update(rows, ["path"])
    return {row.name: row for row in rows}
