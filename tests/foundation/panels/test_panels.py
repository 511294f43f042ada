"""A panel from the pool to the result, and everything that it refuses; by direct SQL too."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.inbox.models import Task
from jixiao.foundation.panels import actions, queries
from jixiao.foundation.panels.actions import Said
from jixiao.foundation.panels.models import Panel, PanelOpinion, PanelResult
from jixiao.foundation.transitions import Refused
from tests.support.a_panel import CONVENER, APanel, make_panel
from tests.support.office import Office


@pytest.fixture
def a_panel(office: Office) -> APanel:
    return make_panel(office)


@pytest.fixture
def judging(a_panel: APanel) -> APanel:
    a_panel.convene()
    a_panel.draw()
    return a_panel


def drawn(made: APanel) -> list[str]:
    assert made.panel is not None
    with acting_as(system_actor("test")):
        return list(made.panel.judges.filter(recused_at__isnull=True).values_list("name", flat=True))


def rows(made: APanel, name: str, sql: str) -> list[tuple[object, ...]]:
    """What the named person gets from the database directly."""
    with acting_as(made.office.identity(name)), connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def refused(made: APanel, name: str, sql: str) -> str:
    """What the database says to the named person, who is not served."""
    asking = acting_as(made.office.identity(name))
    with pytest.raises(DatabaseError) as said, asking, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    return str(said.value)


def code_of(made: APanel, name: str, act, *args: object) -> tuple[str, int]:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused) as said, acting_as(made.office.identity(name)):
        act(made.asker(name), *args)
    return said.value.code, said.value.status


def test_the_draw_is_repeated_from_what_is_published(judging: APanel) -> None:
    panel = judging.panel
    assert panel is not None
    by_hand = sorted(panel.pool, key=lambda number: hashlib.sha256(f"{panel.seed}:{number}".encode()).hexdigest())
    names = {person.pk: name for name, person in judging.office.people.items()}
    assert drawn(judging) == [names[number] for number in by_hand[:3]]
    assert panel.pool_digest == hashlib.sha256(",".join(map(str, panel.pool)).encode()).hexdigest()


def test_nobody_of_the_measured_unit_is_in_the_draw(judging: APanel) -> None:
    assert judging.panel is not None
    assert judging.office.people["李编制"].pk not in judging.panel.pool
    assert len(judging.panel.pool) == 4


def test_whoever_only_holds_a_role_in_the_measured_unit_is_not_drawn_either(a_panel: APanel) -> None:
    from django.utils import timezone

    from jixiao.foundation.people.models import RoleGrant

    now = timezone.now()
    with acting_as(system_actor("test")):
        RoleGrant.objects.create(
            owner=a_panel.office.organisations["国库处"],
            person=a_panel.office.people["甲专家"],
            role="reader",
            year=now.year,
            happened_at=now,
        )
    a_panel.convene()
    a_panel.draw()
    assert a_panel.panel is not None
    assert a_panel.office.people["甲专家"].pk not in a_panel.panel.pool


def test_the_draw_is_made_once(judging: APanel) -> None:
    assert judging.panel is not None
    assert code_of(judging, CONVENER, actions.draw, judging.panel.pk) == ("state.not_now", 409)
    said = refused(judging, CONVENER, f"UPDATE panel SET seed = repeat('0', 32) WHERE id = {judging.panel.pk}")
    assert "只抽取一次" in said


def test_who_steps_back_is_followed_by_the_next_of_the_same_draw(judging: APanel) -> None:
    assert judging.panel is not None
    first, *others = drawn(judging)
    with acting_as(judging.office.identity(first)):
        actions.recuse(judging.asker(first), judging.panel.pk, "曾任该处顾问")
    left = ({"甲专家", "乙专家", "丙专家", "丁专家"} - {first, *others}).pop()
    assert drawn(judging) == [*others, left]
    assert code_of(judging, first, actions.declare, judging.panel.pk) == ("panel.not_a_judge", 403)


def test_a_judge_sees_only_the_own_opinion_before_the_opening(judging: APanel) -> None:
    one, two, three = drawn(judging)
    judging.hand_in(one, 90)
    judging.hand_in(two, 70, "partly")
    everything = "SELECT name, points FROM panel_opinion ORDER BY points"
    assert rows(judging, one, everything) == [(one, 90)]
    assert rows(judging, two, everything) == [(two, 70)]
    for other in (three, CONVENER, "李编制", "冯审计", "吴审计", "孙系统"):
        assert rows(judging, other, everything) == [], other
    with acting_as(system_actor("anything")):
        assert not PanelOpinion.objects.exists()
    assert rows(judging, CONVENER, "SELECT * FROM published.panel_opinion") == []


def test_the_history_holds_the_seal_and_not_what_it_seals(judging: APanel) -> None:
    one, *_others = drawn(judging)
    judging.hand_in(one, 90)
    kept = "SELECT after FROM history.entry WHERE subject = 'public.panel_opinion'"
    ((after,),) = rows(judging, "吴审计", kept)
    text = str(after)
    assert "seal" in text
    assert not any(hidden in text for hidden in ("points", "achieved", "认为如此", "停机记录", "salt"))


def test_all_are_opened_together_and_then_everybody_concerned_sees_them(judging: APanel) -> None:
    names = drawn(judging)
    for name, points in zip(names, (90, 80, 70), strict=True):
        judging.hand_in(name, points, "partly" if points < 80 else "achieved")
    result = judging.open()
    assert (result.points_sum, result.points_count) == (240, 3)
    assert (result.agreement_numerator, result.agreement_denominator) == (15, 17)  # 1 - 100 / 850
    for name in (*names, CONVENER, "李编制"):
        found = rows(judging, name, "SELECT count(*), sum(points) FROM published.panel_opinion WHERE is_counted")
        assert found == [(3, 240)], name
    assert rows(judging, "赵外单位", "SELECT count(*) FROM panel_opinion") == [(0,)]
    assert judging.panel is not None
    with acting_as(judging.office.identity("李编制")):
        shown = queries.shown(judging.asker("李编制"), judging.panel.pk)
    assert {each.opinion.name for each in shown.opened} == set(names)
    assert all(each.seal_holds for each in shown.opened)


def test_the_measured_unit_does_not_know_who_judges_before_the_opening(judging: APanel) -> None:
    assert judging.panel is not None
    assert code_of(judging, "李编制", queries.shown, judging.panel.pk) == ("panel.not_found", 404)
    assert rows(judging, "李编制", "SELECT * FROM panel_judge") == []


def test_it_is_opened_when_all_have_handed_in_and_not_before(judging: APanel) -> None:
    assert judging.panel is not None
    one, two, _three = drawn(judging)
    judging.hand_in(one)
    judging.hand_in(two)
    assert code_of(judging, CONVENER, actions.open_opinions, judging.panel.pk) == ("panel.opinions_outstanding", 409)
    early = f"UPDATE panel SET state = 'opened', opened_at = now() WHERE id = {judging.panel.pk}"
    assert "尚未全部交齐" in refused(judging, CONVENER, early)


def test_an_opinion_is_never_changed_nor_handed_in_twice_nor_for_somebody_else(judging: APanel) -> None:
    assert judging.panel is not None
    one, two, _three = drawn(judging)
    judging.hand_in(one)
    assert "permission denied" in refused(judging, one, "UPDATE panel_opinion SET points = 100")
    assert "permission denied" in refused(judging, one, "DELETE FROM panel_opinion")
    said = Said("achieved", 100, "改主意了", "无")
    assert code_of(judging, one, actions.hand_in, judging.panel.pk, said) == ("panel.handed_in_already", 409)
    assert code_of(judging, one, actions.recuse, judging.panel.pk, "反悔") == ("panel.handed_in_already", 409)
    person = judging.office.people[two].pk
    forged = f"""INSERT INTO panel_opinion (owner_id, panel_id, person_id, name, organisation, band, points, reason,
                 evidence, salt, seal, happened_at, recorded_at)
                 VALUES ({judging.panel.owner_id}, {judging.panel.pk}, {person}, '', '', 'achieved', 100, 'x', 'x', 'x',
                 'x', now(), now())"""
    for name in (one, CONVENER, two):  # two has not declared yet
        assert "row-level security" in refused(judging, name, forged)


def test_nothing_of_an_opened_panel_changes(judging: APanel) -> None:
    assert judging.panel is not None
    for name in drawn(judging):
        judging.hand_in(name)
    judging.open()
    assert "不能再改" in refused(judging, CONVENER, f"UPDATE panel SET seats = 4 WHERE id = {judging.panel.pk}")
    assert "permission denied" in refused(judging, CONVENER, "UPDATE panel_result SET points_sum = 300")
    assert code_of(judging, CONVENER, actions.cancel, judging.panel.pk, "不满意") == ("state.not_now", 409)


def test_five_judges_lose_one_highest_and_one_lowest(office: Office) -> None:
    made = make_panel(office)
    with acting_as(office.identity(CONVENER)):
        for name in ("褚查阅", "陈批复"):
            actions.add_expert(made.asker(CONVENER), office.people[name].pk, "财务")
    made.convene(seats=5)
    for name, points in zip(made.draw(), (100, 90, 85, 80, 0), strict=True):
        made.hand_in(name, points, "achieved" if points else "not_achieved")
    result = made.open()
    assert (result.points_sum, result.points_count) == (255, 3)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Said("achieved", 79, "理由", "材料"), "panel.points_outside_band"),
        (Said("partly", 80, "理由", "材料"), "panel.points_outside_band"),
        (Said("achieved", 101, "理由", "材料"), "panel.points_wrong"),
        (Said("excellent", 90, "理由", "材料"), "panel.points_wrong"),
        (Said("achieved", 90, " ", "材料"), "panel.opinion_without_reason"),
        (Said("achieved", 90, "理由", ""), "panel.opinion_without_reason"),
    ],
)
def test_an_opinion_that_is_not_whole_is_refused(judging: APanel, said: Said, code: str) -> None:
    assert judging.panel is not None
    name = drawn(judging)[0]
    with acting_as(judging.office.identity(name)):
        actions.declare(judging.asker(name), judging.panel.pk)
    assert code_of(judging, name, actions.hand_in, judging.panel.pk, said) == (code, 422)


def test_who_has_not_declared_hands_nothing_in(judging: APanel) -> None:
    assert judging.panel is not None
    said = Said("achieved", 90, "理由", "材料")
    assert code_of(judging, drawn(judging)[0], actions.hand_in, judging.panel.pk, said) == ("panel.not_declared", 409)


def test_fewer_than_three_seats_and_too_small_a_pool_are_refused(office: Office) -> None:
    made = make_panel(office, experts=3)  # one of them is of the measured unit
    with pytest.raises(Refused, match="至少 3 人"):
        made.convene(seats=2)
    made.convene()
    with pytest.raises(Refused, match="只有 2 人") as said:
        made.draw()
    assert said.value.code == "panel.pool_too_small"


def test_a_panel_that_recusals_left_too_small_is_not_opened(office: Office) -> None:
    made = make_panel(office, experts=4)
    made.convene()
    one, two, three = made.draw()
    assert made.panel is not None
    with acting_as(office.identity(one)):
        actions.recuse(made.asker(one), made.panel.pk, "亲属在被评判单位")
    made.hand_in(two)
    made.hand_in(three)
    assert code_of(made, CONVENER, actions.open_opinions, made.panel.pk) == ("panel.too_few_judges", 409)


def test_the_same_question_is_put_once_until_the_panel_is_ended(a_panel: APanel) -> None:
    panel = a_panel.convene()
    with pytest.raises(Refused) as said:
        a_panel.convene()
    assert said.value.code == "panel.convened_already"
    with acting_as(a_panel.office.identity(CONVENER)):
        with pytest.raises(Refused, match="必须写明理由"):
            actions.cancel(a_panel.asker(CONVENER), panel.pk, "")
        actions.cancel(a_panel.asker(CONVENER), panel.pk, "问题写错了")
    a_panel.convene()


@pytest.mark.parametrize("name", ["李编制", "赵外单位", "冯审计", "孙系统", "甲专家"])
def test_only_a_finance_reviewer_convenes(a_panel: APanel, name: str) -> None:
    question = actions.Question(a_panel.programme.pk, 2020, "指标", "问题", 3)
    assert code_of(a_panel, name, actions.convene, question) == ("panel.not_yours_to_convene", 403)


def test_a_judge_finds_the_task_and_it_is_gone_afterwards(judging: APanel) -> None:
    name = drawn(judging)[0]
    mine = Task.objects.filter(done_at__isnull=True, person=judging.office.people[name])
    with acting_as(judging.office.identity(name)):
        assert [task.title.partition("：")[0] for task in mine] == ["独立评判"]
    judging.hand_in(name)
    with acting_as(judging.office.identity(name)):
        assert not mine.all().exists()


def test_agreement_across_panels_needs_two(a_panel: APanel) -> None:
    from datetime import date

    year = date.today().year
    for indicator, points in (("甲指标", (90, 90, 90)), ("乙指标", (60, 60, 60))):
        with acting_as(a_panel.office.identity(CONVENER)):
            assert queries.agreement_across(year) == ""
        a_panel.convene(indicator=indicator)
        for name, each in zip(a_panel.draw(), points, strict=True):
            a_panel.hand_in(name, each, "achieved" if each >= 80 else "partly")
        a_panel.open()
    with acting_as(a_panel.office.identity(CONVENER)):
        assert queries.agreement_across(year) == "1"
        assert Panel.objects.count() == PanelResult.objects.count() == 2
