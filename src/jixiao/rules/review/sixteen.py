"""The sixteen review checks (审核要点): four dimensions, eight items, 100 points.

What a program can decide follows from the findings: a check is ``not_met`` when a finding that belongs to it is an
error or a warning, ``met`` when the checks that belong to it found nothing. What only a person can decide is prepared:
what to look at, and the findings that bear on it. The points are the reviewer's to give.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from jixiao.rules.findings import Finding
from jixiao.rules.forms import Form
from jixiao.rules.review.names import form_place
from jixiao.rules.review.parameters import ReviewParameters, ReviewPoint

Answer = Literal["met", "not_met", "for_reviewer"]

#: Which findings bear on which check, by the beginning of their codes.
_BEARING: dict[str, tuple[str, ...]] = {
    "format": ("date.", "code.", "money.negative", "document.bracket", "document.serial"),
    "complete": (
        "form.",
        "target.missing",
        "indicator.name_missing",
        "indicator.level_missing",
        "money.sources",
        "indicator.weights",
        "money.last_year",
    ),
    "clear": (
        "text.",
        "indicator.duplicate",
        "target.above_whole",
        "indicator.targets_differ",
        "indicator.dimension",
        "promise.dates",
        "promise.numbers",
    ),
    "main_content": ("promise.without_indicator", "promise.number_differs", "promise.money_differs"),
    "law_and_plans": ("document.",),
    "duty": (),
    "key_indicators": ("framework.", "target.missing", "indicator.routine"),
    "quantified": (
        "target.not_measurable",
        "target.due_missing",
        "target.unit",
        "target.direction",
        "target.upper",
        "target.number_implied",
        "target.sign",
        "target.above_hundred",
        "target.range",
    ),
    "improvement": ("target.softened", "target.dropped", "target.below_last"),
    "normal_level": ("bureau.targets_differ",),
    "goal_and_money": ("money.changed_much", "money.cost", "money.zero"),
    "goal_and_scope": (),
    "researched": (),
    "realistic": ("promise.after_end", "promise.due_differs", "target.due_after", "target.due_before", "date."),
    "capacity": (),
    "internal_control": (),
}
#: Checks whose failure a finding proves and whose silence is an answer; the others always need a person.
_DECIDED = frozenset({"format", "complete", "clear", "main_content", "key_indicators", "quantified"})


@dataclass(frozen=True, slots=True)
class ReviewAnswer:
    """One check with its answer and what it rests on."""

    point: ReviewPoint
    answer: Answer
    findings: tuple[Finding, ...]

    @property
    def look_at(self) -> str:
        """What the reviewer looks at, with the findings that bear on it."""
        codes = "、".join(dict.fromkeys(finding.code for finding in self.findings))
        return f"{self.point.look_at}（见 {codes}）" if codes else self.point.look_at


def review_sheet(findings: Sequence[Finding], parameters: ReviewParameters) -> tuple[ReviewAnswer, ...]:
    """The sixteen checks answered as far as the findings of one form answer them."""
    return tuple(_answer(point, findings) for point in parameters.points)


def _answer(point: ReviewPoint, findings: Sequence[Finding]) -> ReviewAnswer:
    bearing = tuple(finding for finding in findings if finding.code.startswith(_BEARING[point.id] or ("-",)))
    failed = any(finding.severity in ("error", "warning") for finding in bearing)
    if failed:
        return ReviewAnswer(point, "not_met", bearing)
    asked = any(finding.severity == "review" for finding in bearing)
    return ReviewAnswer(point, "met" if point.id in _DECIDED and not asked else "for_reviewer", bearing)


def review_findings(form: Form, sheet: Sequence[ReviewAnswer], parameters: ReviewParameters) -> list[Finding]:
    """What the reviewer has to answer: the checks not met, and those that only a person can decide."""
    if parameters.points_citation is None:
        message = f"{form.year or ''}年度没有有效的审核要点，未列须由审核人判断的事项。"
        return [Finding("review.no_rule_in_force", "note", form_place(form), message, "", "请按当时当地的办法审核。")]
    findings = []
    for answer in sheet:
        if answer.answer == "met":
            continue
        point = answer.point
        verdict = "程序判定不符合" if answer.answer == "not_met" else "须由审核人判断"
        message = (
            f"{point.dimension}—{point.item}—{point.check}（{point.points}分）：{verdict}。请看：{answer.look_at}。"
        )
        code = f"review.{point.id}"
        fix = "请审核人给分并写明理由。"
        findings.append(Finding(code, "review", form_place(form), message, str(parameters.points_citation), fix))
    return findings
