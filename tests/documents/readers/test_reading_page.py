"""docs/reading.md says all that the intake can say, and its example works."""

from __future__ import annotations

import doctest
import re
from dataclasses import fields

from jixiao.documents.readers import Limits
from jixiao.documents.readers.detect import LABELS
from jixiao.documents.readers.intake import _NOT_READ, _READERS
from jixiao.documents.readers.messages import MESSAGES
from tests.support.reading_page import PAGE, with_findings

DOCUMENTS = PAGE.parents[1] / "src" / "jixiao" / "documents"
PAGE_TEXT = PAGE.read_text(encoding="utf-8")


def test_the_page_lists_every_finding_with_its_words() -> None:
    assert with_findings(PAGE_TEXT) == PAGE_TEXT, "run python -m tests.support.reading_page"


def test_every_code_that_a_reader_gives_has_its_words_and_every_word_is_used() -> None:
    used = {
        code
        for source in (DOCUMENTS / "readers").rglob("*.py")
        if source.name != "messages.py"
        for code in re.findall(r'"(file\.[a-z_]+)"', source.read_text(encoding="utf-8"))
    }
    assert used == MESSAGES.keys()


def test_every_format_that_is_read_is_on_the_page() -> None:
    for kind in _READERS:
        assert f"`{kind}`" in PAGE_TEXT
        assert kind in LABELS
    assert set(_NOT_READ.values()) <= MESSAGES.keys()


def test_every_limit_is_used() -> None:
    code = "".join(source.read_text(encoding="utf-8") for source in DOCUMENTS.rglob("*.py"))
    assert [field.name for field in fields(Limits) if f"limits.{field.name}" not in code] == []


def test_the_example_works() -> None:
    failed, tried = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert (failed, tried) == (0, 4)
