"""No file, however made, costs more than seconds and a bounded amount of memory. Measured in a process of its own."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.files import swollen_docx, xlsx_with_sheet

_MEMORY_MAX = 2**30
_SECONDS_MAX = 20

_PROGRAM = """
import resource, sys, time
from jixiao.documents.readers import read_document
document = read_document(sys.argv[1])
used = resource.getrusage(resource.RUSAGE_SELF)
cells = sum(1 for sheet in document.sheets for _ in sheet.cells())
print(",".join(f.code for f in document.findings) or "-", cells, used.ru_maxrss * 1024, used.ru_utime + used.ru_stime)
"""


def read_alone(path: Path) -> tuple[str, int]:
    """Codes and number of cells, having held the process to the memory and time allowed."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 * _MEMORY_MAX, 2 * _MEMORY_MAX))  # addresses, libraries included
        resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS_MAX, _SECONDS_MAX))

    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(path)], preexec_fn=limit, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    codes, cells, memory, seconds = done.stdout.split()
    assert int(memory) < _MEMORY_MAX
    assert float(seconds) < _SECONDS_MAX
    return codes, int(cells)


def cell(text: str) -> str:
    return f'<c s="1" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_hundred_thousand_rows_of_records_are_refused(tmp_path: Path) -> None:
    row = f"<row>{''.join(cell(f'内容{n}') for n in range(10))}</row>"
    path = tmp_path / "明细.xlsx"
    path.write_bytes(xlsx_with_sheet(row * 100_000))
    assert read_alone(path) == ("file.too_many_rows", 0)


def test_a_form_above_a_hundred_thousand_rows_of_formatted_blanks_is_read(tmp_path: Path) -> None:
    path = tmp_path / "绩效目标表.xlsx"
    blank = "<row>" + '<c s="1"/>' * 10 + "</row>"
    path.write_bytes(xlsx_with_sheet(f"<row>{cell('数量')}{cell('≥5')}</row>" + blank * 100_000))
    assert read_alone(path) == ("-", 2)


def test_a_hundred_thousand_lines_of_text(tmp_path: Path) -> None:
    path = tmp_path / "表.txt"
    path.write_text("故障重复发生率 ≤3‰\n" * 100_000, encoding="gb18030")
    assert read_alone(path) == ("-", 100_000)


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx"])
def test_a_gigabyte_packed_into_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "表.docx":
        path.write_bytes(swollen_docx(1024))
    else:
        path.write_bytes(xlsx_with_sheet(f"<row>{cell('哈' * 80_000_000)}</row>"))
    assert read_alone(path) == ("file.bomb", 0)


def test_shared_texts_that_are_named_over_and_over(tmp_path: Path) -> None:
    """A few bytes a cell that each stand for a long text."""
    path = tmp_path / "表.xlsx"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"
    path.write_bytes(xlsx_with_sheet(row * 1_000, shared=["效" * 90_000]))
    assert read_alone(path) == ("file.too_much_text", 0)


def test_merged_ranges_without_number(tmp_path: Path) -> None:
    merged = "".join(f'<mergeCell ref="A{n}:XFD1048576"/>' for n in range(1, 20_000))
    rows = f"<row r='1'>{cell('甲')}</row><row r='1048576'>{cell('乙')}</row>"
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx_with_sheet(rows))
    assert read_alone(path) == ("-", 2)
    path.write_bytes(xlsx_with_sheet(rows, tail=f"<mergeCells>{merged}</mergeCells>"))
    assert read_alone(path) == ("file.too_many_cells", 0)


def test_a_page_of_spans_as_large_as_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    path.write_text("<table>" + "<tr><td rowspan=65534 colspan=200>效</td></tr>" * 3_000 + "</table>")
    codes, _ = read_alone(path)
    assert codes in ("-", "file.too_many_columns")


def test_a_page_with_a_hundred_thousand_unclosed_elements(tmp_path: Path) -> None:
    path = tmp_path / "表.html"
    path.write_text("<html><body>" + "<div><table><tr><td>" * 100_000)
    codes, cells = read_alone(path)
    assert codes.startswith("file.")
    assert cells == 0


@pytest.mark.parametrize(
    "page",
    ["<table>" + "<tr><td>a" * 3_000_000, "<p>" * 9_000_000, "<p a=1 b=2 c=3>" * 2_000_000],
    ids=["cells", "paragraphs", "attributes"],
)
def test_a_page_whose_tree_would_not_fit_into_memory(tmp_path: Path, page: str) -> None:
    path = tmp_path / "表.html"
    path.write_text(page)
    assert read_alone(path) == ("file.too_many_cells", 0)


def test_a_workbook_with_millions_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(xlsx_with_sheet(f"<row>{cell('效')}</row>", shared=["效果"] * 2_000_000))
    assert read_alone(path) == ("file.too_many_cells", 0)


def test_a_text_of_millions_of_lines(tmp_path: Path) -> None:
    path = tmp_path / "表.csv"
    path.write_text("甲,乙,丙\n" * 3_000_000)
    assert read_alone(path) == ("file.too_many_rows", 0)
    path.write_text("甲,乙,丙\n" * 6_000_000)
    assert read_alone(path) == ("file.too_much_text", 0)
