"""A parameter that is not fully cited, dated and exact is refused with the reason."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import yaml

from jixiao.parameters import ParameterError, load_lexicon, load_parameter, load_tree, parameter
from jixiao.rules.regulations import NoRuleInForce


def entry(**changes: Any) -> dict[str, Any]:
    whole = {
        "effective": date(2020, 2, 25),
        "value": {"优": "0.9"},
        "citation": {"document": "财预〔2020〕10号", "article": "第十八条", "evidence": "T"},
        "origin": "national",
        "checked_on": date(2026, 11, 23),
    }
    return {key: value for key, value in {**whole, **changes}.items() if value is not None}


def file(*entries: dict[str, Any], **changes: Any) -> str:
    content = {"id": "a.b", "title": "等次", "unit": "ratio", "values": list(entries), **changes}
    return yaml.safe_dump(content, allow_unicode=True)


def test_quoted_numbers_are_exact() -> None:
    assert load_parameter(file(entry()), "a.b").on(date(2021, 1, 1)).value == {"优": Decimal("0.9")}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (file(entry(citation=None)), "缺少"),
        (file(entry(checked_on=None)), "缺少"),
        (file(entry(effective=None)), "缺少"),
        (file(entry(origin=None)), "缺少"),
        (file(entry(value=0.9)), "小数应加引号"),
        (file(entry(value=[{"edge": 0.9}])), "小数应加引号"),
        (file(entry(origin="local")), "适用地区"),
        (file(entry(origin="somebody")), "origin"),
        (file(entry(citation={"document": "某文", "article": "", "evidence": "X"})), "citation"),
        (file(entry(effective="2020-02-25x")), "日期"),
        (file(entry(surplus=1)), "多出"),
        (file(entry(), unit=""), "缺少 unit"),
        (file(entry(), id="a.c"), "id 应与文件路径一致"),
        (file(entry(), entry()), "先后排列"),
    ],
)
def test_a_file_that_lacks_something_is_refused_and_the_reason_named(text: str, reason: str) -> None:
    with pytest.raises(ParameterError, match=reason):
        load_parameter(text, "a.b")


def test_a_value_holds_from_its_day_until_it_expires() -> None:
    dated = load_parameter(file(entry(expires=date(2025, 1, 1))), "a.b")
    assert dated.on(date(2020, 2, 25)).value
    for day in (date(2020, 2, 24), date(2025, 1, 1)):
        with pytest.raises(NoRuleInForce, match=day.isoformat()):
            dated.on(day)


def test_the_later_value_takes_over_on_its_day() -> None:
    dated = load_parameter(file(entry(value="1"), entry(effective=date(2022, 1, 1), value="2")), "a.b")
    assert [dated.on(day).value for day in (date(2021, 12, 31), date(2022, 1, 1))] == [1, 2]


def test_an_unknown_parameter_is_an_error_in_chinese() -> None:
    with pytest.raises(ParameterError, match="没有名为"):
        parameter("scoring.unheard_of")


def test_every_file_of_the_tree_loads_and_nothing_in_it_was_checked_before_it_held() -> None:
    for dated in load_tree().values():
        for value in dated.values:
            assert value.checked_on >= value.effective


def test_what_nobody_verified_is_never_stated_as_national_law_without_its_mark() -> None:
    for dated in load_tree().values():
        for value in dated.values:
            if value.origin == "ours":
                assert value.citation.evidence != "T", f"{dated.id}: a choice of ours cannot be the text of a law"


def test_a_word_list_says_what_it_is_and_where_its_words_were_seen() -> None:
    words = load_lexicon("self_evaluation")
    assert words["about"]
    assert words["source"]
