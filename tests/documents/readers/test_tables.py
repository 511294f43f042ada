"""A table written with any merged cells reads back cell by cell, in every format."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from jixiao.documents.readers import read_document
from tests.support.files import (
    SpanGrid,
    cells_of,
    grid_as_docx,
    grid_as_html,
    grid_as_xls,
    grid_as_xlsx,
    only_block,
    span_grids,
)

WRITERS: dict[str, Callable[[SpanGrid], bytes]] = {
    "表.docx": grid_as_docx,
    "表.html": grid_as_html,
    "表.xlsx": grid_as_xlsx,
    "表.xls": grid_as_xls,
}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60)
@given(grid=span_grids())
def test_what_is_written_is_read(name: str, grid: SpanGrid) -> None:
    document = read_document(name, data=WRITERS[name](grid))
    assert document.findings == []
    block = only_block(document)
    assert cells_of(block) == set(grid.cells)
    assert (block.row_count, block.column_count) == (grid.rows, grid.columns)


@settings(max_examples=60)
@given(grid=span_grids())
def test_a_workbook_cell_keeps_the_address_that_the_program_shows(grid: SpanGrid) -> None:
    for cell in only_block(read_document("表.xlsx", data=grid_as_xlsx(grid))).cells:
        assert cell.address == f"{'ABCDEF'[cell.column]}{cell.row + 1}"
