"""Training (培训) of engineers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from jixiao.measures.catalogue.checklist import Applied, Predicates, marked
from jixiao.measures.catalogue.operations import kept
from jixiao.measures.catalogue.operations.people import engineers
from jixiao.measures.catalogue.timing import at_year_end, one_a_programme
from jixiao.measures.measure import measure
from jixiao.measures.population import Population
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

_ENGINEER = "operations_engineer"
TRAINING = Predicates("training_mechanism")


@measure(
    "operations.training_mechanism",
    "运维人员培训机制健全性",
    "运维人员培训机制",
    kind="checked",
    formula="培训机制检查通过数 ÷ 适用的检查数",
    unit="ratio",
    direction="higher",
    source=kept.SOURCE,
    kept=kept.trainings,
    checklist=TRAINING.name,
)
def training_mechanism(records: Records) -> Population:
    """运维人员培训机制健全性: checks passed ÷ checks that apply, over programmes with engineers and over engineers.

    Trained is who was assessed and passed. Reported where training or a plan for it was ever recorded.
    """
    return TRAINING.over(records)


@TRAINING.answers("yearly_plan")
def _yearly_plan(records: Records) -> Applied:
    """Applies once to each programme with engineers; its oldest engineer's record stands for it."""
    plans = records.table("operations_training_plan")
    plans = plans.filter((plans.year == records.asked.year) & (plans.approved_day <= records.asked.last_day))
    rows = marked(one_a_programme(engineers(records)), "programme_id", plans, "programme_id")
    return Applied(rows, _ENGINEER, rows.is_matched)


@TRAINING.answers("engineers_trained")
def _engineers_trained(records: Records) -> Applied:
    """Applies to every engineer of the year, once it is over."""
    passed = _passed(records)
    passed = passed.filter(passed.held_day >= records.asked.first_day)
    rows = marked(at_year_end(records, engineers(records)), "id", passed, "engineer_id")
    return Applied(rows, _ENGINEER, rows.is_matched)


@TRAINING.answers("trained_before_duty")
def _trained_before_duty(records: Records) -> Applied:
    """Applies to engineers who joined in the year and were on the rota; on the first day of duty is in time."""
    joined = engineers(records)
    joined = joined.filter(joined.joined_day >= records.asked.first_day)
    duty = records.in_year("operations_duty", "day_day")
    duty = duty.group_by(on_duty=duty.engineer_id).aggregate(first_duty=duty.day_day.min())
    passed = _passed(records)
    passed = passed.group_by(trained=passed.engineer_id).aggregate(first_trained=passed.held_day.min())
    began = joined.inner_join(duty, joined.id == duty.on_duty)
    rows = began.left_join(passed, began.id == passed.trained)
    return Applied(rows, _ENGINEER, rows.first_trained <= rows.first_duty)


def _passed(records: Records) -> ir.Table:
    """Trainings that ended with a passed assessment, by the day asked for."""
    held = records.table("operations_training")
    held = held.filter(held.held_day <= records.asked.last_day)
    return held.filter(held.is_assessed & held.is_passed.fill_null(False))
