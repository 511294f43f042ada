"""Copied text inside one form: what repeats without saying more, and what may repeat."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jixiao.parameters.review import review_parameters
from jixiao.rules.review import check_target_form
from tests.support.clean_forms import clean_form

PARAMETERS = review_parameters(date(2022, 1, 1))
LONG = "为辖区居民提供安全稳定的供水保障，落实各项养护责任，确保设施完好、水质达标、群众满意。"


def codes(narratives: dict[str, str]) -> list[str]:
    form = replace(clean_form(1), narratives=narratives)
    return [f.code for f in check_target_form(form, PARAMETERS) if f.code.startswith("text.")]


def test_a_necessity_that_copies_the_overview_says_nothing() -> None:
    assert codes({"项目概况": LONG, "项目设立的必要性": LONG}) == ["text.section_copied"]


def test_a_necessity_that_stands_in_the_overview_word_for_word_says_nothing() -> None:
    assert codes({"项目概况": LONG + "工程覆盖十二个村组。", "项目设立的必要性": LONG}) == ["text.section_copied"]


def test_a_one_year_goal_may_be_the_whole_term_s_goal() -> None:
    assert codes({"中期目标": LONG, "年度目标": LONG}) == []


def test_the_same_rules_may_be_basis_and_safeguard() -> None:
    rules = "《城镇供水设施维修养护管理办法》《财政专项资金管理暂行办法》"
    assert codes({"立项依据": rules, "保证项目实施的制度、措施": rules}) == []


def test_a_sentence_said_twice_is_found_across_numbering_and_punctuation() -> None:
    text = "1、落实各项养护责任并定期巡查。2、更换老旧管线。3、落实各项养护责任，并定期巡查。"
    assert codes({"项目设立的必要性": text}) == ["text.repeated_sentence"]


def test_short_phrases_may_come_back() -> None:
    assert codes({"项目设立的必要性": "确保安全。更换老旧管线，改善供水水质和压力。确保安全。"}) == []


def test_an_overview_that_only_repeats_the_name_is_found_however_it_is_closed() -> None:
    name = clean_form(1).project_name or ""
    assert codes({"项目概况": f"{name}。"}) == ["text.repeats_name"]
    assert codes({"项目概况": f"本项目为{name}；"}) == ["text.repeats_name"]
