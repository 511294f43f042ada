"""The words of the official forms (栏目名称), compiled once: columns, head fields, money labels, layouts.

Data: ``tree/lexicons/form_labels.yaml`` and ``tree/lexicons/form_labels_layouts.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from jixiao.parameters.loader import ParameterError, load_lexicon
from jixiao.rules.forms import FormKind


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Roles with the patterns of their labels; the first role that matches a whole folded label wins."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    def role(self, label: str) -> str | None:
        """The role a folded label plays, or None when no pattern matches the whole of it."""
        if not label or len(label) > _LONGEST_LABEL:
            return None
        return next((role for role, pattern in self.patterns if pattern.fullmatch(label)), None)


@dataclass(frozen=True, slots=True)
class Layout:
    """One official layout: what its columns and words must be to be recognised as it."""

    id: str
    title: str
    kind: FormKind
    needs: frozenset[str]  # column roles that must all be there
    refuses: frozenset[str]  # column roles that must not
    words: re.Pattern[str] | None  # must stand in a title or label
    usual: frozenset[str]  # column roles that count in its favour


@dataclass(frozen=True, slots=True)
class FormLabels:
    """Everything the form reader knows about words."""

    columns: Vocabulary
    head: Vocabulary
    money: Vocabulary
    money_columns: Vocabulary
    fund_rows: Vocabulary
    levels: Vocabulary
    narratives: re.Pattern[str]
    narratives_sure: re.Pattern[str]
    other_head: re.Pattern[str]
    sections: re.Pattern[str]
    fund_sections: re.Pattern[str]
    midterm: re.Pattern[str]
    annual: re.Pattern[str]
    total_rows: re.Pattern[str]
    notes: re.Pattern[str]
    placeholders: re.Pattern[str]
    titles: re.Pattern[str]
    layouts: tuple[Layout, ...]


#: No label of an official form is longer; longer text is never tried against the patterns.
_LONGEST_LABEL = 48


@cache
def form_labels() -> FormLabels:
    """The lexicons as compiled patterns; raises :class:`ParameterError` naming a pattern that cannot be used."""
    words = load_lexicon("form_labels")
    return FormLabels(
        columns=_vocabulary(words["columns"]),
        head=_vocabulary(words["head"]),
        money=_vocabulary(words["money"]),
        money_columns=_vocabulary(_joined(words["money"], words["money_columns_only"])),
        fund_rows=_vocabulary(words["fund_rows"]),
        levels=_vocabulary(words["levels"]),
        narratives=_any_of(words["narratives"]),
        narratives_sure=_any_of(words["narratives_sure"]),
        other_head=_any_of(words["other_head"]),
        sections=_any_of(words["sections"]),
        fund_sections=_compiled(words["fund_sections"]),
        midterm=_compiled(words["midterm"]),
        annual=_compiled(words["annual"]),
        total_rows=_any_of(words["total_rows"]),
        notes=_compiled(words["notes"]),
        placeholders=_any_of(words["placeholders"]),
        titles=_compiled(words["titles"]),
        layouts=tuple(_layout(entry) for entry in load_lexicon("form_labels_layouts")["layouts"]),
    )


def _vocabulary(roles: Mapping[str, Sequence[str]]) -> Vocabulary:
    return Vocabulary(tuple((role, _any_of(patterns)) for role, patterns in roles.items()))


def _joined(one: Mapping[str, Sequence[str]], other: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {role: [*one.get(role, ()), *other.get(role, ())] for role in {**one, **other}}


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return _compiled("|".join(f"(?:{pattern})" for pattern in patterns))


def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ParameterError(f"词表 form_labels 中的模式不能使用：{pattern}（{error}）") from error


def _layout(entry: Mapping[str, Any]) -> Layout:
    if entry["kind"] not in get_args(FormKind):
        raise ParameterError(f"词表 form_labels_layouts：{entry['id']} 的 kind 应为 {get_args(FormKind)}")
    return Layout(
        id=entry["id"],
        title=entry["title"],
        kind=entry["kind"],
        needs=frozenset(entry["needs"]),
        refuses=frozenset(entry.get("refuses", ())),
        words=_compiled(entry["words"]) if "words" in entry else None,
        usual=frozenset(entry.get("usual", ())),
    )
