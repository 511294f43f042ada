"""docs/measures-catalogue.md says what the catalogue says, and the four forms find their measures in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from jixiao.measures.catalogue.page import page
from jixiao.measures.measure import Measure, catalogue

PAGE = Path(__file__).parents[3] / "docs" / "measures-catalogue.md"
#: Indicators of the four maintenance forms that operations and contracts answer, as the forms print them.
ANSWERED = {
    *("合同管理完备性", "项目验收规范性", "监理规范性", "工程变更规范性", "系统运维规范性", "供应商资质符合程度"),
    *("巡检次数", "系统自检次数", "自检通过率", "故障处理率", "系统故障排除率", "故障处理及时率", "运维工单处理率"),
    *("运维平均响应时间", "故障重复发生率", "现场维护服务时长", "系统维护数量", "系统运维数量", "运维人员配备数量"),
    *("系统服务部门数", "系统服务用户数", "系统功能开发验收通过率", "系统功能开发完工及时性"),
    *("系统性能调优完工及时性", "应急处理及时性", "安全事故发生率", "重要信息存储丢失率", "应急响应机制健全性"),
    *("应急响应机制", "运维人员培训机制健全性", "运维人员培训机制", "跨部门沟通协作机制健全性"),
    *("跨部门沟通协作机制", "配套设施完备性", "信息共享情况", "长效管理机制健全性", "档案管理机制"),
    *("会计信息化检测软件运行稳定性", "会计信息化检测软件维护及时性"),
}


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run: python -m jixiao.measures.catalogue > docs/measures-catalogue.md"
    )


def test_every_indicator_that_records_answer_has_exactly_one_measure() -> None:
    names = [name for measure in catalogue().values() for name in measure.names]
    assert set(names) >= ANSWERED
    assert len(names) == len(set(names))


@pytest.mark.parametrize("measure", catalogue().values(), ids=lambda measure: measure.id)
def test_a_measure_says_what_it_means(measure: Measure) -> None:
    assert all((measure.about, measure.formula, measure.unit, measure.source))
    if measure.kind in ("counted", "checked"):
        assert (measure.kept.__doc__ or "").strip(), "kept says where nothing means zero"
