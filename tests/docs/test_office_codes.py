"""Every refusal and error of imports, inbox, notices and attachments is in the documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = {
    "imports": "imports.md",
    "attachments": "inbox.md",
    "inbox": "inbox.md",
    "panels": "panels.md",
    "grades": "panels.md",
}
CODE = re.compile(r'"((?:import|attachment|panel|grade)\.[a-z_]*[a-z])"')
#: A person's details are checked in one place and named by their column.
DETAILS = {f"import.{field}_wrong" for field in ("username", "name", "mobile", "identity_number", "email")}


@pytest.mark.parametrize("folder", PAGES)
def test_every_code_is_documented(folder: str) -> None:
    page = (ROOT / "docs" / PAGES[folder]).read_text(encoding="utf-8")
    files = (ROOT / "src" / "jixiao" / "foundation" / folder).rglob("*.py")
    codes = {code for file in files for code in CODE.findall(file.read_text(encoding="utf-8"))} - {
        "attachment.download"
    }
    for code in codes | (DETAILS if folder == "imports" else set()):
        assert f"`{code}`" in page, code
