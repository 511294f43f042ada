"""Which official layout a table is: by its columns first, by words of its title and labels second."""

from __future__ import annotations

from collections.abc import Iterable

from jixiao.documents.forms.text import fold
from jixiao.parameters.forms import FormLabels, Layout
from jixiao.rules.forms import FormKind


def recognise(roles: frozenset[str], texts: Iterable[str], words: FormLabels) -> Layout | None:
    """The layout whose needs are all met, the most telling one first; None when there is none."""
    said = fold("\n".join(texts))
    fitting = [layout for layout in words.layouts if _fits(layout, roles, said)]
    kind = kind_of(roles, said)
    return max(fitting, key=lambda layout: (layout.kind == kind, *_telling(layout, roles)), default=None)


def nearest(roles: frozenset[str], texts: Iterable[str], words: FormLabels) -> Layout:
    """The layout that comes closest to what was found: for saying so when none fits."""
    said = fold("\n".join(texts))

    def closeness(layout: Layout) -> tuple[int, int]:
        spoken = 1 if layout.words is not None and layout.words.search(said) else 0
        kind = 2 if layout.kind == kind_of(roles, said) else 0
        return kind + spoken + len(layout.needs & roles) - len(layout.needs - roles), len(layout.usual & roles)

    return max(words.layouts, key=closeness)


def kind_of(roles: frozenset[str], said: str) -> FormKind:
    """目标, 自评 or 监控: by the columns, else by the words."""
    if "interim" in roles or "监控" in said:
        return "monitoring"
    if "actual" in roles or "自评表" in said:
        return "self_evaluation"
    return "target"


def _fits(layout: Layout, roles: frozenset[str], said: str) -> bool:
    if not layout.needs <= roles or layout.refuses & roles:
        return False
    return layout.words is None or layout.words.search(said) is not None


def _telling(layout: Layout, roles: frozenset[str]) -> tuple[int, int, int]:
    return len(layout.needs), 1 if layout.words is not None else 0, len(layout.usual & roles)
