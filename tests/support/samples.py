"""The sample forms, for tests that need a whole official form."""

from __future__ import annotations

from pathlib import Path

from jixiao.documents.forms.json import form_from_json, loads
from jixiao.rules.forms import Form

SAMPLES = Path(__file__).parent.parent.parent / "samples" / "shanghai-2020"


def sample_forms() -> list[Form]:
    """The seven Shanghai 2020 forms with abridged narratives."""
    return [form_from_json(table) for table in loads((SAMPLES / "forms.json").read_text(encoding="utf-8"))]
