"""Suggested rewording (改写建议) of a target that cannot be measured, from the lexicon ``review``."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jixiao.rules.forms import Form, Indicator
from jixiao.rules.review.money import yuan
from jixiao.rules.review.names import bare_name
from jixiao.rules.review.parameters import ReviewParameters, Rewording

_KINDS = {
    "checked": "可列出检查清单，用通过率衡量",
    "counted": "可由记录统计成数值",
    "due": "应写明完成日期或期限",
    "decidable": "含义可以判断，但没有写成数值",
    "trend": "只有方向，没有幅度和基数",
    "base": "与上年比较，但没有写明上年的数值",
    "judged": "只能由人评判，没有写明评判人、要点和等级",
    "graded": "由外部机构评定，没有写明等级或名次",
    "empty": "重复了“目标”二字，没有内容",
}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to write instead, and why the printed words do not do."""

    kind: str
    why: str
    text: str


def suggest(form: Form, indicator: Indicator, parameters: ReviewParameters) -> Suggestion:
    """The rewording for an indicator: by the head of its name, its target's words, its level, in this order.

    A word that says what is missing exactly (控制在预算内, 预期目标, 全覆盖) goes before the head of the name.
    """
    words = parameters.words
    name = bare_name(indicator, words)
    target = indicator.target_text
    by_word = _longest(words.by_word, lambda word: word in target if len(word) > 1 else word == target.strip())
    if by_word[0] is None and says_none(target, parameters):
        by_word = words.zero, ""
    by_head = _longest(words.by_head, name.endswith)
    rule, word = _first(by_word, by_head, _longest(words.by_level, lambda word: word in (indicator.level2 or "")))
    rule = rule or words.otherwise
    core = name[: -len(word)] if word and name.endswith(word) and len(name) > len(word) else name
    core = _work(core, words.not_the_work) if rule.kind == "due" else core.removesuffix("的")
    budget = form.budget.current_year_budget_yuan
    filled = rule.suggest.format(
        name=name,
        core=core,
        year=form.year or "XXXX",
        budget=yuan(budget).removesuffix("元") if budget is not None else "X",
    )
    return Suggestion(rule.kind, _KINDS[rule.kind], filled)


def _first(
    by_word: tuple[Rewording | None, str], by_head: tuple[Rewording | None, str], by_level: tuple[Rewording | None, str]
) -> tuple[Rewording | None, str]:
    if by_word[0] is not None and by_word[0].kind in ("decidable", "graded", "base", "empty") and _vague(by_head[0]):
        return by_word
    return next((found for found in (by_head, by_word, by_level) if found[0] is not None), (None, ""))


def says_none(target: str, parameters: ReviewParameters) -> bool:
    """Whether the words mean that nothing of it happens: 无, 零投诉, 不发生重大事故."""
    return target.strip().startswith(parameters.words.zero.words)


def _work(core: str, edges: tuple[str, ...]) -> str:
    """The work itself, so that “计划完成的及时性” is not reworded into “计划完成完成时间”."""
    changed = True
    while changed:
        changed = False
        for word in edges:
            shorter = core.removeprefix(word).removesuffix(word)
            if shorter and shorter != core:
                core, changed = shorter, True
    return core


def _vague(rule: Rewording | None) -> bool:
    return rule is None or rule.kind in ("judged", "counted")


def _longest(rules: Iterable[Rewording], holds: Callable[[str], bool]) -> tuple[Rewording | None, str]:
    best: tuple[Rewording | None, str] = (None, "")
    for rule in rules:
        for word in rule.words:
            if len(word) > len(best[1]) and holds(word):
                best = (rule, word)
    return best
