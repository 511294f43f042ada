"""Reads for pages and exports: already scoped by row security, each in a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Window
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.people.models import Person
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review import ReviewAnswer
from jixiao.systems.programmes.answering import binding_findings
from jixiao.systems.programmes.checking import Checked, checked
from jixiao.systems.programmes.differences import Differences, differences
from jixiao.systems.programmes.forms import form_of, register_of
from jixiao.systems.programmes.models import (
    ExAnteApproval,
    FormVersion,
    IndicatorBinding,
    Programme,
    Review,
    TargetForm,
    TargetIndicator,
)
from jixiao.systems.programmes.policies import Asker, Facts, facts_of
from jixiao.systems.programmes.states import APPROVED, BLOCKED, DISCARDED, PASSED, SUPERSEDED, VERSION
from jixiao.systems.programmes.versions import last_year_of

#: Sort by, as pages name it; "-" before it turns it round.
SORTS = {
    "name": "name_key",
    "unit": "owner__sort_key",
    "year": "form__year",
    "budget": "current_year_budget_yuan",
    "state": "state",
    "due": "due_on",
    "saved": "saved_at",
}
_A_PAGE = 50
#: States in which nothing can be confirmed any more.
_SETTLED = frozenset({APPROVED, BLOCKED, DISCARDED, PASSED, SUPERSEDED})
#: What lists and exports read of a version.
_SHOWN = (
    "number",
    "state",
    "project_name",
    "category",
    "performance_type",
    "current_year_budget_yuan",
    "total_budget_yuan",
    "start_date",
    "end_date",
    "due_on",
    "form__year",
    "form__is_key",
    "owner__name",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; the empty filter is everything in scope."""

    text: str = ""
    year: int | None = None
    states: tuple[str, ...] = ()
    unit: int | None = None  # with everything below it
    category: str = ""
    performance_type: str = ""
    key_only: bool = False
    whole_departments: bool | None = None  # True: only those, False: only programmes
    due_before: date | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of a list, with what the whole list adds up to."""

    rows: list[FormVersion]
    page: int
    pages: int
    total: int
    budget_yuan: Decimal
    sort: str


def listed(filters: Filters, sort: str = "name", page: int = 1, a_page: int = _A_PAGE) -> Listing:
    """Forms by the version that counts now, with ``indicator_count`` and ``approved_number``. Two queries.

    The first sorts narrow rows and says which stand on the page and what the whole list adds up to; the second reads
    those few in full. A page beyond the last one costs a query more: the last page is shown instead.
    """
    page = max(1, page)
    keys = _sorted(_narrowed(filters), sort).annotate(
        total=Window(Count("pk")), budget=Window(Sum("current_year_budget_yuan"))
    )
    found = list(keys.values_list("pk", "total", "budget")[(page - 1) * a_page : page * a_page])
    if not found and page > 1:
        last = -(-_narrowed(filters).count() // a_page)
        return listed(filters, sort, min(last, page - 1), a_page)
    total, budget = found[0][1:] if found else (0, None)
    rows = {row.pk: row for row in _counted(FormVersion.objects.filter(pk__in=[key for key, *_sums in found]))}
    shown = [rows[key] for key, *_sums in found if key in rows]
    return Listing(shown, page, max(1, -(-total // a_page)), total, budget or Decimal(0), sort)


def trash() -> QuerySet[FormVersion]:
    """What was thrown away in scope, the latest first."""
    rows = FormVersion.objects.select_related("form__programme", "owner", "saved_by")
    return rows.filter(state=DISCARDED).order_by("-saved_at", "-pk")


@dataclass(frozen=True, slots=True)
class Choices:
    """What a list can be narrowed to; units as (number, name)."""

    years: list[int]
    units: list[tuple[int, str]]
    categories: list[str]


def choices() -> Choices:
    """The years, units and categories that occur in scope. Three queries."""
    forms = TargetForm.objects.order_by()
    categories = FormVersion.objects.exclude(state=DISCARDED).exclude(category="").order_by()
    units = Organisation.objects.filter(pk__in=forms.values("owner")).order_by("sort_key", "pk")
    return Choices(
        years=sorted(forms.values_list("year", flat=True).distinct(), reverse=True),
        units=list(units.values_list("pk", "name")),
        categories=sorted(categories.values_list("category", flat=True).distinct()),
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """One version with everything its pages show."""

    version: FormVersion
    facts: Facts
    rows: list[TargetIndicator]
    form: Form
    checked: Checked
    steps: list[Step]
    versions: list[FormVersion]
    reviews: list[Review]
    ex_ante: list[ExAnteApproval]
    names: dict[int, str]
    last_year: FormVersion | None = None
    last_year_form: Form | None = None
    former_form: Form | None = field(default=None)
    #: the name of an indicator → the measure that a person confirmed for it.
    bindings: dict[str, IndicatorBinding] = field(default_factory=dict)

    @property
    def former(self) -> FormVersion | None:
        """The version that this one changes, else the one before it that was not thrown away."""
        before = [each for each in self.versions if each.number < self.version.number and each.state != DISCARDED]
        return before[-1] if before else None

    @property
    def findings(self) -> list[Finding]:
        """What is wrong or worth knowing; what only a reviewer decides stands on the review sheet."""
        found = [each for each in self.checked.findings if not each.code.startswith("review.")]
        if self.version.form.programme_id is None or self.version.state in _SETTLED:
            return found
        return [*found, *binding_findings(self.version, self.rows, self.bindings)]

    @property
    def sheet(self) -> tuple[ReviewAnswer, ...]:
        """The sixteen checks as far as the program answers them."""
        return tuple(self.checked.sheet)


def opened(version_id: int, asker: Asker) -> Opened:
    """The version as its pages show it, in a constant number of queries. 404 outside the asker's scope."""
    related = FormVersion.objects.select_related("form__programme", "owner", "based_on")
    version = related.filter(pk=version_id).first()
    if version is None:
        raise Refused("version.not_found", _("没有这张表，或者不在您的范围内。"), status=404)
    facts = facts_of(version)
    register = register_of(version.form, facts.department)
    rows = list(version.indicators.all())
    form = form_of(version, rows, register)
    last_year = last_year_of(version)
    last_form = None
    if last_year is not None:
        before = register_of(last_year.form, facts.department)
        last_form = form_of(last_year, last_year.indicators.all(), before)
    key = (version.pk, version.revision, *((last_year.pk, last_year.revision) if last_year else ()))
    found = checked(form, version.form.framework, last_form, asker.today, key=key)
    steps = list(Step.objects.filter(subject=VERSION.subject, subject_id=version.pk))
    versions = list(version.form.versions.order_by("number"))
    reviews = list(version.reviews.order_by("id"))
    ex_ante = list(ExAnteApproval.objects.filter(programme_id=version.form.programme_id).order_by("-id"))
    people = {step.person_id for step in steps} | {step.deputy_of_id for step in steps}
    people |= {review.reviewer_id for review in reviews} | {version.saved_by_id, *facts.writers}
    people |= {each.drafted_by_id for each in versions}
    names = names_of(people)
    bindings = {each.indicator: each for each in version.bindings.select_related("confirmed_by")}
    return Opened(
        version,
        facts,
        rows,
        form,
        found,
        steps,
        versions,
        reviews,
        ex_ante,
        names,
        last_year,
        last_form,
        bindings=bindings,
    )


def difference(before_id: int, after_id: int) -> tuple[FormVersion, FormVersion, Differences]:
    """Two versions in scope with what differs between them, fields and indicators."""
    both = FormVersion.objects.select_related("form__programme", "owner").prefetch_related("indicators")
    found = {each.pk: each for each in both.filter(pk__in=(before_id, after_id))}
    if before_id not in found or after_id not in found:
        raise Refused("version.not_found", _("没有这张表，或者不在您的范围内。"), status=404)
    before, after = found[before_id], found[after_id]
    forms = [form_of(each, each.indicators.all(), register_of(each.form, each.owner.name)) for each in (before, after)]
    return before, after, differences(*forms)


def names_of(people: Iterable[int | None]) -> dict[int, str]:
    """Names only: whoever sees a form may know who had it in hand."""
    numbers = {number for number in people if number is not None}
    with acting_as(system_actor("names")):
        return dict(Person.objects.filter(pk__in=numbers).values_list("pk", "name"))


def names_and_last_year(today: date) -> tuple[dict[int, str], int | None]:
    """What programmes are called, as the identity sees them, and the last year up to today's with a form."""
    names = dict(Programme.objects.values_list("pk", "name"))
    last = TargetForm.objects.filter(year__lte=today.year).aggregate(last=Max("year"))["last"]
    return names, last


FORM_HEADINGS = (
    "年度",
    "单位",
    "项目名称",
    "项目类别",
    "绩效类型",
    "重点项目",
    "版本",
    "状态",
    "当年预算（元）",
    "项目总预算（元）",
    "指标数",
    "计划开始日期",
    "计划完成日期",
)
INDICATOR_HEADINGS = ("年度", "单位", "项目名称", "版本", "状态", "序号", "一级指标", "二级指标", "三级指标", "指标值")


def export_forms(filters: Filters, sort: str = "name") -> Iterator[tuple[object, ...]]:
    """The list as rows under :data:`FORM_HEADINGS`. One query."""
    for row in _counted(_sorted(_narrowed(filters), sort)).iterator(2_000):
        yield (
            row.form.year,
            row.owner.name,
            row.project_name,
            row.category,
            row.performance_type,
            "是" if row.form.is_key else "否",
            row.number,
            VERSION.word(row.state),
            row.current_year_budget_yuan,
            row.total_budget_yuan,
            row.indicator_count,
            row.start_date,
            row.end_date,
        )


def export_indicators(filters: Filters) -> Iterator[tuple[object, ...]]:
    """The indicators of the list as rows under :data:`INDICATOR_HEADINGS`. One query."""
    columns = ("version__form__year", "owner__name", "version__project_name", "version__number", "version__state")
    cells = ("number", "level1", "level2", "level3", "target_text")
    rows = TargetIndicator.objects.filter(version__in=_narrowed(filters).values("pk")).values_list(*columns, *cells)
    for row in rows.order_by("version__form__year", "owner__sort_key", "version_id", "number").iterator(5_000):
        yield (*row[:4], VERSION.word(row[4]), *row[5:])


def _narrowed(filters: Filters) -> QuerySet[FormVersion]:
    """One row for each form: its newest version that was not thrown away."""
    newer = FormVersion.objects.filter(form=OuterRef("form"), number__gt=OuterRef("number")).exclude(state=DISCARDED)
    rows = FormVersion.objects.exclude(state__in=(DISCARDED, SUPERSEDED)).filter(~Exists(newer))
    exact = {
        "form__year": filters.year,
        "category": filters.category,
        "performance_type": filters.performance_type,
        "form__is_key": filters.key_only or None,
        "form__programme__isnull": filters.whole_departments,
        "due_on__lt": filters.due_before,
    }
    rows = rows.filter(**{name: value for name, value in exact.items() if value not in (None, "")})
    if filters.states:
        rows = rows.filter(state__in=filters.states)
    if filters.unit is not None:
        rows = rows.filter(owner__path__contains=f".{filters.unit}.")
    for word in filters.text.split()[:5]:
        rows = rows.filter(
            Q(project_name__icontains=word)
            | Q(owner__name__icontains=word)
            | Q(form__programme__sort_key__startswith=word.lower())
        )
    return rows


def _sorted(rows: QuerySet[FormVersion], sort: str) -> QuerySet[FormVersion]:
    column = SORTS.get(sort.removeprefix("-"), "name_key")
    order = ("-" if sort.startswith("-") else "") + column
    name_key = Coalesce("form__programme__sort_key", "owner__sort_key")
    return rows.annotate(name_key=name_key).order_by(order, "name_key", "pk")


def _counted(rows: QuerySet[FormVersion]) -> QuerySet[FormVersion]:
    """The columns that lists and exports show, and no others: narratives are the bulk of a row."""
    counted = TargetIndicator.objects.filter(version=OuterRef("pk")).order_by().values("version")
    approved = FormVersion.objects.filter(form=OuterRef("form"), state=APPROVED).values("number")[:1]
    return (
        rows.select_related("form", "owner")
        .only(*_SHOWN)
        .annotate(
            indicator_count=Coalesce(Subquery(counted.values(n=Count("pk")), output_field=IntegerField()), 0),
            approved_number=Subquery(approved),
        )
    )
