"""A pool and a panel in the small office: 王审核 convenes, about a programme of 国库处, with judges from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.grades import actions as grades
from jixiao.foundation.grades.actions import Entered
from jixiao.foundation.grades.models import RecordedGrade
from jixiao.foundation.grades.policies import Asker as Entering
from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.panels import actions
from jixiao.foundation.panels.actions import Question, Said
from jixiao.foundation.panels.models import Panel, PanelResult
from jixiao.foundation.panels.policies import Asker
from jixiao.foundation.people.models import Person, RoleGrant
from jixiao.foundation.people.roles import Role
from jixiao.foundation.people.scope import held_roles
from jixiao.systems.programmes.models import Programme
from tests.support.office import Office

CONVENER, UNIT, INDICATOR = "王审核", "国库处", "信息化水平对项目持续影响"
#: Who is in the pool: name, and where the person works. 李编制 is of the measured unit and never drawn.
EXPERTS = (
    ("李编制", "国库处"),
    ("甲专家", "市教育委员会"),
    ("乙专家", "市教育委员会"),
    ("丙专家", "市实验学校"),
    ("丁专家", "市教育委员会"),
)


@dataclass
class APanel:
    """The office with its pool, and short words for what is done."""

    office: Office
    programme: Programme
    panel: Panel | None = None
    experts: list[str] = field(default_factory=list)

    def asker(self, name: str) -> Asker:
        """The named person, with today's roles."""
        with acting_as(system_actor("test")):
            person, today = self.office.people[name], timezone.localdate()
            return Asker(person, held_roles(person, today), today)

    def convene(self, seats: int = 3, indicator: str = INDICATOR) -> Panel:
        """The question put, by 王审核."""
        asked = Question(self.programme.pk, date.today().year, indicator, "系统停了业务还能不能办", seats)
        with acting_as(self.office.identity(CONVENER)):
            self.panel = actions.convene(self.asker(CONVENER), asked)
        return self.panel

    def draw(self) -> list[str]:
        """The judges who were drawn, by name, in order."""
        assert self.panel is not None
        with acting_as(self.office.identity(CONVENER)):
            self.panel = actions.draw(self.asker(CONVENER), self.panel.pk)
            return list(self.panel.judges.filter(recused_at__isnull=True).values_list("name", flat=True))

    def hand_in(self, name: str, points: int = 85, band: str = "achieved") -> None:
        """Declares that there is no conflict, and hands in."""
        assert self.panel is not None
        with acting_as(self.office.identity(name)):
            actions.declare(self.asker(name), self.panel.pk)
            actions.hand_in(
                self.asker(name), self.panel.pk, Said(band, points, f"{name}认为如此", "全年停机记录，巡检报告")
            )

    def open(self) -> PanelResult:
        """All opinions opened."""
        assert self.panel is not None
        with acting_as(self.office.identity(CONVENER)):
            return actions.open_opinions(self.asker(CONVENER), self.panel.pk)


def make_panel(office: Office, programme: Programme | None = None, experts: int = len(EXPERTS)) -> APanel:
    """The pool, filled; nothing is convened yet."""
    now = timezone.now()
    with acting_as(system_actor("test")):
        for number, (name, at) in enumerate(EXPERTS):
            if name not in office.people:
                place = office.organisations[at]
                common = {"sort_key": "".join(lazy_pinyin(name)), "must_change_password": False, "happened_at": now}
                person = Person(owner=place, username=f"expert{number}", name=name, **common)
                person.set_unusable_password()
                person.save()
                RoleGrant.objects.create(owner=place, person=person, role=Role.READER, year=now.year, happened_at=now)
                office.people[name] = person
        programme = programme or Programme.objects.create(
            owner=office.organisations[UNIT], name="国库集中支付", sort_key="guoku", happened_at=now
        )
    made = APanel(office, programme, experts=[name for name, _at in EXPERTS[:experts]])
    with acting_as(office.identity(CONVENER)):
        for name in made.experts:
            actions.add_expert(made.asker(CONVENER), office.people[name].pk, "信息化")
    return made


def entered(made: APanel, **other: object) -> Entered:
    """What stands in the ministry's document about last year."""
    year = date.today().year - 1
    of = Entered(
        made.programme.pk,
        year,
        "财政部会计管理工作考核优秀率",
        "财政部会计管理工作考核",
        "财政部会计司",
        f"财会便〔{year + 1}〕3号",
        date(year + 1, 1, 2),
        "优秀",
        "良好",
    )
    return replace(of, **other)


def entering(made: APanel, name: str) -> Entering:
    """The named person, as grades ask."""
    of = made.asker(name)
    return Entering(of.person, of.held, of.today)


def enter_grade(made: APanel, name: str = "李编制", **other: object) -> RecordedGrade:
    """A grade entered by a drafter of the unit."""
    with acting_as(made.office.identity(name)):
        return grades.enter(entering(made, name), entered(made, **other))
