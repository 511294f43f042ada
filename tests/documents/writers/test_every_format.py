"""Each format holds the page, no more and no less: the cells with their spans, every text, the same bytes each time."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents.readers import read_document
from jixiao.documents.writers import WrittenFormat, write_forms
from jixiao.documents.writers.layouts import printed
from jixiao.documents.writers.page import Line, Table
from jixiao.rules.forms import Form, Indicator
from tests.support.written_forms import national_target, one_of_each, self_evaluation, shanghai_target

FORMATS: tuple[WrittenFormat, ...] = get_args(WrittenFormat)
Shape = tuple[str, int, int]


def on_one_line(text: str) -> str:
    return text.replace("\n", "")


def cells_of_page(form: Form) -> list[Shape]:
    tables = [block for block in printed(form).blocks if isinstance(block, Table)]
    return [
        (on_one_line(cell.text), cell.row_span, cell.column_span)
        for table in tables
        for row in table.rows
        for cell in row.cells
    ]


def read_back(form: Form, to: WrittenFormat, folder: Path) -> list[Shape]:
    file = folder / f"form.{to}"
    file.write_bytes(write_forms([form], to))
    document = read_document(file)
    assert [finding.code for finding in document.findings] == []
    blocks = [block for sheet in document.sheets for block in sheet.blocks]
    return [(on_one_line(cell.text), cell.row_span, cell.column_span) for block in blocks for cell in block.cells]


def texts(shapes: list[Shape]) -> Counter[str]:
    return Counter(text for text, _, _ in shapes if text)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize("form", one_of_each(), ids=lambda form: form.layout)
def test_every_text_of_the_page_is_in_the_file_once(form: Form, to: WrittenFormat, tmp_path: Path) -> None:
    lines = Counter(block.text for block in printed(form).blocks if isinstance(block, Line))
    assert texts(read_back(form, to, tmp_path)) == texts(cells_of_page(form)) + lines


@pytest.mark.parametrize("to", ["docx", "html"])
@pytest.mark.parametrize("form", one_of_each(), ids=lambda form: form.layout)
def test_cells_are_merged_as_on_the_page(form: Form, to: WrittenFormat, tmp_path: Path) -> None:
    read = Counter(read_back(form, to, tmp_path))
    for shape in cells_of_page(form):
        if shape[0]:
            assert read[shape] > 0, shape


@pytest.mark.parametrize("to", FORMATS)
def test_level_cells_are_merged_in_every_format(to: WrittenFormat, tmp_path: Path) -> None:
    spans = {text: rows for text, rows, _ in read_back(national_target(), to, tmp_path)}
    assert (spans["产出指标"], spans["效益指标"], spans["数量指标"]) == (5, 2, 2)


@pytest.mark.parametrize("to", FORMATS)
def test_the_same_forms_give_the_same_bytes(to: WrittenFormat) -> None:
    assert write_forms(one_of_each(), to) == write_forms(one_of_each(), to)


@pytest.mark.parametrize("to", ["xlsx", "docx"])
def test_no_part_of_an_office_file_tells_when_it_was_written(to: WrittenFormat) -> None:
    with zipfile.ZipFile(io.BytesIO(write_forms([national_target()], to))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z?", core)) == {"2020-01-01T00:00:00Z"}


@pytest.mark.parametrize("to", FORMATS)
def test_no_form_at_all_is_refused(to: WrittenFormat) -> None:
    with pytest.raises(ValueError, match="没有可写的表"):
        write_forms([], to)


@pytest.mark.parametrize("to", FORMATS)
@pytest.mark.parametrize(
    "kept",
    [
        "　≤0.01%",
        "=100%",
        "+1%",
        "-3‰",
        "@SUM(A1)",
        "#set page(fill: red)",
        "*强* _斜_ `码` $x$ \\n",
        "</td></tr><script>alert(1)</script>",
        "&amp;＜≥≦═",
        "\"引号\"与'单引号'",
        "生僻：䶮㼆、①②㎡℃",
        "5*8小时",
        "代理银行 每年 第二季度",
    ],
)
def test_odd_text_is_kept_as_it_is(kept: str, to: WrittenFormat, tmp_path: Path) -> None:
    row = Indicator(1, "产出指标", "数量指标", "指标名称", kept, kept.strip())
    assert kept in texts(read_back(replace(national_target(), indicators=(row,)), to, tmp_path))


@pytest.mark.parametrize("to", FORMATS)
def test_two_hundred_indicators_are_all_there(to: WrittenFormat, tmp_path: Path) -> None:
    rows = tuple(
        Indicator(no, f"一级{no // 50}", f"二级{no // 7}", f"第{no}项指标", f"≥{no}次", f"≥{no}次")
        for no in range(1, 201)
    )
    read = texts(read_back(replace(shanghai_target(), indicators=rows), to, tmp_path))
    assert all(read[f"第{row.no}项指标"] == 1 and read[row.target_raw] >= 1 for row in rows)


@pytest.mark.parametrize("to", FORMATS)
def test_a_form_with_nothing_filled_in_can_be_written(to: WrittenFormat) -> None:
    for kind, layout in (("target", "shanghai-2020"), ("target", ""), ("self_evaluation", ""), ("monitoring", "")):
        assert write_forms([Form(kind=kind, layout=layout, form_title="")], to)  # type: ignore[arg-type]


ANY_TEXT = st.text(max_size=60) | st.text(alphabet="产出≥100%人次，。（） \n=+<&#$*", max_size=60)
ROWS = st.lists(st.tuples(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT), max_size=6)


@settings(max_examples=40)
@given(ROWS, ANY_TEXT, st.sampled_from(FORMATS))
def test_no_text_keeps_a_form_from_being_written(
    rows: list[tuple[str, str, str, str]], narrative: str, to: WrittenFormat
) -> None:
    form = replace(
        self_evaluation(),
        project_name=narrative[:20],
        narratives={"预期目标": narrative},
        indicators=tuple(
            Indicator(no, level1, level2, level3, target, target.strip(), actual_text=level3, deviation_reason=level1)
            for no, (level1, level2, level3, target) in enumerate(rows, 1)
        ),
    )
    assert write_forms([form], to)


WORDS = st.text(
    alphabet="绩效目标满意度≥≤%‰0123456789abXY（）、。，：；《》〔〕·+=-<>&\"'*#$_/　", min_size=1, max_size=40
).filter(lambda text: text == text.strip(" "))


@settings(max_examples=40)
@given(st.lists(WORDS, min_size=1, max_size=8, unique=True), st.sampled_from(FORMATS))
def test_any_words_come_back_as_they_were(words: list[str], to: WrittenFormat) -> None:
    rows = tuple(Indicator(no, "产出", "数量", word, "1", "1") for no, word in enumerate(words, 1))
    with tempfile.TemporaryDirectory() as folder:
        read = texts(read_back(replace(national_target(), indicators=rows), to, Path(folder)))
    assert [word for word in words if word not in read and word.strip("　") not in read] == []
