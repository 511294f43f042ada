"""What panels judged and outside bodies graded, by the indicator that they were asked about.

A panel answers the question that was put to it and no other: each indicator has a measure of its own, made by one of
two functions. A further indicator of the kind is one line more.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from jixiao.measures.measure import Rows, measure
from jixiao.measures.population import Population, mean, share
from jixiao.measures.records import Records

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Where the meaning of these measures is written down.
_SOURCE = "上海市2020年绩效目标表；财预〔2020〕10号第十六条（定性指标三档）"

JUDGED = {
    "panels.information_level": "信息化水平对项目持续影响",
    "panels.research_effect": "政策业务调研有效性",
    "panels.talent_contribution": "上海会计人才培养体系工程贡献度",
}
RECORDED = {
    "panels.accounting_management_grade": "财政部会计管理工作考核优秀率",
    "panels.budget_performance_grade": "预算绩效管理整体能力进一步提升",
}


def judged_by_panel(records: Records, indicator: str) -> Population:
    """The mean of the points that judges gave, of those that count: a highest and a lowest may be left out.

    Points are of a hundred; the value is a ratio. Opinions are known from the opening on.
    """
    opinions = _of_the_year(records, "panel_opinion", indicator)
    opinions = opinions.filter(opinions.is_counted)
    return mean(opinions, "panel_opinion", opinions.points)


def outside_grade(records: Records, indicator: str) -> Population:
    """Grades of an outside body that reach the wanted one ÷ grades; each confirmed by two people.

    The year is the one that was graded, whenever the document came.
    """
    grades = _of_the_year(records, "recorded_grade", indicator)
    return share(grades, "recorded_grade", grades.is_reached)


def _of_the_year(records: Records, table: str, indicator: str) -> ir.Table:
    rows = records.table(table)
    return rows.filter(rows.year == records.asked.year, rows.indicator == indicator)


def _kept(table: str, indicator: str) -> Callable[[Records], ir.Table]:
    """Programmes about which a panel was opened, or a grade confirmed: for the others nothing is reported."""
    return lambda records: _of_the_year(records, table, indicator).select("programme_id").distinct()


def _about(indicator: str, made_by: Callable[[Records, str], Population]) -> Rows:
    def rows(records: Records) -> Population:
        return made_by(records, indicator)

    rows.__doc__ = made_by.__doc__
    return rows


for _id, _indicator in JUDGED.items():
    measure(
        _id,
        _indicator,
        kind="judged",
        formula="计入的评判人所给分值的均值 ÷ 100",
        unit="ratio",
        direction="higher",
        source=_SOURCE,
        kept=_kept("panel_opinion", _indicator),
        divisor=100,
    )(_about(_indicator, judged_by_panel))

for _id, _indicator in RECORDED.items():
    measure(
        _id,
        _indicator,
        kind="recorded",
        formula="达到目标等次的考核 ÷ 考核",
        unit="ratio",
        direction="higher",
        source=_SOURCE,
        kept=_kept("recorded_grade", _indicator),
    )(_about(_indicator, outside_grade))
