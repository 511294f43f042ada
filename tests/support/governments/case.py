"""A form as a government publishes it, drawn cell by cell, with what a person reads out of it.

The drawing and the truth are written separately and by hand: nothing here knows the reader of forms. ``<`` in a
drawing continues the cell to the left, ``^`` the one above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.support.pdfs import Part, SourceCell, TableSource

#: One printed part: a line of text, or rows of cells.
Drawn = str | tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Truth:
    """One form as a person reads it: ``head`` by key of the JSON, money in yuan, ``texts`` by printed label."""

    head: Mapping[str, Any]
    budget: Mapping[str, Decimal]
    rows: tuple[Mapping[str, Any], ...]
    term_rows: tuple[Mapping[str, Any], ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    funds: Mapping[str, tuple[Decimal | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One document: its sheets (one where it is no workbook), its forms, and the findings it deserves."""

    name: str
    sheets: tuple[tuple[str, tuple[Drawn, ...]], ...]
    forms: tuple[Truth, ...]
    findings: frozenset[str] = frozenset()
    landscape: bool = False
    paper: bool = True  # False where a PDF of it would not print what the workbook or page shows


def drawn(text: str) -> tuple[Drawn, ...]:
    """Lines and tables in order: a line with ``|`` is a row, another line ends a table, ``\\n`` breaks a line."""
    parts: list[Drawn] = []
    rows: list[tuple[str, ...]] = []
    for line in [*text.strip().splitlines(), ""]:
        if "|" in line:
            rows.append(tuple(cell.strip(" ").replace("\\n", "\n") for cell in line.strip(" ").split("|")))
            continue
        if rows:
            parts.append(tuple(rows))
            rows = []
        if line.strip(" "):
            parts.append(line.strip(" "))
    return tuple(parts)


def case(name: str, text: str, *forms: Truth, findings: Sequence[str] = (), **options: Any) -> Case:
    """A document of one sheet."""
    return Case(name, (("", drawn(text)),), forms, frozenset(findings), **options)


def workbook(name: str, sheets: Mapping[str, str], *forms: Truth, findings: Sequence[str] = ()) -> Case:
    """A document of several sheets."""
    return Case(name, tuple((key, drawn(text)) for key, text in sheets.items()), forms, frozenset(findings))


def truth(
    columns: str,
    rows: str,
    *,
    money: str = "",
    texts: Mapping[str, str] | None = None,
    term: str = "",
    funds: str = "",
    **head: Any,
) -> Truth:
    """``columns`` names what each cell of ``rows`` states; ``^`` repeats the cell above, nothing is null.

    ``money`` is ``key=yuan`` by spaces, with the endings of the keys left out (current_year, adjusted, …).
    ``funds`` is one line a source: label | initial | adjusted | executed.
    """
    budget = {_BUDGET[key]: Decimal(value) for key, value in (item.split("=") for item in money.split())}
    sources = {}
    for line in funds.strip().splitlines():
        label, *sums = (cell.strip() for cell in line.split("|"))
        sources[label] = tuple(Decimal(text) if text else None for text in sums)
    return Truth(head, budget, _rows(columns, rows), _rows(columns, term), dict(texts or {}), sources)


_BUDGET = {
    "total": "total_budget_yuan",
    "current": "current_year_budget_yuan",
    "adjusted": "adjusted_budget_yuan",
    "executed": "executed_yuan",
    "rate": "execution_rate",
    "previous": "prev_year_same_name_budget_yuan",
    "previous_executed": "prev_year_same_name_executed_yuan",
}
_KEYS = {"1": "level1", "2": "level2", "3": "level3", "target": "target_text", "cells": "target_cells"} | {
    "actual": "actual_text", "weight": "weight", "score": "score", "reason": "deviation_reason",
    "direction": "direction",
}  # fmt: skip


def _rows(columns: str, text: str) -> tuple[Mapping[str, Any], ...]:
    keys = [_KEYS[name] for name in columns.split()]
    rows: list[dict[str, Any]] = []
    for line in text.strip().splitlines():
        cells = [cell.strip(" ") for cell in line.strip(" ").split("|")]
        assert len(cells) == len(keys), line
        row: dict[str, Any] = {}
        for key, cell in zip(keys, cells, strict=True):
            if cell == "^":
                row[key] = rows[-1][key]
            elif not cell:
                row[key] = None
            elif key == "target_cells":
                row[key] = [part.strip() for part in cell.split("¦")]
            else:
                row[key] = cell
        rows.append(row)
    return tuple(rows)


def cells_of(rows: Sequence[Sequence[str]]) -> tuple[SourceCell, ...]:
    """The drawn cells with their spans."""
    places: dict[tuple[int, int], tuple[int, int]] = {}  # every place → top left of its cell
    sizes: dict[tuple[int, int], list[int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            owner = places.get((r, c - 1)) if text == "<" else places.get((r - 1, c)) if text == "^" else None
            if owner is None:
                owner = (r, c)
                sizes[owner] = [1, 1]
            places[r, c] = owner
            size = sizes[owner]
            size[0], size[1] = max(size[0], r - owner[0] + 1), max(size[1], c - owner[1] + 1)
    for (r, c), (height, width) in sizes.items():
        covered = {places[row, column] for row in range(r, r + height) for column in range(c, c + width)}
        assert covered == {(r, c)}, f"not a rectangle: {rows[r][c]!r} in row {r + 1}"
    return tuple(SourceCell(rows[r][c], r, c, *size) for (r, c), size in sizes.items())


def printable(case: Case) -> list[Part]:
    """The parts for the printers of PDFs and Word: all sheets after each other."""
    parts: list[Part] = []
    for _, sheet in case.sheets:
        for part in sheet:
            parts.append(part if isinstance(part, str) else TableSource(_widths(part), cells_of(part)))
    return parts


def _widths(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Parts of the page's width by what the columns hold, narrow ones not too narrow."""
    width = max(len(row) for row in rows)
    longest = [3] * width
    for cell in cells_of(rows):
        need = max((len(line) for line in cell.text.split("\n")), default=0)
        if cell.column_span == 1:
            longest[cell.column] = max(longest[cell.column], min(need, 14))
    return tuple(longest)
