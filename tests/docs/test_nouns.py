"""Every table of business is a noun of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

_ROOT = Path(__file__).parent.parent.parent
_TABLE = re.compile(r'^\s+db_table = "(\w+)"$', re.MULTILINE)
_PAPERS = ("nouns.md", "people.md", "contracts.md", "operations-records.md", "panels.md")


def test_every_table_is_named_with_what_changes_it() -> None:
    tables = {
        table
        for layer in ("foundation", "systems")
        for path in (_ROOT / "src" / "jixiao" / layer).rglob("*.py")
        for table in _TABLE.findall(path.read_text(encoding="utf-8"))
    }
    assert len(tables) > 70
    said = "".join((_ROOT / "docs" / name).read_text(encoding="utf-8") for name in _PAPERS)
    assert sorted(table for table in tables if f"`{table}`" not in said) == []
