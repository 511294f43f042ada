"""Records as CSV, XLSX and Parquet; the history remembers who took how many of what."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from itertools import chain
from typing import Any

from django.db import connection
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from jixiao.foundation.imports.formulas import guarded
from jixiao.foundation.registers.queries import Narrowed, records, rows_for_export
from jixiao.foundation.registers.register import Register
from jixiao.foundation.web.simulation import SIMULATED, simulated

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}


def export(register: Register, narrowed: Narrowed, ending: str) -> tuple[bytes, int]:
    """The records that fit as a file, and how many they are; CSV and XLSX can be imported again."""
    if ending == "parquet":
        from jixiao.foundation.registers.parquet import as_parquet  # heavy, and seldom asked for

        made, count = as_parquet(register, records(register, narrowed))
    else:
        rows = rows_for_export(register, narrowed)
        headings = next(rows)
        body = list(rows)
        made, count = {"csv": as_csv, "xlsx": as_xlsx}[ending](register.title, headings, body), len(body)
    note(register, count, narrowed, ending)
    return made, count


def as_csv(title: str, headings: list[str], rows: Iterable[list[str]]) -> bytes:
    """UTF-8 with a mark, so that office programs open it rightly; no text is ever taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    writer.writerows([guarded(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(title: str, headings: list[str], rows: Iterable[list[str]]) -> bytes:
    """One sheet, every cell as text: no number loses a digit. The sheet's name says so where records are simulated."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{title[:20]}（{SIMULATED}）" if simulated() else title[:31])
    for row in _text_rows(sheet, chain([headings], rows)):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def note(register: Register, rows: int, narrowed: Narrowed, ending: str) -> None:
    """Remembers an export."""
    kept = {name: value for name, value in asdict(narrowed).items() if value}
    details = {"what": register.name, "rows": rows, "format": ending, "filter": kept}
    with connection.cursor() as cursor:
        said = json.dumps(details, ensure_ascii=False, default=str)
        cursor.execute("SELECT history.note(%s, %s, %s, %s::jsonb)", ["export.register", "", None, said])


def _text_rows(sheet: Any, rows: Iterable[list[str]]) -> Iterator[list[WriteOnlyCell]]:
    for row in rows:
        made = []
        for value in row:
            cell = WriteOnlyCell(sheet, value)
            cell.data_type, cell.number_format = "s", "@"
            made.append(cell)
        yield made
