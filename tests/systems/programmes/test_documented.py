"""docs/programmes.md says what the code does: its diagram, every refusal's code."""

from __future__ import annotations

import re
from pathlib import Path

import jixiao.systems.programmes as programmes
from jixiao.systems.programmes.states import VERSION

PAGE = (Path(__file__).parents[3] / "docs" / "programmes.md").read_text(encoding="utf-8")
CODE = re.compile(r"(?:Refused|Refusal|Problem|once)\((?:\s*f?\"[\w.]+\",)?\s*\"([a-z_]+\.[a-z_]+)\"")
TWO = re.compile(r"(?:Problem|once)\([^\n]*?\"((?:form|version|programme)\.[a-z_]+)\"")


def codes_of_the_code() -> set[str]:
    folder = Path(programmes.__file__).parent
    sources = [*folder.glob("*.py"), *(folder / "actions").glob("*.py")]
    texts = [source.read_text(encoding="utf-8") for source in sources]
    return {code for text in texts for pattern in (CODE, TWO) for code in pattern.findall(text)}


def test_the_diagram_is_the_table() -> None:
    assert VERSION.diagram() in PAGE


def test_every_refusal_has_its_code_on_the_page_and_none_is_made_up() -> None:
    listed = set(re.findall(r"`([a-z_]+\.[a-z_]+)`", PAGE.partition("| code | says |")[2].partition("## ")[0]))
    codes = codes_of_the_code() | {"state.reason_missing"}  # the state table's own
    assert listed == codes
