"""Head fields in columns beside the project's name, as the integrated budget system prints them (layout 5f)."""

from __future__ import annotations

from pathlib import Path

from jixiao.documents.forms import read_forms
from jixiao.documents.readers import read_document

HEADINGS = (
    *("项目名称", "项目单位", "项目类别", "处室意见", "预算数（元）", "年度绩效目标"),
    *("一级指标", "二级指标", "三级指标", "指标方向", "目标值", "计量单位"),
)
ROW = (
    *("办案业务费", "某旗检察院", "特定目标类", "同意", "500000", "保障办案"),
    *("产出指标", "数量指标", "办案数", "大于等于", "70", "件"),
)


def test_a_category_in_a_column_is_the_forms_category_and_an_unknown_column_is_kept(tmp_path: Path) -> None:
    rows = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in (HEADINGS, ROW))
    path = tmp_path / "5f.html"
    path.write_text(f"<meta charset=utf-8><p>项目绩效目标表</p><table>{rows}</table>", encoding="utf-8")
    read = read_forms(read_document(path))
    [form] = read.forms
    assert (form.project_name, form.unit, form.category) == ("办案业务费", "某旗检察院", "特定目标类")
    assert "同意" in {*form.fields.values(), *form.narratives.values()}
    assert [row.target_text for row in form.indicators] == ["大于等于70件"]
    assert "form.column_unknown" not in {finding.code for finding in read.findings}
