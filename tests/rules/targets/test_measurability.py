"""Whether a target can be measured, and the reason a drafter is given."""

from __future__ import annotations

import pytest

from jixiao.rules.targets import measurability, parse_target


@pytest.mark.parametrize(
    "text",
    [
        "≥95%",
        "不少于2500人",
        "5*8小时",
        "2020年12月底前",
        "每月10日前",
        "支付业务量达到200万笔、非税14万笔",
        "零投诉",
        "良好以上",
        "较上年增长5%",
    ],
)
def test_a_number_a_date_or_a_least_grade_can_be_measured(text: str) -> None:
    assert measurability(parse_target(text)).measurable


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("健全", "只有定性描述"),
        ("", "没有写目标值"),
        ("—", "没有写目标值"),
        ("不低于上年水平", "没有写明基期数值"),
        ("不超预算", "没有写明预算数是多少"),
        ("应保尽保", "没有写明应完成的总数"),
        ("是", "只回答是或否"),
        ("优秀", "没有写明由谁按什么标准评定"),
        ("A级及以上", "没有写明依据的标准和评定单位"),
        ("无投诉", "可写为“0起”"),
        ("按时完成", "没有写明时限"),
        ("长期", "没有写明期限和幅度"),
        ("有效提升", "没有写明基数和幅度"),
        ("符合相关文件要求", "没有写明其中的数值或条件"),
        ("按月安排", "没有写明次数或数额"),
        ("≤1:20", "没有写成可直接比较的一个数值"),
    ],
)
def test_words_alone_cannot_be_measured_and_the_reason_says_what_they_lack(text: str, reason: str) -> None:
    verdict = measurability(parse_target(text))
    assert not verdict.measurable
    assert reason in verdict.reason


def test_one_part_in_words_makes_the_whole_target_unmeasurable() -> None:
    assert not measurability(parse_target("合格率100%，管理规范")).measurable


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("约200家", "没有确切界限"),
        ("=6", "没有写明计量单位"),
        ("同比增长5%以上", "需要基期数值"),
        ("绩效目标编制实现全覆盖", "可按100%核算"),
        ("考核良好以上", "最低为“良好”"),
    ],
)
def test_what_can_be_measured_but_not_well_says_what_is_missing(text: str, remark: str) -> None:
    verdict = measurability(parse_target(text))
    assert verdict.measurable
    assert remark in verdict.reason


def test_a_text_too_long_for_a_target_says_so() -> None:
    assert "文字过长" in measurability(parse_target("开展培训" * 300)).reason
