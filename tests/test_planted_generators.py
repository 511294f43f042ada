"""Whoever plants errors does not know the code that finds them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SUPPORT = Path(__file__).parent / "support"
GENERATORS = sorted(SUPPORT.glob("planted_*.py"))
#: The shapes of a form and of its values: what is planted in, no check of it.
SHAPES = {"jixiao.rules.forms", "jixiao.rules.values"}


def _ours(path: Path, seen: set[Path]) -> set[str]:
    """The modules of jixiao that a generator imports, itself or by way of other support."""
    seen.add(path)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
        for name in names:
            beside = SUPPORT / f"{name.removeprefix('tests.support.')}.py"
            if name.startswith("tests.support.") and beside not in seen:
                found |= _ours(beside, seen)
            elif name.startswith("jixiao"):
                found.add(name)
    return found


@pytest.mark.parametrize("path", GENERATORS, ids=lambda path: path.stem)
def test_a_generator_of_errors_imports_no_code_that_finds_them(path: Path) -> None:
    assert _ours(path, set()) <= SHAPES


def test_every_noun_of_the_office_has_its_generator() -> None:
    """Forms, rows of imports, organisations with people and roles, and the separation of duties."""
    nouns = {"errors", "import_errors", "people", "separation"}
    assert {path.stem.removeprefix("planted_") for path in GENERATORS} >= nouns
