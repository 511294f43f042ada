"""The published list of parameters is that of the tree."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from jixiao.parameters import load_tree
from jixiao.parameters.catalogue import EVIDENCE_LEGEND, ORIGIN_LEGEND, catalogue
from jixiao.rules.regulations.dated import Evidence, Origin

PAGE = Path(__file__).parents[2] / "docs" / "parameters.md"


def test_the_page_is_current() -> None:
    made = catalogue()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m jixiao.parameters > docs/parameters.md"


def test_every_parameter_stands_on_the_page_with_its_law() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for parameter_id, parameter in load_tree().items():
        assert f"`{parameter_id}` {parameter.title}" in page
        for value in parameter.values:
            assert str(value.citation) in page


def test_every_mark_is_explained() -> None:
    assert set(EVIDENCE_LEGEND) == set(get_args(Evidence))
    assert set(ORIGIN_LEGEND) == set(get_args(Origin))
