"""docs/checks.md names every code of the checks, and no other."""

from __future__ import annotations

import ast
import re
from datetime import date
from pathlib import Path

from jixiao.parameters.review import review_parameters

ROOT = Path(__file__).parents[3]
PACKAGES = ("review", "promises", "documentnumbers")
CODE = re.compile(r"(?:review|form|indicator|target|framework|money|date|code|text|document|promise|bureau)\.[a-z_]+\Z")


def codes_in_the_source() -> set[str]:
    """First arguments of calls that make a finding."""
    found = {f"review.{point.id}" for point in review_parameters(date(2022, 1, 1)).points}
    for package in PACKAGES:
        for file in (ROOT / "src" / "jixiao" / "rules" / package).glob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    value = node.args[0].value
                    if isinstance(value, str) and CODE.match(value):
                        found.add(value)
    return found


def codes_in_the_document() -> set[str]:
    """Codes in the first column of a table."""
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([a-z_]+\.[a-z_]+)` \|", text, re.MULTILINE))


def test_every_code_is_in_the_document_and_the_document_names_no_other() -> None:
    assert codes_in_the_source() == codes_in_the_document()
