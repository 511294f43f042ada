"""docs/forms.md names every layout and every finding, and none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import jixiao.documents.forms
from jixiao.parameters.forms import form_labels

DOCUMENTATION = Path(__file__).parents[3] / "docs" / "forms.md"


def test_every_layout_is_documented():
    named = set(re.findall(r"^\| `([a-z0-9-]+)` \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {layout.id for layout in form_labels().layouts}


def test_every_finding_is_documented():
    named = set(re.findall(r"^\| `(form\.[a-z_]+)` \|", DOCUMENTATION.read_text(encoding="utf-8"), re.MULTILINE))
    folder = Path(jixiao.documents.forms.__file__).parent
    sources = [file.read_text(encoding="utf-8") for file in folder.glob("*.py")]
    used = {
        code for source in sources for code in re.findall(r'^\s+(?:code=)?"(form\.[a-z_]+)",$', source, re.MULTILINE)
    }
    assert named == used
