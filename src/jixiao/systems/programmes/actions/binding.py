"""Binding an indicator to the measure that will give its actual value: suggested by the program, said by a person."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes.actions.taking import locked
from jixiao.systems.programmes.measuring import measure_of, named, suggested
from jixiao.systems.programmes.models import FormVersion, IndicatorBinding
from jixiao.systems.programmes.policies import Asker, may

#: What its steps are about.
SUBJECT = "indicator_binding"


def bind(asker: Asker, version_id: int, indicator: str, measure_id: str) -> IndicatorBinding:
    """The drafter's word on which measure answers an indicator; an empty ``measure_id`` says that no record does.

    Only while the form is written: the binding is approved with the version and locked with it. Refused with
    ``binding.no_measure``, ``binding.no_indicator``, ``binding.no_programme``, or the policy's own code.
    """
    version = locked(version_id)
    held = may(asker, "save", version)
    name = named(indicator)
    if version.form.programme_id is None:
        message = _("部门整体支出的指标不由某一个项目的记录计算，不能绑定度量。")
        raise Refused("binding.no_programme", message, status=422)
    if name not in {named(row.level3) for row in version.indicators.all()}:
        raise Refused("binding.no_indicator", _("表里没有指标“%s”，它可能已被改名或删除。") % indicator, status=422)
    if measure_id and measure_of(measure_id) is None:
        raise Refused("binding.no_measure", _("度量目录里没有“%s”。") % measure_id, status=422)
    binding = IndicatorBinding.objects.filter(version=version, indicator=name).first()
    former = binding.measure if binding else ""
    binding = binding or IndicatorBinding(version=version, owner_id=version.owner_id, indicator=name)
    binding.measure, binding.confirmed_by, binding.happened_at = measure_id, asker.person, timezone.now()
    binding.save()
    Step.objects.create(
        owner_id=version.owner_id,
        subject=SUBJECT,
        subject_id=binding.pk,
        verb="bind",
        source=former,
        target=measure_id,
        person=asker.person,
        role=held.role.value,
        deputy_of_id=held.for_person,
        happened_at=binding.happened_at,
    )
    return binding


def bind_suggested(asker: Asker, version_id: int) -> int:
    """Confirms, in one go, every suggestion that answers its indicator by name and that nobody has decided yet."""
    version = locked(version_id)
    may(asker, "save", version)
    if version.form.programme_id is None:
        return 0
    bound = set(version.bindings.values_list("indicator", flat=True))
    wanted = {named(row.level3): row.level3 for row in version.indicators.all() if row.level3.strip()}
    found = {name: suggested(said, version.form.framework) for name, said in wanted.items() if name not in bound}
    exact = {name: each.measure.id for name, each in found.items() if each is not None and each.is_exact}
    for name, measure_id in exact.items():
        bind(asker, version_id, wanted[name], measure_id)
    return len(exact)


def carry_bindings(former: FormVersion, version: FormVersion) -> None:
    """Gives a new draft the bindings of the version that it was made of, for the indicators that it still has."""
    names = {named(row.level3) for row in version.indicators.all()}
    IndicatorBinding.objects.bulk_create(
        IndicatorBinding(
            version=version,
            owner_id=version.owner_id,
            indicator=each.indicator,
            measure=each.measure,
            confirmed_by_id=each.confirmed_by_id,
            happened_at=each.happened_at,
        )
        for each in former.bindings.all()
        if each.indicator in names
    )
