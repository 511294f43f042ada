"""The reading conventions of docs/forms.md, on forms as governments really print them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jixiao.documents.forms.tables import read_tables
from jixiao.documents.sheets import Block, Document
from jixiao.rules.forms import Form, Indicator
from tests.support.layouts import document, grid, lines, table, workbook

HEAD = [
    ["项目名称", "甲项目", "<", "<", "主管部门", "某局", "<", "<"],
    ["项目资金（万元）", "年度资金总额", "<", "<", "100", "<", "<", "<"],
]
HEADING = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"]
LEVELS = [("产出指标", "数量指标"), ("产出指标", "数量指标"), ("产出指标", "质量指标"), ("效益指标", "社会效益指标"),
          ("满意度指标", "服务对象满意度指标")]  # fmt: skip
VALUES = [["次数", "≥3次", "3次", "20", "20", ""], ["人数", "≥100人", "90人", "20", "18", "部分人未到"],
          ["合格率", "=100%", "100%", "20", "20", ""], ["作用", "明显", "明显", "20", "19", ""],
          ["满意度", "≥90%", "95%", "10", "10", ""]]  # fmt: skip
TITLE = lines("项目支出绩效自评表", "（2022年度）")


def form_rows(read: list[Form]) -> list[tuple[object, ...]]:
    return [
        (row.level1, row.level2, row.level3, row.target_text, row.actual_text, row.weight, row.score)
        for form in read
        for row in form.indicators
    ]


PLAIN = form_rows(read_tables(document(TITLE, table([*HEAD, HEADING, *(
    [*levels, *values] for levels, values in zip(LEVELS, VALUES, strict=True)
)]))).forms)  # fmt: skip


def test_the_plain_form_has_its_five_rows():
    assert len(PLAIN) == 5
    assert PLAIN[2][:4] == ("产出指标", "质量指标", "合格率", "=100%")


@pytest.mark.parametrize(
    "line", ["（2022年度）", "（2022年1-7月）", "（2022年1—9月份）", "2022年1月至7月", "（2022年6月）"]
)
def test_the_line_below_the_title_gives_the_year(line):
    rows = [*HEAD, HEADING, ["产出指标", "数量指标", *VALUES[0]]]
    for block in (
        lines("项目支出绩效监控情况表", line),
        table([["项目支出绩效监控情况表", *"<<<<<<<"], [line, *"<<<<<<<"]]),
    ):
        (form,) = read_tables(document(block, table(rows))).forms
        assert (form.year, form.form_year, form.fields) == (2022, line, {})


# --- how levels may be printed, and everything around them -------------------------------------------------------


def _levels(how: str) -> list[list[str]]:
    """Level cells: printed on each row, merged, or blank below the first."""
    printed: list[list[str]] = []
    for n, (one, two) in enumerate(LEVELS):
        above = LEVELS[n - 1] if n else (None, None)
        again = {"each": (one, two), "merged": ("^", "^"), "blank": ("", "")}[how]
        printed.append([
            again[0] if above[0] == one else one,
            again[1] if above == (one, two) else two,
        ])  # fmt: skip
    return printed


def _spaced(text: str) -> str:
    return " ".join(text)


def _broken(text: str) -> str:
    return text[:2] + "\n" + text[2:]


@st.composite
def printings(draw: st.DrawFn) -> Document:
    """The plain form as another office would print it."""
    body = [[*levels, *values] for levels, values in zip(_levels(draw(st.sampled_from(["each", "merged", "blank"]))),
                                                         VALUES, strict=True)]  # fmt: skip
    style = draw(st.sampled_from([str, _spaced, _broken]))
    heading = [style(text) for text in HEADING]
    tail = draw(st.sampled_from([[], [["……", *[""] * 7]], [["总分", "<", "<", "<", "<", "90", "87", ""]],
                                 [["注：以上数据截至年底。", *["<"] * 7]], [[""] * 8],
                                 [["填报人：李某", "<", "<", "联系电话：123", "<", "<", "<", "<"]]]))  # fmt: skip
    if draw(st.booleans()):
        side = draw(st.sampled_from(["绩效指标", "绩\n效\n指\n标", "年度绩效指标"]))
        full = [[side, *heading], *(["^", *row] for row in body), *([" ", *row] for row in tail)]
    else:
        full = [heading, *body, *tail]
    extra = draw(st.integers(0, 2))
    if extra:
        full[0] = [*full[0], *(f"某村{n}" for n in range(extra))]
        full[1:] = [[*row, *("甲" for _ in range(extra))] if row and row[0] != " " else row for row in full[1:]]
    blocks: list[Block] = [TITLE]
    cut = draw(st.sampled_from([0, 2, 3, 4]))
    if draw(st.booleans()):
        blocks.append(table(HEAD))
        main = full
    else:
        main = [*HEAD, *full]
    if cut and not any("^" in row for row in full[cut + 1 : cut + 2]):
        at = len(main) - len(full) + 1 + cut
        first, second = main[:at], [full[0], *main[at:]]
        blocks += [table(first, page=1), table(second, page=2)]
    else:
        blocks.append(table(main))
    return document(*blocks)


@given(printings())
def test_however_it_is_printed_the_rows_are_the_same(printed):
    read = read_tables(printed).forms
    assert len(read) == 1
    assert form_rows(read) == PLAIN
    assert read[0].project_name == "甲项目"
    assert read[0].budget.current_year_budget_yuan == 1000000


@given(st.permutations(["实际完成值", "分值", "得分", "备注"]))
def test_the_order_of_the_columns_does_not_matter(order):
    at = [HEADING.index(name) for name in order]
    rows = [[*levels, *values[:2], *(values[i - 2] for i in at)] for levels, values in zip(LEVELS, VALUES, strict=True)]
    read = read_tables(document(TITLE, table([[*HEADING[:4], *order], *rows]))).forms
    assert form_rows(read) == PLAIN


# --- several forms ------------------------------------------------------------------------------------------------


def _whole(project: str, *, title: bool) -> list[list[str]]:
    rows = [[project if cell == "甲项目" else cell for cell in row] for row in HEAD]
    body = [[*levels, *values] for levels, values in zip(LEVELS, VALUES, strict=True)]
    top = [["项目支出绩效自评表", *["<"] * 7], ["（2022年度）", *["<"] * 7]] if title else []
    return [*top, *rows, HEADING, *body, ["填报人：李某", *["<"] * 3, "联系电话：12", *["<"] * 3]]


@pytest.mark.parametrize("title", [True, False])
def test_forms_one_below_the_other_in_one_table(title):
    read = read_tables(document(table([*_whole("甲", title=title), *_whole("乙", title=title)]))).forms
    assert [form.project_name for form in read] == ["甲", "乙"]
    assert [len(form.indicators) for form in read] == [5, 5]
    assert [form.table_no for form in read] == [1, 2]


def test_forms_in_tables_of_their_own_with_prose_between():
    first, second = table(_whole("甲", title=False)), table(_whole("乙", title=False))
    report = lines("某局2022年度部门决算", "我单位对2个项目开展了绩效自评，涉及资金200万元，结果如下表。")
    read = read_tables(document(report, first, lines("", "其余项目见下表。"), second)).forms
    assert [(form.project_name, form.year, len(form.indicators)) for form in read] == [("甲", 2022, 5), ("乙", 2022, 5)]


def test_each_sheet_of_a_workbook_is_its_own_form():
    sheets = [(name, table(_whole(name, title=True))) for name in ("甲", "乙", "丙")]
    read = read_tables(workbook(*sheets)).forms
    assert [form.project_name for form in read] == ["甲", "乙", "丙"]


# --- cells that hold more than one indicator, or more than one row one cell ------------------------------------------


def one_row(name: str, target: str, actual: str = "") -> list[Indicator]:
    rows = [["一级指标", "二级指标", "三级指标", "指标值", "完成值"], ["产出指标", "数量指标", name, target, actual]]
    return list(read_tables(document(TITLE, table(rows))).forms[0].indicators)


def test_numbered_indicators_in_one_cell_are_several():
    found = one_row("指标1：培训次数\n指标2：培训人数\n指标3：…", "≥3次\n≥100人", "4次\n120人")
    assert [(row.level3, row.target_text, row.actual_text) for row in found] == [
        ("指标1：培训次数", "≥3次", "4次"), ("指标2：培训人数", "≥100人", "120人"),
    ]  # fmt: skip
    assert [row.no for row in found] == [1, 2]


def test_plain_values_line_by_line_are_several():
    assert [row.target_text for row in one_row("培训覆盖面\n满意率", "≥90%\n≥95%")] == ["≥90%", "≥95%"]


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("业务信息准确性和完整\n性", "经审核后，确认信息\n无误"),
        ("代理银行业务费完成", "支付业务量达到200万笔、\n非税14万笔"),
        ("完成时间", "2021年12月\n底前"),
        ("参加培训\n人数", "不少于2500\n人"),
    ],
)
def test_a_wrapped_sentence_is_one_indicator(name, target):
    found = one_row(name, target)
    assert [(row.level3, row.target_text) for row in found] == [(name.replace("\n", ""), target.replace("\n", ""))]


def test_one_cell_over_two_levels_names_both():
    drawing = "一级指标|二级指标|三级指标|指标值\n满意度指标|<|群众满意度|≥90%"
    row = read_tables(document(TITLE, table(grid(drawing)))).forms[0].indicators[0]
    assert (row.level1, row.level2) == ("满意度指标", "满意度指标")


def test_a_new_first_level_ends_the_second():
    drawing = "一级指标|二级指标|三级指标|指标值\n产出指标|数量指标|次数|3次\n效益指标||作用|明显"
    rows = read_tables(document(TITLE, table(grid(drawing)))).forms[0].indicators
    assert [(row.level1, row.level2) for row in rows] == [("产出指标", "数量指标"), ("效益指标", None)]


def test_letters_of_a_level_stacked_or_spaced_are_one_word():
    drawing = r"一级指标|二级指标|三级指标|指标值" + "\n" + r"产\n出\n指\n标|数 量\n指 标|次 数|3次"
    row = read_tables(document(TITLE, table(grid(drawing)))).forms[0].indicators[0]
    assert (row.level1, row.level2, row.level3) == ("产出指标", "数量指标", "次 数")


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [("95", "%", "≥95%"), ("95%", "%", "≥95%"), ("28.8万元", "%", "≥28.8万元"), ("应保尽保", "%", "≥应保尽保")],
)
def test_a_unit_is_joined_to_a_number_and_not_to_a_value_with_its_own(value, unit, text):
    drawing = f"一级指标|二级指标|三级指标|指标性质|指标值|度量单位\n产出指标|数量指标|某项|≥|{value}|{unit}"
    row = read_tables(document(TITLE, table(grid(drawing)))).forms[0].indicators[0]
    assert (row.target_text, row.target_cells) == (text, ("≥", value, unit))


# --- anything at all ----------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    [
        *["甲", "100", "≥3次", "……", "注：1.", "<", "^", "：", "（", "\n", ""],
        *["项目名称", "主管部门", "项目资金（万元）", "年初预算数", "全年执行数", "年度资金总额", "单位：万元"],
        *["一级指标", "二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分", "度量单位", "指标性质"],
        *["产出指标", "数量指标", "项目支出绩效自评表", "预期目标", "实际完成情况", "中期目标", "绩效指标", "总分"],
    ]
)


@given(st.lists(st.lists(_WORDS, min_size=1, max_size=8), max_size=14), st.sampled_from(["docx", "pdf", "xlsx"]))
def test_no_table_makes_it_raise(rows, format):
    printed = replace(document(table(rows)), format=format)
    read = read_tables(printed)
    assert read.forms or read.findings


@given(st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=6))
def test_no_text_makes_it_raise(rows):
    read = read_tables(document(lines(*(cell for row in rows for cell in row)), table(rows)))
    assert read.forms or read.findings
