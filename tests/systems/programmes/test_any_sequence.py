"""Whatever the cast does in whatever order: states move along the table, and a form has one approved version."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.transitions import Refused
from jixiao.foundation.transitions.models import Step
from jixiao.systems.programmes import actions
from jixiao.systems.programmes.models import FormVersion, Review
from jixiao.systems.programmes.policies import Asker, facts_of
from jixiao.systems.programmes.states import APPROVED, DRAFT, OPEN, VERSION
from tests.support.office import Office
from tests.systems.programmes.cast import answered, asks, drafted

PEOPLE = ("李编制", "钱部门", "王审核", "陈批复", "赵外单位", "冯审计")


def _decide(grade: str) -> Callable[[Asker, FormVersion], object]:
    def act(asker: Asker, version: FormVersion) -> object:
        opinions = {"opinion_on_targets": "见表", "opinion_on_budget": "同意"}
        actions.save_review(asker, version.pk, answered(version, grade), take_over=True, **opinions)  # type: ignore[arg-type]
        return actions.decide(asker, version.pk, reason="见表")

    return act


VERBS: dict[str, Callable[[Asker, FormVersion], object]] = {
    "declare": lambda asker, version: actions.declare(asker, version.pk),
    "withdraw": lambda asker, version: actions.withdraw(asker, version.pk, "有误"),
    "save": lambda asker, version: actions.save_draft(asker, version.pk, version.revision, {"goals": str(asker.today)}),
    "discard": lambda asker, version: actions.discard(asker, version.pk),
    "restore": lambda asker, version: actions.restore(asker, version.pk),
    "change": lambda asker, version: actions.start_change(asker, version.pk, "调整"),
    "approve": lambda asker, version: actions.approve(asker, version.pk),
    **{f"decide {grade}": _decide(grade) for grade in "优良中差"},
}
#: The right person for a verb comes up often, so that lives get far.
USUAL = {"approve": "陈批复", "decide": "王审核", "declare": "李编制"}
MOVES = st.lists(
    st.tuples(st.sampled_from(list(VERBS)), st.sampled_from(PEOPLE) | st.none(), st.integers(0, 3)), max_size=25
)


@given(MOVES)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_sequence_of_verbs_keeps_the_rules_of_the_table(
    office: Office, moves: list[tuple[str, str | None, int]]
) -> None:
    with transaction.atomic():
        first = drafted(office)
        for verb, name, which in moves:
            with acting_as(system_actor("test")):
                versions = list(
                    FormVersion.objects.select_related("form", "owner").filter(form=first.form).order_by("pk")
                )
            version = versions[which % len(versions)]
            _try(office, verb, name or _usual(verb, version), version)
            _holds(first)
        transaction.set_rollback(True)


def _usual(verb: str, version: FormVersion) -> str:
    if verb.startswith("decide"):
        return "钱部门" if version.state == "declared" else "王审核"
    return USUAL.get(verb, "李编制")


def _try(office: Office, verb: str, name: str, version: FormVersion) -> None:
    before, refused = version.state, _refusal(office, verb, name, version)
    if refused is not None:
        assert refused.code.count(".") == 1
        assert refused.message.endswith("。")
        with acting_as(system_actor("test")):
            assert FormVersion.objects.get(pk=version.pk).state == before


def _refusal(office: Office, verb: str, name: str, version: FormVersion) -> Refused | None:
    try:
        with asks(office, name) as asker, transaction.atomic():
            VERBS[verb](asker, version)
    except Refused as refused:
        return refused
    return None


def _holds(first: FormVersion) -> None:
    with acting_as(system_actor("test")):
        versions = list(FormVersion.objects.select_related("form", "owner").filter(form=first.form))
        assert sum(version.state == APPROVED for version in versions) <= 1
        assert sum(version.state in OPEN for version in versions) <= 1
        for version in versions:
            state = DRAFT
            for step in Step.objects.filter(subject="form_version", subject_id=version.pk):
                assert step.source == state
                assert state in VERSION.transitions[step.verb].sources
                assert step.target == VERSION.transitions[step.verb].target
                state = step.target
            assert version.state == state
            judges = set(Review.objects.filter(version=version).values_list("reviewer_id", flat=True))
            assert not judges & facts_of(version).writers


def test_the_sequences_do_reach_approval(office: Office) -> None:
    version = drafted(office)
    way = ("declare", "decide 优", "decide 优", "approve", "change")
    for verb in way:
        with acting_as(system_actor("test")):
            version = FormVersion.objects.select_related("form", "owner").get(pk=version.pk)
        _try(office, verb, _usual(verb, version), version)
    with acting_as(system_actor("test")):
        states = sorted(FormVersion.objects.filter(form=version.form).values_list("state", flat=True))
    assert states == ["approved", "draft"]
