"""The glossary as data: docs/glossary.md with the meaning in Chinese beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")

#: The few English words of the sources, for the Chinese page.
_SOURCES_ZH = (
    ("rules of each document", "各文件"),
    ("the seed forms", "公开的七张表"),
    ("layouts", "版式"),
    ("layout", "版式"),
    (" annexes", "附件"),
    ("decision", "决定"),
    ("ours", "本系统自定"),
)


@dataclass(frozen=True, slots=True)
class Term:
    """One word of the field."""

    chinese: str
    english: str
    meaning: str
    meaning_zh: str
    source: str

    @property
    def english_plain(self) -> str:
        """The English name without the marks of the documentation's markup."""
        return self.english.replace("`", "")

    @property
    def meaning_plain(self) -> str:
        """The English meaning without the marks of the documentation's markup."""
        return self.meaning.replace("`", "")

    @property
    def source_plain(self) -> str:
        """The source without links into the documentation."""
        return _LINK.sub(r"\1", self.source)

    @property
    def source_zh(self) -> str:
        """The source for the Chinese page."""
        text = self.source_plain
        for english, chinese in _SOURCES_ZH:
            text = text.replace(english, chinese)
        return text


@cache
def terms() -> tuple[Term, ...]:
    """All terms, in the order of the documentation."""
    text = (files("jixiao.foundation.web") / "glossary.yaml").read_text(encoding="utf-8")
    return tuple(Term(**entry) for entry in yaml.safe_load(text))
