"""A small office for tests: a bureau with a division, two departments and the cast.

李编制 drafts at 国库处, 王审核 reviews for finance, 陈批复 approves, 赵外单位 drafts at another department;
孙系统, 周安全 and 吴审计
are the three administrators.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.identity import Identity, acting_as, system_actor
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import held_roles, identity_of


@dataclass(frozen=True, slots=True)
class Office:
    """Organisations and people by their names."""

    organisations: dict[str, Organisation]
    people: dict[str, Person]

    def identity(self, name: str) -> Identity:
        """Who asks when the named person does."""
        with acting_as(system_actor("test")):
            person = self.people[name]
            return identity_of(person, held_roles(person, timezone.localdate()))


CAST = (
    ("李编制", "国库处", Role.DRAFTER),
    ("钱部门", "上海市财政局", Role.DEPARTMENT_REVIEWER),
    ("王审核", "上海市财政局", Role.FINANCE_REVIEWER),
    ("陈批复", "上海市财政局", Role.APPROVER),
    ("赵外单位", "市教育委员会", Role.DRAFTER),
    ("郑部门", "市教育委员会", Role.DEPARTMENT_REVIEWER),
    ("冯审计", "上海市财政局", Role.AUDITOR),
    ("褚查阅", "市教育委员会", Role.READER),
    ("孙系统", "上海市财政局", Role.SYSTEM_ADMINISTRATOR),
    ("周安全", "上海市财政局", Role.SECURITY_ADMINISTRATOR),
    ("吴审计", "上海市财政局", Role.AUDIT_ADMINISTRATOR),
)


def make_office() -> Office:
    """Makes the office in the current database."""
    now, year = timezone.now(), date.today().year
    organisations: dict[str, Organisation] = {}
    people: dict[str, Person] = {}
    with acting_as(system_actor("test")):
        tree = (
            ("上海市财政局", "bureau", None),
            ("国库处", "division", "上海市财政局"),
            ("市教育委员会", "department", "上海市财政局"),
            ("市实验学校", "unit", "市教育委员会"),
        )
        for name, kind, parent in tree:
            made = Organisation.objects.create(
                name=name,
                kind=kind,
                parent=organisations[parent] if parent else None,
                sort_key="".join(lazy_pinyin(name)),
                happened_at=now,
            )
            made.path = f"{organisations[parent].path if parent else '.'}{made.pk}."
            made.save()
            organisations[name] = made
        for number, (name, at, role) in enumerate(CAST):
            person = Person(
                owner=organisations[at],
                username=f"u{number:02d}",
                name=name,
                sort_key="".join(lazy_pinyin(name)),
                must_change_password=False,
                happened_at=now,
            )
            person.set_unusable_password()
            person.save()
            RoleGrant.objects.create(owner=organisations[at], person=person, role=role, year=year, happened_at=now)
            people[name] = person
    return Office(organisations, people)
