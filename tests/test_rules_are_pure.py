"""rules is law and arithmetic: no float, no clock, no chance, no file, nothing from outside."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import jixiao.rules

RULES = Path(jixiao.rules.__file__).parent
FILES = sorted(RULES.rglob("*.py"))
BANNED_MODULES = {
    *("ctypes", "http", "importlib", "io", "locale", "logging", "os", "pathlib", "random", "secrets", "shutil"),
    *("socket", "sqlite3", "subprocess", "tempfile", "threading", "time", "urllib", "uuid"),
}
BANNED_CALLS = {"eval", "exec", "float", "input", "open", "print"}
BANNED_METHODS = {"now", "today", "utcnow"}


def impurities(source: str) -> list[str]:
    """What a module of rules may not contain, as "line: what"."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        line = getattr(node, "lineno", 0)
        if isinstance(node, ast.Constant) and isinstance(node.value, float | complex):
            found.append(f"{line}: float {node.value}")
        elif isinstance(node, ast.Name) and node.id in BANNED_CALLS:
            found.append(f"{line}: {node.id}")
        elif isinstance(node, ast.Attribute) and node.attr in BANNED_METHODS:
            found.append(f"{line}: .{node.attr}")
        elif isinstance(node, ast.Import):
            found += [f"{line}: import {alias.name}" for alias in node.names if not _may_import(alias.name)]
        elif isinstance(node, ast.ImportFrom) and (node.level or not _may_import(node.module or "")):
            found.append(f"{line}: from {'.' * node.level}{node.module}")
    return found


def _may_import(module: str) -> bool:
    top = module.split(".")[0]
    if top == "jixiao":
        return module == "jixiao.rules" or module.startswith("jixiao.rules.")
    return top in sys.stdlib_module_names and top not in BANNED_MODULES


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(RULES)))
def test_rules_are_pure(file: Path) -> None:
    assert impurities(file.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        "x = 0.5",
        "x = float('1')",
        "convert = float",
        "import random",
        "import time",
        "from datetime import datetime\nx = datetime.now()",
        "from datetime import date\nx = date.today()",
        "open('file')",
        "import yaml",
        "from jixiao.parameters import parameter",
        "from . import sibling",
    ],
)
def test_the_guard_sees_what_it_forbids(source: str) -> None:
    assert impurities(source)


def test_the_guard_looks_at_the_rules() -> None:
    assert len(FILES) > 10
