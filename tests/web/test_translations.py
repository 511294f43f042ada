"""English stands behind the switch for everything that pages say."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from tools import translations

_PLACE = re.compile(r"%(?:\(\w+\))?[sd]")


def test_every_message_has_its_english() -> None:
    without = translations.missing()
    assert not without, f"add English to {translations.PO.name}: {without[:5]} and {len(without)} in all"


def test_what_is_installed_is_what_is_written() -> None:
    assert translations.MO.read_bytes() == translations.compiled(translations.translated()), (
        "run python -m tools.translations"
    )


def test_english_fills_the_same_places() -> None:
    for message, english in translations.translated().items():
        if not english:
            continue  # the first test names it
        assert sorted(_PLACE.findall(message)) == sorted(_PLACE.findall(english)), message


def test_english_has_no_chinese_left_in_it_but_names() -> None:
    """What stands in quotation marks, and the numbers of documents, is Chinese on purpose."""
    for english in translations.translated().values():
        plain = re.sub(r"“[^”]*”|[\u4e00-\u9fff]+〔\d+〕\d+号(?:（[^）]*）)?", "", english)
        assert not re.search(r"[\u4e00-\u9fff]", plain), english


@pytest.mark.parametrize(
    ("message", "english"), [("达标", "Met"), ("编制中", "Draft"), ("跳到正文", "Skip to content")]
)
def test_the_compiled_file_is_read_by_django(message: str, english: str) -> None:
    with translation.override("en"):
        assert translation.gettext(message) == english
