"""Search finds what one may see, and nothing else."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from jixiao.foundation.identity import acting_as, system_actor
from jixiao.foundation.web.search import question, sources
from jixiao.systems.programmes.models import TargetIndicator
from tests.support import seven_programmes
from tests.support.office import Office


@pytest.fixture
def full_office(office: Office) -> Office:
    seven_programmes.add_to(office)
    return office


def found(office: Office, name: str, typed: str, kind: str, limit: int = 50) -> list[str]:
    source = next(each for each in sources() if each.kind == kind)
    with acting_as(office.identity(name)):
        return [hit.title for hit in source.find(question(typed), limit)]


def test_a_programme_is_found_by_part_of_its_name(full_office: Office) -> None:
    assert found(full_office, "李编制", "国库业务", "programmes") == ["财政国库业务经费"]


def test_a_programme_is_found_by_a_name_that_is_only_similar(full_office: Office) -> None:
    assert "非税收入管理系统运维" in found(full_office, "李编制", "非税系统", "programmes")


def test_a_programme_is_found_by_pinyin(full_office: Office) -> None:
    assert "财政国库业务经费" in found(full_office, "李编制", "guoku", "programmes")


def test_another_department_finds_none_of_it(full_office: Office) -> None:
    for kind in ("programmes", "indicators", "documents"):
        assert found(full_office, "赵外单位", "国库", kind) == []


def test_an_administrator_finds_no_programme(full_office: Office) -> None:
    assert found(full_office, "孙系统", "国库业务", "programmes") == []


def test_every_term_must_stand_in_the_indicator(full_office: Office) -> None:
    titles = found(full_office, "王审核", "故障 重复", "indicators")
    assert titles
    assert all("故障" in title and "重复" in title for title in titles)


def test_an_indicator_is_found_under_its_new_name_and_no_more_under_the_old(full_office: Office) -> None:
    with acting_as(system_actor("test")):
        assert TargetIndicator.objects.filter(level3="培训数量").update(level3="OA开班次数") == 1
    assert found(full_office, "李编制", "oa开班", "indicators")
    assert not found(full_office, "李编制", "培训数量", "indicators")


def test_the_names_of_other_units_cannot_be_read_past_the_policies(full_office: Office) -> None:
    with acting_as(full_office.identity("赵外单位")), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM search.indicators(ARRAY['%'], ARRAY['none'], 1000)")
        assert cursor.fetchone() == (0,)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("SELECT name FROM search.indicator_name")


def test_nobody_cannot_search_at_all(full_office: Office) -> None:
    with connection.cursor() as cursor, pytest.raises(DatabaseError, match="没有身份"), transaction.atomic():
        cursor.execute("SELECT search.indicators(ARRAY['%'], ARRAY['none'], 1000)")


def test_an_indicator_with_an_endless_name_can_be_kept(full_office: Office) -> None:
    with acting_as(system_actor("test")):
        assert TargetIndicator.objects.filter(level3="培训数量").update(level3="培训" * 5000) == 1


def test_a_document_number_is_found_in_any_brackets(full_office: Office) -> None:
    for typed in ("财库[2016]223号", "财库〔2016〕223号", "财库（2016）223号"):
        assert found(full_office, "李编制", typed, "documents")


def test_signs_of_like_are_no_wildcards(full_office: Office) -> None:
    assert found(full_office, "王审核", "非_收入", "programmes") != found(full_office, "王审核", "zzz%", "programmes")
    assert found(full_office, "王审核", "zzz%", "indicators") == []
    assert question("%%%").terms == ()


def test_the_limit_is_kept(full_office: Office) -> None:
    assert len(found(full_office, "王审核", "率", "indicators", 5)) == 5


@pytest.mark.parametrize("typed", ["率", "非税收入 管理系统 运维 国库 业务 经费 培训", "查不到的东西"])
def test_a_kind_costs_one_query_whatever_is_asked(full_office: Office, typed: str) -> None:
    for source in sources():
        with acting_as(full_office.identity("王审核")), CaptureQueriesContext(connection) as queries:
            source.find(question(typed), 100)
        assert len(queries) == 1, source.kind


def test_people_are_found_only_in_ones_scope(full_office: Office) -> None:
    assert found(full_office, "王审核", "赵外单位", "people") == ["赵外单位"]
    assert found(full_office, "李编制", "赵外单位", "people") == []


def test_what_was_asked_for_is_marked_and_the_title_stays_whole() -> None:
    asked = question("２０２０ oa")
    parts = asked.marked("2020年OA系统")
    assert "".join(text for text, _ in parts) == "2020年OA系统"
    assert [text for text, hit in parts if hit] == ["2020", "OA"]


def test_very_long_questions_are_cut() -> None:
    asked = question("绩 效 目 标 管 理 " * 1000)
    assert len(asked.text) <= 100
    assert asked.terms == ("绩", "效", "目", "标", "管")
