"""Reading tables out of PDFs, beside pdfplumber and camelot on the same files."""

from __future__ import annotations

import io
import logging
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import pypdfium2

from jixiao.documents.readers.limits import DEFAULT_LIMITS
from jixiao.documents.readers.pdf import read_pdf
from jixiao.documents.sheets import Block
from tests.support.pdf_scores import score_table, tables
from tests.support.pdf_sources import indicator_table, plain_table, self_evaluation, with_title
from tests.support.pdfs import (
    Style,
    TableSource,
    chromium_pdf,
    docx_bytes,
    html_text,
    libreoffice_pdf,
    typst_pdf,
    xlsx_bytes,
)

TITLE = "Tables out of PDFs"
METHOD = (
    "The national self-evaluation form and an indicator table with merged level cells, printed by typst, LibreOffice "
    "(from DOCX and from XLSX) and Chromium with solid, double and dashed rulings, on one page and over several, and a "
    "table without rulings. All readers get the same bytes in one process. Pages a second: pages of the whole set by "
    "the CPU seconds of the median run (`time.process_time`). A cell is right when its characters stand at its row and "
    "column, white space aside; *as written* also wants its spaces and its spans. For pdfplumber and camelot, which "
    "read page by page, the tables of one file are put one under another and a repeated header row is dropped for "
    "them; they are asked for ruled tables (`lattice`, the default strategy). jixiao reads the lines of text around "
    "the tables as well; pdfplumber is measured without and with them. "
    "Made by `python -m benchmarks pdf`."
)

Grid = list[list[str | None]]


@dataclass(frozen=True, slots=True)
class Sample:
    """A printed table and what was written."""

    name: str
    data: bytes
    source: TableSource
    pages: int
    kind: str  # "one page", "over page breaks", "no rulings"


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """One row a reader. ``scale`` lowers the number of runs and of borders, not the kinds of file."""
    borders = ("solid", "double", "dashed") if scale >= 0.5 else ("solid",)
    samples = list(_samples(borders))
    repeats = 5 if scale >= 0.5 else 1
    readers: list[tuple[str, Callable[[bytes], list[Grid]], int]] = [
        ("jixiao", _by_jixiao, repeats),
        ("pdfplumber", _by_pdfplumber, min(repeats, 3)),
        ("pdfplumber, with the lines of text", _by_pdfplumber_with_text, min(repeats, 3)),
        ("camelot", _by_camelot, 1),
    ]
    rows = []
    for name, read, runs in readers:
        speeds = [_pages_a_second(read, samples) for _ in range(runs)]
        row = {"reader": name, "pages a CPU second": f"{median(speeds):.1f}"}
        for kind in ("one page", "over page breaks", "no rulings"):
            row[f"cells right, {kind}"] = _share(_cells_right(read, [item for item in samples if item.kind == kind]))
        row["as written, with spans"] = _share(_as_written(samples)) if name == "jixiao" else "—"
        rows.append(row)
    return rows


def _samples(borders: Sequence[str]) -> Iterator[Sample]:
    short, long, header = self_evaluation(1, long_cells=False), self_evaluation(3), indicator_table(4)
    for border in borders:
        for printer in _printers():
            for kind, source in (("one page", short), ("over page breaks", long), ("over page breaks", header)):
                yield _sample(printer, source, Style(border=border, font_size=9), kind)
    for printer in _printers():
        yield _sample(printer, plain_table(), Style(border="none"), "no rulings")


def _printers() -> list[str]:
    found = ["typst"]
    found += ["docx", "xlsx"] if shutil.which("soffice") else []
    found += ["chromium"] if shutil.which("chromium") else []
    return found


def _sample(printer: str, source: TableSource, style: Style, kind: str) -> Sample:
    parts = with_title(source)
    if printer == "typst":
        data = typst_pdf(parts, style)
    elif printer == "chromium":
        data = chromium_pdf(html_text(parts, style))
    else:
        data = libreoffice_pdf(docx_bytes(parts, style) if printer == "docx" else xlsx_bytes(parts, style), printer)
    return Sample(f"{printer} {style.border} {kind}", data, source, len(pypdfium2.PdfDocument(data)), kind)


def _pages_a_second(read: Callable[[bytes], list[Grid]], samples: Sequence[Sample]) -> float:
    started = time.process_time()
    for sample in samples:
        read(sample.data)
    return sum(sample.pages for sample in samples) / (time.process_time() - started)


def _cells_right(read: Callable[[bytes], list[Grid]], samples: Sequence[Sample]) -> tuple[int, int]:
    right = cells = 0
    for sample in samples:
        joined = _joined(read(sample.data), len(sample.source.widths))
        for cell in sample.source.cells:
            cells += 1
            inside = cell.row < len(joined) and cell.column < len(joined[cell.row])
            right += inside and _bare(joined[cell.row][cell.column]) == _bare(cell.text)
    return right, cells


def _joined(grids: Sequence[Grid], columns: int) -> Grid:
    """The tables of a file one under another, a header row that repeats the first one dropped."""
    rows: Grid = []
    for grid in grids:
        if grid and len(grid[0]) == columns:
            repeated = bool(rows) and [_bare(text) for text in grid[0]] == [_bare(text) for text in rows[0]]
            rows += grid[1:] if repeated else grid
    return rows


def _bare(text: str | None) -> str:
    return "".join((text or "").split())


def _as_written(samples: Sequence[Sample]) -> tuple[int, int]:
    right = cells = 0
    for sample in samples:
        found = tables(read_pdf(sample.data, sample.name, DEFAULT_LIMITS))
        score = score_table(sample.source, found[0] if found else Block("table"))
        right, cells = right + score.right, cells + score.cells
    return right, cells


def _share(counted: tuple[int, int]) -> str:
    right, cells = counted
    return f"{right} of {cells} ({100 * right / cells:.1f}%)"


def _by_jixiao(data: bytes) -> list[Grid]:
    grids = []
    for block in tables(read_pdf(data, "x.pdf", DEFAULT_LIMITS)):
        grid: Grid = [[None] * block.column_count for _ in range(block.row_count)]
        for cell in block.cells:
            grid[cell.row][cell.column] = cell.text
        grids.append(grid)
    return grids


def _by_pdfplumber(data: bytes) -> list[Grid]:
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    grids: list[Grid] = []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            grids += page.extract_tables()
            page.close()
    return grids


def _by_pdfplumber_with_text(data: bytes) -> list[Grid]:
    """What jixiao always does: the lines around the tables too."""
    import pdfplumber

    grids: list[Grid] = []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            grids += page.extract_tables()
            page.extract_text_lines(return_chars=False)
            page.close()
    return grids


def _by_camelot(data: bytes) -> list[Grid]:
    import camelot

    found = camelot.read_pdf(io.BytesIO(data), pages="all", flavor="lattice", suppress_stdout=True)
    return [table.df.values.tolist() for table in found]
