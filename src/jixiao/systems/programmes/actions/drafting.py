"""Drafting: a programme begins, its form is written page by page, goes to the trash and comes back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from jixiao.foundation.organisations.models import Kind, Organisation
from jixiao.foundation.transitions import Refused
from jixiao.rules.forms import Form
from jixiao.systems.programmes.actions.taking import locked, once, same_revision, taken
from jixiao.systems.programmes.actions.tasks import tasks_follow
from jixiao.systems.programmes.editing import Problem, Rows, Tables, edited, name_fault
from jixiao.systems.programmes.forms import LAYOUTS, Columns, columns_of, form_of, register_of, registered
from jixiao.systems.programmes.models import FormVersion, Framework, Programme, TargetForm, TargetIndicator
from jixiao.systems.programmes.policies import Asker, Refusal, can_draft_at, chain_of, facts_of, may
from jixiao.systems.programmes.states import APPROVED, BLOCKED, DISCARDED, DRAFT, SUPERSEDED

_FORM_TITLES = {
    Framework.SHANGHAI_2020: "财政项目支出绩效目标表",
    Framework.MOF_2015_88: "项目支出绩效目标申报表",
    Framework.MOF_2021_101: "项目支出绩效目标申报表",
}
_DEPARTMENT_TITLE = "部门整体支出绩效目标申报表"
_CLOSED = frozenset({APPROVED, SUPERSEDED, DISCARDED, BLOCKED})


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved version: its new revision, and the fields whose text was not taken."""

    version: FormVersion
    problems: list[Problem]


def create_programme(
    asker: Asker,
    owner_id: int,
    name: str,
    year: int,
    framework: str,
    *,
    is_key: bool = False,
    needs_ex_ante: bool = False,
    form: Form | None = None,
) -> FormVersion:
    """A programme with the first draft of its form for the year; ``form`` fills the draft."""
    owner = _drafted_at(asker, owner_id)
    name = _named(name)
    if form is None:
        form = _empty(framework, name)
    programme = Programme(
        owner=owner,
        name=name,
        sort_key="".join(lazy_pinyin(name)),
        category=form.category or "",
        performance_type=form.performance_type or "",
        created_by=asker.person,
        needs_ex_ante=needs_ex_ante,
        happened_at=timezone.now(),
    )
    with once("programme_name_once_in_unit", "programme.name_taken", _("本单位已有同名项目“%s”。") % name):
        programme.save()
    return begin_form(asker, owner, programme, year, framework, form, is_key=is_key)


def create_department_form(asker: Asker, owner_id: int, year: int, framework: str) -> FormVersion:
    """The form of a whole department (部门整体支出), a form of its own."""
    owner = _drafted_at(asker, owner_id)
    if owner.kind not in (Kind.DEPARTMENT, Kind.BUREAU):
        raise Refused("form.not_a_department", _("整体支出绩效目标由部门申报，处室和下属单位不单独申报。"), status=422)
    form = replace(_empty(framework, _("%s整体支出") % owner.name), form_title=_DEPARTMENT_TITLE)
    return begin_form(asker, owner, None, year, framework, form)


def begin_form(
    asker: Asker,
    owner: Organisation,
    programme: Programme | None,
    year: int,
    framework: str,
    form: Form,
    *,
    is_key: bool = False,
    copied_from: FormVersion | None = None,
) -> FormVersion:
    """The form of a programme (or of a whole department) for a year, with its first draft."""
    if framework not in Framework.values:
        raise Refused("form.framework_unknown", _("没有名为“%s”的指标框架。") % framework, status=422)
    if not 2000 <= year <= 2100:
        raise Refused("form.year_out_of_range", _("年度应在 2000 到 2100 之间。"), status=422)
    target = TargetForm(
        owner=owner, programme=programme, year=year, framework=framework, is_key=is_key, happened_at=timezone.now()
    )
    message = _("%s年度的表已经有了，请在原表上修改或变更。") % year
    with once("form_once_a_year", "form.exists", message), once("department_form_once_a_year", "form.exists", message):
        target.save()
    return write_version(asker, target, 1, form, based_on=copied_from)


def save_draft(
    asker: Asker,
    version_id: int,
    revision: int,
    fields: Mapping[str, str],
    tables: Tables | Rows | None = None,
) -> Saved:
    """What was typed into any field or table of the form, saved.

    Refused with ``form.changed_meanwhile`` when somebody else saved in between.
    Saving what is there already leaves the revision as it is. The pages' autosave is this action too.
    """
    version = locked(version_id)
    facts = facts_of(version)
    may(asker, "save", version, facts)
    same_revision(version, revision)
    register = register_of(version.form, facts.department)
    former = form_of(version, version.indicators.all(), register)
    form, problems = edited(former, fields, tables)
    problem = name_fault(form.project_name or "") if form.project_name != former.project_name else None
    if problem:
        form = replace(form, project_name=former.project_name)
        problems.append(problem)
    if form != former:
        _store(asker, version, columns_of(form, register))
    return Saved(version, problems)


def discard(asker: Asker, version_id: int, revision: int | None = None) -> FormVersion:
    """Into the trash."""
    version = locked(version_id)
    same_revision(version, revision)
    return taken(asker, "discard", version)


def restore(asker: Asker, version_id: int) -> FormVersion:
    """Out of the trash, as a draft again."""
    version = locked(version_id)
    may(asker, "restore", version)
    if version.form.versions.exclude(pk=version.pk).exclude(state__in=_CLOSED).exists():
        raise Refused("version.open_exists", _("这张表已有另一份未办结的版本，请先办结或移入回收站。"))
    return taken(asker, "restore", version)


def write_version(
    asker: Asker,
    target: TargetForm,
    number: int,
    form: Form,
    *,
    based_on: FormVersion | None = None,
    change_reason: str = "",
) -> FormVersion:
    """A new draft with the content of ``form``."""
    register = register_of(target, chain_of(target.owner).department.name)
    columns = columns_of(registered(form, register), register)
    now = timezone.now()
    version = FormVersion(
        owner_id=target.owner_id,
        form=target,
        number=number,
        state=DRAFT,
        based_on=based_on,
        change_reason=change_reason,
        drafted_by=asker.person,
        saved_by=asker.person,
        saved_at=now,
        happened_at=now,
        **columns.version,
    )
    message = _("这张表已有一份未办结的版本，请先办结或移入回收站。")
    with once("one_open_version_a_form", "version.open_exists", message):
        version.save()
    _put_indicators(version, columns)
    tasks_follow(version, facts_of(version), asker.today)
    return version


def next_number(target: TargetForm) -> int:
    """The number of the form's next version."""
    highest = target.versions.aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _store(asker: Asker, version: FormVersion, columns: Columns) -> None:
    for name, value in columns.version.items():
        setattr(version, name, value)
    version.revision += 1
    version.saved_by, version.saved_at = asker.person, timezone.now()
    version.save(update_fields=[*columns.version, "revision", "saved_by", "saved_at"])
    _put_indicators(version, columns)


def _put_indicators(version: FormVersion, columns: Columns) -> None:
    """The version's indicators as the columns say; rows that stay as they are are not written."""
    there = {row.number: row for row in version.indicators.all()}
    now = timezone.now()
    added, changed = [], []
    for wanted in columns.indicators:
        row = there.pop(wanted["number"], None)
        if row is None:
            added.append(TargetIndicator(version=version, owner_id=version.owner_id, happened_at=now, **wanted))
        elif any(getattr(row, name) != value for name, value in wanted.items()):
            for name, value in wanted.items():
                setattr(row, name, value)
            row.happened_at = now
            changed.append(row)
    if there:
        TargetIndicator.objects.filter(pk__in=[row.pk for row in there.values()]).delete()
    if changed:
        TargetIndicator.objects.bulk_update(changed, [*columns.indicators[0], "happened_at"])
    if added:
        TargetIndicator.objects.bulk_create(added)


def _drafted_at(asker: Asker, owner_id: int) -> Organisation:
    owner = Organisation.objects.filter(pk=owner_id, active=True).first()
    if owner is None:
        raise Refused("organisation.not_found", _("没有这个单位，或已停用。"), status=404)
    answer = can_draft_at(asker, owner)
    if isinstance(answer, Refusal):
        raise answer.raised()
    return owner


def _named(name: str) -> str:
    name = " ".join(name.split())
    problem = name_fault(name)
    if problem:
        raise Refused(problem.code, problem.message, status=422)
    return name


def _empty(framework: str, name: str) -> Form:
    if framework not in Framework.values:
        raise Refused("form.framework_unknown", _("没有名为“%s”的指标框架。") % framework, status=422)
    title = _FORM_TITLES[Framework(framework)]
    return Form(kind="target", layout=LAYOUTS[Framework(framework)], form_title=title, project_name=name)
