"""The published Shanghai forms as parts to print: label and value lines, then the indicators with merged levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

from tests.support.pdfs import Part, SourceCell, TableSource


def seed_parts(form: Mapping[str, Any]) -> list[Part]:
    """One form of the gold as it stands on its two pages."""
    money = "  ".join(
        f"{label}： {_money(value)}"
        for label, value in zip(form["budget_labels"], form["budget"].values(), strict=True)
    )
    parts: list[Part] = [
        form["form_title"],
        form["form_year"],
        f"申报单位名称：{form['unit']}",
        f"项目名称： {form['project_name']}  项目类别： {form['category']}",
        f"计划开始日期： {form['start_date']}  计划完成日期： {form['end_date']}",
    ]
    for label, text in form["narratives"].items():
        parts += [f"{label}：", text]
    return [*parts, money, form["indicator_table_title"], seed_table(form)]


def seed_table(form: Mapping[str, Any]) -> TableSource:
    """The indicators with one merged cell for each run of equal level names."""
    rows: Sequence[Mapping[str, Any]] = form["indicators"]
    cells = [SourceCell(title, 0, column) for column, title in enumerate(form["indicator_columns"])]
    for column, levels in enumerate((("level1",), ("level1", "level2"))):
        row = 1
        for _, group in groupby(rows, key=lambda item: tuple(item[level] for level in levels)):
            members = list(group)
            cells.append(SourceCell(members[0][levels[-1]], row, column, len(members)))
            row += len(members)
    for row, item in enumerate(rows, 1):
        cells += [SourceCell(item["level3"], row, 2), SourceCell(item["target_text"], row, 3)]
    return TableSource((3, 3, 6, 7), tuple(cells))


def _money(value: int | None) -> str:
    return "" if value is None else f"{value:,}"
