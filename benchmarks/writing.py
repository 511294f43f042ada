"""Forms into the official layout: milliseconds a form, one by one and many in one file."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from typing import get_args

from jixiao.documents.forms.json import form_from_json, loads
from jixiao.documents.writers import WrittenFormat, write_forms
from jixiao.rules.forms import Form

TITLE = "Forms written in the official layout"
METHOD = """\
The seven sample forms, each time with other words in name, narratives and indicators, so that little made for one form
serves the next. One process. "First form" includes loading the fonts and the template; "a form alone" writes each form
into a file of its own; "a form of many" writes all of them into one file. Two pages a form in PDF."""

SAMPLES = Path(__file__).parent.parent / "samples" / "shanghai-2020" / "forms.json"


def run(scale: float = 1.0) -> list[dict[str, str]]:
    """One run over ``210 × scale`` forms in each format."""
    count = max(14, int(210 * scale))
    forms = _distinct_forms(count)
    return [_measured(forms, to) for to in get_args(WrittenFormat)]


def _measured(forms: list[Form], to: WrittenFormat) -> dict[str, str]:
    first = _seconds([forms[:1]], to)
    alone = _seconds([[form] for form in forms], to)
    together = _seconds([[_changed(form, "合订") for form in forms]], to)
    return {
        "format": to,
        "forms": f"{len(forms):,}",
        "first form": f"{first * 1000:.0f} ms",
        "a form alone": f"{alone * 1000 / len(forms):.1f} ms",
        "a form of many": f"{together * 1000 / len(forms):.1f} ms",
    }


def _seconds(batches: list[list[Form]], to: WrittenFormat) -> float:
    begun = time.perf_counter()
    for batch in batches:
        write_forms(batch, to)
    return time.perf_counter() - begun


def _distinct_forms(count: int) -> list[Form]:
    samples = [form_from_json(table) for table in loads(SAMPLES.read_text(encoding="utf-8"))]
    return [_changed(samples[number % len(samples)], f"{number:05}") for number in range(count)]


def _changed(form: Form, mark: str) -> Form:
    """The form with the mark in its name, its narratives and its indicators, so that few cells were seen before."""
    return replace(
        form,
        project_name=f"{form.project_name}{mark}",
        narratives={name: f"{mark}{text}" for name, text in form.narratives.items()},
        indicators=tuple(replace(row, level3=f"{row.level3}{mark}") for row in form.indicators),
    )
