"""Which way is better, from the name alone: the head of a Chinese name stands last."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.parameters.judgement import direction_lexicon
from jixiao.rules.judgement import Direction, direction_of, stated_direction

LEXICON = direction_lexicon()

LOWER = """
故障重复发生率 投诉率 信息丢失率 差错率 运维平均响应时间 项目成本 死亡率 孕产妇死亡率 安全事故发生率 事故起数
安全生产事故死亡人数 不合格率 产品抽检不合格率 未完成率 不满意率 群众上访次数 网络故障次数 单位能耗
污染物排放总量 结转结余率 辍学率 PM2.5浓度 案件办理周期 工程变更次数 火灾发生次数 资产负债率 城镇登记失业率
设备返修率 群众等待时间 重大安全责任事故数 资金挪用情况 故障平均修复时间 三公经费支出成本
"""
HIGHER = """
及时率 合格率 满意度 覆盖率 培训人数 检查次数 成本节约率 投诉办结率 事故处理率 故障排除率 故障处理及时率
隐患整改率 隐患排查数量 纠纷调解成功率 无故障运行时间 零投诉率 无事故天数 节约成本 处理投诉件数 追回欠税金额
污水处理率 垃圾无害化处理率 突发事件应急处置率 免费开放天数 脱贫人数 危房改造户数 违法案件查处率 高血压随访控制数
病虫害防治面积 空气质量优良天数 预算执行率 设备完好率 事故下降率 扬尘治理达标率 受益贫困人口数 传染病报告率
"""
NEITHER = "补助标准 农村低保标准 成本控制率 降低事故发生率 减少投诉 结转结余变动率"


@pytest.mark.parametrize("name", LOWER.split())
def test_less_is_better(name: str) -> None:
    assert direction_of(name, LEXICON) is Direction.LOWER


@pytest.mark.parametrize("name", HIGHER.split())
def test_more_is_better(name: str) -> None:
    assert direction_of(name, LEXICON) is Direction.HIGHER


@pytest.mark.parametrize("name", NEITHER.split())
def test_the_name_does_not_say(name: str) -> None:
    assert direction_of(name, LEXICON) is None


@pytest.mark.parametrize(
    ("decorated", "plain"),
    [
        ("★★★农村低保发放人数(按月平均)(≥**人)", "农村低保发放人数"),
        ("指标12：孕产妇死亡率（‰）", "孕产妇死亡率"),
        ("其中:投诉率≤**%", "投诉率"),
    ],
)
def test_numbering_stars_and_templates_are_no_part_of_the_name(decorated: str, plain: str) -> None:
    assert direction_of(decorated, LEXICON) is direction_of(plain, LEXICON)


def test_the_heading_decides_only_where_the_name_does_not() -> None:
    assert direction_of("一号工程", LEXICON, unit="元", category="成本指标") is Direction.LOWER
    assert direction_of("投诉办结率", LEXICON, unit="ratio", category="成本指标") is Direction.HIGHER
    assert direction_of("补助标准", LEXICON, unit="元", category="成本指标") is None


@pytest.mark.parametrize(
    ("name", "category", "unit", "direction"),
    [
        ("项目支出金额", "成本指标", "元", Direction.LOWER),
        ("补贴金额", "数量指标", "元", Direction.HIGHER),
        ("培训标准", "成本指标", "元", Direction.LOWER),
        ("平均办理天数", "时效指标", "日", Direction.LOWER),
        ("解决群众问题时间", "时效指标", "日", Direction.LOWER),
        ("免费开放时间", "时效指标", "小时", Direction.HIGHER),
        ("受灾群众", "数量指标", "人", Direction.HIGHER),
        ("松材线虫病发生面积", "生态效益指标", "亩", Direction.LOWER),
        ("项目支出金额", "", "元", None),
    ],
)
def test_words_that_say_nothing_leave_it_to_the_heading(
    name: str, category: str, unit: str, direction: Direction | None
) -> None:
    assert direction_of(name, LEXICON, unit=unit, category=category) is direction


def test_nothing_is_inferred_from_a_unit_without_a_name() -> None:
    assert direction_of("", LEXICON, unit="次") is None
    assert direction_of("种薯繁育基地", LEXICON, unit="亩") is Direction.HIGHER


@pytest.mark.parametrize(
    ("words", "direction"),
    [
        ("正向", Direction.HIGHER),
        ("反向指标", Direction.LOWER),
        ("逆向", Direction.LOWER),
        ("higher", Direction.HIGHER),
        ("Lower", Direction.LOWER),
        ("越低越好", Direction.LOWER),
        ("中性", None),
        ("正向或反向", None),
    ],
)
def test_a_stated_direction_is_understood(words: str, direction: Direction | None) -> None:
    assert stated_direction(words) is direction


def test_names_of_many_sectors_point_the_way_somebody_gave_them_before_reading_the_lexicon() -> None:
    lines = Path(__file__).with_name("unseen_directions.txt").read_text(encoding="utf-8").splitlines()
    named = [line.split() for line in lines if not line.startswith("#")]
    assert [(name, way) for name, way in named if str(direction_of(name, LEXICON)) != way] == []
