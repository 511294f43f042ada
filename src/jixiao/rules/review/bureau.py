"""Checks across the forms of one bureau and year: one name with several targets, near-duplicate names, copied text."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from zlib import crc32

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form, Indicator
from jixiao.rules.promises.wording import excerpt, letters, runs, share_in
from jixiao.rules.review.names import bare_name, comparable, form_place
from jixiao.rules.review.parameters import ReviewParameters
from jixiao.rules.review.softened import check_against_last_year, pairs_of_years

_SAME_NORM = "财预〔2020〕10号 第十四条：同类项目的指标和标准应当一致；绩效目标审核要点“绩效合理性”：符合正常水平"
_OWN_WORDS = "绩效目标审核要点“目标相关性”：目标与本项目内容相关"

_MARKS = 16
_Section = tuple[Form, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Stated:
    form: Form
    row: Indicator
    name: str


def check_bureau(forms: Sequence[Form], parameters: ReviewParameters) -> list[Finding]:
    """Findings that no single form shows. Forms of other units and years in one call do not meet each other.

    Where last year's form of a project is among them, its targets are compared too.
    """
    groups: dict[tuple[str, int | None], list[Form]] = defaultdict(list)
    for form in forms:
        if form.kind == "target":
            groups[letters(form.unit or form.supervising_department or ""), form.year].append(form)
    findings: list[Finding] = []
    for group in map(_one_of_each_project, groups.values()):
        stated = [_Stated(form, row, bare_name(row, parameters.words)) for form in group for row in form.indicators]
        findings += _targets_differ(stated, parameters)
        findings += _near_duplicates(stated, parameters)
        findings += _copied_text(group, parameters)
    for form, before in pairs_of_years(list(forms)):
        findings += check_against_last_year(form, before, parameters)
    return findings


def _one_of_each_project(forms: Sequence[Form]) -> list[Form]:
    """The same form as PDF and as DOCX is one form."""
    kept: dict[object, Form] = {}
    for form in forms:
        kept.setdefault(letters(form.project_name or "") or id(form), form)
    return list(kept.values())


def _some(places: Iterable[str]) -> str:
    """The places for a message, the first ten of many."""
    listed = list(dict.fromkeys(places))
    return "、".join(listed[:10]) + (f"等{len(listed)}张表" if len(listed) > 10 else "")


def _targets_differ(stated: Sequence[_Stated], parameters: ReviewParameters) -> Iterator[Finding]:
    by_name: dict[str, list[_Stated]] = defaultdict(list)
    for entry in stated:
        if entry.name:
            by_name[comparable(entry.name, parameters.words)].append(entry)
    for entries in by_name.values():
        targets: dict[object, list[_Stated]] = defaultdict(list)
        for entry in entries:
            key = _norm(entry.row, parameters)
            if key is not None:
                targets[key].append(entry)
        if len(targets) > 1 and len({id(entry.form) for same in targets.values() for entry in same}) > 1:
            yield _differ(targets)


def _differ(targets: Mapping[object, list[_Stated]]) -> Finding:
    groups = sorted(targets.values(), key=len, reverse=True)
    parts = [
        f"{group[0].row.target_text.strip()}（{_some(form_place(entry.form) for entry in group)}）" for group in groups
    ]
    names = "、".join(dict.fromkeys(entry.name for group in groups for entry in group))
    fewest = groups[-1]
    place = _some(f"{form_place(entry.form)} 指标{entry.row.no}“{entry.name}”" for entry in fewest)
    message = f"同一单位同一年度的同名指标“{names}”目标值不同：{'，'.join(parts)}。"
    fix = "请统一口径；确需不同的，请在各表说明理由。"
    return Finding("bureau.targets_differ", "warning", place, message, _SAME_NORM, fix)


def _norm(row: Indicator, parameters: ReviewParameters) -> object:
    """What makes two targets the same norm; None for what rightly differs from project to project (counts, dates)."""
    if len(row.parsed) != 1:
        return None
    value = row.parsed[0]
    comparable_unit = value.unit == "ratio" or value.unit in parameters.words.duration_units
    if not comparable_unit or not isinstance(value.value, Decimal) or value.relative_to or value.direction:
        return None
    return value.op, value.value.normalize(), value.unit, value.per


def _near_duplicates(stated: Sequence[_Stated], parameters: ReviewParameters) -> Iterator[Finding]:
    by_name: dict[str, dict[str, list[Form]]] = defaultdict(lambda: defaultdict(list))
    for entry in stated:
        if entry.name:
            by_name[comparable(entry.name, parameters.words)][entry.name].append(entry.form)
    for spellings in by_name.values():
        if len(spellings) < 2:
            continue
        listed = "，".join(f"“{name}”（{_some(map(form_place, forms))}）" for name, forms in spellings.items())
        rarest = min(spellings.items(), key=lambda item: len(item[1]))
        message = f"同一单位的指标名称近似重名，含义应当相同：{listed}。"
        fix = f"请统一名称，如统一为“{max(spellings.items(), key=lambda item: len(item[1]))[0]}”。"
        place = f"{form_place(rarest[1][0])} “{rarest[0]}”"
        yield Finding("bureau.near_duplicate_names", "warning", place, message, _SAME_NORM, fix)


def _copied_text(forms: Sequence[Form], parameters: ReviewParameters) -> Iterator[Finding]:
    sections: dict[str, list[_Section]] = defaultdict(list)
    for form in forms:
        own_name = runs(form.project_name or "")
        for label, text in form.narratives.items():
            if any(word in label for word in parameters.words.bureau_sections):
                continue
            if len(letters(text)) >= parameters.thresholds.copied_characters_min // 2:
                sections[label].append((form, (runs(text) or frozenset([letters(text)])) - own_name))
    for label, entries in sections.items():
        for group in _alike(entries, parameters.thresholds.copied_across_share):
            places = _some(form_place(form) for form in group)
            text = excerpt(group[0].narratives[label])
            # Rules and legal bases may well be common to a bureau's projects; goals and overviews may not.
            common = any(word in label for word in parameters.words.common_sections)
            message = f"{len(group)}张表的“{label}”文字雷同：{places}（“{text}”）。"
            fix = "共同的依据和制度可以相同，请确认确实适用。" if common else "请按各项目的实际分别填写。"
            severity: Severity = "note" if common else "warning"
            yield Finding("bureau.copied_text", severity, f"{form_place(group[1])} {label}", message, _OWN_WORDS, fix)


def _alike(entries: Sequence[_Section], threshold: Decimal) -> list[list[Form]]:
    """Groups of forms whose sections share most of their text.

    Each section is compared with the first of every group that shares one of its marks, so that ten thousand forms
    are as quick as ten.
    """
    groups: list[list[_Section]] = []
    by_mark: dict[str, list[int]] = defaultdict(list)
    for form, text in entries:
        marks = _marks(text)
        candidates = dict.fromkeys(index for mark in marks for index in by_mark[mark])
        home = next((index for index in candidates if _shared(groups[index][0][1], text) >= threshold), None)
        if home is not None:
            groups[home].append((form, text))
            continue
        groups.append([(form, text)])
        for mark in marks:
            by_mark[mark].append(len(groups) - 1)
    return [[form for form, _ in group] for group in groups if len(group) > 1]


def _marks(text: frozenset[str]) -> list[str]:
    """The runs with the least checksums: two texts that share half of their runs share one of these almost surely."""
    return sorted(text, key=lambda run: crc32(run.encode()))[:_MARKS]


def _shared(one: frozenset[str], other: frozenset[str]) -> Decimal:
    return min(share_in(one, other), share_in(other, one))
