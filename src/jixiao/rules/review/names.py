"""Names of indicators: prefixes taken off, heads found, spellings of the same name brought together.

Chinese names put the head last: in 政府采购规范性 the head is 规范性 and says how the indicator is measured.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review.parameters import ReviewWords

_BRACKETED_TAIL = re.compile(r"[（(][^（()）]*[)）]\s*$")
_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=8)
def _prefix_pattern(prefixes: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"^\s*(?:{'|'.join(prefixes)})+")


def plain_name(indicator: Indicator, words: ReviewWords) -> str:
    """The name without “指标1：”, ★ and white space."""
    name = _SPACE.sub("", indicator.level3 or "")
    return _prefix_pattern(words.prefixes).sub("", name).strip("：: ")


def bare_name(indicator: Indicator, words: ReviewWords) -> str:
    """The plain name without a bracketed tail: 保障人数(人) → 保障人数."""
    name = plain_name(indicator, words)
    return _BRACKETED_TAIL.sub("", name) or name


def bracketed(indicator: Indicator, words: ReviewWords) -> str | None:
    """What stands in the bracket at the end of the name: 保障人数(人) → 人."""
    match = _BRACKETED_TAIL.search(plain_name(indicator, words))
    return match[0].strip("（()） ") if match else None


def head_of(name: str, heads: Iterable[str]) -> str | None:
    """The longest of ``heads`` with which the name ends."""
    return max((head for head in heads if name.endswith(head)), key=len, default=None)


def comparable(name: str, words: ReviewWords) -> str:
    """One spelling for names that mean the same: 应急响应机制健全性 and 应急响应机制, 规范性 and 合规性."""
    plain = unicodedata.normalize("NFKC", name)
    for spelling, others in words.same_meaning:
        for other in sorted(others, key=len, reverse=True):
            plain = plain.replace(other, spelling)
    for word in words.dropped_when_compared:
        plain = plain.replace(word, "")
    return re.sub(r"[^\w%]", "", plain)


def place_of(form: Form, indicator: Indicator) -> str:
    """Where a person finds the indicator: the form, the row, the cell where it is known."""
    where = f"（{indicator.place}）" if indicator.place else ""
    name = indicator.level3 or indicator.level2 or "未写名称"
    return f"{form_place(form)} 指标{indicator.no}“{_SPACE.sub('', name)}”{where}"


def form_place(form: Form) -> str:
    """The form as findings name it: its project, else its place in the file."""
    name = _SPACE.sub("", form.project_name or "")
    return name or f"{form.source or '绩效目标表'} 第{form.table_no}表"
