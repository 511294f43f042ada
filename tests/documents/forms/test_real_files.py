"""The drawn forms as real files: what a reader of files and the reader of forms give together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jixiao.documents.forms import read_forms
from jixiao.documents.forms.tables import read_tables
from jixiao.documents.readers import read_document
from jixiao.rules.forms import Form
from tests.documents.forms import drawings
from tests.support.layouts import as_docx, as_html, as_xlsx

FORMATS = {"docx": as_docx, "xlsx": as_xlsx, "html": as_html}
DRAWN = {
    **drawings.LAYOUTS,
    "四川自评表": drawings.sichuan_self_evaluation,
    "部门整体目标表": drawings.department_target,
    "部门整体自评表": drawings.department_self_evaluation,
    "一表多项目（层级各占一行）": drawings.projects_as_a_tree,
    "湖南": drawings.hunan_target,
    "河北": drawings.hebei_self_evaluation,
    "四川完成情况表": drawings.sichuan_completion,
}


def without_places(form: Form) -> Form:
    """Addresses differ from format to format."""
    bare = {"indicators": form.indicators, "midterm_indicators": form.midterm_indicators}
    rows = {name: tuple(replace(row, place="") for row in held) for name, held in bare.items()}
    return replace(form, places={}, source="", **rows)  # type: ignore[arg-type]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("drawing", DRAWN)
def test_a_form_reads_the_same_from_a_real_file(drawing, format, tmp_path):
    drawn = DRAWN[drawing]()
    file = tmp_path / f"表.{format}"
    file.write_bytes(FORMATS[format](drawn))
    read = read_forms(read_document(file))
    expected = read_tables(drawn).forms
    assert [without_places(form) for form in read.forms] == [without_places(form) for form in expected]
    assert all(form.source.endswith(f"表.{format}") for form in read.forms)
