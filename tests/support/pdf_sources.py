"""Tables to print and read back: the layouts that governments publish, with made-up projects."""

from __future__ import annotations

from collections.abc import Sequence

from tests.support.pdfs import Part, SourceCell, TableSource

LEVELS = (
    ("产出指标", "数量指标", ("举办业务培训期数", "检修监测站点数量", "新建改建农村公路里程")),
    ("产出指标", "质量指标", ("工程一次验收合格率", "OA 系统可用率 (SLA)", "资金使用合规率")),
    ("产出指标", "时效指标", ("项目按期完成率", "故障平均响应时间")),
    ("效益指标", "社会效益指标", ("受益群众覆盖面", "公共服务水平提升情况以及对周边区县的带动作用")),
    ("效益指标", "可持续影响指标", ("长效管理机制健全性",)),
    ("满意度指标", "服务对象满意度指标", ("受益群众满意度（%）",)),
)
TARGETS = (
    "≥12期",
    "=100%",
    "≤3‰",
    "2020年12月底前",
    "有效提升",
    "≥98%",
    "支付业务量达到200万笔、非税14万笔",
    "7×24小时",
)
REASON = (
    "受汛期降雨影响，部分路段施工推迟到第四季度；已督促施工单位倒排工期，增加人员和机械，确保年内完成全部建设内容。"
)


def self_evaluation(repeats: int = 1, *, long_cells: bool = True) -> TableSource:
    """The national 项目支出绩效自评表 with merged level cells; ``repeats`` multiplies the indicator rows."""
    cells = [*_head(), *_funds(), *_goal(long_cells)]
    row = max(cell.row + cell.row_span for cell in cells)
    titles = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    cells += [SourceCell(title, row, column) for column, title in enumerate(titles)]
    cells += _indicator_rows(row + 1, repeats, long_cells)
    last = max(cell.row + cell.row_span for cell in cells)
    cells += [
        SourceCell("总分", last, 0, 1, 5),
        SourceCell("100", last, 5),
        SourceCell("96.35", last, 6),
        SourceCell("", last, 7),
    ]
    return TableSource((7, 9, 15, 12, 12, 8, 7, 20), tuple(cells))


def indicator_table(repeats: int = 4, *, long_cells: bool = True) -> TableSource:
    """Only the indicators, under a header that repeats on every page."""
    titles = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    cells = [SourceCell(title, 0, column) for column, title in enumerate(titles)]
    cells += _indicator_rows(1, repeats, long_cells)
    return TableSource((7, 9, 15, 12, 12, 8, 7, 20), tuple(cells), header_rows=1)


def _head() -> list[SourceCell]:
    return [
        SourceCell("项目名称", 0, 0, 1, 2),
        SourceCell("城市防汛与排水设施维护专项（2021年）", 0, 2, 1, 6),
        SourceCell("主管部门", 1, 0, 1, 2),
        SourceCell("某某市水务局", 1, 2, 1, 2),
        SourceCell("实施单位", 1, 4),
        SourceCell("某某市排水管理处", 1, 5, 1, 3),
    ]


def _funds() -> list[SourceCell]:
    cells = [SourceCell("项目资金\n（万元）", 2, 0, 5, 2), SourceCell("", 2, 2)]
    titles = ("年初预算数", "全年预算数", "全年执行数", "分值", "执行率及得分")
    cells += [SourceCell(title, 2, 3 + column) for column, title in enumerate(titles)]
    lines = (
        ("年度资金总额", "1,250.00", "1,250.00", "1,077.29", "10", "86.18%"),
        ("其中：当年财政拨款", "1,000.00", "1,000.00", "827.29", "—", "82.73%"),
        ("上年结转资金", "250.00", "250.00", "250.00", "—", "100%"),
        ("其他资金", "", "", "", "—", ""),
    )
    for number, line in enumerate(lines):
        cells += [SourceCell(text, 3 + number, 2 + column) for column, text in enumerate(line)]
    return cells


def _goal(long_cells: bool) -> list[SourceCell]:
    goal = "完成全市主城区排水管网清淤疏通和泵站设备检修，保障汛期排水通畅。"
    done = "全年完成清淤疏通任务，主城区未发生严重内涝。"
    if long_cells:
        goal, done = goal * 4, done * 3
    return [
        SourceCell("年度总体目标", 7, 0, 2),
        SourceCell("预期目标", 7, 1, 1, 4),
        SourceCell("实际完成情况", 7, 5, 1, 3),
        SourceCell(goal, 8, 1, 1, 4),
        SourceCell(done, 8, 5, 1, 3),
    ]


def _indicator_rows(first: int, repeats: int, long_cells: bool) -> list[SourceCell]:
    cells: list[SourceCell] = []
    row, count = first, 0
    for repeat in range(repeats):
        level1_rows: dict[str, int] = {}
        for level1, _, names in LEVELS:
            level1_rows[level1] = level1_rows.get(level1, 0) + len(names)
        done: set[str] = set()
        for level1, level2, names in LEVELS:
            if level1 not in done:
                cells.append(SourceCell(level1, row, 0, level1_rows[level1]))
                done.add(level1)
            cells.append(SourceCell(level2, row, 1, len(names)))
            for name in names:
                cells += _indicator_row(row, f"{name}{repeat + 1}", count, long_cells)
                row, count = row + 1, count + 1
    return cells


def _indicator_row(row: int, name: str, count: int, long_cells: bool) -> list[SourceCell]:
    reason = "" if count % 3 else (REASON if long_cells else "受汛期影响")
    texts = (name, TARGETS[count % len(TARGETS)], TARGETS[(count + 3) % len(TARGETS)], "5", "4.6", reason)
    return [SourceCell(text, row, 2 + column) for column, text in enumerate(texts)]


def with_title(table: TableSource) -> Sequence[Part]:
    """A title, the year and the unit line above the table, a note below it."""
    return ("附件1", "项目支出绩效自评表", "（2021年度）", table, "注：本表一式两份。")


def plain_table() -> TableSource:
    """A table as it is printed without rulings: level names at the first row of their group, cells that wrap."""
    titles = ("一级目标", "二级目标", "三级目标", "指标目标值")
    rows = (
        ("投入与管理", "投入管理", "预算执行率", "=100%"),
        ("", "", "预算资金到位率", "=100%"),
        ("", "财务管理", "财务管理制度健全性", "健全"),
        ("", "", "资金使用规范性", "规范"),
        ("产出目标", "数量", "培训数量", "参加培训人数不少于2500人"),
        ("", "质量", "国库集中支付代理银行业务信息准确性和完整性", "经国库处会计组审核后，确认信息无误"),
        ("", "时效", "故障平均响应时间", "≤2小时"),
        ("效果目标", "满意度", "培训人员满意率", "达到98%以上"),
    )
    cells = [SourceCell(title, 0, column) for column, title in enumerate(titles)]
    cells += [SourceCell(text, 1 + row, column) for row, texts in enumerate(rows) for column, text in enumerate(texts)]
    return TableSource((4, 3, 6, 7), tuple(cells))
