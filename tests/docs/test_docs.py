"""The documentation speaks of everything a user can call, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from jixiao.interfaces.cli import COMMANDS

ROOT = Path(__file__).parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("readme", ["README.md", "README.zh.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_in_both_readmes(readme: str, command: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert f"jixiao {command}" in text or f"make {command}" in text


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_run_time_dependency_has_its_reason() -> None:
    required = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.S | re.M)
    assert required
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    for name in re.findall(r'"([A-Za-z0-9_-]+)', required[1]):
        assert f"| {name} |" in reasons


def test_every_dependency_is_pinned_by_version_and_no_pin_has_an_address() -> None:
    pins = (ROOT / "pins.txt").read_text(encoding="utf-8")
    pinned = {line.split("==")[0].lower().replace("_", "-") for line in pins.splitlines() if "==" in line}
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    groups = re.findall(r"^(?:dependencies|test|bench) = \[(.*?)\]", project, re.S | re.M)
    for group in groups:
        for name in re.findall(r'"([A-Za-z0-9_-]+)', group):
            assert name.lower().replace("_", "-") in pinned
    assert not re.search(r"https?:|@|--index", pins)
