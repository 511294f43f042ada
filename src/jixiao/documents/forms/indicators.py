"""One row of the table as one indicator, or as several where a cell lists them line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from jixiao.documents.forms.body import Entry
from jixiao.documents.forms.headings import Heading
from jixiao.documents.forms.text import flat, fold, level_name, number_in, points_in
from jixiao.parameters.forms import FormLabels
from jixiao.rules.forms import Indicator, Monitoring
from jixiao.rules.targets import parse_target

#: A line of a list: 指标1：…, 1. …, ①…, （1）…
_ITEM = re.compile(r"\s*(?:指标\s*\d+|\d{1,2}\s*[.、．:：](?!\d)|[（(]\s*\d{1,2}\s*[)）]|[①-⑳])")
#: A line that states a value by itself: a sign or a number, and a short unit.
_VALUE = re.compile(
    r"\s*(?:[<>=≤≥≦≧＜＞＝]{0,2}|不[少低]于|不[超高大多][过于]|达到|至少|小于|大于|等于)\s*[\d.,]+\s*\S{0,8}\s*\Z"
)
_ENDS_OPEN = re.compile(r"[、，,；;：:（(]\s*\Z")
_SIGN = re.compile(r"\s*(?:[<>=≤≥≦≧＜＞＝═]{1,2}|[大小高低不等]{1,2}[于过超].{0,4}|[正反负]向.{0,2}|定性|定量)\s*\Z")
_TICK = re.compile(r"[√✓✔☑■●vV是1]")

_KEPT = frozenset({"detail", "unknown", "level4", "initial_target", "adjusted_target", "narrative"})


def indicators_of(
    entry: Entry, heading: Heading, words: FormLabels, *, term: bool = False, first_no: int = 1
) -> list[Indicator]:
    """The indicators of a row in one half; none when the row states no target there."""
    found: list[Indicator] = []
    for lines in _line_by_line(entry, heading, words, term):
        indicator = _indicator(_Texts(entry, heading, term, lines), words, first_no + len(found))
        if indicator is not None:
            found.append(indicator)
    return found


def has_name_without_target(entry: Entry, heading: Heading, words: FormLabels) -> bool:
    """The row names an indicator of its own but states no target: worth a finding, unless it is a blank template."""
    column = heading.column("level3") or heading.column("name")
    if column is None or words.placeholders.fullmatch(fold(entry.text(column))):
        return False
    cell = entry.row.at(column.start)
    return cell is not None and cell.first and not cell.blank and cell.start >= column.start


class _Texts:
    """The texts of one indicator by role; a list cell gives only its own line."""

    def __init__(self, entry: Entry, heading: Heading, term: bool, lines: Mapping[str, str]) -> None:
        self.entry = entry
        self.heading = heading
        self.term = term
        self.lines = lines

    def of(self, role: str) -> str:
        if role in self.lines:
            return self.lines[role]
        return self.entry.text(self.heading.column(role, term=self.term))

    def level(self, role: str) -> str | None:
        text = self.lines.get(role) or self.entry.levels.get((role, self.term))
        if text is None and self.term:
            text = self.entry.levels.get((role, False)) if self.heading.column(role, term=True) is None else None
        if text is None and role == "level3":
            text = self.of("name")
        if not text:
            return None
        return (flat(text).strip() if role == "level3" else level_name(text)) or None


def _indicator(texts: _Texts, words: FormLabels, number: int) -> Indicator | None:
    raw, cells = _target(texts, words)
    if raw is None:
        return None
    name = texts.level("level3")
    target = raw.strip()
    weight_text, score_text = flat(texts.of("weight")).strip(), flat(texts.of("score")).strip()
    score = points_in(score_text)
    parsed = parse_target(target, name=name, cells=cells)
    return Indicator(
        no=number,
        level1=texts.level("level1"),
        level2=texts.level("level2"),
        level3=name,
        target_raw=raw,
        target_text=target,
        parsed=parsed.values,
        target_cells=cells,
        direction=_direction(texts),
        actual_text=_optional(texts, "actual"),
        weight=points_in(weight_text) if weight_text else None,
        score=score,
        score_text=score_text if score is None and score_text else None,
        deviation_reason=_optional(texts, "deviation"),
        monitoring=_monitoring(texts),
        details=_details(texts, weight_text),
        place=texts.entry.place,
    )


def _target(texts: _Texts, words: FormLabels) -> tuple[str | None, tuple[str, ...] | None]:
    """The target as printed, and its cells where operator, value and unit stand apart."""
    value = texts.of("target")
    if not value.strip():
        value = texts.of("adjusted_target")
        if not value.strip() or words.placeholders.fullmatch(fold(value)):
            value = texts.of("initial_target")
    raw = flat(value)
    if not raw.strip(" \t") or words.placeholders.fullmatch(fold(raw)):
        return None, None
    before = _operator_texts(texts)
    unit = flat(texts.of("unit")).strip()
    if fold(unit) == "无" or words.placeholders.fullmatch(fold(unit)):
        unit = ""
    if not any(role in texts.heading.roles for role in ("operator", "unit")):
        return raw, _cells_under_one_heading(texts)
    cells = tuple(text for text in (*before, raw.strip(), unit) if text)
    return "".join((*before, raw.strip(), unit if _takes_unit(raw) else "")), cells


def _cells_under_one_heading(texts: _Texts) -> tuple[str, ...] | None:
    """≥ | 3 | 次 under one wide 指标值: the cells apart, where there is more than one."""
    column = texts.heading.column("target", term=texts.term)
    if column is None or texts.lines:
        return None
    spans = texts.entry.row.between(column.start, column.end)
    cells = tuple(flat(span.text).strip() for span in spans if span.start >= column.start and not span.blank)
    return cells if len(cells) > 1 else None


def _operator_texts(texts: _Texts) -> list[str]:
    """The operator cells in printed order; a direction printed behind the value is no part of the target."""
    value = next((c for c in texts.heading.columns if c.role in ("target", "adjusted_target", "initial_target")), None)
    found = []
    for column in texts.heading.columns:
        text = flat(texts.entry.text(column)).strip()
        behind = value is not None and column.start > value.start
        if column.role == "operator" and text and not (behind and fold(text)[1:2] == "向"):
            found.append(text if text not in ("/", "—", "-") else "")
    return [text for text in found if text]


def _takes_unit(value: str) -> bool:
    """A number takes the unit of its cell; a value that has its own unit or is words does not."""
    return fold(value)[-1:].isdigit()


def _direction(texts: _Texts) -> Literal["正向", "反向"] | None:
    for column in texts.heading.columns:
        if column.role in ("direction", "operator"):
            word = fold(texts.entry.text(column))
            if word.startswith(("正向", "正指标")):
                return "正向"
            if word.startswith(("反向", "逆向", "负向", "逆指标")):
                return "反向"
    return None


def _optional(texts: _Texts, role: str) -> str | None:
    return flat(texts.of(role)).strip() or None if role in texts.heading.roles else None


def _monitoring(texts: _Texts) -> Monitoring | None:
    roles = texts.heading.roles
    if not roles & {"interim", "expected", "cause", "likelihood", "likelihood_tick"}:
        return None
    causes = {}
    likelihood = _optional(texts, "likelihood")
    for column in texts.heading.columns:
        text = flat(texts.entry.text(column)).strip()
        if column.role == "cause" and text:
            causes[column.label] = text
        elif column.role == "likelihood_tick" and _TICK.search(text):
            likelihood = column.label
    return Monitoring(
        interim_actual_text=_optional(texts, "interim"),
        expected_text=_optional(texts, "expected"),
        causes=causes,
        cause_note=_optional(texts, "cause_note"),
        likelihood=likelihood,
        remark=_optional(texts, "remark"),
    )


def _details(texts: _Texts, weight_text: str) -> dict[str, str]:
    """Every other column by its printed label, so that nothing that was printed is lost."""
    details: dict[str, str] = {}
    monitoring = bool(texts.heading.roles & {"interim", "expected", "cause"})
    for column in texts.heading.columns:
        if "project" in texts.heading.roles and column.end <= texts.heading.first_level:
            continue  # the head of a project among several
        kept = column.role in _KEPT or (column.role == "remark" and not monitoring)
        text = flat(texts.entry.text(column)).strip()
        if kept and text and column.term is texts.term:
            label = column.label if column.label not in details else f"{''.join(column.above)}{column.label}"
            details[label] = text
        elif column.role == "weight" and weight_text and points_in(weight_text) is None:
            details[column.label] = weight_text
    return details


def _line_by_line(entry: Entry, heading: Heading, words: FormLabels, term: bool) -> Iterator[Mapping[str, str]]:
    """One empty mapping for an ordinary row; for a row that lists several indicators, the texts of each."""
    name_role = "level3" if heading.column("level3", term=term) else "name"
    names = [
        line
        for line in _lines(entry.text(heading.column(name_role, term=term)))
        if not words.placeholders.fullmatch(fold(line))
    ]
    targets = _lines(entry.text(heading.column("target", term=term)))
    if len(names) < 2 or not _is_list(names, targets):
        yield {}
        return
    names, targets = _items(names), targets if len(targets) == len(_items(names)) else _items(targets)
    others = {}
    for role in ("actual", "weight", "score", "deviation", "unit", "interim", "expected"):
        lines = _lines(entry.text(heading.column(role, term=term)))
        if len(lines) == len(names):
            others[role] = lines
    for number, name in enumerate(names):
        own = {role: lines[number] for role, lines in others.items()}
        yield {name_role: name, "target": targets[number], **own}


def _lines(text: str) -> list[str]:
    return [line.strip(" \t") for line in text.splitlines() if line.strip()]


def _items(lines: Sequence[str]) -> list[str]:
    """Lines that continue an item joined to it; lines without any numbering stand for themselves."""
    if not any(_ITEM.match(line) for line in lines):
        return list(lines)
    items: list[str] = []
    for line in lines:
        if _ITEM.match(line) or not items:
            items.append(line)
        else:
            items[-1] += line
    return items


def _is_list(names: Sequence[str], targets: Sequence[str]) -> bool:
    """Numbered names with as many targets, or as many plain values as names; a wrapped sentence is neither."""
    numbered = [line for line in names if _ITEM.match(line)]
    count = len(_items(names))
    if len(numbered) > 1 and count in (len(targets), len(_items(targets))):
        return True
    values = all(_VALUE.match(line) and not _ENDS_OPEN.search(line) for line in targets) and _alike(targets)
    return len(names) == len(targets) > 1 and values and all(len(line) > 2 for line in names)


def _alike(values: Sequence[str]) -> bool:
    """All with a sign or none, all with a unit or none: ``≥9`` over ``5%`` is one value that a narrow cell wrapped."""
    folded = [fold(value) for value in values]
    return len({line[:1].isdigit() for line in folded}) == 1 and len({line[-1:].isdigit() for line in folded}) == 1


def total_of(entry: Entry, heading: Heading) -> tuple[Decimal | None, str | None]:
    """The total score of a 总分 row and the grade behind it; sums of money left of the levels are no points."""
    score_column = heading.column("score")
    score = number_in(entry.text(score_column)) if score_column is not None else None
    grade = None
    numbers = []
    for span in entry.row.written[1:]:
        text = fold(span.text)
        if text in ("优", "良", "中", "差"):
            grade = text
        elif span.start >= heading.first_level and (number := points_in(text)) is not None:
            numbers.append((span.start, number))
    weight_column = heading.column("weight")
    if score is None and numbers:
        start, last = numbers[-1]
        is_weight = weight_column is not None and weight_column.start <= start < weight_column.end
        score = None if is_weight and score_column is not None else last
    return score, grade
