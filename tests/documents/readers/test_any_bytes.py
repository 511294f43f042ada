"""Whatever the bytes are, reading them gives a document: never an exception, never half a table in silence."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jixiao.documents.readers import read_document
from jixiao.documents.sheets import Document
from tests.support.files import (
    GridCell,
    SpanGrid,
    docx_with_body,
    grid_as_docx,
    grid_as_html,
    grid_as_xls,
    grid_as_xlsx,
    ole_with_streams,
    texts,
    xlsx_with_sheet,
)

TABLE = SpanGrid(
    3,
    3,
    (
        GridCell("一级指标", 0, 0),
        GridCell("三级指标", 0, 1),
        GridCell("指标值", 0, 2),
        GridCell("产出指标", 1, 0, 2, 1),
        GridCell("培训人数", 1, 1),
        GridCell("≥2500人", 1, 2),
        GridCell("故障重复发生率", 2, 1),
        GridCell("≤3‰", 2, 2),
    ),
)
VALID = {
    "表.docx": grid_as_docx(TABLE),
    "表.xlsx": grid_as_xlsx(TABLE),
    "表.xls": grid_as_xls(TABLE),
    "表.html": grid_as_html(TABLE),
    "表.txt": "故障重复发生率 ≤3‰\n培训人数 ≥2500人\n".encode("gb18030"),
    "表.csv": "故障重复发生率,≤3‰\n培训人数,≥2500人\n".encode(),
    "表.doc": ole_with_streams("WordDocument"),
}
_SECONDS_MAX = 5


def read_soundly(name: str, data: bytes) -> Document:
    """Reads, and holds the reader to what it promises for any input."""
    started = time.process_time()
    document = read_document(name, data=data)
    assert time.process_time() - started < _SECONDS_MAX
    errors = [finding for finding in document.findings if finding.severity == "error"]
    assert bool(errors) != bool(document.sheets)
    assert len(errors) <= 1
    for sheet in document.sheets:
        for block in sheet.blocks:
            block.grid()
            covered = sum(cell.row_span * cell.column_span for cell in block.cells)
            assert covered == sum(cell is not None for row in block.grid() for cell in row), "no place twice"
    return document


@given(st.binary(max_size=2_000))
def test_any_bytes(data: bytes) -> None:
    read_soundly("表", data)


@given(
    st.sampled_from([b"PK\x03\x04", VALID["表.xls"][:512], b"<table>", b"<?xml ", b"{\\rtf", b"\xff\xfe"]), st.binary()
)
def test_any_bytes_behind_a_known_beginning(beginning: bytes, rest: bytes) -> None:
    read_soundly("表", beginning + rest)


@given(st.text(alphabet="<>/=\"'&;tabledivrspnco 0123456789\n产出", max_size=300))
def test_any_markup(page: str) -> None:
    read_soundly("表.html", f"<table>{page}".encode())


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=150)
@given(data=st.data())
def test_a_file_with_bytes_changed(name: str, data: st.DataObject) -> None:
    damaged = bytearray(VALID[name])
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    read_soundly(name, bytes(damaged))


@pytest.mark.parametrize("name", VALID)
@settings(max_examples=100)
@given(data=st.data())
def test_a_file_with_a_piece_cut_out(name: str, data: st.DataObject) -> None:
    whole = VALID[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    read_soundly(name, whole[:start] + whole[end:])


@pytest.mark.parametrize("name", ["表.docx", "表.xlsx", "表.xls"])
@settings(max_examples=100)
@given(data=st.data())
def test_a_truncated_binary_file_is_refused_or_whole(name: str, data: st.DataObject) -> None:
    """From eight bytes on: fewer are not enough to know a format by, and "P" may be a text."""
    whole = VALID[name]
    document = read_soundly(name, whole[: data.draw(st.integers(8, len(whole) - 1))])
    assert document.sheets == [] or texts(document) == texts(read_document(name, data=whole))


@given(st.text(alphabet="<>/w:tblrcp=\"' gridSpanvMerge0123456789产", max_size=200))
def test_any_body_of_a_word_document(body: str) -> None:
    read_soundly("表.docx", docx_with_body(body))


_ATTRIBUTE = st.text(alphabet="AXFD:0123456789-tsnbe $", max_size=12)


@given(_ATTRIBUTE, _ATTRIBUTE, _ATTRIBUTE, st.sampled_from(["s", "n", "b", "e", "d", "str", "x", ""]), _ATTRIBUTE)
def test_any_cell_of_a_workbook(row: str, cell: str, style: str, kind: str, value: str) -> None:
    sheet = f'<row r="{row}"><c r="{cell}" s="{style}" t="{kind}"><v>{value}</v></c><c><v>1</v></c></row>'
    read_soundly("表.xlsx", xlsx_with_sheet(sheet, shared=["甲"], head=f'<cols><col min="{row}" max="{cell}"/></cols>'))
