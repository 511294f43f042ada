"""Copied text (雷同文字) inside one form: sentences said twice, sections that repeat each other or the name."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator

from jixiao.rules.findings import Finding, Severity
from jixiao.rules.forms import Form
from jixiao.rules.promises.wording import excerpt, letters, runs, sentences, share_in
from jixiao.rules.review.names import form_place
from jixiao.rules.review.parameters import ReviewParameters

_BASIS = "绩效目标审核要点“明确清晰性”：内容明确、层次清楚"


def check_copied_text(form: Form, parameters: ReviewParameters) -> list[Finding]:
    """Repetition and emptiness in the narrative."""
    return [*_repeated(form, parameters), *_sections(form, parameters), *_thin(form, parameters)]


def _repeated(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    for label, text in form.narratives.items():
        if _speaks_of(label, parameters.words.common_sections):  # the document check names what is cited twice
            continue
        seen: dict[str, int] = defaultdict(int)
        for sentence in sentences(text):
            seen[letters(sentence)] += 1
        for sentence in sentences(text):
            plain = letters(sentence)
            if seen.pop(plain, 0) > 1 and len(plain) >= parameters.thresholds.copied_characters_min:
                message = f"“{label}”中同一句话写了两遍：“{excerpt(sentence)}”。"
                yield _finding("text.repeated_sentence", "warning", form, label, message, "请删去重复的一句。")


def _sections(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    long_enough = [
        (label, text)
        for label, text in form.narratives.items()
        if len(letters(text)) >= parameters.thresholds.copied_characters_min
    ]
    for (first, one), (second, other) in itertools.combinations(long_enough, 2):
        words = parameters.words
        if any(_speaks_of(label, words.common_sections) for label in (first, second)):
            continue
        if all(_speaks_of(label, words.goal_sections) for label in (first, second)):
            continue
        if share_in(runs(other), runs(one)) >= parameters.thresholds.copied_share:
            yield _copied(form, second, first, other)
        elif share_in(runs(one), runs(other)) >= parameters.thresholds.copied_share:
            yield _copied(form, first, second, one)


def _speaks_of(label: str, words: tuple[str, ...]) -> bool:
    return any(word in label for word in words)


def _copied(form: Form, copy: str, original: str, text: str) -> Finding:
    message = f"“{copy}”照抄“{original}”的文字（“{excerpt(text)}”），没有另外说明。"
    fix = f"请按“{copy}”一栏的要求重新填写。"
    return _finding("text.section_copied", "warning", form, copy, message, fix)


def _thin(form: Form, parameters: ReviewParameters) -> Iterator[Finding]:
    name = letters(form.project_name or "")
    for label, text in form.narratives.items():
        plain = letters(text)
        if not plain:
            continue
        if name and plain in (name, name + "项目", "本项目为" + name, "本项目是" + name):
            message = f"“{label}”只重复了项目名称“{form.project_name}”，没有说明内容。"
            fix = "请写明项目做什么、为谁做、做多少、怎么做。"
            yield _finding("text.repeats_name", "warning", form, label, message, fix)
        elif len(plain) < parameters.thresholds.thin_section_characters:
            message = f"“{label}”只写了“{excerpt(text)}”，过于简略。"
            fix = "请审核人判断是否足以说明；不足的，退回补充。"
            yield _finding("text.too_thin", "review", form, label, message, fix)


def _finding(code: str, severity: Severity, form: Form, label: str, message: str, fix: str) -> Finding:
    return Finding(code, severity, f"{form_place(form)} {label}", message, _BASIS, fix)
