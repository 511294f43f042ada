"""From raw rows to rows that may be saved, and to what is wrong by row and column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jixiao.foundation.imports.columns import Column, Wrong
from jixiao.foundation.imports.kinds import Context, ImportKind, Row
from jixiao.foundation.imports.table import Problem, RawRow, Table, read_table
from jixiao.rules.findings import Finding


@dataclass(slots=True)
class Preview:
    """What an import would do."""

    kind: ImportKind
    good: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    rows_total: int = 0

    @property
    def rows_bad(self) -> int:
        """Rows with at least one problem."""
        return self.rows_total - len(self.good)

    @property
    def is_whole_file_wrong(self) -> bool:
        """Whether something is wrong with the file itself, so that no row may be taken."""
        return any(problem.row is None or problem.code.startswith("import.column_") for problem in self.problems)


def preview(kind: ImportKind, name: str, content: bytes, context: Context) -> Preview:
    """Reads and checks a file; writes nothing. Problems come in the order of the file."""
    return checked(kind, read_table(name, content, kind.columns), context)


def checked(kind: ImportKind, table: Table, context: Context) -> Preview:
    """A table that was read, checked row by row and as a whole."""
    found = Preview(kind, problems=table.problems, notes=table.notes, rows_total=len(table.rows))
    if found.is_whole_file_wrong:
        return found
    rows = [row for raw in table.rows if (row := _row(kind.columns, raw, found.problems)) is not None]
    rows = _without_doubles(kind, rows, found.problems)
    wrong = list(kind.check(rows, context))
    found.problems += wrong
    refused = {problem.row for problem in wrong}
    found.good = [row for row in rows if row.number not in refused]
    order = {column.title: place for place, column in enumerate(kind.columns)}
    found.problems.sort(key=lambda problem: (problem.row or 0, order.get(problem.column, len(order))))
    return found


def read_row(columns: Sequence[Column], filled: Mapping[str, str]) -> tuple[Row | None, list[Problem]]:
    """One row as it was typed on a page, read as a row of a file is."""
    found: list[Problem] = []
    cells = {key: (text.strip(), "") for key, text in filled.items()}
    return _row(columns, RawRow(1, cells), found), found


def _row(columns: Sequence[Column], raw: RawRow, problems: list[Problem]) -> Row | None:
    values: dict[str, Any] = {}
    addresses: dict[str, str] = {}
    is_good = True
    for column in columns:
        text, address = raw.cells.get(column.key, ("", ""))
        addresses[column.key] = address
        try:
            values[column.key] = _value(column, text)
        except Wrong as wrong:
            is_good = False
            shown = "" if column.is_personal else text[:40]
            said = f"“{shown}”{wrong.message}" if shown else wrong.message
            problems.append(Problem(wrong.code, said, wrong.fix, raw.number, column.title, address, shown))
    return Row(raw.number, values, addresses) if is_good else None


def _value(column: Column, text: str) -> Any:
    if text:
        return column.reads(text)
    if column.required:
        raise Wrong("import.required", "没有填写", column.help or "这一列必须填写")
    return None


def _without_doubles(kind: ImportKind, rows: list[Row], problems: list[Problem]) -> list[Row]:
    if not kind.key:
        return rows
    first: dict[tuple[Any, ...], int] = {}
    kept = []
    for row in rows:
        key = tuple(row.values[part] for part in kind.key)
        if all(value is None for value in key):
            kept.append(row)
        elif key in first:
            said = f"与第 {first[key]} 行重复"
            problems.append(row.problem(kind, kind.key[0], "import.twice_in_file", said, "请只留一行"))
        else:
            first[key] = row.number
            kept.append(row)
    return kept
