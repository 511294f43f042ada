"""Places and figures as the findings name them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.scoring import Points, plain
from jixiao.rules.selfevaluation.recompute import IndicatorScore, Recomputation


def place_of(form: Form, row: Indicator) -> str:
    """File, cell and indicator: ``自评.xlsx 第2页 C7 第3项“满意度”``."""
    name = f"第{row.no}项“{row.level3 or row.level2 or row.target_text}”"
    return " ".join(part for part in (form.source, row.place, name) if part)


def form_place(form: Form, *fields: str) -> str:
    """File and the cell of the first of ``fields`` whose place is known, else the form's title."""
    cell = next((form.places[field] for field in fields if field in form.places), "")
    return " ".join(part for part in (form.source, cell or form.project_name or form.form_title) if part)


def points_text(points: Points) -> str:
    """``9.47分`` or ``[8, 10]分``."""
    if points.low is None or points.high is None:
        return "算不出"
    if points.exact is not None:
        return f"{plain(points.exact)}分"
    return f"[{plain(points.low)}, {plain(points.high)}{')' if points.high_open else ']'}分"


def expected(rows: Sequence[tuple[Recomputation, IndicatorScore]]) -> str:
    """What the figure should be, under each profile: ``按财预〔2020〕10号口径应为9.47分（…）；按…``."""
    return "；".join(
        f"按{recomputation.profile_title}应为{points_text(row.points)}"
        if row.points.decided
        else f"按{recomputation.profile_title}算不出（{row.points.why}）"
        for recomputation, row in rows
    )


def numbers(rows: Iterable[Indicator]) -> str:
    """``第1、3、5项``."""
    return f"第{'、'.join(str(row.no) for row in rows)}项"
