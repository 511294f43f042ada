"""What is not understood is said, with its place; nothing is half read in silence."""

from __future__ import annotations

import pytest

from jixiao.documents.forms.tables import FormsRead, read_tables
from jixiao.documents.sheets import Document
from tests.support.layouts import document, grid, lines, table, workbook

TITLE = lines("项目支出绩效自评表", "（2022年度）")
HEADING = "一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分"


def read(drawing: str, *before: object) -> FormsRead:
    return read_tables(document(*before, table(grid(drawing))))  # type: ignore[arg-type]


def codes(found: FormsRead) -> list[str]:
    return [finding.code for finding in found.findings]


def test_a_document_without_any_form_says_so():
    found = read("项目|行次|金额\n一、财政拨款收入|1|100", lines("收入支出决算总表", "单位：万元"))
    assert not found.forms
    assert codes(found) == ["form.none_found"]


def test_an_empty_document_holds_no_form():
    assert codes(read_tables(Document("空.docx", "docx"))) == ["form.none_found"]


def test_a_table_that_calls_itself_a_form_but_has_no_indicators_is_named_with_what_it_says():
    found = read("项目名称|某项目|主管部门|某局\n自评内容|完成得好|预算数|10", TITLE)
    assert not found.forms
    assert codes(found) == ["form.unknown_layout"]
    assert "项目名称" in found.findings[0].message
    assert "最接近" in found.findings[0].message


def test_points_and_standards_without_targets_are_not_read_as_a_form():
    found = read("一级指标|二级指标|三级指标|分值|评分标准\n决策|项目立项|立项依据充分性|5|按要点", TITLE)
    assert not found.forms
    assert codes(found) == ["form.unknown_layout"]


def test_indicators_without_a_heading_are_not_guessed():
    found = read("项目名称|某项目|<|<\n产出指标|数量指标|次数|≥3次\n^|质量指标|合格率|100%", TITLE)
    assert not found.forms
    assert codes(found) == ["form.heading_missing"]
    assert "数量指标" in found.findings[0].message


def test_a_heading_without_indicators_is_an_error():
    found = read(f"项目名称|某项目|<|<|<|<|<\n{HEADING}\n产出指标|数量指标|指标1：||||", TITLE)
    assert codes(found) == ["form.no_indicators"]


def test_a_column_nobody_knows_is_named_and_kept():
    found = read("一级指标|二级指标|三级指标|指标值|东村|西村\n产出指标|数量指标|户数|≥10户|6户|4户", TITLE)
    assert codes(found) == ["form.column_unknown"]
    assert "东村、西村" in found.findings[0].message
    assert found.forms[0].indicators[0].details == {"东村": "6户", "西村": "4户"}


def test_money_without_a_unit_is_taken_as_yuan_and_said():
    found = read(f"项目名称|某项目|预算数|120|执行数|120|\n{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5", TITLE)
    assert codes(found) == ["form.money_unit_unstated"]
    assert found.forms[0].budget.current_year_budget_yuan == 120


def test_a_figure_with_its_own_unit_needs_no_unit_line():
    found = read(f"项目名称|某项目|预算数|12.5万元|||\n{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5", TITLE)
    assert codes(found) == []
    assert found.forms[0].budget.current_year_budget_yuan == 125000


def test_a_weight_that_is_no_number_is_kept_as_printed_and_named():
    found = read(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|五分|5", TITLE)
    assert codes(found) == ["form.number_unreadable"]
    assert found.forms[0].indicators[0].weight is None
    assert found.forms[0].indicators[0].details == {"分值": "五分"}


def test_a_score_that_is_no_number_is_kept_as_text():
    row = read(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|5|不计分", TITLE).forms[0].indicators[0]
    assert (row.score, row.score_text) == (None, "不计分")


def test_findings_of_a_workbook_name_the_sheet():
    good = table(grid(f"项目支出绩效自评表\n{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5"))
    bad = table(grid("项目支出绩效自评表|<\n项目名称|某项目"))
    found = read_tables(workbook(("甲", good), ("乙", bad)))
    assert len(found.forms) == 1
    assert [finding.place.split()[1] for finding in found.findings] == ["乙"]


@pytest.mark.parametrize("name", ["指标1：", "……", "…", "/", "指标2：…"])
def test_blank_rows_of_the_template_are_passed_over_in_silence(name):
    found = read(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5\n||{name}||||", TITLE)
    assert len(found.forms[0].indicators) == 1
    assert codes(found) == []


def test_rows_of_other_columns_on_the_next_page_are_named_and_not_guessed():
    first = table(grid(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5"), page=1)
    second = table(grid("效益指标|社会效益指标|作用|明显"), page=2)
    found = read_tables(document(TITLE, first, second))
    assert [row.level3 for row in found.forms[0].indicators] == ["次数"]
    assert codes(found) == ["form.heading_missing"]
    assert "第2页" in found.findings[0].place


def test_rows_of_the_same_columns_on_the_next_page_go_on_without_a_heading():
    first = table(grid(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5"), page=1)
    second = table(grid("||人数|30人|30人|5|5\n效益指标|社会效益指标|作用|明显|明显|5|5"), page=2)
    rows = read_tables(document(TITLE, first, lines("- 1 -"), second)).forms[0].indicators
    assert [(row.level1, row.level2, row.level3) for row in rows[1:]] == [
        ("产出指标", "数量指标", "人数"),
        ("效益指标", "社会效益指标", "作用"),
    ]


def test_prose_far_below_a_form_is_no_part_of_it():
    first = table(grid(f"{HEADING}\n产出指标|数量指标|次数|3次|3次|5|5"))
    below = lines(*(f"第{n}段说明文字。" for n in range(20)), "实施单位：别的单位")
    assert read_tables(document(TITLE, first, below)).forms[0].unit is None
