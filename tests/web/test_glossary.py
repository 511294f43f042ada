"""The glossary of the help page is the glossary of the documentation."""

from __future__ import annotations

from pathlib import Path

from jixiao.foundation.web.glossary import terms

GLOSSARY = Path(__file__).parent.parent.parent / "docs" / "glossary.md"


def test_both_glossaries_say_the_same() -> None:
    lines = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")][1:]
    documented = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines]
    packaged = [(term.chinese, term.english, term.meaning, term.source) for term in terms()]
    assert packaged == documented, "add a term in docs/glossary.md and in src/jixiao/foundation/web/glossary.yaml"


def test_every_term_has_a_meaning_in_chinese() -> None:
    assert all(term.meaning_zh and not term.meaning_zh.isascii() for term in terms())


def test_the_page_shows_no_markup_of_the_documentation() -> None:
    for term in terms():
        assert "`" not in term.english_plain + term.meaning_plain
        assert "](" not in term.source_plain
