"""Everything that has a code has English; docs/decisions/0008-english-by-code.md."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from jixiao.foundation.web import english
from jixiao.rules.values import TargetValue
from tools.codes import codes

_LONGEST = 140


def test_every_code_that_the_source_gives_has_english() -> None:
    """In the catalogue, or because its words go through gettext wherever it is given."""
    given = codes()
    assert len(given) > 300
    without = sorted(
        code for code, is_translated in given.items() if not is_translated and code not in english.messages()
    )
    assert not without, f"add a sentence to src/jixiao/locale/en/messages: {without}"


def test_the_catalogue_holds_no_code_that_nobody_gives() -> None:
    assert english.messages().keys() <= codes().keys()


@pytest.mark.parametrize("code", english.messages())
def test_a_sentence_is_short_and_english(code: str) -> None:
    sentence = english.messages()[code]
    assert re.fullmatch(r"[A-Z“].*[.?]", sentence), code
    assert len(sentence) <= _LONGEST
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"“[^”]*”|优 \(|良 \(|中 \(|差 \(", "", sentence)), code


def test_english_stands_first_and_the_original_below() -> None:
    with translation.override("en"):
        said = english.told("target.unit_missing", "“=6”没有单位。", "请写明单位。")
    assert said.first == english.messages()["target.unit_missing"]
    assert said.original == "“=6”没有单位。请写明单位。"


def test_the_original_is_one_text() -> None:
    with translation.override("en"):
        assert english.told("import.required", "没有填写", "请填写").original == "没有填写；请填写"
        assert english.told("import.mobile_wrong", "A mobile number has 11 digits.", "请核对").original == "请核对"


def test_chinese_stands_alone_on_a_chinese_page() -> None:
    with translation.override("zh-hans"):
        assert english.told("target.unit_missing", "“=6”没有单位。") == english.Said("“=6”没有单位。")


def test_what_gettext_translated_and_what_has_no_code_stand_alone() -> None:
    with translation.override("en"):
        assert english.told("form.name_missing", "Write it.") == english.Said("Write it.")
        assert english.told("", "没有代码。") == english.Said("没有代码。")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("信息化运维 指标8“故障重复发生率”（C7）", "信息化运维 indicator 8 “故障重复发生率” (C7)"),
        ("信息化运维 项目类别", "信息化运维 Category"),
        ("信息化运维 项目概况 / 项目实施计划", "信息化运维 Overview / Plan of work"),
        ("项目概况", "项目概况"),
        ("第12页 C9", "page 12 C9"),
        ("第 3 行“金额”（B3）", "row 3 “金额” (B3)"),
    ],
)
def test_a_place_is_told_in_english_with_its_names(place: str, said: str) -> None:
    with translation.override("en"):
        assert english.place_in_words(place) == said
    with translation.override("zh-hans"):
        assert english.place_in_words(place) == place


def test_a_task_says_what_is_to_be_done_and_keeps_the_name() -> None:
    title = "财政审核：网络：运维（2020年度）"
    with translation.override("en"):
        assert english.task_title(title) == "Finance review: 网络：运维 (2020)"
    with translation.override("zh-hans"):
        assert english.task_title(title) == title


def test_a_target_is_read_back_in_the_language_of_the_page() -> None:
    values = [TargetValue.from_label({"op": "<=", "value": "2", "unit": "小时"})]
    with translation.override("en"):
        assert english.read_back(values) == "at most 2 hours"
    with translation.override("zh-hans"):
        assert english.read_back(values) == "不高于2小时"


def test_a_reason_with_the_authors_words_falls_back_to_the_sentence_of_its_code() -> None:
    with translation.override("en"):
        assert english.lacking("没有写目标值") == "no target is written"
        assert (
            english.lacking("与“上年”比较，但没有写明基期数值或变化幅度") == english.messages()["target.not_measurable"]
        )
